"""Of whom a total is made: "They were nine men and two boys", "Among the dead are three nurses"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Effect, Group

_FARTHEST_TOTAL = 4
_FARTHEST_VERB = 10
_NEAR = 2
_OTHERS = (("the", "other"), ("the", "remaining"))
_SPLITS = frozenset("break breaks broke broken breaking".split())
_NAMING = frozenset(("include", "includes", "included", "comprise", "comprised", "numbered"))


class _List(NamedTuple):
    """People from word `first` on (or up to it, if they stand before) and what befell them."""

    first: int
    effect: Effect | None
    before: bool = False
    # The figure in "the other 11 include ...", itself a part.
    others: Counted | None = None


def find_breakdown(sentence: Sentence, cast: Cast, told: Sequence[Finding]) -> Iterator[Finding]:
    """The parts that a sentence tells of a total, linked to it where it was told before."""
    for listed in _lists(sentence):
        people = _listed(sentence, listed, find_people(sentence, cast))
        total = _total(sentence, told, listed.effect, people)
        if total is None:
            people = [each for each in people if each.roll == people[0].roll]
        whole = total.as_toll if total else None
        effect = listed.effect
        if whole is not None and effect in (None, Effect.KILLED_OR_INJURED):
            effect = whole.effect
        if effect is None:
            continue
        told_of = [((each.first, each.last), each.group, each.count) for each in people]
        if listed.others is not None and people and total is not None:
            span = (listed.others.first, listed.others.last)
            told_of.insert(0, (span, Group.EVERYONE, listed.others.count))
        for span, group, count in told_of:
            yield replace(toll(sentence, span, group, effect, count), whole=total)


def _lists(sentence: Sentence) -> Iterator[_List]:
    for at in _splits(sentence):
        yield _List(at + 1, None)
    for counted in _others(sentence):
        yield _List(counted.last + 1, None, others=counted)
    for mark in sentence.of("the_counted"):
        effect = None if mark.value == "any" else Effect(mark.value)
        if sentence.low(mark.first - 1) == "among":
            yield from _among(sentence, mark, effect)
        elif _names(sentence.low(mark.last)) and (
            mark.first <= 1 + _past_number(sentence) or _is_said(sentence, mark.first)
        ):
            yield _List(mark.last + 1, effect)


def _others(sentence: Sentence) -> Iterator[Counted]:
    """As in "The other 11 include four women", "the remaining two were a cook and his boy"."""
    for counted in sentence.counts:
        ahead = sentence.lows[max(0, counted.first - 2) : counted.first]
        if ahead in _OTHERS and _names(sentence.low(counted.last)):
            yield counted


def _names(low: str) -> bool:
    return low in _NAMING or low in closed("be")


def _splits(sentence: Sentence) -> Iterator[int]:
    """Past "the breakdown", "breaks it down"."""
    for at, low in enumerate(sentence.lows):
        if low == "breakdown" or (low == "down" and sentence.low(at - 2) in _SPLITS):
            yield at + 1


def _is_said(sentence: Sentence, at: int) -> bool:
    """As in "the union said the dead were seven farmers"."""
    at -= sentence.low(at - 1) == "that"
    return sentence.ending(at, "say") is not None


def _past_number(sentence: Sentence) -> int:
    """The words of a paragraph's number at the head of a sentence: "3. The deceased were ..."."""
    numbered = sentence.low(0).isdigit() and sentence.low(1) in (".", ")")
    return 2 if numbered else int(sentence.low(0) in ("•", "-", "–", "*"))


def _among(sentence: Sentence, mark: Mark, effect: Effect | None) -> Iterator[_List]:
    """As in "Among the dead in Velm were two nurses", "two nurses were among the dead"."""
    among = mark.first - 1
    if among <= 1:
        reach = range(mark.last, mark.last + _FARTHEST_VERB)
        verb = next((at for at in reach if sentence.low(at) in closed("be") | {":"}), None)
        if verb is not None:
            yield _List(verb + 1, effect)
    elif sentence.low(among - 1) in closed("be"):
        yield _List(among - 1, effect, before=True)


def _listed(sentence: Sentence, listed: _List, people: Sequence[People]) -> list[People]:
    """The figures of the list, if one stands right where it begins or ends."""
    counted = [p for p in people if p.counted and not p.bare]
    if listed.before:
        rolls = {p.roll for p in counted if p.last == listed.first}
        return [p for p in counted if p.roll in rolls]
    ends = (at for at in range(listed.first, len(sentence.words)) if _ends_list(sentence.low(at)))
    end = next(ends, len(sentence.words))
    within = [p for p in counted if listed.first <= p.first < end]
    return within if within and within[0].first - listed.first <= _NEAR else []


def _ends_list(low: str) -> bool:
    # "Were identified as two teachers".
    return low != "as" and low in closed("subordinator", "say")


def _total(
    sentence: Sentence, told: Sequence[Finding], effect: Effect | None, people: Sequence[People]
) -> Finding | None:
    """The total meant: the one the parts add up to, else the last of its kind."""
    totals = [f for f in told if _is_total(sentence, f, effect)]
    whole = sum(each.count.low or 0 for each in people)
    exact = [f for f in totals if f.figure == whole]
    if exact:
        return exact[-1]
    last = max((f.sentence.index for f in totals), default=-1)
    larger = [f for f in totals if f.sentence.index == last and f.figure > whole]
    dead = (f for f in larger if f.as_toll and f.as_toll.effect is Effect.KILLED)
    return next(dead, larger[0] if larger else None)


def _is_total(sentence: Sentence, finding: Finding, effect: Effect | None) -> bool:
    told = finding.as_toll
    near = 0 < sentence.index - finding.sentence.index <= _FARTHEST_TOTAL
    if told is None or not near:
        return False
    meant = effect in (None, told.effect, Effect.KILLED_OR_INJURED)
    return meant and finding.whole is None and finding.figure > 1
