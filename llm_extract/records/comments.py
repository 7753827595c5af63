"""Comments: what is said of an incident beyond what happened, in the very words of the source.

Why it happened, what it was to achieve, what came before it, what may come of it, who condemned it.
A claim has a typed value and is compared with others; a comment is only ever quoted.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import Field, model_validator

from llm_extract.records.base import Record, fingerprint
from llm_extract.records.claims import Attribution, Evidence


class CommentKind(StrEnum):
    """What a comment is about.

    HISTORY: the longer conflict it belongs to. MOTIVE: the grievances or demands of those who did
    it. AIM: what they meant to hit or to achieve. CAUSE: what set it off, in anybody's account.
    BACKING: who is said to direct, shelter or support them. COURSE: how long it lasted, or went on.
    ANALYSIS: what it shows. OUTLOOK: what may follow. REACTION: condemnation, a promise, an appeal.
    """

    HISTORY = "history"
    MOTIVE = "motive"
    AIM = "aim"
    CAUSE = "cause"
    BACKING = "backing"
    COURSE = "course"
    ANALYSIS = "analysis"
    OUTLOOK = "outlook"
    REACTION = "reaction"


class Act(StrEnum):
    """What the speaker does with the words, which complete it: `said` takes a whole clause, the
    others the noun phrase or verbal noun that they govern.
    """

    SAID = "said"
    SPOKE_OF = "spoke_of"
    CITED = "cited"
    ACCUSED = "accused"
    BLAMED = "blamed"
    CONDEMNED = "condemned"
    PRAISED = "praised"
    PROMISED = "promised"
    CALLED_FOR = "called_for"


class Comment(Record):
    """One sentence of one article, and the words in it that matter.

    `words` stand exactly so within `evidence.quote`, which is the whole sentence. `attribution` is
    as on a claim: an empty chain is the outlet in its own voice. A model may fill it from a list of
    its own in the reply: kind, act, words, sentence and speaker, at most a handful an article.

    >>> from llm_extract.records.article import Span
    >>> sentence = "Analysts said the raids showed new reach."
    >>> Comment.of(
    ...     "a1",
    ...     kind=CommentKind.ANALYSIS,
    ...     words="the raids showed new reach",
    ...     evidence=Evidence(quote=sentence, span=Span(start=0, end=41)),
    ... ).act
    <Act.SAID: 'said'>
    """

    comment_id: str
    kind: CommentKind
    act: Act = Act.SAID
    words: str = Field(min_length=1)
    attribution: Attribution = Attribution()
    evidence: Evidence

    @classmethod
    def of(cls, article_id: str, **fields: Any) -> Comment:  # noqa: ANN401 - the fields of the record
        """Build a comment; its id follows from article, kind, words, speaker and span."""
        draft = cls(comment_id="", **fields)
        speaker = draft.attribution.claimant
        comment_id = "s" + fingerprint(
            article_id,
            draft.kind,
            draft.words,
            speaker.name if speaker else "",
            str(draft.evidence.span),
        )
        return draft.model_copy(update={"comment_id": comment_id})

    @model_validator(mode="after")
    def _words_stand_in_the_sentence(self) -> Self:
        if self.words not in self.evidence.quote:
            raise ValueError("the words of a comment must stand in its sentence")
        return self
