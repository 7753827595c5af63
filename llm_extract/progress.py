"""How a run says how far it is."""

from __future__ import annotations

from typing import Protocol

from llm_extract.records.article import Stage


class Progress(Protocol):
    """Is told how far a run is. Calls may come from another thread than the caller's."""

    def begin(self, stage: Stage, total: int | None) -> None:
        """A stage begins; `total` is how many steps it has, None where that is not known."""

    def advance(self, stage: Stage) -> None:
        """One step of the stage is done, well or badly."""

    def end(self, stage: Stage) -> None:
        """The stage is over."""


class Silence:
    """Progress that nobody watches."""

    def begin(self, stage: Stage, total: int | None) -> None:
        """Say nothing."""

    def advance(self, stage: Stage) -> None:
        """Say nothing."""

    def end(self, stage: Stage) -> None:
        """Say nothing."""


SILENCE = Silence()
