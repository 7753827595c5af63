"""Press releases of a military coalition: how many were killed and captured, when and where."""

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
from llm_extract.sources.published import published
from llm_extract.text import freeze

VERSION = "isaf 1"


class Answers(Row):
    """What the annotators coded of a release."""

    start_date: date
    province: tuple[str, ...]
    min_killed: int = Field(ge=0)
    min_captured: int = Field(ge=0)


class Release(Row):
    """One press release."""

    id: str
    text: str
    gold: Answers


@dataclass(frozen=True)
class Isaf:
    """The releases that were asked for, as documents with answers."""

    chosen: Chosen[Release]

    @property
    def name(self) -> str:
        """How people call it."""
        return "isaf"

    @property
    def hashes(self) -> Hashes:
        """What a saved run of it must match."""
        return self.chosen.hashes

    def articles(self) -> tuple[Article, ...]:
        """Every release that reads as a report, each text once."""
        return once(self._told.values())

    @cached_property
    def _told(self) -> dict[str, Article | None]:
        """The article of each release, by its id."""
        return {
            row.id: report(row.text, name=row.id, published_on=released_on(row.text))
            for row in self.chosen.rows
        }


def load(path: str | os.PathLike[str], choice: Choice) -> Isaf:
    """The releases of a file.

    Raises:
        GoldError: a line of it is broken.
    """
    return Isaf(read(path, Release, lambda row: row.id, choice, VERSION))


# ---------------------------------------------------------------- the day of release

_HEAD = 500
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}"
# "2011-03-S-058": the running number of a release opens with its year and month.
_NUMBERED = re.compile(r"\b(20\d\d)-\d\d-[A-Z]{1,3}-\d{2,4}\b")
_STAMPS = (
    re.compile(rf"^.{{0,40}}\((?P<day>{_DAY}(?:, \d{{4}})?)\)", re.MULTILINE),  # TAVO, (May 3)
    re.compile(rf"\A(?P<day>{_DAY}): "),  # May 3: Operations in ...
    re.compile(rf"\A.{{0,80}}?\s(?P<day>{_DAY}, \d{{4}})$", re.MULTILINE),  # Update, May 3, 2011
)


def released_on(text: str) -> date | None:
    r"""The day a release gives for itself in its head lines; None where it gives none in full.

    A day without its year takes the year of the release's running number.

    >>> released_on("2011-05-S-007\nTAVO, Afghanistan (May 3)\nTwo men were detained.")
    datetime.date(2011, 5, 3)
    """
    head = freeze(text)[:_HEAD]
    numbered = _NUMBERED.search(head)
    for stamp in _STAMPS:
        found = stamp.search(head)
        words = found["day"] if found else ""
        if words and "," not in words:
            words = f"{words}, {numbered[1]}" if numbered else ""
        if words:
            return _day(words)
    return None


def _day(words: str) -> date | None:
    try:
        return published(words)[0].on
    except ValueError:
        return None
