"""Grounding: a quotation leads to the stretch of the source it was taken from, or to nothing."""

import re
import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract.ground import GroundText, ground
from llm_extract.records.claims import Match

BENCHMARK = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "grounding.py"))
LONG = BENCHMARK["long_text"]()
NEAR = BENCHMARK["near"](LONG)
NUMBERED = [one for kind in NEAR.values() for one in kind if re.search(r"\d", one.words)]

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
        ("said 'at least 14' people", "said “at least 14” people"),
        ("fire brigadecounted 1,204damaged homes", "fire brigade counted 1,204 damaged homes"),
        ("the fire bri\u00adgade counted", "The fire brigade counted"),
        ("badly - on Tuesday. Thefire", "badly — on Tuesday.  The fire"),
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
        (
            "The brigade counted 1,204 damaged homes.",
            "The fire brigade counted 1,204 damaged homes.",
        ),
        (
            "Thc firc brigade countcd 1,204 darnaged homes",
            "The fire brigade counted 1,204 damaged homes",
        ),
        (
            "A spokesman for Northern Front said its fighters left the town before the fire",
            "A spokesman for the Northern Front said its ﬁghters had left the town before the ﬁre",
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
        "on Tuesday. The fire brigade counted 1 204 damaged homes",
        "The fire brigade has counted damaged homes",
        "said “at least 14” people were hurt — three of them badly",
        "One was detained over the fire",
    ],
)
def test_a_wrong_figure_is_never_grounded(quote) -> None:
    assert ground(quote, REPORT) is None


def test_a_not_is_never_dropped_on_the_way() -> None:
    text = "The army has not taken the town of Varra, a spokesman for the front said."
    assert (
        ground("The army has taken the town of Varra, a spokesman for the front said", text) is None
    )
    assert ground("The army has not taken the town of Vara, a spokesman said", text) is not None


def test_a_letter_written_in_two_parts_is_one() -> None:
    assert ground("the cafe\u0301 burned", "It said the café burned.").quote == "the café burned"


def test_a_number_raised_above_the_line_is_no_figure_of_the_sentence() -> None:
    assert ground("a toll of 102", "It spoke of a toll of 10².") is None


def test_a_ligature_is_not_cut_in_two() -> None:
    assert ground("the staf", "He saw the staﬀ leave.") is None


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


WORDS = st.sampled_from("the of army town 14 1,204 said “no fire” ten — Orlo ﬁve two.".split())


@given(st.lists(WORDS, max_size=60), st.lists(WORDS, min_size=1, max_size=12))
def test_what_is_found_nearly_has_the_figures_of_the_quotation_and_whole_words(text, quote) -> None:
    text, quote = " ".join(text), " ".join(quote)
    evidence = ground(quote, text)
    if evidence is not None:
        start, end = evidence.span.start, evidence.span.end
        assert evidence.quote == text[start:end]
        assert re.findall(r"[\d,]+", evidence.quote) == re.findall(r"[\d,]+", quote)
        assert not re.search(r"\w\w", text[max(0, start - 1) : start + 1])
        assert not re.search(r"\w\w", text[end - 1 : end + 1])


@given(st.data())
def test_no_quotation_with_a_changed_digit_is_ever_grounded(data) -> None:
    quotation = data.draw(st.sampled_from(NUMBERED))
    at = data.draw(st.sampled_from([d.start() for d in re.finditer(r"\d", quotation.words)]))
    digit = data.draw(st.sampled_from(sorted(set("0123456789") - {quotation.words[at]})))
    assert ground(quotation.words[:at] + digit + quotation.words[at + 1 :], LONG) is None


def test_of_fifty_near_quotations_at_least_forty_eight_lead_to_the_very_stretch() -> None:
    quotations = [one for kind in NEAR.values() for one in kind]
    found = [ground(one.words, LONG) for one in quotations]
    exact = [
        evidence is not None and evidence.span == one.span
        for evidence, one in zip(found, quotations, strict=True)
    ]
    assert len(exact) == 50
    assert sum(exact) >= 48


@given(st.permutations(range(50)))
@settings(max_examples=5)
def test_the_order_of_quotations_is_of_no_matter(order) -> None:
    quotations = [one for kind in NEAR.values() for one in kind]
    alone = {one: GroundText(LONG).find(one.words) for one in quotations[:3]}
    together = GroundText(LONG)
    found = {quotations[at]: together.find(quotations[at].words) for at in order}
    assert all(found[one] == evidence for one, evidence in alone.items())


def test_a_quotation_as_long_as_a_book_is_refused_at_once() -> None:
    assert ground("thc army said so " * 20_000, LONG) is None


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_a_figure_grounds_only_in_itself(asked, stands) -> None:
    evidence = ground(
        f"a toll of {asked} people in all", f"It spoke of a toll of {stands} people in all."
    )
    assert (evidence is not None) == (asked == stands)
