"""Which pairs are worth comparing: incidents that share a rare enough token in the same weeks.

Every pair of articles would be quadratic. The incidents are passed once, the latest first, and each
meets the last few that stand in its blocks only, so that the work grows with the incidents.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from llm_extract.link.mentions import Rarity
from llm_extract.link.traits import Level, Traits

_DAYS_A_WEEK = 7
_NEIGHBOURS = 24
_UNDATED = -1
_ANY_WEEK = -2


def candidates(traits: Iterable[Traits], rarity: Rarity) -> Iterator[tuple[Traits, Traits]]:
    """Each pair once, the lower member first; never two incidents of one article."""
    listed = sorted(traits, key=lambda one: (one.told_on or 0, one.member))
    blocks: dict[_Key, _Block] = defaultdict(_Block)
    for at in reversed(range(len(listed))):
        one = listed[at]
        met: set[int] = set()
        for key in _keys(one, rarity):
            met.update(blocks[key].meet(at, loose=_is_loose(one), mixed=key[2] == _UNDATED))
        for other in map(listed.__getitem__, sorted(met)):
            if one.member[0] != other.member[0]:
                yield (one, other) if one.member < other.member else (other, one)


# Of which kind the token is, the token, and the week.
_Key = tuple[str, str, int]


class _Block:
    """The incidents of one key that were passed so far, as far as others will meet them.

    In a block of all weeks what has no week meets its like, and a bounded number of those that
    have one; the dated meet each other in the blocks of their weeks.
    """

    __slots__ = ("_dated", "_passed")

    def __init__(self) -> None:
        self._passed: deque[int] = deque(maxlen=_NEIGHBOURS)
        self._dated: list[int] = []

    def meet(self, one: int, *, loose: bool, mixed: bool) -> Iterator[int]:
        """Whom `one` meets; those who come after it will meet it."""
        if mixed and not loose:
            if len(self._dated) < _NEIGHBOURS:
                self._dated.append(one)
            return
        yield from self._passed
        yield from self._dated
        self._passed.append(one)


def _is_loose(one: Traits) -> bool:
    """Whether it has no week, and so stands first: all that are dated were passed before it."""
    return not one.is_dated


def _keys(one: Traits, rarity: Rarity) -> Iterator[_Key]:
    for name in rarity.rarest(one.names):
        # A verdict comes months after the deed.
        weeks = (_ANY_WEEK,) if rarity.is_rare(name) else _weeks(one)
        yield from (("name", name, week) for week in weeks)
    for kind, token in _tokens(one):
        # The undated meet everything of their token; the dated, what lies in their weeks.
        yield kind, token, _UNDATED
        for week in _weeks(one):
            yield kind, token, week


def _tokens(one: Traits) -> Iterator[tuple[str, str]]:
    wide = one.level is Level.SERIES
    yield from (("town", town) for town in one.towns)
    yield from (("area", area) for area in one.areas if wide or not one.towns)
    yield from (("group", name) for name in one.perpetrators if wide or not one.towns)
    yield from (("operation", word) for word in one.operation)
    yield from (("victim", name) for name in one.victims)


def _weeks(one: Traits) -> tuple[int, ...]:
    """The week it began and the one after, so that neighbours across a Sunday still meet.

    The week of publication too, for a day that was read wrongly would lead to the wrong one.
    """
    days = {one.day, one.posted} - {None}
    weeks = {day // _DAYS_A_WEEK for day in days if day is not None}
    return tuple(sorted(weeks | {week + 1 for week in weeks}))
