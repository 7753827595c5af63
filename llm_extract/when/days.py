"""The calendar under the words: which day "Saturday" is, seen from an anchor day."""

from __future__ import annotations

import calendar
from datetime import date

Interval = tuple[date, date]

# A report may announce a day shortly ahead of it; later than this, last year's is meant.
_AHEAD = 7
_CENTURY = 100
_OLDEST_SHORT_YEAR = 50


def moved(day: date, by: int) -> date:
    """The day so many days later (or earlier), held within the calendar's years 1 to 9999.

    >>> moved(date.max, 7) == date.max
    True
    """
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def weekday_before(anchor: date, weekday: int) -> date:
    """The most recent such day (Monday 1 to Sunday 7), the anchor day itself included.

    >>> weekday_before(date(2026, 2, 1), 6)
    datetime.date(2026, 1, 31)
    """
    return moved(anchor, -((anchor.isoweekday() - weekday) % 7))


def weekday_seen(anchor: date, weekday: int, modifier: str) -> date:
    """The day meant by "last", "next", "this" or a bare weekday."""
    match modifier:
        case "last" | "previous":
            return weekday_before(moved(anchor, -1), weekday)
        case "next" | "coming" | "following":
            return weekday_before(moved(anchor, 7), weekday)
        case "this":
            return weekday_before(moved(anchor, 3), weekday)
        case _:
            return weekday_before(anchor, weekday)


def full_year(short: int, anchor: date | None) -> int:
    """A year of two digits, in the century that brings it nearest to the anchor.

    >>> full_year(89, None), full_year(26, None), full_year(2026, None)
    (1989, 2026, 2026)
    """
    if short >= _CENTURY:
        return short
    if anchor is None:
        return short + (1900 if short >= _OLDEST_SHORT_YEAR else 2000)
    century = anchor.year - anchor.year % _CENTURY
    around = (century - _CENTURY + short, century + short, century + _CENTURY + short)
    return min(around, key=lambda year: abs(year - anchor.year))


def day_of(day: int, month: int, year: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (date.min.year <= year <= date.max.year and 1 <= month <= 12):  # noqa: PLR2004
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def nearest(day: int, month: int, anchor: date | None) -> date | None:
    """The latest such day that is not more than a week after the anchor.

    >>> nearest(31, 12, date(2026, 1, 3)), nearest(31, 1, date(2026, 1, 30))
    (datetime.date(2025, 12, 31), datetime.date(2026, 1, 31))
    """
    if anchor is None:
        return None
    # Eight years back reach a leap day from anywhere.
    for year in range(anchor.year + 1, anchor.year - 9, -1):
        found = day_of(day, month, year)
        if found is not None and found <= moved(anchor, _AHEAD):
            return found
    return None


def month_of(month: int, year: int) -> Interval:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Interval:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_of(day: date) -> Interval:
    """The Monday and the Sunday around a day."""
    return moved(day, -day.weekday()), moved(day, 6 - day.weekday())


def months_back(anchor: date, months: int) -> date:
    """The first of the month so many months before the anchor's."""
    count = max(anchor.year * 12 + anchor.month - 1 - months, 12)
    return date(count // 12, count % 12 + 1, 1)


def back(anchor: date, number: int, unit: str) -> date:
    """The day `number` hours, days, weeks, months or years before the anchor.

    Hours count as the days they reach into; never before the first day of the calendar.
    """
    match unit:
        case "hour":
            days = (number + 23) // 24
        case "day" | "night":
            days = number
        case "week":
            days = 7 * number
        case "month":
            return months_back(anchor, number)
        case _:
            return date(max(anchor.year - number, 1), 1, 1)
    return moved(anchor, -days)
