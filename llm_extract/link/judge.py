"""Whether two incidents of two articles are one: marks for and against, each with its reason."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, Self

from llm_extract.link.traits import Bounds, Level, Member, Traits, mentions
from llm_extract.names import same_name
from llm_extract.records.consensus import Verdict

# What is rare and specific weighs more than what is common. SAME takes two strong signs, or three
# fair ones; below POSSIBLE nothing is worth an editor's look.
SAME_FROM = 4.5
POSSIBLE_FROM = 3.0

_NEAR_DAYS = 3
# Days between two dates, up to and including, and what they weigh.
_GAPS = ((3, -1.0), (7, -2.0), (60, -4.0), (sys.maxsize, -6.0))
_POSTED_FAR_DAYS = 14
_MANY_PLACES = 2
_MOST_FOR_PLACES = 5
# Likeness of names from which on it weighs so much: set on reports of 200 shootings in one pile,
# checked on 75 others. Unrelated reports of one day hardly ever pass the lowest.
_SETTLES_FROM = 0.35
_LIKENESS = ((0.5, 5.0), (0.35, 4.5), (0.25, 3.5), (0.15, 2.0))
# Two houses that write within days of each other need share less; copies settle by themselves.
_SETTLES_FRESH = 0.1
_SETTLES_COPY = 0.8
# So alike two reports of one day must be that a town in both may be the quarter of a town in one,
# and that an area or a date that differs may have been misread.
_MUCH_ALIKE = 0.25
# So alike two houses' reports of one place must be to be of one event where the later was written
# within two weeks, or at any time: it tells of a funeral or a trial, and its date is of that.
_LATER_FROM = 0.2
_LATER_SOON_FROM = 0.15
_LATER_WEIGHT = 4.5
# Texts of so many names each tell of two events where they share next to none.
_MANY_NAMES = 10
_NO_LIKENESS = 0.02
_LIKENESS_FRESH = ((0.5, 6.0), (0.3, 5.5), (0.18, 4.5), (0.14, 3.5), (0.1, 2.5))
# Kinds that reporters use for one and the same event.
_KINDRED = (
    frozenset({"armed_clash", "armed_attack", "assassination", "security_operation", "takeover"}),
    frozenset({"armed_attack", "bombing", "shelling", "arson", "takeover", "jail_break"}),
    frozenset({"shelling", "air_strike", "bombing"}),
    frozenset({"abduction", "armed_attack", "takeover"}),
    frozenset({"unrest", "arson", "armed_clash", "armed_attack"}),
)


# Each is made once and known by itself, and what a set of them comes to is summed once: of the many
# pairs nearly all carry the same few.
@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One sign: positive speaks for one incident, negative against.

    `bars` forbids outright. `settles`: a sign of this very event, and not only of its like; where
    an area sees the same kind of thing every week, all the other signs may agree on two.
    `of_later`: the dates of the two are not of one thing, and need not agree.
    """

    weight: float
    reason: str
    bars: bool = False
    settles: bool = False
    of_later: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a set of marks comes to; one that bars forbids the link, whatever else agrees.

    SAME takes the score and a sign that settles; a bar makes it DIFFERENT. `of_later`: one tells
    of what followed upon the other, and its date is of that.
    """

    score: float
    verdict: Verdict
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    of_later: bool

    @classmethod
    def of(cls, marks: tuple[Mark, ...]) -> Self:
        """Sum the marks."""
        score = sum(mark.weight for mark in marks)
        return cls(
            score,
            _verdict(score, marks),
            speaks_for=tuple(mark.reason for mark in marks if mark.weight > 0),
            speaks_against=tuple(mark.reason for mark in marks if mark.weight < 0),
            of_later=any(mark.of_later for mark in marks),
        )


def _verdict(score: float, marks: tuple[Mark, ...]) -> Verdict:
    if score < POSSIBLE_FROM or any(mark.bars for mark in marks):
        return Verdict.DIFFERENT
    sure = score >= SAME_FROM and any(mark.settles for mark in marks)
    return Verdict.SAME if sure else Verdict.POSSIBLE


_found = lru_cache(maxsize=65_536)(Finding.of)


class Judgement(NamedTuple):
    """A pair of incidents, with what was found on it."""

    left: Member
    right: Member
    finding: Finding

    @classmethod
    def of(cls, left: Member, right: Member, marks: Iterable[Mark]) -> Self:
        """What the marks on a pair come to."""
        return cls(left, right, _found(tuple(marks)))


class _Pair:
    """Two incidents side by side, with what several signs are read from.

    `gap` is in days between the two intervals, 0 where they overlap; `posted` between the two
    publications. Each is None where one of the two is not known.
    """

    __slots__ = ("gap", "left", "likeness", "one_house", "posted", "right")

    def __init__(self, left: Traits, right: Traits, likeness: float) -> None:
        self.left, self.right, self.likeness = left, right, likeness
        self.one_house = left.house is not None and left.house == right.house
        self.gap: int | None = None
        if left.day is not None and right.day is not None:
            self.gap = max(0, right.day - left.last_day, left.day - right.last_day)
        self.posted: int | None = None
        if left.posted is not None and right.posted is not None:
            self.posted = abs(left.posted - right.posted)

    @property
    def is_fresh(self) -> bool:
        """Whether two houses wrote within days of each other, or of one day or night."""
        if self.one_house:
            return False
        near = self.posted is not None and self.posted <= _NEAR_DAYS
        return near or (self.gap is not None and self.gap <= 1)

    @property
    def is_much_alike(self) -> bool:
        """Whether two houses wrote within days of each other, and in the same names."""
        return self.likeness >= _MUCH_ALIKE and self.is_fresh

    @property
    def is_follow_up(self) -> bool:
        """Whether one looks like a later report of another house on what the other tells of."""
        if self.one_house or self.posted is None or self.is_fresh:
            return False
        soon = self.posted <= _POSTED_FAR_DAYS
        if self.likeness < (_LATER_SOON_FROM if soon else _LATER_FROM):
            return False
        left, right = self.left, self.right
        if left.level is not Level.LONE or right.level is not Level.LONE:
            return False
        # Of the many shootings of one town those that come to other figures are others.
        agree = soon or _figures(left.tolls, right.tolls) is not _OTHER_FIGURES
        return agree and _is_one_place(left, right)


def judge(left: Traits, right: Traits, *, kin: bool = False, likeness: float = 0.0) -> Judgement:
    """Compare two incidents.

    `kin`: their series are already known to be one. `likeness`: how far the names in the two texts
    agree, from 0 to 1.
    """
    pair = _Pair(left, right, likeness)
    marks = (
        _time(pair)
        + _place(pair)
        + _actors(left, right)
        + _kind(left.type, right.type)
        + _figures(left.tolls, right.tolls)
        + _mentions(pair)
        + (_KIN if kin else _NOTHING)
    )
    return Judgement.of(left.member, right.member, marks)


_Marks = tuple[Mark, ...]
_NOTHING: _Marks = ()
_KIN: _Marks = (Mark(2, "parts of the same series", settles=True),)

# ---------------------------------------------------------------- when

_SAME_WEEKDAY = Mark(1, "the same weekday", settles=True)
_OTHER_WEEKDAY = Mark(-0.5, "different weekdays")
_MISREAD = (Mark(-1, "dates apart, though written within days and in the same names"),)
_LATER = (Mark(0, "the later report may tell the day of what followed", of_later=True),)


def _time(pair: _Pair) -> _Marks:
    full = pair.left.prints_date and pair.right.prints_date
    if pair.is_follow_up and not (full and pair.gap is not None):
        return _LATER
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


@cache
def _weekdays(left: int | None, right: int | None) -> _Marks:
    if left is None or right is None:
        return ()
    return (_SAME_WEEKDAY if left == right else _OTHER_WEEKDAY,)


@cache
def _posted(days: int, told: bool, one_house: bool) -> _Marks:  # noqa: FBT001 - told in one place
    if days <= _NEAR_DAYS:
        reason = f"published within {_NEAR_DAYS} days of each other"
        # A press office writes every day.
        return (Mark(1, reason, settles=not one_house),)
    if days > _POSTED_FAR_DAYS and not told:
        # Weak, for a court report comes months after the deed.
        return (Mark(-2, f"published {days} days apart"),)
    return ()


@cache
def _gap(days: int, full: bool) -> _Marks:  # noqa: FBT001 - told in one place
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


# ---------------------------------------------------------------- where

_SAME_TOWN = (Mark(3, "the same town"),)
_NAMED = (Mark(1.5, "the place of the one is named in the other"),)
_NOT_NAMED = (Mark(-1.5, "the place of the one is not named in the other"),)
# A bridge or a village for the one is for the other the town near by.
_BOTH_NAMED = (Mark(0, "each report names the place of the other"),)
# A paper of one quarter does not name its own town.
_ONE_NAMED = (Mark(-1, "only one report names the place of the other"),)
_OTHER_TOWNS = (Mark(-3, "different towns", bars=True),)
_OTHER_PLACES = (Mark(-1, "different places"),)
_A_PLACE_IN_COMMON = (Mark(2, "a place in common"),)
_WITHIN = (Mark(2, "the places of one lie in the area of the other"),)
_NO_PLACE_IN_COMMON = (Mark(-2, "no place in common"),)
_NAMED_AFTER = (Mark(1.5, "the name of one place holds that of the other"),)
_SAME_AREA = (Mark(2, "the same area"),)
_OTHER_AREAS = (Mark(-3, "different areas", bars=True),)
_AREA_MISREAD = (Mark(-1, "different areas, though in the same names"),)
_SAME_COUNTRY = (Mark(0.5, "the same country"),)
_OTHER_COUNTRIES = (Mark(-4, "different countries", bars=True),)
_SAME_SITE = (Mark(1.5, "the same site", settles=True),)


def _place(pair: _Pair) -> _Marks:
    left, right = pair.left, pair.right
    if left.level is Level.SERIES or right.level is Level.SERIES:
        return _wide_place(left, right)
    if not left.towns.isdisjoint(right.towns):
        return _SAME_TOWN + _site(left.site, right.site)
    if left.towns and right.towns and not _one_holds_other(left, right):
        return _apart(pair)
    return _lone_area(pair) + _one_place(left, right)


def _one_place(left: Traits, right: Traits) -> _Marks:
    """Where only one report tells the town, whether the other as much as names it."""
    if not left.towns and not right.towns:
        return _NOTHING
    placed, other = (left, right) if left.towns else (right, left)
    if not other.spoken:
        return _NOTHING
    return _NAMED if mentions(other, placed.towns) else _NOT_NAMED


def _apart(pair: _Pair) -> _Marks:
    left, right = pair.left, pair.right
    if pair.is_fresh and _is_named_after(left.towns, right.towns):
        return _NAMED_AFTER
    named = mentions(left, right.towns), mentions(right, left.towns)
    if all(named):
        return _BOTH_NAMED
    if any(named) and (pair.is_follow_up or _may_be_of_a_quarter(pair)):
        return _ONE_NAMED
    return _OTHER_TOWNS if left.certain_town and right.certain_town else _OTHER_PLACES


def _is_named_after(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether all words of one name stand in another: a quarter or a college of the town."""
    words = [[set(name.split()) for name in side] for side in (left, right)]
    return any(one < other or other < one for one in words[0] for other in words[1])


