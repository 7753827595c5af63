"""Counts: what the words bound, and the figures that count nobody."""

import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract.counts import find_counts
from llm_extract.records.counts import CountKind

N = st.integers(min_value=1, max_value=9_999)
# A hundred numbers in each of many wordings are thousands, under either profile.
of_each = settings(max_examples=100)
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number, *, joiner=" and "):
    """The English words of 0 to 9,999."""
    thousands, rest = divmod(number, 1_000)
    hundreds, small = divmod(rest, 100)
    words = [f"{ONES[thousands]} thousand"] if thousands else []
    words += [f"{ONES[hundreds]} hundred"] if hundreds else []
    if small or not words:
        below = (
            ONES[small]
            if small < 20
            else TENS[small // 10] + (f"-{ONES[small % 10]}" if small % 10 else "")
        )
        return joiner.join([" ".join(words), below]) if words else below
    return " ".join(words)


def figure(number):
    """Digits that no reader takes for a year."""
    return f"{number:,}"


def read(text, **options):
    return [
        (found.count.kind.value, found.count.low, found.count.high)
        for found in find_counts(text, **options)
    ]


# ---------------------------------------------------------------- every row of the table

ROWS = [
    ("{n} guards", "exact", 0, 0),
    ("at least {n} guards", "at_least", 0, None),
    ("not fewer than {n} guards", "at_least", 0, None),
    ("no fewer than {n} guards", "at_least", 0, None),
    ("no less than {n} guards", "at_least", 0, None),
    ("at least another {n} guards", "at_least", 0, None),
    ("at least some {n} guards", "at_least", 0, None),
    ("{n} or more guards", "at_least", 0, None),
    ("{n}-plus guards", "at_least", 0, None),
    ("more than {n} guards", "at_least", 1, None),
    ("over {n} guards", "at_least", 1, None),
    ("upwards of {n} guards", "at_least", 1, None),
    ("up to {n} guards", "at_most", None, 0),
    ("as many as {n} guards", "at_most", None, 0),
    ("at most {n} guards", "at_most", None, 0),
    ("no more than {n} guards", "at_most", None, 0),
    ("{n} or fewer guards", "at_most", None, 0),
    ("about {n} guards", "about", 0, 0),
    ("around {n} guards", "about", 0, 0),
    ("some {n} guards", "about", 0, 0),
    ("nearly {n} guards", "about", 0, 0),
    ("almost {n} guards", "about", 0, 0),
    ("approximately {n} guards", "about", 0, 0),
    ("roughly {n} guards", "about", 0, 0),
    ("an estimated {n} guards", "about", 0, 0),
    ("close to {n} guards", "about", 0, 0),
    ("{n} or so guards", "about", 0, 0),
]


@pytest.mark.parametrize(("words", "kind", "low", "high"), ROWS)
@of_each
@given(n=N)
def test_each_wording_bounds_every_number_in_figures_and_words_in_either_case(
    words, kind, low, high, n
):
    bounds = [None if shift is None else n + shift for shift in (low, high)]
    for write, case in product((figure, spelled), (str, str.upper)):
        text = case(words.format(n=write(n)))
        (found,) = find_counts(text)
        assert (found.count.kind.value, found.count.low, found.count.high) == (kind, *bounds)
        assert text[found.head_start :] == case("guards")


@pytest.mark.parametrize("words", ["fewer than {n} guards", "less than {n} guards"])
@of_each
@given(n=st.integers(min_value=2, max_value=9_999))
def test_fewer_than_excludes_the_number_itself(words, n):
    assert read(words.format(n=figure(n))) == [("at_most", None, n - 1)]


@pytest.mark.parametrize(
    "words",
    [
        "{a} to {b} guards",
        "between {a} and {b} guards",
        "{a}-{b} guards",
        "{a}–{b} guards",
        "at least {a} to {b} guards",
        "{a} or {b} guards",
    ],
)
@of_each
@given(ends=st.tuples(N, N).filter(lambda pair: pair[0] < pair[1]))
def test_two_figures_make_a_range(words, ends):
    low, high = ends
    assert read(words.format(a=figure(low), b=figure(high))) == [("between", low, high)]


@pytest.mark.parametrize("joiner", [" and ", " "])
@given(n=st.integers(min_value=0, max_value=9_999))
def test_number_words_and_digits_say_the_same(joiner, n):
    (word,) = find_counts(f"{spelled(n, joiner=joiner)} guards")
    (digit,) = find_counts(f"{figure(n)} guards")
    assert (word.count.low, word.count.high) == (digit.count.low, digit.count.high) == (n, n)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a hundred guards", 100),
        ("a hundred and five guards", 105),
        ("a thousand guards", 1_000),
        ("a dozen guards", 12),
        ("half a dozen guards", 6),
        ("half-a-dozen guards", 6),
        ("half a million people", 500_000),
        ("half of a million people", 500_000),
        ("a quarter of a million people", 250_000),
        ("one and a half million people", 1_500_000),
        ("a million and a half people", 1_500_000),
        ("two dozen guards", 24),
        ("1.2 million people", 1_200_000),
        ("30 thousand people", 30_000),
        ("both guards", 2),
        ("one guard", 1),
        ("two hundred thousand people", 200_000),
    ],
)
def test_words_that_are_figures_are_exact(text, expected):
    assert read(text) == [("exact", expected, expected)]


