"""How firm it all is: origins, what all reports tell, what is contested, who counted."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.briefing.plan_outcomes import outcome_dispute
from llm_extract.briefing.plan_remarks import kinds_of
from llm_extract.briefing.plans import Cited, Footing, Kind, Plan, Remark
from llm_extract.briefing.tolls import has_figure, tolls_of
from llm_extract.briefing.view import View, place_of
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Location, Role, Stance
from llm_extract.records.consensus import IncidentConsensus

_COUNTING = frozenset({Role.MEDICAL, Role.NGO, Role.ANALYST})
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
    """Of several reports: where they come from, what they share and dispute, who counted."""
    held = _footing(view, whole)
    # Whoever brings no claim of the event cannot be cited for it.
    cited = _first_sentences(view)
    if not cited:
        return
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


def _footing(view: View, whole: IncidentConsensus) -> Footing:
    sources = view.consensus.sources
    known = {one.origin_id for one in sources if one.origin_id is not None}
    unknown = sum(one.origin_id is None for one in sources)
    return Footing(
        reports=len(sources),
        telling=len({article_id for article_id, _ in whole.members}),
        origins=len(known) + unknown,
        contested=_contested(view, whole),
        timing=_is_timing(view, whole),
        several_places=_tell_of_several(view, whole),
        uncounted=_is_uncounted(view, whole),
    )


def _tell_of_several(view: View, whole: IncidentConsensus) -> bool:
    """Whether each report that tells of it names more than one place."""
    named: dict[str, set[str]] = {article_id: set() for article_id, _ in whole.members}
    for incident in view.consensus.incidents:
        for one in view.said(incident, "place"):
            for report in (report for voice in one.voices for report in voice.reports):
                if isinstance(one.value, Location) and one.value.place.locality:
                    named.setdefault(report, set()).add(one.value.place.name)
        for article_id, _ in incident.members if incident.part_of and incident.place else ():
            named.setdefault(article_id, set()).add(place_of(incident))
    return view.several and all(len(places) > 1 for places in named.values())


def _is_uncounted(view: View, whole: IncidentConsensus) -> bool:
    """Whether there is a count of the whole, and none by a body outside the conflict."""
    said = [one for f in tolls_of(whole) for one in view.statements(f) if has_figure(one)]
    roles = {voice.role for one in said for voice in one.voices}
    return bool(said) and roles.isdisjoint(_COUNTING)


def _contested(view: View, whole: IncidentConsensus) -> tuple[str, ...]:
    """The matters on which sources contradict or reject one another, of the whole or of a part."""
    fields = {
        field.key.field
        for incident in view.consensus.incidents
        for field in incident.fields
        if kinds_of(field) & _OPPOSED
    }
    if outcome_dispute(view, whole):
        fields.add("outcome")
    if not any(_names_another(view, one) for one in view.consensus.incidents):
        fields.discard("responsibility")
    return tuple(name for field, name in _MATTERS.items() if field in fields)


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


def _first_sentences(view: View) -> tuple[Cited, ...]:
    """The first claim of each source."""
    first = {sourced.article_id: sourced.claim for sourced in reversed(view.consensus.claims)}
    return tuple(
        Cited(
            article_id=one.article_id,
            span=first[one.article_id].evidence[0].span,
            claim_id=first[one.article_id].claim_id,
        )
        for one in view.consensus.sources
        if one.article_id in first
    )
