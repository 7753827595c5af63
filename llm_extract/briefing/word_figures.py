"""Figures in sentences: rejected, replaced, withheld, without a number, of other times."""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.briefing.clauses import (
    among,
    casualties,
    clause,
    losses,
    people,
    short,
    suffered,
)
from llm_extract.briefing.marks import cite
from llm_extract.briefing.plans import Plan, Statement
from llm_extract.briefing.sides import (
    Side,
    doubt,
    remarks,
    run,
    sentence,
    sides,
)
from llm_extract.briefing.style import (
    listed,
    moment,
    opened,
)
from llm_extract.briefing.voices import spoken_by
from llm_extract.briefing.word_rows import is_unstated
from llm_extract.records.claims import Effect, Extent, Group, Stance, Toll

_MANY = 2
_MOST_ENDINGS = 2


def verb_of(denial: Statement) -> str:
    """What is done to a figure: its own claimant withdraws it, another rejects it."""
    return "withdrew" if denial.stance is Stance.RETRACTS else "rejected"


def rejection(plan: Plan) -> str:
    """Who rejected whose figures: “Officials rejected the figures that the ABC gave: 84”."""
    denial = plan.statements[0]
    who, verb = spoken_by(denial.voices), verb_of(denial)
    owners = listed(list(dict.fromkeys(one.name for said in plan.rejected for one in said.voices)))
    if all(map(is_unstated, plan.rejected)):
        what = listed([clause(one, plan) for one in plan.rejected])
        whose = f"what {owners} said:" if owners else "accounts"
        return opened(f"{who} {verb} {whose} that {what}.")
    given = _run([one for one in plan.rejected if isinstance(one.value, Toll)], plan)
    noun = "figure" if len(plan.rejected) == 1 else "figures"
    whose = f"the {noun} that {owners} gave" if owners else f"the {noun}"
    return opened(f"{who} {verb} {whose}: {given}.")


def _run(said: Sequence[Statement], plan: Plan) -> str:
    """Several tolls in a row: "84 civilians killed and 18 captured"."""
    parts: list[str] = []
    before = None
    for one in said:
        if isinstance(one.value, Toll):
            of = "of " if is_unstated(one) else ""
            is_told = before == one.value.group and not of
            whom = "" if is_told else f"{of}{people(one.value.group, plan)} "
            parts.append(f"{short(one)} {whom}{suffered(one.value.effect)}")
            before = one.value.group
    return listed(parts)


def change(plan: Plan) -> str:
    """What the same claimants said before and say now."""
    first, *later = plan.statements
    said = f"{clause(first, plan)}{doubt(first)}{_as_of(first)}"
    told = [f"{spoken_by(first.voices)} first said {said}{cite([first])}"]
    before = first
    for one in later:
        same = spoken_by(one.voices) == spoken_by(before.voices)
        again = f"and later {_now(one, plan)}" if same else ""
        told.append(
            (again or f"{spoken_by(one.voices)} later said {_now(one, plan)}")
            + _as_of(one)
            + cite([one])
        )
        before = one
    return opened(f"{'; '.join(told).replace('; and later', ', and later')}.")


def _now(said: Statement, plan: Plan) -> str:
    return short(said) if isinstance(said.value, Toll | Extent) else clause(said, plan)


def _as_of(said: Statement) -> str:
    return f" (as of {moment(said.as_of)})" if said.as_of else ""


def withheld(plan: Plan) -> str:
    """Who gave no figures, or could not confirm any."""
    return sentence(plan, [_silence(one, plan) + cite([one]) for one in plan.statements])


def _silence(said: Statement, plan: Plan) -> str:
    who = spoken_by(said.voices)
    value = said.value
    if all(voice.role is None for voice in said.voices):
        if said.stance is Stance.DECLINES:
            return f"{who} said no official casualty figures were released"
        return f"{who} said the toll was not confirmed"
    group = value.group if isinstance(value, Toll) else Group.EVERYONE
    if said.hedge:
        among_whom = "" if group is Group.EVERYONE else f" among {among(group, plan)}"
        return f"{who} could not confirm casualties{among_whom}"
    if isinstance(value, Toll) and group is not Group.EVERYONE:
        return f"{who} gave no figure for {casualties(group, value.effect, plan)}"
    if said.partial:
        return f"{who} gave no overall casualty figures"
    return f"{who} gave no casualty figures"


def unconfirmed(plan: Plan) -> str:
    """What is said without confirmation."""
    parts = []
    for side in sides(plan.statements):
        told = run(list(dict.fromkeys(clause(one, plan) for one in side.said)), plan)
        how = " without confirmation that" if doubt(side.said[0]) else ""
        mark = cite(side.said, side.voices)
        parts.append(f"{spoken_by(side.voices)} said{how} {told}{mark}")
    return sentence(plan, parts)


def unnumbered(plan: Plan) -> str:
    """Casualties that are spoken of, with no number to them."""
    parts = [
        f"{spoken_by(side.voices)} spoke of {_losses(side, plan)}{cite(side.said, side.voices)}"
        for side in sides(plan.statements)
    ]
    return sentence(plan, parts) + remarks(plan)


def _losses(side: Side, plan: Plan) -> str:
    """Group by group, what befell them; a euphemism as the speaker's own word."""
    effects: dict[Group, list[Effect]] = {}
    quoted: list[str] = []
    for one in side.said:
        if isinstance(one.value, Toll) and one.quoted and one.quoted.endswith("ing"):
            quoted.append(f"“{one.quoted}” {people(one.value.group, plan)}")
        elif isinstance(one.value, Toll):
            effects.setdefault(one.value.group, []).append(one.value.effect)
    return listed([*(losses(group, found, plan) for group, found in effects.items()), *quoted])
