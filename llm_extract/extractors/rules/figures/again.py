"""Figures that go on with those told before: "none", "the other eight", "Twelve were wounded."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Group
from llm_extract.records.counts import CountKind

# How many sentences up what it goes on with may stand.
_FARTHEST = 6
_OF_THOSE = (("of", "these"), ("of", "those"), ("of", "them"))
_OPENING = 3
_OF_THEM = frozenset("them whom dead victims those".split())
_REMAINDER = frozenset(("other", "remaining", "rest"))


def settled_by_earlier(finding: Finding, before: Sequence[Finding]) -> Finding | None:
    """The finding with what it takes from figures told before; None where it only repeats them.

    "The other eight" are in the eleven already; "none" leaves out those spoken of last, and nobody
    where nobody was.
    """
    toll, sentence = finding.as_toll, finding.sentence
    if toll is None or toll.group is not Group.EVERYONE:
        return finding
    first, last = sentence.at(finding.start), sentence.at(finding.end)
    if not closed("head").isdisjoint(sentence.lows[first:last]):
        return finding
    if toll.count.kind is CountKind.ZERO:
        if sentence.low(first) != "none":
            return finding
        group = _last_group(_near(finding, before))
        return None if group is None else finding.of_group(group)
    if _goes_on_counting(sentence, first, last):
        return finding.of_group(_group_before(sentence, before))
    ahead = sentence.lows[max(0, first - 2) : first]
    if "the" in ahead and not _REMAINDER.isdisjoint(ahead):
        return replace(finding, whole=_total_over(finding, before))
    return finding


def _near(finding: Finding, before: Sequence[Finding]) -> list[Finding]:
    """The figures for people told not far above."""
    return [
        each
        for each in before
        if each.as_toll and 0 < finding.sentence.index - each.sentence.index <= _FARTHEST
    ]


def _last_group(near: Sequence[Finding]) -> Group | None:
    groups = [each.as_toll.group for each in near if each.as_toll]
    return next((group for group in reversed(groups) if group is not Group.EVERYONE), None)


def _goes_on_counting(sentence: Sentence, first: int, last: int) -> bool:
    """As in "Twelve were wounded.", "More than fifty wounded.", "Five others were hurt."."""
    if not any(first <= c.first and c.last <= last and not c.is_article for c in sentence.counts):
        return False
    if sentence.lows[:2] in _OF_THOSE:
        return first <= _OPENING
    own = sentence.low(last - 1) not in _OF_THEM and "of" not in sentence.lows[:last]
    return own and first <= 1


def _group_before(sentence: Sentence, before: Sequence[Finding]) -> Group | None:
    """The one group of whom all figures of the sentence before this one are."""
    told = [f for f in before if f.sentence.index == sentence.index - 1]
    near = [f for f in told if f.sentence.paragraph == sentence.paragraph]
    groups = {f.as_toll.group for f in near if f.as_toll and f.whole is None}
    return groups.pop() if len(groups) == 1 else None


def _total_over(finding: Finding, before: Sequence[Finding]) -> Finding | None:
    """The total of which this is what is left; None where none was given."""
    toll = finding.as_toll
    for each in reversed(_near(finding, before)):
        other = each.as_toll
        if toll and other and other.effect is toll.effect and each.figure > finding.figure:
            return each
    return None
