"""One statement as a clause: what stands after "said", by the kind of value it carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from llm_extract.briefing.hedges import THREAT
from llm_extract.briefing.nouns import is_plural, located
from llm_extract.briefing.plans import Plan, Statement
from llm_extract.briefing.style import figure, is_single, listed, on_days, uncapped
from llm_extract.briefing.terms import (
    EFFECTS,
    LOSSES,
    TACTICS,
    TARGETS,
    UNITS,
    means_of,
    measure_of,
)
from llm_extract.groups import noun
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Extent,
    ExtentUnit,
    Group,
    Location,
    Outcome,
    Response,
    Responsibility,
    Result,
    Role,
    Stance,
    Tactic,
    Target,
    Timing,
    Toll,
    Victim,
)
from llm_extract.records.counts import Count, CountKind

# ---------------------------------------------------------------- clauses


def clause(said: Statement, plan: Plan) -> str:  # noqa: C901 - one case for each kind of value
    """What is said, as it stands after "said": "10 civilians were killed"."""
    value = said.value
    match value:
        case Toll():
            return toll(value, said, plan)
        case Extent():
            return reached(value, said, plan)
        case Timing():
            return f"it happened {on_days(value.when)}"
        case Location():
            return f"{attack_of(plan)} took place {located(value.place.name)}"
        case Outcome():
            return outcome(value, said, plan)
        case Damage():
            return damage(value, said)
        case Tactic():
            means = said.thing or TACTICS[value.tactic]
            return f"there {'were' if is_plural(means) else 'was'} {means_of(said)}"
        case Target():
            return f"{plan.attackers} targeted {said.thing or TARGETS[value.target]}"
        case Response():
            return measure_of(said)
        case Responsibility():
            were = "were" if is_plural((said.thing or "").strip("“”")) else "was"
            return f"{said.thing} {were} responsible"
        case Victim():
            were = "were" if (said.thing or "").endswith(" and others") else "was"
            return f"{said.thing} {were} {EFFECTS[value.effect]}"
        case _:
            assert_never(value)


def toll(value: Toll, said: Statement, plan: Plan) -> str:
    """A toll in full: "10 civilians were killed", "no one was hurt", "“dozens” of people ..."."""
    count = value.count
    group = people(value.group, plan, single=is_single(count))
    effect = f"“{said.quoted}”" if said.quoted else EFFECTS[value.effect]
    match count.kind:
        case CountKind.ZERO:
            return f"no {'one was' if value.group is Group.EVERYONE else group + ' were'} {effect}"
        case CountKind.UNKNOWN:
            whose = (
                f" among {among(value.group, plan)}" if value.group is not Group.EVERYONE else ""
            )
            return f"there were {LOSSES[value.effect]}{whose}"
        case CountKind.VAGUE:
            return f"{vague(count)} {group} were {effect}"
        case _:
            verb = "was" if is_single(count) else "were"
            spell = f" {said.hedge}" if said.hedge else ""
            return f"{figure(count)} {group} {verb} {effect}{spell}{_including(said, plan)}"


def _including(said: Statement, plan: Plan) -> str:
    parts = parts_of(said, plan)
    return f", including {listed(parts)}" if parts else ""


def parts_of(said: Statement, plan: Plan) -> list[str]:
    """The parts of a total in words: "nine civilians"."""
    groups = Counter(part.group for part in said.includes)
    return [
        f"{figure(part.count)} {people(part.group, plan, single=is_single(part.count))}"
        for part in said.includes
        if figure(part.count) and groups[part.group] == 1
        # "Including seven people" says nothing of 52.
        if isinstance(said.value, Toll) and part.group is not said.value.group
    ]


def short(said: Statement) -> str:
    """The figure alone, where the sentence has already said of whom: "84", "“dozens”", "none"."""
    value = said.value
    if not isinstance(value, Toll | Extent):
        raise TypeError(f"only a toll or an extent has a figure, not {value.field}")
    if isinstance(value, Extent):
        return extent(value)
    match value.count.kind:
        case CountKind.ZERO:
            return "none"
        case CountKind.UNKNOWN:
            return "an unstated number"
        case CountKind.VAGUE:
            return f"“{uncapped(value.count.verbatim)}”"
        case _:
            return f"{figure(value.count)}" + (f" {said.hedge}" if said.hedge else "")


def extent(value: Extent, hedge: str | None = None) -> str:
    """How far it reached: "at least 10 cities", "presence in up to 12 cities"."""
    one, many = UNITS[value.unit]
    noun = one if is_single(value.count) else many
    return f"{f'{hedge} ' if hedge else ''}{figure(value.count) or vague(value.count)} {noun}"


def reached(value: Extent, said: Statement, plan: Plan) -> str:
    """The same as a clause; attacks that are counted reach nothing: "there were six attacks"."""
    if said.hedge:
        return f"there was a {extent(value, said.hedge)}"
    if value.unit is ExtentUnit.ATTACKS:
        return f"there {'was' if is_single(value.count) else 'were'} {extent(value)}"
    return f"{attack_of(plan)} reached {extent(value)}"


def people(group: Group, plan: Plan, *, single: bool = False) -> str:
    """A group as a noun: "civilian" or "civilians"."""
    if group is Group.MILITANTS:
        return plan.attackers.removesuffix("s") if single else plan.attackers
    return noun(group, single=single)


def losses(group: Group, effects: Sequence[Effect], plan: Plan) -> str:
    """Casualties of which no number is given: "deaths and injuries among the security forces"."""
    nouns = listed([LOSSES[effect] for effect in effects])
    return nouns if group is Group.EVERYONE else f"{nouns} among {among(group, plan)}"


def among(group: Group, plan: Plan) -> str:
    """A group as a body: "the security forces"."""
    match group:
        case Group.SECURITY_FORCES:
            return "the security forces"
        case Group.POLICE:
            return "the police"
        case Group.MILITARY:
            return "the military"
        case _:
            return people(group, plan)


def suffered(effect: Effect) -> str:
    """What befell them, as a participle: "killed or injured"."""
    return EFFECTS[effect]


def casualties(group: Group, effect: Effect, plan: Plan) -> str:
    """A toll's heading inside a sentence: "civilians killed"."""
    return f"{people(group, plan)} {EFFECTS[effect]}"


