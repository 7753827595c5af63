"""The terrorist events of the third and fourth Message Understanding Conferences, as templates."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from llm_extract.evals.scores import Hashes
from llm_extract.evals.suites.reports import once, report
from llm_extract.evals.suites.rows import Choice, Chosen, Row, read
from llm_extract.records.article import Article

VERSION = "muc4 1"


class Keyed(Row):
    """One document and its key templates, slot number to slot lines."""

    id: str
    text: str
    templates: tuple[Mapping[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Muc4:
    """The documents that were asked for, with their key."""

    chosen: Chosen[Keyed]

    @property
    def name(self) -> str:
        """How people call it."""
        return "muc4"

    @property
    def hashes(self) -> Hashes:
        """What a saved run of it must match."""
        return self.chosen.hashes

    def articles(self) -> tuple[Article, ...]:
        """Every document that reads as a report, each text once."""
        return once(self._told.values())

    @cached_property
    def _told(self) -> dict[str, Article | None]:
        """The article of each document, by its id; its day is left to be read from its dateline."""
        return {row.id: report(row.text, name=row.id) for row in self.chosen.rows}


def load(path: str | os.PathLike[str], choice: Choice) -> Muc4:
    """The documents of a file.

    Raises:
        GoldError: a line of it is broken.
    """
    return Muc4(read(path, Keyed, lambda row: row.id, choice, VERSION))
