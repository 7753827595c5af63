"""What the patterns of dates are made of: readings, and expressions for days, months and years."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import Enum, auto

from llm_extract.records.when_where import DatePrecision
from llm_extract.when import days
from llm_extract.when.vocabulary import FOREIGN_MONTHS, MONTH_NAMES, MONTHS, NUMBERS, one_of


class Kind(Enum):
    """What the words name: only a weekday and a date, or a date and an hour, can be joined."""

    DATE = auto()
    WEEKDAY = auto()
    CLOCK = auto()
    PERIOD = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one stretch of text says; `interval` is None where no calendar day follows from it."""

    kind: Kind
    start: int
    end: int
    interval: days.Interval | None = None
    precision: DatePrecision = DatePrecision.UNRESOLVED
    weekday: int | None = None
    clock: time | None = None
    conflict: str | None = None
    is_past: bool = False


Found = re.Match[str]
Anchor = date | None
Reader = Callable[[Found, Anchor], "Reading | None"]

DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
UNTIL = r"(?P<until>\d{1,2})(?:st|nd|rd|th)?"
MONTH = rf"(?P<month>{one_of(MONTH_NAMES)}|(?:{one_of(MONTHS)})\b\.?)(?!\w)"
FULL_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d,.]?\d)"
YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?![\w:]|[.,]\d)"
TO = r"\s{0,2}(?:-|–|to|and|or|through|until)\s{0,2}"
BEFORE, SPACE = r"(?<![\w.,:/#$-])", r"\s{1,3}"
NUMBER = rf"(?P<number>\d{{1,3}}|{one_of(NUMBERS)})(?:{SPACE}of)?"

# Stands for any number among the words that a way can begin with.
DIGITS = "0"
MONTH_LEADS = "|".join(MONTHS)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to name a day, an hour or a period.

    `leads` are the words it can begin with, so that only there the expression need be tried.
    """

    expression: re.Pattern[str]
    read: Reader
    leads: frozenset[str]


def way(read: Reader, leads: str, *parts: str) -> Way:
    """The way whose expression is `parts` put together; `leads` are words between bars."""
    return Way(re.compile("".join(parts)), read, frozenset(leads.split("|")))


def month_number(name: str) -> int:
    """The month of a name in lower case, an abbreviation, or a number.

    >>> month_number("sept."), month_number("enero"), month_number("07")
    (9, 1, 7)
    """
    return int(name) if name.isdigit() else (MONTHS | FOREIGN_MONTHS)[name.rstrip(".")]


def dated(found: Found, first: date | None, last: date | None, precision: DatePrecision) -> Reading:
    """A reading of the days from `first` to `last`; unresolved where there is no such day."""
    if first is None or last is None or last < first:
        impossible = bool(found.groupdict().get("year"))
        why = "the calendar has no such day" if impossible else None
        return Reading(Kind.DATE, *found.span(), conflict=why)
    return Reading(Kind.DATE, *found.span(), (first, last), precision)
