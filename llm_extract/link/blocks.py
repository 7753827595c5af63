"""Which pairs are worth comparing: incidents that share a rare enough token in the same weeks.

Every pair of articles would be quadratic. The incidents are passed once, the latest first, and each
meets the last few that stand in its blocks only, so that the work grows with the incidents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from llm_extract.link.mentions import Rarity
from llm_extract.link.people import People
from llm_extract.link.traits import Level, Traits, site_names
from llm_extract.names import sound

_DAYS_A_WEEK = 7
_NEIGHBOURS = 24
_UNDATED = -1
_ANY_WEEK = -2


def candidates(
    traits: Iterable[Traits], rarity: Rarity, people: People
) -> Iterator[tuple[Traits, Traits]]:
    """Each pair once, the lower member first; never two incidents of one article."""
    listed = sorted(traits, key=lambda one: (one.told_on or 0, one.member))
    blocks = _Blocks()
    gazetteer = _Gazetteer(listed)
    for at in reversed(range(len(listed))):
        one = listed[at]
        met = {
            other
            for key in chain(_keys(one, rarity, gazetteer), _named(one, people))
            for other in blocks.meet(at, one, key)
        }
        for other in map(listed.__getitem__, sorted(met)):
            if one.member[0] != other.member[0]:
                yield (one, other) if one.member < other.member else (other, one)


# Of which kind the token is, the token, and the week.
_Key = tuple[str, str, int]


class _Blocks:
    """The incidents that were passed so far, as numbers, under each of their keys."""

    def __init__(self) -> None:
        self._passed: dict[_Key, list[int]] = defaultdict(list)
        self._dated: dict[_Key, list[int]] = defaultdict(list)

    def meet(self, at: int, one: Traits, key: _Key) -> list[int]:
        """Whom `one` meets under a key; those who come after it will meet it.

        Under a key of no week, what is undated meets its like and a bounded number of those that
        are dated, all of which were passed before it; the dated meet each other in their weeks.
        """
        if key[2] == _UNDATED and one.is_dated:
            if len(self._dated[key]) < _NEIGHBOURS:
                self._dated[key].append(at)
            return []
        passed = self._passed[key]
        met = passed[-_NEIGHBOURS:] + self._dated.get(key, [])
        passed.append(at)
        return met


class _Gazetteer:
    """The towns of the pile, to find those that a report names which tells no town as its own."""

    def __init__(self, traits: Iterable[Traits]) -> None:
        towns = {town for one in traits for town in one.towns}
        self._under: dict[str, list[str]] = defaultdict(list)
        for town in sorted(towns):
            self._under[town.split()[0]].append(town)

    def named_by(self, one: Traits) -> Iterator[str]:
        """The towns whose every word stands in the text."""
        listed = (town for word in one.spoken for town in self._under.get(word, ()))
        return (town for town in listed if one.spoken.issuperset(town.split()))


def _keys(one: Traits, rarity: Rarity, gazetteer: _Gazetteer) -> Iterator[_Key]:
    for name in rarity.rarest(one.names):
        # A verdict comes months after the deed.
        weeks = (_ANY_WEEK,) if rarity.is_rare(name) else _weeks(one)
        yield from (("name", name, week) for week in weeks)
    for kind, token in _tokens(one):
        # The undated meet everything of their token; the dated, what lies in their weeks.
        yield kind, token, _UNDATED
        for week in _weeks(one):
            yield kind, token, week
    if not one.towns:
        yield from (
            ("town", town, week) for town in gazetteer.named_by(one) for week in _weeks(one)
        )


def _named(one: Traits, people: People) -> Iterator[_Key]:
    """Those it befell, who bring together reports of any week."""
    return (("person", person, _ANY_WEEK) for person in people.rare(one.people))


def _tokens(one: Traits) -> Iterator[tuple[str, str]]:
    wide = one.level is Level.SERIES
    yield from (("town", town) for town in one.towns)
    yield from (("area", area) for area in one.areas if wide or not one.towns)
    yield from (("group", name) for name in one.perpetrators if wide or not one.towns)
    if one.site:
        yield from (("site", name) for name in site_names(one.site))
        # A road bears the name of the town that it leads to.
        yield from (("town", name) for name in (*site_names(one.site), sound(one.site)))
    yield from (("operation", word) for word in one.operation)
    yield from (("victim", name) for name in one.victims)


def _weeks(one: Traits) -> tuple[int, ...]:
    """The week it began and the one after, so that neighbours across a Sunday still meet.

    The week of publication too, for a day that was read wrongly would lead to the wrong one.
    """
    days = {one.day, one.posted} - {None}
    weeks = {day // _DAYS_A_WEEK for day in days if day is not None}
    return tuple(sorted(weeks | {week + 1 for week in weeks}))