def _may_be_of_a_quarter(pair: _Pair) -> bool:
    if pair.one_house:
        return pair.likeness >= _MUCH_ALIKE and pair.gap == 0
    return pair.likeness >= _SETTLES_FRESH and pair.is_fresh


def _is_one_place(left: Traits, right: Traits) -> bool:
    """Whether they have a town in common, or the one at least names that of the other."""
    if not left.towns.isdisjoint(right.towns):
        return True
    return mentions(left, right.towns) or mentions(right, left.towns)


def _wide_place(left: Traits, right: Traits) -> _Marks:
    shared = len(left.towns & right.towns)
    if shared >= _MANY_PLACES:
        return _places_in_common(shared)
    if shared:
        return _A_PLACE_IN_COMMON
    if _one_holds_other(left, right):
        return _WITHIN
    if left.towns and right.towns:
        return _NO_PLACE_IN_COMMON
    return _area(left, right) + _one_place(left, right)


@cache
def _places_in_common(shared: int) -> _Marks:
    weight = min(_MOST_FOR_PLACES, 2 + shared / 2)
    return (Mark(weight, f"{shared} places in common", settles=True),)


def _one_holds_other(left: Traits, right: Traits) -> bool:
    """Whether a name of one is the area of the other: a town within a province."""
    return not (left.towns.isdisjoint(right.areas) and right.towns.isdisjoint(left.areas))