def vague(count: Count) -> str:
    """Words that give no number, as the source's own: "“dozens” of"."""
    mass = count.verbatim.casefold().endswith(("dozens", "scores", "hundreds", "thousands"))
    return f"“{uncapped(count.verbatim)}”{' of' if mass else ''}"


def attack_of(plan: Plan) -> str:
    """What it is called in running text: "the attacks" of a series."""
    return "the attacks" if plan.several else "the attack"


# How a share of several attacks ended.
OF_ATTACKS = {Result.FOILED: "foiled", Result.REPELLED: "repelled", Result.FAILED: "unsuccessful"}


def outcome(value: Outcome, said: Statement, plan: Plan) -> str:  # noqa: C901 - one case a result
    """How it ended: "the attacks were foiled", "its fighters entered army camps"."""
    were = "were" if plan.several else "was"
    own = any(voice.role is Role.ARMED_GROUP for voice in said.voices)
    they = "its fighters" if own else plan.attackers
    if said.hedge and value.result in OF_ATTACKS:
        return f"{said.hedge} attacks were {OF_ATTACKS[value.result]}"
    match value.result:
        case Result.FOILED:
            return f"{attack_of(plan)} {were} foiled"
        case Result.REPELLED:
            return "opposing forces were pushed back" if own else f"{plan.attackers} were repelled"
        case Result.FAILED:
            return f"{attack_of(plan)} failed"
        case Result.UNDER_CONTROL:
            what, how = in_hand(said)
            return f"the {what} was {how}"
        case Result.ONGOING:
            return f"fighting continued{f' {said.hedge}' if said.hedge else ''}"
        case Result.SITE_ENTERED:
            return f"{they} {said.hedge or 'entered'} {said.thing or 'a site'}"
        case Result.SITE_SEIZED:
            how = f"{said.hedge} " if said.hedge else ""
            return f"{they} {how}took control of {said.thing or 'a site'}"
        case Result.SUCCEEDED:
            return f"{attack_of(plan)} succeeded"
        case Result.ATTACKERS_FLED:
            return f"{plan.attackers} fled"
        case Result.AREA_SECURED:
            return "the area was secured"
        case _:
            assert_never(value.result)


def in_hand(said: Statement) -> tuple[str, str]:
    """What was brought under control and how: the situation, or no more than the threat."""
    told = said.hedge or ""
    if told.startswith(THREAT):
        return "threat", told.removeprefix("threat ")
    return "situation", f"under control {told}".rstrip()


def damage(value: Damage, said: Statement) -> str:
    """What was damaged: "a police vehicle was destroyed", "there was no damage to the port"."""
    thing = said.thing
    match value.degree:
        case Degree.NONE:
            return f"there was no damage to {thing}" if thing else "there was no damage"
        case Degree.SOME:
            if said.hedge:
                return _was(thing or "property", said.hedge)
            return f"there was damage to {thing}" if thing else "there was damage"
        case Degree.DESTROYED:
            return _was(thing or "property", said.hedge or "destroyed")
        case _:
            assert_never(value.degree)


def _was(thing: str, done: str) -> str:
    return f"{thing} {'were' if is_plural(thing) else 'was'} {done}"


# ---------------------------------------------------------------- verb and clause


def predicate(said: Statement, plan: Plan) -> str:
    """Verb and clause of a statement: "said ...", "claimed responsibility", "blamed the ABC"."""
    value = said.value
    match said.stance:
        case Stance.ASSERTS | Stance.CORRECTS:
            return _asserted(said, plan)
        case Stance.CLAIMS_RESPONSIBILITY:
            is_own = isinstance(value, Responsibility)
            return "claimed responsibility" if is_own else _asserted(said, plan)
        case Stance.ACCUSES:
            is_blame = isinstance(value, Responsibility)
            return f"blamed {said.thing}" if is_blame else _asserted(said, plan)
        case Stance.DENIES:
            own = any(voice.name == said.thing for voice in said.voices)
            is_own = own and isinstance(value, Responsibility)
            return "denied responsibility" if is_own else f"denied that {clause(said, plan)}"
        case Stance.RETRACTS:
            return f"withdrew that {clause(said, plan)}"
        case Stance.CANNOT_CONFIRM:
            return f"could not confirm that {clause(said, plan)}"
        case Stance.DECLINES:
            return f"would not say whether {clause(said, plan)}"
        case _:
            assert_never(said.stance)


def _asserted(said: Statement, plan: Plan) -> str:
    value = said.value
    if isinstance(value, Toll) and said.quoted and said.quoted.endswith("ing"):
        group = people(value.group, plan, single=is_single(value.count))
        return f"spoke of “{said.quoted}” {figure(value.count) or vague(value.count)} {group}"
    return f"said {clause(said, plan)}"
