"""Each way English names a day, an hour or a period: a pattern, and the reading of its groups.

The patterns run over the text in lower case; capitals are looked up where they matter ("May").
"""

from __future__ import annotations

from datetime import date, time

from llm_extract.records.when_where import DatePrecision
from llm_extract.when import days
from llm_extract.when.pieces import (
    BEFORE,
    DAY,
    DIGITS,
    FULL_YEAR,
    MONTH,
    MONTH_LEADS,
    NUMBER,
    SPACE,
    TO,
    UNTIL,
    YEAR,
    Anchor,
    Found,
    Kind,
    Reading,
    Way,
    dated,
    month_number,
    way,
)
from llm_extract.when.vocabulary import (
    FOREIGN_MONTHS,
    MONTH_NAMES,
    MONTHS,
    NUMBERS,
    UNITS,
    WEEKDAYS,
    one_of,
)

_AFTER_HOUR = "on|today|yesterday|and|when|last|this|the|in|by|to|until"
# "2000 people" is no year.
_CROWD = "people|persons|men|women|soldiers|troops|police|militants|fighters|families|houses|dead"
_FEW = r"few|several|couple(?:\sof)?|some|many"


# ---------------------------------------------------------------- dates


def _read_day(found: Found, anchor: Anchor) -> Reading:
    first = _date(found, found["day"], anchor)
    return dated(found, first, first, DatePrecision.DAY)


def _read_days(found: Found, anchor: Anchor) -> Reading:
    first, last = (_date(found, found[group], anchor) for group in ("day", "until"))
    return dated(found, first, last, DatePrecision.DAYS)


def _date(found: Found, day: str, anchor: Anchor) -> date | None:
    groups = found.groupdict()
    month = month_number(groups["month"])
    if not groups.get("year"):
        return days.nearest(int(day), month, anchor)
    year = days.full_year(int(groups["year"].lstrip("'’")), anchor)
    return days.day_of(int(day), month, year)


def _read_slashed(found: Found, anchor: Anchor) -> Reading:
    """The day and month of "31/1/2026"; where either could be the month, neither is guessed."""
    one, two = int(found["one"]), int(found["two"])
    year = days.full_year(int(found["year"]), anchor)
    readings = {days.day_of(one, two, year), days.day_of(two, one, year)} - {None}
    if len(readings) > 1:
        why = "day and month may be either way round"
        return Reading(Kind.DATE, *found.span(), conflict=why)
    day = next(iter(readings), None)
    return dated(found, day, day, DatePrecision.DAY)


def _read_month(found: Found, anchor: Anchor) -> Reading | None:
    groups = found.groupdict()
    month = month_number(groups["month"])
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

_PART = rf"(?:{SPACE}(?:early{SPACE}|late{SPACE})?(?:morning|afternoon|evening|night))?"
_LONG = one_of(name for name in WEEKDAYS if name.endswith("day"))
_SHORT = one_of(name for name in WEEKDAYS if not name.endswith("day"))
_FOREIGN = f"(?P<month>{one_of(FOREIGN_MONTHS)})"
_MODIFIERS = "last|this|next|previous|coming|following"
_CUES = "since|in|during|of|by"
_PAST = "over|in|during|for|within"

