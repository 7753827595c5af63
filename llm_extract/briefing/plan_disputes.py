"""Where the accounts differ, and what changed with time: plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_outcomes import outcome_dispute
from llm_extract.briefing.plan_remarks import kinds_of, remarks_of
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement, ids_of
from llm_extract.briefing.view import UNNAMED, View, place_of
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Extent, Timing
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus

_REAL = frozenset(
    {"contradiction", "denial", "attribution_conflict", "possible_update", "scope_mismatch"}
)
_MANY = 2

# ---------------------------------------------------------------- disagreements


def outcome_row(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """How it ended, where some say otherwise."""
    outcome = outcome_dispute(view, whole)
    if outcome:
        yield outcome.model_copy(update={"kind": Kind.DISPUTE, "label": "Outcome"})


def disagreements(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Each difference beyond outcome and tolls once: extent, day, the rest; then what changed.

    Who did it stands in a line of its own, and is not said again.
    """
    yield from extents(view, whole)
    yield from _dates(view, whole)
    told = frozenset({"outcome"} if outcome_dispute(view, whole) else ())
    yield from _others(view, whole, told)
    for incident in view.consensus.incidents:
        yield from _changes(view, incident)


def is_real(field: FieldConsensus) -> bool:
    """Whether its values differ by more than how closely they are told."""
    return bool(kinds_of(field) & _REAL)


def _dates(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    for field in whole.fields:
        if field.key.field == "date" and is_real(field):
            said = [_dated(view, one) for one in view.statements(field) if _names_a_day(one)]
            said.sort(key=view.prominence)
            yield plan_of(view, Kind.DATES, said, field=field)


def _names_a_day(said: Statement) -> bool:
    """Whether its words lead to a day: "over the past two days" contradicts none."""
    if not isinstance(said.value, Timing):
        return False
    return said.value.when.start is not None or said.value.when.weekday is not None


def _dated(view: View, said: Statement) -> Statement:
    """A day that one voice alone gives is theirs; else it is that of the reports."""
    if len(said.voices) == 1:
        return said.model_copy(update={"dating": _dating(view, said)})
    return in_reports(view, said)


def in_reports(view: View, said: Statement) -> Statement:
    """The same value, held by the reports that carry it: a day is seldom anyone's claim."""
    articles = [one for voice in said.voices for one in voice.reports]
    return said.model_copy(update={"voices": view.outlets(articles), "dating": _dating(view, said)})


def _dating(view: View, said: Statement) -> tuple[str, ...]:
    """The reports that print the date itself, where in others it follows from these."""
    if not isinstance(said.value, Timing) or said.value.when.start is None:
        return ()
    told = [view.claims[one] for one in said.claim_ids]
    dating = dict.fromkeys(
        one.article_id
        for one in told
        if isinstance(value := one.claim.value, Timing) and value.when.start is not None
    )
    return tuple(dating) if {one.article_id for one in told} - dating.keys() else ()


def extents(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """How far it reached, in whatever unit: five districts against 14 cities is one difference."""
    told = view.said(whole, "extent")
    said = [one for one in told if isinstance(one.value, Extent) and one.value.count.is_bounded]
    said.sort(key=_least)
    voices = {(voice.name, voice.reports) for one in said for voice in one.voices}
    if len({one.value for one in said}) >= _MANY and len(voices) >= _MANY:
        fields = [field for field in whole.fields if field.key.field == "extent"]
        kinds = {kind for field in fields for kind in kinds_of(field)}
        units = {one.value.unit for one in said if isinstance(one.value, Extent)}
        apart = "scope_mismatch" in kinds or len(units) > 1
        yield plan_of(view, Kind.DISPUTE, said).model_copy(
            update={"label": "Extent", "remarks": (Remark.OTHER_MEASURE,) * apart}
        )


def _least(said: Statement) -> int:
    count = said.value.count if isinstance(said.value, Extent) else None
    return (count.low or count.high or 0) if count else 0


def _others(view: View, whole: IncidentConsensus, told: frozenset[str]) -> Iterator[Plan]:
    """Damage and what else differs of the whole; of a place, a row of its own has it."""
    for field in whole.fields:
        if field.key.field not in told | _ELSEWHERE and is_real(field):
            said = _differing(view, field)
            if len(said) >= _MANY:
                plan = plan_of(view, Kind.DISPUTE, said, field=field)
                yield plan.model_copy(update={"label": _LABELS[field.key.field]})


_ELSEWHERE = frozenset({"date", "extent", "toll", "responsibility"})


def _differing(view: View, field: FieldConsensus) -> list[Statement]:
    """All that is said on a field by those between whom it differs."""
    about = {
        one
        for difference in field.disagreements
        if difference.kind in _REAL
        for one in difference.position_ids
    }
    told = [one for one in view.statements(field) if one.thing != UNNAMED]
    voices = {voice for one in told if about & set(one.ids) for voice in one.voices}
    return sorted((one for one in told if voices & set(one.voices)), key=view.prominence)


_LABELS = {
    "place": "Place",
    "outcome": "Outcome",
    "damage": "Damage",
    "tactic": "Methods",
    "target": "Targets",
    "response": "Measures",
    "victim": "Victims",
}


def plan_of(
    view: View,
    kind: Kind,
    said: Sequence[Statement],
    *,
    incident: IncidentConsensus | None = None,
    field: FieldConsensus | None = None,
) -> Plan:
    """Statements that differ, with the remarks that the kinds of their difference call for."""
    is_part = incident is not None and incident is not view.whole
    differences = field.disagreements if field else ()
    return Plan(
        section=Section.DISAGREEMENTS,
        mode=Mode.DISPUTED,
        kind=kind,
        statements=tuple(said),
        remarks=remarks_of(field, said) if field else (),
        place=place_of(incident) if incident and is_part else None,
        names=(str(incident.place),) if incident and incident.place and is_part else (),
        attackers=view.attackers,
        several=view.several and not is_part,
        contested=True,
        ids=(
            *ids_of(said),
            *(one.disagreement_id for one in differences),
        ),
    )


def _changes(view: View, incident: IncidentConsensus) -> Iterator[Plan]:
    """Figures that the same claimants replaced, the earlier ones first and marked as such."""
    for field in incident.fields:
        for difference in field.disagreements:
            if difference.kind == "update":
                said = [
                    view.statement(position)
                    for position in field.positions
                    if position.position_id in difference.position_ids and position.holders
                ]
                said.sort(key=lambda one: (one.as_of is not None, str(one.as_of and one.as_of.day)))
                # Two figures as of one moment are no change that a reader could follow.
                if len(said) >= _MANY and len({one.as_of for one in said}) >= _MANY:
                    yield _change(view, incident, said, difference.disagreement_id)


def _change(
    view: View, incident: IncidentConsensus, said: list[Statement], disagreement_id: str
) -> Plan:
    earlier = [one.model_copy(update={"superseded": True}) for one in said[:-1]]
    plan = plan_of(view, Kind.CHANGE, [*earlier, said[-1]], incident=incident)
    return plan.model_copy(
        update={
            "section": Section.CHANGES,
            "mode": Mode.UPDATE,
            "ids": (*plan.ids, disagreement_id),
        }
    )
