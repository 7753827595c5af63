"""Values that cannot both be true, and values of which one is only looser than the other."""

from __future__ import annotations

from llm_extract.consensus.authors import may_be_one
from llm_extract.consensus.damages import (
    Counted,
    bear_other_names,
    counted,
    is_no_more_than,
    may_be_one_thing,
)
from llm_extract.consensus.relations import Relation
from llm_extract.consensus.sameness import count_key, damaged, subject
from llm_extract.consensus.scene import days, places
from llm_extract.names import sound
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Extent,
    ExtentUnit,
    IncludesPerpetrators,
    Location,
    Outcome,
    Response,
    Responsibility,
    Result,
    Tactic,
    Target,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count, CountKind

# An attack that was held off got nowhere, and what is over does not go on; but who got in may have
# been driven out, and then it is all under control.
_HELD_OFF = frozenset({Result.FOILED, Result.REPELLED, Result.FAILED})
_GOT_THROUGH = frozenset({Result.SITE_ENTERED, Result.SITE_SEIZED, Result.SUCCEEDED})
_OVER = _HELD_OFF | {Result.UNDER_CONTROL, Result.AREA_SECURED, Result.ATTACKERS_FLED}
_CITY_LIKE = frozenset({ExtentUnit.CITIES, ExtentUnit.TOWNS})
# A figure may stand this many times above another's "at least" and still be taken for the same
# story told more fully. Our own convention.
_STRETCH = 2
_BEFALL = frozenset({Effect.KILLED, Effect.INJURED, Effect.RESCUED})


def relation(left: Value, right: Value, *, many_places: bool) -> Relation:
    """Compare two values of one field; `many_places`: the incident is a series."""
    match left, right:
        case Toll(), Toll():
            return _tolls(left, right)
        case Extent(), Extent():
            return _extents(left, right)
        case Timing(), Timing():
            return days(left.when, right.when)
        case Location(), Location():
            return Relation.BESIDE if many_places else places(left.place, right.place)
        case Responsibility(), Responsibility():
            return _authors(left.actor, right.actor)
        case Outcome(), Outcome():
            return _outcomes(left, right)
        case Damage(), Damage():
            return _damages(left, right)
        case Victim(), Victim():
            return _victims(left, right)
        case ((Tactic() | Target() | Response()), _):
            return Relation.BESIDE
        case _:
            # Values of two fields never meet in one.
            return Relation.BESIDE


# ---------------------------------------------------------------- figures


def _tolls(left: Toll, right: Toll) -> Relation:
    counted = {left.includes_perpetrators, right.includes_perpetrators}
    if counted == {IncludesPerpetrators.YES, IncludesPerpetrators.NO}:
        return Relation.OTHER_SCOPE
    if count_key(left.count) == count_key(right.count):
        return Relation.BESIDE
    return counts(left.count, right.count)


def _extents(left: Extent, right: Extent) -> Relation:
    units = {left.unit, right.unit}
    # "Several districts" beside a figure tells a reader nothing, whatever the unit.
    if not (left.count.is_bounded and right.count.is_bounded):
        return Relation.BESIDE
    if len(units) == 1 or units <= _CITY_LIKE:
        return counts(left.count, right.count)
    return Relation.OTHER_SCOPE


def is_far_above(high: Count, low: Count) -> bool:
    """Whether a figure starts at more than twice where the other ends (an open one: starts)."""
    floor = high.low if high.low is not None else high.high
    ceiling = low.high if low.high is not None else low.low
    return floor is not None and ceiling is not None and floor > _STRETCH * max(ceiling, 1)


def counts(left: Count, right: Count) -> Relation:
    """Figures against figures; a vague word bounds nothing, but it is not none.

    "Dozens" beside 14 is looser; "unknown" stands beside everything but an explicit none.
    """
    kinds = {left.kind, right.kind}
    if CountKind.ZERO in kinds:
        return _against_none(left if right.kind is CountKind.ZERO else right)
    if CountKind.UNKNOWN in kinds:
        return Relation.BESIDE
    if CountKind.VAGUE in kinds or left.overlaps(right) or _about_equal(left, right):
        return Relation.LOOSER
    return Relation.OPPOSED


