"""A suite: a task, which is how one kind of file is read and scored, over the rows of a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from llm_extract.evals.scores import Floor, Hashes, Metric, Scored, UnitScore
from llm_extract.evals.sets import Outcomes
from llm_extract.evals.suites.reports import once
from llm_extract.evals.suites.rows import Choice, Chosen, Row, read
from llm_extract.records.article import Article

_R = TypeVar("_R", bound=Row)


@dataclass(frozen=True)
class Task(Generic[_R]):
    """How the rows of a suite's file are read and scored; `primary` names the metric that counts.

    `version` changes with the matching: it keeps scores apart that were made in different ways.
    `articles_of` gives the articles of a row that read as such, which may be none.
    """

    name: str
    version: str
    form: type[_R]
    id_of: Callable[[_R], str]
    articles_of: Callable[[_R], tuple[Article, ...]]
    scored: Callable[[_R, Sequence[Article], Outcomes], UnitScore]
    floors: Callable[[Sequence[_R]], Iterable[Floor]]
    metrics: tuple[Metric, ...]
    primary: str

    def over(self, path: str | os.PathLike[str], choice: Choice) -> Suited[_R]:
        """The chosen rows of a file.

        Raises:
            GoldError: a line of it is broken.
        """
        return Suited(self, read(path, self.form, self.id_of, choice, self.version))


@dataclass(frozen=True)
class Suited(Generic[_R]):
    """The rows that were asked for, as documents with answers."""

    task: Task[_R]
    chosen: Chosen[_R]

    @property
    def name(self) -> str:
        """How people call it."""
        return self.task.name

    @property
    def hashes(self) -> Hashes:
        """What a saved run of it must match."""
        return self.chosen.hashes

    def articles(self) -> tuple[Article, ...]:
        """Every article of every row that reads as one, each text once."""
        return once(one for told in self._told for one in told)

    @cached_property
    def _told(self) -> tuple[tuple[Article, ...], ...]:
        """The articles of each row."""
        return tuple(map(self.task.articles_of, self.chosen.rows))

    def score(self, outcomes: Outcomes) -> Scored:
        """Every row against its answers."""
        rows = zip(self.chosen.rows, self._told, strict=True)
        return Scored(
            units=tuple(self.task.scored(row, told, outcomes) for row, told in rows),
            metrics=self.task.metrics,
            primary=self.task.primary,
            floors=tuple(self.task.floors(self.chosen.rows)),
        )
