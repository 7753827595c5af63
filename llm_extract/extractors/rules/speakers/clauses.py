"""A sentence cut into clauses that can be quoted alone, each with whoever says it.

"A said X, while Y" gives X to A and Y to the outlet: that the outlet prints Y is so in any reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.carry import Chain
from llm_extract.extractors.rules.speakers.voices import Frame, Manner, Voices

_BREAKS = frozenset(", ; : — –".split())
_BETWEEN = frozenset(", ; :".split())
_DASHES = frozenset("- – —".split())
# From the place of a dateline to its dash: a date and an agency.
_LONGEST_DATELINE = 10
_TOLD = frozenset(("told", "tells"))
# A participle carries on with the speaker before it.
_CARRYING = frozenset(verb for verb in closed("clause_verb") if verb.endswith("ing"))
_OPENING = closed("comment_connector") | _CARRYING
# "told the XYZ agency that": no hearer is longer.
_LONGEST_HEARER = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` up to `last` of a sentence, a whole clause; a chain for each joint speaker."""

    first: int
    last: int
    chains: tuple[Chain, ...]


def says_clause(frame: Frame) -> bool:
    """Whether what the speaker says is a clause: "said that ...", but not "blamed ..."."""
    return frame.manner is Manner.SAYS and frame.cue.casefold() in closed("clause_verb") | _SOURCES


def clauses(sentence: Sentence, voices: Voices) -> Iterator[Clause]:
    """The clauses of a sentence, left to right, without those whose bounds cannot be told."""
    head = _past_dateline(sentence)
    starts = [head, *(at for at in _openings(sentence) if at > head)]
    for first, last in zip(starts, [*starts[1:], len(sentence.words)], strict=True):
        found = _clause(sentence, voices, first, last)
        if found is not None:
            yield found


def _past_dateline(sentence: Sentence) -> int:
    """Past "ORLO (Agency) - " to the first word of the report."""
    filed = [place for place in sentence.places if place.is_dateline]
    if not filed:
        return 0
    after = sentence.at(filed[0].end)
    dashes = range(after, min(after + _LONGEST_DATELINE, len(sentence.words)))
    return next((at + 1 for at in dashes if sentence.low(at) in _DASHES), 0)


def _openings(sentence: Sentence) -> list[int]:
    """Where a new clause opens: ", while", ", adding", or after a semicolon."""
    if _BREAKS.isdisjoint(sentence.lows):
        return []
    pairs = enumerate(pairwise(sentence.lows), start=1)
    return [at for at, (a, b) in pairs if a in _BREAKS and (b in _OPENING or a == ";")]


def _clause(sentence: Sentence, voices: Voices, first: int, last: int) -> Clause | None:
    if sentence.low(first) in _CARRYING:
        chains = voices.chains(first)
        return _trimmed(sentence, first + 1, last, chains) if chains else None
    inside = [frame for frame in voices.frames if first <= frame.at < last]
    if inside:
        return _said(sentence, voices, inside, (first, last))
    after = any(f.postposed and f.first <= first and last <= f.last for f in voices.frames)
    return _trimmed(sentence, first, last, voices.chains(first) if after else ((),))


def _said(
    sentence: Sentence, voices: Voices, inside: Sequence[Frame], bounds: tuple[int, int]
) -> Clause | None:
    """What the one speaker of these words says, where the verb takes a clause."""
    frame = inside[-1]
    verb = sentence.low(frame.at)
    plain = says_clause(frame)
    # "A, B said on Monday, C": what is said stands on both sides of the words that say so.
    within = frame.first < frame.at < frame.last and frame.postposed
    if not plain or within:
        return None
    first, last = max(bounds[0], frame.first), min(bounds[1], frame.last)
    if verb in _TOLD and not frame.postposed:
        first = _past_hearer(sentence, first)
    chains = voices.chains(min(first, last - 1))
    return _trimmed(sentence, first, last, chains) if chains and first < last else None


_SOURCES = frozenset(("according to", "as per"))


def _past_hearer(sentence: Sentence, first: int) -> int:
    """Past whom it was told; the end of the sentence where no "that" or comma tells."""
    for at in range(first, min(first + _LONGEST_HEARER, len(sentence.words))):
        if sentence.low(at) in ("that", ","):
            return at + 1
    return len(sentence.words)


def _trimmed(sentence: Sentence, first: int, last: int, chains: tuple[Chain, ...]) -> Clause | None:
    """Without the connector before it and the signs around it; None where nothing is left."""
    opening = closed("comment_connector") | _BREAKS | {"that", "and", "."}
    # "stated briefly that": an adverb there is the verb's.
    if sentence.low(first) in closed("adverb") and sentence.low(first + 1) == "that":
        first += 1
    while first < last and sentence.low(first) in opening:
        first += 1
    while first < last and sentence.low(last - 1) in _BETWEEN | {"."} | _DASHES:
        last -= 1
    return Clause(first, last, chains) if first < last else None
