"""Each way English names a day, an hour or a period: a pattern, and the reading of its groups.

The patterns run over the text in lower case; capitals are looked up where they matter ("May").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum, auto

from llm_extract.records.when_where import DatePrecision
from llm_extract.when import days
from llm_extract.when.vocabulary import (
    FOREIGN_MONTHS,
    MONTH_NAMES,
    MONTHS,
    NUMBERS,
    UNITS,
    WEEKDAYS,
    one_of,
)


class Kind(Enum):
    """What the words name: only a weekday and a date, or a date and an hour, can be joined."""

    DATE = auto()
    WEEKDAY = auto()
    CLOCK = auto()
    PERIOD = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one stretch of text says; `interval` is None where no calendar day follows from it.

    `other_years` are the same day in the years around, where no year is named and the year taken
    is far from the anchor: a day name beside it may tell which is meant.
    """

    kind: Kind
    start: int
    end: int
    interval: days.Interval | None = None
    precision: DatePrecision = DatePrecision.UNRESOLVED
    weekday: int | None = None
    clock: time | None = None
    conflict: str | None = None
    is_past: bool = False
    other_years: tuple[date, ...] = ()


Found = re.Match[str]
Anchor = date | None

_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_D2 = r"(?P<until>\d{1,2})(?:st|nd|rd|th)?"
_M = rf"(?P<month>{one_of(MONTH_NAMES)}|(?:{one_of(MONTHS)})\b\.?)(?!\w)"
_Y4 = r"(?P<year>(?:19|20)\d\d)(?![\d,.]?\d)"
_Y = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?![\w:]|[.,]\d)"
_TO = r"\s{0,2}(?:-|–|to|and|or|through|until)\s{0,2}"
_B, _S = r"(?<![\w.,:/#$-])", r"\s{1,3}"
_N = rf"(?P<number>\d{{1,3}}|{one_of(NUMBERS)})(?:{_S}of)?"
_AFTER_HOUR = "on|today|yesterday|and|when|last|this|the|in|by|to|until"
# "2000 people" is no year.
_CROWD = "people|persons|men|women|soldiers|troops|police|militants|fighters|families|houses|dead"
_FEW = r"few|several|couple(?:\sof)?|some|many"


# ---------------------------------------------------------------- dates


def _read_day(found: Found, anchor: Anchor) -> Reading:
    first = _date(found, found["day"], anchor)
    read = _dated(found, first, first, DatePrecision.DAY)
    if first is None or anchor is None or found["year"]:
        return read
    return replace(read, other_years=days.other_years(first, anchor))


def _read_days(found: Found, anchor: Anchor) -> Reading:
    first, last = (_date(found, found[group], anchor) for group in ("day", "until"))
    return _dated(found, first, last, DatePrecision.DAYS)


def _date(found: Found, day: str, anchor: Anchor) -> date | None:
    groups = found.groupdict()
    month = _month(groups["month"])
    if not groups.get("year"):
        return days.nearest(int(day), month, anchor)
    year = days.full_year(int(groups["year"].lstrip("'’")), anchor)
    return days.day_of(int(day), month, year)


def _month(name: str) -> int:
    return int(name) if name.isdigit() else (MONTHS | FOREIGN_MONTHS)[name.rstrip(".")]


def _dated(
    found: Found, first: date | None, last: date | None, precision: DatePrecision
) -> Reading:
    if first is None or last is None or last < first:
        impossible = bool(found.groupdict().get("year"))
        why = "the calendar has no such day" if impossible else None
        return Reading(Kind.DATE, *found.span(), conflict=why)
    return Reading(Kind.DATE, *found.span(), (first, last), precision)


def _read_slashed(found: Found, anchor: Anchor) -> Reading:
    """The day and month of "31/1/2026"; where either could be the month, neither is guessed."""
    one, two, year = (
        int(found["one"]),
        int(found["two"]),
        days.full_year(int(found["year"]), anchor),
    )
    readings = {days.day_of(one, two, year), days.day_of(two, one, year)} - {None}
    if len(readings) > 1:
        why = "day and month may be either way round"
        return Reading(Kind.DATE, *found.span(), conflict=why)
    day = next(iter(readings), None)
    return _dated(found, day, day, DatePrecision.DAY)


def _read_month(found: Found, anchor: Anchor) -> Reading | None:
    groups = found.groupdict()
    month = _month(groups["month"])
    if groups.get("year"):
        return _period(
            found, days.month_of(month, int(groups["year"])), DatePrecision.MONTH, anchor
        )
    if anchor is None:
        return Reading(Kind.PERIOD, *_core(found))
    # The calendar has no year before its first.
    year = max(anchor.year - (month > anchor.month), date.min.year)
    return _period(found, days.month_of(month, year), DatePrecision.MONTH, anchor)


