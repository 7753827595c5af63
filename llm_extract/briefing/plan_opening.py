"""The two paragraphs at the head, for whoever reads no further, and the lines below: plans only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from llm_extract.briefing.plan_disputes import in_reports, is_real
from llm_extract.briefing.plan_footing import footing
from llm_extract.briefing.plan_gaps import first_gaps
from llm_extract.briefing.plan_happened import (
    further_places,
    measures,
    place_names,
    places,
    shared,
)
from llm_extract.briefing.plan_opening_tolls import opening_tolls
from llm_extract.briefing.plan_outcomes import ended, state
from llm_extract.briefing.plan_responsibility import blamed, doers, is_anybody_named
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement, ids_of
from llm_extract.briefing.style import same_day
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Line, Mode, Section
from llm_extract.records.claims import Location, Timing
from llm_extract.records.consensus import IncidentConsensus
from llm_extract.records.when_where import PlacePrecision

_MOST_PLACES = 3
_WIDE = frozenset({PlacePrecision.ADMIN1, PlacePrecision.COUNTRY})


def opening(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What, where and when, who did it and the two ends of what came of it; then the toll."""
    event = chain(lead(view, whole), doers(view, whole), ended(view, whole))
    yield from _on(Section.OPENING, Line.EVENT, event)
    yield from _on(Section.OPENING, Line.TOLL, opening_tolls(view, whole))


def highlights(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Beyond the opening: who is blamed, what goes on, where else, what was done, how firm it all
    is, and what is not known.
    """
    yield from _on(Section.HIGHLIGHTS, Line.BLAME, blamed(view, whole))
    yield from _on(Section.HIGHLIGHTS, Line.STATE, state(view, whole))
    elsewhere = further_places(view, whole, _main_places(view, whole))
    yield from _on(Section.HIGHLIGHTS, Line.PLACES, elsewhere)
    yield from _on(Section.HIGHLIGHTS, Line.MEASURES, measures(view, whole))
    firm = chain(shared(view, whole), footing(view, whole))
    yield from _on(Section.HIGHLIGHTS, Line.FOOTING, firm)
    yield from _on(Section.HIGHLIGHTS, Line.UNKNOWN, first_gaps(view))


def _on(section: Section, line: Line, plans: Iterable[Plan]) -> Iterator[Plan]:
    for one in plans:
        yield one.model_copy(update={"section": section, "line": line})


def lead(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What happened, where and when."""
    days = _main_dates(view, whole)
    said = [*_told_of(view, _main_places(view, whole), days[:1]), *days]
    if not said:
        return
    yield Plan(
        section=Section.OPENING,
        mode=Mode.REPORTED,
        kind=Kind.LEAD,
        statements=tuple(said),
        place=str(whole.place) if whole.place else None,
        label=whole.types[0] if len(whole.types) == 1 else "unclear",
        several=view.several,
        attackers=view.attackers,
        remarks=() if len(view.sources) == 1 or is_anybody_named(view) else (Remark.NO_DOER,),
        names=place_names(whole),
        ids=ids_of(said),
    )


def _told_of(view: View, places: Sequence[Statement], main: Sequence[Statement]) -> list[Statement]:
    """The places as the reports of the main day have them: another day's are told with that."""
    reports = {one for day in main for voice in day.voices for one in voice.reports}
    found = []
    for place in places:
        own = [
            voice.model_copy(update={"reports": kept})
            for voice in place.voices
            if (kept := tuple(one for one in voice.reports if one in reports))
        ]
        found.append(view.told_by(place, own) if own else place)
    return found


def _main_places(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The places that most reports name, as scenes of their own or in passing.

    Where the whole is of one town or site, that is where it happened.
    """
    if whole.place is not None and whole.place.precision not in _WIDE:
        at = [one for one in view.said(whole, "place") if _name(one) == whole.place.name]
        if at:
            return at[:1]
    told: dict[str, list[str]] = {}
    for part in view.parts:
        if part.place is not None:
            told.setdefault(part.place.name, []).extend(one for one, _ in part.members)

    def rank(said: Statement) -> tuple[int, int, object]:
        scenes = told.get(_name(said), [])
        reports = {one for voice in said.voices for one in voice.reports} | {*scenes}
        return -len(reports), -len(scenes), view.prominence(said)

    return sorted(places(view, whole), key=rank)[:_MOST_PLACES]


def _name(said: Statement) -> str:
    return said.value.place.name if isinstance(said.value, Location) else ""


def _main_dates(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The day most reports give, in its fullest form; then those that do not fit it, unless a
    difference tells of them.
    """
    found = sorted(view.said(whole, "date"), key=view.prominence)
    if not found:
        return []
    # Words that lead to no day fit nothing, not even one another.
    fitting = [one for one in found if one is found[0] or _same_day(one, found[0])]
    dated = [one for one in fitting if isinstance(one.value, Timing) and one.value.when.start]
    main = in_reports(view, (dated or fitting)[0])
    told = any(field.key.field == "date" and is_real(field) for field in whole.fields)
    return [main] if told else [main, *(one for one in found if one not in fitting)]


def _same_day(one: Statement, other: Statement) -> bool:
    if not isinstance(one.value, Timing) or not isinstance(other.value, Timing):
        return False
    return same_day(one.value.when, other.value.when)
