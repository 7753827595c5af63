"""Applying overrides: a pure function from what was read to what is taken, with every edit told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from llm_extract.errors import LlmExtractError, OverrideError
from llm_extract.overrides.contradictions import torn
from llm_extract.overrides.corrected import corrected
from llm_extract.overrides.desk import Desk
from llm_extract.records.article import Article, Failure, Stage
from llm_extract.records.consensus import Story
from llm_extract.records.incidents import Extraction
from llm_extract.records.overrides import (
    ClaimEdit,
    Edit,
    Join,
    LinkEdit,
    Override,
    Part,
)


@dataclass(frozen=True)
class Edited:
    """The extractions as an editor wants them taken, every edit, and what could not be done."""

    extractions: tuple[Extraction, ...]
    edits: tuple[Edit, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def rulings(self) -> tuple[LinkEdit, ...]:
        """The decisions on which incidents are one, as linking takes them."""
        return tuple(one for one in self.edits if isinstance(one, LinkEdit))


def apply(
    overrides: Sequence[Override], articles: Sequence[Article], extractions: Sequence[Extraction]
) -> Edited:
    """Lay overrides over extractions, which stay as they are; copies are returned.

    An override that cannot be applied is a failure that names its file and line, and takes nothing
    else along: `stale_override` where what it names is there no longer, else `override`.
    """
    desk = Desk(articles, extractions)
    edits: list[ClaimEdit] = []
    failures: list[Failure] = []
    for one in overrides:
        if isinstance(one, Join | Part):
            continue
        try:
            edits.append(desk.edit(one))
        except LlmExtractError as error:
            failures.append(_failure(one, error))
    taken = corrected(extractions, edits)
    rulings = [one for one in overrides if isinstance(one, Join | Part)]
    ruled, undone = _ruled(rulings, Desk(articles, taken))
    return Edited(taken, (*edits, *ruled), (*failures, *undone))


def concerning(story: Story, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that bear on a story: of its incidents, or of the background of its articles."""
    members = {member for cluster in story.clusters for member in cluster}
    told = set(story.article_ids)

    def bears(edit: Edit) -> bool:
        match edit:
            case ClaimEdit():
                if edit.incident_id is None:
                    return edit.article_id in told
                return (edit.article_id, edit.incident_id) in members
            case LinkEdit():
                return edit.left in members or edit.right in members
            case _:
                assert_never(edit)

    return tuple(edit for edit in edits if bears(edit))


def _failure(one: Override, error: LlmExtractError) -> Failure:
    return Failure(stage=Stage.MERGE, source=one.stands_at, code=error.code, reason=str(error))


# ---------------------------------------------------------------- incidents joined and parted


def _ruled(rulings: Sequence[Join | Part], desk: Desk) -> tuple[list[LinkEdit], list[Failure]]:
    """The decisions on incidents, by member; none of those that contradict each other is done.

    Two names may turn out to mean one incident only here, where what was read is known.
    """
    failures: list[Failure] = []
    named: list[tuple[Join | Part, tuple[str, str], tuple[str, str]]] = []
    for one in rulings:
        try:
            named.append((one, desk.member(one.ends[0]), desk.member(one.ends[1])))
        except LlmExtractError as error:
            failures.append(_failure(one, error))
    refused = {id(one): _failure(one, OverrideError(why)) for one, why in torn(named)}
    done = [_link_edit(one, ends) for one, *ends in named if id(one) not in refused]
    return done, [*failures, *refused.values()]


def _link_edit(one: Join | Part, ends: Sequence[tuple[str, str]]) -> LinkEdit:
    left, right = sorted(ends)
    action = "joined" if isinstance(one, Join) else "parted"
    signed = {"who": one.who, "when": one.when, "why": one.why}
    return LinkEdit(**signed, left=left, right=right, action=action)