def _read_year(found: Found, anchor: Anchor) -> Reading:
    return _period(found, days.year_of(int(found["year"])), DatePrecision.YEAR, anchor)


# ---------------------------------------------------------------- seen from the anchor


def _read_weekday(found: Found, anchor: Anchor) -> Reading:
    weekday = WEEKDAYS[found["weekday"]]
    span = found.span()
    if anchor is None:
        return Reading(Kind.WEEKDAY, *span, weekday=weekday)
    day = days.weekday_seen(anchor, weekday, found["modifier"] or "")
    return Reading(Kind.WEEKDAY, *span, (day, day), DatePrecision.DAY, weekday)


_BACK = {"yesterday": 1, "last": 1, "the day before yesterday": 2, "tomorrow": -1}


def _read_relative(found: Found, anchor: Anchor) -> Reading:
    if anchor is None:
        return Reading(Kind.DATE, *found.span())
    if found["word"] == "overnight":
        interval = (days.back(anchor, 1, "day"), anchor)
        return Reading(Kind.DATE, *found.span(), interval, DatePrecision.DAYS)
    words = found["word"].split()
    steps = _BACK.get(" ".join(words), _BACK.get(words[0], 0))
    day = days.moved(anchor, -steps)
    return Reading(Kind.DATE, *found.span(), (day, day), DatePrecision.DAY)


def _read_ago(found: Found, anchor: Anchor) -> Reading:
    unit, number = found["unit"], _number(found["number"])
    is_past = unit in {"month", "year"}
    if anchor is None or number is None:
        return Reading(Kind.PERIOD, *found.span(), is_past=is_past)
    day = days.back(anchor, number, unit)
    return _span_around(found, day, unit, is_past=is_past)


def _span_around(found: Found, day: date, unit: str, *, is_past: bool) -> Reading:
    match unit:
        case "week":
            interval, precision = days.week_of(day), DatePrecision.WEEK
        case "month":
            interval, precision = days.month_of(day.month, day.year), DatePrecision.MONTH
        case "year":
            interval, precision = days.year_of(day.year), DatePrecision.YEAR
        case _:
            interval, precision = (day, day), DatePrecision.DAY
    return Reading(Kind.PERIOD, *found.span(), interval, precision, is_past=is_past)


def _read_past(found: Found, anchor: Anchor) -> Reading:
    """The period of "over the past two days", up to the anchor."""
    unit, number = found["unit"], _number(found["number"])
    is_past = unit in {"month", "year"}
    if anchor is None or number is None:
        return Reading(Kind.PERIOD, *found.span(), is_past=is_past)
    interval = (days.back(anchor, number, unit), anchor)
    precision = {"week": DatePrecision.WEEK, "month": DatePrecision.MONTH}.get(
        unit, DatePrecision.YEAR if unit == "year" else DatePrecision.DAYS
    )
    return Reading(Kind.PERIOD, *found.span(), interval, precision, is_past=is_past)


def _read_span(found: Found, anchor: Anchor) -> Reading:
    """The week, month or year of "last month", "this week"."""
    unit, earlier = found["unit"], found["modifier"] != "this"
    is_past = earlier and unit in {"month", "year"}
    if anchor is None:
        return Reading(Kind.PERIOD, *found.span(), is_past=is_past)
    day = days.back(anchor, int(earlier), unit) if earlier else anchor
    return _span_around(found, day, unit, is_past=is_past)


def _read_vague(found: Found, _anchor: Anchor) -> Reading:
    return Reading(Kind.PERIOD, *found.span(), is_past=True)


def _number(word: str | None) -> int | None:
    if word is None:
        return 1
    return int(word) if word.isdigit() else NUMBERS.get(word.split()[0])


def _period(
    found: Found, interval: days.Interval, precision: DatePrecision, anchor: Anchor
) -> Reading:
    over = anchor is not None and interval[1] < anchor.replace(day=1)
    since = found.groupdict().get("cue") == "since"
    return Reading(Kind.PERIOD, *_core(found), interval, precision, is_past=over or since)


def _core(found: Found) -> tuple[int, int]:
    """The span without the preposition, except "since", which says what kind of period it is."""
    return found.span() if found.groupdict().get("cue") == "since" else found.span("core")


# ---------------------------------------------------------------- clock


def _read_clock(found: Found, _anchor: Anchor) -> Reading | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = found.groupdict().get("half")
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a clock's face
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a day's hours
        return None
    return Reading(Kind.CLOCK, *found.span(), clock=time(hour, minute))


# ---------------------------------------------------------------- the patterns

Reader = Callable[[Found, Anchor], Reading | None]

