"""Figures of one incident in different fields that speak to one another: of a part and its whole.

"No one was hurt" beside "two officers were hurt" is a conflict, though the one is of everybody and
the other of the police; and where one report gives only the soldiers and another only everybody, a
reader may take the two figures for rivals that they are not.

Each is told of two positions, or of one that knows of nobody and the few against it: of many
figures for one group those that most origins give, for the rest stand as rivals in their own field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from llm_extract.consensus.classify import Kind
from llm_extract.consensus.containment import (
    Whom,
    are_denied,
    count,
    differ,
    given_by_article,
    is_held_figure,
    is_within,
    may_be_set_beside,
    states_fight,
    whom,
)
from llm_extract.consensus.disagreements import between
from llm_extract.consensus.positions import Standing
from llm_extract.records.claims import Toll
from llm_extract.records.consensus import Disagreement
from llm_extract.records.counts import CountKind


@dataclass(frozen=True, slots=True)
class _Clash:
    """A figure against one that would contain it."""

    kind: Kind
    part: Standing
    whole: Standing

    @property
    def rank(self) -> tuple[int, int, str]:
        """How well it is attested, for the choice among figures for the same people."""
        told = (self.part, self.whole)
        origins = sum(len(_origins(one)) for one in told)
        figures = sum(count(one).low or 0 for one in told)
        return origins, figures, "".join(one.position.position_id for one in told)


def across(standings: Iterable[Standing]) -> tuple[Disagreement, ...]:
    """The disagreements between tolls of different groups or effects, each told in a sentence."""
    tolls = [one for one in standings if isinstance(one.value, Toll) and one.part is None]
    if states_fight(one for one in tolls if is_held_figure(one)):
        return ()
    by_whom: dict[Whom, list[_Clash]] = defaultdict(list)
    for one in _clashes(tolls):
        by_whom[whom(one.whole)].append(one)
    return tuple(
        between(tolls, kind, [(one.part, one.whole) for one in told])
        for clashes in by_whom.values()
        for kind, told in (*_against_nobody(clashes, tolls), *_in_twos(clashes))
    )


def _clashes(tolls: Sequence[Standing]) -> Iterator[_Clash]:
    """Every figure that does not go with one for more people."""
    held = [one for one in tolls if is_held_figure(one)]
    given = given_by_article(held)
    for part, whole in product(held, tolls):
        if not may_be_set_beside(part, whole):
            continue
        denied = are_denied(part, whole, held)
        kind = Kind.DENIAL if denied else differ(part, whole, given)
        if kind is not None:
            yield _Clash(kind, part, whole)


# ---------------------------------------------------------------- what is told of them

_Told = tuple[Kind, Sequence[_Clash]]


def _against_nobody(clashes: Iterable[_Clash], tolls: Iterable[Standing]) -> Iterator[_Told]:
    """Each "nobody", or denial of any, with one figure for each group that speaks against it.

    Who are counted in another such figure add nothing to it; and where others give a number of the
    very people of whom there are said to be none, that stands in their field.
    """
    answered = {whom(one) for one in tolls if is_held_figure(one) and count(one).low}
    against: dict[str, list[_Clash]] = defaultdict(list)
    for one in clashes:
        if _is_of_nobody(one.whole):
            against[one.whole.position.position_id].append(one)
    for group in against.values():
        hardest = max((one.kind for one in group), key=lambda kind: kind.value)
        if hardest is Kind.DENIAL or whom(group[0].whole) not in answered:
            yield hardest, _widest(one for one in group if one.kind is hardest)


def _widest(clashes: Iterable[_Clash]) -> list[_Clash]:
    best = _best(clashes)
    return [
        one
        for (inner, _), one in best.items()
        if not any(inner != outer and is_within(inner, outer) for outer, _ in best)
    ]


def _in_twos(clashes: Iterable[_Clash]) -> Iterator[_Told]:
    """Of figures for the same people the two that are attested best."""
    some = [one for one in clashes if not _is_of_nobody(one.whole)]
    yield from ((one.kind, [one]) for one in _hardest(some))
    apart = (one for one in some if one.kind is Kind.SCOPE)
    yield from ((one.kind, [one]) for one in _best(apart).values())


def _hardest(clashes: Iterable[_Clash]) -> list[_Clash]:
    """The one conflict to be told of these people: the gravest, and of those the best attested."""
    hard = [one for one in clashes if one.kind is not Kind.SCOPE]
    return sorted(hard, key=lambda one: (one.kind.value, one.rank))[-1:]


def _best(clashes: Iterable[_Clash]) -> dict[tuple[Whom, Kind], _Clash]:
    found: dict[tuple[Whom, Kind], _Clash] = {}
    for one in clashes:
        key = whom(one.part), one.kind
        if key not in found or one.rank > found[key].rank:
            found[key] = one
    return found


def _is_of_nobody(one: Standing) -> bool:
    """Whether it says that there was none, or is a denial of any."""
    return count(one).high == 0 or count(one).kind is CountKind.UNKNOWN


def _origins(one: Standing) -> set[str]:
    return {each.source.origin_id or each.source.article_id for each in one.holding}
