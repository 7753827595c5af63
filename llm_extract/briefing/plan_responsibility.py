"""Who claims it, who is blamed by whom, and who denies it: plans only."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.briefing.plan_happened import accounts
from llm_extract.briefing.plans import Plan
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Section
from llm_extract.records.claims import Responsibility, Stance
from llm_extract.records.consensus import IncidentConsensus


def responsibility(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who claims it, who is blamed by whom, who denies it; then what is said of one place alone."""
    yield from _responsible(view, whole)
    told = {(one.value, one.stance) for one in view.said(whole, "responsibility")}
    for part in view.parts:
        said = [
            one
            for one in view.said(part, "responsibility")
            if (one.value, one.stance) not in told and one.thing
        ]
        if said:
            ordered = sorted(said, key=view.prominence)
            yield accounts(view, Section.RESPONSIBILITY, ordered, part=part)


def _responsible(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    for stance in (Stance.CLAIMS_RESPONSIBILITY, Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES):
        said = [
            one
            for one in view.said(whole, "responsibility")
            if one.stance is stance and isinstance(one.value, Responsibility) and one.thing
        ]
        if said:
            yield accounts(view, Section.RESPONSIBILITY, sorted(said, key=view.prominence))
    denied = [
        view.statement(position, position.rejected_by)
        for field in whole.fields
        for position in field.positions
        if field.key.field == "responsibility" and position.rejected_by
    ]
    if denied:
        denials = [one.model_copy(update={"stance": Stance.DENIES}) for one in denied]
        yield accounts(view, Section.RESPONSIBILITY, denials)
