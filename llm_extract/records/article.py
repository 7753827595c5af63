"""Articles as they were read, places in their text, and what could not be read or done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Self, TypedDict, Unpack

from pydantic import AwareDatetime, Field, model_validator

from llm_extract.records.base import Document, Record, fingerprint


class Span(Record):
    """A stretch of `Article.text`, half-open, counted in code points (not bytes, not UTF-16).

    >>> Span(start=0, end=3).of("ten dead")
    'ten'
    """

    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a span holds at least one character: {self.start}..{self.end}")
        return self

    def of(self, text: str) -> str:
        """The characters this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"


class Known(TypedDict, total=False):
    """What may be known of an article besides its text: fields of `Article`, by their names."""

    file: str | None
    url: str | None
    title: str | None
    publisher: str | None
    owner: str | None
    published_at: AwareDatetime | None
    published_on: date | None
    language: str


class Article(Document):
    """One report, its text frozen: every offset anywhere refers to `text` as it stands here.

    `published_on` is the day in the outlet's own time zone, against which "on Saturday" is read;
    `published_at` is the moment, where the source gives one. Both are None when nothing says.
    """

    article_id: str
    text: str = Field(min_length=1)
    file: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    owner: str | None = None
    published_at: AwareDatetime | None = None
    published_on: date | None = None
    language: str = "en"

    @classmethod
    def of(cls, text: str, **known: Unpack[Known]) -> Article:
        """Build an article; its id follows from url, publisher and text, and from nothing else.

        >>> Article.of("Two were hurt.").article_id == Article.of("Two were hurt.").article_id
        True
        """
        stem = fingerprint(known.get("url") or "", known.get("publisher") or "", text)
        moment = known.get("published_at")
        if known.get("published_on") is None and moment is not None:
            known["published_on"] = moment.date()
        return cls(article_id="a" + stem, text=text, **known)

    @property
    def name(self) -> str:
        """What people call this source: its publisher, else its file, else its id."""
        return self.publisher or self.file or self.article_id

    def __str__(self) -> str:
        day = f", {self.published_on:%-d %B %Y}" if self.published_on else ""
        return f"{self.name}{day}: {self.title or self.text[:60]}"


def told_apart(articles: Sequence[Article]) -> dict[str, str]:
    """What to call each article, by id: its name, and with it its file where others share that.

    >>> early = Article.of("Two were hurt.", publisher="Gazette", file="early.txt")
    >>> late = Article.of("Three were hurt.", publisher="Gazette", file="late.txt")
    >>> list(told_apart([early, late]).values())
    ['Gazette (early.txt)', 'Gazette (late.txt)']
    >>> list(told_apart([early]).values())
    ['Gazette']
    """
    often = Counter(one.name for one in articles)
    return {
        one.article_id: f"{one.name} ({one.file or one.article_id})"
        if often[one.name] > 1
        else one.name
        for one in articles
    }


class Stage(StrEnum):
    """The step of the flow at which something happened."""

    READ = "read"
    EXTRACT = "extract"
    MERGE = "merge"
    BRIEF = "brief"


class Failure(Document):
    """Something that was asked for and not done, with the reason: a line of failures.jsonl."""

    stage: Stage
    source: str
    code: str
    reason: str
    article_id: str | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"
