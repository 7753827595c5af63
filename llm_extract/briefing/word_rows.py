"""Rows under a label, figures first and speakers after: "Civilians killed: 11, the hospital".

An outlet that is not named stands as the number of its report alone, which follows in brackets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from llm_extract.briefing.briefs import brief, in_brief
from llm_extract.briefing.clauses import (
    among,
    clause,
    extent,
    parts_of,
    people,
    short,
    suffered,
)
from llm_extract.briefing.marks import cite
from llm_extract.briefing.nouns import located
from llm_extract.briefing.passive import reported
from llm_extract.briefing.plans import Plan, Statement, Voice
from llm_extract.briefing.sides import (
    Side,
    day,
    doubt,
    headed,
    mark_of,
    remarks,
    sentence,
    sides,
    spoken,
    together,
    voiced,
)
from llm_extract.briefing.style import is_single, listed, opened
from llm_extract.briefing.voices import is_unnamed, narrowed, spoken_by
from llm_extract.records.briefing import Section
from llm_extract.records.claims import Effect, Extent, Group, Outcome, Result, Stance, Toll
from llm_extract.records.counts import CountKind

_PLAIN = frozenset({Stance.ASSERTS, Stance.CORRECTS, Stance.CLAIMS_RESPONSIBILITY})
_MOST_ENDINGS = 2
# What goes without saying beside a firmer word of the same voice.
_IMPLIED = {
    Result.FOILED: frozenset({Result.FAILED, Result.REPELLED}),
    Result.REPELLED: frozenset({Result.FAILED}),
}
_MANY = 2


def _by(what: str, side: Side) -> str:
    """A value, the mark of outlets without a name, and behind it who else gives it."""
    own, named = _parted(side)
    if not named.voices:
        return f"{what}{own}"
    who, mark = voiced(named)
    return f"{what}{own}, {who.rstrip(',')}{mark}"


def _before(told: str, side: Side) -> str:
    """Who speaks, and behind it what they say, with the mark of outlets without a name: where
    there are only these, it is reported.
    """
    own, named = _parted(side)
    who, mark = voiced(named) if named.voices else ("reported", "")
    if own:
        return f"{who.rstrip(',')}{mark}: {told}{own}"
    return f"{who.rstrip(',')}: {told}{mark}"


def _parted(side: Side) -> tuple[str, Side]:
    """The mark of outlets without a name, and the side without them."""
    own = [one for one in side.voices if is_unnamed(one)]
    named = tuple(one for one in side.voices if one not in own)
    return mark_of(side.said, own) if own else "", Side(named, side.said)


def _named(voices: Sequence[Voice]) -> str:
    return "reported" if all(map(is_unnamed, voices)) else spoken_by(voices).rstrip(",")


# ---------------------------------------------------------------- tolls


def figures(plan: Plan) -> tuple[str, ...]:
    """Who counts how many of one group: "Police killed: 10, officials; 84, the ABC"."""
    # "Military: dozens “neutralised”, the ABC" would seem to say who neutralised whom.
    in_row = plan.section is Section.DISAGREEMENTS or plan.column is not None
    in_prose = not in_row and any(one.quoted for one in plan.statements)
    if plan.section is Section.OPENING or in_prose:
        return _in_a_sentence(plan)
    head = _heading(plan)
    unstated = [one for one in plan.statements if is_unstated(one)]
    hurt = [one for one in plan.statements if _is_beside(one, plan)]
    counted = [one for one in plan.statements if one not in unstated and one not in hurt]
    parts = [
        *_counted(counted, plan),
        *(_hurt_only(side) for side in sides(hurt)),
        *([_silent(unstated)] if unstated else []),
    ]
    told = f"{head}: {'; '.join(dict.fromkeys(parts))}."
    apart = "; ".join(spoken(one, plan) + cite([one]) for one in plan.statements)
    return (f"{told}{remarks(plan)}", f"{head}: {apart}.")


def _in_a_sentence(plan: Plan) -> tuple[str, ...]:
    """The same in a sentence: "Officials said 10 police officers were killed; the ABC said 84"."""
    first, *later = plan.statements
    parts = [_said(first, plan, again=False)]
    parts += [_said(one, plan, again=_topic(one) == _topic(first)) for one in later]
    by_voice = sides(plan.statements)
    if later and len(by_voice) == 1 and not plan.rejected:
        parts = [together(by_voice[0], plan)]
    apart = [spoken(one, plan) + cite([one]) for one in plan.statements]
    return (f"{headed(plan)}{sentence(plan, parts)}{remarks(plan)}", sentence(plan, apart))


def _said(said: Statement, plan: Plan, *, again: bool) -> str:
    """A figure with whoever gives it; what an unnamed outlet says itself is what was reported."""
    who, mark = voiced(Side(said.voices, (said,)), _MANY)
    told = f"{who} said {short(said) if again else clause(said, plan)}"
    if all(map(is_unnamed, said.voices)):
        told = reported(clause(said, plan))
    denied = cite(denials_of(said, plan))
    return f"{told}{doubt(said)}{_rejected(said, plan)}{mark}{denied}"


def _topic(said: Statement) -> tuple[Group, Effect] | None:
    """Of whom a figure is, and what befell them; a word such as “neutralised” is its own."""
    value = said.value
    return (value.group, value.effect) if isinstance(value, Toll) and not said.quoted else None


def _rejected(said: Statement, plan: Plan) -> str:
    voices = _deniers(said, plan)
    verb = "withdrew" if _is_withdrawn(said, plan) else "rejected"
    return f", which {spoken_by(voices, most=_MANY)} {verb}" if voices else ""


def _heading(plan: Plan) -> str:
    """Of whom, and what befell them, after the place it is told of."""
    whom = among(plan.group or Group.EVERYONE, plan).removeprefix("the ")
    effects = _effects(plan)
    what = f" {listed([suffered(one) for one in effects], 'or')}" if effects else ""
    return opened(f"{located(plan.place)}, {whom}{what}" if plan.place else f"{whom}{what}")


def _effects(plan: Plan) -> list[Effect]:
    """What befell those counted, as far as the heading says it: not “neutralised”, nor more than
    two things.
    """
    values = (one.value for one in plan.statements)
    found = list(dict.fromkeys(value.effect for value in values if isinstance(value, Toll)))
    if Effect.KILLED in found:
        return [Effect.KILLED]
    few = len(found) == 1 or (len(found) == _MANY and Effect.KILLED_OR_INJURED not in found)
    return found if few and not any(one.quoted for one in plan.statements) else []


def _is_beside(said: Statement, plan: Plan) -> bool:
    """Whether it tells of the hurt beside a count of the dead."""
    effects = _effects(plan)
    return effects == [Effect.KILLED] and getattr(said.value, "effect", None) not in effects


def _counted(said: Sequence[Statement], plan: Plan) -> Iterator[str]:
    """What each side counts, apart what somebody rejects, with whoever does behind."""
    for side in sides(said):
        by_denial: dict[str, list[Statement]] = {}
        for one in side.said:
            by_denial.setdefault(_denied(one, plan), []).append(one)
        for denial, some in by_denial.items():
            denials = [other for one in some for other in denials_of(one, plan)]
            told = listed([_amount(one, plan) for one in some])
            yield f"{_by(told, Side(side.voices, tuple(some)))}{denial}{cite(denials)}"


def _amount(said: Statement, plan: Plan) -> str:
    """A figure, with its group and what befell them as far as the heading does not say so."""
    value = said.value
    if not isinstance(value, Toll):
        raise TypeError(f"only a toll is counted, not {value.field}")
    effects = _effects(plan)
    whom = "" if value.group is plan.group else people(value.group, plan, single=_is_one(value))
    zero = value.count.kind is CountKind.ZERO and whom
    mass = "of " if whom and value.count.kind is CountKind.VAGUE else ""
    done = f"“{said.quoted}”" if said.quoted else suffered(value.effect)
    # "34 “eliminating”" is no English; the word is the source's own.
    done = f"({done})" if done.endswith("ing”") else done
    words = (
        "no" if zero else short(said.model_copy(update={"hedge": None})),
        f"{mass}{whom}",
        "" if [value.effect] == effects and not said.quoted else done,
        said.hedge or "",
        "(unconfirmed)" if doubt(said) else "",
    )
    return " ".join(filter(None, words)) + _including(said, plan)


def _is_one(value: Toll) -> bool:
    return is_single(value.count)


def _including(said: Statement, plan: Plan) -> str:
    parts = parts_of(said, plan)
    return f" (including {listed(parts)})" if parts else ""


def _hurt_only(side: Side) -> str:
    """Who speaks of the hurt and counts no dead; how many stands in a row of its own."""
    if all(map(is_unnamed, side.voices)):
        return f"injured only{mark_of(side.said, side.voices)}"
    who, mark = voiced(side)
    return f"{who} told of injured only{mark}"


def _silent(said: Sequence[Statement]) -> str:
    voices = tuple(dict.fromkeys(voice for one in said for voice in one.voices))
    asserted = all(one.stance is Stance.ASSERTS for one in said)
    if all(map(is_unnamed, voices)):
        return f"{'casualties without a figure' if asserted else 'no figure'}{cite(said)}"
    told = "spoke of casualties without a figure" if asserted else "gave no figure"
    return f"{spoken_by(voices)} {told}{cite(said)}"


def is_unstated(said: Statement) -> bool:
    """Whether it tells of casualties without any number."""
    return isinstance(said.value, Toll) and said.value.count.kind is CountKind.UNKNOWN


def denials_of(said: Statement, plan: Plan) -> list[Statement]:
    """Who rejects a figure of a plan."""
    return [one for one in plan.rejected if set(one.ids) & set(said.ids)]


def _denied(said: Statement, plan: Plan) -> str:
    voices = _deniers(said, plan)
    verb = "withdrawn" if _is_withdrawn(said, plan) else "rejected"
    if all(map(is_unnamed, voices)):
        return f", {verb}" if voices else ""
    return f", {verb} by {spoken_by(voices).rstrip(',')}"


def _deniers(said: Statement, plan: Plan) -> list[Voice]:
    return [voice for one in denials_of(said, plan) for voice in one.voices]


def _is_withdrawn(said: Statement, plan: Plan) -> bool:
    return any(one.stance is Stance.RETRACTS for one in denials_of(said, plan))


# ---------------------------------------------------------------- other differences


def dates(plan: Plan) -> str:
    """Which reports give which day: "Day: Saturday [1, 3]; Wednesday, officials [2]"."""
    return f"Day: {'; '.join(map(_day, plan.statements))}.{remarks(plan)}"


def _day(said: Statement) -> str:
    """A day and who gives it; where most name a weekday only, apart who gives its date."""
    if not said.dating:
        return _by(day(said), Side(said.voices, (said,)))
    weekday, _, date = day(said).partition(" ")
    everywhere = {one for voice in said.voices for one in voice.reports}
    naming = _told_in(said, everywhere.difference(said.dating))
    dating = _told_in(said, everywhere.intersection(said.dating))
    return f"{_by(weekday, naming)}, {_by(f'dated {date}', dating)}"


def _told_in(said: Statement, articles: Collection[str]) -> Side:
    """A statement as the voices in these reports make it."""
    voices = tuple(
        narrowed(voice, own)
        for voice in said.voices
        if (own := [one for one in voice.reports if one in articles])
    )
    return Side(voices, (said.model_copy(update={"voices": voices}),))


def dispute(plan: Plan) -> tuple[str, ...]:
    """A difference under its label: "Extent: one town, officials; 14, the ABC"."""
    parts = [_side(side, plan) for side in sides(plan.statements)]
    plain = [spoken(one, plan) + cite([one]) for one in plan.statements]
    head = f"{opened(plan.label or plan.statements[0].value.field)}: "
    return (f"{head}{'; '.join(parts)}.{remarks(plan)}", f"{head}{'; '.join(plain)}.")


def _side(side: Side, plan: Plan) -> str:
    """One side of a difference; what came of it is told speaker by speaker."""
    if all(isinstance(one.value, Extent) for one in side.said):
        runs = (Side(side.voices, run) for run in _runs(side.said, side))
        return "; ".join(_by(listed([_extent(one) for one in run.said]), run) for run in runs)
    if any(one.stance not in _PLAIN or doubt(one) for one in side.said):
        return together(side, plan)
    if all(isinstance(one.value, Outcome) for one in side.said):
        return _ended(side, plan)
    return _by(", ".join(in_brief(side.said, plan)), side)


def _ended(side: Side, plan: Plan) -> str:
    """How it ended by one side's word, each ending with the reports that have it."""
    once = {brief(one, plan): one for one in reversed(_firmest(side))}
    runs = _runs([*reversed(once.values())], side)
    if len(runs) == 1:
        return _before(", ".join(brief(one, plan) for one in runs[0]), Side(side.voices, runs[0]))
    told = [
        f"{', '.join(brief(one, plan) for one in run)}{mark_of(run, side.voices)}" for run in runs
    ]
    return f"{_named(side.voices)}: {', '.join(told)}"


