"""Words to dates: days, periods and clock times a text names, as intervals seen from an anchor.

The anchor is the day of publication. A weekday is the most recent such day, the anchor's own
included; a day and month without a year are the latest such day not more than a week after the
anchor. Without an anchor such words stay unresolved, and keep what they do say. What it cannot
tell: whether "on Monday" is meant ahead ("will meet on Monday"), and which of several days a
sentence's event fell on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from llm_extract.records.when_where import When
from llm_extract.when import foreign, patterns, stretches
from llm_extract.when.pieces import DIGITS, Anchor, Kind, Reading, Way
from llm_extract.when.vocabulary import WEEKDAY_NAMES

__all__ = ["FoundDate", "find_dates"]

# What may stand between the parts of one date: "Saturday, Jan. 31", "around 3 a.m. on Saturday".
_JOINT = re.compile(
    r"(?:,?\s{1,3}(?:local time\s{1,3})?(?:on|at|around|about)?(?:\s{1,3}(?:around|about))?\s{0,3}"
    r"|,?\s{0,3}\()?",
)

_VERB = re.compile(r"\b(?:may|march|mar|sat|sun|wed)\b")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where its words stand; offsets are half-open.

    A clock time with no day beside it is unresolved and has its `when.clock` set.

    `is_past_period` marks background: a month or year over before the anchor's month, "in recent
    years", "since 2011", "over the past two years".
    """

    when: When
    start: int
    end: int
    is_past_period: bool = False


def find_dates(text: str, anchor: date | None) -> tuple[FoundDate, ...]:
    """Every date, period and clock time in `text`, in order, without overlaps.

    >>> [str(found.when) for found in find_dates("Guards fled early Saturday.", date(2026, 2, 1))]
    ['31 January 2026']
    """
    lower = _lower(text)
    meant = (read for read in _readings(lower, anchor) if _is_meant(text, read))
    ordered = sorted(meant, key=lambda read: (read.start, -read.end))
    return tuple(_found(text, read) for read in _joined(lower, _apart(ordered)))


def _by_lead() -> dict[str, tuple[Way, ...]]:
    found: dict[str, tuple[Way, ...]] = {}
    for way in (*stretches.WAYS, *patterns.WAYS, *foreign.WAYS):
        for lead in way.leads:
            found[lead] = (*found.get(lead, ()), way)
    return found


# Most words of a text begin no date: an expression is tried only where one of its words stands.
_BY_LEAD = _by_lead()
_WORD = re.compile(r"\w+")


def _readings(text: str, anchor: Anchor) -> Iterator[Reading]:
    """Every reading of every way, overlaps included; `text` is in lower case."""
    for word in _WORD.finditer(text):
        lead = word[0]
        for way in _BY_LEAD.get(DIGITS if lead[0].isdigit() else lead, ()):
            found = way.expression.match(text, word.start())
            if found and (reading := way.read(found, anchor)) is not None:
                yield reading


def _lower(text: str) -> str:
    """Lower case of the same length: a few letters grow when lowered, and are left as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _apart(ordered: Iterable[Reading]) -> Iterator[Reading]:
    """The first and longest of those that overlap."""
    end = 0
    for read in ordered:
        if read.start >= end:
            yield read
            end = read.end


def _is_meant(text: str, read: Reading) -> bool:
    """Whether "may" and "march" are months here, not verbs: a month has a capital or a year."""
    words = text[read.start : read.end]
    return _VERB.search(words) is None or _YEAR.search(words) is not None


def _joined(text: str, apart: Iterable[Reading]) -> Iterator[Reading]:
    """Parts of one date put together: a weekday and its date, a day and its hour."""
    held: Reading | None = None
    for read in apart:
        joined = _join(held, read) if held and _touches(text, held, read) else None
        if held and joined is None:
            yield held
        held = joined or read
    if held:
        yield held


def _touches(text: str, one: Reading, two: Reading) -> bool:
    return _JOINT.fullmatch(text, one.end, two.start) is not None


def _join(one: Reading, two: Reading) -> Reading | None:
    kinds = {one.kind, two.kind}
    if kinds == {Kind.WEEKDAY, Kind.DATE}:
        named, dated = (one, two) if one.kind is Kind.WEEKDAY else (two, one)
        joined = _named(named, dated)
    elif Kind.CLOCK in kinds and kinds & {Kind.WEEKDAY, Kind.DATE}:
        hour, day = (one, two) if one.kind is Kind.CLOCK else (two, one)
        if day.clock is not None:
            return None
        joined = replace(day, clock=hour.clock)
    else:
        return None
    return replace(joined, start=one.start, end=two.end)


def _named(named: Reading, dated: Reading) -> Reading:
    """A date with the day name beside it."""
    if dated.interval is None:
        return replace(named, kind=Kind.DATE, conflict=dated.conflict)
    return replace(dated, weekday=named.weekday, conflict=_mismatch(named, dated))


def _mismatch(named: Reading, dated: Reading) -> str | None:
    """What does not fit between a day name and the date beside it."""
    if dated.interval is None or named.weekday is None or dated.interval[0] != dated.interval[1]:
        return None
    day = dated.interval[0]
    if day.isoweekday() == named.weekday:
        return None
    said, is_really = WEEKDAY_NAMES[named.weekday], WEEKDAY_NAMES[day.isoweekday()]
    return f"{said} is named, but {day:%-d %B %Y} is a {is_really}"


def _found(text: str, read: Reading) -> FoundDate:
    first, last = read.interval or (None, None)
    when = When(
        verbatim=text[read.start : read.end],
        start=first,
        end=last,
        precision=read.precision,
        weekday=read.weekday,
        clock=read.clock,
        conflict=read.conflict,
    )
    return FoundDate(when, read.start, read.end, read.is_past)
