"""Overrides that cannot all hold: refused before anything is done, each named by its line."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from llm_extract.errors import OverrideError
from llm_extract.records.overrides import Amend, Join, Override, Part, Reject

# A decision on two incidents, whatever stands for each of them.
Ruling = tuple[Join | Part, Hashable, Hashable]


def refuse_contradictions(overrides: Sequence[Override]) -> None:
    """Let only such overrides pass as leave nothing to the order in which they stand.

    Raises:
        OverrideError: two decide on one claim, or incidents are parted that others join, be it
            over several steps.
    """
    decided: dict[str, Reject | Amend] = {}
    for one in overrides:
        if isinstance(one, Reject | Amend):
            other = decided.setdefault(one.claim_id, one)
            if other is not one:
                raise OverrideError(
                    f"{other.stands_at} and line {one.line}: both decide on claim {one.claim_id}"
                    f" ({other.kind} and {one.kind}); keep one of them"
                )
    refuse_torn([(one, *one.ends) for one in overrides if isinstance(one, Join | Part)])


def refuse_torn(rulings: Iterable[Ruling]) -> None:
    """Refuse a part whose ends are joined, and an incident joined with itself.

    Raises:
        OverrideError: naming the part and a join that it contradicts.
    """
    listed = list(rulings)
    for one, left, right in listed:
        if left == right:
            raise OverrideError(f"{one.stands_at}: both ends are one incident")
    joins = [(one, left, right) for one, left, right in listed if isinstance(one, Join)]
    for one, left, right in listed:
        if isinstance(one, Part) and (way := _way(joins, left, right)):
            lines = ", ".join(str(join.line) for join in way)
            raise OverrideError(
                f"{one.stands_at}: it parts {one.ends[0]} and {one.ends[1]}, which line {lines}"
                " of the same file joins; keep one of them"
            )


def _way(joins: Sequence[Ruling], start: Hashable, goal: Hashable) -> tuple[Join | Part, ...]:
    """The joins that lead from one incident to another; none where they do not."""
    ways: dict[Hashable, tuple[Join | Part, ...]] = {start: ()}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        for join, left, right in joins:
            for near, far in ((left, right), (right, left)):
                if near == here and far not in ways:
                    ways[far] = (*ways[here], join)
                    waiting.append(far)
    return ways.get(goal, ())
