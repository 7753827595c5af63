"""What is not known: refused, counted by nobody independent, or on one report's word alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_disputes import plan_of
from llm_extract.briefing.plan_tolls import (
    has_figure,
    ordered,
    place_of,
    tolls_of,
    uncounted,
    unnamed,
)
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Stance, Toll
from llm_extract.records.consensus import IncidentConsensus

_MANY = 2


def gaps(view: View) -> Iterator[Plan]:
    """What was refused, what nobody independent counted, what one source alone says."""
    whole = view.whole
    if whole is None:
        return
    yield from withheld(view)
    missing = uncounted(view)
    if missing:
        yield missing
    yield from _unfigured(view, whole)
    yield from _single(view, whole)
    yield from _unconfirmed(view)
    left_out = unnamed(view)
    if left_out:
        yield left_out


def withheld(view: View) -> Iterator[Plan]:
    """Who was asked and gave no figures; then the reports that call the toll unconfirmed."""
    fields = [field for incident in view.consensus.incidents for field in tolls_of(incident)]
    for said in view.withheld(fields):
        yield _gap(view, Kind.WITHHELD, [said])


def _unfigured(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Casualties that are spoken of without any figure."""
    told = [one for field in tolls_of(whole) for one in view.statements(field)]
    said = [one for one in told if _is_numberless(one)]
    if said:
        plan = _gap(view, Kind.UNNUMBERED, said)
        yield plan.model_copy(update={"remarks": (Remark.NO_NUMBER,)})


def _is_numberless(said: Statement) -> bool:
    return isinstance(said.value, Toll) and not has_figure(said)


def _single(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Tolls of the whole that one report alone gives, where there are several reports."""
    if len(view.sources) < _MANY:
        return
    said = [
        one
        for field in tolls_of(whole)
        if field.independence.articles == 1
        for one in ordered(view, field)[:1]
    ]
    if said:
        yield _gap(view, Kind.ONE_SOURCE, said).model_copy(update={"contested": False})


def _unconfirmed(view: View) -> Iterator[Plan]:
    """What the sources themselves call unverified, beside tolls already listed as unknown."""
    for incident in view.consensus.incidents:
        said = [
            one
            for field in incident.fields
            for one in view.statements(view.current(field))
            if one.unverified and one.stance is not Stance.DENIES and not _is_numberless(one)
        ]
        if said:
            plan = _gap(view, Kind.UNCONFIRMED, said)
            is_part = incident is not view.whole
            yield plan.model_copy(update={"place": place_of(incident) if is_part else None})


def _gap(view: View, kind: Kind, said: Sequence[Statement]) -> Plan:
    plan = plan_of(view, kind, said)
    return plan.model_copy(update={"section": Section.UNKNOWN, "mode": Mode.GAP})
