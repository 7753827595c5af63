"""Whom a toll of a reply counts."""

from __future__ import annotations

import pytest

from llm_extract.extractors.model.people import is_only_named, not_only_civilians
from llm_extract.extractors.model.reply import StatementReply, TollReply
from llm_extract.records.claims import Effect, Group, Toll
from llm_extract.records.counts import Count, CountKind

BOUNDS = {"low": 6, "high": 6}


def group_of(sentence: str, figure: str, given: Group = Group.CIVILIANS) -> Group:
    count = Count(kind=CountKind.EXACT, verbatim=figure, **BOUNDS)
    toll = Toll(group=given, effect=Effect.KILLED, count=count, includes_perpetrators="unstated")
    return not_only_civilians(toll, sentence).group


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("Six people died at the mill.", "Six"),
        ("At least six unarmed men were shot.", "At least six"),
        ("They buried six of their relatives on Monday.", "six"),
        ("Six Tavars are dead, the elder said.", "Six"),
        ("Of the arrested, six are Tavars.", "six"),
    ],
)
def test_civilians_whom_the_sentence_calls_people_are_people(sentence, figure) -> None:
    assert group_of(sentence, figure) is Group.EVERYONE


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("Six villagers died at the mill.", "Six"),
        ("Six women were shot.", "Six"),
        ("Six civilian men were shot.", "Six"),
        ("Six Tavar shepherds are dead.", "Six"),
        ("Of the dead, six were quarry workers.", "six"),
        ("Six were hurt as well.", "Six"),
    ],
)
def test_civilians_whom_the_sentence_calls_so_or_not_at_all_stay_civilians(
    sentence, figure
) -> None:
    assert group_of(sentence, figure) is Group.CIVILIANS


def test_no_group_but_civilians_is_read_again() -> None:
    assert group_of("Six people of the Front died.", "Six", Group.MILITANTS) is Group.MILITANTS


def named_in(words: str, quote: str) -> bool:
    toll = {"words": words, "low": 1, "high": 1, "group": "police", "effect": "killed"}
    victim = {"field": "victim", "code": "killed", "words": "Ana Ruiz", "of": None}
    told = {"quote": quote, "speakers": [], "stance": "asserts", "sure": "stated"}
    figure = TollReply.model_validate({**toll, "attackers_included": "no"})
    said = StatementReply.model_validate({**told, "tolls": [figure], "facts": [victim]})
    return is_only_named(figure, said)


@pytest.mark.parametrize("words", ["Sergeant", "Sergeant Ana Ruiz", "Ana Ruiz"])
def test_a_rank_and_a_name_are_a_victim_and_no_figure(words) -> None:
    assert named_in(words, "Sergeant Ana Ruiz was killed.")


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("the inspector", "They shot the inspector Ana Ruiz."),
        ("a clerk", "The dead are Ana Ruiz, 41, a clerk from Orlo, and others."),
    ],
)
def test_a_trade_that_is_put_to_a_name_is_no_figure(words, quote) -> None:
    assert named_in(words, quote)


def test_a_trade_in_a_list_of_the_dead_is_one_more_person() -> None:
    assert not named_in("a clerk", "They shot Ana Ruiz, a clerk and a porter.")


@pytest.mark.parametrize("words", ["A sergeant", "One officer", "her driver"])
def test_one_who_is_told_by_what_he_is_is_counted_beside_a_name(words) -> None:
    assert not named_in(words, f"{words} and Ana Ruiz were killed.")
