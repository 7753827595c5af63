"""Disagreements: how the positions of a field differ, the first kind that fits.

The order is that of newsroom and coder practice: what is not about the same thing, or only said
more loosely, or only newer, is no contradiction; what is left is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import combinations
from typing import assert_never

from llm_extract.consensus import wording
from llm_extract.consensus.opposition import Relation, relation
from llm_extract.consensus.positions import Standing, moment_key
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Extent, Outcome, Stance, Toll, Victim
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
from llm_extract.records.counts import Count

# A party's own figure may stand this many times above another's "at least" and still be taken for
# the same story told more fully; beyond that the two are shown as a conflict. Our own convention.
_STRETCH = 2


class Kind(Enum):
    """The kinds in the order in which they are tried."""

    SCOPE = auto()
    PRECISION = auto()
    UPDATE = auto()
    POSSIBLE_UPDATE = auto()
    DENIAL = auto()
    ATTRIBUTION = auto()
    CONTRADICTION = auto()


def disagreements(standings: Sequence[Standing], *, many_places: bool) -> tuple[Disagreement, ...]:
    """Every way in which the positions of one field differ, each with a sentence that says how.

    Pairs of one kind that hang together are told as one: six figures that differ are one
    disagreement over six positions, not fifteen over two.
    """
    pairs: dict[Kind, list[tuple[Standing, Standing]]] = defaultdict(list)
    for left, right in combinations(standings, 2):
        kind = classify(left, right, many_places=many_places)
        if kind is not None:
            pairs[kind].append((left, right))
    groups = [(kind, group) for kind in Kind for group in _grouped(pairs[kind])]
    groups.extend(_lonely(standings, pairs))
    rank = {id(one): at for at, one in enumerate(standings)}
    for _, group in groups:
        group.sort(key=lambda one: rank[id(one)])
    groups.sort(key=lambda pair: (pair[0].value, rank[id(pair[1][0])]))
    return tuple(_record(kind, group) for kind, group in groups)


def _lonely(
    standings: Sequence[Standing], pairs: Mapping[Kind, Sequence[tuple[Standing, Standing]]]
) -> Iterator[tuple[Kind, list[Standing]]]:
    """Values that are rejected or taken back by somebody who gives none in their place."""
    told = {kind: {id(one) for pair in pairs[kind] for one in pair} for kind in tuple(pairs)}
    for one in standings:
        if one.rejecting and id(one) not in told.get(Kind.DENIAL, ()):
            yield Kind.DENIAL, [one]
        if one.withdrawing and id(one) not in told.get(Kind.UPDATE, ()):
            yield Kind.UPDATE, [one]


def classify(left: Standing, right: Standing, *, many_places: bool) -> Kind | None:
    """The first kind that fits a pair of positions; None where they do not differ.

    "At least 10" from a wire and 84 from one party overlap as intervals, and are a contradiction.
    """
    if not (left.is_held or right.is_held):
        return None
    found = relation(left.value, right.value, many_places=many_places)
    if found is Relation.BESIDE or _told_together(left, right, found):
        return None
    if found is Relation.OTHER_SCOPE or left.part != right.part:
        return Kind.SCOPE
    if _replaces(left, right) or _replaces(right, left):
        return Kind.UPDATE
    if not (left.is_held and right.is_held):
        # Said by nobody but to be rejected: no rival to the other, only a denial.
        return None
    if found is Relation.LOOSER and not _clash(left, right) and not _reject(left, right):
        return Kind.PRECISION
    updated = _update(left, right)
    if updated is not None:
        return updated
    if _reject(left, right):
        return Kind.DENIAL
    return Kind.ATTRIBUTION if found is Relation.RIVAL else Kind.CONTRADICTION


# ---------------------------------------------------------------- who stands against whom


def _told_together(left: Standing, right: Standing, found: Relation) -> bool:
    """Whether somebody says both in one article, and so sees no conflict, and no party does.

    Two authors may act together, and a fight may be contained here and go on there. Figures are
    no such matter: two figures from one mouth do differ.
    """
    if _count(left) is not None or found not in {Relation.RIVAL, Relation.OPPOSED}:
        return False
    return bool(_mouths(left) & _mouths(right)) and not opposed(left, right)


def _mouths(one: Standing) -> set[tuple[str, str]]:
    return {(statement.line.key, statement.source.article_id) for statement in one.holding}


def opposed(left: Standing, right: Standing) -> bool:
    """Whether parties of different sides hold the two."""
    return any(mine != yours for mine in left.sides for yours in right.sides)


def _clash(left: Standing, right: Standing) -> bool:
    """Opposed parties, or one party's word alone far from what others say."""
    if opposed(left, right):
        return True
    return _alone_and_far(left, right) or _alone_and_far(right, left)


