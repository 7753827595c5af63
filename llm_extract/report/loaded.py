"""Loaded words of the sources, as the page shows them and as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llm_extract.report.cells import written


@dataclass(frozen=True)
class LoadedWord:
    """A loaded word of a source with the words around it; offsets are half-open, in its text."""

    start: int
    end: int
    before: str
    words: str
    after: str
    quoted: bool
    kind: str
    neutral: str
    reason: str


@dataclass(frozen=True)
class LoadedSource:
    """What was found in one source. `length` None: it is not in English, and was not looked at."""

    article_id: str
    outlet: str
    language: str
    length: int | None
    per_1000: float | None
    found: tuple[LoadedWord, ...]

    @property
    def own(self) -> int:
        """Loaded words in the outlet's own voice."""
        return sum(not one.quoted for one in self.found)

    @property
    def quoted(self) -> int:
        """Loaded words in what the outlet quotes."""
        return sum(one.quoted for one in self.found)


_Row = tuple[LoadedSource, LoadedWord | None]

LOADED_COLUMNS = {
    "article_id": lambda row: row[0].article_id,
    "outlet": lambda row: row[0].outlet,
    "article_words": lambda row: row[0].length,
    "own_voice_per_1000": lambda row: (
        None if row[0].per_1000 is None else round(row[0].per_1000, 2)
    ),
    "start": lambda row: row[1] and row[1].start,
    "end": lambda row: row[1] and row[1].end,
    "words": lambda row: row[1] and row[1].words,
    "quoted": lambda row: row[1] and ("yes" if row[1].quoted else "no"),
    "kind": lambda row: row[1] and row[1].kind,
    "neutral": lambda row: row[1] and row[1].neutral,
    "reason": lambda row: row[1] and row[1].reason,
}


def loaded_csv(sources: Iterable[LoadedSource]) -> str:
    """One loaded word a row; a source that has none has one row, with its rate alone."""
    rows: list[_Row] = []
    for source in sources:
        rows += [(source, one) for one in source.found] or [(source, None)]
    return written(LOADED_COLUMNS, rows)