def _area(left: Traits, right: Traits) -> _Marks:
    if not left.areas.isdisjoint(right.areas) or _one_holds_other(left, right):
        return _SAME_AREA
    if left.areas and right.areas:
        return _OTHER_AREAS
    if left.country and right.country:
        return _SAME_COUNTRY if left.country == right.country else _OTHER_COUNTRIES
    return _NOTHING


def _lone_area(pair: _Pair) -> _Marks:
    found = _area(pair.left, pair.right)
    return _AREA_MISREAD if found is _OTHER_AREAS and pair.is_much_alike else found


@lru_cache(maxsize=65_536)
def _site(left: str | None, right: str | None) -> _Marks:
    if left is None or right is None:
        return ()
    if same_name(left, right):
        return _SAME_SITE
    return (Mark(-2.5, f"different sites: {left}, {right}"),)


# ---------------------------------------------------------------- who, what, how many

_SAME_OPERATION = (Mark(3, "the same named operation", settles=True),)
_OTHER_OPERATIONS = (Mark(-1, "different named operations"),)
_SAME_ATTACKERS = (Mark(2, "the same attackers named"),)
_OTHER_ATTACKERS = (Mark(-1.5, "different attackers named"),)
_OTHERS_IN_COMMON = (Mark(0.5, "other actors in common"),)
_SAME_VICTIM = (Mark(3, "a victim of the same name", settles=True),)
_OTHER_FIGURES = (Mark(-0.5, "figures that differ"),)


