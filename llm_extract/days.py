"""Two dates side by side: how far apart, and whether their weekdays agree."""

from __future__ import annotations

from llm_extract.records.when_where import DatePrecision, When


def gap_days(left: When | None, right: When | None) -> int | None:
    """Days between two intervals: 0 where they overlap, None where either has no interval."""
    if left is None or right is None:
        return None
    if left.start is None or left.end is None or right.start is None or right.end is None:
        return None
    return max(0, (right.start - left.end).days, (left.start - right.end).days)


def weekday(when: When | None) -> int | None:
    """Monday 1 to Sunday 7: the one the text names, else the one that follows from a full date."""
    if when is None:
        return None
    if when.weekday is not None:
        return when.weekday
    if when.precision is DatePrecision.DAY and when.start is not None:
        return when.start.isoweekday()
    return None


def is_full_date(when: When | None) -> bool:
    """Whether the text itself prints a day of the month, and does not contradict itself.

    A date worked out from "on Wednesday" and the day of publication is not one: either may err.
    """
    return (
        when is not None
        and when.precision is DatePrecision.DAY
        and when.conflict is None
        and any(letter.isdigit() for letter in when.verbatim)
    )
