"""Whether a report tells of a deed of these days, and not only of old, feared or usual ones.

A deed is real where nothing like "might" or "if" stands before it, and of these days where no old
date is the nearest in its part of the sentence. What an old date opens goes on to the sentences
after it, until a day of these days is named. A report with no real deed of these days is about a
court, a book, an anniversary or a forecast; its figures are background.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.records.when_where import DatePrecision
from llm_extract.when import FoundDate

# From how long before the report a day is one of another time.
_OLD = timedelta(days=365)
_SEVERAL = 2
_VERBS = ("past", "active", "dying", "state", "body", "harm", "loss", "assails", "toll")
_NOUNS = ("tactic", "deeds")
_BEFORE = 6
_UNREAL = frozenset(
    "could might may would will should must can shall cannot if whether unless threatened threaten"
    " threatens warned warns feared risk plotted planned plan intends intend rehearse".split()
)
# Bare verbs, which tell what somebody does, may do or is to do.
_BARE = frozenset(
    "kill kills abduct abducts kidnap kidnaps capture captures wound wounds injure injures ambush"
    " ambushes burn burns detain detains arrest arrests attack attacks murder bomb raid"
    " storm".split()
)
_HARM = frozenset("killed injured killed_or_injured captured neutralised x".split())
_CUTS = frozenset((",", ";", ":", "–", "—", "-", "but"))
_RELATIVES = frozenset("who which that where when whose".split())
_STRIFE = frozenset(("war", "conflict", "insurgency", "rebellion"))
_CENTURIES_AGO = re.compile(r"1[0-8]\d\d")
_AGO = frozenset("years decade decades century centuries".split())
_OF_DAYS = frozenset({DatePrecision.DAY, DatePrecision.DAYS})
_OTHER = ("other_time", "statistics")


class News:
    """One report, asked for its real deeds of these days."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        # A day that comes up again and again is the one the report is about, however long ago.
        self._days = [day.when.start for sentence in scene.sentences for day in sentence.dates]
        self._carried: dict[int, str] = {}
        carried: str | None = None
        for sentence in scene.sentences:
            if any(self._is_fresh(day) for day in sentence.dates):
                carried = None
            if carried is not None:
                self._carried[sentence.index] = carried
            old = [words for _, words in self._old_dates(sentence)]
            if old and not any(True for _ in self.told(sentence)):
                carried = old[-1]

    @cached_property
    def is_told(self) -> bool:
        """Whether some deed of the text is real and of these days, or none is of other times."""
        text = self._scene.sentences
        if any(True for sentence in text for _ in self.told(sentence)):
            return True
        return not any(_harms(mark) for sentence in text for mark in sentence.of(*_VERBS))

    def about(self, sentence: Sentence) -> str | None:
        """The words for the other time that a sentence is about."""
        old = [words for _, words in self._old_dates(sentence)]
        return old[-1] if old else self._carried.get(sentence.index)

    # ------------------------------------------------------------ one sentence

    def is_dated(self, sentence: Sentence) -> bool:
        """Whether it names a day of these days."""
        return any(self._is_fresh(day) for day in sentence.dates)

    def told(self, sentence: Sentence) -> Iterator[Mark]:
        """The real deeds of these days: by a verb, or by a noun in the lead or with its day."""
        opens = sentence is self._scene.lead or self.is_dated(sentence)
        for mark in sentence.of(*_VERBS, *(_NOUNS if opens else ())):
            low = sentence.low(mark.first)
            # "Deep wounds" are had, "burn the mill" is done.
            had = mark.kind == "harm" and (low.endswith("s") or low not in _BARE)
            noun = had or sentence.low(mark.first - 1) in closed("determiner")
            if (low in _BARE and not noun) or not _harms(mark):
                continue
            if _is_real(sentence, mark) and not self._is_old(sentence, mark):
                yield mark

    def _is_old(self, sentence: Sentence, mark: Mark) -> bool:
        """Whether the nearest date in its part of the sentence is an old one."""
        old = [at for at, _ in self._old_dates(sentence)]
        fresh = [sentence.at(day.start) for day in sentence.dates if self._is_fresh(day)]
        if not fresh and not old:
            return sentence.index in self._carried
        first, last = _part(sentence, mark)
        # "In 2019, gunmen killed nine": what opens a sentence holds for the whole of it.
        near_old = [
            abs(at - mark.first) for at in old if first <= at < last or _opens(sentence, at)
        ]
        near_fresh = [abs(at - mark.first) for at in fresh if first <= at < last]
        if not near_old:
            # "They have fought since 2016 in a war in which 12,000 were killed."
            return bool(old) and not fresh and not _STRIFE.isdisjoint(sentence.lows[: mark.first])
        return not near_fresh or min(near_old) < min(near_fresh)

    def _old_dates(self, sentence: Sentence) -> Iterator[tuple[int, str]]:
        """Where words for another time stand: "in 2019", "three years ago", "last year"."""
        for day in sentence.dates:
            if self._is_of_old(day):
                yield sentence.at(day.start), day.when.verbatim
        for at, low in enumerate(sentence.lows):
            if (
                low[0] == "1"
                and _CENTURIES_AGO.fullmatch(low)
                and sentence.low(at - 1) in closed("preposition")
            ):
                yield at, sentence.words[at].text
        for mark in sentence.of(*_OTHER):
            if not _AGO.isdisjoint(sentence.lows[mark.first : mark.last]):
                yield mark.first, sentence.said(mark.first, mark.last)

    def _is_of_old(self, day: FoundDate) -> bool:
        anchor, end = self._scene.anchor, day.when.end
        if anchor is None or end is None:
            return day.is_past_period
        said = day.when.verbatim.casefold()
        if day.is_past_period and said.startswith("since"):
            return True
        if day.when.precision is DatePrecision.YEAR and any(map(str.isdigit, said)):
            return end.year < anchor.year
        often = self._days.count(day.when.start) > _SEVERAL
        return anchor - end > _OLD and not often

    def _is_fresh(self, day: FoundDate) -> bool:
        told = day.when.weekday is not None or day.when.precision in _OF_DAYS
        return told and not self._is_of_old(day)


def _harms(mark: Mark) -> bool:
    """Whether words tell that somebody was killed, hurt or taken, or something attacked."""
    return mark.kind in _NOUNS or mark.value in _HARM


def _is_real(sentence: Sentence, mark: Mark) -> bool:
    """Whether it is told as done: "may have died" is, "may die" and "if they attack" are not."""
    before = sentence.lows[max(0, mark.first - _BEFORE) : mark.first]
    for at, low in enumerate(before):
        if low in _UNREAL and "have" not in before[at:] and "said" not in before[at:]:
            return False
    # "To kill", "must decide whether to storm".
    return before[-1:] != ("to",)


def _part(sentence: Sentence, mark: Mark) -> tuple[int, int]:
    """The part of a sentence between commas, or from "who" on, in which a word stands."""
    first = mark.first
    while first and sentence.low(first - 1) not in _CUTS and sentence.low(first) not in _RELATIVES:
        first -= 1
    if sentence.low(first - 1) == "," and sentence.low(first).endswith("ing"):
        # "Overran the town in 2026, killing the mayor": one deed.
        first -= 2
        while first and sentence.low(first - 1) not in _CUTS:
            first -= 1
    last = mark.last
    while last < len(sentence.words) and sentence.low(last) not in _CUTS:
        last += 1
    return first, last


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a date stands at the head of a sentence: "In June 2019, "."""
    return at <= 1 or (at == 2 and sentence.low(0) in closed("preposition"))  # noqa: PLR2004 - "in the 1990s"
