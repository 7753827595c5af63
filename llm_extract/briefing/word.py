"""Plans into sentences: for each kind of plan its wordings, the best first, the plainest last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from llm_extract.briefing import word_background, word_context, word_figures, word_lists, word_rows
from llm_extract.briefing.briefs import in_brief
from llm_extract.briefing.clauses import clause
from llm_extract.briefing.marks import cite, cite_keys, plain
from llm_extract.briefing.naming import Naming
from llm_extract.briefing.nouns import is_plural, located, unsaid
from llm_extract.briefing.passive import reported
from llm_extract.briefing.plans import Footing, Kind, Plan, Statement
from llm_extract.briefing.sides import (
    Side,
    day,
    doubt,
    on_day,
    remarks,
    sentence,
    sides,
    spoken,
    together,
)
from llm_extract.briefing.style import listed, number, opened
from llm_extract.briefing.voices import is_unnamed, reports, spoken_by
from llm_extract.briefing.word_context import quoted
from llm_extract.names import same_group
from llm_extract.records.claims import (
    Location,
    Stance,
    Timing,
    Toll,
)

# What happened, as a noun and its verb, by the type of incident.
_EVENTS: dict[str, str] = {
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
    """The wordings of a plan as they would be printed, the best first."""
    return tuple(dict.fromkeys(plain(text) for text in wordings(plan)))


def wordings(plan: Plan) -> tuple[str, ...]:
    """The same with their marks; the caller prints the first that passes the check."""
    said = [voice for one in plan.statements for voice in one.voices]
    quoting = [voice for one in plan.quotations for voice in one.voices]
    unnamed = {
        r for voice in (*said, *quoting) if voice.name == "one report" for r in voice.reports
    }
    candidates = [_varied(text, len(unnamed)) for text in _worded(plan) if text]
    return tuple(dict.fromkeys(candidates))


def _worded(plan: Plan) -> tuple[str, ...]:
    told = _TEMPLATES[plan.kind](plan)
    return (told,) if isinstance(told, str) else told


def quotation(outlet: str, quote: str) -> str:
    """The plainest wording of all: the source's own sentence, word for word."""
    inner = re.sub(r"[“”\"]", "'", quote)
    return f"{opened(outlet)} reads: “{inner}”"


_ORDINALS = ("one report", "another report", "a third report", "a fourth report")


def _varied(text: str, reports: int) -> str:
    """The second "one report" of a sentence is "another report", if there are so many `reports`
    without a name; one that speaks twice is the same, and where it is not plain which, "a report".

    >>> _varied("one report said A; one report said B", 1)
    'one report said A; the same report said B'
    """
    told = text.count("one report") + text.count("One report")
    ordinals = _ORDINALS if told <= reports else ("", *[_same_or_some(reports)] * told)
    seen = iter(range(told))

    def nth(hit: re.Match[str]) -> str:
        at = next(seen)
        return hit[0] if at == 0 else ordinals[min(at, len(ordinals) - 1)]

    return re.sub(r"\b[Oo]ne report\b", nth, text)


def _same_or_some(reports: int) -> str:
    return "the same report" if reports == 1 else "a report"


# ---------------------------------------------------------------- the opening


def event_of(plan: Plan) -> str:
    """What happened, as a noun and its verb: "an armed attack was"."""
    if plan.several:
        return "attacks were"
    return _EVENTS.get(plan.label or "", "violence was")


def _lead(plan: Plan) -> tuple[str, ...]:
    where = _where(plan)
    places = [one for one in plan.statements if isinstance(one.value, Location)]
    dates = [one for one in plan.statements if isinstance(one.value, Timing)]
    what = opened(event_of(plan))
    undated = where.removesuffix(",")
    told = f"{what} reported{where if dates else undated}"
    return (
        f"{told}{_when(dates, places)}.{remarks(plan)}",
        f"{told}{_when(dates[:1], places)}.{remarks(plan)}",
        f"{what} reported{undated}.{remarks(plan)}",
    )


def _onset(plan: Plan) -> str:
    """At what hour, in the words of each report: "It was reported to have begun “around dawn”"."""
    what, were = ("the attacks", "were") if plan.several else ("it", "was")
    told = []
    for one in plan.quotations:
        said = f"{spoken_by(one.voices)} said {what} began"
        if all(map(is_unnamed, one.voices)):
            said = f"{what} {were} reported to have begun"
        told.append(f"{said} {quoted(one.words)}{cite_keys(one.keys)}")
    return sentence(plan, told)


def _claimed(plan: Plan) -> str:
    """Who claimed it."""
    return opened(f"{_names(plan)} claimed responsibility{cite(plan.statements)}.")


