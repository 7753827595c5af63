"""Who is named among the victims, and who is left unnamed by the policy on names; plans only."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.briefing.plans import Kind, Plan, Statement, ids_of
from llm_extract.briefing.view import UNNAMED, View, place_of
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.consensus import IncidentConsensus


def victims(view: View, incident: IncidentConsensus) -> Iterator[Plan]:
    """Who is named among the victims, as far as the policy on names allows."""
    said = [one for one in view.said(incident, "victim") if one.thing != UNNAMED]
    if said:
        yield Plan(
            section=Section.CASUALTIES,
            mode=Mode.REPORTED,
            kind=Kind.ACCOUNTS,
            statements=tuple(said),
            place=place_of(incident) if incident.part_of else None,
            attackers=view.attackers,
            contested=True,
            ids=ids_of(said),
        )


def left_unnamed(view: View) -> list[Statement]:
    """What names a victim whom the policy leaves unnamed."""
    told = (one for incident in view.consensus.incidents for one in view.said(incident, "victim"))
    return [one for one in told if one.thing == UNNAMED]


def unnamed(view: View) -> Iterator[Plan]:
    """That sources name victims whom the policy leaves unnamed."""
    said = left_unnamed(view)
    if said:
        yield Plan(
            section=Section.MAKING,
            mode=Mode.GAP,
            kind=Kind.UNNAMED,
            totals=(2,),  # "two independent sources", of the policy
            statements=tuple(said),
            label=view.naming,
            ids=ids_of(said),
        )
