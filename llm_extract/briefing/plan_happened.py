"""What happened, the whole first and then place by place: plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_disputes import outcome_dispute
from llm_extract.briefing.plan_tolls import place_of
from llm_extract.briefing.plans import ALSO, Kind, Plan, Remark, Statement, ids_of
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Location, Stance
from llm_extract.records.consensus import IncidentConsensus
from llm_extract.records.when_where import PlacePrecision

OWNING = frozenset({Stance.CLAIMS_RESPONSIBILITY})
_LISTS = {
    "tactic": Kind.METHODS,
    "target": Kind.TARGETS,
    "response": Kind.MEASURES,
}
_PART_ORDER = ("target", "damage", "outcome", "response")
_OF_A_PART = frozenset(_PART_ORDER)
_TOLD_OF_A_PART = _OF_A_PART | {"toll", "victim", "responsibility"}


def happened(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What is told of the whole, then place by place, then the places of which no more is told."""
    yield from _of_the_whole(view, whole)
    for part in view.parts:
        yield from _part(view, part)
    yield from _elsewhere(view, whole)


def _elsewhere(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    named = places(view, whole)
    told = {
        part.place.name
        for part in view.parts
        if part.place and any(field.key.field in _TOLD_OF_A_PART for field in part.fields)
    }
    left = [one for one in named if _place_name(one) not in told]
    if len(named) > 1 and left:
        plan = _plain(view, Section.WHAT_HAPPENED, Kind.PLACES, left)
        yield plan.model_copy(update={"label": ALSO if len(left) < len(named) else None})


def _place_name(said: Statement) -> str | None:
    return said.value.place.name if isinstance(said.value, Location) else None


def _of_the_whole(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Means, targets, measures, its name, damage and how it ended."""
    for field_name, kind in _LISTS.items():
        said = view.said(whole, field_name)
        if kind is Kind.METHODS:
            said += _methods_of_parts(view, said)
        for together in _by_reports(said) if kind is Kind.MEASURES else [said]:
            if together:
                yield _plain(view, Section.WHAT_HAPPENED, kind, together)
    operation = _operation(view, whole)
    if operation:
        yield operation
    outcomes = [] if outcome_dispute(view, whole) else view.said(whole, "outcome")
    told = [*view.said(whole, "damage"), *outcomes]
    if told:
        yield accounts(view, Section.WHAT_HAPPENED, told)


def _by_reports(said: Sequence[Statement]) -> list[list[Statement]]:
    """Measures that the same reports tell of, so that a sentence cites no report for another's."""
    found: dict[frozenset[str], list[Statement]] = {}
    for one in said:
        reports = frozenset(report for voice in one.voices for report in voice.reports)
        found.setdefault(reports, []).append(one)
    return list(found.values())


def _methods_of_parts(view: View, told: Sequence[Statement]) -> list[Statement]:
    """Means that only the account of one place names, such as a vehicle bomb."""
    known = {one.value for one in told}
    found = [one for part in view.parts for one in view.said(part, "tactic")]
    return [one for one in found if one.value not in known]


def _operation(view: View, whole: IncidentConsensus) -> Plan | None:
    """The name that somebody gives the attacks, where a responsibility claim's words carry it."""
    name = whole.operation
    if not name:
        return None
    bearing = [
        one
        for one in view.said(whole, "responsibility")
        if one.stance in OWNING and view.carries(one, name)
    ]
    if not bearing:
        return None
    # Only those sentences are cited that print the name.
    claims = [one for one in bearing[0].claim_ids if view.prints(one, name)]
    printing = {view.claims[one].article_id for one in claims}
    voices = [
        voice.model_copy(update={"reports": kept})
        for voice in bearing[0].voices
        if (kept := tuple(report for report in voice.reports if report in printing))
    ]
    said = bearing[0].model_copy(
        update={"quoted": name, "claim_ids": tuple(claims), "voices": tuple(voices)}
    )
    return _plain(view, Section.WHAT_HAPPENED, Kind.OPERATION, [said])


def places(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The places named, without the province or country around them where narrower ones are."""
    named = view.said(whole, "place")
    return [one for one in named if not _is_wide(one)] or named


def _is_wide(said: Statement) -> bool:
    wide = {PlacePrecision.ADMIN1, PlacePrecision.COUNTRY}
    return isinstance(said.value, Location) and said.value.place.precision in wide


def _part(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    """What is told of one place beyond its tolls."""
    said = [
        one
        for field in part.fields
        if field.key.field in _OF_A_PART
        for one in view.statements(field)
    ]
    if not said:
        return
    said.sort(key=lambda one: (_PART_ORDER.index(one.value.field), view.prominence(one)))
    differ = any(
        one.kind in {"contradiction", "scope_mismatch", "denial"}
        for field in part.fields
        for one in field.disagreements
        if field.key.field in _OF_A_PART
    )
    yield accounts(view, Section.WHAT_HAPPENED, said, part=part, differ=differ)


def accounts(
    view: View,
    section: Section,
    said: Sequence[Statement],
    *,
    part: IncidentConsensus | None = None,
    differ: bool = False,
) -> Plan:
    """What several say, account by account; `part` is the place it is all about."""
    return Plan(
        section=section,
        mode=Mode.DISPUTED if differ else Mode.REPORTED,
        kind=Kind.ACCOUNTS,
        statements=tuple(said),
        remarks=(Remark.MAYBE_APART,) if differ and part else (),
        place=place_of(part) if part else None,
        attackers=view.attackers,
        several=view.several and part is None,
        contested=True,
        names=place_names(part) if part else (),
        ids=ids_of(said),
    )


def _plain(view: View, section: Section, kind: Kind, said: Sequence[Statement]) -> Plan:
    articles = {one for each in said for voice in each.voices for one in voice.reports}
    return Plan(
        section=section,
        mode=Mode.AGREED if len(articles) > 1 else Mode.REPORTED,
        kind=kind,
        statements=tuple(sorted(said, key=view.prominence)),
        attackers=view.attackers,
        several=view.several,
        ids=ids_of(said),
    )


def place_names(incident: IncidentConsensus) -> tuple[str, ...]:
    """The place of an incident in full, as a sentence may print it."""
    return (str(incident.place),) if incident.place else ()
