"""Which figures a doubt is about."""

from __future__ import annotations

from llm_extract.extractors.model.doubted import left_open
from llm_extract.extractors.model.reply import StatementReply


def effects(words: str, *given: str, stance: str = "cannot_confirm") -> list[str]:
    bounds = {"low": 4, "high": 4, "group": "everyone", "attackers_included": "no"}
    tolls = [{"words": words, "effect": effect, **bounds} for effect in given]
    told = {"quote": "The paper could not check it.", "speakers": [], "sure": "unverified"}
    said = StatementReply.model_validate({**told, "stance": stance, "tolls": tolls, "facts": []})
    return [toll.effect.value for toll in left_open(said)]


def test_a_doubt_about_an_account_is_about_its_dead() -> None:
    assert effects("could not check it", "killed", "captured", "injured") == ["killed"]


def test_a_doubt_that_words_figures_is_of_each_of_them() -> None:
    assert effects("the four", "killed", "captured") == ["killed", "captured"]


def test_an_account_without_dead_is_left_open_as_it_is() -> None:
    assert effects("could not check it", "captured") == ["captured"]


def test_whoever_denies_denies_all_that_he_is_said_to() -> None:
    assert effects("is a lie", "killed", "captured", stance="denies") == ["killed", "captured"]
