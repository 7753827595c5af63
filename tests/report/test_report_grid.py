"""Place by place: a row each, a column for each camp that speaks, on page and in Markdown."""

import re

import pytest

from llm_extract.records.briefing import Citation, Column, Line, Mode, Section, Sentence
from llm_extract.report.html import render_page
from llm_extract.report.markdown import render_markdown

TOLD = {
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


def test_a_place_is_a_row_with_each_camp_in_its_column(gridded) -> None:
    briefing, consensus, _ = gridded(*Column)
    heading, row = rows(render_markdown(briefing, consensus))
    assert heading == "| Place | Officials and forces | Other reports | Casualties there |"
    assert re.sub(r" \[\d\]", "", row) == (
        "| **Wyne** | Officials: gate targeted. | Residents: mill destroyed."
        " | Residents said two civilians were killed. |"
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
        "Place Officials and forces Other reports Casualties there Wyne Officials: gate"
        " targeted . Residents: mill destroyed . Residents said two"
        " civilians were killed ."
    )


def test_the_lines_of_what_happened_stand_under_their_labels(invented) -> None:
    first = invented.briefing.sentences[0]
    labelled = first.model_copy(update={"section": Section.WHAT_HAPPENED, "line": Line.MEASURES})
    briefing = invented.briefing.model_copy(
        update={"sentences": (labelled, *invented.briefing.sentences[1:])}
    )
    assert "- **Measures.** " in render_markdown(briefing, invented.consensus)
    page = render_page(invented.consensus, briefing, invented.articles)
    assert '<b class="label">Measures</b>' in page
