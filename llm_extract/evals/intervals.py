"""How far a score could have come out otherwise: 95 % intervals over stories.

Documents of one story rise and fall together, so the story is what varies. The interval is the
jackknife's: each story is left out once, the figure is worked out anew over all that remain, and
the spread of these figures is widened by Student's t. A percentile bootstrap is too narrow below
about eighty documents, where most sets of answers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import atan, cos, pi, sin, sqrt

from llm_extract.evals.scores import Metric, Scored, Tally, UnitScore, summed

FEWEST_CLUSTERS = 6
JACKKNIFE = "jackknife-t over stories"
_CONFIDENCE = 0.95
_Z = 1.959963984540054
# More halvings than a float has digits.
_HALVINGS = 60

Fraction = tuple[float, float]
"""What a figure divides by what; fractions add up like tallies."""


@dataclass(frozen=True)
class Estimate:
    """A figure over all units, from `low` to `high` with 95 % confidence, both ends inclusive.

    `value` is None where there is nothing to divide by. `n` counts the leaves it is out of,
    `clusters` the stories that hold any. `basis` says how the interval came about, or why there is
    none.
    """

    metric: str
    value: float | None
    low: float | None
    high: float | None
    n: float
    clusters: int
    basis: str


def estimates(scored: Scored) -> dict[str, Estimate]:
    """Every metric of a scored run, by name."""
    return {metric.name: estimate(metric, scored.units) for metric in scored.metrics}


def by_slot(units: Sequence[UnitScore]) -> dict[str, dict[str, Estimate]]:
    """Precision, recall and F1 of every slot, for looking into; none of them is declared."""
    slots = sorted({slot for unit in units for slot in unit.slots})
    return {
        slot: {of: estimate(Metric(of, slot, of), units) for of in ("precision", "recall", "f1")}
        for slot in slots
    }


def by_tag(metric: Metric, units: Sequence[UnitScore]) -> dict[str, Estimate]:
    """One metric over the units that have each tag, for looking into: slices are never tested."""
    tags = sorted({tag for unit in units for tag in unit.tags})
    return {tag: estimate(metric, [unit for unit in units if tag in unit.tags]) for tag in tags}


def estimate(metric: Metric, units: Sequence[UnitScore]) -> Estimate:
    """One metric over all units together, with its interval."""
    parts = list(by_cluster(metric, units).values())
    n = metric.denominator(summed(units, metric.slot))
    n = int(n) if n == int(n) else n
    low, high, basis = _interval(parts)
    return Estimate(metric.name, ratio(parts), low, high, n, len(parts), basis)


def fraction(metric: Metric, tally: Tally) -> Fraction:
    """What the metric divides, and by what: the value is the one over the other.

    >>> fraction(Metric("f1", "all"), Tally(correct=1, said=2, expected=4))
    (2, 6)
    """
    match metric.of:
        case "precision":
            return tally.correct, tally.said
        case "recall":
            return tally.correct, tally.expected
        case "f1":
            return 2 * tally.correct, tally.said + tally.expected


def by_cluster(metric: Metric, units: Iterable[UnitScore]) -> dict[str, Fraction]:
    """The fraction of each story, by name; stories that hold nothing of the slot are left out."""
    sums: dict[str, Tally] = {}
    for unit in sorted(units, key=lambda one: (one.cluster, one.unit)):
        if metric.slot in unit.slots:
            sums[unit.cluster] = sums.get(unit.cluster, Tally()) + unit.slots[metric.slot]
    parts = {cluster: fraction(metric, tally) for cluster, tally in sums.items()}
    return {cluster: part for cluster, part in parts.items() if part[1]}


def ratio(parts: Iterable[Fraction]) -> float | None:
    """The value of all parts together; None where there is nothing to divide by."""
    over = under = 0.0
    for one in parts:
        over += one[0]
        under += one[1]
    return over / under if under else None


def _interval(parts: Sequence[Fraction]) -> tuple[float | None, float | None, str]:
    value = ratio(parts)
    if value is None:
        return None, None, "no interval: nothing to divide by"
    if len(parts) < FEWEST_CLUSTERS:
        return None, None, f"no interval: fewer than {FEWEST_CLUSTERS} stories"
    error = jackknife_error(without_each(parts))
    if error is None:
        return None, None, "no interval: all of it stands in one story"
    if error == 0:
        return *wilson(value, len(parts)), "Wilson over stories, which are all alike"
    reach = t_quantile(len(parts) - 1) * error
    return max(0.0, value - reach), min(1.0, value + reach), JACKKNIFE


def without_each(parts: Sequence[Fraction]) -> list[float | None]:
    """The value with each part left out in turn."""
    over, under = sum(one[0] for one in parts), sum(one[1] for one in parts)
    return [(over - one[0]) / (under - one[1]) if under - one[1] > 0 else None for one in parts]


def jackknife_error(values: Sequence[float | None]) -> float | None:
    """The standard error, from the values with each story left out; None where one has no value.

    A spread that rounding alone could have made is none: it is given as exactly 0.
    """
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    middle = sum(known) / len(known)
    if max(abs(value - middle) for value in known) < 1e-12:  # noqa: PLR2004 - far below any share
        return 0.0
    squares = sum((value - middle) ** 2 for value in known)
    return sqrt((len(known) - 1) / len(known) * squares)


def wilson(share: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of `n`, which has a width at 0 and at 1 too.

    >>> [round(end, 3) for end in wilson(1.0, 20)]
    [0.839, 1.0]
    """
    spread = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    middle, scale = share + _Z**2 / (2 * n), 1 + _Z**2 / n
    # Rounding must leave neither the share outside nor an end beyond what a share can be.
    return (
        max(0.0, min(share, (middle - spread) / scale)),
        min(1.0, max(share, (middle + spread) / scale)),
    )


@cache
def t_quantile(freedom: int, confidence: float = _CONFIDENCE) -> float:
    """How many standard errors hold `confidence` of Student's t on both sides together.

    >>> round(t_quantile(5), 3), round(t_quantile(23), 3)
    (2.571, 2.069)
    """
    low, high = 0.0, 1.0
    while t_within(high, freedom) < confidence:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if t_within(middle, freedom) < confidence else (low, middle)
    return high


def t_within(reach: float, freedom: int) -> float:
    """The share of Student's t that lies from `-reach` to `reach`.

    For whole degrees of freedom this is a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4).
    """
    angle = atan(reach / sqrt(freedom))
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for step in range(2 + odd, freedom - 1, 2):
        term *= (step - 1) / step * cos(angle) ** 2
        total += term
    return min(1.0, (angle + sin(angle) * total) * 2 / pi if odd else sin(angle) * total)
