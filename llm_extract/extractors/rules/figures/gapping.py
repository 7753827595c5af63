"""Figures that take a verb told before them: "two died in Velm and a third in Tavo"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.nouns import is_nominal
from llm_extract.extractors.rules.reading.scene import Sentence

_LONGEST_GAP = 14
_LONGEST_SUBJECT = 4
_PLACING = frozenset("in at near on outside inside during".split())
_ENDS = frozenset((".", ",", ";", ")", "", "and")) | _PLACING


def find_gapped(sentence: Sentence, people: Sequence[People], told: set[int]) -> Iterator[int]:
    """The people (by index) whose verb is understood from the clause before theirs.

    `told` are those whom a verb of their own befalls.
    """
    for at, who in enumerate(people):
        alone = who.bare and at not in told and not who.negated and who.within is None
        if alone and sentence.low(who.last) in _ENDS:
            yield at


def is_gap(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words between two clauses leave the verb of the second to be understood.

    "... in Velm and", "...; in Tavo,", "... and the second".
    """
    gap = sentence.lows[first:last]
    if not 0 < len(gap) <= _LONGEST_GAP or any(low[0].isdigit() for low in gap):
        return False
    placed = sentence.low(first) in _PLACING
    joints = [at for at in range(first, last) if sentence.low(at) in ("and", ";")]
    # "... in Velm, nine in Tavo and three in Orlo": after a place a comma joins too.
    joints = joints or [at for at in range(first, last) if placed and sentence.low(at) == ","]
    if not joints:
        return False
    opened = joints[0]
    before = is_nominal(sentence, first, opened) or opened == first
    return before and _opens(sentence, opened + 1, last)


def _opens(sentence: Sentence, first: int, last: int) -> bool:
    """Nothing, a place and its comma, or "the second": what may stand before the figure."""
    placed = sentence.low(first) in _PLACING and sentence.low(last - 1) == ","
    # "... and the second 16", "... and the Garrison Hospital four".
    named = last - first <= _LONGEST_SUBJECT and sentence.low(first) == "the"
    return first == last or placed or named
