"""What a briefing says, in which order: plans only, no wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from llm_extract.briefing.plan_background import background
from llm_extract.briefing.plan_claimed import described
from llm_extract.briefing.plan_context import context, course
from llm_extract.briefing.plan_disputes import disagreements, outcome_row
from llm_extract.briefing.plan_gaps import gaps
from llm_extract.briefing.plan_happened import happened
from llm_extract.briefing.plan_opening import highlights, opening
from llm_extract.briefing.plan_opening_tolls import opening_tolls
from llm_extract.briefing.plan_places import by_place, place_rows
from llm_extract.briefing.plan_responsibility import responsibility
from llm_extract.briefing.plan_sources import sources
from llm_extract.briefing.plan_tolls import casualties, toll_rows
from llm_extract.briefing.plan_victims import unnamed, victims
from llm_extract.briefing.plans import Plan
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Section

_SECTIONS = tuple(Section)
# One sentence is no section.
_SHORT = (Section.UNKNOWN, Section.CASUALTIES, Section.RESPONSIBILITY)


def plan(view: View) -> tuple[Plan, ...]:
    """Every sentence of the briefing, planned, in the order in which they are printed."""
    whole = view.whole
    if whole is None:
        return (*context(view), *background(view), *sources(view))
    rows = tuple(toll_rows(view, whole))
    planned = chain(
        opening(view, whole),
        highlights(view, whole),
        rows,
        outcome_row(view, whole),
        place_rows(view),
        disagreements(view, whole),
        happened(view, whole),
        casualties(view, whole, rows, tuple(opening_tolls(view, whole))),
        victims(view, whole),
        by_place(view, whole),
        responsibility(view, whole),
        course(view, whole),
        gaps(view),
        described(view, whole),
        context(view),
        background(view),
        sources(view),
        unnamed(view),
    )
    return tuple(sorted(_gathered([*planned]), key=lambda one: _SECTIONS.index(one.section)))


def _gathered(planned: Sequence[Plan]) -> list[Plan]:
    """With a sentence that would be alone in its section among what happened."""
    found = Counter(one.section for one in planned)
    alone = {one for one in _SHORT if found[one] == 1}
    return [
        one.model_copy(update={"section": Section.WHAT_HAPPENED}) if one.section in alone else one
        for one in planned
    ]