def _described(plan: Plan) -> str:
    """What a report calls whoever claimed it."""
    told = [
        f"{spoken_by(one.voices)} called {_names(plan)} {quoted(one.words)}{cite_keys(one.keys)}"
        for one in plan.quotations
    ]
    return sentence(plan, told)


def _names(plan: Plan) -> str:
    """Those who claim it, each under one name; beside a group not those who speak for it."""
    told = [(voice.name, one.thing) for one in plan.statements for voice in one.voices]
    named = [name for name, _ in told]
    kept: list[str] = []
    for name, group in told:
        speaks = not same_group(name, group or name)
        beside = speaks and any(same_group(group or name, one) for one in named)
        if not beside and not any(same_group(name, one) for one in kept):
            kept.append(name)
    return listed(kept)


def _operation(plan: Plan) -> str:
    """By what name they call it, and which phase of it they say this is."""
    what = "attacks" if plan.several else "attack"
    told = [
        f"{spoken_by(one.voices)} called the {what} {f'the {one.about} of ' if one.about else ''}"
        f"“{one.quoted}”{cite([one])}"
        for one in plan.statements
    ]
    return sentence(plan, told)


def _where(plan: Plan) -> str:
    """The towns that most reports name, then the region: " in A, B and other places in C,"."""
    names = [one.value.place.name for one in plan.statements if isinstance(one.value, Location)]
    whole = (plan.place or "").casefold()
    inner = [name for name in word_lists.spelled_once(names) if name.casefold() not in whole]
    if not plan.place:
        return f" {word_lists.in_each(inner)}" if inner else ""
    named = any(name.casefold() in whole for name in names)
    at = located(plan.place)
    among = (
        f" in {listed([*inner, 'other places'])}" if plan.several and inner and not named else ""
    )
    return f"{among} {at}{',' if ',' in at else ''}"


def _when(dates: Sequence[Statement], places: Sequence[Statement]) -> str:
    if not dates:
        return cite(places)
    main, *others = dates
    said = [
        f"{spoken_by(side.voices)} said {listed(list(map(day, side.said)))}"
        f"{cite(side.said, side.voices)}"
        for side in sides(others)
    ]
    apart = f" ({'; '.join(said)})" if said else ""
    return f" {on_day(main)}{cite([*places, main])}{apart}"


# ---------------------------------------------------------------- accounts


def _accounts(plan: Plan) -> tuple[str, ...]:
    if plan.column:
        return _cell(plan)
    parts = [_told_by(side, plan) for side in sides(plan.statements)]
    apart = [spoken(one, plan) + cite([one]) for one in plan.statements]
    return (
        sentence(plan, parts) + remarks(plan),
        sentence(plan, apart),
        sentence(plan, apart[:1]),
    )


def _told_by(side: Side, plan: Plan) -> str:
    """All that one side says; in the head, an unnamed outlet's own word is what was reported."""
    own = plan.line is not None and all(map(is_unnamed, side.voices))
    plainly = all(one.stance in _PLAINLY and not doubt(one) for one in side.said)
    if not (own and plainly):
        return together(side, plan)
    said = dict.fromkeys(reported(clause(one, plan)) for one in side.said)
    return f"{listed(list(said))}{cite(side.said, side.voices)}"


def _cell(plan: Plan) -> tuple[str, ...]:
    """All that one voice says of a place, in brief: "In Orlo, officials: a gate hit, area secured".

    Denials and the like are said in full.
    """
    said = plan.statements
    in_full = sentence(plan, [together(side, plan) for side in sides(said)])
    if any(one.stance not in _PLAINLY or doubt(one) for one in said):
        return (in_full,)
    return (
        sentence(plan, [f"{_told_of(said, plan)}{cite(said)}"]),
        in_full,
    )


_PLAINLY = frozenset({Stance.ASSERTS, Stance.CORRECTS, Stance.CLAIMS_RESPONSIBILITY})


def _told_of(said: Sequence[Statement], plan: Plan) -> str:
    """What is told of a place, in brief, behind whoever tells it: an outlet without a name is the
    number behind it, and where it counts somebody, it is reported.
    """
    voices = tuple(dict.fromkeys(voice for one in said for voice in one.voices))
    told = ", ".join(in_brief(said, plan))
    if not all(map(is_unnamed, voices)):
        return f"{spoken_by(voices).rstrip(',')}: {told}"
    return f"reported: {told}" if any(isinstance(one.value, Toll) for one in said) else told


