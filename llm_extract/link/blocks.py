"""Which pairs are worth comparing: incidents that share a rare enough token in the same weeks.

Every pair of articles would be quadratic. Within a block the incidents stand in the order of their
days, and each is compared with the next few only, so that the work grows with the incidents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from llm_extract.link.mentions import Rarity
from llm_extract.link.traits import Level, Traits

_DAYS_A_WEEK = 7
_NEIGHBOURS = 24
_UNDATED = -1
_ANY_WEEK = -2


def candidates(traits: Iterable[Traits], rarity: Rarity) -> Iterator[tuple[Traits, Traits]]:
    """Each pair once, the lower member first; never two incidents of one article."""
    blocks: dict[tuple[str, str, int], list[Traits]] = defaultdict(list)
    listed = tuple(traits)
    for one in listed:
        for key in _keys(one, rarity):
            blocks[key].append(one)
    # A pair as one number: there are many.
    number = {one.member: at for at, one in enumerate(listed)}
    seen: set[int] = set()
    for key in sorted(blocks):
        for left, right in _near(blocks[key], undated=key[2] == _UNDATED):
            pair = number[left.member] * len(listed) + number[right.member]
            if pair not in seen:
                seen.add(pair)
                yield left, right


def _keys(one: Traits, rarity: Rarity) -> Iterator[tuple[str, str, int]]:
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
    days = {one.day, one.posted.toordinal() if one.posted else None} - {None}
    weeks = {day // _DAYS_A_WEEK for day in days if day is not None}
    return tuple(sorted(weeks | {week + 1 for week in weeks}))


def _near(block: list[Traits], *, undated: bool) -> Iterator[tuple[Traits, Traits]]:
    block.sort(key=lambda one: (one.told_on or 0, one.member))
    for one, others in _undated_near(block) if undated else _dated_near(block):
        for other in others:
            if one.member[0] != other.member[0]:
                yield (one, other) if one.member < other.member else (other, one)


def _dated_near(block: list[Traits]) -> Iterator[tuple[Traits, list[Traits]]]:
    for at, one in enumerate(block):
        yield one, block[at + 1 : at + 1 + _NEIGHBOURS]


def _undated_near(block: list[Traits]) -> Iterator[tuple[Traits, list[Traits]]]:
    """What has no week meets its like, and a bounded number of those that have one."""
    loose = [one for one in block if not _weeks(one)]
    dated = [one for one in block if _weeks(one)][-_NEIGHBOURS:]
    for one, others in _dated_near(loose):
        yield one, others + dated
