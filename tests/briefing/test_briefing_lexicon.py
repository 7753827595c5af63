"""The list of loaded words: complete in its columns, and exact in what it finds."""

import pytest

from llm_extract.briefing import lexicon


def test_the_list_is_long_enough_to_be_of_use_and_names_each_term_once():
    terms = [entry.term for entry in lexicon.entries()]
    assert len(terms) >= 60
    assert len(set(terms)) == len(terms)


@pytest.mark.parametrize("entry", lexicon.entries(), ids=lambda entry: entry.term)
def test_every_entry_has_a_reason_and_finds_its_own_term(entry):
    assert entry.reason
    found = lexicon.find(f"They say {entry.term.removesuffix('*')} today.")
    assert found


@pytest.mark.parametrize("entry", lexicon.entries(), ids=lambda entry: entry.term)
def test_no_neutral_wording_is_itself_loaded(entry):
    assert lexicon.find(entry.neutral) == ()


def test_claimed_responsibility_is_the_set_phrase_and_stands():
    assert lexicon.find("The group claimed responsibility.") == ()
    assert [hit.words for hit in lexicon.find("The group claimed victory.")] == ["claimed"]


def test_endings_and_hyphens_are_matched_and_longer_words_are_not():
    assert lexicon.find("so-called")
    assert lexicon.find("counter-terrorism")[0].words == "counter-terrorism"
    assert lexicon.find("a deterrent in the territory") == ()


def test_offsets_are_those_of_the_text():
    text = "He spoke of the regime."
    [hit] = lexicon.find(text)
    assert text[hit.start : hit.end] == hit.words == "regime"
