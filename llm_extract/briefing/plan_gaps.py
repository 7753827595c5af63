"""What is not known: refused, counted by nobody independent, or confirmed by nobody; plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from llm_extract.briefing.plan_disputes import plan_of
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement
from llm_extract.briefing.tolls import has_figure, tolls_of
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Effect, Group, Stance, Toll
from llm_extract.records.consensus import IncidentConsensus

# Of those who gave no figures, as many as a line holds.
_A_LINE = 2
# As many gaps as the lines at the head hold.
_AT_HEAD = 2


def first_gaps(view: View) -> Iterator[Plan]:
    """The gravest of what is not known, for the head of the page."""
    yield from islice(_gaps(view), _AT_HEAD)


def gaps(view: View) -> Iterator[Plan]:
    """The rest of it."""
    yield from islice(_gaps(view), _AT_HEAD, None)


def _gaps(view: View) -> Iterator[Plan]:
    """What somebody refused to say, nobody gave a number of, or nobody confirmed."""
    whole = view.whole
    if whole is None:
        return
    yield from _withheld(view)
    yield from _unfigured(view, whole)
    yield from _unconfirmed(view, whole)


def _withheld(view: View) -> Iterator[Plan]:
    """Who was asked and gave no figures; then the reports that call the toll unconfirmed."""
    fields = [field for incident in view.consensus.incidents for field in tolls_of(incident)]
    said = view.withheld(fields)
    for at in range(0, len(said), _A_LINE):
        yield _gap(view, Kind.WITHHELD, said[at : at + _A_LINE])


def _unfigured(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Casualties that are spoken of, and of which nobody gives a figure."""
    figured = any(has_figure(one) for field in tolls_of(whole) for one in view.statements(field))
    said = [
        one
        for field in tolls_of(whole)
        if field.key.effect is not Effect.RESCUED
        and not any(map(has_figure, view.statements(field)))
        for one in view.statements(field)
        if _is_numberless(one) and not (figured and field.key.group is Group.EVERYONE)
    ]
    if said:
        plan = _gap(view, Kind.UNNUMBERED, said)
        yield plan.model_copy(update={"remarks": (Remark.NO_NUMBER,)})


def _is_numberless(said: Statement) -> bool:
    return isinstance(said.value, Toll) and not has_figure(said)


def _unconfirmed(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What the sources themselves call unverified of the whole; of a place, its cell says so."""
    said = [
        one
        for field in whole.fields
        for one in view.statements(view.current(field))
        if one.unverified and one.stance is not Stance.DENIES and not _is_numberless(one)
    ]
    if said:
        yield _gap(view, Kind.UNCONFIRMED, said)


def _gap(view: View, kind: Kind, said: Sequence[Statement]) -> Plan:
    plan = plan_of(view, kind, said)
    return plan.model_copy(update={"section": Section.UNKNOWN, "mode": Mode.GAP})