def _alone_and_far(one: Standing, other: Standing) -> bool:
    side = one.resting_on
    if side is None or side in other.sides:
        return False
    mine, yours = _count(one), _count(other)
    if mine is None or yours is None or not (mine.is_bounded and yours.is_bounded):
        return False
    return _far_above(mine, yours) or _far_above(yours, mine)


def _far_above(high: Count, low: Count) -> bool:
    floor = high.low if high.low is not None else high.high
    ceiling = low.high if low.high is not None else low.low
    return floor is not None and ceiling is not None and floor > _STRETCH * max(ceiling, 1)


def _count(one: Standing) -> Count | None:
    return one.value.count if isinstance(one.value, Toll | Extent) else None


def _reject(left: Standing, right: Standing) -> bool:
    """Whether a voice, or a side, that holds the one rejects the other."""
    return _rejects(left, right) or _rejects(right, left)


def _rejects(holder: Standing, target: Standing) -> bool:
    against = {statement.line.side or statement.line.key for statement in target.rejecting}
    return bool(against & {line.side or line.key for line in holder.lines})


# ---------------------------------------------------------------- newer, or only later


def _update(left: Standing, right: Standing) -> Kind | None:
    """A newer word of the same voice; across voices it is only possible that it is newer."""
    if not isinstance(left.value, Toll | Extent | Outcome | Victim):
        return None
    if _corrects(left) or _corrects(right) or _moves_on(left, right):
        return Kind.UPDATE
    # A later date does not explain why two opposed parties differ.
    if _clash(left, right):
        return None
    return Kind.POSSIBLE_UPDATE if _all_later(left, right) or _all_later(right, left) else None


def _replaces(new: Standing, old: Standing) -> bool:
    """Whether an article, or a lasting voice, takes back the old value and gives the new."""
    articles = {one.source.article_id for one in new.holding}
    lines = {line for line in new.lines if line.lasting}
    return any(one.source.article_id in articles or one.line in lines for one in old.withdrawing)


def _corrects(one: Standing) -> bool:
    return any(statement.claim.stance is Stance.CORRECTS for statement in one.holding)


def _moves_on(left: Standing, right: Standing) -> bool:
    """Whether every lasting voice behind the one is behind the other at another time."""
    shared = {line for line in left.lines & right.lines if line.lasting}
    return any(_moments(left, line) and _apart(left, right, line) for line in shared)


def _apart(left: Standing, right: Standing, line: object) -> bool:
    one, other = _moments(left, line), _moments(right, line)
    return bool(one and other) and (max(one) < min(other) or max(other) < min(one))


def _moments(one: Standing, line: object = None) -> list[tuple[str, str]]:
    return [
        moment_key(statement.claim.as_of)
        for statement in one.holding
        if statement.claim.as_of and (line is None or statement.line == line)
    ]


def _all_later(later: Standing, earlier: Standing) -> bool:
    ours, theirs = _moments(later), _moments(earlier)
    every = len(ours) == len(later.holding) and len(theirs) == len(earlier.holding)
    return every and min(ours) > max(theirs)


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
    ids = tuple(sorted(one.position.position_id for one in group))
    stem = "d" + fingerprint(kind.name, *ids)
    match kind:
        case Kind.SCOPE:
            why = wording.tell_scope(group)
            return ScopeMismatch(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.PRECISION:
            why = wording.tell_precision(group)
            return PrecisionDifference(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.UPDATE:
            why = wording.tell_update(group)
            return Update(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.POSSIBLE_UPDATE:
            why = wording.tell_possible_update(group)
            return PossibleUpdate(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.DENIAL:
            return Denial(disagreement_id=stem, position_ids=ids, why=wording.tell_denial(group))
        case Kind.ATTRIBUTION:
            why = wording.tell_contradiction(group)
            return AttributionConflict(disagreement_id=stem, position_ids=ids, why=why)
        case Kind.CONTRADICTION:
            numeric = _count(group[0]) is not None
            return Contradiction(
                disagreement_id=stem,
                position_ids=ids,
                why=wording.tell_contradiction(group),
                nature="numeric" if numeric else "categorical",
            )
        case _:
            assert_never(kind)
