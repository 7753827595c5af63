"""Plans into sentences: for each kind of plan its wordings, the best first, the plainest last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from llm_extract.briefing.clauses import (
    RESPONSES,
    TACTICS,
    TARGETS,
    casualties,
    clause,
    extent,
    figure_of,
    people,
    predicate,
    short,
    suffered,
)
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement
from llm_extract.briefing.style import days, figure, is_plural, listed, moment, number, opened
from llm_extract.briefing.view import spoken_by
from llm_extract.records.claims import (
    Extent,
    Group,
    Location,
    Response,
    Stance,
    Tactic,
    Target,
    Timing,
    Toll,
)
from llm_extract.records.counts import CountKind

REMARKS: dict[Remark, str] = {
    Remark.CONTRADICT: "The accounts contradict each other.",
    Remark.MAYBE_APART: "These may be separate incidents.",
    Remark.NOT_THE_SAME: "The figures may not count the same people or events.",
    Remark.MAYBE_NEWER: "The later figure may be newer rather than contradictory.",
    Remark.UNCOUNTED: "No hospital, aid group or monitor was cited for a count.",
    Remark.TIMING: "The accounts date from different times.",
}
# What happened, as a noun and its verb, by the type of incident.
_EVENTS: dict[str, str] = {
    "series": "a series of attacks was",
    "armed_clash": "an armed clash was",
    "armed_attack": "an armed attack was",
    "bombing": "a bombing was",
    "shelling": "shelling was",
    "air_strike": "an air strike was",
    "abduction": "an abduction was",
    "takeover": "the seizure of a site was",
    "arson": "arson was",
    "jail_break": "a jail break was",
    "assassination": "the killing of a particular person was",
    "security_operation": "a security operation was",
    "unrest": "unrest was",
}
_MANY = 2


def word(plan: Plan) -> tuple[str, ...]:
    """The wordings of a plan, each complete; the caller prints the first that passes the check."""
    candidates = [_varied(text) for text in _wordings(plan) if text]
    return tuple(dict.fromkeys(candidates))


def _wordings(plan: Plan) -> tuple[str, ...]:
    told = _TEMPLATES[plan.kind](plan)
    return (told,) if isinstance(told, str) else told


def quotation(outlet: str, quote: str) -> str:
    """The plainest wording of all: the source's own sentence, word for word."""
    inner = re.sub(r"[“”\"]", "'", quote)
    return f"{opened(outlet)} reads: “{inner}”"


_ORDINALS = ("one report", "another report", "a third report", "a fourth report")


def _varied(text: str) -> str:
    """The second "one report" of a sentence is "another report"."""
    seen = iter(range(text.count("one report") + text.count("One report")))

    def nth(hit: re.Match[str]) -> str:
        at = next(seen)
        return hit[0] if at == 0 else _ORDINALS[min(at, len(_ORDINALS) - 1)]

    return re.sub(r"\b[Oo]ne report\b", nth, text)


# ---------------------------------------------------------------- the opening


def _lead(plan: Plan) -> tuple[str, ...]:
    event = "attacks were" if plan.several else _EVENTS.get(plan.label or "", "violence was")
    if plan.label == "series":
        event = _EVENTS["series"]
    where = _where(plan)
    dates = [one for one in plan.statements if isinstance(one.value, Timing)]
    owners = [one for one in plan.statements if one.stance is Stance.CLAIMS_RESPONSIBILITY]
    names = listed([voice.name for one in owners for voice in one.voices])
    owned = f"; {names} claimed responsibility" if names else ""
    what = opened(event)
    return (
        f"{what} reported{where}{_when(dates)}{owned}.",
        f"{what} reported{where}{_when(dates[:1])}.",
        f"{what} reported{where}.",
    )


def _where(plan: Plan) -> str:
    """The towns that most reports name, then the region: " in A, B and other places in C"."""
    names = [one.value.place.name for one in plan.statements if isinstance(one.value, Location)]
    inner = [name for name in dict.fromkeys(names) if name not in (plan.place or "")]
    region = f" in {plan.place}" if plan.place else ""
    if not inner:
        return region
    more = ["other places"] if plan.several else []
    return f" in {listed([*inner, *more])}{',' if region and not more else ''}{region}"


def _when(dates: Sequence[Statement]) -> str:
    if not dates:
        return ""
    main, *others = dates
    said = [f"{spoken_by(one.voices)} said {_day(one)}" for one in others]
    return f" on {_day(main)}" + (f" ({'; '.join(said)})" if said else "")


def _day(said: Statement) -> str:
    if not isinstance(said.value, Timing):
        raise TypeError(f"a day is said by a date, not by {said.value.field}")
    return days(said.value.when)


# ---------------------------------------------------------------- figures


