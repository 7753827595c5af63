"""What a value is of, as a sentence may print it: neutral, or quoted, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm_extract.briefing import lexicon
from llm_extract.briefing.nouns import is_determined, with_article
from llm_extract.briefing.style import uncapped
from llm_extract.records.claims import (
    Claim,
    Effect,
    Extent,
    Outcome,
    ResponseKind,
    Result,
    Toll,
    Value,
    Victim,
)

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
    """
    leading = _ANAPHOR.fullmatch(words)
    return f"{leading['part']}{site}" if site and leading and leading["built"] else words


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


_SHARE = re.compile(
    r"\b(nearly all|almost all|most|some|several)(?: of)?(?: the)? "
    r"(?:attacks|assaults|raids|strikes|attempts)\b",
    re.IGNORECASE,
)
_SPELL = re.compile(
    r"\b((?:over|within) (?:the (?:past|last|first) )?(?:two|three|four|five|\d+)"
    r" (?:days|hours|weeks))\b"
)
_BRIEFLY = re.compile(
    r"\b(?:temporar(?:y|ily) (?:control|took|seiz)|briefly|for a time)", re.IGNORECASE
)
# By when it was over, or that it was not.
_STILL = re.compile(
    r"\b(as night fell|(?:at|by) nightfall|after dark|into the night|overnight"
    r"|within (?:\w+ )?hours|by (?:the )?(?:morning|noon|midday|afternoon|evening))\b",
    re.IGNORECASE,
)
_LIGHTLY = re.compile(
    r"\b(?:(?:minor|light|slight) (?:injur|wound)|(?:slightly|lightly) (?:injured|wounded|hurt))"
)
# Fighters who are about have not attacked by that.
_PRESENCE = re.compile(r"\bpresence\b[^;.]{0,60}$", re.IGNORECASE)
_NEAR = 60


def hedge(value: Value, claims: Sequence[Claim]) -> str | None:
    """How every source alike limits a value: "nearly all" attacks, dead "over two days", hurt
    "lightly", under control "within hours".
    """
    found = {_hedge(value, claim.evidence[0].quote) for claim in claims}
    return found.pop() if len(found) == 1 else None


def _hedge(value: Value, quote: str) -> str | None:
    match value:
        case Outcome(result=Result.SITE_SEIZED):
            return "temporarily" if _BRIEFLY.search(quote) else None
        case Outcome(result=Result.ONGOING | Result.UNDER_CONTROL):
            still = _STILL.search(quote)
            return still[1].lower() if still else None
        case Outcome():
            shares = _SHARE.findall(quote)
            return shares[0].lower() if len(shares) == 1 else None
        case Extent(count=count) if count.verbatim in quote:
            return "presence in" if _PRESENCE.search(quote.partition(count.verbatim)[0]) else None
        case Toll(count=count) if count.verbatim in quote:
            _, _, after = quote.partition(count.verbatim)
            after = re.split(r"[;.]", after, maxsplit=1)[0][:_NEAR]
            spell = _SPELL.search(after)
            if spell is None and value.effect is Effect.INJURED and _LIGHTLY.search(after):
                return "lightly"
            return spell[1] if spell else None
        case _:
            return None


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


# What is suspended, by the noun that every report of it has.
_SUSPENDED: dict[ResponseKind, tuple[tuple[str, re.Pattern[str]], ...]] = {
    ResponseKind.INTERNET_SUSPENDED: (
        ("mobile internet", re.compile(r"\bmobile (?:internet|data)\b", re.IGNORECASE)),
        ("phone", re.compile(r"^(?!.*\binternet\b).*\b(?:phone|telephone)\b", re.IGNORECASE)),
    ),
    ResponseKind.TRANSPORT_SUSPENDED: (
        ("train", re.compile(r"\b(?:trains?|railways?|rail)\b", re.IGNORECASE)),
        ("bus", re.compile(r"\bbus(?:es)?\b", re.IGNORECASE)),
        ("ferry", re.compile(r"\bferr(?:y|ies)\b", re.IGNORECASE)),
        ("air", re.compile(r"\b(?:flights?|airports?)\b", re.IGNORECASE)),
    ),
}


def measure(kind: ResponseKind, claims: Sequence[Claim]) -> str | None:
    """Which services were suspended, where all who tell of it name the same; else None."""
    quotes = [claim.evidence[0].quote for claim in claims]
    fitting = [
        noun
        for noun, pattern in _SUSPENDED.get(kind, ())
        if quotes and all(map(pattern.search, quotes))
    ]
    return f"{fitting[0]} services were suspended" if len(fitting) == 1 else None
