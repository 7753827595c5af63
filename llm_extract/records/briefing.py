"""The briefing: sentences, each planned from claims, checked, and cited to spans."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from llm_extract.records.article import Span
from llm_extract.records.base import Document, Record


class Section(StrEnum):
    """The parts of a briefing, in the order they are printed."""

    HIGHLIGHTS = "highlights"
    WHAT_HAPPENED = "what_happened"
    CASUALTIES = "casualties"
    RESPONSIBILITY = "responsibility"
    DISAGREEMENTS = "disagreements"
    CHANGES = "changes"
    UNKNOWN = "unknown"
    CONTEXT = "context"
    BACKGROUND = "background"
    SOURCES = "sources"


class Mode(StrEnum):
    """What a sentence does with its plan."""

    AGREED = "agreed"
    REPORTED = "reported"
    DISPUTED = "disputed"
    UPDATE = "update"
    GAP = "gap"
    BACKGROUND = "background"


class Citation(Record):
    """Where a sentence's words come from; `number` is the source's place in the briefing's list."""

    number: int = Field(ge=1)
    article_id: str
    claim_id: str | None = None
    span: Span


class Sentence(Record):
    """One sentence. `plan` are the ids of positions, disagreements and claims it was made from."""

    section: Section
    mode: Mode
    text: str
    plan: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    checks: tuple[str, ...] = ()
    worded_by: Literal["template", "model"] = "template"


class Rejection(Record):
    """A wording that failed its check, and why; it was not printed.

    Where a model was asked and no reply came, `text` is empty and `code` is that of the error.
    """

    plan: tuple[str, ...]
    text: str
    reason: str
    worded_by: Literal["template", "model"] = "template"
    code: str | None = None


class Worder(Record):
    """A model that was asked to word sentences, and the prompt it was asked with."""

    model: str
    prompt: str
    prompt_hash: str


class Listed(Record):
    """A source as the briefing lists it, with what bears on its quality."""

    number: int = Field(ge=1)
    article_id: str
    name: str
    note: str


class Briefing(Document):
    """A neutral account of one story. `str(briefing)` is the plain text, citations as [1].

    `worder` None: no model was asked, and every sentence was worded by template.
    """

    briefing_id: str
    consensus_id: str
    title: str
    extractors: tuple[str, ...]
    sentences: tuple[Sentence, ...] = ()
    sources: tuple[Listed, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    worder: Worder | None = None

    def worded_by_model(self) -> int:
        """How many of its sentences a model worded."""
        return sum(one.worded_by == "model" for one in self.sentences)

    def refused_to_model(self) -> int:
        """How many wordings of a model failed their check."""
        return sum(one.worded_by == "model" and one.code is None for one in self.rejected)

    def section(self, section: Section) -> tuple[Sentence, ...]:
        """The sentences of one section, in order."""
        return tuple(sentence for sentence in self.sentences if sentence.section is section)

    def __str__(self) -> str:
        lines = [self.title]
        for section in Section:
            lines.extend(_cited(sentence) for sentence in self.section(section))
        lines.extend(f"[{source.number}] {source.name}: {source.note}" for source in self.sources)
        return "\n".join(lines)


def _cited(sentence: Sentence) -> str:
    numbers = sorted({citation.number for citation in sentence.citations})
    return " ".join([sentence.text, *(f"[{number}]" for number in numbers)])
