"""How loaded a source's language is: counted in its own voice, shown with place and reason."""

import pytest

from llm_extract.briefing import lexicon
from llm_extract.briefing.loaded import loadedness
from llm_extract.records.article import Article


def found(text: str, language: str = "en"):
    (one,) = loadedness([Article.of(text, language=language)])
    return one


def test_loaded_words_in_the_outlets_own_voice_are_counted_in_a_thousand():
    one = found("The terrorists fled. " + "Plain words stand here. " * 49)
    assert (one.words, one.per_1000) == (199, pytest.approx(1000 / 199))


def test_what_is_quoted_is_shown_and_not_counted():
    one = found("“The regime is finished,” the Front said.")
    assert [(hit.words, hit.quoted) for hit in one.hits] == [("regime", True)]
    assert one.per_1000 == 0


def test_a_hit_stands_where_it_says():
    text = "They liquidated the cowardly thugs."
    assert [text[hit.start : hit.end] for hit in found(text).hits] == [
        "liquidated",
        "cowardly",
        "thugs",
    ]


@pytest.mark.parametrize(
    "text",
    ["The Counter-Terrorism Department said so.", "Responsibility was claimed by the Front."],
)
def test_a_proper_name_and_a_set_phrase_load_nothing(text):
    assert found(text).hits == ()


def test_a_text_in_another_language_is_not_looked_at_rather_than_clean():
    assert found("Le regime est tombe.", "fr").per_1000 is None


def test_every_entry_says_why_it_is_loaded_and_what_may_stand_instead():
    assert len(lexicon.entries()) >= 60
    assert all(one.reason and one.neutral for one in lexicon.entries())
