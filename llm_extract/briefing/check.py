"""A wording against its plan: every number, name, date, quotation and attribution, word by word.

The check knows nothing of how the text was made, so that it holds for any writer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from llm_extract.briefing import lexicon
from llm_extract.briefing.clauses import clause
from llm_extract.briefing.plans import Kind, Plan, Statement, Voice
from llm_extract.briefing.sides import REMARKS, split_subject
from llm_extract.briefing.style import (
    MONTHS,
    PERIOD,
    WEEKDAYS,
    WORDS,
    day,
    days,
    moment,
    numbers_in,
)
from llm_extract.briefing.terms import bare
from llm_extract.briefing.view import View
from llm_extract.briefing.voices import is_unnamed
from llm_extract.records.briefing import Citation
from llm_extract.records.claims import Extent, Location, Outcome, Timing, Toll
from llm_extract.records.counts import Count


@dataclass(frozen=True)
class Finding:
    """What is wrong with a wording: the check that found it, and in words what it found."""

    check: str
    detail: str

    def __str__(self) -> str:
        return f"{self.check}: {self.detail}"


@dataclass(frozen=True)
class Draft:
    """A wording with everything it is held against."""

    text: str
    plan: Plan
    citations: tuple[Citation, ...]
    view: View


_QUOTE = re.compile(r"“([^“”]*)”")
_CLAUSES = re.compile(r";\s+|(?<=[.!?])\s+(?=[A-Z])")
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]*")
_ONE_REPORT = re.compile(
    r"\b(?:(?:one|another|a third|a fourth|the same|a) report|(?:was|were) reported"
    r"|reported(?=:))\b",
    re.IGNORECASE,
)
# Words of the templates that may open a sentence; every other capital must be a name of the plan.
_OPENERS = frozenset(
    "a about according air all an areas armed arrests arson at attackers attacks both bus"
    " casualties children civilians continued curfew damage day emergency extent ferry"
    " fighting foreigners health in internet investigation it journalists less members methods"
    " militants military mobile more names no not of officials one other outcome people phone"
    " place police reported reports schools security shelling some sources targets the there these"
    " told train transport unrest up victims violence well who".split()
) | frozenset(WORDS)
# Rows in which figures come first, and an outlet without a name stands as its number.
_ROWS = frozenset({Kind.FIGURES, Kind.DATES, Kind.DISPUTE, Kind.PLACE, Kind.PLACE_BY_PLACE})
_NUMBERED = re.compile(r"\[(\d+)\]")
_MARKED_EARLIER = re.compile(r"\b(?:first|earlier|previously)\b")


def check(draft: Draft) -> tuple[Finding, ...]:
    """All that is wrong with a wording, check by check; empty where it may be printed."""
    return tuple(Finding(name, detail) for name, find in CHECKS.items() for detail in find(draft))


# ---------------------------------------------------------------- what the plan allows


def spoken(plan: Plan) -> tuple[Statement, ...]:
    """All that a plan has somebody say, rejections included."""
    return (*plan.statements, *plan.rejected)


def _quoting(plan: Plan) -> tuple[Voice, ...]:
    return tuple(voice for one in plan.quotations for voice in one.voices)


def _counts(said: Statement) -> Iterable[Count]:
    if isinstance(said.value, Toll | Extent):
        yield said.value.count
    yield from (part.count for part in said.includes)


def figures(said: Statement) -> frozenset[int]:
    """The numbers by which a statement may be worded: "more than 50" has 50, and not 51."""
    bounds = [bound for count in _counts(said) for bound in (count.stated_low, count.high)]
    return frozenset(bound for bound in bounds if bound is not None)


def _dates(plan: Plan) -> set[str]:
    found: set[str] = set()
    for said in spoken(plan):
        if isinstance(said.value, Timing):
            found.add(days(said.value.when))
            if start := said.value.when.start:
                found |= {day(start), f"{start:%A}"}
        if said.as_of:
            found |= {moment(said.as_of), day(said.as_of.day)}
        if said.about and PERIOD.fullmatch(said.about):
            found.add(said.about)
    return found


def _names(draft: Draft) -> set[str]:
    """Every name this sentence may print: its voices, things and places, and its sources."""
    plan, view = draft.plan, draft.view
    names = {voice.name for said in spoken(plan) for voice in said.voices}
    names |= {voice.name for voice in (*plan.groups, *_quoting(plan))}
    names |= {label for _, label in plan.labels}
    things = [said.thing for said in spoken(plan) if said.thing]
    names |= {*things, *map(bare, things)}
    names |= {said.hedge for said in spoken(plan) if said.hedge}
    names |= {one.value.place.name for one in spoken(plan) if isinstance(one.value, Location)}
    names |= {*plan.names, plan.place or "", plan.label or ""}
    names |= {view.sources[one.article_id].publisher or "" for one in draft.citations}
    named = " ".join(names)
    for party in view.parties.all:
        if party.named_in(named):
            names |= {party.full, party.short}
    return names - {""}


def without(text: str, phrases: Iterable[str]) -> str:
    """The text with these phrases cut out, the longest first, whatever their case."""
    for phrase in sorted(set(phrases), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _unquoted(text: str) -> str:
    return _QUOTE.sub("“”", text)


def residue(draft: Draft) -> str:
    """What is left once quotations, dates and names are out: numbers and plain words."""
    text = without(_unquoted(draft.text), _dates(draft.plan))
    text = _ONE_REPORT.sub(" ", text)
    return without(text, _names(draft))


# ---------------------------------------------------------------- the checks


def _numbers(draft: Draft) -> list[str]:
    allowed = {*draft.plan.totals}.union(*(figures(said) for said in spoken(draft.plan)))
    left = numbers_in(residue(draft))
    return [f"{figure} is no figure of the plan" for figure in left if figure not in allowed]


def _named(draft: Draft) -> list[str]:
    known = {_bare(word) for name in _names(draft) for word in _words(name)}
    text = without(_unquoted(draft.text), _dates(draft.plan))
    found = []
    for hit in _CAPITALISED.finditer(text):
        word = _bare(hit[0])
        opens = not text[: hit.start()].strip() or text[: hit.start()].rstrip().endswith((".", "?"))
        if word in known or (opens and word in _OPENERS) or hit[0] in {*MONTHS, *WEEKDAYS}:
            continue
        found.append(f"{hit[0]} is no name of the plan")
    return found


def _bare(word: str) -> str:
    return re.sub(r"[’'](?:s)?$", "", word.casefold())


def _words(name: str) -> list[str]:
    return re.findall(r"[\w’'-]+", name)


def _dated(draft: Draft) -> list[str]:
    left = residue(draft)
    stray = [name for name in (*MONTHS, *WEEKDAYS) if re.search(rf"\b{name}\b", left)]
    return [f"{name} is no date of the plan" for name in stray]


def _attributed(draft: Draft) -> list[str]:
    """In a contested plan every clause names who says it, and every figure its own claimant."""
    if not draft.plan.contested:
        return []
    text = _unquoted(_with_numbers(draft))
    for remark in REMARKS.values():
        text = text.replace(remark, "")
    found = []
    for part in clauses_of(text, draft):
        found += _clause_findings(part, draft)
    return found


def _with_numbers(draft: Draft) -> str:
    """The text of a row or cell with the numbers of its sources: an outlet without a name is its
    number.
    """
    if draft.plan.kind not in _ROWS and draft.plan.column is None:
        return draft.text
    text = draft.text
    for one in sorted(draft.citations, key=lambda one: one.at or 0, reverse=True):
        if one.at is not None:
            text = f"{text[: one.at]} [{one.number}]{text[one.at :]}"
    return text


def _stands_by(voice: Voice, part: str, draft: Draft) -> bool:
    """Whether a clause names a voice, or has the number of its report in a row of figures."""
    cited = {int(one) for one in _NUMBERED.findall(part)}
    own = {draft.view.numbers[one] for one in voice.reports}
    return says(voice.name, part) or (is_unnamed(voice) and not cited.isdisjoint(own))


def clauses_of(text: str, draft: Draft) -> list[str]:
    """The clauses of a text between semicolons and full stops, as the draft's names let it end."""
    return [part for part in _clauses(text, _names(draft)) if part.strip()]


