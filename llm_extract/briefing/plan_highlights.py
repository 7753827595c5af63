"""The opening of a briefing: two to five sentences with what a reader cannot do without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from llm_extract.briefing.plan_disputes import in_reports, main_dispute, main_outcomes
from llm_extract.briefing.plan_gaps import withheld
from llm_extract.briefing.plan_happened import OWNING, place_names, places
from llm_extract.briefing.plan_tolls import key_figures
from llm_extract.briefing.plans import Kind, Plan, Statement, ids_of
from llm_extract.briefing.style import same_day
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Location, Timing
from llm_extract.records.consensus import IncidentConsensus

_MOST_HIGHLIGHTS = 5
_MOST_PLACES = 3


def highlights(view: View, whole: IncidentConsensus) -> tuple[Plan, ...]:
    """Two to five: what happened, the main disagreement, the key figures, how it ended."""
    first = lead(view, whole)
    figures = tuple(key_figures(view))
    # That somebody gave no figures is the news only where nobody did.
    gap = None if figures else next(withheld(view), None)
    others = (main_dispute(view), *figures, main_outcomes(view, whole), gap)
    chosen = [one for one in (first, *others) if one is not None]
    return tuple(
        one.model_copy(update={"section": Section.HIGHLIGHTS})
        for one in _without_repeats(chosen)[:_MOST_HIGHLIGHTS]
    )


def _without_repeats(plans: Iterable[Plan]) -> list[Plan]:
    kept: list[Plan] = []
    for one in plans:
        if all(set(one.ids) != set(other.ids) for other in kept):
            kept.append(one)
    return kept


def lead(view: View, whole: IncidentConsensus) -> Plan | None:
    """What happened, where, when, and who says that they did it."""
    said = [
        *_main_places(view, whole),
        *_main_dates(view, whole),
        *(one for one in view.said(whole, "responsibility") if one.stance in OWNING),
    ]
    if not said:
        return None
    return Plan(
        section=Section.HIGHLIGHTS,
        mode=Mode.REPORTED,
        kind=Kind.LEAD,
        statements=tuple(said),
        place=str(whole.place) if whole.place else None,
        label=whole.types[0] if len(whole.types) == 1 else "unclear",
        several=view.several,
        attackers=view.attackers,
        names=place_names(whole),
        ids=ids_of(said),
    )


def _main_places(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The places of which most reports tell, as scenes of their own or in passing."""
    told = Counter(
        part.place.name for part in view.parts for _ in part.members if part.place is not None
    )

    def rank(said: Statement) -> tuple[int, object]:
        place = said.value.place.name if isinstance(said.value, Location) else ""
        return -told[place], view.prominence(said)

    return sorted(places(view, whole), key=rank)[:_MOST_PLACES]


def _main_dates(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The day most reports give, in its fullest form, then those that do not fit it."""
    found = [in_reports(view, one) for one in view.said(whole, "date")]
    found.sort(key=view.prominence)
    if not found:
        return []
    # Words that lead to no day fit nothing, not even one another.
    fitting = [one for one in found if one is found[0] or _same_day(one, found[0])]
    dated = [one for one in fitting if isinstance(one.value, Timing) and one.value.when.start]
    return [(dated or fitting)[0], *(one for one in found if one not in fitting)]


def _same_day(one: Statement, other: Statement) -> bool:
    if not isinstance(one.value, Timing) or not isinstance(other.value, Timing):
        return False
    return same_day(one.value.when, other.value.when)
