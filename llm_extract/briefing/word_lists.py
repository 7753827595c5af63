"""What the reports name, by those that name it: means, targets, measures and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from llm_extract.briefing.marks import cite
from llm_extract.briefing.nouns import located
from llm_extract.briefing.plans import ALONE, ALSO, Plan, Statement
from llm_extract.briefing.sides import sentence
from llm_extract.briefing.style import listed
from llm_extract.briefing.terms import TACTICS, TARGETS, bare, measure_of
from llm_extract.briefing.voices import reports
from llm_extract.records.claims import Location, Response, Tactic, Target

_MANY = 2


def means(plan: Plan) -> str:
    """Methods, then targets, what most reports have before what one has; a bracket for each run of
    things that the same reports name.
    """
    methods, targets = (
        _runs([one for one in plan.statements if isinstance(one.value, kind)])
        for kind in (Tactic, Target)
    )
    told = [f"Reported: {methods}."] if methods else []
    told += [f"{'Targets' if methods else 'Reported targets'}: {targets}."] if targets else []
    return " ".join(told)


def shared(plan: Plan) -> str:
    """What all have: "All five reports tell of gunfire and name police among the targets"."""
    (total,) = plan.totals
    methods, targets = (
        listed(list(reporting([one for one in plan.statements if isinstance(one.value, kind)])))
        for kind in (Tactic, Target)
    )
    told = [f"tell of {methods}"] * bool(methods)
    told += [f"name {targets} among the targets"] * bool(targets)
    who = "both reports" if total == _MANY else f"all {reports(total)}"
    return sentence(plan, [f"{who} {' and '.join(told)}{cite(plan.statements)}"])


def _runs(said: Sequence[Statement]) -> str:
    """Things by the reports that name them, with their marks."""
    by_reports: dict[frozenset[str], list[str]] = {}
    for item, by in reporting(said).items():
        by_reports.setdefault(frozenset(by), []).append(item)
    runs = (
        f"{listed(items)}{cite([one for one in said if _item(one) in items])}"
        for items in by_reports.values()
    )
    return "; ".join(runs)


def reporting(said: Sequence[Statement]) -> dict[str, set[str]]:
    """The things listed, each with the reports that have it, the most widely told first."""
    found: dict[str, set[str]] = {}
    for one in said:
        found.setdefault(_item(one), set()).update(r for v in one.voices for r in v.reports)
    return dict(sorted(found.items(), key=lambda each: -len(each[1])))


def _item(said: Statement) -> str:
    match said.value:
        case Tactic(tactic=tactic):
            return TACTICS[tactic]
        case Target(target=target):
            return TARGETS[target]
        case Response():
            return measure_of(said)
        case Location(place=place):
            return place.name
        case other:
            raise TypeError(f"nothing to list in a {other.field}")


def measures(plan: Plan) -> str:
    """What was done, each with the reports that tell of it: "areas cordoned off [3]"."""
    by_reports: dict[frozenset[str], list[Statement]] = {}
    for one in plan.statements:
        reports = frozenset(report for voice in one.voices for report in voice.reports)
        by_reports.setdefault(reports, []).append(one)
    ranked = sorted(by_reports.items(), key=lambda item: -len(item[0]))
    return sentence(plan, [f"{_taken(said)}{cite(said)}" for _, said in ranked])


def _taken(said: Sequence[Statement]) -> str:
    by_verb: dict[str, list[str]] = {}
    for one in said:
        noun, _, verb = re.split(r" (was|were) ", _item(one))
        by_verb.setdefault(verb, []).append(bare(noun))
    return listed([_done(list(dict.fromkeys(nouns)), verb) for verb, nouns in by_verb.items()])


def _done(nouns: Sequence[str], verb: str) -> str:
    ends = {noun.split()[-1] for noun in nouns}
    if len(nouns) > 1 and len(ends) == 1:
        end = ends.pop()
        nouns = [noun.removesuffix(f" {end}") for noun in nouns[:-1]] + [nouns[-1]]
    return f"{listed(nouns)} {verb}"


def places(plan: Plan) -> str:
    """Where it was reported; a place that one report lists is often told by others as a scene."""
    if plan.label == ALONE:
        return f"Reported by one report alone: {_runs(plan.statements)}."
    told = reporting(plan.statements)
    at = in_each(spelled_once(told))
    also = "also " if plan.label == ALSO else ""
    by = " by one report" if len(set().union(*told.values())) < _MANY else ""
    if plan.several:
        return f"Attacks were {also}reported {at}{by}."
    # One attack is not in several places: the reports give its place each in their own words.
    return f"The attack was {also}{'reported' if len(told) == 1 else 'placed'} {at}{by}."


def spelled_once(names: Iterable[str]) -> list[str]:
    """Names each once; one that a dateline has in capitals under its other spelling."""
    names = list(names)
    found = {name.casefold(): name for name in sorted(names, key=str.isupper, reverse=True)}
    return list(dict.fromkeys(found[name.casefold()] for name in names))


def in_each(names: Sequence[str]) -> str:
    """The places in a row; those that say where they stand ("near Orlo") close it."""
    towns = [name for name in names if located(name).startswith("in ")]
    others = [located(name) for name in names if name not in towns]
    told = [f"in {listed([located(name).removeprefix('in ') for name in towns])}"] if towns else []
    return f"{listed(told)}, and {listed(others)}" if told and others else listed([*told, *others])