def _clauses(text: str, names: Iterable[str]) -> list[str]:
    """The clauses and sentences of a text; the stop within "Col. Orlo" ends none."""
    stopped = [re.escape(name) for name in names if "." in name]
    inside = {
        at
        for name in stopped
        for hit in re.finditer(name, text, re.IGNORECASE)
        for at in range(*hit.span())
    }
    parts, start = [], 0
    for mark in _CLAUSES.finditer(text):
        if mark.start() not in inside:
            parts.append(text[start : mark.start()])
            start = mark.end()
    return [*parts, text[start:]]


def _clause_findings(part: str, draft: Draft) -> list[str]:
    own = [voice for said in spoken(draft.plan) for voice in said.voices]
    named = any(_stands_by(voice, part, draft) for voice in own)
    if not named and not any(says(voice, part) for voice in _voices(draft)):
        return [f"nobody is named in: {part.strip()}"]
    bared = _NUMBERED.sub(" ", _ONE_REPORT.sub(" ", part))
    plain = without(bared, {*_dates(draft.plan), *_names(draft)})
    found = []
    for figure in numbers_in(plain):
        holders = [said for said in spoken(draft.plan) if figure in figures(said)]
        voices = [voice for said in holders for voice in said.voices]
        if voices and not any(_stands_by(voice, part, draft) for voice in voices):
            found.append(f"{figure} is not given to whoever says it")
    return found + _outcome_findings(part, draft)


