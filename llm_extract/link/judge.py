"""Whether two incidents of two articles are one: marks for and against, each with its reason."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm_extract.days import gap_days, weekday
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
_NO_FIGURE: Bounds = (None, None)
_MOST_FOR_PLACES = 5
# Likeness of names from which on it weighs so much: set on reports of 200 shootings in one pile,
# checked on 75 others. Unrelated reports of one day hardly ever pass the lowest.
_SETTLES_FROM = 0.35
_LIKENESS = ((0.5, 5.0), (0.35, 4.5), (0.25, 3.5), (0.15, 2.0))
# Two houses that write within days of each other need share less; copies settle by themselves.
_SETTLES_FRESH = 0.1
_SETTLES_COPY = 0.8
# So alike two reports of one day must be that a town in both may be the quarter of a town in one.
_SETTLES_QUARTER = 0.25
_LIKENESS_FRESH = ((0.5, 6.0), (0.3, 5.5), (0.18, 4.5), (0.14, 3.5), (0.1, 2.5))
# Kinds that reporters use for one and the same event.
_KINDRED = (
    frozenset({"armed_clash", "armed_attack", "assassination", "security_operation", "takeover"}),
    frozenset({"armed_attack", "bombing", "shelling", "arson", "takeover", "jail_break"}),
    frozenset({"shelling", "air_strike", "bombing"}),
    frozenset({"abduction", "armed_attack", "takeover"}),
    frozenset({"unrest", "arson", "armed_clash", "armed_attack"}),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign: positive speaks for one incident, negative against.

    `bars` forbids outright. `settles`: a sign of this very event, and not only of its like; where
    an area sees the same kind of thing every week, all the other signs may agree on two.
    """

    weight: float
    reason: str
    bars: bool = False
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The marks on a pair, with what follows from them."""

    left: Member
    right: Member
    marks: tuple[Mark, ...]
    score: float
    barred: bool
    settled: bool

    @classmethod
    def of(cls, left: Member, right: Member, marks: Iterable[Mark]) -> Judgement:
        """Sum the marks; one that bars forbids the link, whatever else agrees."""
        told = tuple(marks)
        return cls(
            left,
            right,
            told,
            score=sum(mark.weight for mark in told),
            barred=any(mark.bars for mark in told),
            settled=any(mark.settles for mark in told),
        )

    @property
    def verdict(self) -> Verdict:
        """SAME takes the score and a sign that settles; a bar makes it DIFFERENT."""
        if self.barred or self.score < POSSIBLE_FROM:
            return Verdict.DIFFERENT
        sure = self.score >= SAME_FROM and self.settled
        return Verdict.SAME if sure else Verdict.POSSIBLE


def judge(left: Traits, right: Traits, *, kin: bool = False, likeness: float = 0.0) -> Judgement:
    """Compare two incidents.

    `kin`: their series are already known to be one. `likeness`: how far the names in the two texts
    agree, from 0 to 1.
    """
    marks = [
        *_time(left, right),
        *_place(left, right, likeness),
        *_actors(left, right),
        *_kind(left, right),
    ]
    marks.extend(_figures(left, right))
    marks.extend(_mentions(likeness, left, right))
    if kin:
        marks.append(Mark(2, "parts of the same series", settles=True))
    return Judgement.of(left.member, right.member, marks)


# ---------------------------------------------------------------- when


def _time(left: Traits, right: Traits) -> Iterator[Mark]:
    gap = gap_days(left.when, right.when)
    if gap is not None:
        yield _gap_mark(gap, full=left.prints_date and right.prints_date)
        if gap <= 1:
            return
    else:
        yield from _weekdays(weekday(left.when), weekday(right.when))
    if _days_between(left, right) < sys.maxsize:
        yield from _posted(left, right, told=gap is not None)


def _weekdays(one: int | None, other: int | None) -> Iterator[Mark]:
    if one is not None and other is not None:
        same = Mark(1, "the same weekday", settles=True)
        yield same if one == other else Mark(-0.5, "different weekdays")


def _gap_mark(gap: int, *, full: bool) -> Mark:
    if gap == 0:
        return Mark(2, "dates that agree", settles=True)
    if gap == 1:
        # A night belongs to two dates.
        return Mark(-0.5 if full else 0, "dates a day apart", settles=True)
    if full:
        return Mark(-4, f"full dates {gap} days apart", bars=True)
    # Worked out from weekdays, so either may err by weeks: this speaks against, and never forbids.
    weight = next(weight for most, weight in _GAPS if gap <= most)
    return Mark(weight, f"dates {gap} days apart")


def _posted(left: Traits, right: Traits, *, told: bool) -> Iterator[Mark]:
    days = _days_between(left, right)
    if days <= _NEAR_DAYS:
        reason = f"published within {_NEAR_DAYS} days of each other"
        # A press office writes every day.
        yield Mark(1, reason, settles=not _one_house(left, right))
    elif days > _POSTED_FAR_DAYS and not told:
        # Weak, for a court report comes months after the deed.
        yield Mark(-2, f"published {days} days apart")


# ---------------------------------------------------------------- where


def _place(left: Traits, right: Traits, likeness: float) -> Iterator[Mark]:
    shared = left.towns & right.towns
    if Level.SERIES in {left.level, right.level}:
        yield from _wide_place(left, right, len(shared))
    elif shared:
        yield Mark(3, "the same town")
        yield from _site(left, right)
    elif left.towns and right.towns and not _one_holds_other(left, right):
        yield _apart(left, right, likeness)
    else:
        yield from _area(left, right)
        yield from _one_place(left, right)


def _one_place(left: Traits, right: Traits) -> Iterator[Mark]:
    """Where only one report tells the town, whether the other as much as names it."""
    if not left.towns and not right.towns:
        return
    placed, other = (left, right) if left.towns else (right, left)
    if not other.spoken:
        return
    if mentions(other, placed.towns):
        yield Mark(1, "the place of the one is named in the other")
    else:
        yield Mark(-1.5, "the place of the one is not named in the other")


def _apart(left: Traits, right: Traits, likeness: float) -> Mark:
    named = mentions(left, right.towns), mentions(right, left.towns)
    if all(named):
        # A bridge or a village for the one is for the other the town near by.
        return Mark(0, "each report names the place of the other")
    if any(named) and likeness >= _SETTLES_QUARTER and gap_days(left.when, right.when) == 0:
        # A paper of one quarter does not name its own town.
        return Mark(-1, "only one report names the place of the other")
    if left.certain_town and right.certain_town:
        return Mark(-3, "different towns", bars=True)
    return Mark(-1, "different places")


def _wide_place(left: Traits, right: Traits, shared: int) -> Iterator[Mark]:
    if shared >= _MANY_PLACES:
        weight = min(_MOST_FOR_PLACES, 2 + shared / 2)
        yield Mark(weight, f"{shared} places in common", settles=True)
    elif shared:
        yield Mark(2, "a place in common")
    elif _one_holds_other(left, right):
        yield Mark(2, "the places of one lie in the area of the other")
    elif left.towns and right.towns:
        yield Mark(-2, "no place in common")
    else:
        yield from _area(left, right)
        yield from _one_place(left, right)


def _one_holds_other(left: Traits, right: Traits) -> bool:
    """Whether a name of one is the area of the other: a town within a province."""
    return bool(left.towns & right.areas or right.towns & left.areas)


def _area(left: Traits, right: Traits) -> Iterator[Mark]:
    if left.areas & right.areas or _one_holds_other(left, right):
        yield Mark(2, "the same area")
    elif left.areas and right.areas:
        yield Mark(-3, "different areas", bars=True)
    elif left.country and right.country:
        same = left.country == right.country
        yield Mark(0.5, "the same country") if same else Mark(-4, "different countries", bars=True)


def _site(left: Traits, right: Traits) -> Iterator[Mark]:
    if left.site is None or right.site is None:
        return
    if same_name(left.site, right.site):
        yield Mark(1.5, "the same site", settles=True)
    else:
        yield Mark(-2.5, f"different sites: {left.site}, {right.site}")


# ---------------------------------------------------------------- who, what, how many


def _actors(left: Traits, right: Traits) -> Iterator[Mark]:
    if left.operation & right.operation:
        yield Mark(3, "the same named operation", settles=True)
    elif left.operation and right.operation:
        yield Mark(-1, "different named operations")
    if left.perpetrators & right.perpetrators:
        yield Mark(2, "the same attackers named")
    elif left.perpetrators and right.perpetrators:
        yield Mark(-1.5, "different attackers named")
    if left.others & right.others:
        yield Mark(0.5, "other actors in common")
    if left.victims & right.victims:
        yield Mark(3, "a victim of the same name", settles=True)


def _kind(left: Traits, right: Traits) -> Iterator[Mark]:
    types = {left.type, right.type}
    if len(types) == 1:
        yield Mark(1, "the same kind of incident")
    elif "unclear" in types or "series" in types or any(types <= kin for kin in _KINDRED):
        yield Mark(0, "kinds of incident that go together")
    else:
        yield Mark(-1, f"different kinds: {left.type}, {right.type}")


def _mentions(likeness: float, left: Traits, right: Traits) -> Iterator[Mark]:
    """Two outlets that name the same names in the same days write of one event.

    Releases of one press office share their names for years.
    """
    fresh = _is_fresh(left, right)
    for least, weight in _LIKENESS_FRESH if fresh else _LIKENESS:
        if likeness >= least:
            settles = likeness >= _settles_from(left, right, fresh=fresh)
            yield Mark(weight, "the same names in the text", settles=settles)
            return


def _settles_from(left: Traits, right: Traits, *, fresh: bool) -> float:
    if fresh:
        return _SETTLES_FRESH
    if _one_house(left, right) or not (left.is_dated and right.is_dated):
        return _SETTLES_COPY
    return _SETTLES_FROM


def _is_fresh(left: Traits, right: Traits) -> bool:
    """Whether two houses wrote within days of each other, or of one day or night."""
    if _one_house(left, right):
        return False
    gap = gap_days(left.when, right.when)
    return _days_between(left, right) <= _NEAR_DAYS or (gap is not None and gap <= 1)


def _one_house(left: Traits, right: Traits) -> bool:
    return left.house is not None and left.house == right.house


def _days_between(left: Traits, right: Traits) -> int:
    """Days between the two publications; beyond all bounds where one is not known."""
    if left.posted is None or right.posted is None:
        return sys.maxsize
    return abs((left.posted - right.posted).days)


def _figures(left: Traits, right: Traits) -> Iterator[Mark]:
    """Equal tolls speak for; differing tolls hardly speak against, for that is what reports do."""
    equal = overlapping = apart = 0
    for key, one in left.tolls.items():
        other = right.tolls.get(key, _NO_FIGURE)
        if _NO_FIGURE in (one, other):
            continue
        equal += one == other
        overlapping += _overlap(one, other)
        apart += not _overlap(one, other)
    if equal:
        # One figure may agree by chance, and small ones often do; two hardly ever.
        yield Mark(min(1.5, 0.5 + 0.5 * equal), "the same figures", settles=equal > 1)
    elif apart and not overlapping:
        yield Mark(-0.5, "figures that differ")


def _overlap(one: Bounds, other: Bounds) -> bool:
    lowest = max(one[0] or 0, other[0] or 0)
    return (one[1] is None or lowest <= one[1]) and (other[1] is None or lowest <= other[1])
