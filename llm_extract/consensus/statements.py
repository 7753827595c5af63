"""Claims gathered for comparison: each with its article, its origin and the line that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llm_extract.consensus.lines import Line, Lines
from llm_extract.records.claims import Claim, Scope, Speaker, Stance
from llm_extract.records.consensus import Source
from llm_extract.records.incidents import Incident

# (article id, incident id)
Member = tuple[str, str]

_AGAINST = frozenset({Stance.DENIES, Stance.RETRACTS})
_SAYS_NOTHING = frozenset({Stance.CANNOT_CONFIRM, Stance.DECLINES})


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of one article, with all that comparing it with others needs.

    `speaker` is the claimant under the name that the whole story knows it by; `part` names what the
    claim is of, where that is less than the incident it stands in.
    """

    source: Source
    incident_id: str | None
    claim: Claim
    line: Line
    speaker: Speaker | None
    part: str | None = None

    @property
    def rejects(self) -> bool:
        """Whether it speaks against its value."""
        return self.claim.stance in _AGAINST

    @property
    def commits(self) -> bool:
        """Whether it gives its value as the case, rather than declining or rejecting."""
        return self.claim.stance not in _AGAINST | _SAYS_NOTHING


def order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """By claim and article id, so that the order of the articles plays no part."""
    return tuple(sorted(statements, key=lambda one: (one.claim.claim_id, one.source.article_id)))


def voiced(source: Source, incident: Incident, claim: Claim, lines: Lines) -> Statement:
    """A claim on an incident, with the line of whoever makes it.

    On a part incident every figure is "for the part": there that is the whole.
    """
    partial = claim.scope is Scope.PART and incident.part_of is None
    return Statement(
        source=source,
        incident_id=incident.incident_id,
        claim=claim,
        line=lines.of(claim.attribution.claimant),
        speaker=lines.heading(claim.attribution.claimant),
        part=claim.about if partial else None,
    )