def _outcome_findings(part: str, draft: Draft) -> list[str]:
    """An outcome in the mouth of somebody who does not say it."""
    tellers: dict[str, list[Voice]] = {}
    for said in draft.plan.statements:
        if isinstance(said.value, Outcome):
            _, told = split_subject(clause(said, draft.plan), draft.plan)
            tellers.setdefault(told, []).extend(said.voices)
    # "Nearly all attacks were repelled" says "were repelled" as well.
    longer = {one: [v for two in tellers if one in two for v in tellers[two]] for one in tellers}
    return [
        f"“{told}” is not given to whoever says it"
        for told, voices in longer.items()
        if told in part and not any(_stands_by(voice, part, draft) for voice in voices)
    ]


def _voices(draft: Draft) -> list[str]:
    own = [draft.view.sources[one.article_id].publisher or "one report" for one in draft.citations]
    saying = [voice.name for said in spoken(draft.plan) for voice in said.voices]
    return [*saying, *(voice.name for voice in _quoting(draft.plan)), *own]


def says(voice: str, text: str) -> bool:
    """Whether a text names this voice; "another report" names one that is "one report"."""
    if voice == "one report":
        return bool(_ONE_REPORT.search(text))
    bare = voice.removeprefix("the ").removeprefix("The ")
    return bool(re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text, re.IGNORECASE))


def _neutral(draft: Draft) -> list[str]:
    """No loaded word outside quotation, but in the proper name of a body; quotations attributed."""
    text = _unquoted(draft.text)
    names = " ".join(_names(draft))
    found = [
        f"{hit.words} is loaded: {hit.entry.reason}"
        for hit in lexicon.find(text)
        if not (hit.words[:1].isupper() and hit.words in names)
    ]
    for part in _clauses(draft.text, _names(draft)):
        loaded = [quote for quote in _QUOTE.findall(part) if lexicon.find(quote)]
        if loaded and not any(says(voice, part) for voice in _voices(draft)):
            found.append(f"“{loaded[0]}” is quoted from nobody")
    return found


def _quoted(draft: Draft) -> list[str]:
    """Quotation marks hold words that stand in the cited sentences, each with whoever says them."""
    cited = [
        _flat(evidence.quote)
        for one in draft.citations
        if one.claim_id and (claim := draft.view.claim(one.claim_id))
        for evidence in claim.evidence
    ]
    commented = draft.view.quotable
    keys = ((one.article_id, one.span) for one in draft.citations)
    cited += [_flat(commented[key]) for key in keys if key in commented]
    return [
        f"“{quote}” stands in no cited sentence"
        for quote in _QUOTE.findall(draft.text)
        if not any(_flat(quote) in source for source in cited)
    ] + _misquoted(draft)


def _misquoted(draft: Draft) -> list[str]:
    """Words that the plan quotes, in a clause that names nobody who says them."""
    quotes = _QUOTE.findall(draft.text)
    numbers = iter(range(len(quotes)))
    text = _QUOTE.sub(lambda _: f"“{next(numbers)}”", draft.text)
    found = []
    for part in _clauses(text, _names(draft)):
        for quote in (quotes[int(at)] for at in _QUOTE.findall(part)):
            voices = {
                voice.name
                for one in draft.plan.quotations
                if _flat(quote) in _flat(one.words)
                for voice in one.voices
            }
            if voices and not any(says(voice, part) for voice in voices):
                found.append(f"“{quote}” is not given to whoever says it")
    return found


def _flat(text: str) -> str:
    return " ".join(re.sub(r"[“”\"'‘’]", "", text).casefold().split())


def _cited(draft: Draft) -> list[str]:
    """At least one citation, and each leads to the span of its claim or of a credit."""
    if not draft.citations:
        return ["nothing is cited"]
    others = {(one.article_id, one.span) for one in draft.plan.cited}
    return [
        f"citation {one.number} leads nowhere"
        for one in draft.citations
        if (one.article_id, one.span) not in others and not _leads(one, draft.view)
    ]


def _leads(citation: Citation, view: View) -> bool:
    sourced = view.claims.get(citation.claim_id or "")
    if sourced is None or sourced.article_id != citation.article_id:
        return False
    return any(evidence.span == citation.span for evidence in sourced.claim.evidence)


def _current(draft: Draft) -> list[str]:
    """A figure that its own claimant replaced is never given as if it still stood."""
    old = {f for said in draft.plan.statements if said.superseded for f in figures(said)}
    new = {f for said in draft.plan.statements if not said.superseded for f in figures(said)}
    stale = (old - new) & set(numbers_in(residue(draft)))
    if draft.plan.kind is Kind.CHANGE and stale and not _MARKED_EARLIER.search(draft.text):
        return [f"{figure} was replaced" for figure in sorted(stale)]
    return []


CHECKS: dict[str, Callable[[Draft], Sequence[str]]] = {
    "numbers": _numbers,
    "names": _named,
    "dates": _dated,
    "attribution": _attributed,
    "lexicon": _neutral,
    "quotations": _quoted,
    "citations": _cited,
    "currency": _current,
}
