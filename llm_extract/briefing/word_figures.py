"""Wordings of figures: who says which number of whom, who rejects it, and what nobody counted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from llm_extract.briefing.clauses import (
    among,
    brief,
    casualties,
    clause,
    extent,
    losses,
    people,
    short,
    suffered,
)
from llm_extract.briefing.marks import cite
from llm_extract.briefing.nouns import with_article
from llm_extract.briefing.one_verb import in_a_row, under_one_verb
from llm_extract.briefing.plan_outcomes import PARTIES
from llm_extract.briefing.plans import Kind, Plan, Statement, matter
from llm_extract.briefing.sides import (
    COUNTED,
    Side,
    day,
    doubt,
    remarks,
    run,
    sentence,
    sides,
    spoken,
    together,
)
from llm_extract.briefing.style import (
    PERIOD,
    figure,
    is_single,
    listed,
    moment,
    number,
    opened,
)
from llm_extract.briefing.view import spoken_by
from llm_extract.briefing.word_context import printed
from llm_extract.records.claims import Effect, Extent, Group, Outcome, Result, Stance, Toll
from llm_extract.records.counts import CountKind

_MANY = 2
_MOST_ENDINGS = 2


def figures(plan: Plan) -> tuple[str, ...]:
    """Who said which figure of whom: “Officials said 10 ... were killed; the ABC said 84”."""
    return (
        sentence(plan, _elided(plan)) + remarks(plan),
        sentence(plan, [spoken(one, plan) + cite([one]) for one in plan.statements]),
    )


def _elided(plan: Plan) -> list[str]:
    """Each claimant's figure; of whom is said once as long as it stays the same."""
    parts: list[str] = []
    before: Statement | None = None
    for _, run_of_one in groupby(plan.statements, key=_together):
        said = list(run_of_one)
        is_told = before is not None and _topic(before) == _topic(said[0])
        if is_told and said[0].rest and len(said) == _MANY:
            parts.append(_others(said, plan))
            continue
        rejected = any(_denied(one, plan) for one in said)
        if len(said) > 1 and len({_topic(one) for one in said}) == len(said) and not rejected:
            told = f"{spoken_by(said[0].voices)} said {tolls_together(said, plan)}"
            parts.append(told + _alone(said, plan) + cite(said))
        else:
            for one in said:
                told = _after(one, before, plan) + _denied(one, plan)
                parts.append(told + _alone([one], plan) + cite([one, *_denials(one, plan)]))
                before = one
        before = said[-1]
    return parts


def _together(said: Statement) -> object:
    """What stands in one clause: all that one voice says, or the ends of the remaining figures."""
    return _topic(said) if said.rest else said.voices


def _others(said: Sequence[Statement], plan: Plan) -> str:
    """The lowest and the highest of the figures that are not given one by one."""
    low, high = (
        f"{spoken_by(one.voices)} said {short(one)}{_denied(one, plan)}{cite([one])}"
        for one in said
    )
    return f"of the others {low}, the lowest count; {high}, the highest"


def _alone(said: Sequence[Statement], plan: Plan) -> str:
    """The mark on figures that only one report has, behind the last of them.

    Where that report is the one that speaks, it is plain.
    """
    topics = {_topic(one) for one in said}
    last = [one for one in plan.statements if _topic(one) in topics][-1] is said[-1]
    own = all(voice.role is None for one in said for voice in one.voices)
    return f" ({COUNTED})" if all(one.alone for one in said) and last and not own else ""


def _after(said: Statement, before: Statement | None, plan: Plan) -> str:
    """A statement as it follows another: of whom is not said twice."""
    if before and _topic(before) == _topic(said):
        return f"{spoken_by(said.voices)} {_brief(said)}"
    return spoken(said, plan)


def _topic(said: Statement) -> tuple[object, ...]:
    value = said.value
    return (value.group, value.effect) if isinstance(value, Toll) else (value.field,)


def _brief(said: Statement) -> str:
    if _is_unstated(said):
        return "gave no number"
    return f"said {short(said)}" + (", unconfirmed" if said.unverified else "")


