"""The briefing: sentences, each planned from claims, checked, and cited to spans."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from pydantic import Field

from llm_extract.records.article import Span
from llm_extract.records.base import Document, Record


class Section(StrEnum):
    """The parts of a briefing, in the order they are printed."""

    OPENING = "opening"
    HIGHLIGHTS = "highlights"
    DISAGREEMENTS = "disagreements"
    CHANGES = "changes"
    WHAT_HAPPENED = "what_happened"
    UNKNOWN = "unknown"
    CASUALTIES = "casualties"
    PLACES = "places"
    RESPONSIBILITY = "responsibility"
    CONTEXT = "context"
    BACKGROUND = "background"
    SOURCES = "sources"
    MAKING = "making"


# What is read in two minutes, and stands for itself; the rest is to work from.
FRONT = (Section.OPENING, Section.HIGHLIGHTS, Section.DISAGREEMENTS, Section.CHANGES)


class Mode(StrEnum):
    """What a sentence does with its plan."""

    AGREED = "agreed"
    REPORTED = "reported"
    DISPUTED = "disputed"
    UPDATE = "update"
    GAP = "gap"
    BACKGROUND = "background"


class Line(StrEnum):
    """The two paragraphs of the opening, then the labels of lines, in the order of print."""

    EVENT = "event"
    TOLL = "toll"
    BLAME = "blame"
    STATE = "how it stands"
    PLACES = "places"
    MEASURES = "measures"
    FOOTING = "how firm"
    UNKNOWN = "not known"
    MEANS = "methods and targets"


class Column(StrEnum):
    """The columns of the grid of places: by the camp of who speaks, and the tolls of the place."""

    STATE = "state"
    OTHERS = "others"
    CASUALTIES = "casualties"


class Citation(Record):
    """Where a sentence's words come from; `number` is the source's place in the briefing's list.

    `at` is the offset in the sentence behind which it stands, at the end of the clause that rests
    on it; None: it bears on the whole sentence.
    """

    number: int = Field(ge=1)
    article_id: str
    claim_id: str | None = None
    span: Span
    at: int | None = Field(default=None, ge=0)


class Sentence(Record):
    """One sentence. `plan` are the ids of positions, disagreements and claims it was made from.

    `line` is the paragraph or line that it is part of; `place` and `column` its cell in the
    grid of places. None: it stands in neither.
    """

    section: Section
    mode: Mode
    text: str
    line: Line | None = None
    place: str | None = None
    column: Column | None = None
    plan: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    checks: tuple[str, ...] = ()
    worded_by: Literal["template", "model"] = "template"

    def runs(self) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
        """The text in runs, each with the citations that stand behind it."""
        end = len(self.text) - self.text.endswith(".")
        placed: dict[int, list[Citation]] = {}
        for one in self.citations:
            placed.setdefault(end if one.at is None else min(one.at, end), []).append(one)
        cuts = [0, *sorted(placed)]
        runs = [(self.text[start:at], tuple(placed[at])) for start, at in pairwise(cuts)]
        rest = self.text[cuts[-1] :]
        return (*runs, (rest, ())) if rest else tuple(runs)

    def in_cell(self) -> Sentence:
        """The same without "In Orlo, " at its head, for a row that names the place."""
        # A place that is described ("near the gate") says itself where it is.
        heads = (f"in {self.place}, ".casefold(), f"{self.place}, ".casefold())
        cut = next((len(one) for one in heads if self.text.casefold().startswith(one)), 0)
        return self._after(cut) if self.place and cut else self

    @property
    def issue(self) -> str:
        """The label that a row opens with; "" for a sentence that has none."""
        issue, colon, _ = self.text.partition(": ")
        return issue if colon else ""

    def in_row(self) -> Sentence:
        """The same without its label, for a row that has it at its head."""
        return self._after(len(self.issue) + len(": ")) if self.issue else self

    def _after(self, cut: int) -> Sentence:
        text = self.text[cut:]
        cited = tuple(
            one if one.at is None else one.model_copy(update={"at": max(one.at - cut, 0)})
            for one in self.citations
        )
        return self.model_copy(update={"text": text[:1].upper() + text[1:], "citations": cited})


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
    """A source as the briefing lists it, with what bears on its quality.

    `key` says in a few words what it is, before the first of it is cited: "relays Agence Sud".
    """

    number: int = Field(ge=1)
    article_id: str
    name: str
    key: str
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


def lines_of(
    sentences: Iterable[Sentence],
) -> tuple[tuple[Line | None, tuple[Sentence, ...]], ...]:
    """Sentences that stand in one line together, and those in a row that stand in none."""
    found: list[tuple[Line | None, tuple[Sentence, ...]]] = []
    for one in sentences:
        if found and found[-1][0] is one.line:
            found[-1] = (one.line, (*found[-1][1], one))
        else:
            found.append((one.line, (one,)))
    return tuple(found)


def _cited(sentence: Sentence) -> str:
    return "".join(
        " ".join([text, *(f"[{number}]" for number in sorted({one.number for one in cites}))])
        for text, cites in sentence.runs()
    )
