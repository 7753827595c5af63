"""Places in text without lower case, where a capital says nothing: only plain cues are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, Self

from llm_extract.records.when_where import PlacePrecision
from llm_extract.where.gazetteer import country_names
from llm_extract.where.names import Cue, Mention
from llm_extract.where.vocabulary import (
    DOUBTFUL_UNITS,
    FUNCTION_WORDS,
    NEVER_PLACES,
    ORGANISATIONS,
    PLURALS,
    UNITS,
)

_WORD = re.compile(r"[^\W\d_](?:[\w-]|['’](?!S\b)(?=\w))*")
_FORENAMES = frozenset(
    "SAN SANTA SANTO LA EL LOS LAS PUERTO VILLA NEW PORT FORT SAINT ST RIO CIUDAD NORTH SOUTH EAST"
    " WEST GREAT LAKE MOUNT NUEVA NUEVO".split()
)
_OTHER_NAMES = frozenset({"SAN", "SANTA", "LATIN", "CENTRAL", "SOUTH", "NORTH"})
_BEFORE_UNITS = frozenset(
    "province department municipality district county canton governorate".split()
)
_DIRECTIONS = frozenset({"NORTHERN", "SOUTHERN", "EASTERN", "WESTERN", "CENTRAL", "SAME"})
_TOWN = re.compile(
    r"\b(?:IN|NEAR|AT|FROM|OUTSIDE)\s{1,2}(?P<town>[^\W\d_]+(?:\s[^\W\d_]+){0,2})(?:,\s|\s\()\Z"
)
_LOOK_BACK = 50
_LONGEST = 4
_STOPS = frozenset(
    word.upper() for word in FUNCTION_WORDS | NEVER_PLACES | ORGANISATIONS | frozenset(UNITS)
)


def upper_mentions(text: str, towns: set[str]) -> Iterator[Mention]:
    """Countries, the `towns` of datelines, and names beside a unit word or a wider place, in order.

    Read twice: what the first reading shows to be a place is a known name in the second.
    """
    words = list(_WORD.finditer(text))
    names = {name.upper() for name in towns}
    names.update(mention.name for mention in _mentions(text, words, _Names.of(names)))
    return _mentions(text, words, _Names.of(names))


class _Names(NamedTuple):
    """Names to look for beside the countries, and the first words of both."""

    known: frozenset[str]
    openers: frozenset[str]

    @classmethod
    def of(cls, names: set[str]) -> Self:
        every = (*names, *country_names())
        return cls(frozenset(names), frozenset(name.split()[0] for name in every if name))


def _mentions(text: str, words: list[re.Match[str]], names: _Names) -> Iterator[Mention]:
    at = end = 0
    while at < len(words):
        read = _listed(text, words, at, names) or _beside_unit(text, words, at)
        if read is None:
            at += 1
            continue
        mention, at = read
        town = _town_before(text, mention)
        if town and town.start >= end:
            yield town
        yield mention
        end = mention.end


def _town_before(text: str, wider: Mention) -> Mention | None:
    """The name in "IN ORLO, TAVO PROVINCE" or "IN ORLO (PERU)"."""
    if wider.level not in {PlacePrecision.ADMIN1, PlacePrecision.COUNTRY}:
        return None
    start = max(0, wider.start - _LOOK_BACK)
    found = _TOWN.search(text, start, wider.start)
    if found is None or any(word in _STOPS for word in found["town"].split()):
        return None
    name = " ".join(found["town"].split())
    if name in country_names():
        return None
    return Mention(*found.span("town"), name, None, Cue.PREPOSITION)


def _listed(
    text: str, words: list[re.Match[str]], at: int, names: _Names
) -> tuple[Mention, int] | None:
    if words[at].group() not in names.openers:
        return None
    for end in range(min(at + _LONGEST, len(words)), at, -1):
        start, stop = words[at].start(), words[end - 1].end()
        name = " ".join(text[start:stop].split())
        country = country_names().get(name)
        if country and words[end : end + 1] and words[end].group() == "CITY":
            stop = words[end].end()
            city = f"{name} CITY"
            return Mention(start, stop, city, PlacePrecision.LOCALITY, Cue.NAME), end + 1
        if country and name not in {"US", "CAR"} and not _continues(text, words, at):
            return Mention(start, stop, name, PlacePrecision.COUNTRY, Cue.NAME, country), end
        if name in names.known:
            with_unit = _beside_unit(text, words, end) if end < len(words) else None
            if with_unit and with_unit[0].start == start:
                return with_unit
            return Mention(start, stop, name, None, Cue.NAME), end
    return None


def _continues(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether the word before makes it another name: a saint's, or "LATIN AMERICA"."""
    return at > 0 and words[at - 1].group() in _OTHER_NAMES and _adjoin(text, words, at)


def _beside_unit(text: str, words: list[re.Match[str]], at: int) -> tuple[Mention, int] | None:
    unit = words[at].group().casefold()
    if unit not in UNITS or unit in DOUBTFUL_UNITS - {"department"}:
        return None
    return _after_unit(text, words, at, unit) or _before_unit(text, words, at, unit)


def _after_unit(
    text: str, words: list[re.Match[str]], at: int, unit: str
) -> tuple[Mention, int] | None:
    """The name in "THE CITY OF ORLO"."""
    if at + 2 >= len(words) or words[at + 1].group() != "OF":
        return None
    first = end = at + 2
    while end < len(words) and words[end].group() not in _STOPS and _adjoin(text, words, end):
        end += 1
    if end == first:
        return None
    if words[first].group() not in _FORENAMES:
        end = first + 1
    mention = _mention(text, words, first, min(end, first + 2), unit)
    return mention, min(end, first + 2)


def _before_unit(
    text: str, words: list[re.Match[str]], at: int, unit: str
) -> tuple[Mention, int] | None:
    """The name in "ORLO PROVINCE", of two words only where the first opens names."""
    if at == 0 or words[at - 1].group() in _STOPS or not _adjoin(text, words, at):
        return None
    name = words[at - 1]
    numbered = text[max(0, name.start() - 1) : name.start()].isdigit()
    if unit not in _BEFORE_UNITS or name.group() in _DIRECTIONS or numbered:
        return None
    double = at > 1 and words[at - 2].group() in _FORENAMES and _adjoin(text, words, at - 1)
    mention = _mention(text, words, at - 1 - double, at, unit)
    return replace(mention, end=words[at].end()), at + 1


def _mention(text: str, words: list[re.Match[str]], first: int, end: int, unit: str) -> Mention:
    start, stop = words[first].start(), words[end - 1].end()
    cue = Cue.UNITS if unit in PLURALS else Cue.UNIT
    return Mention(start, stop, " ".join(text[start:stop].split()), UNITS[unit], cue)


def _adjoin(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether only blanks stand between word `at` and the one before it."""
    return text[words[at - 1].end() : words[at].start()].isspace()
