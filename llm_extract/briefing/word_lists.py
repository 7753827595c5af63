"""What several reports share, and what one alone adds: means, targets, measures and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llm_extract.briefing.marks import cite
from llm_extract.briefing.nouns import located
from llm_extract.briefing.plans import ALSO, Plan, Statement
from llm_extract.briefing.sides import COUNTED, sentence
from llm_extract.briefing.style import listed, opened
from llm_extract.briefing.terms import TACTICS, TARGETS, bare, measure_of
from llm_extract.records.claims import Location, Response, Tactic, Target

_MANY = 2


def means(plan: Plan) -> str:
    """Methods, then targets: what several reports have before what one alone has."""
    parts = []
    for kind, verb in ((Tactic, "described"), (Target, "named as targets")):
        items = _listing([one for one in plan.statements if isinstance(one.value, kind)])
        if items.reporting:
            parts.append(_told(items, verb))
    return sentence(plan, parts)


def _told(items: _Items, verb: str) -> str:
    """What reports described, and what one alone adds to it."""
    if not items.shared:
        subject = "reports" if items.reporting > 1 else "one report"
        return f"{subject} {verb} {listed(items.alone)}"
    told = f"reports {verb} {listed(items.shared)}"
    if not items.alone:
        return told
    return f"{told}, {'some' if items.apart else COUNTED} also {listed(items.alone)}"


@dataclass(frozen=True)
class _Items:
    """Things of one kind, each with its mark: those that several reports have, and those that one
    has; `apart`: not all of these stand in one report.
    """

    shared: tuple[str, ...]
    alone: tuple[str, ...]
    apart: bool
    reporting: int


def _listing(said: Sequence[Statement]) -> _Items:
    told = reporting(said)
    shared = [item for item, by in told.items() if len(by) >= _MANY]
    alone = [item for item in told if item not in shared]
    by_item = {item: [one for one in said if _item(one) == item] for item in told}
    return _Items(
        shared=tuple(f"{item}{cite(by_item[item])}" for item in shared),
        alone=tuple(f"{item}{cite(by_item[item])}" for item in alone)
        if _count_reports(told) > 1
        else (*alone[:-1], *(f"{item}{cite(said)}" for item in alone[-1:])),
        apart=_count_reports({item: told[item] for item in alone}) > 1,
        reporting=_count_reports(told),
    )


def reporting(said: Sequence[Statement]) -> dict[str, set[str]]:
    """The things listed, each with the reports that have it, the most widely told first."""
    found: dict[str, set[str]] = {}
    for one in said:
        found.setdefault(_item(one), set()).update(r for v in one.voices for r in v.reports)
    return dict(sorted(found.items(), key=lambda each: -len(each[1])))


def _count_reports(told: dict[str, set[str]]) -> int:
    return len(set().union(*told.values())) if told else 0


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
    told = reporting(plan.statements)
    what = "attacks were" if plan.several or len(told) > 1 else "the attack was"
    also = "also " if plan.label == ALSO else ""
    by = " by one report" if _count_reports(told) < _MANY else ""
    return opened(f"{what} {also}reported {in_each(spelled_once(told))}{by}.")


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
