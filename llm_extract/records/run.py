"""What one run made of its sources, and what that cost."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from llm_extract.records.article import Article, Failure
from llm_extract.records.base import Document, Record, counted
from llm_extract.records.briefing import Briefing
from llm_extract.records.consensus import Consensus
from llm_extract.records.incidents import Extraction, ExtractorId
from llm_extract.records.overrides import Edit

# A summary fits on a screen.
_MOST_TITLES = 10


class Spent(Record):
    """What asking a model took. `cost_usd` None: a price is not known, which is not zero.

    `cached_prompt_tokens` are those of `prompt_tokens` that the provider billed as cached; `saved`
    tokens are those of replies that were kept or recorded, and cost nothing this time.
    """

    requests: int = Field(0, ge=0)
    cache_hits: int = Field(0, ge=0)
    prompt_tokens: int = Field(0, ge=0)
    cached_prompt_tokens: int = Field(0, ge=0)
    completion_tokens: int = Field(0, ge=0)
    saved_prompt_tokens: int = Field(0, ge=0)
    saved_completion_tokens: int = Field(0, ge=0)
    cost_usd: float | None = 0.0


class Run(Document):
    """Everything that came of one run: `str(run)` is its summary, `to_json` all of it.

    A story whose briefing failed has a consensus and no briefing, and a failure that says why.
    `extractions` are as they were read; `edits` is what an editor made of them by overrides.
    """

    extractor: ExtractorId
    articles: tuple[Article, ...] = ()
    extractions: tuple[Extraction, ...] = ()
    failures: tuple[Failure, ...] = ()
    consensus: tuple[Consensus, ...] = ()
    briefings: tuple[Briefing, ...] = ()
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    spent: Spent = Spent()

    def stories(self) -> Iterator[tuple[Consensus, Briefing]]:
        """Each story with its briefing, the widest covered first."""
        written = {briefing.consensus_id: briefing for briefing in self.briefings}
        for consensus in self.consensus:
            if consensus.consensus_id in written:
                yield consensus, written[consensus.consensus_id]

    @property
    def claims(self) -> int:
        """How many claims were read, background included."""
        return sum(len(extraction.claims()) for extraction in self.extractions)

    @property
    def disagreements(self) -> int:
        """How many disagreements the stories hold."""
        incidents = [incident for story in self.consensus for incident in story.incidents]
        within = sum(len(field.disagreements) for one in incidents for field in one.fields)
        return within + sum(len(one.across) for one in incidents)

    @property
    def read_by(self) -> str:
        """Who read the articles, in words that belong on the face of every output."""
        match self.extractor.name:
            case "rules":
                return "read by rules, no model"
            case "labels":
                return "labelled, not extracted"
            case "model":
                return f"read by the model {self.extractor.model or 'not named'}"

    @property
    def worded_by(self) -> str | None:
        """Which sentences a model worded, and what it was refused; None where none was asked."""
        asked = [one for one in self.briefings if one.worder]
        if not asked:
            return None
        models = ", ".join(dict.fromkeys(one.worder.model for one in asked if one.worder))
        said = sum(one.worded_by_model() for one in asked)
        sentences = sum(len(one.sentences) for one in asked)
        refused = sum(one.refused_to_model() for one in asked)
        unanswered = sum(each.code is not None for one in asked for each in one.rejected)
        return (
            f"{said} of {counted(sentences, 'sentence', 'sentences')} worded by the model {models};"
            f" {counted(refused, 'wording', 'wordings')} rejected, {unanswered} not answered"
        )

    def counts(self) -> dict[str, int]:
        """The figures of the summary."""
        return {
            "articles": len(self.articles),
            "extractions": len(self.extractions),
            "stories": len(self.consensus),
            "claims": self.claims,
            "disagreements": self.disagreements,
            "failures": len(self.failures),
        }

    def __str__(self) -> str:
        figures = (
            counted(len(self.articles), "article", "articles"),
            counted(len(self.consensus), "story", "stories"),
            counted(self.claims, "claim", "claims"),
            counted(self.disagreements, "disagreement", "disagreements"),
            counted(len(self.failures), "failure", "failures"),
        )
        lines = [f"{', '.join(figures)} ({self.read_by})"]
        lines += [self.worded_by] if self.worded_by else []
        lines += [f"- {story.title}" for story in self.consensus[:_MOST_TITLES]]
        if len(self.consensus) > _MOST_TITLES:
            lines.append(f"- and {len(self.consensus) - _MOST_TITLES} more")
        return "\n".join(lines)
