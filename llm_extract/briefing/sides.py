"""One side of a story after the other: who says it, with one "said" for all that they say."""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.briefing.clauses import predicate
from llm_extract.briefing.plans import Plan, Remark, Statement
from llm_extract.briefing.style import days, listed, opened
from llm_extract.briefing.view import spoken_by
from llm_extract.records.claims import Timing

REMARKS: dict[Remark, str] = {
    Remark.CONTRADICT: "The accounts contradict each other.",
    Remark.MAYBE_APART: "These may be separate incidents.",
    Remark.NOT_THE_SAME: "The figures may not count the same people or events.",
    Remark.MAYBE_NEWER: "The later figure may be newer rather than contradictory.",
    Remark.UNCOUNTED: "No hospital, aid group or monitor was cited for a count.",
    Remark.TIMING: "The accounts date from different times.",
}


def spoken(said: Statement, plan: Plan) -> str:
    """One statement with those who make it."""
    return f"{spoken_by(said.voices)} {predicate(said, plan)}{doubt(said)}"


def together(said: Sequence[Statement], plan: Plan) -> str:
    """All that one voice says, under one "said"."""
    predicates = list(dict.fromkeys(predicate(one, plan) + doubt(one) for one in said))
    after_said = [text.removeprefix("said ") for text in predicates if text.startswith("said ")]
    others = [text for text in predicates if not text.startswith("said ")]
    told = [f"said {listed(after_said)}"] if after_said else []
    return f"{spoken_by(said[0].voices)} {listed([*others, *told])}"


def by_voice(plan: Plan) -> list[list[Statement]]:
    """Statements of the same voices together; two outlets that go unnamed stay two."""
    found: dict[tuple[object, ...], list[Statement]] = {}
    for one in plan.statements:
        key = tuple((voice.name, voice.role is None and voice.reports) for voice in one.voices)
        found.setdefault(key, []).append(one)
    return list(found.values())


def doubt(said: Statement) -> str:
    """The words that mark a statement its own source calls unverified."""
    return ", which was unconfirmed" if said.unverified else ""


def sentence(plan: Plan, parts: Sequence[str]) -> str:
    """Clauses as one sentence, after the place they are about."""
    place = f"in {plan.place}, " if plan.place else ""
    return opened(f"{place}{'; '.join(dict.fromkeys(parts))}.")


def remarks(plan: Plan) -> str:
    """The remarks of a plan, each a sentence of its own."""
    return "".join(f" {REMARKS[remark]}" for remark in plan.remarks if remark in REMARKS)


def day(said: Statement) -> str:
    """The day that a date gives, or the weekday that is all it names."""
    if not isinstance(said.value, Timing):
        raise TypeError(f"a day is said by a date, not by {said.value.field}")
    return days(said.value.when)