def _figures(plan: Plan) -> tuple[str, ...]:
    remarks = _remarks(plan)
    return (
        _sentence(plan, _elided(plan)) + remarks,
        _sentence(plan, [_spoken(one, plan) for one in plan.statements]),
    )


def _elided(plan: Plan) -> list[str]:
    """Each claimant's figure; of whom is said once as long as it stays the same."""
    parts: list[str] = []
    before: tuple[object, ...] | None = None
    for one in plan.statements:
        same = before == _topic(one)
        said = f"{spoken_by(one.voices)} {_brief(one)}" if same else _spoken(one, plan)
        parts.append(said + _denied(one, plan))
        before = _topic(one)
    return parts


def _topic(said: Statement) -> tuple[object, ...]:
    value = said.value
    return (value.group, value.effect) if isinstance(value, Toll) else (value.field,)


def _brief(said: Statement) -> str:
    value = said.value
    if isinstance(value, Toll) and value.count.kind is CountKind.UNKNOWN:
        return "gave no number"
    return f"said {short(said)}" + (", unconfirmed" if said.unverified else "")


def _denied(said: Statement, plan: Plan) -> str:
    deniers = [
        voice for one in plan.rejected if set(one.ids) & set(said.ids) for voice in one.voices
    ]
    return f", which {spoken_by(deniers)} rejected" if deniers else ""


def _rejection(plan: Plan) -> str:
    denial = plan.statements[0]
    owners = dict.fromkeys(voice.name for one in plan.rejected for voice in one.voices)
    figures = _run([one for one in plan.rejected if isinstance(one.value, Toll)], plan)
    noun = "figure" if len(plan.rejected) == 1 else "figures"
    whose = f"the {noun} that {listed(list(owners))} gave" if owners else f"the {noun}"
    return opened(f"{spoken_by(denial.voices)} rejected {whose}: {figures}.")


def _run(said: Sequence[Statement], plan: Plan) -> str:
    """Several tolls in a row: "84 civilians killed and 18 captured"."""
    parts: list[str] = []
    before = None
    for one in said:
        if isinstance(one.value, Toll):
            effect = suffered(one.value.effect)
            heading = f"{people(one.value.group, plan)} {effect}"
            parts.append(f"{short(one)} {effect if before == one.value.group else heading}")
            before = one.value.group
    return listed(parts)


# ---------------------------------------------------------------- accounts


def _accounts(plan: Plan) -> tuple[str, ...]:
    parts = [_together(said, plan) for said in _by_voice(plan)]
    plain = [_spoken(one, plan) for one in plan.statements]
    return (
        _sentence(plan, parts) + _remarks(plan),
        _sentence(plan, plain),
        _sentence(plan, plain[:1]),
    )


def _by_voice(plan: Plan) -> list[list[Statement]]:
    """Statements of the same voices together; two outlets that go unnamed stay two."""
    found: dict[tuple[object, ...], list[Statement]] = {}
    for one in plan.statements:
        key = tuple((voice.name, voice.role is None and voice.reports) for voice in one.voices)
        found.setdefault(key, []).append(one)
    return list(found.values())


def _together(said: Sequence[Statement], plan: Plan) -> str:
    """All that one voice says, under one "said"."""
    predicates = list(dict.fromkeys(predicate(one, plan) + _doubt(one) for one in said))
    after_said = [text.removeprefix("said ") for text in predicates if text.startswith("said ")]
    others = [text for text in predicates if not text.startswith("said ")]
    told = [f"said {listed(after_said)}"] if after_said else []
    return f"{spoken_by(said[0].voices)} {listed([*others, *told])}"


def _spoken(said: Statement, plan: Plan) -> str:
    return f"{spoken_by(said.voices)} {predicate(said, plan)}{_doubt(said)}"


def _doubt(said: Statement) -> str:
    return ", which was unconfirmed" if said.unverified else ""


def _sentence(plan: Plan, parts: Sequence[str]) -> str:
    place = f"in {plan.place}, " if plan.place else ""
    return opened(f"{place}{'; '.join(dict.fromkeys(parts))}.")


def _remarks(plan: Plan) -> str:
    return "".join(f" {REMARKS[remark]}" for remark in plan.remarks if remark in REMARKS)


# ---------------------------------------------------------------- what several reports share


def _common(plan: Plan) -> tuple[str, ...]:
    """What more than one report has, then what one alone adds."""
    held: dict[str, set[str]] = {}
    for one in plan.statements:
        held.setdefault(_item(one), set()).update(r for v in one.voices for r in v.reports)
    ranked = sorted(held, key=lambda item: -len(held[item]))
    shared = [item for item in ranked if len(held[item]) >= _MANY]
    alone = [item for item in ranked if len(held[item]) < _MANY]
    frame = _FRAMES[plan.kind]
    if not shared or not alone:
        subject = "reports" if _reporting(held) >= _MANY else "one report"
        return (frame(plan, ranked, subject),)
    subject = (
        "single reports" if _reporting({item: held[item] for item in alone}) > 1 else "one report"
    )
    return (
        f"{frame(plan, shared, 'reports').removesuffix('.')}; {subject} added {listed(alone)}.",
        frame(plan, ranked, "reports"),
    )


