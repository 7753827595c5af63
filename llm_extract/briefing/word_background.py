"""Figures of other times in sentences, each with the words that say what it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from llm_extract.briefing.clauses import clause, people, suffered
from llm_extract.briefing.marks import cite
from llm_extract.briefing.nouns import with_article
from llm_extract.briefing.one_verb import in_a_row, under_one_verb
from llm_extract.briefing.plans import Plan, Statement, matter
from llm_extract.briefing.sides import doubt
from llm_extract.briefing.style import PERIOD, figure, is_single, listed, opened
from llm_extract.briefing.terms import EFFECTS
from llm_extract.briefing.voices import spoken_by
from llm_extract.briefing.word_context import printed
from llm_extract.records.claims import Toll
from llm_extract.records.counts import CountKind

_MANY = 2


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
    survey = next((f", in {_survey(one.survey)}" for one in said if one.survey), "")
    return f"{_then(said, plan)}{survey}{mark}"


def _survey(words: str) -> str:
    return f"{with_article(words).removesuffix(words)}“{words}”"


def _then(said: Sequence[Statement], plan: Plan) -> str:
    """The figures with the words that say what they are of, as English takes such words up."""
    told, about, thing = tolls_together(said, plan), said[0].about or "", said[0].thing
    if PERIOD.fullmatch(about):
        return f"{told} in {about}"
    if not thing:
        return f"{told} at another time or in a wider area"
    if _NOTHING_MORE.fullmatch(thing):
        return told
    words = printed(thing)
    done = next((one for one in EFFECTS.values() if words.startswith(f"{one} ")), None)
    if done and told.endswith(f" {done}"):
        return f"{told.removesuffix(done)}“{words}”"
    if _TELLS.search(words) or _OF_PEOPLE.match(words):
        return f"{told} (“{words}”)"
    return f"{told} {'' if _WHEN.match(words) else 'in '}“{words}”"


# Words that stand behind a verb as they are, and those that are a clause of their own.
_WHEN = re.compile(
    r"(?:in|since|during|from|at|over|between|after|before|until|by|on|throughout|within|last|this"
    r"|earlier|recently)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"^(?!.*\b(?:when|in which|who|that)\b).*\b(?:was|were|has|have|had|saw|is|are|rose|fell|died"
    r"|turned|killed|murdered|buried)\b"
)
_NOTHING_MORE = re.compile(
    r"(?:\w+ )?(?:deaths?|fatalities|casualties|killings|victims|toll)", re.IGNORECASE
)
_OF_PEOPLE = re.compile(
    r"(?:the )?(?:\w+ )?(?:persons?|people|deaths?|fatalities|casualties|killings|victims)\b",
    re.IGNORECASE,
)


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
