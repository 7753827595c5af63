"""Runs made in a test: a pipeline over the invented set, and the folder it is kept in."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from llm_extract.consensus.policies import POLICIES
from llm_extract.evals import folders
from llm_extract.evals.runs import Circumstances, Plan, SavedRun, Selection, read
from llm_extract.outputs import OutputFolder
from llm_extract.pipeline import Pipeline
from tests.evals.runs.invented_set import Reader, Villages

SELECTION = Selection(given="villages")


def circumstances() -> Circumstances:
    """A clock that moves by a second whenever it is looked at."""
    ticks = count()
    began = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    return Circumstances(began, lambda: float(next(ticks)), {"python": "3"})


def made(reader: Reader | None = None, villages: Villages | None = None) -> SavedRun:
    """What a reader makes of the villages."""
    pipeline = Pipeline(reader or Reader(), POLICIES["range_only"])
    plan = Plan.of(pipeline, villages or Villages(), SELECTION, {})
    return read(pipeline, plan, circumstances())


def kept(run: SavedRun, path: Path) -> Path:
    """The folder the run is kept in."""
    folder = OutputFolder.at(path)
    folder.open()
    folder.write(folders.files(run), run.about.model_dump(mode="json"))
    return path
