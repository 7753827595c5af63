"""Two days named as one stretch: "the night of 31 August to 1 September", "Sunday into Monday"."""

from __future__ import annotations

from datetime import date

from llm_extract.records.when_where import DatePrecision
from llm_extract.when import days
from llm_extract.when.pieces import (
    BEFORE,
    DAY,
    DIGITS,
    MONTH,
    MONTH_LEADS,
    SPACE,
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
from llm_extract.when.vocabulary import MONTH_NAMES, MONTHS, WEEKDAYS, one_of

_LATER = rf"(?P<later>{one_of(MONTH_NAMES)}|(?:{one_of(MONTHS)})\b\.?)(?!\w)"
_LINK = r"\s{0,2}(?P<link>-|–|/|to|into|through|until|and)\s{0,2}"
_PART = rf"(?:{SPACE}(?:morning|afternoon|evening|night))?"
_DAY_NAME = one_of(name for name in WEEKDAYS if name.endswith("day"))


def _read_dates(found: Found, anchor: Anchor) -> Reading | None:
    """Two dates; joined by "and" they are one stretch only where one is the eve of the other."""
    first_month, last_month = month_number(found["month"]), month_number(found["later"])
    last = _last(found, last_month, anchor)
    if last is None:
        return None if anchor or found["year"] else Reading(Kind.DATE, *found.span())
    year = last.year - (first_month > last_month)
    first = days.day_of(int(found["day"]), first_month, year)
    apart = (last - first).days if first else 0
    if apart < 1 or (found["link"] in {"and", "/"} and apart > 1):
        return None
    return dated(found, first, last, DatePrecision.DAYS)


def _last(found: Found, month: int, anchor: Anchor) -> date | None:
    if not found["year"]:
        return days.nearest(int(found["until"]), month, anchor)
    return days.day_of(int(found["until"]), month, days.full_year(int(found["year"]), anchor))


def _read_weekdays(found: Found, anchor: Anchor) -> Reading | None:
    """The night between two day names, if the second follows the first."""
    first, second = WEEKDAYS[found["weekday"]], WEEKDAYS[found["until"]]
    is_night = bool(found["night"]) or found["link"] == "into"
    if not is_night or second != first % 7 + 1:
        return None
    if anchor is None:
        return Reading(Kind.DATE, *found.span())
    last = days.weekday_before(anchor, second)
    return dated(found, days.moved(last, -1), last, DatePrecision.DAYS)


WAYS: tuple[Way, ...] = (
    way(
        _read_dates,
        DIGITS,
        rf"{BEFORE}{DAY}{SPACE}(?:of{SPACE})?{MONTH}{_LINK}{UNTIL}{SPACE}{_LATER}",
        rf"(?:,?{SPACE}{YEAR})?",
    ),
    way(
        _read_dates,
        MONTH_LEADS,
        rf"\b{MONTH}{SPACE}{DAY}{_LINK}{_LATER}{SPACE}{UNTIL}(?:,?{SPACE}{YEAR})?",
    ),
    way(
        _read_weekdays,
        f"night|overnight|{_DAY_NAME}",
        rf"\b(?P<night>(?:over)?night(?:{SPACE}(?:of|from|between|on))?{SPACE})?",
        rf"(?P<weekday>{_DAY_NAME}){_PART}{_LINK}(?P<until>{_DAY_NAME})\b{_PART}",
    ),
)
