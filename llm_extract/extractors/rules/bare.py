"""Figures that stand for people by themselves, and counted plurals the vocabulary does not know."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.ages import is_age, is_year
from llm_extract.extractors.rules.lexicon import closed
from llm_extract.extractors.rules.nouns import AFTER_BARE, STOPS
from llm_extract.extractors.rules.rolls import People
from llm_extract.extractors.rules.scene import Counted, Sentence
from llm_extract.records.claims import Group
from llm_extract.records.counts import Count, CountKind

_MOST_STRANGE_WORDS = 3
_THOSE_COUNTED = frozenset(
    ("the", low) for low in "dead victims wounded injured men women casualties".split()
)
_OF_A_TRADE = ("ers", "ists", "smen")
# "Taken to two hospitals": where, and not whom.
_OF_PLACE = frozenset(("to", "in", "at", "into", "from", "on"))
_BEFORE_ORDINAL = frozenset(("a", "the"))
_ELLIPTIC = frozenset("others other more additional".split())


def bare(sentence: Sentence, headed: list[People]) -> Iterator[People]:
    """Figures with no noun: "killed 5 and ...", "three were hurt", "nine of them"."""
    covered = {at for people in headed for at in range(people.first, people.last)}
    # "two wounded soldiers": the noun comes after the participle.
    nouns = {people.first: people.group for people in headed if not people.counted}
    groups = {m.first: nouns[m.last] for m in sentence.of("past") if m.last in nouns}
    for counted in sentence.counts:
        taken = counted.is_article or covered & set(range(counted.first, counted.last))
        if not taken and _may_stand_alone(sentence, counted):
            last = _bare_end(sentence, counted.last)
            group = groups.get(counted.last) or _side_of(sentence, last)
            yield People(
                counted.first,
                last,
                counted.count,
                group or Group.EVERYONE,
                counted=True,
                bare=True,
                # "No one" tells nothing of those named before; "none" does.
                open_group=group is None and sentence.low(counted.first) not in ("no", "nobody"),
                negated=counted.count.kind is CountKind.ZERO,
            )


def _side_of(sentence: Sentence, last: int) -> Group | None:
    """The side in "two of the gang"."""
    sided = [m for m in sentence.of("sector") if m.last == last and m.value == "militants"]
    return Group.MILITANTS if sided and "of" in sentence.lows[max(0, last - 3) : last] else None


def _bare_end(sentence: Sentence, last: int) -> int:
    """Past "of them", "of the dead", or "others"."""
    if sentence.low(last) == "of":
        return last + 2 + (sentence.low(last + 1) in closed("determiner"))
    return last + (sentence.low(last) in _ELLIPTIC)


def ordinals(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """One more of those before: "two died and a third was hurt", "the fifth, a woman, died"."""
    covered = {at for people in known for at in range(people.first, people.last)}
    for mark in sentence.of("ordinal"):
        first, after = mark.first - 1, sentence.low(mark.last)
        stands = (
            not after
            or after in AFTER_BARE
            or any(other.first == mark.last for other in sentence.of("past", "dying", "state"))
        )
        if first in covered or not stands or sentence.low(first) not in _BEFORE_ORDINAL:
            continue
        words = sentence.said(first, mark.last)
        one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=words)
        yield People(first, mark.last, one, Group.EVERYONE, counted=True, open_group=True)


def strange(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """Counted plurals of no known kind, which a verb of killing or hurting may yet make people."""
    covered = {at for people in known for at in range(people.first, people.last)}
    for counted in sentence.counts:
        last = _plural_noun(sentence, counted)
        if counted.is_article or last is None or covered & set(range(counted.first, last)):
            continue
        if sentence.low(counted.first - 1) in _OF_PLACE:
            continue
        yield People(
            counted.first,
            last,
            counted.count,
            _group_of_strangers(sentence.low(last - 1)),
            counted=True,
            strange=True,
            negated=counted.count.kind is CountKind.ZERO,
        )


def _group_of_strangers(noun: str) -> Group:
    """Weavers and florists have a trade; of others, nothing is known but that they are people."""
    return Group.CIVILIANS if noun.endswith(_OF_A_TRADE) else Group.EVERYONE


def _plural_noun(sentence: Sentence, counted: Counted) -> int | None:
    """The end of "six foreign weavers": plain words, the last a plural that names no thing."""
    for at in range(counted.head, min(counted.head + _MOST_STRANGE_WORDS, len(sentence.words))):
        low = sentence.low(at)
        if not low.isalpha() or low in STOPS:
            return None
        if _is_plain_plural(low):
            return at + 1
    return None


def _is_plain_plural(low: str) -> bool:
    things = ("thing", "site", "extent_unit", "attack", "tactic", "loss", "no_people")
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is"))
    return plural and not any(low in closed(kind) for kind in things)


def _may_stand_alone(sentence: Sentence, counted: Counted) -> bool:
    after = sentence.low(counted.last)
    if sentence.lows[max(0, counted.first - 2) : counted.first] == ("all", "but"):
        return False
    if is_age(sentence, counted) or is_year(sentence, counted):
        return False
    if any(
        m.first == counted.last for m in sentence.of("past", "active", "state", "loss", "dying")
    ):
        return True
    if after == "of":
        return (
            sentence.low(counted.last + 1) in ("them", "whom", "those")
            or sentence.lows[counted.last + 1 : counted.last + 3] in _THOSE_COUNTED
            or _is_of_a_side(sentence, counted.last + 1)
        )
    return not after or after in AFTER_BARE


def _is_of_a_side(sentence: Sentence, at: int) -> bool:
    """As in "two of the gang", "three of its own"."""
    at += sentence.low(at) in closed("determiner")
    return any(m.first == at and m.value == "militants" for m in sentence.of("sector")) or (
        sentence.low(at) == "own"
    )