def _place_by_place(plan: Plan) -> tuple[str, ...]:
    """The places of which little is told: "Less was told of Orlo (officials: gate hit)"."""
    by_place: dict[str, list[Statement]] = {}
    for one in plan.statements:
        by_place.setdefault(one.about or "", []).append(one)
    told = [f"{unsaid(at)} ({_told_of(said, plan)}){cite(said)}" for at, said in by_place.items()]
    return (sentence(plan, [f"less was told of {listed(told)}"]),)


def _apart(plan: Plan) -> str:
    names = [unsaid(one) for one in plan.names]
    where = f"{listed(names)} may each" if len(names) > 1 else f"{names[0]} may"
    return f"The accounts of {where} be of separate incidents there."


# ---------------------------------------------------------------- how firm


def _footing(plan: Plan) -> str:
    """What is in dispute, what of it may be timing, and how far the reports are independent."""
    footing = plan.footing
    if footing is None:
        raise TypeError(f"a plan of kind {plan.kind} says on how much the story rests")
    mark = cite_keys(one.key for one in plan.cited)
    if footing.reports == 1:
        return f"All of this rests on one report{mark}."
    first, *others = _firmness(footing, plan)
    return opened(f"{'; '.join([f'{first}{mark}', *others])}.")


def _firmness(footing: Footing, plan: Plan) -> Iterator[str]:
    all_of_them = f"the {reports(footing.reports)}"
    if footing.contested:
        single = len(footing.contested) == 1 and not is_plural(footing.contested[0])
        yield f"{listed(footing.contested)} {'is' if single else 'are'} in dispute"
    else:
        yield f"{all_of_them} do not contradict each other"
    if footing.timing:
        yield "some differences may be a matter of timing"
    if footing.telling < footing.reports:
        tells = "tells" if footing.telling == 1 else "tell"
        what = f"the attack{'s' if plan.several else ''}"
        yield f"{number(footing.telling)} of {reports(footing.reports)} {tells} of {what}"
    if footing.origins < footing.reports:
        most = (
            "one origin" if footing.origins == 1 else f"at most {number(footing.origins)} origins"
        )
        yield f"{all_of_them} lead back to {most}"


# ---------------------------------------------------------------- the sources


def _independence(plan: Plan) -> str:
    """Which reports count as one."""
    names = dict(plan.labels)
    told = [
        f"{_called([names[one] for one in group.reports])} count as one origin, {group.name}"
        for group in plan.groups
    ]
    return opened(f"{'; '.join(told)}.")


def _called(labels: Sequence[str]) -> str:
    """Sources together: "sources 1, 2 and 4", "the Daily Post and source 2"."""
    numbers = [label.removeprefix("source ") for label in labels if label.startswith("source ")]
    named = [label for label in labels if not label.startswith("source ")]
    if len(numbers) > 1:
        return listed([*named, f"sources {listed(numbers)}"])
    return listed(labels)


_LEFT_OUT = {
    Naming.GUARDED: (
        "Names of minors are left out, and those of private persons unless two independent"
        " sources or an authority gave them."
    ),
    Naming.PUBLIC: "Names of minors and of private persons are left out.",
    Naming.ALL: "Names of minors are left out.",
}


def _unnamed(plan: Plan) -> str:
    return _LEFT_OUT[Naming(plan.label or Naming.GUARDED)]


_TEMPLATES: dict[Kind, Callable[[Plan], str | tuple[str, ...]]] = {
    Kind.LEAD: _lead,
    Kind.ONSET: _onset,
    Kind.FIGURES: word_rows.figures,
    Kind.REJECTION: word_figures.rejection,
    Kind.ACCOUNTS: _accounts,
    Kind.PLACES: word_lists.places,
    Kind.PLACE_BY_PLACE: _place_by_place,
    Kind.METHODS: word_lists.means,
    Kind.SHARED: word_lists.shared,
    Kind.MEASURES: word_lists.measures,
    Kind.FOOTING: _footing,
    Kind.APART: _apart,
    Kind.CLAIMED: _claimed,
    Kind.DESCRIBED: _described,
    Kind.OPERATION: _operation,
    Kind.DATES: word_rows.dates,
    Kind.DISPUTE: word_rows.dispute,
    Kind.PLACE: word_rows.place,
    Kind.CHANGE: word_figures.change,
    Kind.WITHHELD: word_figures.withheld,
    Kind.UNCONFIRMED: word_figures.unconfirmed,
    Kind.UNNUMBERED: word_figures.unnumbered,
    Kind.UNNAMED: _unnamed,
    Kind.CONTEXT: word_context.context,
    Kind.COURSE: word_context.context,
    Kind.BACKGROUND: word_background.background,
    Kind.INDEPENDENCE: _independence,
}
