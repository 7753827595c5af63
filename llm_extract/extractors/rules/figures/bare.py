"""Figures that stand for people by themselves: "killed 5 and ...", "nine of them", "a third"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.figures.ages import is_age, is_year
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import AFTER_BARE
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Group
from llm_extract.records.counts import Count, CountKind

_THOSE_COUNTED = frozenset(
    ("the", low)
    for low in "dead deceased slain fallen victims wounded injured men women casualties".split()
)
_BEFORE_ORDINAL = frozenset(("a", "the"))
_FOE = "enemy"
_AFTER_TOTAL = frozenset("belonged had have died came who , .".split())
_ELLIPTIC = frozenset("others other more additional".split())


def bare(sentence: Sentence, headed: list[People]) -> Iterator[People]:
    """Figures with no noun: "killed 5 and ...", "three were hurt", "nine of them"."""
    covered = {at for people in headed for at in range(people.first, people.last)}
    # "two wounded soldiers": the noun comes after the participle.
    nouns = {people.first: people.group for people in headed}
    groups = {m.first: nouns[m.last] for m in sentence.of("past") if m.last in nouns}
    for counted in sentence.counts:
        taken = counted.is_article or covered & set(range(counted.first, counted.last))
        if not taken and _stands(sentence, counted):
            last = _bare_end(sentence, counted.last)
            group = groups.get(counted.last) or _side_of(sentence, last)
            yield People(
                _past_collective(sentence, counted.first),
                last,
                counted.count,
                group or Group.EVERYONE,
                counted=True,
                bare=True,
                # "No one" tells nothing of those named before; "none" does.
                open_group=group is None and sentence.low(counted.first) not in ("no", "nobody"),
                negated=counted.count.kind is CountKind.ZERO,
            )


def _past_collective(sentence: Sentence, first: int) -> int:
    """Where "a family of five", "its crew of four" begins: whom the figure counts."""
    if sentence.low(first - 1) != "of" or sentence.low(first - 2) not in closed("collective"):
        return first
    return first - 2


def _side_of(sentence: Sentence, last: int) -> Group | None:
    """The side in "two of the gang", "38 enemy killed"."""
    if sentence.low(last - 1) == _FOE:
        return Group.MILITANTS
    side = sentence.ending(last, "sector")
    return Group(side.value) if side else None


def _bare_end(sentence: Sentence, last: int) -> int:
    """Past "of them", "of the dead", or "others"."""
    if sentence.low(last) == "of":
        at = last + 1 + (sentence.low(last + 1) in closed("determiner"))
        # "Five of those were killed outright".
        if sentence.low(at) in closed("be", "have"):
            return at
        whole = sentence.count_at(at)
        if whole is None:
            return at + 1
        return whole.last + (is_of_a_total(sentence, last + 1) is None)
    return last + (sentence.low(last) in _ELLIPTIC or sentence.low(last) == _FOE)


def one_more(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """One more of those before: "two died and a third was hurt", "one died, another was hurt"."""
    covered = {at for people in known for at in range(people.first, people.last)}
    for first, last in _ones(sentence):
        after = sentence.low(last)
        stands = after in AFTER_BARE or sentence.begins(last, "past", "dying", "state")
        if first not in covered and stands:
            words = sentence.said(first, last)
            one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=words)
            yield People(first, last, one, Group.EVERYONE, counted=True, bare=True, open_group=True)


def _ones(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for mark in sentence.of("ordinal"):
        if sentence.low(mark.first - 1) in _BEFORE_ORDINAL:
            yield mark.first - 1, mark.last
    if "another" in sentence.lows:
        for at, low in enumerate(sentence.lows):
            if low == "another" and sentence.low(at - 1) not in ("one", "after"):
                yield at, at + 1


def _stands(sentence: Sentence, counted: Counted) -> bool:
    after = sentence.low(counted.last)
    if sentence.lows[max(0, counted.first - 2) : counted.first] == ("all", "but"):
        return False
    if is_age(sentence, counted) or is_year(sentence, counted):
        return False
    if sentence.begins(counted.last, "past", "active", "state", "loss", "dying"):
        return True
    if after == "of":
        return (
            sentence.low(counted.last + 1) in ("them", "whom", "those")
            or sentence.lows[counted.last + 1 : counted.last + 3] in _THOSE_COUNTED
            or _is_of_a_side(sentence, counted.last + 1)
            or is_of_a_total(sentence, counted.last + 1) is not None
        )
    if after == "to" and sentence.low(counted.first - 1) in closed("brings"):
        return True
    return not after or after in AFTER_BARE or after == _FOE


def is_of_a_total(sentence: Sentence, at: int) -> Counted | None:
    """The total in "thirty of the 52 belonged to ...": a figure alone after "the"."""
    if sentence.low(at) != "the":
        return None
    whole = sentence.count_at(at + 1)
    after = "" if whole is None else sentence.low(whole.last)
    return whole if after in _AFTER_TOTAL or after in closed("be", "past") else None


def _is_of_a_side(sentence: Sentence, at: int) -> bool:
    """As in "two of the gang", "three of its own"."""
    at += sentence.low(at) in closed("determiner")
    return any(m.first == at and m.value == "militants" for m in sentence.of("sector")) or (
        sentence.low(at) == "own"
    )
