"""Figures of other times or of a wider count, and the words that say what they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.records.when_where import DatePrecision
from llm_extract.when import FoundDate

_BEFORE_PERIOD = 7
_FARTHEST_DEED = 3
_TO_ITS_DAY = 10
_LONG_AGO_DAYS = 400
_SEVERAL = 2
# The place of a period that an earlier sentence of the paragraph set.
_CARRIED = -1
_RELATIVES = frozenset(("that", "which", "who"))
_CUTS = frozenset(("while", "whereas", "but"))
# "The nine-year civil war", "a decades-long insurgency".
_LONG_STRIFE = re.compile(
    r"\b(?:[^\W_]+-(?:year|decade)(?:-old|-long)?|(?:years|decades?)-long)\s(?:[^\W\d_-]+\s)?"
    r"(?:war|conflict|insurgency|rebellion|uprising)\b",
    re.IGNORECASE,
)
_WIDER_PERIODS = frozenset({DatePrecision.YEAR, DatePrecision.MONTH})


@dataclass(frozen=True, slots=True)
class _Period:
    """Words for another time, and whether they open a run of statistics."""

    words: str
    at: int
    statistics: bool
    dated: bool = True


class Background:
    """Tells, for a finding, what other time or deed it is about; None for what is reported."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        # A day that comes up again and again is the one the report is about, however long ago.
        self._days = [day.when.start for sentence in scene.sentences for day in sentence.dates]
        self._periods: dict[int, tuple[_Period, ...]] = {}
        carried: _Period | None = None
        for sentence in scene.sentences:
            if scene.paragraph(sentence)[0] is sentence or self._current_days(sentence):
                carried = None
            found = (*_periods(sentence), *self._long_ago(sentence))
            if carried is not None and not any(period.dated for period in found):
                found = (replace(carried, at=_CARRIED), *found)
            carried = next((p for p in found if p.statistics), carried)
            self._periods[sentence.index] = found

    def about(self, finding: Finding) -> str | None:
        """The words that say what the figure refers to, where it is not this event."""
        sentence = finding.sentence
        at = sentence.at(finding.start)
        deed = _earlier_deed(sentence, at)
        if deed is not None:
            return deed
        periods = [p for p in self._periods[sentence.index] if _same_clause(sentence, at, p.at)]
        if finding.value.field == "responsibility":
            periods = [p for p in periods if not _tells_of_doer(sentence, at, p.at)]
        if not periods:
            return None
        nearest = min(periods, key=lambda period: (not period.dated, abs(period.at - at)))
        days = [sentence.at(day.start) for day in self._current_days(sentence)]
        if nearest.words.casefold().startswith("since"):
            # "Since the start of the campaign on 1 May": the day is when that began.
            days = [day for day in days if not 0 < day - nearest.at <= _TO_ITS_DAY]
        if any(abs(day - at) <= abs(nearest.at - at) for day in days):
            return None
        return nearest.words

    def _current_days(self, sentence: Sentence) -> list[FoundDate]:
        return [
            found
            for found in sentence.dates
            if not found.is_past_period
            and not self._is_long_ago(found)
            and (found.when.weekday is not None or found.when.precision is DatePrecision.DAY)
        ]

    def _long_ago(self, sentence: Sentence) -> Iterator[_Period]:
        """As in "on Nov. 5, 2009, he killed 12", told years later: another deed."""
        for found in sentence.dates:
            if self._is_long_ago(found):
                at = sentence.at(found.start)
                yield _Period(found.when.verbatim, at, statistics=False)

    def _is_long_ago(self, found: FoundDate) -> bool:
        start, seen_from = found.when.start, self._scene.anchor
        if start is None or seen_from is None or found.when.precision is not DatePrecision.DAY:
            return False
        often = self._days.count(start) > _SEVERAL
        return not often and (seen_from - start).days > _LONG_AGO_DAYS


def _periods(sentence: Sentence) -> Iterator[_Period]:
    for found in sentence.dates:
        at = sentence.at(found.start)
        wide = found.when.precision in _WIDER_PERIODS and not found.is_past_period
        compared = _is_comparison(sentence, at) and not _tells_of_it(sentence, found)
        if (found.is_past_period or wide) and not compared:
            of_year = found.when.precision is DatePrecision.YEAR
            yield _Period(found.when.verbatim, at, statistics=wide or of_year)
    for first, words in _other_times(sentence):
        if not _is_comparison(sentence, first):
            yield _Period(words, first, statistics=False)
    for mark in sentence.of("statistics"):
        words = sentence.said(mark.first, mark.last)
        yield _Period(words, mark.first, statistics=True, dated=False)


def _tells_of_it(sentence: Sentence, found: FoundDate) -> bool:
    """As in "the worst since May 2019, when 51 were killed": what follows is of that time."""
    at = sentence.at(found.end)
    return sentence.low(at) == "," and sentence.low(at + 1) in ("when", "in", "during")


def _other_times(sentence: Sentence) -> Iterator[tuple[int, str]]:
    for mark in sentence.of("other_time"):
        yield mark.first, sentence.said(mark.first, mark.last)
    for found in _LONG_STRIFE.finditer(sentence.text):
        yield sentence.at(sentence.start + found.start()), found.group()


def _same_clause(sentence: Sentence, at: int, period: int) -> bool:
    """Whether no "while" or "but" parts the figure from the words for another time."""
    if period == _CARRIED:
        return True
    first, last = sorted((at, period))
    return not _CUTS & set(sentence.lows[first + 1 : last])


def _tells_of_doer(sentence: Sentence, at: int, period: int) -> bool:
    """As in "blamed the Front, a group that has fought since 2007": its history, no other deed."""
    return not _RELATIVES.isdisjoint(sentence.lows[at:period])


def _is_comparison(sentence: Sentence, at: int) -> bool:
    """As in "one of the worst days in recent years", "the highest since": no time of a figure.

    "At least 300 were killed last year" compares nothing: it bounds its figure.
    """
    lows, first = sentence.lows, max(0, at - _BEFORE_PERIOD)
    ranks = (
        lows[i] in closed("superlative") and lows[i - 1 : i] != ("at",)
        for i in range(first, min(at + 1, len(lows)))
    )
    return any(ranks)


def _earlier_deed(sentence: Sentence, at: int) -> str | None:
    """As in "recent operations in which over 20 were killed": a deed before this one."""
    for earlier in sentence.of("earlier"):
        for deed in sentence.of("earlier_deed"):
            if not 0 <= deed.first - earlier.last <= _FARTHEST_DEED or deed.last > at:
                continue
            if sentence.begins(deed.last, "deed_clause"):
                return sentence.said(earlier.first, deed.last)
    return None
