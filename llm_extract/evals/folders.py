"""A run's folder: written whole, and read back only if it is whole.

`run.json` says how the run was made and what it came to; `outcomes.jsonl` holds what became of each
article, an extraction or a failure a line; `scores.jsonl` a scored unit a line. A set that was read
several times has `outcomes-2.jsonl` and so on beside the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from llm_extract.errors import RecordError
from llm_extract.evals.runs import About, Outcome, SavedRun
from llm_extract.evals.scores import Scored, UnitScore
from llm_extract.records.article import Failure
from llm_extract.records.incidents import Extraction

RUN_FILE = "run.json"
OUTCOMES = "outcomes.jsonl"
SCORES = "scores.jsonl"
# Where a failure's line has said what it is.
_HEAD = 40
_UNITS: TypeAdapter[UnitScore] = TypeAdapter(UnitScore)


def files(run: SavedRun) -> dict[str, str]:
    """Every file of a run but run.json, by name."""
    scores = "".join(_UNITS.dump_json(unit).decode() + "\n" for unit in run.scored.units)
    return {SCORES: scores} | {
        _outcomes_file(number): "".join(one.to_json() + "\n" for one in outcomes)
        for number, outcomes in enumerate(run.outcomes, start=1)
    }


def _outcomes_file(reading: int) -> str:
    return OUTCOMES if reading == 1 else f"outcomes-{reading}.jsonl"


def load(folder: Path) -> SavedRun:
    """The run that a folder holds.

    Raises:
        RecordError: there is none, it was never finished, or a file of it is torn.
    """
    about = _load_about(folder)
    outcomes = tuple(
        _load_outcomes(folder, number, about) for number in range(1, about.readings + 1)
    )
    units = tuple(_load_units(folder / SCORES, about.units))
    if len({one.unit for one in units}) < len(units):
        raise RecordError(f"{folder / SCORES}: torn: a unit stands twice; rescore the run")
    scored = Scored(units, about.metrics, about.primary, about.floors, about.columns)
    return SavedRun(about, outcomes, scored)


def _load_about(folder: Path) -> About:
    path = folder / RUN_FILE
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecordError(f"{folder}: no run of an eval: {RUN_FILE}: {error.strerror}") from error
    except ValueError as error:
        raise RecordError(f"{path}: torn: no JSON; run the eval again") from error
    if not isinstance(noted, dict) or noted.get("state") == "unfinished":
        raise RecordError(f"{folder}: the run was not finished; run the eval again")
    if noted.get("kind") != "eval":
        raise RecordError(f"{folder}: no run of an eval; `llm-extract eval run` makes one")
    kept = {name: value for name, value in noted.items() if name in About.model_fields}
    try:
        return About.from_json(json.dumps(kept))
    except RecordError as error:
        raise RecordError(f"{path}: {error}") from error


def _load_outcomes(folder: Path, reading: int, about: About) -> tuple[Outcome, ...]:
    path = folder / _outcomes_file(reading)
    found = tuple(_outcome(line, place) for line, place in _lines(path))
    if len(found) != about.documents:
        raise RecordError(
            f"{path}: torn: it holds {len(found)} outcomes, and the run read {about.documents}"
        )
    return found


def _outcome(line: str, place: str) -> Outcome:
    """A failure names its stage, which no extraction has."""
    kind: type[Outcome] = Failure if '"stage":' in line[:_HEAD] else Extraction
    try:
        return kind.from_json(line)
    except RecordError as error:
        raise RecordError(f"{place}: torn: {error}") from error


def _load_units(path: Path, expected: int) -> Iterator[UnitScore]:
    found = 0
    for line, place in _lines(path):
        found += 1
        try:
            yield _UNITS.validate_json(line)
        except ValidationError as error:
            raise RecordError(f"{place}: torn: no scored unit; rescore the run") from error
    if found != expected:
        raise RecordError(f"{path}: torn: it holds {found} units, and {expected} were scored")


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line of a file with its place."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise RecordError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: torn: not UTF-8") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line:
            yield line, f"{path}, line {number}"
