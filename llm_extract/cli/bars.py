"""Progress bars on a terminal: counts, rate, time left."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from llm_extract.records.article import Stage

_DOING = {
    Stage.READ: "reading",
    Stage.EXTRACT: "extracting",
    Stage.MERGE: "comparing",
    Stage.BRIEF: "writing",
}


class Bars:
    """A bar for each stage, there while the stage goes on."""

    def __init__(self, console: Console | None = None) -> None:
        self._bars = Progress(
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            console=console or Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[Stage, TaskID] = {}

    def begin(self, stage: Stage, total: int | None) -> None:
        """Draw the stage's bar; without a total it only shows that something goes on."""
        self._bars.start()
        self._tasks[stage] = self._bars.add_task(_DOING[stage], total=total)

    def advance(self, stage: Stage) -> None:
        """Move the bar by one."""
        self._bars.advance(self._tasks[stage])

    def end(self, stage: Stage) -> None:
        """Take the bar away."""
        self._bars.remove_task(self._tasks.pop(stage))

    def close(self) -> None:
        """Give the terminal back as it was, cursor and all, however the run ended."""
        self._bars.stop()


class _Rate(ProgressColumn):
    """Steps a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")
