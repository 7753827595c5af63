"""Fighting that goes on as the report is written: "clashes were ongoing", "gunfire continued".

A noun for fighting and a word for going on make it, wherever each stands; a word for how long or
until when unmakes it, for then it ended.
"""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Outcome, Result

_REACH = 6
_LONGEST_SPELL = 4
_ENDS = frozenset(("until", "till", "for", "before"))
# What is searched and cleared away goes on after the fighting.
_AFTERMATH = frozenset(
    "search rescue relief recovery investigation investigations inquiry efforts aid clean-up"
    " follow-up humanitarian evacuation evacuations identification demolition salvage".split()
)
_PAST = frozenset(("last", "ago", "previous", "previously", "years", "decades", "months", "weeks"))


def find_ongoing(sentence: Sentence) -> Iterator[Finding]:
    """Each statement that fighting goes on; of the shots and blasts themselves, what goes on."""
    if sentence.headline or not _PAST.isdisjoint(sentence.lows):
        return
    for noun in sentence.of("fighting"):
        verb = _goes_on(sentence, noun)
        if verb is None or _is_aftermath(sentence, noun):
            continue
        first, last = min(noun.first, verb.first), max(noun.last, verb.last)
        of = None if noun.value == "whole" else _said(sentence, noun)
        start, end = sentence.offsets(first, last)
        yield Finding(Outcome(result=Result.ONGOING, of=of), sentence, start, end)
        return


def _goes_on(sentence: Sentence, noun: Mark) -> Mark | None:
    """The words that say so: after the noun, or "still" before it ("there were still clashes")."""
    for verb in sentence.of("goes_on"):
        near = 0 <= verb.first - noun.last <= _REACH and _is_subject(sentence, noun, verb)
        before = verb.value == "still" and 0 <= noun.first - verb.last < _REACH
        if (near or before) and not _ends(sentence, verb):
            return verb
    return None


def _is_subject(sentence: Sentence, noun: Mark, verb: Mark) -> bool:
    """Whether no other clause begins in between: "clashes in which shelling continued"."""
    between = sentence.lows[noun.last : verb.first]
    return not any(low in closed("subordinator") or low in (",", ";", "and") for low in between)


def _ends(sentence: Sentence, verb: Mark) -> bool:
    """As in "continued until dawn", "continued for two hours"; "had not ended" goes on."""
    after = sentence.lows[verb.last : verb.last + _LONGEST_SPELL]
    return verb.value == "bounded" and not _ENDS.isdisjoint(after[:1])


def _is_aftermath(sentence: Sentence, noun: Mark) -> bool:
    near = sentence.lows[max(0, noun.first - 2) : noun.last + 2]
    return not _AFTERMATH.isdisjoint(near)


def _said(sentence: Sentence, noun: Mark) -> str:
    """As in "gunfire and blasts": the noun with the one joined before it."""
    first = noun.first
    joined = sentence.low(first - 1) == "and"
    before = [m for m in sentence.of("fighting", "tactic") if m.last == first - 1] if joined else []
    return sentence.said(before[0].first if before else first, noun.last)
