"""Plans into sentences: for each kind of plan its wordings, the best first, the plainest last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from llm_extract.briefing import word_context, word_figures
from llm_extract.briefing.clauses import (
    RESPONSES,
    TACTICS,
    TARGETS,
)
from llm_extract.briefing.naming import Naming
from llm_extract.briefing.plans import ALSO, Kind, Plan, Statement
from llm_extract.briefing.sides import Side, day, on_day, remarks, sentence, sides, spoken, together
from llm_extract.briefing.style import is_plural, listed, number, opened, uncapped
from llm_extract.briefing.view import spoken_by
from llm_extract.records.claims import (
    Location,
    Response,
    Stance,
    Tactic,
    Target,
    Timing,
)

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
    unnamed = {
        report
        for one in plan.statements
        for voice in one.voices
        if voice.name == "one report"
        for report in voice.reports
    }
    candidates = [_varied(text, len(unnamed)) for text in _wordings(plan) if text]
    return tuple(dict.fromkeys(candidates))


def _wordings(plan: Plan) -> tuple[str, ...]:
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
    if plan.several and plan.label != "series":
        return "attacks were"
    return _EVENTS.get(plan.label or "", "violence was")


def _lead(plan: Plan) -> tuple[str, ...]:
    where = _where(plan)
    dates = [one for one in plan.statements if isinstance(one.value, Timing)]
    owners = [one for one in plan.statements if one.stance is Stance.CLAIMS_RESPONSIBILITY]
    names = listed(list(dict.fromkeys(voice.name for one in owners for voice in one.voices)))
    owned = f"; {names} claimed responsibility" if names else ""
    what = opened(event_of(plan))
    undated = where.removesuffix(",")
    return (
        f"{what} reported{where if dates else undated}{_when(dates)}{owned}.",
        f"{what} reported{where if dates else undated}{_when(dates[:1])}.",
        f"{what} reported{undated}.",
    )


def _where(plan: Plan) -> str:
    """The towns that most reports name, then the region: " in A, B and other places in C,"."""
    names = [one.value.place.name for one in plan.statements if isinstance(one.value, Location)]
    inner = [name for name in dict.fromkeys(names) if name not in (plan.place or "")]
    if not plan.place:
        return f" in {listed(inner)}" if inner else ""
    if not plan.several or not inner:
        return f" in {plan.place}{',' if ',' in plan.place else ''}"
    return (
        f" in {listed([*inner, 'other places'])} in {plan.place}{',' if ',' in plan.place else ''}"
    )


def _when(dates: Sequence[Statement]) -> str:
    if not dates:
        return ""
    main, *others = dates
    said = [f"{spoken_by(one.voices)} said {day(one)}" for one in others]
    return f" {on_day(main)}" + (f" ({'; '.join(said)})" if said else "")


# ---------------------------------------------------------------- accounts


def _accounts(plan: Plan) -> tuple[str, ...]:
    parts = [together(side, plan) for side in _shared_first(plan)]
    plain = [spoken(one, plan) for one in plan.statements]
    return (
        sentence(plan, parts) + remarks(plan),
        sentence(plan, plain),
        sentence(plan, plain[:1]),
    )


def _shared_first(plan: Plan) -> tuple[Side, ...]:
    """What several say of a place under one "said", then what each adds."""
    shared = [one for one in plan.statements if plan.place and len(one.voices) > 1]
    alone = [one for one in plan.statements if one not in shared]
    return (*(Side(one.voices, (one,)) for one in shared), *sides(alone))


# ---------------------------------------------------------------- what several reports share


def _common(plan: Plan) -> tuple[str, ...]:
    """What more than one report has, then what one alone adds."""
    told = held(plan)
    ranked = list(told)
    shared = [item for item in ranked if len(told[item]) >= _MANY]
    alone = [item for item in ranked if len(told[item]) < _MANY]
    frame = _FRAMES[plan.kind]
    # A place one report lists as attacked is often told by others as a scene of its own.
    if not shared or not alone or plan.kind is Kind.PLACES:
        subject = "reports" if _reporting(told) >= _MANY else "one report"
        return (frame(plan, ranked, subject),)
    single = _reporting({item: told[item] for item in alone}) > 1
    subject = "single reports" if single else "one report"
    added = f"{subject} added {listed(alone)}."
    if plan.kind is Kind.MEASURES:
        added = uncapped(frame(plan, alone, subject))
    return (
        f"{frame(plan, shared, 'reports').removesuffix('.')}; {added}",
        frame(plan, ranked, "reports"),
    )


def held(plan: Plan) -> dict[str, set[str]]:
    """What a plan lists, each thing with the reports that have it, the most widely told first."""
    found: dict[str, set[str]] = {}
    for one in plan.statements:
        found.setdefault(_item(one), set()).update(r for v in one.voices for r in v.reports)
    return dict(sorted(found.items(), key=lambda each: -len(each[1])))


def _reporting(told: dict[str, set[str]]) -> int:
    return len(set().union(*told.values())) if told else 0


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
    what = "attacks were" if plan.several or len(items) > 1 else "the attack was"
    also = "also " if plan.label == ALSO else ""
    by = " by one report" if subject != "reports" else ""
    return opened(f"{what} {also}reported in {listed(items)}{by}.")


_FRAMES: dict[Kind, Callable[[Plan, Sequence[str], str], str]] = {
    Kind.METHODS: _methods,
    Kind.TARGETS: _targets,
    Kind.MEASURES: _measures,
    Kind.PLACES: _places,
}


def _operation(plan: Plan) -> str:
    said = plan.statements[0]
    return opened(f"{spoken_by(said.voices)} called the operation “{said.quoted}”.")


# ---------------------------------------------------------------- the sources


def _independence(plan: Plan) -> str:
    names = dict(plan.labels)
    *shared, alone = plan.groups
    told = [
        f"{_called([names[one] for one in group.reports])} count as one origin, {group.name}"
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


_LEFT_OUT = {
    Naming.GUARDED: "private persons whom neither two origins nor an authority named",
    Naming.PUBLIC: "private persons",
}


def _unnamed(plan: Plan) -> str:
    private = _LEFT_OUT.get(Naming(plan.label or Naming.GUARDED))
    who = f"minors or {private}" if private else "minors"
    return f"Victims whom sources name are left unnamed here where they are {who}."


_TEMPLATES: dict[Kind, Callable[[Plan], str | tuple[str, ...]]] = {
    Kind.LEAD: _lead,
    Kind.FIGURES: word_figures.figures,
    Kind.REJECTION: word_figures.rejection,
    Kind.ACCOUNTS: _accounts,
    Kind.PLACES: _common,
    Kind.METHODS: _common,
    Kind.TARGETS: _common,
    Kind.MEASURES: _common,
    Kind.OPERATION: _operation,
    Kind.DATES: word_figures.dates,
    Kind.DISPUTE: word_figures.dispute,
    Kind.CHANGE: word_figures.change,
    Kind.WITHHELD: word_figures.withheld,
    Kind.UNCOUNTED: _uncounted,
    Kind.ONE_SOURCE: word_figures.one_source,
    Kind.UNCONFIRMED: word_figures.unconfirmed,
    Kind.UNNUMBERED: word_figures.unnumbered,
    Kind.UNNAMED: _unnamed,
    Kind.CONTEXT: word_context.context,
    Kind.COURSE: word_context.context,
    Kind.BACKGROUND: word_figures.background,
    Kind.RELAYS: _relays,
    Kind.INDEPENDENCE: _independence,
}