def _extent(said: Statement) -> str:
    return extent(said.value, said.hedge) if isinstance(said.value, Extent) else ""


def _runs(said: Sequence[Statement], side: Side) -> list[tuple[Statement, ...]]:
    """What one side says, in stretches that the same reports have."""
    return [tuple(run) for _, run in groupby(said, key=lambda one: _reports_of(one, side))]


def _reports_of(said: Statement, side: Side) -> frozenset[str]:
    names = {voice.name for voice in side.voices}
    return frozenset(r for voice in said.voices if voice.name in names for r in voice.reports)


def _firmest(side: Side) -> list[Statement]:
    """Without "failed" where the same voice says how, nor "repelled" where it says "foiled"; and no
    more than a cell can hold.
    """
    results = {one.value.result for one in side.said if isinstance(one.value, Outcome)}
    implied = next((loose for firm, loose in _IMPLIED.items() if firm in results), frozenset())
    kept = [
        one
        for one in side.said
        if one.hedge or not (isinstance(one.value, Outcome) and one.value.result in implied)
    ]
    return sorted(kept, key=_gained_first)[:_MOST_ENDINGS]


def _gained_first(said: Statement) -> int:
    """What was taken, then what was entered, before all else, in whichever mouth."""
    gained = (Result.SITE_SEIZED, Result.SITE_ENTERED)
    value = said.value
    at = value.result if isinstance(value, Outcome) else None
    return gained.index(at) if at in gained else len(gained)


def place(plan: Plan) -> tuple[str, ...]:
    """What each tells of one place: "Orlo: officials: gate hit; residents: two carts burned"."""
    parts = [_scene(side, plan) for side in sides(plan.statements)]
    return (f"{opened(plan.label or '')}: {'; '.join(parts)}.{remarks(plan)}",)


def _scene(side: Side, plan: Plan) -> str:
    if any(one.stance not in _PLAIN for one in side.said):
        return together(side, plan)
    sure = [one for one in side.said if not doubt(one)]
    unsure = [f"{one} (unconfirmed)" for one in in_brief([s for s in side.said if doubt(s)], plan)]
    told = [*in_brief(sure, plan), *unsure]
    return _before(", ".join(told), side)
