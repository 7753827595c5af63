"""Figures that speak of those counted before: "nine of them were farmers", "the other eight"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group, Stance, Toll
from llm_extract.records.counts import CountKind

# How many sentences up a total may stand.
_FARTHEST_TOTAL = 6
_FARTHEST_SAME = 12
_OF_THEM = frozenset("them whom dead victims those".split())
_DEFINITE = frozenset(("all", "the", "these", "those"))
_REMAINDER = frozenset(("other", "remaining", "rest"))


def find_members(
    sentence: Sentence, cast: Cast, said_before: Sequence[Finding]
) -> tuple[Finding, ...]:
    """As in "Nine of them were farmers", after a sentence that gave the total."""
    totals = [f for f in _near(sentence, said_before) if f.whole is None and _is_counted(f)]
    if not totals or not _is_of_them(sentence, said_before):
        return ()
    total = _total_meant(sentence, totals)
    return tuple(_members(sentence, cast, total))


def _members(sentence: Sentence, cast: Cast, total: Finding) -> Iterator[Finding]:
    for people in find_people(sentence, cast):
        group = _said_to_be(sentence, people)
        if not people.bare or group in (None, Group.EVERYONE) or not isinstance(total.value, Toll):
            continue
        value = total.value.model_copy(update={"group": group, "count": people.count})
        start, end = sentence.offsets(people.first, people.last)
        yield Finding(value, sentence, start, end, whole=total)


def _near(sentence: Sentence, before: Sequence[Finding]) -> list[Finding]:
    return [
        finding
        for finding in before
        if isinstance(finding.value, Toll)
        and finding.stance is Stance.ASSERTS
        and 0 < sentence.index - finding.sentence.index <= _FARTHEST_TOTAL
    ]


def _is_counted(finding: Finding) -> bool:
    value = finding.value
    return isinstance(value, Toll) and (value.count.low or value.count.high or 0) > 1


def _is_of_them(sentence: Sentence, before: Sequence[Finding]) -> bool:
    """By a word, or by going on: "Three were children. Two were policemen."""
    if _OF_THEM & set(sentence.lows) or sentence.lows[:2] == ("of", "the"):
        return True
    went = [f for f in before if f.whole is not None]
    return bool(went) and went[-1].sentence.index == sentence.index - 1


def _total_meant(sentence: Sentence, totals: Sequence[Finding]) -> Finding:
    """The dead where the dead are named, else the figures given last, and of those the first."""
    if "dead" in sentence.lows:
        dead = [f for f in totals if isinstance(f.value, Toll) and f.value.effect is Effect.KILLED]
        totals = dead or totals
    last = totals[-1].sentence.index
    return next(finding for finding in totals if finding.sentence.index == last)


def _said_to_be(sentence: Sentence, people: People) -> Group | None:
    """The group after "were" or "belonged to"."""
    at = people.last
    if sentence.low(at) in ("belonged", "belong"):
        at += 2
    elif sentence.low(at) in closed("be"):
        at += 1
    else:
        return None
    at += sentence.low(at) in closed("determiner")
    plural = [m for m in sentence.of("head", "sector") if m.first in (at, at + 1)]
    return Group(plural[0].value) if plural else None


# ---------------------------------------------------------------- the same people again


def settled_by_earlier(finding: Finding, before: Sequence[Finding]) -> Finding | None:
    """The finding with what it takes from figures told before; None where it only repeats them.

    "All 38 were freed" are the 38 villagers; "the other eight" are in the eleven already; "none"
    leaves out those spoken of last, and nobody where nobody was.
    """
    value, sentence = finding.value, finding.sentence
    if not isinstance(value, Toll) or value.group is not Group.EVERYONE:
        return finding
    first, last = sentence.at(finding.start), sentence.at(finding.end)
    bare = all(low not in closed("head") for low in sentence.lows[first:last])
    if value.count.kind is CountKind.ZERO and sentence.low(first) == "none" and bare:
        group = _last_group(finding, before)
        return None if group is None else replace(finding, value=_of(value, group))
    if not bare:
        return finding
    ahead = sentence.lows[max(0, first - 2) : first]
    if _REMAINDER & set(ahead) and "the" in ahead:
        return None if _is_of_total(finding, before) else finding
    if not _DEFINITE & set(ahead):
        return finding
    same = _same_figure(finding, before)
    if same is None:
        return finding
    return replace(finding, value=_of(value, same))


def _of(value: Toll, group: Group) -> Toll:
    return value.model_copy(update={"group": group})


def _last_group(finding: Finding, before: Sequence[Finding]) -> Group | None:
    told = [f.value for f in _near(finding.sentence, before) if isinstance(f.value, Toll)]
    groups = [value.group for value in told if value.group is not Group.EVERYONE]
    return groups[-1] if groups else None


def _same_figure(finding: Finding, before: Sequence[Finding]) -> Group | None:
    for earlier in reversed(before):
        value = earlier.value
        far = finding.sentence.index - earlier.sentence.index > _FARTHEST_SAME
        if far or not isinstance(value, Toll) or not isinstance(finding.value, Toll):
            continue
        if value.count.low == finding.value.count.low and value.count.kind is CountKind.EXACT:
            return value.group
    return None


def _is_of_total(finding: Finding, before: Sequence[Finding]) -> bool:
    """Whether a total was given of which this is what is left: told by how they died, not who."""
    if not isinstance(finding.value, Toll):
        return False
    totals = [f.value for f in _near(finding.sentence, before) if isinstance(f.value, Toll)]
    left = finding.value.count.low or 0
    return any(t.effect is finding.value.effect and (t.count.low or 0) > left for t in totals)
