"""Where the sources differ, row by row: what a reader must not miss stands first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from llm_extract.records.briefing import Briefing, Section, Sentence
from llm_extract.records.comments import CommentKind
from llm_extract.records.consensus import Consensus
from llm_extract.report.accounts import Issue, Sourcing, Version


@dataclass(frozen=True)
class Difference:
    """A matter that is told in several versions; `said` is what the briefing says of it.

    `basis` None: the versions are quoted side by side, and nothing compared them.
    """

    name: str
    place: str | None
    versions: tuple[Version, ...]
    kinds: tuple[str, ...]
    said: tuple[Sentence, ...]
    whys: tuple[str, ...] = ()
    basis: str | None = None
    silent: tuple[int, ...] = ()


def differences(
    sourcing: Sourcing, consensus: Consensus, briefing: Briefing
) -> tuple[Difference, ...]:
    """Disputed deaths first, then the other fields on which sources differ, then the duration."""
    told = briefing.section(Section.DISAGREEMENTS)
    issues = (sourcing.issue(one, field) for one in consensus.incidents for field in one.fields)
    disputed = sorted((one for one in issues if one.kinds), key=lambda one: one.rank)
    return (
        *(_compared(issue, told) for issue in disputed if not _says_it_again(issue, disputed)),
        *_durations(sourcing, consensus, told),
    )


def _says_it_again(issue: Issue, others: Iterable[Issue]) -> bool:
    """Whether a part's day is disputed only as that of the whole is: the same days, told once."""
    days = {account.words for account in issue.accounts}
    return issue.place is not None and any(
        other.place is None
        and other.field.key == issue.field.key
        and issue.field.key.field == "date"
        and days <= {account.words for account in other.accounts}
        for other in others
    )


def _compared(issue: Issue, told: Iterable[Sentence]) -> Difference:
    return Difference(
        name=issue.name,
        place=issue.place,
        versions=issue.accounts,
        kinds=issue.kinds,
        said=tuple(one for one in told if issue.ids & set(one.plan)),
        whys=issue.whys,
        basis=issue.basis,
        silent=issue.silent,
    )


def _durations(
    sourcing: Sourcing, consensus: Consensus, told: Sequence[Sentence]
) -> Iterator[Difference]:
    """How long it lasted, where the briefing tells that among the differences."""
    course = {
        one.comment.comment_id: one
        for one in consensus.comments
        if one.comment.kind is CommentKind.COURSE
    }
    for sentence in told:
        quoted = [course[one] for one in sentence.plan if one in course]
        if quoted:
            yield Difference(
                name="Duration",
                place=None,
                versions=tuple(sourcing.quoted(one) for one in quoted),
                kinds=("quoted, not compared",),
                said=(sentence,),
            )
