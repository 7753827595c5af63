"""What happened, all places together: means and targets, measures, harm; plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_disputes import extents
from llm_extract.briefing.plan_onset import onset
from llm_extract.briefing.plan_outcomes import ended, outcome_dispute, state
from llm_extract.briefing.plan_remarks import kinds_of
from llm_extract.briefing.plans import ALONE, ALSO, Kind, Plan, Statement, ids_of
from llm_extract.briefing.view import View, place_of
from llm_extract.records.briefing import Line, Mode, Section
from llm_extract.records.claims import (
    Location,
    ResponseKind,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
)
from llm_extract.records.consensus import IncidentConsensus
from llm_extract.records.when_where import PlacePrecision

_OPPOSED = frozenset({"contradiction", "denial"})
_EXPECTED = frozenset({ResponseKind.SECURITY_OPERATION})


def happened(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What is told of the whole beyond the highlights, means and targets first."""
    yield from _means_and_targets(view, whole)
    yield from onset(view, whole)
    yield from _harm(view, whole)
    yield from _expected(view, whole)
    yield from _named_only(view, whole)


def _means_and_targets(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """By what means, and against what, in one sentence."""
    said = _of_means_and_targets(view, whole)
    if said:
        plan = _plain(view, Section.WHAT_HAPPENED, Kind.METHODS, said)
        yield plan.model_copy(update={"line": Line.MEANS})


def shared(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """The means and targets that every report tells of."""
    by_item: dict[TacticKind | TargetKind, list[Statement]] = {}
    for one in _of_means_and_targets(view, whole):
        if isinstance(one.value, Tactic):
            by_item.setdefault(one.value.tactic, []).append(one)
        elif isinstance(one.value, Target):
            by_item.setdefault(one.value.target, []).append(one)
    total = len(view.sources)
    said = [one for told in by_item.values() if len(_reports_of(told)) == total for one in told]
    if said and total > 1:
        plan = _plain(view, Section.HIGHLIGHTS, Kind.SHARED, said)
        yield plan.model_copy(update={"totals": (total,)})


def _reports_of(said: Sequence[Statement]) -> set[str]:
    return {report for one in said for voice in one.voices for report in voice.reports}


def _of_means_and_targets(view: View, whole: IncidentConsensus) -> list[Statement]:
    scenes = (whole, *view.parts)
    return [one for field in ("tactic", "target") for at in scenes for one in view.said(at, field)]


def _harm(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Damage, reach and outcome as far as nobody differs: what is disputed stands in the table."""
    settled = [
        one
        for field in whole.fields
        if field.key.field == "damage" and not kinds_of(field) & _OPPOSED
        for one in view.statements(field)
    ]
    settled += _reach(view, whole)
    stated = {one for plan in (*ended(view, whole), *state(view, whole)) for one in plan.ids}
    outcomes = [one for one in view.said(whole, "outcome") if not stated & set(one.ids)]
    if outcome_dispute(view, whole):
        outcomes = []
    said = [*settled, *outcomes]
    if said:
        yield accounts(view, Section.WHAT_HAPPENED, said)


def _reach(view: View, whole: IncidentConsensus) -> list[Statement]:
    """How far it reached, where that is no difference, or one between other counts than these."""
    if any(extents(view, whole)):
        return []
    fields = [field for field in whole.fields if field.key.field == "extent"]
    settled = [field for field in fields if not kinds_of(field)]
    said = [one for field in settled for one in view.statements(field)]
    several = len({voice.name for one in said for voice in one.voices}) > 1
    return [] if several and len(settled) == len(fields) else said


def measures(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Which measures were taken, in one sentence; any other before a security operation."""
    said, minor = _measures(view, whole)
    if said or minor:
        yield _plain(view, Section.HIGHLIGHTS, Kind.MEASURES, said or minor)


def _measures(view: View, whole: IncidentConsensus) -> tuple[list[Statement], list[Statement]]:
    """What was done, and apart that forces went after the attackers, which goes without saying."""
    told = sorted(view.said(whole, "response"), key=view.prominence)
    said = [limited for one in told for limited in view.as_limited(one)]
    own = [one for one in said if getattr(one.value, "response", None) in _EXPECTED]
    return [one for one in said if one not in own], own


def _expected(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    said, own = _measures(view, whole)
    if said and own:
        yield accounts(view, Section.WHAT_HAPPENED, own)


def _named_only(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """The places of one attack, where it is told of several and of none apart."""
    named = places(view, whole)
    if not view.parts and len(named) > 1:
        yield _plain(view, Section.WHAT_HAPPENED, Kind.PLACES, named)


def further_places(
    view: View, whole: IncidentConsensus, told: Sequence[Statement]
) -> Iterator[Plan]:
    """Of a series, the places that several reports name and the opening has not told."""
    names = {_place_name(one) for one in told}
    left = [
        one
        for one in _by_name(view, whole)
        if len(_reports_of([one])) > 1 and _place_name(one) not in names
    ]
    if view.parts and left:
        plan = _plain(view, Section.HIGHLIGHTS, Kind.PLACES, left)
        yield plan.model_copy(update={"label": ALSO})


def places_of_one(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """The places of a series that one report alone names, and none tells more of."""
    told = {part.place.name for part in view.parts if part.place}
    left = [
        one
        for one in _by_name(view, whole)
        if len(_reports_of([one])) == 1 and _place_name(one) not in told
    ]
    if view.parts and left:
        plan = _plain(view, Section.PLACES, Kind.PLACES, left)
        yield plan.model_copy(update={"label": ALONE})


def _by_name(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The places that have a name of their own: "near the road" has none."""
    return [one for one in places(view, whole) if not _place_name(one).islower()]


def _place_name(said: Statement) -> str:
    return said.value.place.name if isinstance(said.value, Location) else ""


def places(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The places named, without the province or country around them where narrower ones are."""
    named = view.said(whole, "place")
    return [one for one in named if not _is_wide(one)] or named


def _is_wide(said: Statement) -> bool:
    wide = {PlacePrecision.ADMIN1, PlacePrecision.COUNTRY}
    return isinstance(said.value, Location) and said.value.place.precision in wide


def accounts(
    view: View,
    section: Section,
    said: Sequence[Statement],
    *,
    part: IncidentConsensus | None = None,
) -> Plan:
    """What several say, account by account; `part` is the place it is all about."""
    return Plan(
        section=section,
        mode=Mode.REPORTED,
        kind=Kind.ACCOUNTS,
        statements=tuple(said),
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
