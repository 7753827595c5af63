"""Who is said to be behind it: "was behind the raid", "are responsible", "is the main suspect"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import back_over

_REACH = 7
_FARTHEST_NOBODY = 8
_CLAUSE_ENDS = frozenset((",", ".", ";", ":", "and", "but", ""))
_CHIEF = frozenset("main chief prime key leading principal likely likeliest obvious only".split())
_SUSPECTS = frozenset(("suspect", "suspects", "culprit", "culprits"))
# No words lay guilt to anybody without one of these.
GUILTY = _SUSPECTS | {"behind", "responsible", "blame"}
_NO = frozenset("no nobody none neither nor not never whoever who".split())
_NOT = frozenset(("not", "never"))
_IT = frozenset(("it", "this", "that", "them", "these", "those"))
_DEEDS = ("attack", "deeds", "tactic", "assails", "past", "active", "loss", "dying")


def find_guilt(sentence: Sentence) -> Iterator[Mark]:
    """The words from the verb on that lay it to their subject, as marks of one kind."""
    lows = sentence.lows
    if GUILTY.isdisjoint(lows):
        return
    for at, low in enumerate(lows):
        told = (
            (low == "behind" and _is_deed_after(sentence, at + 1))
            or (low == "responsible" and _is_of_deed(sentence, at + 1))
            or (low == "blame" and lows[at - 1] == "to")
            or (low in _SUSPECTS and not _CHIEF.isdisjoint(lows[max(0, at - 2) : at]))
        )
        verb = _verb_before(sentence, at) if told else None
        denied = verb is not None and not _NOT.isdisjoint(lows[verb:at])
        if verb is not None and not denied and not is_nobody(sentence, verb):
            yield Mark("guilt", "", verb, at + 1)


def is_nobody(sentence: Sentence, verb: int) -> bool:
    """As in "no group said it was behind it", "who was responsible": nobody is named."""
    before = sentence.lows[max(0, verb - _FARTHEST_NOBODY) : verb]
    return not _NO.isdisjoint(before) and "doubt" not in before


def _verb_before(sentence: Sentence, at: int) -> int | None:
    """Where "was", "were most likely", "is the main" begins."""
    light = closed("adverb", "determiner") | _CHIEF | {"to", "most", "very", "directly"}
    while sentence.low(at - 1) in light or sentence.low(at - 1).endswith("ly"):
        at -= 1
    if sentence.low(at - 1) not in closed("be"):
        return None
    return back_over(sentence, at, closed("be", "have", "adverb"))


def _is_of_deed(sentence: Sentence, at: int) -> bool:
    """As in "responsible", "responsible for the deaths", and not "for the roads"."""
    if sentence.low(at) in _CLAUSE_ENDS:
        return True
    return sentence.low(at) == "for" and _is_deed_after(sentence, at + 1)


def _is_deed_after(sentence: Sentence, at: int) -> bool:
    if sentence.low(at) in _IT:
        return True
    return any(at <= mark.first < at + _REACH for mark in sentence.of(*_DEEDS))