def _reporting(held: dict[str, set[str]]) -> int:
    return len(set().union(*held.values())) if held else 0


def _item(said: Statement) -> str:
    match said.value:
        case Tactic(tactic=tactic):
            return TACTICS[tactic]
        case Target(target=target):
            return TARGETS[target]
        case Response(response=response):
            return RESPONSES[response]
        case Location(place=place):
            return place.name
        case other:
            raise TypeError(f"nothing to list in a {other.field}")


def _methods(_plan: Plan, items: Sequence[str], subject: str) -> str:
    return opened(f"{subject} described {listed(items)}.")


def _targets(_plan: Plan, items: Sequence[str], subject: str) -> str:
    return opened(f"{subject} named {listed(items)} as targets.")


def _measures(_plan: Plan, items: Sequence[str], subject: str) -> str:
    """Measures of one verb together: "internet and transport services were suspended"."""
    by_verb: dict[str, list[str]] = {}
    for item in items:
        noun, _, verb = re.split(r" (was|were) ", item)
        by_verb.setdefault(verb, []).append(noun)
    told = [_done(nouns, verb) for verb, nouns in by_verb.items()]
    return opened(f"{subject} said {listed(told)}.")


def _done(nouns: Sequence[str], verb: str) -> str:
    ends = {noun.split()[-1] for noun in nouns}
    if len(nouns) > 1 and len(ends) == 1:
        end = ends.pop()
        nouns = [noun.removesuffix(f" {end}") for noun in nouns[:-1]] + [nouns[-1]]
    plural = len(nouns) > 1 or is_plural(nouns[0])
    return f"{listed(nouns)} {'were' if plural else 'was'} {verb}"


def _places(plan: Plan, items: Sequence[str], subject: str) -> str:
    what = "attacks" if plan.several else "the attack"
    return opened(f"{subject} placed {what} in {listed(items)}.")


_FRAMES: dict[Kind, Callable[[Plan, Sequence[str], str], str]] = {
    Kind.METHODS: _methods,
    Kind.TARGETS: _targets,
    Kind.MEASURES: _measures,
    Kind.PLACES: _places,
}


def _operation(plan: Plan) -> str:
    said = plan.statements[0]
    return opened(f"{spoken_by(said.voices)} called the operation “{said.quoted}”.")


# ---------------------------------------------------------------- differences


def _dates(plan: Plan) -> str:
    said = [f"{spoken_by(one.voices)} said {_day(one)}" for one in plan.statements]
    return f"Date: {'; '.join(said)}."


def _dispute(plan: Plan) -> tuple[str, ...]:
    label = opened(plan.label or _toll_label(plan))
    place = f" in {plan.place}" if plan.place else ""
    parts = [_side(said, plan) for said in _by_voice(plan)]
    head = f"{label}{place}: "
    plain = [_spoken(one, plan) for one in plan.statements]
    return (
        f"{head}{'; '.join(parts)}.{_remarks(plan)}",
        f"{head}{'; '.join(plain)}.",
    )


def _side(said: Sequence[Statement], plan: Plan) -> str:
    """One voice's side of a dispute, as short as the label allows."""
    if any(isinstance(one.value, Toll) for one in said):
        told = [_brief(one).removeprefix("said ") + _denied(one, plan) for one in said]
        verb = "" if told[0] == "gave no number" else "said "
        return f"{spoken_by(said[0].voices)} {verb}{listed(told)}"
    if all(isinstance(one.value, Extent) for one in said):
        told = [extent(one.value) for one in said if isinstance(one.value, Extent)]
        return f"{spoken_by(said[0].voices)} said {listed(told)}"
    return _together(said, plan)


def _toll_label(plan: Plan) -> str:
    value = plan.statements[0].value
    if isinstance(value, Toll):
        return casualties(value.group, value.effect, plan)
    return value.field


def _change(plan: Plan) -> str:
    *earlier, latest = plan.statements
    figures = [f"{figure_of(one, plan)}{_as_of(one)}" for one in earlier]
    return opened(
        f"{spoken_by(latest.voices)} went from {listed(figures, 'then')}"
        f" to {figure_of(latest, plan)}{_as_of(latest)}."
    )


def _as_of(said: Statement) -> str:
    return f" (as of {moment(said.as_of)})" if said.as_of else ""


# ---------------------------------------------------------------- gaps


