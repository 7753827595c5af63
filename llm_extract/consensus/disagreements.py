"""Disagreements: the positions of a field that differ in one way, told in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypedDict, assert_never

from llm_extract.consensus import telling
from llm_extract.consensus.classify import Ground, Kind, classify
from llm_extract.consensus.positions import Standing
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Extent, Toll
from llm_extract.records.consensus import (
    AttributionConflict,
    Contradiction,
    Denial,
    Disagreement,
    PossibleUpdate,
    PrecisionDifference,
    ScopeMismatch,
    Update,
)

_Pair = tuple[Standing, Standing]
Pairs = Mapping[Kind, Sequence[_Pair]]


class _Stem(TypedDict):
    """What every kind of disagreement carries."""

    disagreement_id: str
    position_ids: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Positions that hang together through pairs of one kind, and these pairs."""

    standings: tuple[Standing, ...]
    pairs: tuple[_Pair, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[_Pair]) -> _Group:
        listed = tuple(pairs)
        every = {one.position.position_id: one for pair in listed for one in pair}
        return cls(tuple(every.values()), listed)


def disagreements(standings: Sequence[Standing], *, many_places: bool) -> tuple[Disagreement, ...]:
    """Every way in which the positions of one field differ, each with a sentence that says how."""
    pairs: dict[Kind, list[_Pair]] = defaultdict(list)
    # Most fields of most stories have one position.
    if len(standings) > 1:
        ground = Ground.of(standings, many_places=many_places)
        for left, right in combinations(standings, 2):
            kind = classify(left, right, ground)
            if kind is not None:
                pairs[kind].append((left, right))
    groups = [(kind, group) for kind in Kind for group in _grouped(pairs[kind])]
    return _told(standings, [*groups, *_lonely(standings, pairs)])


def between(standings: Sequence[Standing], kind: Kind, pairs: Sequence[_Pair]) -> Disagreement:
    """The record of pairs that were found elsewhere, and hang together; `standings` in order."""
    (found,) = _told(standings, [(kind, _Group.of(pairs))])
    return found


def _told(
    standings: Sequence[Standing], groups: Sequence[tuple[Kind, _Group]]
) -> tuple[Disagreement, ...]:
    """The records of groups of positions, by kind and then as they stand."""
    rank = {id(one): at for at, one in enumerate(standings)}
    found = [
        (kind, sorted(group.standings, key=lambda one: rank[id(one)]), group.pairs)
        for kind, group in groups
    ]
    found.sort(key=lambda one: (one[0].value, rank[id(one[1][0])]))
    return tuple(_record(*one) for one in found)


def _lonely(standings: Sequence[Standing], pairs: Pairs) -> Iterator[tuple[Kind, _Group]]:
    """Values that are rejected or taken back by somebody who gives none in their place."""
    told = {kind: {id(one) for pair in pairs[kind] for one in pair} for kind in tuple(pairs)}
    for one in standings:
        if one.rejecting and one.is_held and id(one) not in told.get(Kind.DENIAL, ()):
            yield Kind.DENIAL, _Group((one,))
        if one.withdrawing and id(one) not in told.get(Kind.UPDATE, ()):
            yield Kind.UPDATE, _Group((one,))


# ---------------------------------------------------------------- records


def _grouped(pairs: Sequence[_Pair]) -> Iterator[_Group]:
    """Positions that hang together through pairs of one kind, in the order they stand in."""
    groups: list[list[_Pair]] = []
    for pair in pairs:
        near = [
            group
            for group in groups
            if any(one is other for one in pair for each in group for other in each)
        ]
        groups = [group for group in groups if all(group is not other for other in near)]
        groups.append([*(each for group in near for each in group), pair])
    yield from map(_Group.of, groups)


def _record(kind: Kind, group: list[Standing], pairs: Iterable[_Pair]) -> Disagreement:
    """The record of a kind over the positions that stand in that relation."""
    ids = tuple(sorted(one.position.position_id for one in group))
    told: _Stem = {
        "disagreement_id": "d" + fingerprint(kind.name, *ids),
        "position_ids": ids,
        "pairs": tuple(sorted(map(_ids, pairs))),
    }
    match kind:
        case Kind.SCOPE:
            why = telling.tell_scope(group)
            return ScopeMismatch(**told, why=why)
        case Kind.PRECISION:
            why = telling.tell_precision(group)
            return PrecisionDifference(**told, why=why)
        case Kind.UPDATE:
            why = telling.tell_update(group)
            return Update(**told, why=why)
        case Kind.POSSIBLE_UPDATE:
            why = telling.tell_possible_update(group)
            return PossibleUpdate(**told, why=why)
        case Kind.DENIAL:
            return Denial(**told, why=telling.tell_denial(group))
        case Kind.ATTRIBUTION:
            why = telling.tell_contradiction(group)
            return AttributionConflict(**told, why=why)
        case Kind.CONTRADICTION:
            numeric = isinstance(group[0].value, Toll | Extent)
            return Contradiction(
                **told,
                why=telling.tell_contradiction(group),
                nature="numeric" if numeric else "categorical",
            )
        case _:
            assert_never(kind)


def _ids(pair: _Pair) -> tuple[str, str]:
    one, other = sorted(each.position.position_id for each in pair)
    return one, other
