"""Disagreements: the positions of a field that differ in one way, told in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import assert_never

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

Pairs = Mapping[Kind, Sequence[tuple[Standing, Standing]]]


def disagreements(
    standings: Sequence[Standing], *, many_places: bool, attackers: frozenset[int] = frozenset()
) -> tuple[Disagreement, ...]:
    """Every way in which the positions of one field differ, each with a sentence that says how.

    `attackers`: of the attackers, so many are said to have suffered what the field counts.
    """
    ground = Ground.of(standings, many_places=many_places, attackers=attackers)
    pairs: dict[Kind, list[tuple[Standing, Standing]]] = defaultdict(list)
    for left, right in combinations(standings, 2):
        kind = classify(left, right, ground)
        if kind is not None:
            pairs[kind].append((left, right))
    groups = [(kind, group) for kind in Kind for group in _grouped(pairs[kind])]
    return _told(standings, [*groups, *_lonely(standings, pairs)])


def between(standings: Sequence[Standing], pairs: Pairs) -> tuple[Disagreement, ...]:
    """The same for pairs that were found elsewhere; `standings` are in reading order.

    Pairs of one kind that hang together are told as one: six figures that differ are one
    disagreement over six positions, not fifteen over two.
    """
    groups = [(kind, group) for kind in Kind for group in _grouped(pairs.get(kind, ()))]
    return _told(standings, groups)


def _told(
    standings: Sequence[Standing], groups: Sequence[tuple[Kind, list[Standing]]]
) -> tuple[Disagreement, ...]:
    """The records of groups of positions, by kind and then as they stand."""
    rank = {id(one): at for at, one in enumerate(standings)}
    found = [(kind, sorted(group, key=lambda one: rank[id(one)])) for kind, group in groups]
    found.sort(key=lambda pair: (pair[0].value, rank[id(pair[1][0])]))
    return tuple(_record(kind, group) for kind, group in found)


def _lonely(standings: Sequence[Standing], pairs: Pairs) -> Iterator[tuple[Kind, list[Standing]]]:
    """Values that are rejected or taken back by somebody who gives none in their place."""
    told = {kind: {id(one) for pair in pairs[kind] for one in pair} for kind in tuple(pairs)}
    for one in standings:
        if one.rejecting and id(one) not in told.get(Kind.DENIAL, ()):
            yield Kind.DENIAL, [one]
        if one.withdrawing and id(one) not in told.get(Kind.UPDATE, ()):
            yield Kind.UPDATE, [one]


# ---------------------------------------------------------------- records


def _grouped(pairs: Sequence[tuple[Standing, Standing]]) -> Iterator[list[Standing]]:
    """Positions that hang together through pairs of one kind, in the order they stand in."""
    groups: list[list[Standing]] = []
    for pair in pairs:
        near = [group for group in groups if any(one is other for one in pair for other in group)]
        groups = [group for group in groups if all(group is not other for other in near)]
        merged = {one.position.position_id: one for group in [*near, list(pair)] for one in group}
        groups.append(list(merged.values()))
    yield from groups


def _record(kind: Kind, group: list[Standing]) -> Disagreement:
    """The record of a kind over the positions that stand in that relation."""
    ids = tuple(sorted(one.position.position_id for one in group))
    stem = "d" + fingerprint(kind.name, *ids)
    match kind:
        case Kind.SCOPE:
            why = telling.tell_scope(group)
            return ScopeMismatch(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.PRECISION:
            why = telling.tell_precision(group)
            return PrecisionDifference(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.UPDATE:
            why = telling.tell_update(group)
            return Update(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.POSSIBLE_UPDATE:
            why = telling.tell_possible_update(group)
            return PossibleUpdate(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.DENIAL:
            return Denial(disagreement_id=stem, position_ids=ids, why=telling.tell_denial(group))
        case Kind.ATTRIBUTION:
            why = telling.tell_contradiction(group)
            return AttributionConflict(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.CONTRADICTION:
            numeric = isinstance(group[0].value, Toll | Extent)
            return Contradiction(
                disagreement_id=stem,
                position_ids=ids,
                why=telling.tell_contradiction(group),
                nature="numeric" if numeric else "categorical",
            )
        case _:
            assert_never(kind)
