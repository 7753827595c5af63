"""A plan as a model is told it: typed values, speakers and names, and no text of any article.

The words that stand after each speaker are our own, made from the typed value; a source's words are
among them only where the plan itself quotes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm_extract.briefing.clauses import clause, predicate
from llm_extract.briefing.plans import Kind, Plan, Statement
from llm_extract.briefing.sides import doubt
from llm_extract.briefing.style import days, moment
from llm_extract.briefing.voices import spoken_by
from llm_extract.briefing.word import event_of
from llm_extract.briefing.word_figures import verb_of
from llm_extract.briefing.word_lists import reporting
from llm_extract.records.claims import Extent, Location, Responsibility, Timing, Toll
from llm_extract.records.counts import Count

# What each kind of sentence is to do. A kind that is not here (a row of figures, a gap, a source, a
# figure of another time) is told of in set phrases, whoever writes the rest.
_TASKS: dict[Kind, str] = {
    Kind.LEAD: "what was reported, in which places of `place`, on the first of `days` (in brackets"
    " who gives another)",
    Kind.REJECTION: "who rejected or withdrew whose figures; name the figures",
    Kind.ACCOUNTS: "who says what; all that one speaker says may stand under one verb",
    Kind.PLACES: "where it was reported",
    Kind.METHODS: "what means were described and what was named as a target; what many reports have"
    " before what one has",
    Kind.MEASURES: "what was done; what many reports have before what one has",
    Kind.CLAIMED: "who claimed responsibility and by what name they call it, the name in quotation"
    " marks",
    Kind.CHANGE: "what a speaker first said, and says now; mark the earlier figure as earlier",
    Kind.UNCONFIRMED: "what is said without confirmation",
}


def is_free(plan: Plan) -> bool:
    """Whether a writer may word it in words of its own; the others stand in set phrases."""
    return plan.kind in _TASKS


def told(plan: Plan) -> dict[str, Any]:
    """The plan as plain values; what is empty is left out."""
    values = {
        "sentence": _TASKS[plan.kind],
        "place": plan.place,
        "attackers_are_called": plan.attackers,
        **_said(plan),
    }
    return _filled(values)


def _said(plan: Plan) -> dict[str, Any]:
    match plan.kind:
        case Kind.PLACES | Kind.METHODS | Kind.MEASURES:
            return {"items": _listed(plan.statements)}
        case Kind.LEAD:
            return _opening(plan)
        case Kind.REJECTION:
            return {
                "speakers": spoken_by(plan.statements[0].voices),
                "verb": verb_of(plan.statements[0]),
                "figures": [_statement(one, plan) for one in plan.rejected],
            }
        case _:
            return {"statements": [_statement(one, plan) for one in plan.statements]}


def _listed(said: Sequence[Statement]) -> list[dict[str, Any]]:
    return [{"is": item, "reports": len(by)} for item, by in reporting(said).items()]


def _opening(plan: Plan) -> dict[str, Any]:
    """What was reported; that more places are named than these is part of it."""
    said = plan.statements
    return {
        "reported": event_of(plan),
        "places": [one.value.place.name for one in said if isinstance(one.value, Location)],
        "and_other_places": plan.several,
        "days": [
            {"speakers": spoken_by(one.voices), "day": days(one.value.when)}
            for one in said
            if isinstance(one.value, Timing)
        ],
    }


def _statement(said: Statement, plan: Plan) -> dict[str, Any]:
    rejecting = [] if plan.kind is Kind.REJECTION else plan.rejected
    deniers = [voice for one in rejecting if set(one.ids) & set(said.ids) for voice in one.voices]
    return _filled(
        {
            "speakers": spoken_by(said.voices),
            "says": predicate(said, plan) + doubt(said),
            "role": next((voice.role for voice in said.voices if voice.role), None),
            "reports": len({one for voice in said.voices for one in voice.reports}),
            "stance": said.stance,
            "value": _value(said, plan),
            "as_of": moment(said.as_of) if said.as_of and plan.kind is Kind.CHANGE else None,
            "earlier": said.superseded,
            "called": said.quoted if plan.kind is Kind.CLAIMED else None,
            "rejected_by": spoken_by(deniers) if deniers else None,
        }
    )


def _value(said: Statement, plan: Plan) -> dict[str, Any]:
    """The typed value; of a count its bounds, whose words stand in `says` as far as they count."""
    value = said.value
    match value:
        case Toll(group=group, effect=effect, count=count):
            return {"field": "toll", "group": group, "effect": effect, **_bounds(count)}
        case Extent(unit=unit, count=count):
            return {"field": "extent", "unit": unit, **_bounds(count)}
        case Responsibility():
            return {"field": "responsibility", "by": said.thing}
        case _:
            return {"field": value.field, "is": clause(said, plan)}


def _bounds(count: Count) -> dict[str, Any]:
    return {"count": count.kind, "low": count.low, "high": count.high}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