WAYS: tuple[Way, ...] = (
    way(_read_day, DIGITS, rf"{BEFORE}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    way(
        _read_day,
        DIGITS,
        rf"{BEFORE}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?!\.?\d)",
    ),
    way(
        _read_day,
        DIGITS,
        rf"\b(?P<day>\d\d)\d{{4}}[a-z]{SPACE}?(?P<month>{one_of(MONTHS)}){SPACE}?",
        r"(?P<year>\d{4}|\d\d)\b",
    ),
    way(
        _read_slashed,
        DIGITS,
        rf"{BEFORE}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/(?P<year>\d{{4}}|\d\d)(?![\d/])",
    ),
    way(
        _read_days,
        DIGITS,
        rf"{BEFORE}{DAY}{TO}{UNTIL}{SPACE}(?:of{SPACE})?{MONTH}(?:,?{SPACE}{YEAR})?",
    ),
    way(
        _read_days,
        MONTH_LEADS,
        rf"\b{MONTH}{SPACE}{DAY}{TO}{UNTIL}(?![\w:]|[.,]\d)(?:,?{SPACE}{FULL_YEAR})?",
    ),
    way(
        _read_day,
        DIGITS,
        rf"{BEFORE}{DAY}(?:{SPACE}(?:of{SPACE})?|-){MONTH}(?:[,-]?\s{{0,3}}{YEAR})?",
    ),
    way(
        _read_day,
        DIGITS,
        rf"{BEFORE}{DAY}\.?{SPACE}(?:de{SPACE})?{_FOREIGN}{SPACE}(?:del?{SPACE})?{FULL_YEAR}",
    ),
    way(
        _read_day,
        MONTH_LEADS,
        rf"\b{MONTH}{SPACE}{DAY}(?![\w:%]|[.,]\d|-\w)(?:,?{SPACE}{FULL_YEAR})?",
    ),
    way(_read_month, MONTH_LEADS, rf"(?P<core>\b{MONTH},?{SPACE}{FULL_YEAR})"),
    way(
        _read_month,
        f"{_CUES}|last|this|until|early|late|mid",
        rf"\b(?P<cue>{_CUES}|last|this|until|early|late|mid)(?:-|{SPACE})",
        rf"(?P<core>(?P<month>{one_of(MONTH_NAMES)})\b)",
    ),
    way(
        _read_year,
        f"{_CUES}|{DIGITS}",
        rf"{BEFORE}(?:(?P<cue>{_CUES}){SPACE})?(?P<core>{FULL_YEAR})",
        rf"(?![\w%]|-\d|{SPACE}(?:{_CROWD}|hours|hrs|gmt|local{SPACE}time))",
    ),
    way(
        _read_weekday,
        f"{_MODIFIERS}|early|late|{_LONG}",
        rf"\b(?:(?P<modifier>{_MODIFIERS}){SPACE}|(?:early|late){SPACE})?",
        rf"(?P<weekday>{_LONG})\b{_PART}",
    ),
    way(
        _read_weekday,
        _SHORT,
        rf"\b(?P<modifier>)(?P<weekday>{_SHORT})",
        rf"[.,]{{1,2}}(?={SPACE}(?:\d|{one_of(MONTHS)}))",
    ),
    way(
        _read_relative,
        "the|yesterday|today|tonight|tomorrow|overnight|last|this",
        rf"\b(?P<word>the{SPACE}day{SPACE}before{SPACE}yesterday|yesterday|today|tonight|tomorrow",
        rf"|overnight(?!{SPACE}(?:(?:on|of|from|between){SPACE})?(?:{_LONG}))",
        rf"|last(?={SPACE}(?:night|evening))|this(?={SPACE}(?:morning|afternoon|evening)))",
        rf"\b{_PART}",
    ),
    way(
        _read_ago,
        f"{DIGITS}|{'|'.join(NUMBERS)}|couple|few|several|some|many",
        rf"\b(?:{NUMBER}|(?P<few>{_FEW})){SPACE}(?P<unit>{UNITS})s?{SPACE}ago\b",
    ),
    way(
        _read_past,
        f"{_PAST}|the",
        rf"\b(?:(?:{_PAST}){SPACE})?the{SPACE}(?:past|last){SPACE}",
        rf"(?:(?:{NUMBER}|(?P<few>{_FEW})){SPACE})?(?P<unit>{UNITS})s?\b",
    ),
    way(
        _read_span,
        "last|this|the",
        rf"\b(?P<modifier>last|this|the{SPACE}previous){SPACE}(?P<unit>week|month|year)\b",
    ),
    way(
        _read_vague,
        "in|for|decades",
        rf"\b(?:in{SPACE}recent{SPACE}(?:years|months)|in{SPACE}recent{SPACE}memory",
        rf"|for{SPACE}(?:decades|years)|decades{SPACE}ago",
        rf"|in{SPACE}the{SPACE}(?:early{SPACE}|late{SPACE})?(?:19|20)?\d0['’]?s)\b",
    ),
    way(
        _read_clock,
        DIGITS,
        rf"{BEFORE}(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?",
        r"\s{0,2}(?P<half>[ap])(?:\.m\b\.?|m\b)",
    ),
    way(
        _read_clock,
        DIGITS,
        rf"{BEFORE}(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?![\d:])(?!\s{{0,2}}[ap]\.?m)",
    ),
    way(
        _read_clock,
        DIGITS,
        rf"{BEFORE}(?P<hour>\d\d):?(?P<minute>\d\d){SPACE}(?:hours|hrs|gmt|local{SPACE}time)\b",
    ),
    way(
        _read_clock,
        DIGITS,
        r"(?:(?<=\bat\s)|(?<=\baround\s)|(?<=\babout\s))(?P<hour>[01]\d|2[0-3])",
        rf"(?P<minute>[0-5]\d)(?=\s{{0,3}}[\[(,.;\n]|{SPACE}(?:{_AFTER_HOUR})\b|$)(?![.,]\d)",
    ),
)
