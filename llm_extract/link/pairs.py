"""Two incidents side by side, with what several kinds of marks are read from."""

from __future__ import annotations

from collections.abc import Mapping

from llm_extract.link.traits import Bounds, Level, Traits, mentions

NEAR_DAYS = 3
POSTED_FAR_DAYS = 14
# So alike two reports of one day must be that a town in both may be the quarter of a town in one,
# and that an area or a date that differs may have been misread.
MUCH_ALIKE = 0.25
# So alike two houses' reports of one place must be to be of one event where the later was written
# within two weeks, or at any time: it tells of a funeral or a trial, and its date is of that.
_LATER_FROM = 0.2
_LATER_SOON_FROM = 0.15
# One person may be met again, in the same office or at the same trade.
_SAME_PEOPLE = 2


class Pair:
    """What is read off two incidents for more than one mark.

    `likeness` is how far the names in the two texts agree, from 0 to 1. `gap` is in days between
    the two intervals, 0 where they overlap; `posted` between the two publications. Each is None
    where one of the two is not known. `is_fresh`: two houses wrote within days of each other, or of
    one day or night. `is_of_same_people`: both name the same people, whom no other event has.
    """

    __slots__ = (
        "gap",
        "is_follow_up",
        "is_fresh",
        "is_of_same_people",
        "left",
        "likeness",
        "one_house",
        "posted",
        "right",
    )

    def __init__(self, left: Traits, right: Traits, likeness: float, people: int = 0) -> None:
        self.left, self.right, self.likeness = left, right, likeness
        self.one_house = one_house = left.house is not None and left.house == right.house
        self.gap = gap = _gap(left, right)
        self.posted = posted = _posted(left, right)
        near = (posted is not None and posted <= NEAR_DAYS) or (gap is not None and gap <= 1)
        self.is_fresh = near and not one_house
        # A round-up names the people of many events.
        self.is_of_same_people = people >= _SAME_PEOPLE and left.level is right.level
        self.is_follow_up = likeness >= _LATER_SOON_FROM and self._follows()

    @property
    def is_much_alike(self) -> bool:
        """Whether two houses wrote within days of each other, and in the same names."""
        return self.is_fresh and self.likeness >= MUCH_ALIKE

    def _follows(self) -> bool:
        """Whether one looks like a later report of another house on what the other tells of."""
        if self.one_house or self.is_fresh:
            return False
        # What bears no date may have been written at any time.
        soon = self.posted is not None and self.posted <= POSTED_FAR_DAYS
        left, right = self.left, self.right
        # Two that each tell of their own day tell of two events, unless names show otherwise.
        least = MUCH_ALIKE if _is_news(left) and _is_news(right) else _LATER_FROM
        if not soon and self.likeness < least:
            return False
        if left.level is not Level.LONE or right.level is not Level.LONE:
            return False
        # Of the many shootings of one town those that come to other figures are others.
        agree = soon or not figures_differ(left.tolls, right.tolls)
        return agree and _is_one_place(left, right)


def _is_news(one: Traits) -> bool:
    """Whether it was written on the day that it tells of, or on the next."""
    return one.day is not None and one.posted is not None and 0 <= one.posted - one.last_day <= 1


def _gap(left: Traits, right: Traits) -> int | None:
    if left.day is None or right.day is None:
        return None
    return max(0, right.day - left.last_day, left.day - right.last_day)


def _posted(left: Traits, right: Traits) -> int | None:
    if left.posted is None or right.posted is None:
        return None
    return abs(left.posted - right.posted)


def _is_one_place(left: Traits, right: Traits) -> bool:
    """Whether they have a town in common, or the one at least names that of the other."""
    if not left.towns.isdisjoint(right.towns):
        return True
    return mentions(left, right.towns) or mentions(right, left.towns)


def figures_differ(left: Mapping[str, Bounds], right: Mapping[str, Bounds]) -> bool:
    """Whether both give figures of the same groups and effects, and no two of them agree."""
    apart = False
    for key, one in left.items():
        other = right.get(key)
        if other is not None:
            if _overlap(one, other):
                return False
            apart = True
    return apart


def _overlap(one: Bounds, other: Bounds) -> bool:
    (low, high), (least, most) = one, other
    return (high is None or (least or 0) <= high) and (most is None or (low or 0) <= most)