def _denials(said: Statement, plan: Plan) -> list[Statement]:
    return [one for one in plan.rejected if set(one.ids) & set(said.ids)]


def _denied(said: Statement, plan: Plan) -> str:
    deniers = [voice for one in _denials(said, plan) for voice in one.voices]
    verbs = {verb_of(one) for one in _denials(said, plan)}
    verb = "withdrew" if "withdrew" in verbs else "rejected"
    return f", which {spoken_by(deniers)} {verb}" if deniers else ""


def verb_of(denial: Statement) -> str:
    """What is done to a figure: its own claimant withdraws it, another rejects it."""
    return "withdrew" if denial.stance is Stance.RETRACTS else "rejected"


def rejection(plan: Plan) -> str:
    """Who rejected whose figures: “Officials rejected the figures that the ABC gave: 84”."""
    denial = plan.statements[0]
    who, verb = spoken_by(denial.voices), verb_of(denial)
    owners = listed(list(dict.fromkeys(one.name for said in plan.rejected for one in said.voices)))
    if all(map(_is_unstated, plan.rejected)):
        what = listed([clause(one, plan) for one in plan.rejected])
        whose = f"what {owners} said:" if owners else "accounts"
        return opened(f"{who} {verb} {whose} that {what}.")
    given = _run([one for one in plan.rejected if isinstance(one.value, Toll)], plan)
    noun = "figure" if len(plan.rejected) == 1 else "figures"
    whose = f"the {noun} that {owners} gave" if owners else f"the {noun}"
    return opened(f"{who} {verb} {whose}: {given}.")


def _is_unstated(said: Statement) -> bool:
    return isinstance(said.value, Toll) and said.value.count.kind is CountKind.UNKNOWN


def _run(said: Sequence[Statement], plan: Plan) -> str:
    """Several tolls in a row: "84 civilians killed and 18 captured"."""
    parts: list[str] = []
    before = None
    for one in said:
        if isinstance(one.value, Toll):
            of = "of " if _is_unstated(one) else ""
            is_told = before == one.value.group and not of
            whom = "" if is_told else f"{of}{people(one.value.group, plan)} "
            parts.append(f"{short(one)} {whom}{suffered(one.value.effect)}")
            before = one.value.group
    return listed(parts)


def dates(plan: Plan) -> str:
    """Which reports give which day."""
    said = [
        f"{spoken_by(one.voices)} said {day(one)}{_inferred(one)}{cite([one])}"
        for one in plan.statements
    ]
    return f"{heading(plan)}{'; '.join(said)}.{remarks(plan)}"


def _inferred(said: Statement) -> str:
    reports = {one for voice in said.voices for one in voice.reports}
    if not said.inferred:
        return ""
    dating = len(reports) - said.inferred
    return f" (the date in {number(dating)} of them)" if dating else " (the weekday only)"


def dispute(plan: Plan) -> tuple[str, ...]:
    """A difference under its label: “Extent: officials said one town; the ABC said 14”."""
    parts = [_side(side, plan) for side in sides(plan.statements)]
    head = heading(plan)
    plain = [spoken(one, plan) + cite([one]) for one in plan.statements]
    return (
        f"{head}{'; '.join(parts)}.{remarks(plan)}",
        f"{head}{'; '.join(plain)}.",
    )


def heading(plan: Plan) -> str:
    """The label that opens a difference, "Extent: "; "" for what is no difference."""
    if plan.kind is Kind.DATES:
        return "Date: "
    if plan.kind is not Kind.DISPUTE:
        return ""
    place = f" in {plan.place}" if plan.place else ""
    return f"{opened(plan.label or _toll_label(plan))}{place}: "


