"""Place by place: who tells what of each, voice by voice; plans only.

Each voice has a sentence of its own, in the order in which they come up. The camp of a speaker says
in which column of the grid the sentence stands, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_happened import accounts, named_only
from llm_extract.briefing.plan_tolls import (
    differs_there,
    part_figures,
    place_of,
    rejections,
    victims,
)
from llm_extract.briefing.plans import Kind, Plan, Statement, Voice, ids_of
from llm_extract.briefing.sides import sides
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Column, Mode, Section
from llm_extract.records.claims import Damage, Role, Target
from llm_extract.records.consensus import IncidentConsensus

_ORDER = ("target", "damage", "outcome", "response")
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_DIFFER = frozenset({"contradiction", "scope_mismatch", "denial"})


def by_place(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Row by row what is told of a place, then the places of which no more is told."""
    for part in view.parts:
        yield from _row(view, part)
    yield from named_only(view, whole)


def _row(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    tolls = [*part_figures(view, part), *rejections(view, part), *victims(view, part)]
    told = [*_told(view, part)]
    if _may_be_apart(view, part, tolls):
        yield _apart(view, part, [*told, *tolls])
    yield from told
    for one in tolls:
        update = {"section": Section.PLACES, "column": Column.CASUALTIES, "place": place_of(part)}
        # What its own claimant withdrew is told among the changes.
        yield one if one.section is Section.CHANGES else one.model_copy(update=update)


def _told(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    said = [
        one for field in part.fields if field.key.field in _ORDER for one in view.statements(field)
    ]
    said.sort(key=lambda one: (_ORDER.index(one.value.field), view.prominence(one)))
    for side in sides(said, joined=False):
        told = _without_implied(side.said)
        own = [view.told_by(one, side.voices) for one in told]
        plan = accounts(view, Section.PLACES, own, part=part)
        yield plan.model_copy(update={"column": _column(side.voices[0])})


def _column(voice: Voice) -> Column:
    return Column.STATE if voice.role in _STATE else Column.OTHERS


def _without_implied(said: Sequence[Statement]) -> list[Statement]:
    """Without the target whose damage the same voice tells of."""
    damaged = {one.thing for one in said if isinstance(one.value, Damage)}
    return [one for one in said if not (isinstance(one.value, Target) and one.thing in damaged)]


def _may_be_apart(view: View, part: IncidentConsensus, tolls: Sequence[Plan]) -> bool:
    differ = any(
        one.kind in _DIFFER
        for field in part.fields
        if field.key.field in _ORDER
        for one in field.disagreements
    )
    return differ or differs_there(view, part, [one for plan in tolls for one in plan.statements])


def _apart(view: View, part: IncidentConsensus, told: Sequence[Plan]) -> Plan:
    said = [one for plan in told for one in plan.statements]
    return accounts(view, Section.PLACES, said, part=part).model_copy(
        update={
            "kind": Kind.APART,
            "mode": Mode.GAP,
            "column": Column.PLACE,
            "contested": False,
            "ids": ids_of(said),
        }
    )