_PART = rf"(?:{_S}(?:early{_S}|late{_S})?(?:morning|afternoon|evening|night))?"
_LONG = one_of(name for name in WEEKDAYS if name.endswith("day"))
_SHORT = one_of(name for name in WEEKDAYS if not name.endswith("day"))
_FOREIGN = f"(?P<month>{one_of(FOREIGN_MONTHS)})"

_PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_B}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _read_day),
        (
            rf"{_B}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/(?P<year>\d{{4}}|\d\d)(?![\d/])",
            _read_slashed,
        ),
        (rf"{_B}{_D}{_TO}{_D2}{_S}(?:of{_S})?{_M}(?:,?{_S}{_Y})?", _read_days),
        (rf"\b{_M}{_S}{_D}{_TO}{_D2}(?![\w:]|[.,]\d)(?:,?{_S}{_Y4})?", _read_days),
        (rf"{_B}{_D}(?:{_S}(?:of{_S})?|-){_M}(?:[,-]?\s{{0,3}}{_Y})?", _read_day),
        (rf"{_B}{_D}\.?{_S}(?:de{_S})?{_FOREIGN}{_S}(?:del?{_S})?{_Y4}", _read_day),
        (rf"\b{_M}{_S}{_D}(?![\w:%]|[.,]\d|-\w)(?:,?{_S}{_Y4})?", _read_day),
        (rf"(?P<core>\b{_M},?{_S}{_Y4})", _read_month),
        (
            (
                rf"\b(?P<cue>in|since|during|last|this|of|by|until|early|late|mid)(?:-|{_S})"
                rf"(?P<core>(?P<month>{one_of(MONTH_NAMES)})\b)"
            ),
            _read_month,
        ),
        (
            (
                rf"{_B}(?:(?P<cue>since|in|during|of|by){_S})?(?P<core>{_Y4})"
                rf"(?![\w%]|-\d|{_S}(?:{_CROWD}|hours|hrs|gmt|local{_S}time))"
            ),
            _read_year,
        ),
        (
            (
                rf"\b(?:(?P<modifier>last|this|next|previous|coming|following){_S}|(?:early|late){_S})?"
                rf"(?P<weekday>{_LONG})\b{_PART}"
            ),
            _read_weekday,
        ),
        (
            (
                rf"\b(?P<modifier>)(?P<weekday>{_SHORT})"
                rf"[.,]{{1,2}}(?={_S}(?:\d|{one_of(MONTHS)}))"
            ),
            _read_weekday,
        ),
        (
            (
                rf"\b(?P<word>the{_S}day{_S}before{_S}yesterday|yesterday|today|tonight|tomorrow"
                rf"|overnight|last(?={_S}(?:night|evening))|this(?={_S}(?:morning|afternoon|evening)))"
                rf"\b{_PART}"
            ),
            _read_relative,
        ),
        (rf"\b(?:{_N}|(?P<few>{_FEW})){_S}(?P<unit>{UNITS})s?{_S}ago\b", _read_ago),
        (
            (
                rf"\b(?:(?:over|in|during|for|within){_S})?the{_S}(?:past|last){_S}"
                rf"(?:(?:{_N}|(?P<few>{_FEW})){_S})?(?P<unit>{UNITS})s?\b"
            ),
            _read_past,
        ),
        (rf"\b(?P<modifier>last|this|the{_S}previous){_S}(?P<unit>week|month|year)\b", _read_span),
        (
            (
                rf"\b(?:in{_S}recent{_S}(?:years|months)|in{_S}recent{_S}memory|for{_S}(?:decades|years)"
                rf"|decades{_S}ago|in{_S}the{_S}(?:early{_S}|late{_S})?(?:19|20)?\d0['’]?s)\b"
            ),
            _read_vague,
        ),
        (
            rf"{_B}(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s{{0,2}}(?P<half>[ap])(?:\.m\b\.?|m\b)",
            _read_clock,
        ),
        (rf"{_B}(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?![\d:])(?!\s{{0,2}}[ap]\.?m)", _read_clock),
        (
            rf"{_B}(?P<hour>\d\d):?(?P<minute>\d\d){_S}(?:hours|hrs|gmt|local{_S}time)\b",
            _read_clock,
        ),
        (
            (
                rf"(?:(?<=\bat\s)|(?<=\baround\s)|(?<=\babout\s))(?P<hour>[01]\d|2[0-3])"
                rf"(?P<minute>[0-5]\d)(?=\s{{0,3}}[\[(,.;\n]|{_S}(?:{_AFTER_HOUR})\b|$)(?![.,]\d)"
            ),
            _read_clock,
        ),
    )
)


def readings(text: str, anchor: Anchor) -> Iterator[Reading]:
    """Every reading of every pattern, in no order, overlaps included; `text` is in lower case."""
    for pattern, reader in _PATTERNS:
        for found in pattern.finditer(text):
            reading = reader(found, anchor)
            if reading is not None:
                yield reading
