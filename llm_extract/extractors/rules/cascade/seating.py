"""Claims, each at the incident it is of: the one reported, a town's share of a series, another."""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.extractors.rules.assemble import Ledger, Seat
from llm_extract.extractors.rules.cascade.report import Report
from llm_extract.extractors.rules.cascade.told_of import Kept
from llm_extract.extractors.rules.deeds import incidents
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.records.claims import Claim, Effect, Outcome, Scope, Stance, Toll
from llm_extract.records.when_where import Moment

# What makes a town's share of a series an incident of its own.
_FACTS = frozenset({"toll", "outcome", "target", "damage", "victim"})
# What is told of some towns of a series holds for those alone.
_OF_SPOTS = frozenset({"outcome", "damage", "tactic", "target"})
# What is of the whole of a series, wherever it is told.
_OF_ALL = frozenset({"responsibility", "extent", "date", "response", "place"})

Seated = Sequence[tuple[Seat, Claim]]


def seat(report: Report, kept: Kept) -> list[tuple[Seat, Claim]]:
    """Every claim with its seat: those of this event first, then the background."""
    ledger = Ledger(report.article, report.attributions, report.company)
    day = report.scene.anchor
    ledger.as_of = Moment(day=day) if day is not None else None
    towns = {id(finding): report.map.town_of(finding) for finding in kept.here}
    parts = _towns_with_facts(kept.here, towns)
    series = incidents.is_series(kept.here, parts, report.scene)
    others = {report.elsewhere.key_of(f) for f in kept.here if _shows_a_deed(f)}
    for finding in kept.here:
        town = towns[id(finding)]
        if series:
            ledger.enter(finding, _in_series(report, finding, town, parts))
        else:
            other = report.elsewhere.key_of(finding)
            other = other if other in others else None
            ledger.enter(finding, Seat(other or "incident", Scope.INCIDENT))
    for finding, about in kept.elsewhere:
        ledger.enter(finding, Seat(None, Scope.BACKGROUND, about))
    return list(ledger.claims())


def _in_series(report: Report, finding: Finding, town: str | None, parts: Sequence[str]) -> Seat:
    """At its town where that has facts of its own; else with the whole, or with the towns named."""
    if town in parts and finding.value.field not in _OF_ALL:
        return Seat(f"part:{town}", Scope.PART, town)
    some = None
    if finding.value.field in _OF_SPOTS:
        some = town or report.map.towns_of(finding)
    return Seat("series", Scope.PART, some) if some else Seat("series", Scope.SERIES)


def _towns_with_facts(findings: Sequence[Finding], towns: dict[int, str | None]) -> list[str]:
    told = [towns[id(finding)] for finding in findings if _is_fact(finding)]
    return list(dict.fromkeys(town for town in told if town is not None))


def _is_fact(finding: Finding) -> bool:
    """Whether a finding shows that something was done where it is told."""
    return (
        finding.value.field in _FACTS
        and not finding.is_supporting_only
        # A doubt about figures stands where it is told, and not where the deed was.
        and finding.stance is not Stance.CANNOT_CONFIRM
    )


def _shows_a_deed(finding: Finding) -> bool:
    """Whether it tells that somebody came to harm, or how it ended; who is held was held before."""
    value = finding.value
    harmed = isinstance(value, Toll) and value.effect is not Effect.CAPTURED
    return _is_fact(finding) and (harmed or isinstance(value, Outcome))
