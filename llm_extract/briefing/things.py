"""What a value is of, as a sentence may print it: neutral, or quoted, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm_extract.briefing import lexicon
from llm_extract.briefing.nouns import is_determined, with_article
from llm_extract.briefing.style import uncapped
from llm_extract.records.claims import Claim, Effect, TacticKind, Toll, Value, Victim

# What stands where a source does not say of what.
_UNSAID = frozenset({"", "unspecified", "unknown", "damage", "no damage", "any damage"})
# From here on a source's words for a thing are its own, and stand in quotation marks.
_LONG = 8
# "Ours" and "they" are so in the mouth of the source alone.
_ITS_OWN = re.compile(
    r"\b(?:we|us|our|my|your)\b|^(?:Our|My|Your) (?=[a-z])|^(?i:they|them|he|him|she|it|you|we)$"
)
# "The facility" leads nowhere without the sentence before.
_ANAPHOR = re.compile(
    r"(?P<part>(?:(?:large )?(?:sections?|parts?|most|some) of )?)(?:the|this|that) (?:same )?"
    r"(?:(?P<built>facility|building|compound|complex|site|installation|premises)"
    r"|area|place|location|scene)",
    re.IGNORECASE,
)
_EDGE = r"(?:\w+ )?(?:gates?|entrances?|walls?|fence|perimeter|doors?|courtyard|car park)"
_OUTWORK = re.compile(rf"^(?:the )?{_EDGE} of (?=\w)", re.IGNORECASE)
_TOOK_SHARE = re.compile(
    r"\b(?:captur|seiz|tak|took|occup|overr[au]n|control|held|hold)\w*(?: (?:control of|over|of))?"
    r" (?P<share>(?:(?:large|small|several|some|wide|whole) )?(?:sections?|parts?|portions?|areas)"
    r"|most|half) of (?P<of>them|it|(?:the )?[\w’' -]{2,40})",
    re.IGNORECASE,
)
_RUINED = re.compile(
    r"\b(?:burn(?:ed|t)(?:[- ](?:out|down))?|charred|torched|gutted|wrecked|destroyed|damaged) ",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"\b[A-Z]\w+")


def printable(words: str, claims: Sequence[Claim]) -> str | None:
    """The source's words for a thing; a loaded one only in quotation marks, and only verbatim."""
    bare = " ".join(words.split()).strip(" ,.;:“”\"'‘’")
    if bare.casefold() in _UNSAID or _ANAPHOR.fullmatch(bare):
        return None
    own = len(re.findall(r"\w+", bare)) >= _LONG or _ITS_OWN.search(bare) is not None
    if not own and not _is_loaded(bare) and not any(mark in bare for mark in '“”"'):
        return with_article(bare)
    verbatim = any(bare in evidence.quote for claim in claims for evidence in claim.evidence)
    return f"“{bare}”" if verbatim and not any(mark in bare for mark in '“”"') else None


def resolved(words: str, site: str | None) -> str:
    """Words that lead back to the `site` named before them, with its name.

    >>> resolved("sections of the facility", "the Salt Mill"), resolved("the gate", "the Salt Mill")
    ('sections of the Salt Mill', 'the gate')
    >>> resolved("the building", "the main gate of the Salt Mill")
    'the Salt Mill'
    """
    leading = _ANAPHOR.fullmatch(words)
    if not (site and leading and leading["built"]):
        return words
    return f"{leading['part']}{_OUTWORK.sub('', site)}"


def at_its_edge(words: str, quote: str) -> str:
    """A target with the part of it that was hit, as its sentence names it.

    >>> at_its_edge("the mill", "A blast shook the main gate of the mill.")
    'the main gate of the mill'
    """
    bare = re.escape(_bare(words))
    hit = re.search(rf"(?:\bthe )?{_EDGE} of (?:an? |the )?{bare}\b", quote, re.IGNORECASE)
    return hit[0] if hit else words


