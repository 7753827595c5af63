"""What a briefing says, in which order: plans only, no wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from llm_extract.briefing.plan_disputes import (
    disagreements,
    in_reports,
    main_dispute,
    main_outcomes,
    outcome_dispute,
)
from llm_extract.briefing.plan_gaps import gaps, withheld
from llm_extract.briefing.plan_tolls import casualties, key_figures, place_of
from llm_extract.briefing.plans import Cited, Kind, Plan, Remark, Statement, Voice
from llm_extract.briefing.style import same_day
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Location, Responsibility, Stance, Timing, Toll
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus, Source
from llm_extract.records.when_where import PlacePrecision

_MOST_HIGHLIGHTS = 5
_MOST_PLACES = 3
_LISTS = {
    "tactic": Kind.METHODS,
    "target": Kind.TARGETS,
    "response": Kind.MEASURES,
}
_SECTIONS = tuple(Section)
_PART_ORDER = ("target", "damage", "outcome", "response")
_OF_A_PART = frozenset(_PART_ORDER)


def plan(view: View) -> tuple[Plan, ...]:
    """Every sentence of the briefing, planned, in the order in which they are printed."""
    whole = view.whole
    if whole is None:
        return (*_background(view), *_sources(view))
    planned = chain(
        _highlights(view, whole),
        _happened(view, whole),
        chain.from_iterable(_part(view, part) for part in view.parts),
        casualties(view),
        _responsibility(view, whole),
        disagreements(view),
        gaps(view),
        _background(view),
        _sources(view),
    )
    return tuple(sorted(planned, key=lambda one: _SECTIONS.index(one.section)))


# ---------------------------------------------------------------- highlights


def _highlights(view: View, whole: IncidentConsensus) -> tuple[Plan, ...]:
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
        *(one for one in _all(view, whole, "responsibility") if one.stance in _OWNING),
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
        names=_place_names(whole),
        ids=_ids(said),
    )


_OWNING = frozenset({Stance.CLAIMS_RESPONSIBILITY})


def _main_places(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The places of which most reports tell, as scenes of their own or in passing."""
    told = Counter(
        part.place.name for part in view.parts for _ in part.members if part.place is not None
    )

    def rank(said: Statement) -> tuple[int, object]:
        place = said.value.place.name if isinstance(said.value, Location) else ""
        return -told[place], view.prominence(said)

    return sorted(_places(view, whole), key=rank)[:_MOST_PLACES]


