"""Which incident and which claim of an extraction answers which label.

What identifies a thing decides (where it stands in the text, whom it counts, who says it); whether
the value is right only breaks ties, so that a wrong figure is found wrong and not found missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.evals.align import Pair, assign
from llm_extract.evals.gold import agreement
from llm_extract.evals.gold.records import CLAIM_FIELDS, GoldClaim, GoldDocument, GoldIncident
from llm_extract.records.claims import Claim, Scope, Toll, Victim
from llm_extract.records.incidents import Extraction, Incident

_DETAILS = 1_000  # more than the leaves of any one thing: identity outweighs them all


@dataclass(frozen=True)
class Labelled:
    """A label and the key of its incident; None: background."""

    claim: GoldClaim
    incident: str | None


@dataclass(frozen=True)
class Said:
    """A claim, the id of its incident (None: background), and what that is called."""

    claim: Claim
    incident: str | None
    label: str = "background"


@dataclass(frozen=True)
class Pairing:
    """Labels and claims of one document side by side. `incidents` and `claims` are the pairs, whose
    rows point into `labelled` and whose columns point into `said`.
    """

    gold: GoldDocument
    extraction: Extraction
    incidents: tuple[Pair, ...]
    labelled: tuple[Labelled, ...]
    said: tuple[Said, ...]
    claims: tuple[Pair, ...]

    def partner(self, incident: str | None) -> str | None:
        """The id of the incident that answers the labelled one."""
        for pair in self.incidents:
            if self.gold.incidents[pair.row].key == incident:
                return self.extraction.incidents[pair.column].incident_id
        return None


def pair(gold: GoldDocument, extraction: Extraction) -> Pairing:
    """The best pairing of all that is labelled with all that is said.

    What is said is taken by id, so that where two would do equally well the order they came in
    decides nothing.
    """
    extraction = extraction.model_copy(
        update={"incidents": tuple(sorted(extraction.incidents, key=lambda one: one.incident_id))}
    )
    incidents = assign(
        [[_incident_weight(one, other) for other in extraction.incidents] for one in gold.incidents]
    )
    answered = {
        gold.incidents[each.row].key: extraction.incidents[each.column].incident_id
        for each in incidents
    }
    labelled, said = _labelled(gold), _said(extraction)
    weights = [
        [
            _claim_weight(
                one.claim,
                other.claim,
                together=(other.incident is None)
                if one.incident is None
                else answered.get(one.incident, "") == other.incident,
            )
            for other in said
        ]
        for one in labelled
    ]
    return Pairing(gold, extraction, incidents, labelled, said, assign(weights))


def _labelled(gold: GoldDocument) -> tuple[Labelled, ...]:
    inside = [Labelled(claim, one.key) for one in gold.incidents for claim in one.claims]
    return (*inside, *(Labelled(claim, None) for claim in gold.background))


def _said(extraction: Extraction) -> tuple[Said, ...]:
    inside = [
        Said(claim, one.incident_id, one.label)
        if claim.scope is not Scope.BACKGROUND
        else Said(claim, None)
        for one in extraction.incidents
        for claim in one.claims
        if claim.field in CLAIM_FIELDS  # day and place are graded with the incident
    ]
    said = (*inside, *(Said(claim, None) for claim in extraction.background))
    return tuple(sorted(said, key=lambda one: (one.claim.claim_id, one.incident or "")))


# ---------------------------------------------------------------- weights


def _incident_weight(gold: GoldIncident, said: Incident) -> int | None:
    """Identity is shared sentences first, then place, kind and day; None: nothing in common."""
    shared = _share_of_evidence(gold.claims, said.claims)
    here = agreement.place_of(gold, said)
    same_type = said.type in (gold.type, *gold.also_types)
    same_day = agreement.days_meet(gold.when, said.when)
    if not (shared or here or (same_type and same_day)):
        return None
    of_series = (gold.type == "series") == (said.type == "series")
    identity = 10 * shared + 8 * of_series + 6 * here + 3 * same_type + 2 * same_day
    details = _right_claims(gold.claims, said.claims) + (said.stage == gold.stage)
    return int(identity * _DETAILS) + min(_DETAILS - 1, details)


def _share_of_evidence(gold: Sequence[GoldClaim], said: Sequence[Claim]) -> float:
    """How many of the labels stand in sentences that the incident's claims quote, 0 to 1."""
    if not gold:
        return 0.0
    quoted = [one for claim in said for one in claim.evidence]
    return sum(agreement.overlap(claim.evidence, quoted) for claim in gold) / len(gold)


def _right_claims(gold: Sequence[GoldClaim], said: Sequence[Claim]) -> int:
    """How many labels are answered; those answered by the right mouth count twice."""
    return sum(
        max(
            (
                1 + agreement.same_claimant(one, other.attribution)
                for other in said
                if agreement.right(one, other)
            ),
            default=0,
        )
        for one in gold
    )


def _claim_weight(gold: GoldClaim, said: Claim, *, together: bool) -> int | None:
    """None unless they speak of one field and effect, and share a sentence or a value."""
    if gold.field != said.field or not _of_one_effect(gold, said):
        return None
    shared = agreement.overlap(gold.evidence, said.evidence)
    value_right = agreement.right(gold, said) is not None
    if not (shared or value_right):
        return None
    identity = (
        8 * shared
        + 4 * together
        + 4 * _of_one_group(gold, said)
        + 3 * agreement.same_claimant(gold, said.attribution)
        + 2 * agreement.same_side(gold.reading.stance, said.stance)
    )
    return identity * _DETAILS + 8 * value_right + _details(gold, said) + 1


def _details(gold: GoldClaim, said: Claim) -> int:
    """How many of the finer points are right, so that equal claims pair with their equals."""
    return (
        (said.stance in {one.stance for one in gold.readings})
        + agreement.same_relays(gold, said.attribution)
        + agreement.same_role(gold, said.attribution)
        + (said.value == gold.reading.value)
    )


def _of_one_effect(gold: GoldClaim, said: Claim) -> bool:
    if not isinstance(said.value, Toll | Victim):
        return True
    allowed = {one.value.effect for one in gold.readings if isinstance(one.value, Toll | Victim)}
    return said.value.effect in allowed


def _of_one_group(gold: GoldClaim, said: Claim) -> bool:
    """For tolls whether they count the same people; other values have no group to differ in."""
    if not isinstance(said.value, Toll):
        return any(agreement.same_value(one.value, said.value) for one in gold.readings)
    return said.value.group in {
        one.value.group for one in gold.readings if isinstance(one.value, Toll)
    }
