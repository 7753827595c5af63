"""Policies: named rules that pick one value from the positions, after published coding rules.

A policy is a pure function of the candidates. What rests on one party's word alone is never among
them: such a figure stays conditioned on its claimant, whatever the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from llm_extract.records.claims import Extent, Toll, Value
from llm_extract.records.counts import Count, CountKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A position as a policy sees it.

    `support` is the number of independent sources; `latest` sorts by time, None where unknown;
    `rejected` tells that somebody denies it.
    """

    position_id: str
    value: Value
    support: int
    latest: tuple[str, str] | None = None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """The value a policy settles on, and the position it comes from.

    `low` and `high` are the least and the most it takes for reliable, from a policy that says so.
    """

    value: Value
    position_id: str
    low: int | None = None
    high: int | None = None


class Policy(Protocol):
    """A name and a pure function; a string in place of a pick says why there is none."""

    @property
    def name(self) -> str:
        """What stands in the record as the rule that was followed."""

    def choose(self, candidates: Sequence[Candidate]) -> Pick | str:
        """Settle on one candidate. There is at least one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy made from a function; a caller's own function serves as well."""

    name: str
    function: Callable[[Sequence[Candidate]], Pick | str]

    def choose(self, candidates: Sequence[Candidate]) -> Pick | str:
        """Apply the function."""
        return self.function(candidates)


# ---------------------------------------------------------------- the rules


def range_only(candidates: Sequence[Candidate]) -> str:
    """No single value: the positions and their range are the record.

    Source: our own default. Reporting the range is what the Standards for Casualty Recording (Every
    Casualty Counts, 2016) ask for where sources differ.
    """
    del candidates
    return "the policy range_only reports all positions and picks none"


def gtd(candidates: Sequence[Candidate]) -> Pick | str:
    """The most recent source; among equally recent ones the majority; failing that the lowest.

    Source: Global Terrorism Database, codebook of 2017, on conflicting casualty figures; "at least
    11" is recorded as 11. A rejected figure counts as questionable and is left aside.
    """
    sound = [one for one in candidates if not one.rejected and _is_usable(one.value)]
    if not sound:
        return "gtd: no source gives a figure that nobody rejects"
    newest = max((one.latest for one in sound if one.latest), default=None)
    recent = [one for one in sound if one.latest == newest]
    most = _majority(recent)
    chosen = most or _lowest(recent)
    return _as_recorded(chosen) if chosen else "gtd: no source gives a figure"


def acled_min(candidates: Sequence[Candidate]) -> Pick | str:
    """The most conservative figure; "dozens" is 12 and "hundreds" 100.

    Source: ACLED codebook, on fatalities: the lowest of differing reports. It under-estimates by
    design, and says nothing on fields that are not figures.
    """
    figures = [one for one in candidates if _figure(one.value) is not None]
    lowest = _lowest(figures)
    if lowest is None:
        return "acled_min: no source gives a figure"
    return _as_recorded(lowest)


def majority_of_origins(candidates: Sequence[Candidate]) -> Pick | str:
    """The position that more than half of the independent sources hold.

    Source: our own, after the Every Casualty standards: outlets are not counted, origins are.
    """
    most = _majority(candidates)
    if most is None:
        return "majority_of_origins: no position is held by more than half of the sources"
    return Pick(most.value, most.position_id)


def ucdp(candidates: Sequence[Candidate]) -> Pick | str:
    """The most reliable figure, of equally reliable ones the lowest; with it the low and the high.

    Source: UCDP GED codebook and the codebook on battle-related deaths: a best, a low and a high
    estimate, each of them reliable, and the lower figure where none is more reliable. Reliability
    is not judged here: a rejected figure has none, and of the others that has most which most
    independent sources hold. "At least 11" is 11; "up to 12" bounds the high estimate alone, and
    words without a figure give none.
    """
    sound = [one for one in candidates if not one.rejected]
    floors = [(one, low) for one in sound if (low := _bounds(one.value)[0]) is not None]
    if not floors:
        return "ucdp: no source gives a figure that nobody rejects"
    most = max(one.support for one, _ in floors)
    best, figure = min(
        (pair for pair in floors if pair[0].support == most), key=lambda pair: pair[1]
    )
    highs = [high for one in sound if (high := _bounds(one.value)[1]) is not None]
    lows = [low for _, low in floors]
    return replace(_as_recorded(best), low=min(lows), high=max([*highs, *lows, figure]))


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            Rule("range_only", range_only),
            Rule("gtd", gtd),
            Rule("acled_min", acled_min),
            Rule("majority_of_origins", majority_of_origins),
            Rule("ucdp", ucdp),
        )
    }
)

# ---------------------------------------------------------------- what they are made of

# Conventions of ACLED for words that give no figure.
_VAGUE_FIGURES = {"dozens": 12, "hundreds": 100}


def _majority(candidates: Sequence[Candidate]) -> Candidate | None:
    total = sum(one.support for one in candidates)
    return next((one for one in candidates if 2 * one.support > total), None)


def _lowest(candidates: Sequence[Candidate]) -> Candidate | None:
    figured = [one for one in candidates if _figure(one.value) is not None]
    # Of equal figures the first, as the positions stand.
    return min(figured, key=lambda one: _figure(one.value) or 0, default=None)


def _figure(value: Value) -> int | None:
    """One figure for a count: "at least 11" is 11, "2 to 3" is 2, "up to 12" is 12."""
    if not isinstance(value, Toll | Extent):
        return None
    count = value.count
    if count.is_bounded:
        return count.low if count.low is not None else count.high
    words = count.verbatim.casefold().split()
    return next((_VAGUE_FIGURES[word] for word in words if word in _VAGUE_FIGURES), None)


def _bounds(value: Value) -> tuple[int | None, int | None]:
    """The bounds of a figure; a field that is none has neither."""
    return (value.count.low, value.count.high) if isinstance(value, Toll | Extent) else (None, None)


def _is_usable(value: Value) -> bool:
    """Whether a coder could enter it: a field that is no figure, or a figure with a bound."""
    return not isinstance(value, Toll | Extent) or value.count.is_bounded


def _as_recorded(one: Candidate) -> Pick:
    """The value with the figure the coder would enter; other fields as they are."""
    figure, value = _figure(one.value), one.value
    if figure is None or not isinstance(value, Toll | Extent):
        return Pick(value, one.position_id)
    kind = CountKind.EXACT if figure else CountKind.ZERO
    count = Count(kind=kind, low=figure, high=figure, verbatim=value.count.verbatim)
    return Pick(value.model_copy(update={"count": count}), one.position_id)
