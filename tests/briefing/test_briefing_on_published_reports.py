"""Five published reports of one day that contradict each other, where they are at hand."""

import re
from pathlib import Path

import pytest

from llm_extract.briefing import lexicon, write
from llm_extract.briefing.style import numbers_in
from llm_extract.consensus import build
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.link import link
from llm_extract.records.briefing import Briefing, Section
from llm_extract.sources import read
from llm_extract.sources.options import ReadOptions

REPORTS = Path(__file__).parents[2].parent / "shared" / "data" / "seeds"


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    if not REPORTS.is_dir():
        pytest.skip("the published reports are not at hand")
    articles = read(sorted(REPORTS.glob("*.txt")), ReadOptions()).articles
    extractions = [RulesExtractor().read(article) for article in articles]
    (story,) = link(articles, extractions)
    return write(build(story, articles, extractions))


def figures(briefing: Briefing, *sections: Section) -> set[int]:
    texts = [one.text for section in sections for one in briefing.section(section)]
    return set(numbers_in(" ".join(texts)))


def test_every_toll_of_the_day_is_given(briefing):
    told = (Section.OPENING, Section.CASUALTIES, Section.PLACES, Section.DISAGREEMENTS)
    assert {2, 3, 4, 10, 11, 18, 37, 70, 84} <= figures(briefing, *told)


def test_figures_of_other_times_stand_in_the_background_alone(briefing):
    past = {667, 580, 1000, 50}
    assert past <= figures(briefing, Section.BACKGROUND)
    others = [section for section in Section if section is not Section.BACKGROUND]
    assert past.isdisjoint(figures(briefing, *others))


def test_the_differences_in_day_and_extent_are_told(briefing):
    told = " ".join(one.text for one in briefing.section(Section.DISAGREEMENTS))
    assert "Saturday" in told
    assert "Wednesday" in told
    assert {5, 14, 48} <= figures(briefing, Section.DISAGREEMENTS)


def test_no_loaded_word_stands_outside_quotation_but_in_the_name_of_a_body(briefing):
    text = re.sub(r"“[^“”]*”", "", " ".join(one.text for one in briefing.sentences))
    assert [hit.words for hit in lexicon.find(text) if hit.words.islower()] == []


def test_nothing_had_to_be_refused(briefing):
    assert [one.reason for one in briefing.rejected] == []
