"""Figures refused: "declined to comment on casualties", "rejected these figures"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.attribution import Manner, Voices
from llm_extract.extractors.rules.finding import Finding
from llm_extract.extractors.rules.scene import Sentence
from llm_extract.records.claims import Effect, Group, Stance, Toll, Value
from llm_extract.records.counts import Count, CountKind

_STANCES = {Manner.DECLINES: Stance.DECLINES, Manner.WITHHOLDS: Stance.CANNOT_CONFIRM}


def find_withheld(sentence: Sentence, voices: Voices) -> Iterator[Finding]:
    """A toll of unknown size, by whoever will not or cannot give it."""
    for frame in voices.frames:
        stance = _STANCES.get(frame.manner)
        topics = [mark for mark in sentence.of("casualty_topic") if mark.first >= frame.at]
        if stance is not None and topics:
            words = (frame.at, topics[-1].last)
            yield Finding(_unknown(sentence, *words), sentence, *sentence.offsets(*words), stance)
    for mark in sentence.of("unknown_toll"):
        words = (mark.first, mark.last)
        yield Finding(
            _unknown(sentence, *words), sentence, *sentence.offsets(*words), Stance.CANNOT_CONFIRM
        )


def _unknown(sentence: Sentence, first: int, last: int) -> Value:
    count = Count(kind=CountKind.UNKNOWN, verbatim=sentence.said(first, last))
    return Toll(group=Group.EVERYONE, effect=Effect.KILLED_OR_INJURED, count=count)


def find_rejections(
    sentence: Sentence, voices: Voices, said_before: Sequence[Finding]
) -> Iterator[Finding]:
    """As in "rejected these figures": each figure of the sentence before, denied."""
    rejects = [frame for frame in voices.frames if frame.manner is Manner.REJECTS]
    back = sentence.of("refers_back")
    if not rejects or not back:
        return
    start, end = sentence.offsets(back[0].first, back[0].last)
    for finding in said_before:
        if finding.value.field in ("toll", "extent") and finding.stance is Stance.ASSERTS:
            yield Finding(finding.value, sentence, start, end, Stance.DENIES)
