"""The day on which a report was filed or published: days that are told are seen from there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from llm_extract.records.article import Article
from llm_extract.records.when_where import DatePrecision
from llm_extract.when import FoundDate, find_dates
from llm_extract.where import FoundPlace

# A date of publication stands no farther from the beginning than this, in characters.
_HEAD_OF_COPY = 300
# What a scraper leaves before the date at the very top.
_STAMPS = frozenset(("", "date", "published", "posted", "updated"))
_LONGEST_HEAD_LINE = 22
# From a dateline's place to its day: "ORLO, Peru (Sept. 1)", "ORLO (Agency), May 3", "(AG, May 3)".
_TO_DAY = re.compile(
    r"(?:,\s[A-Z][\w. ]{1,40})?[\s,]{0,4}(?:\([^()\n]{1,60}\))?[\s,]{0,4}(?:\([^()\d\n]{0,40})?"
)
# The words before a day of filing, what prose has there, and the way on to the dash: " (AG).- ".
_LONGEST_FILED_FROM = 6
_PROSE = re.compile(r"[.!?:;]|\b(?:on|in|of|at)\s*$")
_TO_COPY = re.compile(r"(?:,?\s\d{4})?\s{0,2}(?:\([^()\n]{1,40}\))?[.:]?\s{0,2}[-–—]{1,2}\s")


def dated(
    article: Article, places: Sequence[FoundPlace]
) -> tuple[tuple[FoundDate, ...], date | None]:
    """The dates of what is told, and the day they are seen from: of filing, else of publication.

    A dateline says when the words were written; print may follow days later, a reprint years.
    """
    text, published = article.text, article.published_on
    dates = find_dates(text, published)
    head = _in_dateline(text, dates, places) or _before_a_dash(text, dates)
    if head is None and published is None:
        head = _at_head(text, dates)
    if head is None:
        return dates, published
    anchor = head.when.start or published
    seen = dates if anchor == published else find_dates(text, anchor)
    return tuple(found for found in seen if found.start != head.start), anchor


def _in_dateline(
    text: str, dates: Sequence[FoundDate], places: Sequence[FoundPlace]
) -> FoundDate | None:
    """The day that stands with the place a report was filed from."""
    for place in places:
        if place.is_dateline:
            first = next((found for found in dates if found.start >= place.end), None)
            if first and _is_written_out(first) and _TO_DAY.fullmatch(text, place.end, first.start):
                return first
    return None


def _before_a_dash(text: str, dates: Sequence[FoundDate]) -> FoundDate | None:
    """The day before the dash that opens the copy: "Orlo, 15 October (AG) - ", of whatever town."""
    for found in dates:
        if found.start > _HEAD_OF_COPY:
            return None
        before = text[text.rfind("\n", 0, found.start) + 1 : found.start]
        filed = len(before.split()) <= _LONGEST_FILED_FROM and not _PROSE.search(before)
        if filed and _is_written_out(found) and _TO_COPY.match(text, found.end):
            return found
    return None


def _at_head(text: str, dates: Sequence[FoundDate]) -> FoundDate | None:
    """The first full date in a line at the head that is no prose."""
    full = (found for found in dates if found.when.precision is DatePrecision.DAY)
    heads = (found for found in full if found.start < _HEAD_OF_COPY and _is_written_out(found))
    return next((found for found in heads if _is_in_head_line(text, found)), None)


def _is_written_out(found: FoundDate) -> bool:
    return any(map(str.isdigit, found.when.verbatim))


def _is_in_head_line(text: str, found: FoundDate) -> bool:
    """Whether its line is no prose: short and without a full stop; or a stamp opens the copy."""
    if text[: found.start].strip().casefold() in _STAMPS:
        return True
    start = text.rfind("\n", 0, found.start) + 1
    line = text[start:].partition("\n")[0].rstrip()
    return len(line.split()) <= _LONGEST_HEAD_LINE and not line.endswith((".", "!", "?"))
