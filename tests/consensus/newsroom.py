"""Small stories for the kinds of disagreement: who prints what, and in which ways it differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from llm_extract.consensus import build
from llm_extract.records.claims import Effect, Group, Role, Scope, Speaker, Stance, Toll
from llm_extract.records.consensus import Story
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import Moment
from tests.consensus.desk import Report, Say, event, exactly, report

HILL = Speaker(name="Hill Country Front", role=Role.ARMED_GROUP, named=True)
LEAGUE = Speaker(name="River League", role=Role.ARMED_GROUP, named=True)
ARMY = Speaker(name="the army", role=Role.SECURITY_FORCE, named=False)
POLICE = Speaker(name="police", role=Role.SECURITY_FORCE, named=False)
POLICE_SPOKESMAN = Speaker(name="police spokesman Ivo Merrin", role=Role.SECURITY_FORCE, named=True)
INTERIOR = Speaker(name="the interior ministry", role=Role.GOVERNMENT, named=False)
HEALTH = Speaker(name="the health ministry", role=Role.GOVERNMENT, named=False)
GOVERNOR = Speaker(name="the provincial governor", role=Role.GOVERNMENT, named=False)
CLINIC = Speaker(name="Tarnfield District Clinic", role=Role.MEDICAL, named=True)
NEIGHBOURS = Speaker(name="neighbours", role=Role.WITNESS, named=False)
RELIEF = Speaker(name="Open Hand Relief", role=Role.NGO, named=True)
WIRE = Speaker(name="Cedar Wire", role=Role.MEDIA, named=True)

Kinds = Mapping[str, set[str]]


@dataclass(frozen=True)
class Case:
    """A story in a sentence, its reports, and by field the kinds of disagreement it has.

    `across` stands for tolls of different groups or effects; a field that is not named has none.
    """

    told: str
    reports: tuple[Report, ...]
    differ: Kinds


def case(told: str, *reports: Report, **differ: str) -> Case:
    """`differ` by short name of the field, kinds in a row: `killed="denial contradiction"`."""
    kinds = {_FIELDS.get(name, name): set(words.split()) for name, words in differ.items()}
    return Case(told, reports, kinds)


_FIELDS = {
    "killed": "toll/everyone/killed",
    "injured": "toll/everyone/injured",
    "missing": "toll/everyone/missing",
    "rescued": "toll/everyone/rescued",
    "soldiers_killed": "toll/military/killed",
    "forces_killed": "toll/security_forces/killed",
    "police_killed": "toll/police/killed",
    "militants_killed": "toll/militants/killed",
    "militants_captured": "toll/militants/captured",
    "places": "extent/places",
    "attacks": "extent/attacks",
}


def prints(outlet: str, day_of_print: int, *says: Say, **more: Any) -> Report:
    """A report of one attack, published on that day of March 2024."""
    fields = {name: more.pop(name) for name in ("when", "place") if name in more}
    told = event(*says, **{"actors": (), **fields})
    return report(outlet, told, published_on=date(2024, 3, day_of_print), **more)


def toll(
    count: Count | int, effect: str = "killed", group: Group = Group.EVERYONE, **more: Any
) -> Toll:
    """A toll of everybody, unless told otherwise; `more` as the record has it."""
    bounds = exactly(count) if isinstance(count, int) else count
    return Toll(group=group, effect=Effect(effect), count=bounds, **more)


def about(number: int) -> Count:
    """A rounded figure."""
    return Count(kind=CountKind.ABOUT, low=number, high=number, verbatim=f"about {number}")


def between(low: int, high: int) -> Count:
    """A figure with two ends."""
    return Count(kind=CountKind.BETWEEN, low=low, high=high, verbatim=f"{low} to {high}")


def of_part(value: Any, what: str, *by: Speaker) -> Say:
    """A figure for less than the whole."""
    return Say(value, by, scope=Scope.PART, about=what)


def stance(kind: str, value: Any, *by: Speaker) -> Say:
    """A claim that does something else with its value than assert it."""
    return Say(value, by, Stance(kind))


def at_hour(number: int, hour: int) -> Moment:
    """An hour of a day of March 2024."""
    return Moment(day=date(2024, 3, number), at=time(hour))


def found(one: Case) -> dict[str, set[str]]:
    """The kinds that consensus finds, by field, taking the reports to be of one incident."""
    articles = [each.article for each in one.reports]
    extractions = [each.extraction for each in one.reports]
    cluster = tuple((each.article_id, each.incidents[0].incident_id) for each in extractions)
    ids = tuple(each.article_id for each in articles)
    story = Story(story_id="s", article_ids=ids, clusters=(cluster,))
    (incident,) = build(story, articles, extractions).incidents
    kinds = {str(each.key): {d.kind for d in each.disagreements} for each in incident.fields}
    kinds["across"] = {each.kind for each in incident.across}
    return {field: told for field, told in kinds.items() if told}
