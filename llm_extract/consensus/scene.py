"""When and where: days and places that cannot both be true of one incident."""

from __future__ import annotations

import re
from datetime import time

from llm_extract.consensus.relations import Relation
from llm_extract.days import gap_days, weekday
from llm_extract.names import fold, same_name
from llm_extract.records.when_where import Place, When

_AREAS = frozenset(
    """province district state region county governorate department prefecture oblast
    division""".split()
)
_UNITS = _AREAS | frozenset("city town village municipality republic".split())
_LATE = re.compile(
    r"\b(?:night|overnight|evening|midnight)\b|\b(?:[6-9]|1[01])(?:[.:]\d\d)? ?p\.?m\b",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"\b(?:night|overnight|midnight|dawn|daybreak|sunrise|cock-crow|small hours)\b"
    r"|\b(?:12|[1-6])(?:[.:]\d\d)? ?a\.?m\b",
    re.IGNORECASE,
)
_DUSK, _MORNING = time(18), time(8)

# ---------------------------------------------------------------- days


def days(left: When, right: When) -> Relation:
    """Two days apart are opposed, unless they are the two of one night."""
    gap = gap_days(left, right)
    if gap is not None and gap > 0:
        one_night = may_be_one_night((left, left.verbatim), (right, right.verbatim))
        return Relation.BESIDE if one_night else Relation.OPPOSED
    if gap == 0:
        return Relation.BESIDE if _holds(left, right) or _holds(right, left) else Relation.LOOSER
    one, other = weekday(left), weekday(right)
    if one is None or other is None:
        return Relation.BESIDE
    return Relation.BESIDE if one == other else Relation.OPPOSED


def _holds(wide: When, narrow: When) -> bool:
    """Whether an interval holds the other whole, as a month its days and a land its towns."""
    if wide.start is None or wide.end is None or narrow.start is None or narrow.end is None:
        return False
    return wide.start <= narrow.start and narrow.end <= wide.end


def may_be_one_night(left: tuple[When, str], right: tuple[When, str]) -> bool:
    """Whether of two days in a row one is called by the evening of the first or by the dawn.

    Each comes with the words that tell of it, which may name the hour.
    """
    if gap_days(left[0], right[0]) != 1:
        return False
    (first, told), (second, then) = sorted((left, right), key=lambda one: str(one[0].start))
    if _is_by_day(first) or _is_by_day(second):
        return False
    late = first.clock is not None or bool(_LATE.search(told))
    early = second.clock is not None or bool(_EARLY.search(then))
    return (late and not _is_small_hours(first)) or (early and not _is_evening(second))


def _is_by_day(when: When) -> bool:
    return when.clock is not None and _MORNING <= when.clock < _DUSK


def _is_small_hours(when: When) -> bool:
    return when.clock is not None and when.clock < _MORNING


def _is_evening(when: When) -> bool:
    return when.clock is not None and when.clock >= _DUSK


# ---------------------------------------------------------------- places


def places(left: Place, right: Place) -> Relation:
    """Two places of one rank are opposed, unless the one is told to lie in the other."""
    if left.site and right.site and same_name(left.site, right.site):
        return Relation.BESIDE
    for mine, yours in (
        (left.country, right.country),
        (left.admin1, right.admin1),
        (left.locality, right.locality) if _are_comparable(left, right) else (None, None),
    ):
        if mine and yours and _is_name(mine) and _is_name(yours) and not _is_one(mine, yours):
            within = _stands_in(mine, right) or _stands_in(yours, left)
            return Relation.BESIDE if within else Relation.OPPOSED
    return Relation.BESIDE


def _are_comparable(left: Place, right: Place) -> bool:
    """Whether neither may hold the other, as a county its towns and a town a quarter.

    Whoever names no more than a quarter says of no area that it lies in.
    """
    of_one_rank = _is_area(left.locality or "") == _is_area(right.locality or "")
    return of_one_rank and all(one.admin1 or one.country for one in (left, right))


def _is_area(name: str) -> bool:
    return not _AREAS.isdisjoint(fold(name).split())


def _is_name(words: str) -> bool:
    """Whether it names a place: "the fish hall" and "near Osmere" only describe one."""
    first = words.removeprefix("the ").removeprefix("The ")[:1]
    return not first.islower()


def _is_one(left: str, right: str) -> bool:
    """Whether they name one place, also where one says less: "Tarn" and "Old Tarn Bridge"."""
    one, other = _unit(left), _unit(right)
    return same_name(one, other) or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _stands_in(name: str, place: Place) -> bool:
    """Whether what goes by that name is the place, or is told to hold it or to lie in it."""
    parts = [part for part in (place.site, place.locality, place.admin1, place.country) if part]
    named = any(_is_one(name, part) for part in parts)
    return named or f" {_unit(name)} " in f" {_unit(place.site or '')} "


def _unit(name: str) -> str:
    """A place without the word for what it is: "Norland province" is "Norland"."""
    words = [word for word in fold(name).split() if word not in _UNITS]
    return " ".join(words) or name
