"""When it happened: days that stand in a sentence about the deed, and not about its telling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.reading.steps import past
from llm_extract.records.claims import Effect, Evidentiality, Timing
from llm_extract.records.when_where import DatePrecision
from llm_extract.when import FoundDate

_OPENING_SENTENCES = 5
_TELLINGS = frozenset("statement briefing conference interview release bulletin broadcast".split())
# What is done to a toll on a day that is not that of the deed.
_COUNTINGS = frozenset("doubled raised lowered revised put gave updated corrected".split())
# Opens the record of somebody's deeds before this one.
_OF_EARLIER = frozenset("responsible behind involved wanted masterminded linked".split())
_FARTHEST_DEED = 12
_FARTHEST_SINCE = 12
_AFTERMATH = frozenset({Effect.RESCUED, Effect.DISPLACED})
_DAYS = frozenset({DatePrecision.DAY, DatePrecision.DAYS})


def find_timings(scene: Scene) -> Iterator[Finding]:
    """The days of the deed; where none is told, as inferred, the day it set out or was announced.

    "A patrol searched a compound last night. It detained two men": the day that opens the report is
    that of the deed which follows.
    """
    body = [sentence for sentence in scene.sentences if not sentence.headline]
    told: list[Finding] = []
    setting: list[Finding] = []
    direct = False
    for nth, sentence in enumerate(body):
        opening = nth < _OPENING_SENTENCES
        of_deed = _is_of_deed(sentence, opening=opening)
        if not of_deed and not opening:
            continue
        for found in sentence.dates:
            if not _is_day(found) or _is_of_other_deed(sentence, found) or _is_ahead(scene, found):
                continue
            timing = Finding(Timing(when=found.when), sentence, found.start, found.end)
            if not of_deed:
                setting.append(timing)
            elif _is_of_telling(sentence, found):
                told.append(timing)
            else:
                direct = True
                yield timing
    if not direct:
        yield from (_inferred(timing) for timing in [*setting, *told][:1])


def _inferred(timing: Finding) -> Finding:
    return replace(timing, evidentiality=Evidentiality.INFERRED)


def _is_day(found: FoundDate) -> bool:
    if found.is_past_period:
        return False
    when = found.when
    return when.weekday is not None or when.precision in _DAYS


def _is_ahead(scene: Scene, found: FoundDate) -> bool:
    """As in "will be buried tomorrow": what is still to come when the report is written."""
    start, today = found.when.start, scene.anchor
    return start is not None and today is not None and start > today


def _is_of_deed(sentence: Sentence, *, opening: bool) -> bool:
    if sentence.of("retracted"):
        return False
    suffered = sentence.of("past", "active", "dying", "loss")
    # The day of a rescue or a return is not the day of the deed.
    if suffered:
        return any(mark.value not in _AFTERMATH for mark in suffered)
    return opening and bool(sentence.of("attack", "series"))


def _is_of_other_deed(sentence: Sentence, found: FoundDate) -> bool:
    """As in "the man behind an attack on May 3 was detained": an earlier deed of the sufferer's."""
    at = sentence.at(found.start)
    # "Since the talks broke down on May 3": when a longer time began.
    if "since" in sentence.lows[max(0, at - _FARTHEST_SINCE) : at]:
        return True
    suffered = {mark.last - 1 for mark in sentence.of("past", "active", "dying", "loss")}
    for back in range(at - 1, max(at - _FARTHEST_DEED, 0), -1):
        if back in suffered:
            return False
        if sentence.low(back) in _OF_EARLIER:
            return True
    return False


def _is_of_telling(sentence: Sentence, found: FoundDate) -> bool:
    """As in "announced on Saturday that", "police said Sunday"."""
    at = sentence.at(found.start) - 1
    while sentence.low(at) in ("on", "early", "late", ",") or sentence.low(at) in closed("adverb"):
        at -= 1
    if sentence.low(at) in closed("say") or sentence.low(at) in _TELLINGS:
        return True
    # "The ministry on Saturday said": the verb may stand behind the day.
    after = past(sentence, sentence.at(found.end), closed("adverb"))
    return sentence.low(after) in closed("say") or sentence.low(after) in _COUNTINGS
