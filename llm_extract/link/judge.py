"""Whether two incidents of two articles are one: marks for and against, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from llm_extract.link.marks import NOTHING, Judgement, Mark, Marks
from llm_extract.link.pairs import Pair, figures_differ
from llm_extract.link.places import OTHER_TOWNS, place_marks
from llm_extract.link.times import time_marks
from llm_extract.link.traits import Bounds, Traits
from llm_extract.records.consensus import Verdict

# Likeness of names from which on it weighs so much: set on reports of 200 shootings in one pile,
# checked on 75 others. Unrelated reports of one day hardly ever pass the lowest.
_SETTLES_FROM = 0.35
_LIKENESS = ((0.5, 5.0), (0.35, 4.5), (0.25, 3.5), (0.15, 2.0))
# Two houses that write within days of each other need share less; copies settle by themselves.
_SETTLES_FRESH = 0.1
_SETTLES_COPY = 0.8
_LIKENESS_FRESH = ((0.5, 6.0), (0.3, 5.5), (0.18, 4.5), (0.14, 3.5), (0.1, 2.5))
_WEIGHS_FROM = 0.1
_LATER_WEIGHT = 4.5
# Texts of so many names each tell of two events where they share next to none.
_MANY_NAMES = 10
_NO_LIKENESS = 0.02
# Kinds that reporters use for one and the same event.
_KINDRED = (
    frozenset({"armed_clash", "armed_attack", "assassination", "security_operation", "takeover"}),
    frozenset({"armed_attack", "bombing", "shelling", "arson", "takeover", "jail_break"}),
    frozenset({"shelling", "air_strike", "bombing"}),
    frozenset({"abduction", "armed_attack", "takeover"}),
    frozenset({"unrest", "arson", "armed_clash", "armed_attack"}),
    frozenset({"unrest", "abduction", "jail_break", "security_operation"}),
)
_STRONG = 2
_KIN: Marks = (Mark(2, "parts of the same series", settles=True),)


def judge(
    left: Traits, right: Traits, *, kin: bool = False, likeness: float = 0.0, people: int = 0
) -> Judgement:
    """Compare two incidents.

    `kin`: their series are already known to be one. `likeness`: how far the names in the two texts
    agree, from 0 to 1. `people`: how many people both name, whom hardly another text names.
    """
    found = _judged(Pair(left, right, likeness), kin=kin)
    if people and found.finding.verdict is not Verdict.SAME:
        pair = Pair(left, right, likeness, people)
        if pair.is_of_same_people:
            return _judged(pair, kin=kin)
    return found


def _judged(pair: Pair, *, kin: bool) -> Judgement:
    left, right = pair.left, pair.right
    place = place_marks(pair)
    actors = _actors(left, right)
    if place is OTHER_TOWNS and pair.likeness < _WEIGHS_FROM and not kin and not _strong(actors):
        # Nothing else could make up for it, and most pairs are such.
        return Judgement.of(left.member, right.member, OTHER_TOWNS)
    marks = (
        time_marks(pair)
        + place
        + actors
        + _kind(left.type, right.type)
        + _figures(left.tolls, right.tolls)
        + _mentions(pair)
        + (_SAME_PEOPLE if pair.is_of_same_people else NOTHING)
        + (_KIN if kin else NOTHING)
    )
    return Judgement.of(left.member, right.member, marks)


# ---------------------------------------------------------------- who, what, how many

_SAME_OPERATION: Marks = (Mark(3, "the same named operation", settles=True),)
_OTHER_OPERATIONS: Marks = (Mark(-1, "different named operations"),)
_SAME_ATTACKERS: Marks = (Mark(2, "the same attackers named"),)
_OTHER_ATTACKERS: Marks = (Mark(-1.5, "different attackers named"),)
_OTHERS_IN_COMMON: Marks = (Mark(0.5, "other actors in common"),)
_SAME_VICTIM: Marks = (Mark(3, "a victim of the same name", settles=True),)
_OTHER_FIGURES: Marks = (Mark(-0.5, "figures that differ"),)


def _actors(left: Traits, right: Traits) -> Marks:
    marks = NOTHING
    if left.operation and right.operation:
        same = not left.operation.isdisjoint(right.operation)
        marks += _SAME_OPERATION if same else _OTHER_OPERATIONS
    if left.perpetrators and right.perpetrators:
        same = not left.perpetrators.isdisjoint(right.perpetrators)
        marks += _SAME_ATTACKERS if same else _OTHER_ATTACKERS
    if not left.others.isdisjoint(right.others):
        marks += _OTHERS_IN_COMMON
    if not left.victims.isdisjoint(right.victims):
        marks += _SAME_VICTIM
    return marks


def _strong(actors: Marks) -> bool:
    return any(mark.weight >= _STRONG for mark in actors)


@cache
def _kind(left: str, right: str) -> Marks:
    types = {left, right}
    if len(types) == 1:
        return (Mark(1, "the same kind of incident"),)
    if "unclear" in types or "series" in types or any(types <= kin for kin in _KINDRED):
        return (Mark(0, "kinds of incident that go together"),)
    return (Mark(-1, f"different kinds: {left}, {right}"),)


def _figures(left: Mapping[str, Bounds], right: Mapping[str, Bounds]) -> Marks:
    """Equal tolls speak for; differing tolls hardly speak against, for that is what reports do."""
    equal = 0
    for key, bounds in left.items():
        equal += right.get(key) == bounds
    if equal:
        return _same_figures(equal)
    return _OTHER_FIGURES if figures_differ(left, right) else NOTHING


@cache
def _same_figures(equal: int) -> Marks:
    # One figure may agree by chance, and small ones often do; two hardly ever.
    return (Mark(min(1.5, 0.5 + 0.5 * equal), "the same figures", settles=equal > 1),)


# ---------------------------------------------------------------- names in the text

_SAME_NAMES_LATER: Marks = (Mark(_LATER_WEIGHT, "the same names in a later report", settles=True),)
_SAME_PEOPLE: Marks = (Mark(5, "the same people named", settles=True, of_people=True),)
_NO_NAMES: Marks = (Mark(-1.5, "hardly a name in common"),)


def _mentions(pair: Pair) -> Marks:
    """Two outlets that name the same names in the same days write of one event.

    Releases of one press office share their names for years.
    """
    likeness = pair.likeness
    if pair.is_follow_up:
        return _SAME_NAMES_LATER
    if likeness < _NO_LIKENESS:
        fewer = min(len(pair.left.names), len(pair.right.names))
        return _NO_NAMES if fewer >= _MANY_NAMES else NOTHING
    if likeness < _WEIGHS_FROM:
        return NOTHING
    for least, weight in _LIKENESS_FRESH if pair.is_fresh else _LIKENESS:
        if likeness >= least:
            return _same_names(weight, likeness >= _settles_from(pair))
    return NOTHING


@cache
def _same_names(weight: float, settles: bool) -> Marks:  # noqa: FBT001 - told in one place
    return (Mark(weight, "the same names in the text", settles=settles),)


def _settles_from(pair: Pair) -> float:
    if pair.is_fresh:
        return _SETTLES_FRESH
    if pair.one_house or not (pair.left.is_dated and pair.right.is_dated):
        return _SETTLES_COPY
    return _SETTLES_FROM
