"""Capitalised phrases that may name a place, and what the words beside each say it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from llm_extract.records.when_where import PlacePrecision
from llm_extract.text import paragraphs
from llm_extract.where.gazetteer import (
    country_names,
    country_of,
    state_abbreviations,
    state_names,
)
from llm_extract.where.vocabulary import (
    ADJECTIVES,
    AFTER_POSSESSIVE,
    BEFORE_SITES,
    DESCRIPTIVE,
    DOUBTFUL_UNITS,
    FUNCTION_WORDS,
    NAME_UNITS,
    NEVER_PLACES,
    ORGANISATIONS,
    PLURALS,
    SITES,
    STRONG_CUES,
    TITLES,
    UNITS,
)

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĆČĎĐĒĞĢĪİĶŁĻŃŅŇŌŘŚŞŠŤŪŹŻŽȘȚ]"
_WORD = rf"{_CAPITAL}\w*(?:['’-](?!s\b)\w+|\.(?:{_CAPITAL}\.?)+)*"
_LINK = r"(?:wa|ye|e|y|de la|de los|de las|de|del|la|las|los|el|al|da|do|dos|du|di|ul|bin)"
# "Nad ‘Ali": the sign is a letter of the name, and no closing quotation mark follows.
_AYN = r"‘(?=\w+\b(?!’))"
_PHRASE = re.compile(rf"(?:(?:St|Mt|Ft)\. )?{_WORD}(?:[ \n](?:{_LINK}[ \n])?(?:{_AYN})?{_WORD})*")
_SINGLE = re.compile(r"\S+")
_LOOK_BACK, _LOOK_AHEAD = 70, 60
_POSSESSIVE = re.compile(r"['’]s?\b[ \n](\w[\w-]*)")
_NEXT = re.compile(
    r"(?:['’]s)?[ \n]([a-z][\w'’-]*)(?:[ \n]([a-z][\w'’-]*))?(?:[ \n]([a-z][\w-]*))?"
)
_INTO = re.compile(r"\b(?:in|to|from|across|outside|within) (?:the )?$")
_PART_OF = re.compile(r"(?!The |In )[A-Z][\w'’-]+ [a-z]+ of (?:the )?$")
_OF_A_PEOPLE = frozenset("town city village hamlet port province".split())
_MOTION = frozenset(
    "drove drive driven moved marched rode crossed pushed swept broke advanced poured stormed"
    " walked slipped entered fled".split()
)
_DASHES = frozenset("-–")
_GENERIC = FUNCTION_WORDS | NEVER_PLACES | ORGANISATIONS | TITLES | frozenset(UNITS) | SITES


class Cue(Enum):
    """What makes a phrase a place."""

    NONE = auto()
    PREPOSITION = auto()
    UNIT = auto()
    UNITS = auto()
    NAME = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase, the name in it, and what it is if the words say so; `end` includes a unit word."""

    start: int
    end: int
    name: str
    level: PlacePrecision | None = None
    cue: Cue = Cue.NONE
    country: str | None = None
    is_dateline: bool = False

    @property
    def is_place(self) -> bool:
        """Whether anything says that this is a place."""
        return self.cue is not Cue.NONE


def mentions(text: str) -> Iterator[Mention]:
    """Every capitalised phrase in order, with whatever shows it to be a place.

    No name runs from a heading into the line below it.
    """
    for first, last in paragraphs(text):
        width = max(map(len, text[first:last].split("\n")))
        for phrase in _PHRASE.finditer(text, first, last):
            for start, end in _split(text, phrase, width):
                yield _read(text, start, end)


def _split(text: str, phrase: re.Match[str], width: int) -> Iterator[tuple[int, int]]:
    """The parts of a phrase between words that belong to no name: "In Orlo Saturday"."""
    start: int | None = None
    end = 0
    for word in _SINGLE.finditer(text, phrase.start(), phrase.end()):
        lower = word.group().casefold()
        if start is not None and _opens_a_line(text, end, word, width):
            yield start, end
            start = None
        if lower in FUNCTION_WORDS or lower in NEVER_PLACES or lower in DESCRIPTIVE:
            if start is not None:
                yield start, end
            start = None
        else:
            start = word.start() if start is None else start
            end = word.end()
    if start is not None:
        yield start, end


def _opens_a_line(text: str, end: int, word: re.Match[str], width: int) -> bool:
    """Whether a line begins with the word though the one before had room: no column broke it."""
    if "\n" not in text[end : word.start()]:
        return False
    line = end - (text.rfind("\n", 0, end) + 1)
    return line + 1 + len(word.group()) <= width


def _read(text: str, start: int, end: int) -> Mention:
    name = " ".join(text[start:end].split())
    words = name.casefold().split()
    bare = Mention(start, end, name)
    listed = _listed(text, bare)
    if listed is not None:
        return listed
    if all(word in _GENERIC for word in words):
        return _house(text, bare, words)
    cue, level = _before(text, start)
    return (
        _site(text, bare, words)
        or _unit_after(text, bare, words)
        or _named(text, bare, words, cue, level)
    )


def _listed(text: str, bare: Mention) -> Mention | None:
    """A country, or a state of the United States."""
    key = bare.name.upper()
    if key in country_names() and _is_country_here(text, bare):
        country = country_names()[key]
        return replace(bare, level=PlacePrecision.COUNTRY, cue=Cue.NAME, country=country)
    state = state_names().get(key) or _abbreviated(text, bare)
    if state:
        wide = replace(bare, level=PlacePrecision.ADMIN1, cue=Cue.NAME)
        return replace(wide, name=state, country="United States")
    return None


