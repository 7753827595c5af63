"""Who is hurt, by the harm they have: "sustained a light injury", "with very serious burns"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import is_nominal
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect

_FARTHEST_HARM = 6
_LOSES = frozenset("lost loses losing lose took".split())
_COMES_OFF = frozenset("escaped survived fled arrived returned emerged left away out off".split())
_RECEIVES = frozenset("received receives receiving".split())


def find_wounds(sentence: Sentence) -> Iterator[Mark]:
    """From the verb or "with" to the harm, marked like the phrases that say "was wounded"."""
    if closed("harm").isdisjoint(sentence.lows):
        return
    for at, low in enumerate(sentence.lows):
        kind = _kind(low)
        last = None if kind is None else _harm_after(sentence, at)
        if kind is None or last is None:
            continue
        # "Several escaped with wounds": the subject is that of the verb before.
        came_off = kind == "state" and sentence.low(at - 1) in _COMES_OFF
        yield Mark("dying" if came_off else kind, Effect.INJURED.value, at - came_off, last)


def _kind(low: str) -> str | None:
    if low == "with":
        return "state"
    if low in _RECEIVES or (low in closed("suffers") and low not in _LOSES):
        return "dying"
    return None


def _harm_after(sentence: Sentence, at: int) -> int | None:
    """Past the harm, where nothing but its own words stand before it, and no "no"."""
    for end in range(at + 1, min(at + _FARTHEST_HARM, len(sentence.words))):
        if sentence.low(end) in closed("harm"):
            own = end == at + 1 or is_nominal(sentence, at + 1, end)
            return end + 1 if own and sentence.low(at + 1) not in ("no", "any") else None
    return None
