"""Plain English for the record: who says which figure, in one sentence, without a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from llm_extract.consensus.sameness import damaged
from llm_extract.groups import noun
from llm_extract.names import fold
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Extent,
    ExtentUnit,
    Group,
    IncludesPerpetrators,
    Location,
    Outcome,
    Response,
    Responsibility,
    Result,
    Role,
    Speaker,
    Tactic,
    Target,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count, CountKind

_BEFELL = {
    Effect.KILLED: "killed",
    Effect.INJURED: "injured",
    Effect.KILLED_OR_INJURED: "killed or injured",
    Effect.CAPTURED: "captured",
    Effect.RESCUED: "rescued",
    Effect.MISSING: "missing",
    Effect.DISPLACED: "displaced",
    Effect.NEUTRALISED: "“neutralised”",
}
_SINGULAR = {
    ExtentUnit.CITIES: "city",
    ExtentUnit.TOWNS: "town",
    ExtentUnit.DISTRICTS: "district",
    ExtentUnit.PROVINCES: "province",
    ExtentUnit.LOCATIONS: "location",
    ExtentUnit.ATTACKS: "attack",
}
# With and without the thing it is of, which stands where the braces are.
_ENDED = {
    Result.FOILED: ("the attack was foiled", "the attack on {} was foiled"),
    Result.REPELLED: ("the attack was repelled", "the attack on {} was repelled"),
    Result.FAILED: ("the attack failed", "the attack on {} failed"),
    Result.UNDER_CONTROL: ("the situation is under control", "{}: under control"),
    Result.ONGOING: ("it was still going on", "{}: still going on"),
    Result.SITE_ENTERED: ("attackers entered the site", "attackers entered {}"),
    Result.SITE_SEIZED: ("attackers seized the site", "attackers seized {}"),
    Result.SUCCEEDED: ("the attack succeeded", "the attack on {} succeeded"),
    Result.ATTACKERS_FLED: ("the attackers fled", "the attackers fled from {}"),
    Result.AREA_SECURED: ("the area was secured", "{}: secured"),
}
_HARMED = {
    Degree.NONE: ("there was no damage", "there was no damage to {}"),
    Degree.SOME: ("there was damage", "there was damage to {}"),
    Degree.DESTROYED: ("there was destruction", "{}: destroyed"),
}
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MOST_NAMED = 3


def in_words(value: Value) -> str:  # noqa: C901 - one case for each kind of value
    """A value as a clause: "at least 10 members of the security forces were killed"."""
    match value:
        case Toll():
            return _toll(value)
        case Extent():
            return f"it reached {number(value.count)} {_unit(value)}"
        case Timing():
            return f"it happened on {_when(value)}"
        case Location():
            return f"it happened in {value.place}"
        case Responsibility():
            # A name stands as it is; a description is the claimant's own and quoted.
            named = value.actor[0].isupper()
            return f"{value.actor if named else _quoted(value.actor)} did it"
        case Outcome():
            alone, of = _ENDED[value.result]
            return of.format(_quoted(value.of)) if value.of else alone
        case Damage():
            alone, of = _HARMED[value.degree]
            return of.format(_quoted(value.of)) if damaged(value.of) else alone
        case Tactic():
            return f"means used: {str(value.tactic).replace('_', ' ')}"
        case Target():
            return f"the target was {_quoted(value.words)}"
        case Response():
            return f"measure taken: {str(value.response).replace('_', ' ')}"
        case Victim():
            return f"{value.name} was {_BEFELL[value.effect]}"
        case _:
            assert_never(value)


def _quoted(words: str) -> str:
    return f"“{words}”"


def number(count: Count) -> str:
    """A count as it stands before a noun: "no", "at least 10", "an unstated number of"."""
    match count.kind:
        case CountKind.ZERO:
            return "no"
        case CountKind.VAGUE:
            words = count.verbatim.strip()
            return f"“{words}” of" if words.endswith("s") and " " not in words else f"“{words}”"
        case CountKind.UNKNOWN:
            return "an unstated number of"
        case _:
            return str(count)


def people(group: Group, count: Count) -> str:
    """The noun for a group, in the number that the count asks for."""
    return noun(group, single=(count.low, count.high) == (1, 1))


def _toll(value: Toll) -> str:
    attackers = value.includes_perpetrators is IncludesPerpetrators.YES
    tail = ", attackers counted" if attackers else ""
    be = "was" if (value.count.low, value.count.high) == (1, 1) else "were"
    who = people(value.group, value.count)
    return f"{number(value.count)} {who} {be} {_BEFELL[value.effect]}{tail}"


def _unit(value: Extent) -> str:
    one = (value.count.low, value.count.high) == (1, 1)
    return _SINGULAR[value.unit] if one else str(value.unit)


def weekday_name(number: int) -> str:
    """Monday for 1, Sunday for 7."""
    return _WEEKDAYS[number - 1]


def _when(value: Timing) -> str:
    when = value.when
    if when.start is None and when.weekday is not None:
        return weekday_name(when.weekday)
    if when.start is not None and when.start == when.end:
        return f"{weekday_name(when.start.isoweekday())} {when}"
    return str(when)


# ---------------------------------------------------------------- who


def listing(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Names in a row: "a and b", "a, b and c"; of many, the first few and how many others."""
    if len(names) > most + 1:
        names = [*names[:most], f"{len(names) - most} others"]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def called(speaker: Speaker) -> str:
    """A speaker as a subject, with the article that English asks for.

    "the army", "the HCF", "a senior official"; "officials" and names of people take none.
    """
    name = speaker.name
    head = fold(name.split(" of ")[0].split()[-1])
    if name[0].islower() and not name.startswith(_DETERMINERS):
        if head in _BODY_NOUNS:
            return f"the {name}"
        many = head.endswith("s") or head in _MASS_NOUNS
        return name if many else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    body = head in _BODY_NOUNS or name.isupper()
    if speaker.role is Role.ARMED_GROUP and body and not name.lower().startswith(_DETERMINERS):
        return f"the {name}"
    return name


_DETERMINERS = (
    *("the ", "a ", "an ", "one ", "some ", "local "),
    *("our ", "its ", "his ", "her ", "their "),
)
_MASS_NOUNS = frozenset("police media personnel people they".split())
_BODY_NOUNS = frozenset(
    """army front group movement party force brigade council union guard league militia wing
    alliance coalition network ministry government military navy state regime administration
    department hospital""".split()
)


def start_upper(text: str) -> str:
    """A sentence's first letter in upper case, whatever the rest."""
    return text[:1].upper() + text[1:]
