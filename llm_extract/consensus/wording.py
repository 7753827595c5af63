"""Plain English for the record: who says which figure, in one sentence, without a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from llm_extract.consensus.positions import Standing, moment_key, speaker_of
from llm_extract.consensus.sameness import damaged
from llm_extract.consensus.statements import Statement
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

_PEOPLE = {
    Group.EVERYONE: ("person", "people"),
    Group.SECURITY_FORCES: ("member of the security forces", "members of the security forces"),
    Group.POLICE: ("police officer", "police officers"),
    Group.MILITARY: ("soldier", "members of the military"),
    Group.CIVILIANS: ("civilian", "civilians"),
    Group.MILITANTS: ("attacker or member of an armed group", "attackers or armed group members"),
    Group.OFFICIALS: ("official", "officials"),
    Group.CHILDREN: ("child", "children"),
    Group.MEDICAL: ("medical worker", "medical workers"),
    Group.MEDIA: ("media worker", "media workers"),
    Group.FOREIGNERS: ("foreigner", "foreigners"),
    Group.OTHER: ("other person", "others"),
}
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
_ONE_REPORT = "one report"


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
    one, many = _PEOPLE[group]
    return one if (count.low, count.high) == (1, 1) else many


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
    if speaker.role is Role.ARMED_GROUP and body and not name.lower().startswith("the "):
        return f"the {name}"
    return name


_DETERMINERS = ("the ", "a ", "an ", "one ", "some ", "local ")
_MASS_NOUNS = frozenset("police media personnel people".split())
_BODY_NOUNS = frozenset(
    """army front group movement party force brigade council union guard league militia wing
    alliance coalition network ministry government military navy state regime administration
    department hospital""".split()
)


def start_upper(text: str) -> str:
    """A sentence's first letter in upper case, whatever the rest."""
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- how they differ


def tell_scope(group: Sequence[Standing]) -> str:
    """Figures that are not of the same thing."""
    return _told_apart(f"Not of the same thing: {_by_voice(group)}.")


def tell_precision(group: Sequence[Standing]) -> str:
    """Figures that fit one another."""
    return _told_apart(f"Worded more and less exactly, but compatible: {_by_voice(group)}.")


def tell_update(group: Sequence[Standing]) -> str:
    """A voice that moved on."""
    return _told_apart(f"Changed over time: {_in_time(group)}.")


def tell_possible_update(group: Sequence[Standing]) -> str:
    """Later figures of other voices."""
    return _told_apart(f"Perhaps newer, perhaps in conflict: {_in_time(group)}.")


def tell_denial(group: Sequence[Standing]) -> str:
    """Who rejects what, and what they say instead."""
    rejected = [_rejection(one) for one in group if one.rejecting]
    others = [one for one in group if not one.rejecting and one.is_held]
    told = [*rejected, *([_by_voice(others)] if others else [])]
    return _told_apart(start_upper("; ".join(told)) + ".")


def tell_contradiction(group: Sequence[Standing]) -> str:
    """Each voice with what it holds."""
    return _told_apart(start_upper(_by_voice(group)) + ".")


def _told_apart(sentence: str) -> str:
    """The second "one report" of a sentence is "another report", the third "a third report"."""
    first, *others = sentence.split(_ONE_REPORT)
    ordinals = [_ONE_REPORT, "another report", "a third report", "a fourth report"]
    named = [*ordinals, *["a further report"] * len(others)] if others else []
    opens = sentence.startswith(start_upper(_ONE_REPORT))
    if opens:
        named = named[1:]
    return first + "".join(name + rest for name, rest in zip(named, others, strict=False))


def _by_voice(group: Sequence[Standing]) -> str:
    """Positions held by the same voices in one clause, so that nobody is named twice."""
    said: dict[tuple[str, frozenset[str]], list[str]] = {}
    for one in group:
        if one.is_held:
            # Two unnamed reports read alike, and are not the same.
            voices = _voices(one.holding), _unnamed(one.holding)
            said.setdefault(voices, []).append(_what(one))
    return "; ".join(f"{who} said {_joined(what)}" for (who, _), what in said.items())


def _joined(clauses: list[str]) -> str:
    """Several clauses of one voice; "it reached" is said once."""
    first, *rest = clauses
    return " and ".join([first, *(clause.removeprefix("it reached ") for clause in rest)])


def _what(one: Standing) -> str:
    if one.part is None:
        return in_words(one.value)
    return f"{in_words(one.value)} in {one.part or 'a part of it'}"


def _in_time(group: Sequence[Standing]) -> str:
    """Positions in the order of their dates, each with its date."""
    ordered = sorted(group, key=_since)
    return "; ".join(f"{said}{_dated(one)}" for one in ordered for said in _said_or_withdrawn(one))


def _since(one: Standing) -> tuple[str, str]:
    first = one.first_published
    day = first.isoformat() if first else ""
    return moment_key(one.latest) if one.latest else (day, "")


def _dated(one: Standing) -> str:
    """As of when, by the articles' word; else when it was first reported."""
    if one.latest:
        return f" (as of {one.latest})"
    return f" (reported on {one.first_published:%-d %B %Y})" if one.first_published else ""


def _said_or_withdrawn(one: Standing) -> Iterator[str]:
    if one.withdrawing:
        yield f"{_voices(one.withdrawing)} no longer said that {_what(one)}"
    if one.is_held:
        yield f"{_voices(one.holding)} said {_what(one)}"


def _rejection(one: Standing) -> str:
    what, who = _what(one), _voices(one.rejecting)
    if one.is_held:
        return f"{_voices(one.holding)} said {what}, which {who} rejected"
    return f"{who} rejected that {what}"


def _voices(statements: Sequence[Statement]) -> str:
    """The claimants behind a position; outlets by name where they speak in their own voice."""
    by_line: dict[str, list[Statement]] = {}
    for one in statements:
        by_line.setdefault(one.line.key, []).append(one)
    speakers = [speaker_of(group) for group in by_line.values()]
    names = sorted({called(speaker) for speaker in speakers if speaker})
    own = sorted(
        {one.source.publisher for one in statements if _is_own(one) and one.source.publisher}
    )
    return listing([*names, *own, *_reports(len(_unnamed(statements)))])


def _reports(number_: int) -> list[str]:
    """Reports without a publisher's name, as a file name would tell a reader nothing."""
    return [_ONE_REPORT if number_ == 1 else f"{number_} reports"] if number_ else []


def _unnamed(statements: Sequence[Statement]) -> frozenset[str]:
    """The articles without a publisher among those that speak in their own voice."""
    mute = (one.source for one in statements if _is_own(one) and not one.source.publisher)
    return frozenset(source.article_id for source in mute)


def _is_own(one: Statement) -> bool:
    return not one.claim.attribution.chain
