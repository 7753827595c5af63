"""Whom a toll of a reply counts."""

from __future__ import annotations

import pytest

from llm_extract.extractors.model.people import not_only_civilians
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