def _against_none(other: Count) -> Relation:
    if other.kind is CountKind.ZERO:
        return Relation.BESIDE
    return Relation.LOOSER if other.kind is CountKind.AT_MOST else Relation.OPPOSED


def _about_equal(left: Count, right: Count) -> bool:
    """Whether one is "about" the other: a tenth either way, as rounding to tens allows."""
    if CountKind.ABOUT not in {left.kind, right.kind}:
        return False
    about, other = (left, right) if left.kind is CountKind.ABOUT else (right, left)
    middle = about.low or 0
    slack = max(1, middle // 10)
    return (other.low or 0) <= middle + slack and (
        other.high is None or other.high >= middle - slack
    )


# ---------------------------------------------------------------- who did it


def _authors(left: str, right: str) -> Relation:
    return Relation.BESIDE if may_be_one(left, right) else Relation.RIVAL


# ---------------------------------------------------------------- how it ended


def _outcomes(left: Outcome, right: Outcome) -> Relation:
    if not _are_of_one_thing(left, right):
        return Relation.BESIDE
    results = {left.result, right.result}
    lost = results & _HELD_OFF and results & _GOT_THROUGH
    going_on = Result.ONGOING in results and results & _OVER
    return Relation.OPPOSED if lost or going_on else Relation.BESIDE


def _damages(left: Damage, right: Damage) -> Relation:
    mine, yours = counted(left.of), counted(right.of)
    if mine is not None and yours is not None:
        return _numbers_of_things(mine, yours)
    degrees = {left.degree, right.degree}
    if len(degrees) == 1 or not _are_of_one_thing(left, right):
        return Relation.BESIDE
    if Degree.NONE in degrees:
        return Relation.OPPOSED
    return Relation.LOOSER if is_no_more_than(left.of, right.of) else Relation.BESIDE


def _are_of_one_thing(left: Outcome | Damage, right: Outcome | Damage) -> bool:
    """Whether the two may be of one thing: that the port is whole says nothing against damage,
    though that nothing was hit says so of the port.
    """
    one, other = _thing(left), _thing(right)
    for value, thing, elsewhere in ((left, one, other), (right, other, one)):
        if comes_to_nothing(value) and thing is not None and elsewhere is None:
            return False
    return may_be_one_thing(one, other) and not bear_other_names(left.of, right.of)


def _thing(value: Outcome | Damage) -> str | None:
    return damaged(value.of) if isinstance(value, Damage) else subject(value.of)


def comes_to_nothing(value: Outcome | Damage) -> bool:
    """Whether it says that the attack got nowhere, or harmed nothing."""
    return value.degree is Degree.NONE if isinstance(value, Damage) else value.result in _HELD_OFF


def _numbers_of_things(left: Counted, right: Counted) -> Relation:
    """Houses against houses; fewer houses than buildings are of other scope, as towns are.

    Houses and lorries have nothing to say on one another, nor a figure and "dozens of shops".
    """
    if left.kind != right.kind:
        return Relation.BESIDE
    if left.thing == right.thing:
        same = count_key(left.count) == count_key(right.count)
        return Relation.BESIDE if same else counts(left.count, right.count)
    if not (left.count.is_bounded and right.count.is_bounded):
        return Relation.BESIDE
    return (
        Relation.OPPOSED
        if _is_overfull(left, right) or _is_overfull(right, left)
        else (Relation.OTHER_SCOPE)
    )


def _is_overfull(part: Counted, whole: Counted) -> bool:
    """Whether there are more lorries than there are vehicles at all."""
    least, most = part.count.low, whole.count.high
    return whole.is_of_all and least is not None and most is not None and least > most


def _victims(left: Victim, right: Victim) -> Relation:
    if sound(left.name) != sound(right.name) or left.effect is right.effect:
        return Relation.BESIDE
    return Relation.OPPOSED if {left.effect, right.effect} <= _BEFALL else Relation.BESIDE
