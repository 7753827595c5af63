"""How firm it all is: what is contested, what may be timing, how many origins; plans only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from llm_extract.briefing.plan_outcomes import outcome_dispute
from llm_extract.briefing.plan_remarks import kinds_of
from llm_extract.briefing.plans import Cited, Footing, Kind, Plan, Remark
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Stance
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus

_OWN_WORD = frozenset({Stance.DENIES, Stance.CLAIMS_RESPONSIBILITY})
_OPPOSED = frozenset({"contradiction", "denial", "attribution_conflict"})
# What each field is called where the sources contradict each other on it, the gravest first.
_MATTERS = {
    "toll": "casualties",
    "responsibility": "who did it",
    "outcome": "outcome",
    "damage": "damage",
    "extent": "extent",
    "date": "day",
}


def footing(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What the reports dispute, what of it may be timing, and how far they are independent."""
    contested = _contested(view, whole)
    cited = _first_sentences(view, [one for fields in contested.values() for one in fields])
    held = _footing(view, whole, contested)
    # Whoever brings no claim of the event cannot be cited for it.
    if cited:
        yield Plan(
            section=Section.HIGHLIGHTS,
            mode=Mode.REPORTED,
            kind=Kind.FOOTING,
            footing=held,
            several=view.several,
            attackers=view.attackers,
            totals=(held.reports, held.telling, held.origins),
            cited=cited,
            ids=tuple(view.numbers),
        )


def _footing(view: View, whole: IncidentConsensus, contested: Iterable[str]) -> Footing:
    sources = view.consensus.sources
    known = {one.origin_id for one in sources if one.origin_id is not None}
    unknown = sum(one.origin_id is None for one in sources)
    return Footing(
        reports=len(sources),
        telling=len({article_id for article_id, _ in whole.members}),
        origins=len(known) + unknown,
        contested=tuple(_MATTERS[one] for one in contested),
        timing=_is_timing(view, whole),
    )


def _contested(view: View, whole: IncidentConsensus) -> dict[str, list[FieldConsensus]]:
    """The fields on which sources contradict or reject one another, of the whole or of a part."""
    found: dict[str, list[FieldConsensus]] = {name: [] for name in _MATTERS}
    for field in (field for one in view.consensus.incidents for field in one.fields):
        if field.key.field in found and kinds_of(field) & _OPPOSED:
            found[field.key.field].append(field)
    if outcome_dispute(view, whole):
        found["outcome"] += [one for one in whole.fields if one.key.field == "outcome"]
    if not any(_names_another(view, one) for one in view.consensus.incidents):
        found["responsibility"].clear()
    return {name: fields for name, fields in found.items() if fields}


def _names_another(view: View, incident: IncidentConsensus) -> bool:
    """Whether anybody denies who did it or names another: whoever blames "foreign hands" besides a
    group that claims it does neither.
    """
    fields = [field for field in incident.fields if field.key.field == "responsibility"]
    said = view.said(incident, "responsibility")
    claimed = any(one.stance is Stance.CLAIMS_RESPONSIBILITY for one in said)
    doers = {one.thing for one in said if one.thing and one.stance not in _OWN_WORD}
    # Whoever claims it may name this or that unit of their own.
    doers |= {
        voice.name
        for one in said
        if one.stance is Stance.CLAIMS_RESPONSIBILITY
        for voice in one.voices
    }
    named = {one for one in doers if any(word[:1].isupper() for word in one.split())}
    denied = any(position.rejected_by for field in fields for position in field.positions)
    denied |= any(one.stance is Stance.DENIES for one in said)
    return denied or len(named if claimed else doers) > 1


def _is_timing(view: View, whole: IncidentConsensus) -> bool:
    """Whether a figure may only be newer than another, or an account only later."""
    newer = any(
        "possible_update" in kinds_of(field)
        for incident in view.consensus.incidents
        for field in incident.fields
    )
    outcome = outcome_dispute(view, whole)
    return newer or (outcome is not None and Remark.MAYBE_TIMING in outcome.remarks)


def _first_sentences(view: View, fields: Sequence[FieldConsensus]) -> tuple[Cited, ...]:
    """The first claim of each source on these fields, or where there are none on anything."""
    held = (
        holder for one in fields for p in one.positions for holder in (*p.holders, *p.rejected_by)
    )
    on = {claim_id for holder in held for claim_id in holder.claim_ids}
    first = {
        one.article_id: one.claim
        for one in reversed(view.consensus.claims)
        if not on or one.claim.claim_id in on
    }
    return tuple(
        Cited(
            article_id=one.article_id,
            span=first[one.article_id].evidence[0].span,
            claim_id=first[one.article_id].claim_id,
        )
        for one in view.consensus.sources
        if one.article_id in first
    )
