"""Marks of time: what two dates, weekdays and days of publication say for or against."""

from __future__ import annotations

import sys
from functools import cache

from llm_extract.link.marks import NOTHING, Mark, Marks
from llm_extract.link.pairs import NEAR_DAYS, POSTED_FAR_DAYS, Pair

# Days between two dates, up to and including, and what they weigh.
_GAPS = ((3, -1.0), (7, -2.0), (60, -4.0), (sys.maxsize, -6.0))
_SAME_WEEKDAY: Marks = (Mark(1, "the same weekday", settles=True),)
_OTHER_WEEKDAY: Marks = (Mark(-0.5, "different weekdays"),)
_MISREAD: Marks = (Mark(-1, "dates apart, though written within days and in the same names"),)
_LATER: Marks = (Mark(0, "the later report may tell the day of what followed", of_later=True),)
_OF_THE_SAME: Marks = (Mark(0, "days apart, of the same people"),)


def time_marks(pair: Pair) -> Marks:
    """What the dates of the two say; where they agree, the days of publication add nothing."""
    full = pair.left.prints_date and pair.right.prints_date
    if pair.is_follow_up and not (full and pair.gap is not None):
        return _LATER
    if pair.is_of_same_people and (pair.gap is None or pair.gap > 1):
        return _OF_THE_SAME
    if pair.gap is not None:
        told = _gap(pair.gap, full)
        if pair.gap <= 1:
            return told
        if pair.is_much_alike and not full:
            told = _MISREAD
    else:
        told = _weekdays(pair.left.weekday, pair.right.weekday)
    if pair.posted is None:
        return told
    return told + _posted(pair.posted, pair.gap is not None, pair.one_house)


def _weekdays(left: int | None, right: int | None) -> Marks:
    if left is None or right is None:
        return NOTHING
    return _SAME_WEEKDAY if left == right else _OTHER_WEEKDAY


@cache
def _posted(days: int, told: bool, one_house: bool) -> Marks:  # noqa: FBT001 - told in one place
    if days <= NEAR_DAYS:
        reason = f"published within {NEAR_DAYS} days of each other"
        # A press office writes every day.
        return (Mark(1, reason, settles=not one_house),)
    if days > POSTED_FAR_DAYS and not told:
        # Weak, for a court report comes months after the deed.
        return (Mark(-2, f"published {days} days apart"),)
    return ()


@cache
def _gap(days: int, full: bool) -> Marks:  # noqa: FBT001 - told in one place
    if days == 0:
        return (Mark(2, "dates that agree", settles=True),)
    if days == 1:
        # A night belongs to two dates.
        return (Mark(-0.5 if full else 0, "dates a day apart", settles=True),)
    if full:
        return (Mark(-4, f"full dates {days} days apart", bars=True),)
    # Worked out from weekdays, so either may err by weeks: this speaks against, and never forbids.
    weight = next(weight for most, weight in _GAPS if days <= most)
    return (Mark(weight, f"dates {days} days apart"),)
