"""When a statement was current, so that two of them can be told earlier and later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from llm_extract.records.claims import Claim
from llm_extract.records.consensus import Source


@dataclass(frozen=True, slots=True)
class Instant:
    """A day in the outlet's own zone, and the moment in universal time where an hour is given."""

    day: date
    at: datetime | None = None

    def is_after(self, other: Instant) -> bool:
        """Whether it is surely later; of one day, only two hours can tell.

        >>> Instant(date(2024, 3, 9)).is_after(Instant(date(2024, 3, 9)))
        False
        """
        if self.at is not None and other.at is not None:
            return self.at > other.at
        return self.day > other.day


def instant(claim: Claim, source: Source) -> Instant | None:
    """As the article dates the statement, else as it is dated itself; None where neither is.

    A statement that is dated to the day of its article, and to no hour, is as old as the article.
    """
    printed = _printed(source)
    if claim.as_of is None:
        return printed
    moment = claim.as_of
    if moment.at is None and printed is not None and printed.day == moment.day:
        return printed
    zone = source.published_at.tzinfo if source.published_at else UTC
    at = datetime.combine(moment.day, moment.at, tzinfo=zone) if moment.at else None
    return Instant(moment.day, at)


def _printed(source: Source) -> Instant | None:
    at = source.published_at
    # One moment is of two days in two zones, and is the same key in both.
    day = source.published_on or (at.date() if at is not None else None)
    return None if day is None else _instant(day, at)


_instant = lru_cache(maxsize=4_096)(Instant)


def all_after(later: Sequence[Instant | None], earlier: Sequence[Instant | None]) -> bool:
    """Whether each of the one is known to come after each of the other."""
    known = all(later) and all(earlier) and bool(later) and bool(earlier)
    return known and all(one.is_after(other) for one in later if one for other in earlier if other)


def earliest(instants: Iterable[Instant | None]) -> Instant | None:
    """The first of those that are known; None where none is."""
    found: Instant | None = None
    for one in instants:
        if one is not None and (found is None or found.is_after(one)):
            found = one
    return found
