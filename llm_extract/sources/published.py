"""Publication dates, as documents and tables write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from llm_extract.records.when_where import DatePrecision
from llm_extract.sources.draft import Published
from llm_extract.when import find_dates

_LONGEST = 60
_NUMBERS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")


def published(words: str) -> tuple[Published, str | None]:
    """Read a publication date; with it a note, where the words hold less than they seem to.

    Understood are ISO dates and date-times, mail dates, and a day written out. A moment without
    its offset from UTC gives the day only. 01/02/2026 is a different day to different readers, and
    is not guessed at.

    >>> published("2026-01-31")[0].on
    datetime.date(2026, 1, 31)

    Raises:
        ValueError: no single day can be read from the words.
    """
    words = words.strip()
    if len(words) > _LONGEST:
        raise ValueError(_unread(f"{words[:_LONGEST]}..."))
    if _ISO_DAY.fullmatch(words):
        return Published(_day(words)), None
    moment = _moment(words)
    if moment is None:
        return Published(_written_out(words)), None
    if not _is_aware(moment):
        note = f"{words!r} has no offset from UTC: only its day is used"
        return Published(moment.date()), note
    return Published(moment.date(), moment), None


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise ValueError(f"{words} is no day of the calendar") from None


def _moment(words: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _is_aware(moment: datetime) -> bool:
    """Whether the moment has an offset, and stays within the calendar once it is applied."""
    try:
        return moment.utcoffset() is not None and moment.astimezone(UTC) is not None
    except (OverflowError, ValueError):
        return False


def _written_out(words: str) -> date:
    found = [one.when for one in find_dates(words, None)]
    conflicts = [when.conflict for when in found if when.conflict]
    if conflicts:
        raise ValueError(f"{words!r}: {conflicts[0]}; write it as 2026-01-31")
    days = {when.start for when in found if when.start and when.precision is DatePrecision.DAY}
    if _NUMBERS.search(words) or len(days) != 1:
        raise ValueError(_unread(words))
    return days.pop()


def _unread(words: str) -> str:
    return f"no date can be read from {words!r}; write it as 2026-01-31"
