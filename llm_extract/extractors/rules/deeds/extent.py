"""How far it reached: "five districts", "48 locations across 14 cities"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Extent, ExtentUnit
from llm_extract.records.counts import CountKind

_MOST_MODIFIERS = 2


def find_extents(sentence: Sentence) -> Iterator[Finding]:
    """Every counted unit of reach beside an attack: not those of a market or of a measure."""
    for unit in sentence.of("extent_unit"):
        counted = _count_of(sentence, unit)
        if counted is None or not _is_reach(sentence, counted, unit):
            continue
        start, end = sentence.offsets(counted.first, unit.last)
        value = Extent(unit=ExtentUnit(unit.value), count=counted.count)
        yield Finding(value, sentence, start, end)


def _count_of(sentence: Sentence, unit: Mark) -> Counted | None:
    for counted in sentence.counts:
        gap = sentence.lows[counted.head : unit.first]
        near = counted.last <= unit.first and len(gap) <= _MOST_MODIFIERS
        if near and not counted.is_article and all(_may_modify(low) for low in gap):
            return counted
    return None


def _may_modify(low: str) -> bool:
    return low.isalpha() and low not in closed("preposition") and low not in closed("conjunction")


def _is_reach(sentence: Sentence, counted: Counted, unit: Mark) -> bool:
    if counted.count.kind in (CountKind.ZERO, CountKind.UNKNOWN) or counted.count.high == 1:
        return False
    if sentence.low(counted.first) in ("both", "one"):
        return False
    if counted.count.kind is CountKind.VAGUE and unit.value == ExtentUnit.ATTACKS:
        return False
    return _is_of_deed(sentence, exact=counted.count.kind is not CountKind.VAGUE)


def _is_of_deed(sentence: Sentence, *, exact: bool) -> bool:
    deeds = sentence.of("attack", "tactic", "series", "outcome", "deeds", "past", "reach")
    measures = sentence.of("stopped", "response")
    if not deeds:
        return False
    return not measures or (exact and deeds[0].first < measures[0].first)
