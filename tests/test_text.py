"""Freezing, paragraphs and sentences."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.text import freeze, paragraphs, sentences

PROSE = st.text(
    alphabet=st.sampled_from(list("aAbBéZ 019.!?…,;:()[]“”\"'’—-\n\n  ")) | st.characters(),
    max_size=300,
)


def split(text):
    return [text[start:end] for start, end in sentences(text)]


# ---------------------------------------------------------------- freezing


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_freezing_twice_changes_nothing_more(text):
    assert freeze(freeze(text)) == freeze(text)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_frozen_text_is_nfc_without_controls_or_surrogates(text):
    frozen = freeze(text)
    assert unicodedata.is_normalized("NFC", frozen)
    assert not [c for c in frozen if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
    assert not any(line != line.rstrip() for line in frozen.split("\n"))


@pytest.mark.parametrize(
    ("raw", "frozen"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("ten\x00 dead\ufeff", "ten dead"),
        ("cafe\u0301", "café"),
        ("a\tb  \n\n\n", "a b"),
        ("for\u00adces", "forces"),
        ("safe \u202eevil\u202c", "safe evil"),
        ("\ud800", "\ufffd"),
    ],
)
def test_text_is_frozen_in_one_form(raw, frozen):
    assert freeze(raw) == frozen


# ---------------------------------------------------------------- sentences: the invariants


@given(PROSE)
def test_sentences_are_ordered_apart_and_trimmed(text):
    end = 0
    for first, last in sentences(text):
        assert end <= first < last <= len(text)
        assert text[first:last] == text[first:last].strip()
        end = last


@given(PROSE)
def test_every_visible_character_stands_in_exactly_one_sentence(text):
    inside = "".join(text[first:last] for first, last in sentences(text))
    assert "".join(inside.split()) == "".join(text.split())


@given(PROSE)
def test_no_sentence_crosses_a_paragraph(text):
    bounds = paragraphs(text)
    assert all(any(p <= s and e <= q for p, q in bounds) for s, e in sentences(text))


# ---------------------------------------------------------------- sentences: the cases

FIRST, SECOND = "Guards fled", "Two were hurt."


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Gen. Orlo met Mr. Tavo and Mrs. Lin in St. Brana.",
        "The U.S. Army and U.N. observers left.",
        "It began at 3 a.m. Saturday near No. 5 camp.",
        "J. R. Orlo and Juan B. Tavo fled.",
        "Some 2.5 tons and Rs. 3.75 million were lost.",
        "They waited ... and waited.",
        "The blast (on Jan. 31) hit Orlo Inc. offices.",
        "He left for Orlo, Calif. Monday evening.",
        "A visit to the U.S.  Embassy ended.",
        "Police vs. Militants is how he put it.",
        "“Stop!” he said, and ran.",
        "THE U.S.  EMBASSY IN ORLO WAS HIT BY GEN. TAVO'S MEN AT 10 A.M. LOCAL TIME.",
        "Wait . . . there is more.",
    ],
)
def test_a_stop_within_a_sentence_does_not_end_it(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "first",
    [
        "Guards fled.",
        "“Guards fled.”",
        'He said, "Guards fled."',
        "Guards fled (most of them.)",
        "Guards fled!",
        "Did guards flee?!",
        "Guards fled…",
        "It was in 2015.",
        "It began at 3 a.m.",
        "Guards left for the U.S.",
        "Guards fled.[12]",
        "It was the fault of Orlo Inc.",
        "GUARDS FLED AT 10 A.M.",
        "It happened in Jan.",
    ],
)
@pytest.mark.parametrize("second", ["The rest stayed.", "In Orlo, two were hurt."])
def test_a_stop_ends_a_sentence_before_a_word_that_opens_one(first, second):
    assert split(f"{first} {second}") == [first, second]


def test_a_name_after_an_ordinary_stop_opens_a_sentence():
    assert split("Guards fled. Orlo fell. 12 died.") == ["Guards fled.", "Orlo fell.", "12 died."]


def test_an_opening_quotation_mark_belongs_to_the_sentence_it_opens():
    assert split("Guards fled. “Orlo fell,” he said.") == ["Guards fled.", "“Orlo fell,” he said."]


def test_a_blank_lost_after_a_stop_still_ends_the_sentence():
    assert split("Guards fled.The rest stayed.") == ["Guards fled.", "The rest stayed."]


def test_stops_of_other_scripts_end_sentences():
    assert len(split("警察说。两人死亡。")) == 2
    assert len(split("قتل اثنان۔ فر الباقون؟ نعم")) == 3


def test_a_headline_without_a_stop_is_a_sentence():
    text = "Two Die in Orlo\nPolice said on Monday that two guards had died in the town of Orlo."
    assert split(text)[0] == "Two Die in Orlo"


def test_each_item_of_a_list_is_a_sentence():
    assert split("Losses:\n- two trucks\n- one gun\n1. a house") == [
        "Losses:", "- two trucks", "- one gun", "1. a house",
    ]  # fmt: skip


WRAPPED = """\
ORLO, 4 FEB 90 (TAVO PRESS) -- [TEXT] THE ARMY OF THE NORTH SAID TODAY
THAT GUERRILLAS BURNED TWO BRIDGES ON THE ROAD TO LINA, WHERE TROOPS HAD
BEEN CAMPED SINCE MARCH.  NOBODY WAS HURT IN WHAT IT CALLED A COWARDLY
ACT.

   A SECOND COLUMN TURNED BACK."""


def test_a_lettered_item_keeps_its_letter():
    assert split("B. The guards fled.") == ["B. The guards fled."]


def test_hard_wrapped_lines_do_not_end_sentences():
    assert [sentence.split()[0] for sentence in split(WRAPPED)] == ["ORLO,", "NOBODY", "A"]


def test_an_indented_line_opens_a_paragraph_of_wrapped_copy():
    assert len(paragraphs(WRAPPED.replace("\n\n", "\n"))) == 2


def test_one_paragraph_a_line_needs_no_blank_lines():
    line = "Guards fled the town of Orlo before dawn, officials said, and the fires burned on" * 2
    assert len(paragraphs(f"{line}\n{line}\nShort Heading\n{line}")) == 4


# ---------------------------------------------------------------- hostile and long text


@pytest.mark.parametrize(
    "unit", ["a", "(", ". ", ".", "A.", "“", "1.", "\n", "\n ", "Mr. ", "a\n", "[1]", ".)", "…\"'"]
)
def test_a_hundred_thousand_odd_characters_are_split_at_once(unit):
    text = unit * (100_000 // len(unit))
    began = time.perf_counter()
    sentences(freeze(text))
    assert time.perf_counter() - began < 2


def test_no_text_has_no_sentences():
    assert sentences("") == sentences(" \n ") == ()