@pytest.mark.parametrize(
    "text",
    [
        "dozens of guards", "scores of guards", "hundreds of guards", "tens of thousands of guards",
        "several guards", "a number of guards", "many guards", "some guards", "a few guards",
        "some tired old guards", "at least several guards", "numerous guards", "several dozen men",
        "some people", "DOZENS KILLED", "multiple guards",
    ],
)  # fmt: skip
def test_words_without_a_figure_are_vague_and_never_zero(text):
    assert read(text) == [("vague", None, None)]


def test_a_number_said_to_be_unknown_is_unknown():
    assert read("an unknown number of guards") == [("unknown", None, None)]


@pytest.mark.parametrize(
    "text", ["no guards", "no one fell", "nobody fell", "none fell", "zero guards", "0 guards",
             "not a single guard", "NO CASUALTIES"],
)  # fmt: skip
def test_words_for_nothing_are_zero(text):
    assert read(text) == [("zero", 0, 0)]


def test_a_part_and_its_whole_are_two_counts():
    assert read("4 of 15 guards") == [("exact", 4, 4), ("exact", 15, 15)]


def test_a_scale_word_that_stands_once_holds_for_both_ends():
    assert read("two to three dozen guards") == [("between", 24, 36)]


def test_a_change_from_one_figure_to_another_is_no_range():
    assert read("rose from 12 to 15") == [("exact", 12, 12), ("exact", 15, 15)]


# ---------------------------------------------------------------- articles


def test_an_article_counts_one_only_on_request():
    text = "a guard and an officer fell"
    assert find_counts(text) == ()
    found = find_counts(text, articles=True)
    assert [one.is_article for one in found] == [True, True]
    assert [text[one.head_start :].split(maxsplit=1)[0] for one in found] == ["guard", "officer"]


def test_a_figure_that_begins_with_an_article_is_not_one():
    assert read("a hundred guards", articles=True) == [("exact", 100, 100)]
    assert read("a number of guards", articles=True) == [("vague", None, None)]


# ---------------------------------------------------------------- what is no count


