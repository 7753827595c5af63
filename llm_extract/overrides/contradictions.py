"""Overrides that cannot all hold: refused before anything is done, each named by its line."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from llm_extract.errors import OverrideError
from llm_extract.records.overrides import Amend, Join, Override, Part, Reject

# A decision on two incidents, and whatever stands for each of them.
Ruling = tuple[Join | Part, Hashable, Hashable]
# From each incident, the joins that lead on, and whither.
_Ways = Mapping[Hashable, Sequence[tuple[Join, Hashable]]]


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
    rulings = [(one, *one.ends) for one in overrides if isinstance(one, Join | Part)]
    for one, why in torn(rulings):
        raise OverrideError(f"{one.stands_at}: {why}")


def torn(rulings: Iterable[Ruling]) -> Iterator[tuple[Join | Part, str]]:
    """Each ruling that cannot hold beside the others, and why: both sides of a contradiction."""
    listed = list(rulings)
    ways: dict[Hashable, list[tuple[Join, Hashable]]] = defaultdict(list)
    for one, left, right in listed:
        if isinstance(one, Join):
            ways[left].append((one, right))
            ways[right].append((one, left))
    for one, left, right in listed:
        if left == right:
            yield one, "both ends are one incident"
        elif isinstance(one, Part) and (joins := _way(ways, left, right)):
            lines = ", ".join(str(join.line) for join in joins)
            pair = f"{one.ends[0]} and {one.ends[1]}"
            yield one, f"it parts {pair}, which line {lines} of the same file joins; keep one"
            for join in joins:
                yield join, f"it joins what line {one.line} of the same file parts; keep one"


def _way(ways: _Ways, start: Hashable, goal: Hashable) -> tuple[Join, ...]:
    """The fewest joins that lead from one incident to another; none where they do not."""
    found: dict[Hashable, tuple[Join, ...]] = {start: ()}
    waiting = deque([start])
    while waiting and goal not in found:
        here = waiting.popleft()
        for join, there in ways.get(here, ()):
            if there not in found:
                found[there] = (*found[here], join)
                waiting.append(there)
    return found.get(goal, ())
