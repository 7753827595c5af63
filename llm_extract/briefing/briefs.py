"""One statement in brief, as the cell of a table has it: "police post targeted"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm_extract.briefing.clauses import (
    OF_ATTACKS,
    attack_of,
    clause,
    in_hand,
    outcome,
    people,
    vague,
)
from llm_extract.briefing.one_verb import under_one_verb
from llm_extract.briefing.plans import Plan, Statement
from llm_extract.briefing.style import figure, is_single, listed
from llm_extract.briefing.terms import EFFECTS, TARGETS, bare, means_of, measure_of
from llm_extract.records.claims import (
    Damage,
    Degree,
    Outcome,
    Response,
    Result,
    Role,
    Tactic,
    Target,
    Toll,
    Victim,
)
from llm_extract.records.counts import CountKind

_SPARED = "no damage to "
_NO_NUMBER = frozenset({CountKind.ZERO, CountKind.UNKNOWN})


def in_brief(said: Sequence[Statement], plan: Plan) -> list[str]:
    """Statements as the cell of a table has them: the means, what was targeted, then the rest."""
    targets = [
        bare(one.thing or TARGETS[one.value.target])
        for one in said
        if isinstance(one.value, Target)
    ]
    means = [bare(means_of(one)) for one in said if isinstance(one.value, Tactic)]
    rest = [brief(one, plan) for one in said if not isinstance(one.value, Target | Tactic)]
    told = [listed(list(dict.fromkeys(means)))] if means else []
    told += [f"{listed(targets)} targeted"] if targets else []
    return [*told, *_unharmed(under_one_verb(list(dict.fromkeys(rest))))]


def _unharmed(clauses: Sequence[str]) -> list[str]:
    """Clauses with all that was not damaged in one."""
    spared = [one for one in clauses if one.startswith(_SPARED)]
    if not spared:
        return list(clauses)
    things = [one.removeprefix(_SPARED) for one in spared]
    joint = f"{_SPARED}{listed(things, 'or')}"
    return [joint if one == spared[0] else one for one in clauses if one not in spared[1:]]


def brief(said: Statement, plan: Plan) -> str:
    """A statement as the cell of a table has it: "police post targeted", "two people killed"."""
    value = said.value
    match value:
        case Toll() if value.count.kind not in _NO_NUMBER and not said.includes:
            return _counted(value, said, plan)
        case Victim():
            return f"{said.thing} {EFFECTS[value.effect]}"
        case Damage():
            return _harmed(value, said)
        case Outcome():
            return _ended(value, said, plan)
        case Response():
            return re.sub(r"^an? | (?:was|were)\b", "", measure_of(said))
        case _:
            return clause(said, plan)


def _counted(value: Toll, said: Statement, plan: Plan) -> str:
    group = people(value.group, plan, single=is_single(value.count))
    effect = f"“{said.quoted}”" if said.quoted else EFFECTS[value.effect]
    spell = f" {said.hedge}" if said.hedge else ""
    return f"{figure(value.count) or vague(value.count)} {group} {effect}{spell}"


def _harmed(value: Damage, said: Statement) -> str:
    if value.degree is Degree.NONE:
        return f"no damage{f' to {bare(said.thing)}' if said.thing else ''}"
    done = "destroyed" if value.degree is Degree.DESTROYED else "damaged"
    return f"{bare(said.thing or 'property')} {said.hedge or done}"


def _ended(value: Outcome, said: Statement, plan: Plan) -> str:
    """How it ended; what limits it stands where English has it."""
    own = any(voice.role is Role.ARMED_GROUP for voice in said.voices)
    attack = bare(attack_of(plan))
    site = bare(said.thing or "a site")
    if said.hedge and value.result in OF_ATTACKS:
        return f"{said.hedge} attacks {OF_ATTACKS[value.result]}"
    how = f"{said.hedge} " if said.hedge else ""
    short = {
        Result.FOILED: f"{attack} foiled",
        Result.REPELLED: "opposing forces pushed back" if own else f"{plan.attackers} repelled",
        Result.FAILED: f"{attack} failed",
        Result.UNDER_CONTROL: " ".join(in_hand(said)),
        Result.SITE_ENTERED: f"{site} {said.hedge or 'entered'}",
        Result.SITE_SEIZED: f"{site} {how}taken",
        Result.AREA_SECURED: "area secured",
    }
    return short.get(value.result) or outcome(value, said, plan)
