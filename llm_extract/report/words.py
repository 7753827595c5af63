"""What the closed enumerations are called in print: short labels for tables and figures."""

from __future__ import annotations

import re
from typing import assert_never

from llm_extract.groups import noun
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Extent,
    Group,
    Location,
    Outcome,
    Response,
    Responsibility,
    Result,
    Role,
    Stance,
    Tactic,
    Target,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.consensus import FieldKey, Independence
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import Place, When

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_FIELDS = {
    "date": "Date",
    "place": "Place",
    "responsibility": "Who did it",
    "outcome": "Outcome",
    "damage": "Damage",
    "tactic": "Method",
    "target": "Target",
    "response": "Measures taken",
    "victim": "Named victim",
}
_ROLES = {
    Role.GOVERNMENT: "government",
    Role.SECURITY_FORCE: "security force",
    Role.ARMED_GROUP: "armed group",
    Role.WITNESS: "witnesses",
    Role.MEDICAL: "medical",
    Role.MEDIA: "media",
    Role.NGO: "NGO",
    Role.ANALYST: "analysts",
    Role.UNATTRIBUTED: "not named",
}
# Vague words that take "of": "dozens of people", but "several people".
_COUNTED_OF = re.compile(r"(?:dozens|scores|hundreds|thousands|number|handful)$", re.IGNORECASE)
# What stands for a thing that the source does not name; not its words, so not to be quoted.
_UNSAID = frozenset({"", "unspecified", "unknown"})
# An assertion is the plain case and goes without saying.
_STANCES = {
    Stance.ASSERTS: None,
    Stance.DENIES: "denies it",
    Stance.CLAIMS_RESPONSIBILITY: "claims responsibility",
    Stance.ACCUSES: "accuses",
    Stance.RETRACTS: "withdrew it",
    Stance.CORRECTS: "corrected it to this",
    Stance.CANNOT_CONFIRM: "cannot confirm",
    Stance.DECLINES: "declined to say",
}
# How positions differ, the gravest first: what an editor must not miss leads every list.
_KINDS = {
    "contradiction": "contradiction",
    "denial": "rejected",
    "attribution_conflict": "who did it",
    "may_be_apart": "perhaps separate incidents",
    "possible_update": "perhaps newer",
    "update": "updated",
    "scope_mismatch": "not the same count",
    "precision_difference": "looser wording",
}
_GRAVITY = tuple(_KINDS)
# What an outcome is of, where its word alone would hang in the air.
_ENDINGS = {
    Result.FOILED: "attack foiled",
    Result.REPELLED: "attackers repelled",
    Result.FAILED: "attack failed",
    Result.UNDER_CONTROL: "situation under control",
    Result.ONGOING: "fighting ongoing",
    Result.SUCCEEDED: "attack succeeded",
}


def plain(member: str) -> str:
    """An enumeration's member as words: "security_forces" is "security forces"."""
    return member.replace("_", " ")


def capital(words: str) -> str:
    """The words with a capital at the front, the rest as it was."""
    return words[:1].upper() + words[1:]


def effect(suffered: Effect) -> str:
    """How people fared, as a heading; a euphemism stands in quotation marks."""
    return "“Neutralised”" if suffered is Effect.NEUTRALISED else capital(plain(suffered))


