"""When two values are one: the keys under which claims meet in a field, and in a position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import assert_never

from llm_extract.consensus.calendar import Calendar
from llm_extract.consensus.filing import Authors
from llm_extract.consensus.statements import Statement
from llm_extract.names import NameBook, fold, same_name, sound
from llm_extract.records.claims import (
    Damage,
    Effect,
    Extent,
    ExtentUnit,
    Group,
    IncludesPerpetrators,
    Location,
    Outcome,
    Response,
    Responsibility,
    Tactic,
    Target,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.consensus import FieldKey
from llm_extract.records.counts import Count, CountKind

# Extents that count places, and extents that count what was attacked in them.
_PLACES = frozenset(
    {ExtentUnit.CITIES, ExtentUnit.TOWNS, ExtentUnit.DISTRICTS, ExtentUnit.PROVINCES}
)


def field_key(value: Value) -> FieldKey:
    """Which field a value speaks to."""
    match value:
        case Toll():
            return _field_key(value.field, value.group, value.effect)
        case Extent():
            facet = "places" if value.unit in _PLACES else "attacks"
            return _field_key(value.field, facet=facet)
        case _:
            return _field_key(value.field)


@lru_cache(maxsize=512)
def _field_key(
    field: str, group: Group | None = None, effect: Effect | None = None, facet: str | None = None
) -> FieldKey:
    """A key for each field there can be, made once: every claim is filed under one."""
    return FieldKey(field=field, group=group, effect=effect, facet=facet)


@dataclass(frozen=True)
class Names:
    """The names of a story: spellings of one group or place lead to one head."""

    groups: NameBook
    authors: Authors
    places: Mapping[str, str] = field(default_factory=dict)

    def place(self, name: str) -> str:
        """One spelling for all transliterations of a place."""
        return self.places.get(fold(name), fold(name))


def place_heads(names: Iterable[str]) -> dict[str, str]:
    """Each folded name to the first of those that are the same place name."""
    heads: dict[str, str] = {}
    by_sound: dict[str, list[str]] = {}
    for name in sorted({fold(name) for name in names}):
        known = by_sound.setdefault(sound(name), [])
        head = next((other for other in known if same_name(name, other)), None)
        if head is None:
            known.append(name)
        heads[name] = head or name
    return heads


def position_key(one: Statement, names: Names, calendar: Calendar) -> str:
    """Claims of one field with one key hold one position."""
    # A figure for a part is never the figure for the whole, even where the two are equal.
    part = "whole" if one.part is None else f"part: {fold(one.part)}"
    return "|".join((part, *_value_key(one, names, calendar)))


def _value_key(  # noqa: C901 - one case for each kind of value
    one: Statement, names: Names, calendar: Calendar
) -> tuple[str, ...]:
    value = one.claim.value
    match value:
        case Toll():
            # That attackers are among the attackers goes without saying.
            told = value.group is not Group.MILITANTS
            counted = told and value.includes_perpetrators is IncludesPerpetrators.YES
            return count_key(value.count), "attackers counted" if counted else ""
        case Extent():
            # Newsrooms use "city" and "town" for one and the same place.
            unit = ExtentUnit.CITIES if value.unit is ExtentUnit.TOWNS else value.unit
            return str(unit), count_key(value.count)
        case Timing():
            return (calendar.key(value.when),)
        case Location():
            place = value.place
            site = (names.place(place.site),) if place.site else ()
            return (names.place(place.locality or place.admin1 or place.name), *site)
        case Responsibility():
            return (fold(names.authors.name(one)),)
        case Outcome():
            return str(value.result), subject(value.of) or ""
        case Damage():
            return str(value.degree), damaged(value.of) or ""
        case Tactic():
            return (str(value.tactic),)
        case Target():
            return (str(value.target),)
        case Response():
            return (str(value.response),)
        case Victim():
            return sound(value.name), str(value.effect)
        case _:
            assert_never(value)


def count_key(count: Count) -> str:
    """Kind and bounds; of a vague count its words, for "dozens" is not "several"."""
    if count.is_bounded:
        return f"{count.kind} {count.low}..{count.high}"
    if count.kind is CountKind.UNKNOWN:
        return str(count.kind)
    return f"{count.kind} {fold(count.verbatim).removesuffix(' of')}"


# Words that mean the incident itself, and so name no thing apart from it.
_ITSELF = frozenset(
    """attack attacks assault assaults raid raids offensive strike strikes operation operations
    attempt attempts violence incident incidents situation series wave most many several all
    coordinated simultaneous both these those of and attackers militants unspecified
    terrorist terror""".split()
)

_DAMAGE_ITSELF = _ITSELF | frozenset("no any damage damages damaged harm reported loss the".split())


def subject(words: str | None) -> str | None:
    """What an outcome or damage is of, folded; None where that is the incident itself.

    >>> subject("the coordinated attacks"), subject("Army camps")
    (None, 'army camps')
    """
    return _but(_ITSELF, words)


def damaged(words: str | None) -> str | None:
    """What a damage is of, folded; None where the words say no more than that there is any.

    >>> damaged("No damage"), damaged("the port")
    (None, 'port')
    """
    return _but(_DAMAGE_ITSELF, words)


def _but(plain: frozenset[str], words: str | None) -> str | None:
    if words is None:
        return None
    return " ".join(word for word in fold(words).split() if word not in plain) or None
