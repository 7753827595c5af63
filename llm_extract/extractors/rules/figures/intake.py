"""Whom hospitals take in: "the clinic admitted 30", "12 were rushed to Mercy Hospital"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect

_FARTHEST_PLACE = 9
_TOWARDS = frozenset(("to", "into", "at"))


def find_intake(sentence: Sentence) -> Iterator[Mark]:
    """The verbs that bring somebody to be treated, marked like those that say "wounded"."""
    if closed("care").isdisjoint(sentence.lows):
        return
    for mark in sentence.of("brings", "takes_in"):
        # "... to hospital, where he died": the dead are told by what befell them there.
        if any(
            other.value == Effect.KILLED
            for other in sentence.of("dying", "past")
            if other.first > mark.last
        ):
            continue
        if mark.kind == "takes_in" or _to_care(sentence, mark.last):
            yield Mark("past", Effect.INJURED.value, mark.first, mark.last)


def _to_care(sentence: Sentence, first: int) -> bool:
    """Whether the way leads to a place where people are treated, in the same clause."""
    towards = False
    for at in range(first, min(first + _FARTHEST_PLACE, len(sentence.words))):
        low = sentence.low(at)
        if low in (",", ";", ".") or low in closed("say"):
            return False
        towards = towards or low in _TOWARDS
        if towards and low in closed("care_place"):
            return True
    return False