@pytest.mark.parametrize(
    "text",
    [
        "in 2015", "the 2015 attack", "on 30 AUG 89", "Jan. 31", "January 31, 2026", "2026-01-31",
        "3-5 May", "between 3 and 5 May", "the 3-OCTOBER attempt", "the early 1980s",
        "at 3 a.m.", "at 10:30 pm", "2030 hours", "at 0530 GMT", "at 2330",
        "a 34-year-old", "aged 12", "aged twelve", "the age of 12", "Ana Orlo, 34, fled",
        "the 3rd man", "the twenty-first man", "a ten-member team", "a two-day siege",
        "24%", "24 percent", "24 per cent", "$40", "€10", "Rs 500", "Rs. 500", "40 dollars",
        "40 million dollars", "two to three hours", "10 km", "5 kg", "ten square miles",
        "the past two days", "several hours", "34 years old", "three times",
        "M-16 rifles", "an AK-47", "Lina 2.0", "a 9mm gun", "Flight 103", "No. 5", "Route 7",
        "0530 2294 668", "call 555 1234", "#557320", "748 N Orlo St", "4224 Tavo Lina Road",
        "the 300 block of Orlo", "two thirds of it", "no longer", "no. 5", "how many", "he scores",
        "one another", "ground zero", "two-thirds", "7.62", "1:2", "9/11", "F16", "one-third",
        "some of it", "as many", "40 Orlan pesos", "325 U.S. Dollars", "KM 11",
        "on 16 and 17 May",
        "photo 4 of 15", "937-5594", "1314, 1198, 1173",
        "6- and 12-year-olds", "one cannot know", "Orlo (34) said", "a hundred metres",
    ],
)  # fmt: skip
def test_figures_that_count_nobody_are_left_out(text):
    assert read(text) == []


def test_a_figure_alone_on_its_line_is_page_furniture():
    assert read("Two Die in Orlo\n\n34\n\nGuards said") == [("exact", 2, 2)]


def test_a_list_number_is_no_count():
    assert read("1. Guards fled\n2) Troops came") == []


def test_a_qualified_year_is_a_count():
    assert read("more than 2000 people") == [("at_least", 2001, None)]


def test_a_figure_at_the_end_of_a_wrapped_line_is_read():
    assert read("THEY KILLED 12\nGUARDS") == [("exact", 12, 12)]
    assert read("AT LEAST\nTWENTY-\nFIVE GUARDS") == [("at_least", 25, None)]


# ---------------------------------------------------------------- offsets

FILLER = st.text(alphabet="xyzé ,.“”\n", max_size=40).map(lambda text: f"q{text} ")


@given(FILLER, st.sampled_from([row[0] for row in ROWS]), N, FILLER)
def test_offsets_hold_inside_any_text(before, words, n, after):
    words = words.format(n=figure(n)).removesuffix(" guards")
    text = f"{before}{words} guards {after}"
    (found,) = find_counts(text)
    assert text[found.start : found.end] == found.count.verbatim == words
    assert found.start == len(before)
    assert text[found.head_start :].startswith("guards ")


@given(
    st.text(alphabet=st.sampled_from(list("0123456789,.-–% \n(#$")) | st.characters(), max_size=200)
)
def test_found_counts_are_ordered_apart_and_within_the_text(text):
    end = 0
    for found in find_counts(text, articles=True):
        assert end <= found.start < found.end <= found.head_start <= len(text)
        assert text[found.start : found.end] == found.count.verbatim
        end = found.end


WORDS = (
    "at least more than one two ten dozen hundred - to or some no several of the guards 12 , and"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_order_of_count_words_gives_well_formed_counts(text):
    for found in find_counts(text, articles=True):
        assert found.count.kind in CountKind
        assert text[found.start : found.end] == found.count.verbatim


def test_of_the_is_skipped_before_the_noun():
    text = "10 of the guards"
    assert text[find_counts(text)[0].head_start :] == "guards"


@pytest.mark.parametrize(
    "unit", ["at least ", "1", "1,", "two ", "a hundred ", "1-", "no ", "some ", "of ", "square "]
)
def test_a_hundred_thousand_odd_characters_are_read_at_once(unit):
    text = unit * (100_000 // len(unit))
    began = time.perf_counter()
    find_counts(text)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Twenty-seven (27) rebels fell.", ["27"]),
        ("Twenty-seven (28) rebels fell.", ["27"]),
        ("Since January, 18,900 people have left.", ["18900"]),
    ],
)
def test_a_figure_said_twice_is_one_and_a_thousand_is_no_day(text, figures):
    assert [str(found.count) for found in find_counts(text)] == figures