def _places(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The places named, without the province or country around them where narrower ones are."""
    named = _all(view, whole, "place")
    return [one for one in named if not _is_wide(one)] or named


def _is_wide(said: Statement) -> bool:
    wide = {PlacePrecision.ADMIN1, PlacePrecision.COUNTRY}
    return isinstance(said.value, Location) and said.value.place.precision in wide


def _main_dates(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The day most reports give, in its fullest form, then those that do not fit it."""
    found = [in_reports(view, one) for one in _all(view, whole, "date")]
    found.sort(key=view.prominence)
    if not found:
        return []
    fitting = [one for one in found if _same_day(one, found[0])]
    dated = [one for one in fitting if isinstance(one.value, Timing) and one.value.when.start]
    return [(dated or fitting)[0], *(one for one in found if one not in fitting)]


def _same_day(one: Statement, other: Statement) -> bool:
    if not isinstance(one.value, Timing) or not isinstance(other.value, Timing):
        return False
    return same_day(one.value.when, other.value.when)


def _place_names(incident: IncidentConsensus) -> tuple[str, ...]:
    return (str(incident.place),) if incident.place else ()


# ---------------------------------------------------------------- what happened


def _happened(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    places = _places(view, whole)
    if len(places) > 1:
        yield _plain(view, Section.WHAT_HAPPENED, Kind.PLACES, places)
    for field_name, kind in _LISTS.items():
        said = _all(view, whole, field_name)
        if kind is Kind.METHODS:
            said += _methods_of_parts(view, said)
        if said:
            yield _plain(view, Section.WHAT_HAPPENED, kind, said)
    operation = _operation(view, whole)
    if operation:
        yield operation
    outcomes = [] if outcome_dispute(view, whole) else _all(view, whole, "outcome")
    told = [*_all(view, whole, "damage"), *outcomes]
    if told:
        yield _accounts(view, Section.WHAT_HAPPENED, told)


def _methods_of_parts(view: View, told: Sequence[Statement]) -> list[Statement]:
    """Means that only the account of one place names, such as a vehicle bomb."""
    known = {one.value for one in told}
    found = [one for part in view.parts for one in _all(view, part, "tactic")]
    return [one for one in found if one.value not in known]


def _operation(view: View, whole: IncidentConsensus) -> Plan | None:
    """The name that somebody gives the attacks, where a responsibility claim's words carry it."""
    name = whole.operation
    if not name:
        return None
    bearing = [
        one
        for one in _all(view, whole, "responsibility")
        if one.stance in _OWNING and _carries(view, one, name)
    ]
    if not bearing:
        return None
    said = bearing[0].model_copy(update={"quoted": name})
    return _plain(view, Section.WHAT_HAPPENED, Kind.OPERATION, [said])


def _carries(view: View, said: Statement, words: str) -> bool:
    claims = (view.claim(one) for one in said.claim_ids)
    return any(words in evidence.quote for claim in claims if claim for evidence in claim.evidence)


def _part(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    """What is told of one place beyond its tolls."""
    said = [
        one for field in part.fields if field.key.field in _OF_A_PART for one in _said(view, field)
    ]
    if not said:
        return
    said.sort(key=lambda one: (_PART_ORDER.index(one.value.field), view.prominence(one)))
    differ = any(
        one.kind in {"contradiction", "scope_mismatch", "denial"}
        for field in part.fields
        for one in field.disagreements
        if field.key.field in _OF_A_PART
    )
    yield _accounts(view, Section.WHAT_HAPPENED, said, part=part, differ=differ)


def _accounts(
    view: View,
    section: Section,
    said: Sequence[Statement],
    *,
    part: IncidentConsensus | None = None,
    differ: bool = False,
) -> Plan:
    return Plan(
        section=section,
        mode=Mode.DISPUTED if differ else Mode.REPORTED,
        kind=Kind.ACCOUNTS,
        statements=tuple(said),
        remarks=(Remark.MAYBE_APART,) if differ and part else (),
        place=place_of(part) if part else None,
        attackers=view.attackers,
        several=view.several and part is None,
        contested=True,
        names=_place_names(part) if part else (),
        ids=_ids(said),
    )


def _plain(view: View, section: Section, kind: Kind, said: Sequence[Statement]) -> Plan:
    articles = {one for statement in said for one in _reports(statement)}
    return Plan(
        section=section,
        mode=Mode.AGREED if len(articles) > 1 else Mode.REPORTED,
        kind=kind,
        statements=tuple(sorted(said, key=view.prominence)),
        attackers=view.attackers,
        several=view.several,
        ids=_ids(said),
    )


# ---------------------------------------------------------------- responsibility


def _responsibility(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who claims it, who is blamed by whom, who denies it; then what is said of one place alone."""
    yield from _responsible(view, whole)
    told = {(one.value, one.stance) for one in _all(view, whole, "responsibility")}
    for part in view.parts:
        said = [
            one
            for one in _all(view, part, "responsibility")
            if (one.value, one.stance) not in told and one.thing
        ]
        if said:
            ordered = sorted(said, key=view.prominence)
            yield _accounts(view, Section.RESPONSIBILITY, ordered, part=part)


def _responsible(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    for stance in (Stance.CLAIMS_RESPONSIBILITY, Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES):
        said = [
            one
            for one in _all(view, whole, "responsibility")
            if one.stance is stance and isinstance(one.value, Responsibility) and one.thing
        ]
        if said:
            yield _accounts(view, Section.RESPONSIBILITY, sorted(said, key=view.prominence))
    denied = [
        view.statement(position, position.rejected_by)
        for field in _fields(whole, "responsibility")
        for position in field.positions
        if position.rejected_by
    ]
    if denied:
        denials = [one.model_copy(update={"stance": Stance.DENIES}) for one in denied]
        yield _accounts(view, Section.RESPONSIBILITY, denials)


# ---------------------------------------------------------------- background


def _background(view: View) -> Iterator[Plan]:
    """Figures of other times, together where one voice gives several on the same thing."""
    together: dict[tuple[str, ...], list[Statement]] = {}
    for position in view.consensus.background:
        said = _with_words(view, view.statement(position))
        if said.claim_ids and isinstance(said.value, Toll):
            key = (*(voice.name for voice in said.voices), said.about or "")
            together.setdefault(key, []).append(said)
    for statements in together.values():
        yield Plan(
            section=Section.BACKGROUND,
            mode=Mode.BACKGROUND,
            kind=Kind.BACKGROUND,
            statements=tuple(statements),
            attackers="militants",
            contested=True,
            ids=_ids(statements),
        )


def _with_words(view: View, said: Statement) -> Statement:
    """The words that say what a background figure is of, where the source has them verbatim."""
    about = said.about
    return (
        said.model_copy(update={"thing": about}) if about and _carries(view, said, about) else said
    )


# ---------------------------------------------------------------- sources


def _sources(view: View) -> Iterator[Plan]:
    for source in view.consensus.sources:
        if source.credits:
            yield _relay(view, source)
    independence = _independence(view)
    if independence:
        yield independence


def _relay(view: View, source: Source) -> Plan:
    credited = tuple(dict.fromkeys(credit.name for credit in source.credits))
    return Plan(
        section=Section.SOURCES,
        mode=Mode.REPORTED,
        kind=Kind.RELAYS,
        label=view.label(source.article_id),
        names=(view.label(source.article_id), *credited),
        ids=(source.article_id,),
        cited=tuple(
            Cited(article_id=source.article_id, span=credit.span) for credit in source.credits
        ),
    )


def _independence(view: View) -> Plan | None:
    """How many reports have a known origin, and which of them share one."""
    sources = view.consensus.sources
    if len(sources) < 2 or not view.claims:  # noqa: PLR2004 - independence takes two
        return None
    unknown = [source.article_id for source in sources if source.origin_id is None]
    shared = [origin for origin in view.consensus.origins if len(origin.article_ids) > 1]
    first = {sourced.article_id: sourced.claim for sourced in reversed(view.consensus.claims)}
    voices = tuple(
        Voice(name=origin.name, role=None, reports=origin.article_ids) for origin in shared
    )
    alone = Voice(name="", role=None, reports=tuple(unknown))
    return Plan(
        section=Section.SOURCES,
        mode=Mode.GAP if unknown else Mode.REPORTED,
        kind=Kind.INDEPENDENCE,
        totals=(len(sources), *view.numbers.values()),
        names=tuple(view.label(one.article_id) for one in sources),
        groups=(*voices, alone),
        labels=tuple((source.article_id, view.label(source.article_id)) for source in sources),
        ids=tuple(origin.origin_id for origin in view.consensus.origins)
        or tuple(source.article_id for source in sources),
        cited=tuple(
            Cited(
                article_id=one.article_id,
                span=first[one.article_id].evidence[0].span,
                claim_id=first[one.article_id].claim_id,
            )
            for one in sources
            if one.article_id in first
        ),
    )


# ---------------------------------------------------------------- looking up


def _fields(incident: IncidentConsensus, name: str) -> tuple[FieldConsensus, ...]:
    return tuple(field for field in incident.fields if field.key.field == name)


def _said(view: View, field: FieldConsensus) -> tuple[Statement, ...]:
    return view.statements(field)


def _all(view: View, incident: IncidentConsensus, name: str) -> list[Statement]:
    return [one for field in _fields(incident, name) for one in _said(view, field)]


def _reports(said: Statement) -> frozenset[str]:
    return frozenset(one for voice in said.voices for one in voice.reports)


def _ids(said: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for statement in said for one in statement.ids))