def numbered(count: int, noun: str) -> str:
    """A noun with its number: "1 report", "3 reports"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def publishers(held: Independence) -> str:
    """How many publishers are known by name, and that others are not.

    >>> publishers(Independence(articles=3, publishers=3, origins=1, unknown=2, unnamed=2))
    '1 publisher, of 2 reports not given'
    """
    known = held.publishers - held.unnamed
    if not held.unnamed:
        return numbered(known, "publisher")
    if not known:
        return f"publisher{'' if held.articles == 1 else 's'} not given"
    return f"{numbered(known, 'publisher')}, of {numbered(held.unnamed, 'report')} not given"


def issue(key: FieldKey) -> str:
    """What a field is called in a table.

    >>> issue(FieldKey(field="toll", group=Group.CIVILIANS, effect=Effect.KILLED))
    'Civilians killed'
    """
    if key.field == "toll" and key.group and key.effect:
        return toll(key.group, key.effect)
    if key.field == "extent" and key.facet:
        return f"Extent: {plain(key.facet)}"
    name = _FIELDS.get(key.field, capital(plain(key.field)))
    return f"{name}: {plain(key.facet)}" if key.facet else name


def toll(group: Group, suffered: Effect) -> str:
    """Whom a figure counts, and how they fared: "People killed", "Militants captured"."""
    who = "people" if group is Group.EVERYONE else plain(group)
    return capital(f"{who} {effect(suffered).lower()}")


def role(speaker: Role) -> str:
    """What a speaker is."""
    return _ROLES[speaker]


def stance(held: Stance) -> str | None:
    """What the claimant does with a value; None where it is simply asserted."""
    return _STANCES[held]


def kind(way: str) -> str:
    """The way in which positions differ, in a word or three."""
    return _KINDS[way]


def gravity(way: str) -> int:
    """Where a way of differing stands in a list: 0 is what an editor must see first."""
    return _GRAVITY.index(way)


def value(said: Value) -> str:  # noqa: C901 - one case a field
    """A value in words, without who says it.

    What the source calls a thing stands in quotation marks: its words are not ours.

    >>> value(Outcome(result="site_entered", of="two posts"))
    '“two posts” entered'
    """
    match said:
        case Toll():
            return figure(said.count)
        case Extent():
            return f"{figure(said.count)} {plain(said.unit)}"
        case Timing():
            return when(said.when)
        case Location():
            return str(said.place)
        case Responsibility():
            return said.actor if said.actor[:1].isupper() else quoted(said.actor)
        case Outcome():
            return _ended(said.result, said.of)
        case Damage():
            return _harmed(said.degree, None if said.of in _UNSAID else said.of)
        case Tactic():
            return plain(said.tactic)
        case Target():
            return quoted(said.words) if said.words else plain(said.target)
        case Response():
            return plain(said.response)
        case Victim():
            return ", ".join(part for part in (said.name, said.description) if part)
        case _:
            assert_never(said)


def whole(said: Value) -> str:
    """A value that stands alone, with what it counts: "48 locations", "10 civilians killed".

    >>> count = Count(kind=CountKind.EXACT, low=10, high=10, verbatim="ten")
    >>> whole(Toll(group=Group.POLICE, effect=Effect.INJURED, count=count))
    '10 police officers injured'
    >>> count = Count(kind=CountKind.VAGUE, verbatim="Dozens")
    >>> whole(Toll(group=Group.EVERYONE, effect=Effect.INJURED, count=count))
    '“dozens” of people injured'
    >>> count = Count(kind=CountKind.EXACT, low=1, high=1, verbatim="one")
    >>> whole(Toll(group=Group.MILITANTS, effect=Effect.KILLED, count=count))
    '1 militant killed'
    >>> count = Count(kind=CountKind.ZERO, low=0, high=0, verbatim="nobody")
    >>> whole(Toll(group=Group.CIVILIANS, effect=Effect.KILLED, count=count))
    'no civilians killed'
    >>> whole(Outcome(result="repelled"))
    'attackers repelled'
    """
    match said:
        case Toll():
            return _whole_toll(said)
        case Outcome(result=result, of=None) if result in _ENDINGS:
            return _ENDINGS[result]
        case _:
            return value(said)


def _whole_toll(said: Toll) -> str:
    count = said.count
    people = noun(said.group, single=(count.high or count.low) == 1)
    if count.kind is CountKind.UNKNOWN:
        return f"{people} {effect(said.effect).lower()}, no figure"
    joint = " of" if _COUNTED_OF.search(count.verbatim) else ""
    if count.kind is CountKind.ZERO:
        return f"no {people} {effect(said.effect).lower()}"
    return f"{figure(count)}{joint} {people} {effect(said.effect).lower()}"


def figure(count: Count) -> str:
    """A count as a table prints it; "more than 50" stays what it was, though its bound is 51.

    >>> figure(Count(kind=CountKind.AT_LEAST, low=13, verbatim="more than a dozen"))
    'more than 12'
    """
    match count.kind:
        case CountKind.EXACT:
            return f"{count.low:,}"
        case CountKind.AT_LEAST:
            stated = count.stated_low
            return f"{'at least' if stated == count.low else 'more than'} {stated:,}"
        case CountKind.AT_MOST:
            return f"up to {count.high:,}"
        case CountKind.ABOUT:
            return f"about {count.low:,}"
        case CountKind.BETWEEN:
            return f"{count.low:,} to {count.high:,}"
        case CountKind.ZERO:
            return "none"
        case CountKind.VAGUE:
            return f"“{count.verbatim[:1].lower()}{count.verbatim[1:]}”"
        case CountKind.UNKNOWN:
            return "no figure"
        case _:
            assert_never(count.kind)


def when(dated: When) -> str:
    """A date with the weekday the source names, for it is often all that two sources differ in."""
    if dated.weekday is None or dated.start is None:
        return str(dated)
    if dated.conflict is None and dated.start == dated.end:
        return f"{WEEKDAYS[dated.weekday - 1]}, {dated}"
    return f"{dated} (“{WEEKDAYS[dated.weekday - 1]}”)"


def where(place: Place | None) -> str | None:
    """A place from narrow to wide."""
    return str(place) if place else None


def quoted(words: str) -> str:
    """The source's own words, in one pair of quotation marks.

    >>> quoted("“holy” fighters")
    '“‘holy’ fighters”'
    """
    inner = words.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _ended(result: Result, thing: str | None) -> str:
    return f"{quoted(thing)} {plain(result).removeprefix('site ')}" if thing else plain(result)


def _harmed(degree: Degree, thing: str | None) -> str:
    what = quoted(thing) if thing else "property"
    match degree:
        case Degree.NONE:
            return f"{what} not damaged"
        case Degree.SOME:
            return f"{what} damaged"
        case Degree.DESTROYED:
            return f"{what} destroyed"
        case _:
            assert_never(degree)
