"""Whole texts that speak of violence and report no deed: `quiet/` holds one of a kind each."""

from datetime import timedelta
from pathlib import Path

import pytest

from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article
from tests.rules.conftest import SATURDAY

QUIET = sorted((Path(__file__).parent / "quiet").glob("*.txt"))
# What the guard still takes for a report, and why.
TAKEN_FOR_REPORTS = {
    "anniversary": "the old deed is told in full, and the title has the dead",
    "basketball": "the first sentence shoots, on Friday",
    "child_soldiers": "a report that counts like one on an attack",
    "clinic": "figures and a side that is blamed, told by the way",
    "film": "a plot told in the order of a report",
    "hearing": "the deaths that an inquiry is about, with a day not long ago",
    "old_shell": "a bomb that is found and defused",
    "study": "veterans' wounds and deaths, counted",
}


def _read(text):
    return RulesExtractor().read(Article.of(text, published_on=SATURDAY))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=path.stem,
            marks=[pytest.mark.xfail(reason=TAKEN_FOR_REPORTS[path.stem], strict=True)]
            if path.stem in TAKEN_FOR_REPORTS
            else [],
        )
        for path in QUIET
    ],
)
def test_a_text_on_another_matter_reports_no_incident(path):
    assert _read(path.read_text(encoding="utf-8")).incidents == ()


def test_a_dateline_over_captives_or_fighters_makes_a_report_of_a_light_text():
    text = (
        "A patrol searched a yard near Hask for the maker of mines. It found a cache of arms.\n\n"
        "The search resulted in the detention of two insurgents."
        + " The valley is green in spring, and the road through it was built long ago."
        * 3
    )
    assert _read(f"KABRI, Velm (March 7) - {text}").incidents
    assert _read(text).incidents == ()


def test_a_text_that_is_read_as_no_report_says_so():
    (note,) = _read((QUIET[0].parent / "medal.txt").read_text(encoding="utf-8")).notes
    assert "by the way" in note


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people in Tavo on Friday.",
        "Gunmen stormed the clinic in Hask on Friday, killing two nurses. The Iron Dawn was blamed."
        + " The town lies on a hill and is known for its plums." * 12,
        "Police arrested fourteen militants near Orlo on Friday."
        + " They were brought to Tavo." * 30,
        "Nine soldiers and four rebels died at Hask, the army said. Eleven were wounded."
        + " The town lies on a hill and is known for its plums." * 12,
    ],
    ids=["one line", "told in the opening", "an arrest in the opening", "figures of both sides"],
)
def test_a_deed_told_firmly_is_news_however_much_else_is_told(text):
    assert len(_read(text).incidents) == 1


def test_what_is_told_once_in_passing_is_no_news_of_a_long_text():
    plums = " The town lies on a hill and is known for its plums." * 12
    text = f"The mayor opened a bakery in Hask.{plums} Gunmen once burned the old one.{plums}"
    assert _read(text).incidents == ()


def test_talk_has_no_opening_and_is_never_weighed():
    turns = "HOST: Good morning.\n\nDR FINCH: We lost two.\n\nHOST: And plums?\n\nDR FINCH: Plums."
    talk = "\n\n".join([turns] * 12)
    assert len(_read(talk).incidents) == 1


def test_a_night_is_a_day_of_these_days():
    filed = SATURDAY + timedelta(days=1)
    text = "Rebels burned the mill of Hask in the night from Friday to Saturday."
    assert len(RulesExtractor().read(Article.of(text, published_on=filed)).incidents) == 1