def share_of(words: str, quote: str) -> str:
    """What was taken, with the share of it that a pronoun or the noun itself has behind it.

    >>> share_of("the mills", "They entered the mills and seized large parts of them.")
    'large parts of the mills'
    """
    hit = _TOOK_SHARE.search(quote)
    taken = hit and (hit["of"].casefold() in {"them", "it"} or hit["of"].endswith(_bare(words)))
    before = hit and _bare(words) in quote[: hit.end()]
    return (
        f"{hit['share']} of {words}" if hit and taken and before and " of " not in words else words
    )


# Where one of them is told of; else they are many, or it is open how many.
_ONE: dict[TacticKind, tuple[str, str, str]] = {
    TacticKind.EXPLOSIVE: ("an explosion", "explosion|blast|bombing", "bombs|explosives"),
    TacticKind.SUICIDE_ATTACK: ("a suicide attack", "suicide (?:attack|bomber|bombing)", ""),
    TacticKind.GRENADE: ("a grenade", "grenade", ""),
    TacticKind.ROCKET: ("a rocket", "rocket|missile", ""),
    TacticKind.DRONE: ("a drone", "drone", ""),
    TacticKind.AIR_STRIKE: ("an air strike", "air ?strike", ""),
    TacticKind.MINE: ("a mine", "(?:land)?mine", ""),
}


def singly(tactic: TacticKind, claims: Sequence[Claim]) -> str | None:
    """A means that all who tell of it tell of once: "an explosion"; else None."""
    if tactic not in _ONE or not claims:
        return None
    single, noun, others = _ONE[tactic]
    once = re.compile(rf"\b(?:an?|one|the)(?: [\w-]+){{0,2}} (?:{noun})\b", re.IGNORECASE)
    many = re.compile(rf"\b(?:(?:{noun})s{f'|{others}' if others else ''})\b", re.IGNORECASE)
    quotes = [each.quote for claim in claims for each in claim.evidence]
    is_one = all(map(once.search, quotes)) and not any(map(many.search, quotes))
    return single if is_one else None


def whole(words: str) -> str:
    """A thing without the participle that says already what became of it.

    >>> whole("a burned-out bus"), whole("thirty-one burnt compounds"), whole("the burned mill")
    ('a bus', 'thirty-one compounds', 'the mill')
    """
    return _RUINED.sub("", words, count=1)


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", words, flags=re.IGNORECASE)


def leads_back(words: str) -> bool:
    """Whether words for a thing lead nowhere without the sentence before."""
    return _ANAPHOR.fullmatch(words) is not None


def _is_loaded(words: str) -> bool:
    """Whether a loaded word is among them, but for one within a proper name."""
    is_name = len(_CAPITALISED.findall(words)) > 1
    return any(not (is_name and hit.words[:1].isupper()) for hit in lexicon.find(words))


def euphemism(value: Value, claims: Sequence[Claim]) -> str | None:
    """The source's own word where a toll leaves open whether people died."""
    if not isinstance(value, Toll) or value.effect is not Effect.NEUTRALISED:
        return None
    words = (
        found.words
        for claim in claims
        for evidence in claim.evidence
        for found in lexicon.find(evidence.quote)
        if found.entry.kind == "euphemism"
    )
    return next(words, None)


def named(value: Victim) -> str:
    """A name with its rank before it, or with the first words of a longer description behind.

    Whose cousin or colleague it was leads nowhere without the sentence before, and is left out.
    """
    first, comma, _ = (value.description or "").partition(",")
    if not first or len(first.split()) > _SHORT or _WHOSE.match(first):
        return value.name
    stands_before = not _BEHIND.search(first) and (not comma or first.istitle())
    if stands_before and len(first.split()) <= _RANK:
        return f"{first} {value.name}"
    return f"{value.name} ({uncapped(first) if is_determined(first) else first})"


_RANK, _SHORT = 3, 4
_WHOSE = re.compile(r"(?:my|our|his|her|their|its|he|she|they)\b", re.IGNORECASE)
# An age, a number or a description is no rank.
_BEHIND = re.compile(r"^an?\b|\d|\b(?:of|in|at|on|from|with|known|who|other|another)\b")
