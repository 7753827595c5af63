"""What an editor set right by hand, as page and Markdown show it: before, after, who and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from llm_extract.records.claims import Claim, Scope, Toll
from llm_extract.records.consensus import Consensus, SourcedClaim
from llm_extract.records.overrides import ClaimEdit, Edit, LinkEdit
from llm_extract.report import words
from llm_extract.report.accounts import Cite, Sourcing

# What every claim has, and what an amendment of it is told by where its words stay the same.
_FIELDS = ("value", "scope", "stance", "evidentiality", "attribution", "as_of", "about", "evidence")


@dataclass(frozen=True)
class EditView:
    """An edit in words. `was` is what was read and `now` what is taken; `signed` says by whom.

    `was` is None for what was added, `now` for what is rejected, both for joined and parted
    incidents, which `what` names.
    """

    what: str
    was: str | None
    now: str | None
    signed: str
    cites: tuple[Cite, ...]


def edit_views(sourcing: Sourcing, consensus: Consensus) -> tuple[EditView, ...]:
    """Every edit of a story, in the order of the overrides."""
    return tuple(_view(sourcing, consensus, one) for one in consensus.edits)


def _view(sourcing: Sourcing, consensus: Consensus, edit: Edit) -> EditView:
    match edit:
        case ClaimEdit():
            return _of_claim(sourcing, edit)
        case LinkEdit():
            what = _pair(sourcing, consensus, edit)
            return EditView(what, None, None, words.capital(str(edit)), ())
        case _:
            assert_never(edit)


def _of_claim(sourcing: Sourcing, edit: ClaimEdit) -> EditView:
    was = _told(sourcing, edit.before) if edit.before else None
    now = _told(sourcing, edit.after) if edit.after else None
    if edit.before and edit.after and was == now:
        now = f"otherwise in {', '.join(_changed(edit.before, edit.after))}"
    shown = SourcedClaim(article_id=edit.article_id, incident_id=edit.incident_id, claim=edit.claim)
    return EditView(
        what=_field(edit.claim),
        was=was,
        now=now,
        signed=words.capital(str(edit)),
        cites=(sourcing.cite(shown),),
    )


def _field(claim: Claim) -> str:
    if isinstance(claim.value, Toll):
        return words.toll(claim.value.group, claim.value.effect)
    return words.plain(claim.field)


def _told(sourcing: Sourcing, claim: Claim) -> str:
    """A claim in a few words: the value, by whom, and whether it counts."""
    speaker = claim.attribution.claimant
    by = f"by {speaker.name}" if speaker else "in its own voice"
    said = [sourcing.worded(claim.value, alone=True), by, words.stance(claim.stance)]
    said += ["background" if claim.scope is Scope.BACKGROUND else None]
    return ", ".join(part for part in said if part)


def _changed(before: Claim, after: Claim) -> list[str]:
    names = (one for one in _FIELDS if getattr(before, one) != getattr(after, one))
    return [words.plain(one) for one in names] or ["the incident it is of"]


def _pair(sourcing: Sourcing, consensus: Consensus, edit: LinkEdit) -> str:
    ends = sorted((edit.left, edit.right), key=lambda end: sourcing.numbers.get(end[0], 0))
    left, right = (_incident(sourcing, consensus, end) for end in ends)
    return f"{left} and {right}" if left != right else f"two incidents, now {left}"


def _incident(sourcing: Sourcing, consensus: Consensus, member: tuple[str, str]) -> str:
    """An article's account of an incident; one that stands in another record is not named."""
    label = next((one.label for one in consensus.incidents if member in one.members), None)
    number = sourcing.numbers.get(member[0])
    known = label is not None and number is not None
    return f"“{label}” in source {number}" if known else "an incident of another record"
