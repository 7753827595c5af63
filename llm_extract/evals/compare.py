"""Two runs over the same documents: is the second better, and could this set have shown it?

The test asks how often a difference as large comes about when it is drawn by lot, story by story,
which run gave which reading. It assumes nothing of how scores are spread, and treats the documents
of one story as the one draw they are.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import compress, product, zip_longest
from typing import Literal

from llm_extract.evals.intervals import (
    FEWEST_CLUSTERS,
    Estimate,
    Fraction,
    by_cluster,
    estimate,
    jackknife_error,
    ratio,
    t_quantile,
    without_each,
)
from llm_extract.evals.scores import Hashes, LeafVerdict, Mark, Metric, Scored, UnitScore
from llm_extract.records.article import Span

ALPHA = 0.05
SWAPS = 9_999
_SEED = 1992
# With so few stories that differ, every assignment can be looked at.
_MOST_EXACT = 13
# Seen in four runs of five where the true difference is so many standard errors.
_POWER = 2.8
_ROUNDING = 1e-12
_COIN = bytes(value & 1 for value in range(256))


class Verdict(StrEnum):
    """What two runs come to on one metric."""

    IMPROVED = "improved"
    REGRESSED = "regressed"
    NO_EVIDENCE = "no evidence"
    CANNOT_TEST = "cannot test"


@dataclass(frozen=True)
class Difference:
    """One metric in both runs; `value` is the second less the first, with its 95 % interval.

    `p` is of the test, `adjusted_p` what the verdict rests on: the same for the primary metric, and
    Holm's for the others. `detectable` is the smallest difference the set would have shown four
    times in five; None where no story differs, for then nothing tells how stories spread. `fixed`
    and `broken` count leaves; None where none enters the metric's slot.
    `unchanged`: every story came to the same value in both runs, out of however many leaves.
    """

    metric: Metric
    before: Estimate
    after: Estimate
    value: float | None
    low: float | None
    high: float | None
    detectable: float | None
    p: float | None
    adjusted_p: float | None
    verdict: Verdict
    why: str
    fixed: int | None
    broken: int | None
    unchanged: bool

    @property
    def gain(self) -> float | None:
        """The difference with its sign turned so that more is better."""
        return None if self.value is None else self._turned(self.value)

    @property
    def worst(self) -> float | None:
        """The least gain within the interval."""
        ends = (self.low, self.high)
        return None if None in ends else min(self._turned(end) for end in ends if end is not None)

    @property
    def best(self) -> float | None:
        """The largest gain within the interval."""
        ends = (self.low, self.high)
        return None if None in ends else max(self._turned(end) for end in ends if end is not None)

    def _turned(self, value: float) -> float:
        return value if self.metric.higher_is_better else -value


@dataclass(frozen=True)
class Leaf:
    """One leaf in both runs; None where a run has no such leaf, as with what only one made up."""

    unit: str
    before: Mark | None
    after: Mark | None

    @property
    def slot(self) -> str:
        """The slot, which is the same on both sides."""
        return (self.before or self.after or _NO_MARK).slot

    @property
    def summed_in(self) -> frozenset[str]:
        """Every slot it counts for, on either side."""
        return frozenset(
            slot for mark in (self.before, self.after) if mark for slot in mark.summed_in
        )

    @property
    def change(self) -> Literal["fixed", "broken", "same"]:
        """What the second run made of it."""
        was, is_now = _stands(self.before), _stands(self.after)
        if was == is_now:
            return "same"
        return "fixed" if is_now else "broken"


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side: the declared metric, the others, and what became of each leaf."""

    primary: Difference
    guards: tuple[Difference, ...]
    leaves: tuple[Leaf, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The primary one first."""
        return (self.primary, *self.guards)

    def named(self, metric: str) -> Difference | None:
        """The difference in one metric."""
        return next((one for one in self.differences if one.metric.name == metric), None)

    def changed(self, to: Literal["fixed", "broken"]) -> tuple[Leaf, ...]:
        """The leaves that the second run fixed, or broke."""
        return tuple(leaf for leaf in self.leaves if leaf.change == to)


# ---------------------------------------------------------------- may they be compared?


def obstacles(before: Hashes, after: Hashes) -> tuple[str, ...]:
    """Why two runs cannot be compared, one sentence each; none where they can."""
    named = (
        ("the answers (gold)", before.gold, after.gold),
        ("the documents asked for", before.documents, after.documents),
        ("the rules of scoring (matcher)", before.matcher, after.matcher),
    )
    return tuple(f"{what} differ: {one} and {other}" for what, one, other in named if one != other)


def compare(
    before: Scored, after: Scored, primary: str | None = None, guards: Iterable[str] | None = None
) -> Comparison:
    """Compare two runs of one set; `guards` None takes every metric beside the primary one.

    Raises:
        KeyError: a name is none of the metrics.
        ValueError: the two do not score the same units.
    """
    _refuse_other_units(before.units, after.units)
    metrics = {metric.name: metric for metric in before.metrics}
    first = primary or before.primary
    names = [name for name in (metrics if guards is None else guards) if name != first]
    leaves = tuple(paired(before.units, after.units))
    told = [_difference(metrics[name], before, after, leaves) for name in (first, *names)]
    return Comparison(_judged(told[0], told[0].p), tuple(_holm(told[1:])), leaves)


def _refuse_other_units(before: Sequence[UnitScore], after: Sequence[UnitScore]) -> None:
    one, other = {(u.unit, u.cluster) for u in before}, {(u.unit, u.cluster) for u in after}
    if one != other or len(one) != len(before) or len(other) != len(after):
        odd = sorted(unit for unit, _ in one ^ other)
        raise ValueError(f"the runs do not score the same units: {', '.join(odd[:3]) or 'twice'}")


# ---------------------------------------------------------------- one metric


def _difference(
    metric: Metric, before: Scored, after: Scored, leaves: Sequence[Leaf]
) -> Difference:
    """What can be said of one metric before any verdict."""
    pairs = _pairs(by_cluster(metric, before.units), by_cluster(metric, after.units))
    value, low, high, error = _interval(pairs)
    testable = value is not None and len(pairs) >= FEWEST_CLUSTERS
    changes = [leaf.change for leaf in leaves if metric.slot in leaf.summed_in]
    return Difference(
        metric=metric,
        before=estimate(metric, before.units),
        after=estimate(metric, after.units),
        value=value,
        low=low,
        high=high,
        detectable=_POWER * error if error and testable else None,
        p=permutation_p(pairs) if testable else None,
        adjusted_p=None,
        verdict=Verdict.CANNOT_TEST,
        why=_why_untested(value, len(pairs)),
        fixed=changes.count("fixed") if changes else None,
        broken=changes.count("broken") if changes else None,
        unchanged=bool(pairs) and value == 0 and all(_alike(*pair) for pair in pairs),
    )


_Pair = tuple[Fraction, Fraction]


def _alike(one: Fraction, other: Fraction) -> bool:
    """Whether two fractions have one value; one without a denominator has none."""
    return one[0] * other[1] == other[0] * one[1] and bool(one[1]) == bool(other[1])


def _pairs(before: Mapping[str, Fraction], after: Mapping[str, Fraction]) -> list[_Pair]:
    """The fractions of both runs, story by story in the order of their names."""
    nothing = (0.0, 0.0)
    return [
        (before.get(name, nothing), after.get(name, nothing)) for name in sorted({*before, *after})
    ]


def _gap(pairs: Sequence[_Pair]) -> float | None:
    before, after = ratio(one for one, _ in pairs), ratio(other for _, other in pairs)
    return None if before is None or after is None else after - before


def _interval(
    pairs: Sequence[_Pair],
) -> tuple[float | None, float | None, float | None, float | None]:
    """The difference, its interval by the jackknife over stories, and its standard error."""
    value = _gap(pairs)
    if value is None or len(pairs) < FEWEST_CLUSTERS:
        return value, None, None, None
    before = without_each([one for one, _ in pairs])
    after = without_each([other for _, other in pairs])
    error = jackknife_error(
        [None if a is None or b is None else b - a for a, b in zip(before, after, strict=True)]
    )
    if not error:
        return value, None, None, error
    reach = t_quantile(len(pairs) - 1) * error
    return value, max(-1.0, value - reach), min(1.0, value + reach), error


def _why_untested(value: float | None, stories: int) -> str:
    if value is None:
        return "one of the runs gives nothing to divide by"
    return f"{stories} stories hold any of it, and below {FEWEST_CLUSTERS} no difference can show"


# ---------------------------------------------------------------- the test


def permutation_p(pairs: Sequence[_Pair]) -> float:
    """How often so large a difference comes about by lot; from 1 in 10,000 to 1.

    Every assignment is looked at where few stories differ, else 9,999 drawn from a fixed seed.
    """
    observed = abs(_gap(pairs) or 0.0) * (1 - _ROUNDING) - _ROUNDING
    sums = _Sums.of(pairs)
    if len(sums.over) <= _MOST_EXACT:
        every = [sums.gap_after(flips) for flips in product((0, 1), repeat=len(sums.over))]
        return sum(gap is None or gap >= observed for gap in every) / len(every)
    drawn = (sums.gap_after(flips) for flips in _flips(len(sums.over)))
    return (1 + sum(gap is None or gap >= observed for gap in drawn)) / (1 + SWAPS)


def _flips(stories: int) -> Iterator[bytes]:
    """For each swap a byte a story: 1 where its two readings change places."""
    draw = random.Random(_SEED)  # noqa: S311 - a fair coin, and the same one every time
    for _ in range(SWAPS):
        yield draw.randbytes(stories).translate(_COIN)


@dataclass(frozen=True)
class _Sums:
    """Both fractions over all stories, and what swapping each of those that differ would move."""

    before: Fraction
    after: Fraction
    over: Sequence[float]
    under: Sequence[float]

    @classmethod
    def of(cls, pairs: Sequence[_Pair]) -> _Sums:
        moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairs if a != b]
        return cls(
            before=(sum(a[0] for a, _ in pairs), sum(a[1] for a, _ in pairs)),
            after=(sum(b[0] for _, b in pairs), sum(b[1] for _, b in pairs)),
            over=[over for over, _ in moves],
            under=[under for _, under in moves],
        )

    def gap_after(self, flips: Sequence[int]) -> float | None:
        """The size of the difference once these stories are swapped; None without a value."""
        over, under = sum(compress(self.over, flips)), sum(compress(self.under, flips))
        under_before, under_after = self.before[1] + under, self.after[1] - under
        if under_before <= 0 or under_after <= 0:
            return None
        return abs((self.after[0] - over) / under_after - (self.before[0] + over) / under_before)


# ---------------------------------------------------------------- verdicts


def _holm(told: Sequence[Difference]) -> Iterator[Difference]:
    """Verdicts that stay honest although several metrics are looked at, in the order given."""
    tested = sorted((one.p, at) for at, one in enumerate(told) if one.p is not None)
    adjusted: dict[int, float] = {}
    least = 0.0
    for rank, (p, at) in enumerate(tested):
        least = max(least, min(1.0, p * (len(tested) - rank)))
        adjusted[at] = least
    for at, one in enumerate(told):
        yield _judged(one, adjusted.get(at))


def _judged(one: Difference, p: float | None) -> Difference:
    if p is None or one.gain is None:
        return one
    if p < ALPHA:
        verdict = Verdict.IMPROVED if one.gain > 0 else Verdict.REGRESSED
        return replace(one, adjusted_p=p, verdict=verdict, why="")
    return replace(one, adjusted_p=p, verdict=Verdict.NO_EVIDENCE, why=_could_not(one))


def _could_not(one: Difference) -> str:
    if one.detectable is None:
        return "no story differs" if one.unchanged else "all stories moved alike"
    return f"could not have detected less than {one.detectable:.3f}"


# ---------------------------------------------------------------- leaf by leaf

_NO_MARK = Mark("", LeafVerdict.UNGRADEABLE)
_Key = tuple[str, str | None, tuple[Span, ...], bool]


def paired(before: Sequence[UnitScore], after: Sequence[UnitScore]) -> Iterator[Leaf]:
    """Every leaf of both runs: what was expected by what was expected, what was made up by itself.

    Equal leaves of one unit are paired in the order they stand in.
    """
    marks = {unit.unit: unit.marks for unit in after}
    for unit in sorted(before, key=lambda one: one.unit):
        ours, theirs = _keyed(unit.marks), _keyed(marks.get(unit.unit, ()))
        for key in dict.fromkeys((*ours, *theirs)):
            for one, other in zip_longest(ours.get(key, ()), theirs.get(key, ())):
                yield Leaf(unit.unit, one, other)


def _keyed(marks: Iterable[Mark]) -> dict[_Key, list[Mark]]:
    found: defaultdict[_Key, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[_key(mark)].append(mark)
    return found


def _key(mark: Mark) -> _Key:
    """What tells a leaf from its siblings whoever read it."""
    if mark.verdict is LeafVerdict.SPURIOUS:
        return mark.slot, mark.said, (), True
    return mark.slot, mark.expected, mark.expected_spans, False


def _stands(mark: Mark | None) -> bool:
    """Whether a run did right by a leaf; where it says nothing at all, it made nothing up."""
    match mark:
        case None:
            return True
        case Mark(verdict=LeafVerdict.WRONG_VALUE | LeafVerdict.MISSING | LeafVerdict.SPURIOUS):
            return False
        case _:
            return True
