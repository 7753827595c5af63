"""What a set of documents with answers must offer to be run, saved, scored and compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from llm_extract.evals.scores import Hashes, Scored
from llm_extract.records.article import Article, Failure
from llm_extract.records.incidents import Extraction

Outcomes = Mapping[str, Extraction | Failure]
"""What became of each article, by article id. An article that is not in it was never read."""


class EvalSet(Protocol):
    """Documents with answers: our own gold, or a suite that reads somebody else's file."""

    @property
    def name(self) -> str:
        """How people call it: gva, stories."""

    @property
    def hashes(self) -> Hashes:
        """What a saved run of this set must match to be scored or compared again."""

    def articles(self) -> tuple[Article, ...]:
        """What is to be read, in a fixed order."""

    def score(self, outcomes: Outcomes) -> Scored:
        """Every document has a score: one that failed, or is absent, counts as all missing."""