def _withheld(plan: Plan) -> str:
    said = plan.statements[0]
    outlets = all(voice.role is None for voice in said.voices)
    who = spoken_by(said.voices)
    if said.stance is Stance.CANNOT_CONFIRM:
        told = (
            "said casualties could not be confirmed" if outlets else "could not confirm casualties"
        )
        return opened(f"{who} {told}.")
    told = (
        "said no official casualty figures were released" if outlets else "gave no casualty figures"
    )
    return opened(f"{who} {told}.")


def _one_source(plan: Plan) -> str:
    effects: dict[Group, list[str]] = {}
    for one in plan.statements:
        if isinstance(one.value, Toll):
            effects.setdefault(one.value.group, []).append(suffered(one.value.effect))
    told = [
        f"{people(group, plan)} {listed(list(dict.fromkeys(e)))}" for group, e in effects.items()
    ]
    return f"Figures that rest on one report alone: {'; '.join(told)}."


def _unconfirmed(plan: Plan) -> str:
    told = listed(list(dict.fromkeys(clause(one, plan) for one in plan.statements)))
    voices = [voice for one in plan.statements for voice in one.voices]
    who = spoken_by(list({voice.name: voice for voice in voices}.values()))
    place = f"in {plan.place}, " if plan.place else ""
    if any(one.unverified for one in plan.statements):
        return opened(f"{place}{who} said, without confirmation, that {told}.")
    return opened(f"{place}{who} said {told}, and gave no number.")


def _background(plan: Plan) -> str:
    first = plan.statements[0]
    told = _run_of_tolls(plan)
    who = spoken_by(first.voices)
    apart = ", a figure" if len(plan.statements) == 1 else ", figures"
    if re.fullmatch(r"(?:19|20)\d\d", first.about or ""):
        return opened(f"{who} said {told} in {first.about}{apart} not counted here.")
    if first.thing:
        return opened(f"{who} said of “{first.thing}” that {told}{apart} not counted here.")
    return opened(f"{who} said {told} at another time or in a wider area{apart} not counted here.")


def _run_of_tolls(plan: Plan) -> str:
    """Tolls of one effect under one verb: "60 civilians and 20 officials were killed"."""
    values = [one.value for one in plan.statements]
    tolls = [value for value in values if isinstance(value, Toll) and figure(value.count)]
    if len(tolls) < max(_MANY, len(values)) or len({toll.effect for toll in tolls}) > 1:
        return listed([clause(one, plan) for one in plan.statements])
    counted = [f"{figure(toll.count)} {people(toll.group, plan)}" for toll in tolls]
    return f"{listed(counted)} were {suffered(tolls[0].effect)}"


# ---------------------------------------------------------------- the sources


def _independence(plan: Plan) -> str:
    names = dict(plan.labels)
    *shared, alone = plan.groups
    told = [
        f"{_called([names[one] for one in group.reports])} lead back to one origin, {group.name}"
        for group in shared
    ]
    unknown = [names[one] for one in alone.reports]
    if unknown:
        confirms = (
            "it does not count as confirming another"
            if len(unknown) == 1
            else ("they do not count as confirming one another")
        )
        told.append(
            f"for {_called(unknown)} nothing shows where the facts come from, so {confirms}"
        )
    if not told:
        told = [f"the {number(len(names))} sources lead back to different origins"]
    return opened(f"{'; '.join(told)}.")


def _called(labels: Sequence[str]) -> str:
    """Sources together: "sources 1, 2 and 4", "the Daily Post and source 2"."""
    numbers = [label.removeprefix("source ") for label in labels if label.startswith("source ")]
    named = [label for label in labels if not label.startswith("source ")]
    if len(numbers) > 1:
        return listed([*named, f"sources {listed(numbers)}"])
    return listed(labels)


def _relays(plan: Plan) -> str:
    outlet, *credited = plan.names
    return f"{opened(outlet)} relays {listed(credited)}."


def _uncounted(_plan: Plan) -> str:
    return "No hospital, aid group or monitor was cited for a count of casualties."


_TEMPLATES: dict[Kind, Callable[[Plan], str | tuple[str, ...]]] = {
    Kind.LEAD: _lead,
    Kind.FIGURES: _figures,
    Kind.REJECTION: _rejection,
    Kind.ACCOUNTS: _accounts,
    Kind.PLACES: _common,
    Kind.METHODS: _common,
    Kind.TARGETS: _common,
    Kind.MEASURES: _common,
    Kind.OPERATION: _operation,
    Kind.DATES: _dates,
    Kind.DISPUTE: _dispute,
    Kind.CHANGE: _change,
    Kind.WITHHELD: _withheld,
    Kind.UNCOUNTED: _uncounted,
    Kind.ONE_SOURCE: _one_source,
    Kind.UNCONFIRMED: _unconfirmed,
    Kind.BACKGROUND: _background,
    Kind.RELAYS: _relays,
    Kind.INDEPENDENCE: _independence,
}