def _is_country_here(text: str, bare: Mention) -> bool:
    """Not within a compound ("the Iran–Iraq line"), and "US" only after a preposition."""
    if not _DASHES.isdisjoint((text[bare.start - 1 : bare.start], text[bare.end : bare.end + 1])):
        return False
    before = text[max(0, bare.start - _LOOK_BACK) : bare.start]
    return not _is_acronym(bare.name) or _INTO.search(before[-12:]) is not None


def _abbreviated(text: str, bare: Mention) -> str | None:
    """A state's abbreviation, only after a comma: "Orlo, Calif."."""
    if text[max(0, bare.start - 2) : bare.start] != ", ":
        return None
    dotted = bare.name + "." if text[bare.end : bare.end + 1] == "." else bare.name
    return state_abbreviations().get(dotted) or state_abbreviations().get(bare.name)


def _is_acronym(name: str) -> bool:
    return name.replace(".", "").isupper() and len(name) <= len("U.S.A.")


def _before(text: str, start: int) -> tuple[Cue | None, PlacePrecision | None]:
    """The cue that stands before a phrase: "in", "the town of", "the districts of", "capital"."""
    line = text[max(0, start - _LOOK_BACK) : start].rpartition("\n\n")[2]
    words = line.casefold().split()
    if not words or text[start - 1] not in " \n\"“‘'":
        return None, None
    last = words[-1].strip(",")
    if last == "of" and len(words) > 1 and words[-2] in UNITS:
        if _PART_OF.search(line):
            return Cue.PREPOSITION, None
        plural = words[-2] in PLURALS
        return (Cue.UNITS if plural else Cue.UNIT), UNITS[words[-2]]
    if last in {"capital", "city", "town", "village"}:
        return Cue.UNIT, PlacePrecision.LOCALITY
    if words[-2:] == ["out", "of"] or (last == "into" and words[-2:-1] and words[-2] in _MOTION):
        return Cue.PREPOSITION, None
    at = len(words) - 1
    while at > 0 and words[at] in ADJECTIVES:
        at -= 1
    if words[at] in STRONG_CUES and last != "the":
        return Cue.PREPOSITION, None
    return None, None


def _site(text: str, bare: Mention, words: list[str]) -> Mention | None:
    """A named building, road or base: "Orlo railway station", "Central Jail"."""
    if len(words) > 1 and words[-1] in SITES:
        return replace(bare, level=PlacePrecision.SITE, cue=Cue.NAME)
    if country_of(bare.name) is not None:
        return None
    following = _NEXT.match(text, bare.end, bare.end + _LOOK_AHEAD)
    if following is None:
        return None
    for at in range(1, 4):
        word = (following[at] or "").replace("’", "'")
        over_hills = word == "pass" and text.endswith("the ", 0, bare.start)
        if word in SITES or over_hills:
            name = " ".join(text[bare.start : following.end(at)].split())
            return Mention(bare.start, following.end(at), name, PlacePrecision.SITE, Cue.NAME)
        if word not in BEFORE_SITES:
            return None
    return None


def _house(text: str, bare: Mention, words: list[str]) -> Mention:
    """A site of common words alone, told from an office by "the": "the Governor House"."""
    if len(words) > 1 and words[-1] in SITES and text.endswith("the ", 0, bare.start):
        return replace(bare, level=PlacePrecision.SITE, cue=Cue.NAME)
    return bare


def _unit_after(text: str, bare: Mention, words: list[str]) -> Mention | None:
    """The name in "Orlo province", "Tavo District"; a "City" stays part of its name."""
    if len(words) > 1 and words[-1] in UNITS:
        level = UNITS[words[-1]]
        name = bare.name if words[-1] in NAME_UNITS else bare.name.rsplit(" ", 1)[0]
        if words[-1] in DOUBTFUL_UNITS and _before(text, bare.start)[0] is None:
            return None
        return Mention(bare.start, bare.end, name, level, Cue.UNIT)
    following = _NEXT.match(text, bare.end, bare.end + _LOOK_AHEAD)
    if following is None or following[1] not in UNITS or text[bare.end] in "'’":
        return None
    # "The Velmese town of Orlo": what stands before the unit is a people, not its name.
    peopled = following[1] in _OF_A_PEOPLE and following[2] == "of"
    if peopled and text[following.end(2) + 1 : following.end(2) + 2].isupper():
        return None
    if country_of(bare.name) is not None or any(word in ORGANISATIONS for word in words):
        return None
    if following[1] in DOUBTFUL_UNITS and _before(text, bare.start)[0] is None:
        return None
    cue = Cue.UNITS if following[1] in PLURALS else Cue.UNIT
    return Mention(bare.start, following.end(1), bare.name, UNITS[following[1]], cue)


def _named(
    text: str,
    bare: Mention,
    words: list[str],
    cue: Cue | None,
    level: PlacePrecision | None,
) -> Mention:
    """A name that only the words before it mark as a place."""
    person = any(word in TITLES or word in ORGANISATIONS for word in words)
    if cue is None or person or country_of(bare.name) or bare.name.isupper():
        return bare
    owner = _POSSESSIVE.match(text, bare.end)
    if owner and owner[1].islower() and owner[1] not in AFTER_POSSESSIVE:
        return bare
    return replace(bare, level=level, cue=cue)
