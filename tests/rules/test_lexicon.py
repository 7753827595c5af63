"""Words and phrases: whole words, longest first, any case."""

from hypothesis import given
from hypothesis import strategies as st

from llm_extract.extractors.rules.reading.lexicon import Lexicon, lexicon, words


def marks(lexicon, text):
    tokens = words(text, 0, len(text))
    return [(m.kind, m.value, m.first, m.last) for m in lexicon.marks(tokens)]


def test_the_longest_phrase_of_a_kind_wins():
    known = Lexicon({"past": {"killed": ["shot and killed"], "hurt": ["shot"]}})
    assert marks(known, "He was shot and killed") == [("past", "killed", 2, 5)]


def test_phrases_match_in_any_case_and_across_quotation_marks():
    known = Lexicon({"people": {"army": ["army camps"]}})
    assert marks(known, "the “ARMY” camps") == [("people", "army", 1, 3)]


def test_kinds_overlap_freely():
    known = Lexicon({"a": {"x": ["police"]}, "b": {"y": ["police station"]}})
    assert {mark[0] for mark in marks(known, "police station")} == {"a", "b"}


def test_a_possessive_is_a_word_of_its_own():
    assert [word.low for word in words("Velm’s army", 0, 11)] == ["velm", "'s", "army"]


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text):
    for word in words(text, 0, len(text)):
        assert text[word.start : word.end] == word.text


@given(st.text(max_size=300))
def test_marks_stay_within_the_words(text):
    tokens = words(text, 0, len(text))
    assert all(0 <= mark.first < mark.last <= len(tokens) for mark in lexicon().marks(tokens))
