"""House style: numbers, dates and lists, one way throughout.

One to nine in words, 10 and above in digits; a range keeps one style. Days stand before months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from llm_extract.days import weekday
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import Moment, When

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(f"{date(2000, month, 1):%B}" for month in range(1, 13))

_LARGEST_WORD = len(WORDS) - 1
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\w|,\d)|(?<![\w.])\d{1,9}(?!\w)")
# A period that reads as it stands after "in": "2025", "October", "March 2024".
PERIOD = re.compile(rf"(?:(?:{'|'.join(MONTHS)}) ?)?(?:(?:19|20)\d\d)?(?<=\w)")
# Read, never written: above nine our own text has digits.
_LARGER = {
    word: figure
    for figure, words in {
        10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
        20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy",
        80: "eighty", 90: "ninety", 100: "hundred", 1000: "thousand", 1_000_000: "million",
    }.items()
    for word in words.split()
}  # fmt: skip
_VALUES = {word: at for at, word in enumerate(WORDS) if at} | _LARGER
_TENS = {f"{ten}{joint}{one}": _VALUES[ten] + at
    for ten in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    for at, one in enumerate(WORDS) if at for joint in "- "
}  # fmt: skip
_VALUES |= _TENS
# The longer word first: "thirty-one" is neither 30 nor one.
_WORD_NUMBER = re.compile(
    rf"\b(?<!\bno )({'|'.join(sorted(_VALUES, key=len, reverse=True))})\b(?! another\b)",
    re.IGNORECASE,
)


def number(figure: int) -> str:
    """A number as running text prints it.

    >>> [number(figure) for figure in (2, 10, 1500)]
    ['two', '10', '1,500']
    """
    return WORDS[figure] if 0 < figure <= _LARGEST_WORD else f"{figure:,}"


def span_of(low: int, high: int) -> str:
    """A range in one style.

    >>> span_of(2, 3), span_of(8, 12)
    ('two to three', '8 to 12')
    """
    if high <= _LARGEST_WORD:
        return f"{number(low)} to {number(high)}"
    return f"{low:,} to {high:,}"


def figure(count: Count) -> str | None:
    """The figure in house style; None where the words give none.

    >>> figure(Count(kind=CountKind.AT_LEAST, low=51, verbatim="over 50"))
    'more than 50'
    """
    low, high = count.low, count.high
    if low is not None and high is not None and low != high:
        return span_of(low, high)
    if low is not None and high is None:
        more_than = count.stated_low != low
        return f"more than {number(low - 1)}" if more_than else f"at least {number(low)}"
    if high is not None and low is None:
        return f"up to {number(high)}"
    if low is None:
        return None
    return f"about {number(low)}" if count.kind is CountKind.ABOUT else number(low)


def is_single(count: Count) -> bool:
    """Whether the noun after this count stands in the singular: "one person", "at least one"."""
    return (count.high if count.high is not None else count.low) == 1


def numbers_in(text: str) -> tuple[int, ...]:
    """Every number in the text in order, in digits or in words; "no one" counts nobody.

    >>> numbers_in("at least four of 1,200, thirty-one homes, not Op 2.0")
    (4, 1200, 31)
    """
    found = [(hit.start(), int(hit[0].replace(",", ""))) for hit in _whole_numbers(text)]
    found += [(hit.start(), _VALUES[hit[1].casefold()]) for hit in _WORD_NUMBER.finditer(text)]
    return tuple(value for _, value in sorted(found))


def _whole_numbers(text: str) -> list[re.Match[str]]:
    def part_of_decimal(hit: re.Match[str]) -> bool:
        return bool(re.match(r"\.\d", text[hit.end() : hit.end() + 2]))

    return [hit for hit in _NUMBER.finditer(text) if not part_of_decimal(hit)]


def day(when: date) -> str:
    """A calendar day: "31 January 2026"."""
    return f"{when:%-d %B %Y}"


def moment(as_of: Moment) -> str:
    """When a statement was current: "31 January 2026", with the clock time where it is known."""
    return f"{day(as_of.day)} at {as_of.at:%H:%M}" if as_of.at else day(as_of.day)


def days(when: When) -> str:
    """A date or an interval, else the weekday that is named, else the source's own words.

    >>> days(When(verbatim="", start=date(2026, 1, 31), end=date(2026, 1, 31), precision="day"))
    'Saturday 31 January 2026'
    """
    if when.start is None or when.end is None:
        return WEEKDAYS[when.weekday - 1] if when.weekday else when.verbatim
    if when.start == when.end:
        return f"{when.start:%A} {day(when.start)}"
    return f"{_short(when.start, when.end)} to {day(when.end)}"


def on_days(when: When) -> str:
    """As `days`, as it stands after a verb.

    >>> on_days(When(verbatim="in the small hours"))
    'in the small hours'
    >>> on_days(When(verbatim="Saturday", weekday=6))
    'on Saturday'
    """
    leads_to_a_day = when.start is not None or when.weekday is not None
    return f"on {days(when)}" if leads_to_a_day else days(when)


def same_day(one: When, other: When) -> bool:
    """Whether two dates can be the same day: "Saturday" and Saturday 31 January are."""
    if one.start and other.start and one.end and other.end:
        return one.start <= other.end and other.start <= one.end
    return weekday(one) is not None and weekday(one) == weekday(other)


def _short(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}"
    return f"{start:%-d %B}" if start.year == end.year else day(start)


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items as prose.

    >>> listed(("gunfire", "grenades", "arson"))
    'gunfire, grenades and arson'
    """
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def opened(text: str) -> str:
    """The text with a capital at its head, as a sentence begins."""
    return text[:1].upper() + text[1:]


def uncapped(text: str) -> str:
    """The text without the capital of a sentence's head."""
    return text[:1].lower() + text[1:]
