"""What scoring comes to: verdicts summed to tallies, tallies to metrics.

A `UnitScore` is all that is known of one document (or of one incident of a suite). Every metric is
a precision, a recall or an F1 over the summed tallies of one slot, so that intervals, comparisons
and gates need to know nothing of what was scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from llm_extract.records.article import Span


class LeafVerdict(StrEnum):
    """What became of one leaf. Each leaf has exactly one.

    WRONG_VALUE counts as both spurious and missing: something was expected, something else said.
    UNGRADEABLE leaves are of fields the annotators did not label; they enter no tally.
    """

    CORRECT = "correct"
    ACCEPTED_ALTERNATIVE = "accepted_alternative"
    WRONG_VALUE = "wrong_value"
    MISSING = "missing"
    SPURIOUS = "spurious"
    UNGRADEABLE = "ungradeable"


@dataclass(frozen=True)
class Mark:
    """One leaf and its verdict: what was expected, what was said, and where each stands.

    `expected` and `said` are for people to read; None where there was nothing. `sums` are the slots
    whose tallies it enters, where that is not its own alone.
    """

    slot: str
    verdict: LeafVerdict
    expected: str | None = None
    said: str | None = None
    expected_spans: tuple[Span, ...] = ()
    said_spans: tuple[Span, ...] = ()
    tags: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()

    @property
    def summed_in(self) -> tuple[str, ...]:
        """Every slot it counts for."""
        return self.sums or (self.slot,)


@dataclass(frozen=True)
class Tally:
    """Sums over leaves: how many were right, said, expected. Tallies add up.

    >>> (Tally(1, 2, 1) + Tally(1, 1, 3)).recall
    0.5
    """

    correct: float = 0
    said: float = 0
    expected: float = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.correct + other.correct, self.said + other.said, self.expected + other.expected
        )

    @property
    def precision(self) -> float | None:
        """Right of what was said; None where nothing was said, which is not zero."""
        return self.correct / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """Right of what was expected; None where nothing was expected."""
        return self.correct / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None where nothing was said and nothing expected."""
        total = self.said + self.expected
        return 2 * self.correct / total if total else None

    @classmethod
    def of(cls, verdict: LeafVerdict) -> Tally:
        """What one leaf adds."""
        match verdict:
            case LeafVerdict.CORRECT | LeafVerdict.ACCEPTED_ALTERNATIVE:
                return cls(1, 1, 1)
            case LeafVerdict.WRONG_VALUE:
                return cls(0, 1, 1)
            case LeafVerdict.MISSING:
                return cls(0, 0, 1)
            case LeafVerdict.SPURIOUS:
                return cls(0, 1, 0)
            case LeafVerdict.UNGRADEABLE:
                return cls()


@dataclass(frozen=True)
class UnitScore:
    """What one document came to. `cluster` is the story it belongs to: stories are independent of
    each other, their documents are not. `failed`: nothing was read, all of it counts as missing.
    """

    unit: str
    cluster: str
    slots: Mapping[str, Tally]
    marks: tuple[Mark, ...] = ()
    tags: tuple[str, ...] = ()
    failed: bool = False


def summed(units: Iterable[UnitScore], slot: str) -> Tally:
    """The tally of one slot over all units; a unit without the slot adds nothing."""
    return sum((unit.slots[slot] for unit in units if slot in unit.slots), Tally())


@dataclass(frozen=True)
class Metric:
    """A figure that is reported: `of` one slot. `higher_is_better` false is for rates of error."""

    name: str
    slot: str
    of: Literal["precision", "recall", "f1"] = "f1"
    higher_is_better: bool = True

    def over(self, units: Iterable[UnitScore]) -> float | None:
        """The value over all units together (micro); None where there is nothing to divide by."""
        return self.value_of(summed(units, self.slot))

    def value_of(self, tally: Tally) -> float | None:
        """The value of one summed tally."""
        match self.of:
            case "precision":
                return tally.precision
            case "recall":
                return tally.recall
            case "f1":
                return tally.f1

    def denominator(self, tally: Tally) -> float:
        """How many leaves the value is out of: those said for a precision, those expected for a
        recall, the more of the two for an F1. It is 0 only where there is no value.
        """
        match self.of:
            case "precision":
                return tally.said
            case "recall":
                return tally.expected
            case "f1":
                return max(tally.said, tally.expected)


@dataclass(frozen=True)
class Floor:
    """What a trivial method reaches on the same metric: printed beside every score."""

    metric: str
    method: str
    value: float


@dataclass(frozen=True)
class Hashes:
    """What two runs must share to be compared, each as 16 hex digits.

    `gold` covers labels and texts, `documents` which documents were asked for (a limit, a split, a
    sample), `matcher` the version of the rules of scoring.
    """

    gold: str
    documents: str
    matcher: str


@dataclass(frozen=True)
class Column:
    """Things counted that are no metric (re-asks, hallucinated words): name and sum."""

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True)
class Scored:
    """All that scoring one run gives: its units, and which figures to read from them."""

    units: tuple[UnitScore, ...]
    metrics: tuple[Metric, ...]
    primary: str
    floors: tuple[Floor, ...] = ()
    columns: tuple[Column, ...] = field(default=())

    @property
    def declared(self) -> Metric:
        """The metric that `primary` names."""
        return next(one for one in self.metrics if one.name == self.primary)
