"""The head of a briefing, for whoever reads no further: five labelled lines, plans only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from llm_extract.briefing.plan_disputes import in_reports
from llm_extract.briefing.plan_footing import footing
from llm_extract.briefing.plan_gaps import withheld
from llm_extract.briefing.plan_happened import OWNING, measures, place_names, places
from llm_extract.briefing.plan_outcomes import state
from llm_extract.briefing.plan_tolls import toll_line
from llm_extract.briefing.plans import Cited, Kind, Plan, Quotation, Statement, ids_of
from llm_extract.briefing.style import same_day
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Line, Mode, Section
from llm_extract.records.claims import Location, ResponseKind, Timing
from llm_extract.records.comments import Act
from llm_extract.records.consensus import IncidentConsensus

_MOST_PLACES = 3
# What keeps people from moving and from speaking to one another.
MOVEMENT = frozenset(
    {
        ResponseKind.INTERNET_SUSPENDED,
        ResponseKind.TRANSPORT_SUSPENDED,
        ResponseKind.CURFEW,
        ResponseKind.CORDON,
        ResponseKind.SCHOOLS_CLOSED,
        ResponseKind.EMERGENCY,
    }
)


def highlights(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What and when, the toll, how it stands, what is shut, and how firm all that is."""
    yield from _on(Line.WHAT, lead(view, whole))
    tolls = toll_line(view)
    # That somebody gave no figures is the news only where nobody did.
    yield from _on(Line.TOLL, tolls or tuple(withheld(view)))
    yield from _on(Line.STATE, state(view, whole))
    yield from _on(Line.MOVEMENT, measures(view, whole, MOVEMENT))
    yield from _on(Line.FOOTING, footing(view, whole))


def _on(line: Line, plans: Iterable[Plan]) -> Iterator[Plan]:
    """On a line of the head; that differences may be a matter of timing is said of all at once."""
    for one in plans:
        yield one.model_copy(update={"section": Section.HIGHLIGHTS, "line": line, "remarks": ()})


def lead(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What happened, where, when, and who says that they did it."""
    said = [
        *_main_places(view, whole),
        *_main_dates(view, whole),
        *(one for one in view.said(whole, "responsibility") if one.stance in OWNING),
    ]
    if not said:
        return
    onsets = _onsets(view, whole)
    yield Plan(
        section=Section.HIGHLIGHTS,
        mode=Mode.REPORTED,
        kind=Kind.LEAD,
        statements=tuple(said),
        quotations=tuple(quotation for quotation, _ in onsets),
        cited=tuple(cited for _, cited in onsets),
        place=str(whole.place) if whole.place else None,
        label=whole.types[0] if len(whole.types) == 1 else "unclear",
        several=view.several,
        attackers=view.attackers,
        names=place_names(whole),
        ids=ids_of(said),
    )


def _onsets(view: View, whole: IncidentConsensus) -> list[tuple[Quotation, Cited]]:
    """The hours at which it began, those by the clock if there are any; at most two."""
    clocked = [one for one in whole.began if one.onset.clock]
    found: dict[str, tuple[Quotation, Cited]] = {}
    for one in clocked or whole.began:
        cited = Cited(article_id=one.article_id, span=one.onset.span)
        voices = view.outlets([one.article_id])
        said = Quotation(act=Act.SAID, words=one.onset.words, voices=voices, keys=(cited.key,))
        found.setdefault(one.onset.words.casefold(), (said, cited))
    return list(found.values())[:2]


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
