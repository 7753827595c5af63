"""Shooting incidents with the registry's counts, from several noisy articles each."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic import Field

from llm_extract.evals.scores import Hashes
from llm_extract.evals.suites.reports import once, report
from llm_extract.evals.suites.rows import Choice, Chosen, Row, read
from llm_extract.records.article import Article

VERSION = "gva 1"

# A web archive puts its own address before the page's.
_ARCHIVED = re.compile(r"https?://[^/]{1,100}/(?:web/)?\d{8,14}[a-z_]{0,4}/(?=https?://)")


class Item(Row):
    """One article of an incident, as the file has it."""

    id: str
    uri: str | None = None
    published: date | None = None
    title: str | None = None
    text: str


class Shooting(Row):
    """One incident: the registry's counts, and the articles it rests on."""

    incident_id: str
    killed: int = Field(ge=0)
    injured: int = Field(ge=0)
    articles: tuple[Item, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Gva:
    """The incidents that were asked for, as documents with answers."""

    chosen: Chosen[Shooting]

    @property
    def name(self) -> str:
        """How people call it."""
        return "gva"

    @property
    def hashes(self) -> Hashes:
        """What a saved run of it must match."""
        return self.chosen.hashes

    def articles(self) -> tuple[Article, ...]:
        """Every article of every incident that reads as one, once each."""
        return once(one for told in self._told.values() for one in told)

    @cached_property
    def _told(self) -> dict[str, tuple[Article, ...]]:
        """The articles of each incident, by its id."""
        return {row.incident_id: _articles(row) for row in self.chosen.rows}


def load(path: str | os.PathLike[str], choice: Choice) -> Gva:
    """The incidents of a file.

    Raises:
        GoldError: a line of it is broken.
    """
    return Gva(read(path, Shooting, lambda row: row.incident_id, choice, VERSION))


def _articles(row: Shooting) -> tuple[Article, ...]:
    read_as = (
        report(
            item.text,
            name=item.id,
            title=item.title or None,
            url=_ARCHIVED.sub("", item.uri, count=1) if item.uri else None,
            published_on=item.published,
        )
        for item in row.articles
    )
    return tuple(one for one in read_as if one is not None)
