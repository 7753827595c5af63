"""At what time of day it began: "around 4 a.m.", "early on Saturday", "shortly before dawn"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.records.article import Span
from llm_extract.records.claims import Effect, Timing
from llm_extract.records.when_where import Onset, PartOfDay, When

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NEAR = r"(?:(?:shortly|just|soon|right)\s)?(?:before|after|at|around|about|near|towards?)\s"
_PARTS = {
    PartOfDay.EARLY: (
        rf"(?:in\s)?the\s(?:early|small|pre-dawn)\shours(?:\sof\s(?:{_WEEKDAY})(?:\smorning)?)?"
        r"|(?:(?:shortly|just|soon|right)\s)?after\smidnight"
        r"|(?:(?:shortly|just|well)\s)?before\s(?:dawn|daybreak|sunrise|first\slight)|pre-dawn"
        rf"|(?:very\s)?early\s(?:on\s)?{_WEEKDAY}(?!\s(?:morning|afternoon|evening|night))"
    ),
    PartOfDay.DAWN: rf"{_NEAR}(?:dawn|daybreak|sunrise|first\slight)",
    PartOfDay.MIDDAY: rf"{_NEAR}(?:noon|midday|noontime|lunchtime)",
    PartOfDay.EVENING: (
        rf"{_NEAR}(?:dusk|sunset|sundown|nightfall)|(?:as|when)\s(?:night|darkness)\sfell"
    ),
    PartOfDay.NIGHT: (
        rf"{_NEAR}midnight|overnight|(?:during|in|at|by|through)\s(?:the\s)?night"
        r"|under\s(?:the\s)?cover\sof\s(?:darkness|night)|after\sdark"
        rf"|late\s(?:on\s)?{_WEEKDAY}(?!\s(?:morning|afternoon|evening|night))"
    ),
}
_OF_DAY = (
    r"(?:(?:at|about|around)\s\w+(?:\so['’]clock)?\s(?=in\sthe))?"
    rf"(?:(?:early|late)\s)?(?:(?:on\s)?(?:{_WEEKDAY})|on\sthe|in\sthe|that|this|yesterday|last)\s"
    r"(?:early\s|late\s|mid-?)?(?P<named>morning|afternoon|evening|night)"
    r"(?:\sof\s\w+\s?\w*)?"
)
_WORDS = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{part}>{words})" for part, words in _PARTS.items())
    + rf"|{_OF_DAY})\b",
    re.IGNORECASE,
)
# One of these stands in all such words.
_TELLING = frozenset(
    "hours midnight dawn daybreak sunrise light pre-dawn noon midday noontime lunchtime dusk sunset"
    " sundown nightfall night darkness dark overnight early late morning afternoon evening".split()
)
# What may stand before an hour and belongs to its words.
_BEFORE_HOUR = re.compile(
    r"(?:(?:shortly|just|soon|some time)\s)?(?:at\s)?(?:before|after|at|around|about)\s$",
    re.IGNORECASE,
)
_UNTIL = frozenset(
    "until till since ended ending continued continuing lasted lasting through by from".split()
)
_REACH_BACK = 3
_GOES_ON = frozenset("continued continue continues continuing still ongoing".split())
_REACH_ON = 10
# What is held at an hour of its own.
_LATER = frozenset(
    "found buried brought recovered discovered admitted shown gathered visited toured".split()
)
_HELD = frozenset("vigil funeral funerals burial memorial ceremony rally meeting session".split())
_BEGINS = frozenset("began begun start started erupted beginning starting".split())
_WHOLE = closed("deeds") | {"violence", "unrest", "bloodshed", "operation"}
_WHEREABOUTS = frozenset(("in", "at", "near"))
# "Today at about 0940 hours": the day is told by its date.
_DAY = re.compile(
    r"(?:today|yesterday|tomorrow|tonight)\s+(?=(?:at|around|about|before|after)\s)", re.IGNORECASE
)
# An hour of the clock from which each part of a day runs.
_FROM = (
    (22, PartOfDay.NIGHT), (18, PartOfDay.EVENING), (13, PartOfDay.AFTERNOON),
    (12, PartOfDay.MIDDAY), (6, PartOfDay.MORNING), (5, PartOfDay.DAWN), (0, PartOfDay.EARLY),
)  # fmt: skip
_HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED})


def find_onsets(scene: Scene) -> Iterator[tuple[Finding, Onset]]:
    """The times of day of deeds, those of sentences that tell of a beginning first.

    Each comes with a finding, by which its town is told as that of any other fact.
    """
    told = [found for sentence in scene.sentences for found in _in_sentence(sentence)]
    for begins in (True, False):
        for onset, sentence in told:
            if _BEGINS.isdisjoint(sentence.lows) is not begins:
                timing = Timing(when=When(verbatim=onset.words, clock=onset.clock))
                yield Finding(timing, sentence, onset.span.start, onset.span.end), onset


def with_place(timing: Finding, onset: Onset) -> Onset:
    """As in "around 4 a.m. in Tavo": where it all began, for the whole of which that is a part."""
    sentence = timing.sentence
    after = sentence.at(onset.span.end)
    town = next((p for p in sentence.places if sentence.at(p.start) >= after), None)
    if town is None or sentence.low(after) not in _WHEREABOUTS:
        return onset
    span = Span(start=onset.span.start, end=town.end)
    words = sentence.text[span.start - sentence.start : span.end - sentence.start]
    return onset.model_copy(update={"words": words, "span": span})


def begins_whole(timing: Finding) -> bool:
    """Whether it is the beginning of it all: "the violence began", "the raids began"."""
    sentence = timing.sentence
    return any(
        sentence.low(at) in _BEGINS and sentence.low(at - 1) in _WHOLE
        for at in range(1, len(sentence.words))
    )


def _in_sentence(sentence: Sentence) -> Iterator[tuple[Onset, Sentence]]:
    if sentence.headline or not sentence.of("attack", "tactic", "past", "active"):
        return
    for onset in (*_hours(sentence), *_parts(sentence)):
        if _is_of_deed(sentence, onset):
            yield onset, sentence
            return


def _hours(sentence: Sentence) -> Iterator[Onset]:
    for found in sentence.dates:
        if found.when.clock is not None:
            before = _BEFORE_HOUR.search(sentence.text, 0, found.start - sentence.start)
            start = sentence.start + before.start() if before else found.start
            day = _DAY.match(sentence.text, start - sentence.start)
            start = sentence.start + day.end() if day else start
            yield _onset(sentence, start, found.end, _part_of(found.when.clock), found.when.clock)


def _part_of(clock: time) -> PartOfDay:
    return next(part for hour, part in _FROM if clock.hour >= hour)


def _parts(sentence: Sentence) -> Iterator[Onset]:
    if _TELLING.isdisjoint(sentence.lows):
        return
    for found in _WORDS.finditer(sentence.text):
        start, end = (sentence.start + at for at in found.span())
        part = found["named"] or found.lastgroup or ""
        yield _onset(sentence, start, end, PartOfDay(part.lower()), None)


def _onset(sentence: Sentence, start: int, end: int, part: PartOfDay, clock: time | None) -> Onset:
    words = sentence.text[start - sentence.start : end - sentence.start]
    return Onset(words=words, span=Span(start=start, end=end), part=part, clock=clock)


def _is_of_deed(sentence: Sentence, onset: Onset) -> bool:
    """Whether the deed nearest to the words is a blow, and not an arrest, a death or a telling."""
    at = sentence.at(onset.span.start)
    before = sentence.lows[max(0, at - _REACH_BACK) : at]
    after = sentence.lows[at : at + _REACH_ON]
    if not (_UNTIL | _LATER).isdisjoint(before) or any(low in closed("say") for low in before):
        return False
    if not _GOES_ON.isdisjoint(after) or not _HELD.isdisjoint(sentence.lows[:at]):
        return False
    near = sentence.of("attack", "tactic", "past", "active", "dying", "response")
    nearest = min(near, key=lambda mark: _distance(mark, at))
    return nearest.kind in ("attack", "tactic") or nearest.value in _HARM


def _distance(mark: Mark, at: int) -> int:
    return at - mark.last if mark.last <= at else mark.first - at