def _actors(left: Traits, right: Traits) -> _Marks:
    marks = _NOTHING
    if left.operation and right.operation:
        same = not left.operation.isdisjoint(right.operation)
        marks += _SAME_OPERATION if same else _OTHER_OPERATIONS
    if left.perpetrators and right.perpetrators:
        same = not left.perpetrators.isdisjoint(right.perpetrators)
        marks += _SAME_ATTACKERS if same else _OTHER_ATTACKERS
    if not left.others.isdisjoint(right.others):
        marks += _OTHERS_IN_COMMON
    if not left.victims.isdisjoint(right.victims):
        marks += _SAME_VICTIM
    return marks


@cache
def _kind(left: str, right: str) -> _Marks:
    types = {left, right}
    if len(types) == 1:
        return (Mark(1, "the same kind of incident"),)
    if "unclear" in types or "series" in types or any(types <= kin for kin in _KINDRED):
        return (Mark(0, "kinds of incident that go together"),)
    return (Mark(-1, f"different kinds: {left}, {right}"),)


def _mentions(pair: _Pair) -> _Marks:
    """Two outlets that name the same names in the same days write of one event.

    Releases of one press office share their names for years.
    """
    if pair.likeness < _NO_LIKENESS:
        fewer = min(len(pair.left.names), len(pair.right.names))
        return _NO_NAMES if fewer >= _MANY_NAMES else _NOTHING
    if pair.is_follow_up:
        return _SAME_NAMES_LATER
    fresh = pair.is_fresh
    for least, weight in _LIKENESS_FRESH if fresh else _LIKENESS:
        if pair.likeness >= least:
            return _same_names(weight, pair.likeness >= _settles_from(pair, fresh=fresh))
    return _NOTHING


_SAME_NAMES_LATER = (Mark(_LATER_WEIGHT, "the same names in a later report", settles=True),)
_NO_NAMES = (Mark(-1.5, "hardly a name in common"),)


@cache
def _same_names(weight: float, settles: bool) -> _Marks:  # noqa: FBT001 - told in one place
    return (Mark(weight, "the same names in the text", settles=settles),)


def _settles_from(pair: _Pair, *, fresh: bool) -> float:
    if fresh:
        return _SETTLES_FRESH
    if pair.one_house or not (pair.left.is_dated and pair.right.is_dated):
        return _SETTLES_COPY
    return _SETTLES_FROM


def _figures(left: Mapping[str, Bounds], right: Mapping[str, Bounds]) -> _Marks:
    """Equal tolls speak for; differing tolls hardly speak against, for that is what reports do."""
    equal = overlapping = apart = 0
    for key, one in left.items():
        other = right.get(key)
        if other is None:
            continue
        if one == other:
            equal += 1
        elif _overlap(one, other):
            overlapping += 1
        else:
            apart += 1
    if equal:
        return _same_figures(equal)
    return _OTHER_FIGURES if apart and not overlapping else _NOTHING


@cache
def _same_figures(equal: int) -> _Marks:
    # One figure may agree by chance, and small ones often do; two hardly ever.
    return (Mark(min(1.5, 0.5 + 0.5 * equal), "the same figures", settles=equal > 1),)


def _overlap(one: Bounds, other: Bounds) -> bool:
    (low, high), (least, most) = one, other
    return (high is None or (least or 0) <= high) and (most is None or (low or 0) <= most)
