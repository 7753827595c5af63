"""Which of the things said is which of the things expected: the best assignment, not the first.

Two lists are paired so that the summed weight is highest; order never matters. Weights are whole
numbers, so that what identifies a thing can be made to count for more than any sum of details.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Weights = Sequence[Sequence[int | None]]
"""One row for each thing expected, one column for each thing said; None: these must not pair."""


@dataclass(frozen=True)
class Pair:
    """A row and a column that belong together. `runner_up` is the row's next best weight that was
    allowed, None where there was no other.
    """

    row: int
    column: int
    weight: int
    runner_up: int | None = None


def assign(weights: Weights) -> tuple[Pair, ...]:
    """The pairs of highest summed weight, by row; no row and no column stands in two of them.

    Weights are to be positive: a pair that is worth nothing is better written as None. Among
    assignments of equal weight the one with the earliest columns in row order is taken as found;
    make weights distinct where the choice matters.

    >>> [(pair.row, pair.column) for pair in assign([[5, 4], [4, None]])]
    [(0, 1), (1, 0)]
    """
    pairs: list[Pair] = []
    for rows, columns in _components(weights):
        pairs.extend(_assigned(weights, rows, columns))
    return tuple(sorted(pairs, key=lambda pair: pair.row))


def _components(weights: Weights) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that may pair, directly or through others: each group is solved alone."""
    columns_of = [[at for at, weight in enumerate(row) if weight is not None] for row in weights]
    rows_of: dict[int, list[int]] = {}
    for row, columns in enumerate(columns_of):
        for column in columns:
            rows_of.setdefault(column, []).append(row)
    seen: set[int] = set()
    found = []
    for first, reachable in enumerate(columns_of):
        if first in seen or not reachable:
            continue
        together, within, waiting = {first}, set[int](), [first]
        while waiting:
            for column in columns_of[waiting.pop()]:
                if column not in within:
                    within.add(column)
                    fresh = [row for row in rows_of[column] if row not in together]
                    together.update(fresh)
                    waiting.extend(fresh)
        seen |= together
        found.append((sorted(together), sorted(within)))
    return found


def _assigned(weights: Weights, rows: list[int], columns: list[int]) -> list[Pair]:
    if len(rows) == 1 or len(columns) == 1:
        chosen = [max(((r, c) for r in rows for c in columns), key=lambda at: _at(weights, at))]
    else:
        chosen = _hungarian(weights, rows, columns)
    return [
        Pair(row, column, _at(weights, (row, column)), _runner_up(weights[row], column))
        for row, column in chosen
        if weights[row][column] is not None
    ]


def _at(weights: Weights, at: tuple[int, int]) -> int:
    weight = weights[at[0]][at[1]]
    return -1 if weight is None else weight


def _runner_up(row: Sequence[int | None], taken: int) -> int | None:
    others = [weight for at, weight in enumerate(row) if at != taken and weight is not None]
    return max(others, default=None)


def _hungarian(weights: Weights, rows: list[int], columns: list[int]) -> list[tuple[int, int]]:
    """Kuhn's method with potentials, O(n^2 m): the shorter side is assigned row by row."""
    flipped = len(rows) > len(columns)
    short, long = (columns, rows) if flipped else (rows, columns)
    # A pair that is not allowed costs as much as no pair, so that it is never worth more.
    costs = [[-max(_at(weights, (b, a) if flipped else (a, b)), 0) for b in long] for a in short]
    owner = _owners(costs, len(long))
    pairs = [(short[row], long[column]) for column, row in enumerate(owner) if row >= 0]
    return [(b, a) if flipped else (a, b) for a, b in pairs]


def _owners(costs: list[list[int]], width: int) -> list[int]:
    """For each column the row that owns it in the cheapest assignment of all rows, or -1."""
    row_potential = [0] * len(costs)
    column_potential = [0] * (width + 1)
    owner = [-1] * (width + 1)  # the last column is where each new row starts from
    for row in range(len(costs)):
        owner[width] = row
        at, came_from = _cheapest_path(costs, owner, row_potential, column_potential)
        while at != width:
            owner[at], at = owner[came_from[at]], came_from[at]
    return owner[:width]


def _cheapest_path(
    costs: list[list[int]], owner: list[int], rows: list[int], columns: list[int]
) -> tuple[int, list[int]]:
    """A free column that the new row can have by shifting others, and the way there."""
    start = width = len(columns) - 1
    slack: list[float] = [float("inf")] * width
    came_from = [start] * width
    reached = [start]
    unreached = list(range(width))
    at = start
    while owner[at] >= 0:
        row = owner[at]
        line, base = costs[row], rows[row]
        nearest, best = -1, float("inf")
        for column in unreached:
            cost = line[column] - base - columns[column]
            if cost < slack[column]:
                slack[column], came_from[column] = cost, at
            if slack[column] < best:
                nearest, best = column, slack[column]
        step = int(best)
        for column in reached:
            rows[owner[column]] += step
            columns[column] -= step
        for column in unreached:
            slack[column] -= step
        unreached.remove(nearest)
        reached.append(nearest)
        at = nearest
    return at, came_from
