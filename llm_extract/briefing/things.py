"""What a value is of, as a sentence may print it: neutral, or quoted, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm_extract.briefing import lexicon
from llm_extract.briefing.style import WORDS, is_plural, uncapped, with_article
from llm_extract.records.claims import (
    Claim,
    Effect,
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
_CAPITALISED = re.compile(r"\b[A-Z]\w+")
_LEADING_ARTICLE = re.compile(r"^(?:The|An?) ")


def printable(words: str, claims: Sequence[Claim]) -> str | None:
    """The source's words for a thing; a loaded one only in quotation marks, and only verbatim."""
    bare = " ".join(words.split()).strip(" ,.;:“”\"'‘’")
    if bare.casefold() in _UNSAID:
        return None
    long = len(re.findall(r"\w+", bare)) >= _LONG
    if not long and not _is_loaded(bare) and not any(mark in bare for mark in '“”"'):
        return with_article(_without_head(bare))
    verbatim = any(bare in evidence.quote for claim in claims for evidence in claim.evidence)
    return f"“{bare}”" if verbatim and not any(mark in bare for mark in '“”"') else None


def _without_head(words: str) -> str:
    """Without a capital that is only that of a sentence's head: "The gate", "Eleven shops"."""
    first, _, rest = words.partition(" ")
    plainly = first.casefold() in WORDS or (not rest and first.istitle() and is_plural(first))
    lowered = uncapped(words) if plainly else words
    return _LEADING_ARTICLE.sub(lambda hit: hit[0].lower(), lowered)


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
_NEAR = 60


def hedge(value: Value, claims: Sequence[Claim]) -> str | None:
    """How every source alike limits a value: "nearly all" attacks, dead "over two days"."""
    found = {_hedge(value, claim.evidence[0].quote) for claim in claims}
    return found.pop() if len(found) == 1 else None


def _hedge(value: Value, quote: str) -> str | None:
    match value:
        case Outcome(result=Result.SITE_SEIZED):
            return "temporarily" if _BRIEFLY.search(quote) else None
        case Outcome():
            shares = _SHARE.findall(quote)
            return shares[0].lower() if len(shares) == 1 else None
        case Toll(count=count) if count.verbatim in quote:
            _, _, after = quote.partition(count.verbatim)
            spell = _SPELL.search(re.split(r"[;.]", after, maxsplit=1)[0][:_NEAR])
            return spell[1] if spell else None
        case _:
            return None


def named(value: Victim) -> str:
    """A name with its rank before it, or with the first words of a longer description behind."""
    first, comma, _ = (value.description or "").partition(",")
    if not first:
        return value.name
    if not comma and len(first.split()) <= _RANK:
        return f"{first} {value.name}"
    return f"{value.name} ({first})" if len(first.split()) <= _SHORT else value.name


_RANK, _SHORT = 3, 4


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
