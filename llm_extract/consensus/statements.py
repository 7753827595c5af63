"""Claims gathered for comparison: each with its article, its origin and the line that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from llm_extract.consensus.earlier import is_superseded
from llm_extract.consensus.lines import OWN_VOICE, Line, Lines
from llm_extract.consensus.moments import Instant, instant
from llm_extract.records.claims import (
    Claim,
    Extent,
    Location,
    Role,
    Scope,
    Speaker,
    Stance,
    Timing,
    Toll,
)
from llm_extract.records.consensus import Source
from llm_extract.records.incidents import Incident

# (article id, incident id)
Member = tuple[str, str]

_AGAINST = frozenset({Stance.DENIES, Stance.RETRACTS})
_GIVES_NO_VALUE = _AGAINST | {Stance.CANNOT_CONFIRM, Stance.DECLINES}
_HEARSAY = frozenset({Role.MEDIA, Role.UNATTRIBUTED})
# What a figure is of that is said to be for a part, where the article does not name the part.
UNNAMED_PART = ""


@dataclass(frozen=True)
class Statement:
    """One claim of one article, with all that comparing it with others needs.

    `speaker` is the claimant under the name that the whole story knows it by; `partial`: it is of
    less than the incident it stands in; `part` names of what, for a figure ("" where nobody says);
    `superseded`: by its own words it was given before, and no longer holds.
    """

    source: Source
    incident_id: str | None
    claim: Claim
    line: Line
    speaker: Speaker | None
    part: str | None = None
    partial: bool = False
    superseded: bool = False

    @property
    def rejects(self) -> bool:
        """Whether it speaks against its value."""
        return self.claim.stance in _AGAINST

    @cached_property
    def instant(self) -> Instant | None:
        """When it was current, as far as the article or its date tells."""
        return instant(self.claim, self.source)

    @cached_property
    def mouth(self) -> tuple[str, str]:
        """One voice in one article, which knows what it has said there itself."""
        return self.line.key, self.source.article_id

    @property
    def breath(self) -> tuple[object, ...]:
        """By whom and as of when, as the article puts it: "others" is somebody else than "some"."""
        return self.mouth, self.claim.attribution, self.claim.as_of

    @property
    def is_hearsay(self) -> bool:
        """Whether "reports" or "some channels" give it: many, who need not mean the same."""
        speaker = self.claim.attribution.claimant
        return speaker is not None and not speaker.named and speaker.role in _HEARSAY

    @property
    def voice(self) -> str:
        """Whose word it is: an armed camp's as one, else each speaker's, or each report's own."""
        if self.line.key == OWN_VOICE:
            return f"{OWN_VOICE}: {self.source.origin_id or self.source.article_id}"
        # A clerk is not the ministry that he serves.
        return self.line.key if self.line.of_state else self.line.side or self.line.key

    @property
    def commits(self) -> bool:
        """Whether it gives its value as the case, rather than declining or rejecting."""
        return self.claim.stance not in _GIVES_NO_VALUE and not self.superseded


def order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """By claim and article id, so that the order of the articles plays no part."""
    return tuple(sorted(statements, key=_IDS))


_IDS = attrgetter("claim.claim_id", "source.article_id")


def voiced(source: Source, incident: Incident, claim: Claim, lines: Lines) -> Statement:
    """A claim on an incident, with the line of whoever makes it.

    Only figures are filed by part: an outcome or a damage says itself of what it is.
    """
    figure = isinstance(claim.value, Toll | Extent)
    superseded = is_superseded(claim)
    # What was the toll until then was no part of it.
    partial = claim.scope is Scope.PART and not superseded and not _is_whole_of_part(incident)
    return Statement(
        source=source,
        incident_id=incident.incident_id,
        claim=claim,
        line=lines.of(claim.attribution.claimant, source.article_id),
        speaker=lines.heading(claim.attribution.claimant),
        part=(claim.about or UNNAMED_PART) if figure and partial else None,
        partial=partial,
        superseded=superseded,
    )


def _is_whole_of_part(incident: Incident) -> bool:
    """Whether "for a part" means the whole of this incident, which is itself part of a series.

    A reader who gives some figures of a part incident without that word means less by it.
    """
    if incident.part_of is None:
        return False
    told = (one for one in incident.claims if not isinstance(one.value, Timing | Location))
    return all(one.scope is not Scope.INCIDENT for one in told)
