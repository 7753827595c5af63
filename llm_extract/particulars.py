"""What words say of a deed besides its code: how far or how long it held, what a measure stopped;
and of a person besides his name.

Every reader holds to these lists, so that a record means the same whoever filled it.
"""

from __future__ import annotations

import re
from itertools import islice

from llm_extract.records.claims import ResponseKind, Result

# Outcomes that can be partial or pass: a site is held for an hour, an attack is foiled or is not.
CAN_BE_LIMITED = frozenset({Result.SITE_ENTERED, Result.SITE_SEIZED})
LIMITS = frozenset(
    "temporary temporarily brief briefly partial partially partly momentarily".split()
)
# How many words before an outcome still speak of it: "briefly were in control".
LIMITS_BEFORE = 3

SERVICES = frozenset("service services network networks traffic".split())
# The nouns for operations and curfews, which are named, and not by what they stop.
MEASURES = frozenset(
    "operation operations counter-offensive manhunt sweep patrols curfew curfews".split()
)

_HEADS = {
    ResponseKind.INTERNET_SUSPENDED: frozenset(
        "mobile internet data phone phones cellular".split()
    ),
    ResponseKind.TRANSPORT_SUSPENDED: frozenset(
        "train trains rail railway flights bus buses ferry ferries tram trams traffic".split()
    ),
    ResponseKind.SECURITY_OPERATION: MEASURES,
    ResponseKind.CURFEW: MEASURES,
}
_PHASE_REACH = 80
_PHASE = (
    r"(?P<phase>(?:first|second|third|fourth|fifth|sixth|opening|next|new|final|last|latest)\s"
    r"(?:phase|stage|round|wave)|(?:phase|stage)\s(?:one|two|three|four|five|six|[IVX]+|\d+))\b"
)
# "The second phase of its campaign, "; "Operation Dawn, phase two".
_PHASE_BEFORE = re.compile(_PHASE + r"\sof\s(?:[\w’'-]+\s?){0,4},?\s?[“\"‘']?$", re.IGNORECASE)
_PHASE_AFTER = re.compile(r"[”\"’']?[,(\s]{1,2}(?:the\s)?" + _PHASE, re.IGNORECASE)
_MOST_MODIFIERS = 3
# What ends a noun phrase to the left, beside words in -ed, -ing and -ly.
_STOPS = frozenset(
    """the a an all any some no each every this that these those its their his her our of in at on
    by for to from with and or but nor was were is are be been has have had said says cut cuts
    cutting shut shuts halt halts stop stops suspend suspends cancel cancels block blocks close
    closes off down under over""".split()
)
_ENDINGS = ("ed", "ing", "ly")
_OFFICES = (
    r"(?:minister|president|premier|governor|mayor|chancellor|senator|commissioner|secretary"
    r"|ambassador|director|head|leader|chief|commander|general|colonel|major|captain|lieutenant"
    r"|sergeant|superintendent|inspector|officer|administrator|chair(?:man|woman|person)?"
    r"|spokes(?:man|woman|person)|lawmaker|judge|prosecutor|doctor|surgeon|analyst|researcher)"
)
_OF_OFFICES = (
    r"(?:interior|defen[cs]e|foreign|home|health|information|justice|prime|deputy|vice"
    r"|acting|senior|police|army|military|navy|air|force|government|provincial|regional|district"
    r"|state|federal|security|press|chief|lieutenant|major|brigadier|general|hospital|opposition"
    r"|rebel|group|ministry|mission|council|assistant|inspector|public)"
)
# A capital belongs to an office in small letters ("Orlo police chief"); before another it may open
# the sentence ("Yesterday Governor A. Moor"), but for an acronym.
_OPENING = r"(?!\w+day |The |An? |On |In |At |But |And )"
_BODY = rf"(?:{_OPENING}[^\W\d_a-z][\w’'-]+ ){{0,3}}(?:{_OF_OFFICES} )*(?=[a-z])"
_OFFICE = re.compile(
    rf"(?<![\w-])((?:{_BODY}|(?:[A-Z]{{2,}} |(?i:{_OF_OFFICES}) )*)"
    rf"(?i:{_OFFICES})(?: (?i:{_OFFICES}))?)\s+$"
)
_OFFICE_REACH = 90
# Reports print an office where they first name a person.
_MOST_MENTIONS = 20
_PERSON = re.compile(r"(?:[^\W\d_a-z][\w’'.-]{0,40}\s{1,2}){1,3}[^\W\d_a-z][\w’'-]{0,40}")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]")


def office_in(text: str, name: str) -> str | None:
    """The office that a text prints before the name of a person; None where it prints none.

    >>> office_in("A note by Orlo police chief Ana Ruiz was read.", "Ana Ruiz")
    'Orlo police chief'
    """
    if not _PERSON.fullmatch(name):
        return None
    for at in islice(re.finditer(re.escape(name) + r"(?!\w)", text), _MOST_MENTIONS):
        before = text[max(0, at.start() - _OFFICE_REACH) : at.start()]
        if found := _OFFICE.search(before):
            return found[1]
    return None


def limit_in(text: str, start: int, end: int) -> str | None:
    """The first word for how far or how long in `text[start:end]`, or in the few words before.

    >>> limit_in("rebels briefly held the camp", 15, 28)
    'briefly'
    """
    words = [(found[0].lower(), found.start()) for found in _WORD.finditer(text, 0, end)]
    before = [low for low, at in words if at < start][-LIMITS_BEFORE:]
    within = [low for low, at in words if at >= start]
    return next((low for low in (*before, *within) if low in LIMITS), None)


def phase_of(operation: str, text: str) -> str | None:
    """Which phase of a named operation a text tells of, as printed; None where it says none.

    >>> phase_of("Operation Dawn", "It was the second phase of its campaign, “Operation Dawn”.")
    'second phase'
    """
    for found in re.finditer(re.escape(operation), text):
        before = _PHASE_BEFORE.search(text[max(0, found.start() - _PHASE_REACH) : found.start()])
        after = _PHASE_AFTER.match(text, found.end())
        told = before or after
        if told is not None:
            return " ".join(told["phase"].split())
    return None


def measure_in(kind: ResponseKind, text: str) -> str | None:
    """The noun phrase for what a measure stopped or was, as printed; None where none is known.

    >>> measure_in(ResponseKind.INTERNET_SUSPENDED, "suspended mobile internet services")
    'mobile internet services'
    """
    words = list(_WORD.finditer(text))
    lows = [word[0].lower() for word in words]
    heads = _HEADS.get(kind, frozenset())
    first = next((at for at, low in enumerate(lows) if low in heads), None)
    if first is None:
        return None
    last = _end(lows, first, heads | SERVICES)
    start = _start(lows, first)
    return " ".join(text[words[start].start() : words[last].end()].split())


def _end(lows: list[str], at: int, nouns: frozenset[str]) -> int:
    """The last noun of "mobile internet services", "buses and trains"."""
    while True:
        joint = at + 1 + (lows[at + 1 : at + 2] in (["and"], [","]))
        if joint >= len(lows) or lows[joint] not in nouns:
            return at
        at = joint


def _start(lows: list[str], first: int) -> int:
    """The first of the plain words before a noun: "indefinite night curfew"."""
    start = first
    while start and first - start < _MOST_MODIFIERS and _modifies(lows[start - 1]):
        start -= 1
    return start


def _modifies(low: str) -> bool:
    return low[0].isalnum() and low not in _STOPS and not low.endswith(_ENDINGS)