def counts(plan: Plan) -> tuple[str, ...]:
    """All that each says of one group: “Police: the ABC said 8 killed and 2 captured; ...”."""
    group = plan.group or Group.EVERYONE
    counted = [one for one in plan.statements if not _is_unstated(one)]
    parts = [_all_counted(side, plan) for side in sides(counted)]
    silent = [one for one in plan.statements if _is_unstated(one)]
    if silent:
        voices = tuple(dict.fromkeys(voice for one in silent for voice in one.voices))
        asserted = all(one.stance is Stance.ASSERTS for one in silent)
        told = "spoke of casualties without a figure" if asserted else "gave no figure"
        parts.append(f"{spoken_by(voices)} {told}{cite(silent)}")
    told = f"{opened(among(group, plan).removeprefix('the '))}: {'; '.join(parts)}."
    return (f"{told}{_hurt_alone(plan)}{remarks(plan)}", told)


def _all_counted(side: Side, plan: Plan) -> str:
    """What one voice counts, effect by effect, the group named where it is not that of the row."""
    counted = side.said
    denials = [denial for one in side.said for denial in _denials(one, plan)]
    mark = _cited(side) + cite(denials)
    who = spoken_by(side.voices)
    by_denial: dict[str, list[str]] = {}
    for one in counted:
        by_denial.setdefault(_denied(one, plan), []).append(_counted(one, plan))
    plainly = by_denial.pop("", [])
    denied = [f"{listed(told)}{denial}" for denial, told in by_denial.items()]
    told = ", and ".join([*denied, *([listed(plainly)] if plainly else [])])
    return f"{who} said {told}{mark}"


def _cited(side: Side) -> str:
    """What a side says, in those reports that have it from this side."""
    names = {voice.name for voice in side.voices}
    return "".join(
        cite([one], [voice for voice in one.voices if voice.name in names]) for one in side.said
    )


def _counted(said: Statement, plan: Plan) -> str:
    value = said.value
    if not isinstance(value, Toll):
        raise TypeError(f"only a toll is counted, not {value.field}")
    single = is_single(value.count)
    of = "" if value.group is plan.group else f" {people(value.group, plan, single=single)}"
    mass = " of" if of and value.count.kind is CountKind.VAGUE else ""
    hedge, said = (said.hedge or ""), said.model_copy(update={"hedge": None})
    effect = f"“{said.quoted}”" if said.quoted else suffered(value.effect)
    if of and value.count.kind is CountKind.ZERO:
        return f"no{of} {effect}"
    return f"{short(said)}{mass}{of} {effect}{' ' * bool(hedge)}{hedge}"


def _hurt_alone(plan: Plan) -> str:
    """Which party counts the hurt and none of the dead, lest it seem to agree with those who do."""
    effects: dict[str, set[Effect]] = {}
    for one in plan.statements:
        for voice in one.voices:
            if isinstance(one.value, Toll) and one.value.count.is_bounded:
                effects.setdefault(voice.name, set()).add(one.value.effect)
    dead = any(Effect.KILLED in counted for counted in effects.values())
    hurt = {name for name, counted in effects.items() if counted == {Effect.INJURED}}
    voices = dict.fromkeys(
        voice
        for one in plan.statements
        for voice in one.voices
        if voice.name in hurt and voice.role in PARTIES
    )
    return f" {opened(spoken_by(tuple(voices)))} told of no dead." if dead and voices else ""


def _side(side: Side, plan: Plan) -> str:
    """One side of a dispute, as short as the label allows."""
    who, mark = spoken_by(side.voices), _cited(side)
    if all(isinstance(one.value, Toll) for one in side.said):
        told = [_brief(one).removeprefix("said ") + _denied(one, plan) for one in side.said]
        said = "" if told[0] == "gave no number" else "said "
        return f"{who} {said}{listed(told)}{mark}"
    if all(isinstance(one.value, Extent) for one in side.said):
        told = [extent(one.value) for one in side.said if isinstance(one.value, Extent)]
        return f"{who} said {listed(told)}{mark}"
    if all(isinstance(one.value, Outcome) and not doubt(one) for one in side.said):
        told = list(dict.fromkeys(brief(one, plan) for one in _firmest(side)))
        return f"{who.rstrip(',')}: {', '.join(told)}{mark}"
    return together(side, plan)


