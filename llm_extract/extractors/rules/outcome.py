"""How it ended, in whoever's account: foiled, repelled, entered, seized, under control."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.extractors.rules.finding import Finding
from llm_extract.extractors.rules.lexicon import Mark, closed
from llm_extract.extractors.rules.scene import Sentence
from llm_extract.records.claims import Outcome, Result

# A bracketed short form adds nothing to the name it follows.
_SHORT_FORM = re.compile(r" ?\([^()]*\)")
_FARTHEST_SITE = 6
_LONGEST_OBJECT = 7
_NEEDS_SITE = frozenset({Result.SITE_ENTERED, Result.SITE_SEIZED})


def find_outcomes(sentence: Sentence) -> Iterator[Finding]:
    """Every outcome the sentence states, but none it only intends ("to storm the camp")."""
    for mark in sentence.of("outcome"):
        result = Result(mark.value)
        if _is_unreal(sentence, mark):
            continue
        of = _site(sentence, mark) if result in _NEEDS_SITE else _object(sentence, mark, result)
        if result in _NEEDS_SITE and of is None:
            continue
        start, end = sentence.offsets(mark.first, mark.last)
        yield Finding(Outcome(result=result, of=of), sentence, start, end)


def _is_unreal(sentence: Sentence, mark: Mark) -> bool:
    before = sentence.lows[max(0, mark.first - 3) : mark.first]
    return any(low in closed("not") for low in before) or before[-1:] in (
        ("to",),
        ("could",),
        ("would",),
    )


def _site(sentence: Sentence, mark: Mark) -> str | None:
    """What was entered or seized: after the verb, or before it in the passive."""
    for site in sentence.of("site"):
        if mark.first <= site.first < mark.last:
            return _whole_of(sentence, site, mark.first)
        gap = sentence.lows[mark.last : site.first]
        if mark.last <= site.first and len(gap) <= _FARTHEST_SITE and _is_plain(gap):
            start = _after_article(sentence, mark.last)
            piece = sentence.low(site.last - 1) in closed("piece")
            whole = _whole_of(sentence, site, mark.first) if piece else None
            return whole or sentence.said(start, site.last)
    if mark.value == Result.SITE_SEIZED and sentence.low(mark.first) == "taken":
        before = [m for m in sentence.of("site") if 0 < mark.first - m.last <= _FARTHEST_SITE]
        return _with_owner(sentence, before[-1]) if before else None
    return None


def _whole_of(sentence: Sentence, piece: Mark, verb: int) -> str | None:
    """As in "seized sections of the depot" and "of them": the depot, or the site named before."""
    if sentence.low(piece.last) != "of":
        return None
    start = _after_article(sentence, piece.last)
    if sentence.low(start) in ("them", "it", "each"):
        before = [m for m in sentence.of("site") if m.last <= verb]
        return _with_owner(sentence, before[-1]) if before else None
    end = start
    while end < len(sentence.words) and end - start < _LONGEST_OBJECT and _names(sentence, end):
        end += 1
    return sentence.said(start, end) if end > start else None


def _with_owner(sentence: Sentence, site: Mark) -> str:
    """The site with the words before it that tell whose it is: "the Orlo Guard (OG) office"."""
    start = site.first
    while start > 0 and site.first - start < _LONGEST_OBJECT and _names(sentence, start - 1):
        start -= 1
    return _SHORT_FORM.sub("", sentence.said(start, site.last))


def _names(sentence: Sentence, at: int) -> bool:
    """Whether a word may belong to a name: plain words and a bracketed short form."""
    low = sentence.low(at)
    if low in ("(", ")"):
        return any(sentence.low(at + step) == "(" for step in (0, -2))
    return _continues(low) and low not in closed("determiner") and not _is_verb(low)


def _is_verb(low: str) -> bool:
    return low in closed("adverb") or low in closed("have") or low.endswith("ed")


def _is_plain(gap: tuple[str, ...]) -> bool:
    return (
        not any(low in closed("preposition") and low not in ("of", "into") for low in gap)
        and "," not in gap
    )


def _after_article(sentence: Sentence, at: int) -> int:
    while sentence.low(at) in closed("determiner") | {"of"}:
        at += 1
    return at


def _object(sentence: Sentence, mark: Mark, result: Result) -> str | None:
    """The plain noun phrase after a verb such as "foiled"; None where there is none."""
    if result not in (Result.FOILED, Result.REPELLED):
        return None
    start = _after_article(sentence, mark.last)
    end = start
    while (
        end < len(sentence.words)
        and end - start < _LONGEST_OBJECT
        and _continues(sentence.low(end))
    ):
        end += 1
    return sentence.said(start, end) if end > start else None


def _continues(low: str) -> bool:
    stops = ("preposition", "conjunction", "subordinator", "be", "say")
    return low[0].isalpha() and (low == "of" or not any(low in closed(kind) for kind in stops))
