"""Grounding: a quotation leads to the stretch of the source it was taken from, or to nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.ground import ground
from llm_extract.records.claims import Match

REPORT = (
    "Officials in Varra said “at least 14” people were hurt — two of them badly — on Tuesday.  "
    "The fire brigade counted 1,204 damaged homes. A spokesman for the Northern Front said its "
    "ﬁghters had left the town before the ﬁre began.\nNo one was detained."
)


def found(quote: str) -> str:
    evidence = ground(quote, REPORT)
    assert evidence is not None
    assert evidence.quote == REPORT[evidence.span.start : evidence.span.end]
    return evidence.quote


def test_a_verbatim_quotation_is_exact() -> None:
    evidence = ground("No one was detained.", REPORT)
    assert evidence is not None
    assert evidence.match is Match.EXACT
    assert found("No one was detained.") == "No one was detained."


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ('said "at least 14" people', "said “at least 14” people"),
        ("hurt - two of them badly - on Tuesday", "hurt — two of them badly — on Tuesday"),
        ("on Tuesday. The fire brigade", "on Tuesday.  The fire brigade"),
        ("fighters had left the town before the fire", "ﬁghters had left the town before the ﬁre"),
        ("began. No one was detained", "began.\nNo one was detained"),
        ("OFFICIALS IN VARRA SAID", "Officials in Varra said"),
    ],
)
def test_marks_spaces_ligatures_and_case_may_differ(quote, stands) -> None:
    assert found(quote) == stands
    assert ground(quote, REPORT).match is Match.NORMALISED


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        (
            "The fire brigade has counted 1,204 damaged homes",
            "The fire brigade counted 1,204 damaged homes",
        ),
        (
            "A spokesman for the Northern Front said fighters had left the town",
            "A spokesman for the Northern Front said its ﬁghters had left the town",
        ),
    ],
)
def test_a_word_more_or_less_still_finds_the_whole_passage_and_no_more(quote, stands) -> None:
    assert found(quote) == stands
    assert ground(quote, REPORT).match is Match.FUZZY


@pytest.mark.parametrize(
    "quote",
    [
        "The fire brigade has counted 1,304 damaged homes",
        "The fire brigade counted 204 damaged homes",
        "“at least 4” people were hurt",
    ],
)
def test_a_wrong_figure_is_never_grounded(quote) -> None:
    assert ground(quote, REPORT) is None


@pytest.mark.parametrize("quote", ["204", "ficials in", "1", "", "   "])
def test_a_piece_of_a_word_or_of_a_number_is_no_quotation(quote) -> None:
    assert ground(quote, REPORT) is None


def test_what_nobody_wrote_is_not_found() -> None:
    assert ground("The governor resigned over the affair last week", REPORT) is None


@given(st.text(min_size=1, max_size=80), st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_found_stands_at_its_span(quote, before, after) -> None:
    text = before + quote + after
    evidence = ground(quote, text)
    if evidence is not None:
        assert evidence.quote == text[evidence.span.start : evidence.span.end]


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_a_figure_grounds_only_in_itself(asked, stands) -> None:
    evidence = ground(
        f"a toll of {asked} people in all", f"It spoke of a toll of {stands} people in all."
    )
    assert (evidence is not None) == (asked == stands)