def _firmest(side: Side) -> list[Statement]:
    """Without "failed" where the same voice says how; and no more than a cell can hold."""
    results = {one.value.result for one in side.said if isinstance(one.value, Outcome)}
    firm = not results.isdisjoint({Result.FOILED, Result.REPELLED})
    kept = [
        one
        for one in side.said
        if not (firm and isinstance(one.value, Outcome) and one.value.result is Result.FAILED)
    ]
    return sorted(kept, key=_gained_first)[:_MOST_ENDINGS]


def _gained_first(said: Statement) -> int:
    """What was taken, then what was entered, before all else, in whichever mouth."""
    gained = (Result.SITE_SEIZED, Result.SITE_ENTERED)
    value = said.value
    at = value.result if isinstance(value, Outcome) else None
    return gained.index(at) if at in gained else len(gained)


def _toll_label(plan: Plan) -> str:
    value = plan.statements[0].value
    if isinstance(value, Toll):
        return casualties(value.group, value.effect, plan)
    return value.field


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
    return f"{who} had given no casualty figures when that was written"


def one_source(plan: Plan) -> str:
    """The figures that a single report carries."""
    effects: dict[Effect, list[str]] = {}
    for one in plan.statements:
        if isinstance(one.value, Toll):
            whom = people(one.value.group, plan)
            every = "all " if one.value.group is Group.EVERYONE else ""
            effects.setdefault(one.value.effect, []).append(f"{every}{whom}")
    told = listed([f"{listed(whom)} {suffered(effect)}" for effect, whom in effects.items()])
    reports = {report for one in plan.statements for v in one.voices for report in v.reports}
    each = " each" if len(reports) > 1 else ""
    return f"Only {COUNTED}{each} gives a count of {told}{cite(plan.statements)}."


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


def background(plan: Plan) -> str:
    """Figures of other times, each with what it is of."""
    by_voice = groupby(plan.statements, key=lambda one: spoken_by(one.voices))
    parts = [f"{who} said {_past(list(said), plan)}" for who, said in by_voice]
    return opened(f"{'; '.join(parts)}.")


def _past(said: Sequence[Statement], plan: Plan) -> str:
    """All that one voice gives of other times, matter by matter."""
    return listed([_of_a_time(list(some), plan) for _, some in groupby(said, key=matter)])


def _of_a_time(said: Sequence[Statement], plan: Plan) -> str:
    first, mark = said[0], cite(said)
    if first.quoted and " " in first.quoted:
        when = f" (“{first.about}”)" if first.about and first.about not in first.quoted else ""
        return f"“{printed(first.quoted)}”{when}{mark}"
    told = tolls_together(said, plan)
    survey = next(
        (
            f", in {with_article(one.survey).removesuffix(one.survey)}“{one.survey}”"
            for one in said
            if one.survey
        ),
        "",
    )
    if PERIOD.fullmatch(first.about or ""):
        return f"{told} in {first.about}{survey}{mark}"
    if first.thing:
        return f"{told} (“{printed(first.thing)}”){survey}{mark}"
    return f"{told} at another time or in a wider area{survey}{mark}"


def has_number(toll: Toll) -> bool:
    """Whether it says of at least one how many there were."""
    return toll.count.kind is not CountKind.ZERO and figure(toll.count) is not None


def tolls_together(said: Sequence[Statement], plan: Plan) -> str:
    """Tolls of one effect under one verb: "60 civilians and 20 officials were killed"."""
    tolls = [one.value for one in said if isinstance(one.value, Toll) and has_number(one.value)]
    plain = len(tolls) == len(said) and not any(one.includes or doubt(one) for one in said)
    if not plain or len(tolls) < _MANY or len({toll.effect for toll in tolls}) > 1:
        told = [clause(one, plan) + doubt(one) for one in said]
        joined = under_one_verb(told)
        return in_a_row(joined) if len(joined) < len(told) else listed(told)
    counted = [
        f"{figure(toll.count)} {people(toll.group, plan, single=is_single(toll.count))}"
        for toll in tolls
    ]
    return f"{listed(counted)} were {suffered(tolls[0].effect)}"
