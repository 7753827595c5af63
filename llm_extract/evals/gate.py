"""Pass or refuse: what a candidate has to hold against a baseline, set by set, from a TOML file.

    [sets.stories]
    primary = { metric = "casualty_f1", margin = 0.03 }
    inconclusive = 5
    most_failed = 0
    most_unread = 0

    [sets.stories.guards]
    attribution = 0.05

A gate is a metric and a margin: how much of it a candidate may lose. It passes where the whole
interval of the difference lies above that loss, fails where the candidate is found to be worse and
may have lost more, and is inconclusive in between. The primary metric fails wherever it is found to
be worse, by however little; `needs = "improved"` asks of it to be found better.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from llm_extract.errors import SettingsError
from llm_extract.evals.compare import Comparison, Difference, Verdict, compare, obstacles
from llm_extract.evals.runs import SavedRun
from llm_extract.evals.scores import Scored
from llm_extract.records.base import Record

Margin = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Primary(Record):
    """The one metric that is declared beforehand. None takes the set's own."""

    metric: str | None = None
    margin: Margin = 0.0
    needs: Literal["no_worse", "improved"] = "no_worse"


class SetGates(Record):
    """What a set's candidate must hold. `guards` are margins by metric.

    `inconclusive` is the exit code where the evidence does not suffice; `most_failed` and
    `most_unread` are how many documents of the candidate may have failed, or lack a stretch.
    """

    primary: Primary = Primary()
    guards: dict[str, Margin] = Field(default_factory=dict)
    inconclusive: Literal[0, 1, 5] = 5
    most_failed: int = Field(0, ge=0)
    most_unread: int = Field(0, ge=0)


class Gates(Record):
    """The gates of every set; a set that is not named has those of an empty table."""

    sets: dict[str, SetGates] = Field(default_factory=dict)

    def of(self, suite: str) -> SetGates:
        """The gates of one set."""
        return self.sets.get(suite, SetGates())


class State(StrEnum):
    """What a gate came to."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"
    INCOMPLETE = "incomplete"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class GateResult:
    """One gate: its name, what it came to, and why in a sentence."""

    name: str
    state: State
    why: str


@dataclass(frozen=True)
class Judgement:
    """All gates of one candidate; `comparison` is None where the runs cannot be compared."""

    results: tuple[GateResult, ...]
    comparison: Comparison | None
    gates: SetGates

    @property
    def state(self) -> State:
        """What stands above all else: whether it can be judged, then the worst gate."""
        worst_first = (
            State.NOT_COMPARABLE,
            State.INCOMPLETE,
            State.FAILED,
            State.INCONCLUSIVE,
        )
        states = {result.state for result in self.results}
        return next((state for state in worst_first if state in states), State.PASSED)


def load_gates(path: Path) -> Gates:
    """The gates that a file sets.

    Raises:
        SettingsError: it cannot be read, is no TOML, or sets what is no gate.
    """
    try:
        return Gates.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"--gates: {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"--gates: {path}: {_first(error)}") from error


def _first(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def judge(baseline: SavedRun, candidate: SavedRun, gates: SetGates) -> Judgement:
    """Hold a candidate to the gates of its set.

    Raises:
        SettingsError: a gate names no metric of the set.
    """
    barred = barriers(baseline, candidate)
    if barred:
        result = GateResult("comparable", State.NOT_COMPARABLE, "; ".join(barred))
        return Judgement((result,), None, gates)
    comparison = compared(baseline.scored, candidate.scored, gates)
    results = (
        GateResult("comparable", State.PASSED, "same answers, documents and rules of scoring"),
        _completeness(candidate, gates),
        *_held(comparison, gates),
    )
    return Judgement(results, comparison, gates)


def barriers(before: SavedRun, after: SavedRun) -> tuple[str, ...]:
    """Why two runs cannot be compared; none where they can."""
    if before.about.suite != after.about.suite:
        return (f"the sets differ: {before.about.suite} and {after.about.suite}",)
    return obstacles(before.about.hashes, after.about.hashes)


def compared(before: Scored, after: Scored, gates: SetGates) -> Comparison:
    """The comparison of the metrics the gates name; of all, where they name none.

    Raises:
        SettingsError: a gate names no metric of the set.
    """
    known = [metric.name for metric in before.metrics]
    for name in (*gates.guards, *filter(None, [gates.primary.metric])):
        if name not in known:
            raise SettingsError(f"gates: there is no metric {name!r}; there are {', '.join(known)}")
    if (gates.primary.metric or before.primary) in gates.guards:
        raise SettingsError("gates: the primary metric has a margin of its own, and is no guard")
    return compare(before, after, gates.primary.metric, gates.guards or None)


def _completeness(candidate: SavedRun, gates: SetGates) -> GateResult:
    about = candidate.about
    why = (
        f"documents that failed: {about.failed} ({gates.most_failed} allowed);"
        f" that lack a stretch: {about.unread} ({gates.most_unread} allowed)"
    )
    whole = about.failed <= gates.most_failed and about.unread <= gates.most_unread
    return GateResult("complete", State.PASSED if whole else State.INCOMPLETE, why)


def _held(comparison: Comparison, gates: SetGates) -> Iterator[GateResult]:
    yield _primary(comparison.primary, gates.primary)
    margins: Mapping[str, float] = gates.guards
    for one in comparison.guards:
        if one.metric.name in margins:
            yield _no_worse(one, margins[one.metric.name])


def _primary(one: Difference, asked: Primary) -> GateResult:
    if asked.needs == "no_worse" and one.verdict in _OPEN:
        return _no_worse(one, asked.margin)
    states = {
        Verdict.IMPROVED: State.PASSED,
        Verdict.REGRESSED: State.FAILED,
        Verdict.NO_EVIDENCE: State.INCONCLUSIVE,
        Verdict.CANNOT_TEST: State.INCONCLUSIVE,
    }
    why = f"{one.verdict}{f': {one.why}' if one.why else ''}"
    return GateResult(one.metric.name, states[one.verdict], why)


_OPEN = frozenset({Verdict.IMPROVED, Verdict.NO_EVIDENCE})


def _no_worse(one: Difference, margin: float) -> GateResult:
    """Non-inferiority: that nothing was found is not that nothing was lost."""
    name = one.metric.name
    if one.unchanged:
        return GateResult(name, State.PASSED, "no story differs")
    if one.verdict is Verdict.CANNOT_TEST:
        return GateResult(name, State.INCONCLUSIVE, f"cannot test: {one.why}")
    if one.verdict is Verdict.IMPROVED:
        return GateResult(name, State.PASSED, "improved")
    if one.worst is not None and one.worst >= -margin:
        return GateResult(name, State.PASSED, f"loses no more than {margin:g}")
    lost = one.best is not None and one.best < -margin
    if one.verdict is Verdict.REGRESSED or lost:
        return GateResult(name, State.FAILED, f"regressed by {-(one.gain or 0):.3f}")
    return GateResult(name, State.INCONCLUSIVE, f"may lose more than {margin:g}: {one.why}")
