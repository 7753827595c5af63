"""How long each stage took, measured from outside: the stages themselves read no clock."""

from __future__ import annotations

from collections.abc import Callable

from llm_extract.progress import Progress
from llm_extract.records.article import Stage


class Stopwatch:
    """A Progress that notes seconds by stage, and passes everything on."""

    def __init__(self, watcher: Progress, clock_s: Callable[[], float]) -> None:
        self.seconds: dict[str, float] = {}
        self._watcher = watcher
        self._clock_s = clock_s
        self._begun: dict[Stage, float] = {}

    def begin(self, stage: Stage, total: int | None) -> None:
        """The stage begins."""
        self._begun[stage] = self._clock_s()
        self._watcher.begin(stage, total)

    def advance(self, stage: Stage) -> None:
        """One step more."""
        self._watcher.advance(stage)

    def end(self, stage: Stage) -> None:
        """The stage is over."""
        self._watcher.end(stage)
        self.seconds[stage.value] = self._clock_s() - self._begun.pop(stage)
