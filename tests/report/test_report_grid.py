"""Place by place: a row each, a column for each camp that speaks, on page and in Markdown."""

import re

import pytest

from llm_extract.records.briefing import Citation, Column, Line, Mode, Section, Sentence
from llm_extract.report.accounts import Cite, Version, Voice
from llm_extract.report.differences import Difference, joined, short
from llm_extract.report.html import render_page
from llm_extract.report.markdown import render_markdown

TOLD = {
    Column.PLACE: "In Wyne, these may be separate incidents.",
    Column.STATE: "In Wyne, officials: gate targeted.",
    Column.OTHERS: "In Wyne, residents: mill destroyed.",
    Column.CASUALTIES: "In Wyne, residents said two civilians were killed.",
}


@pytest.fixture
def gridded(invented):
    """The story with a row on Wyne, whose columns are given."""

    def told(*columns: Column, **more):
        of = invented.briefing.sentences[0].citations[0]
        sentences = tuple(
            Sentence(
                section=Section.PLACES,
                mode=Mode.REPORTED,
                text=TOLD[one],
                place="Wyne",
                column=one,
                citations=(Citation(number=of.number, article_id=of.article_id, span=of.span),),
            )
            for one in columns
        )
        briefing = invented.briefing.model_copy(
            update={"sentences": (*invented.briefing.sentences, *sentences)}
        )
        return briefing, invented.consensus, invented.articles

    return told


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("| Place", "| **Wyne"))]


def test_a_place_is_a_row_with_its_remark_and_each_camp_in_its_column(gridded) -> None:
    briefing, consensus, _ = gridded(*Column)
    heading, row = rows(render_markdown(briefing, consensus))
    assert heading == "| Place | Officials and forces | Other reports | Casualties there |"
    assert re.sub(r" \[\d\]", "", row) == (
        "| **Wyne** These may be separate incidents. | Officials: gate targeted."
        " | Residents: mill destroyed. | Residents said two civilians were killed. |"
    )


def test_a_column_in_which_nobody_speaks_is_left_out(gridded) -> None:
    briefing, consensus, articles = gridded(Column.STATE)
    assert rows(render_markdown(briefing, consensus))[0] == "| Place | Officials and forces |"
    assert "Casualties there" not in render_page(consensus, briefing, articles)


def test_the_page_has_the_same_cells_as_markdown(gridded) -> None:
    briefing, consensus, articles = gridded(*Column)
    page = render_page(consensus, briefing, articles)
    table = page[page.index('<table class="stack places"') :].partition("</table>")[0]
    seen = " ".join(re.sub(r"<[^>]*>|&#8288;|\[\d\]", " ", table).split())
    assert seen == (
        "Place Officials and forces Other reports Casualties there Wyne These may be separate"
        " incidents . Officials: gate targeted . Residents: mill destroyed . Residents said two"
        " civilians were killed ."
    )


def test_the_lines_of_the_highlights_stand_under_their_labels(invented) -> None:
    first = invented.briefing.section(Section.HIGHLIGHTS)[0]
    labelled = first.model_copy(update={"line": Line.TOLL})
    briefing = invented.briefing.model_copy(
        update={"sentences": (labelled, *invented.briefing.sentences[1:])}
    )
    assert "- **Toll.** " in render_markdown(briefing, invented.consensus)
    page = render_page(invented.consensus, briefing, invented.articles)
    assert '<b class="label">Toll</b>' in page


# ---------------------------------------------------------------- the short table


def version(words: str, name: str, number: int, **more) -> Version:
    cite = Cite(number=number, anchor="s1-0-1", quote="", outlet="", language="en")
    voice = Voice(name=name, role=None, remark=None, as_of=None, cites=(cite,))
    return Version(words=words, voices=(voice,), **more)


def difference(name: str, *kinds: str, place: str | None = None) -> Difference:
    return Difference(
        name=name, place=place, versions=(version("a", "B", 1),), kinds=kinds, said=()
    )


def test_the_short_table_counts_what_it_leaves_out() -> None:
    rows = [
        difference("Date", "contradiction"),
        difference("Damage", "contradiction", place="Wyne"),
        difference("Militants killed", "looser wording"),
    ]
    shown = short(rows)
    assert [one.name for one in shown.rows] == ["Date"]
    assert shown.more == 2


def test_the_short_table_has_eight_rows_at_most() -> None:
    shown = short([difference(f"Matter {at}", "contradiction") for at in range(11)])
    assert (len(shown.rows), shown.more) == (8, 3)


def test_what_one_voice_says_of_a_matter_stands_together() -> None:
    told = joined([version("foiled", "Post", 1), version("over", "Post", 1)])
    assert [(one.words, one.voices[0].name) for one in told] == [("foiled, over", "Post")]


def test_two_reports_without_a_name_are_not_taken_for_one() -> None:
    told = joined([version("foiled", "one report", 1), version("over", "one report", 2)])
    assert [one.words for one in told] == ["foiled", "over"]


def test_what_is_rejected_keeps_its_rejection() -> None:
    against = version("x", "Office", 2).voices
    told = joined([version("a", "Post", 1, rejected=against), version("b", "Post", 1)])
    assert [one.rejected for one in told] == [against, ()]
