"""People whose noun the vocabulary does not know, known by where it stands.

Six weavers whom a verb of killing befalls are people; so is "a dockworker" before "was killed" and
"a farrier" after "among them".
"""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import AFTER_BARE, STOPS, is_verbal
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Effect, Group
from llm_extract.records.counts import Count, CountKind

_MOST_STRANGE_WORDS = 3
_OF_A_TRADE = ("ers", "ists", "smen")
_OF_ONE_TRADE = ("er", "or", "ist", "man", "woman", "wife")
_OF_A_NATION = ("is", "ese")
# "Five Orlo and two Tavi were shot": peoples whose name has no plural of its own.
_SHORTEST_PEOPLE = 3
_AFTER_PEOPLE = frozenset("and or , . were have had was died killed wounded dead injured".split())
# "Taken to two hospitals": where, and not whom.
_OF_PLACE = frozenset(("to", "in", "at", "into", "from", "on"))
_THINGS = ("thing", "site", "extent_unit", "attack", "tactic", "loss", "no_people")
# Houses are burned, mines buried, matches lost: of one noun not known these tell nothing.
_OF_THINGS_TOO = frozenset(
    "burned burnt buried felled hit struck beaten lost loses losing lose left blown torn wiped"
    " battered scorched charred mourned executed drowned taken crushed".split()
)


def strange(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """Counted plurals of no known kind, which a verb of killing or hurting may yet make people."""
    covered = {at for people in known for at in range(people.first, people.last)}
    for counted in sentence.counts:
        last = _plural_noun(sentence, counted)
        if counted.is_article or last is None or covered & set(range(counted.first, last)):
            continue
        if sentence.low(counted.first - 1) in _OF_PLACE:
            continue
        count = counted.count
        if sentence.low(last - 1) in closed("household"):
            # So many families: how many people is not told.
            words = sentence.said(counted.first, last)
            count = Count(kind=CountKind.VAGUE, verbatim=words)
        yield People(
            counted.first,
            last,
            count,
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
        if _is_plain_plural(low) or low in closed("household") or _is_of_a_nation(sentence, at):
            return at + 1
    return None


def _is_plain_plural(low: str) -> bool:
    return _ends_plural(low) and low not in closed(*_THINGS)


def _ends_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith(("ss", "us", "is"))


def _is_of_a_nation(sentence: Sentence, at: int) -> bool:
    """As in "two Velmaris", "three Orlese": people by where they are from, before no other noun."""
    word, after = sentence.words[at], sentence.low(at + 1)
    if not word.text.istitle() or not (not after or after in AFTER_BARE):
        return False
    if word.text.endswith(_OF_A_NATION):
        return True
    dated = any(day.start <= word.start < day.end for day in sentence.dates)
    return not dated and len(word.text) > _SHORTEST_PEOPLE and after in _AFTER_PEOPLE


# ---------------------------------------------------------------- one of a kind


def one_stranger(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """As in "a dockworker was killed", "killed a grocer", "among them a farrier": one person."""
    if not sentence.of("past", "active", "dying", "including"):
        return
    covered = {at for people in known for at in range(people.first, people.last)}
    for counted in sentence.counts:
        last = _single_noun(sentence, counted) if counted.is_article else None
        if last is None or covered & set(range(counted.first, last)):
            continue
        if _is_listed(sentence, counted.first, last) or _is_harmed(sentence, counted.first, last):
            noun = sentence.low(last - 1)
            group = Group.CIVILIANS if noun.endswith(_OF_ONE_TRADE) else Group.EVERYONE
            yield People(counted.first, last, counted.count, group, counted=True, strange=True)


def _single_noun(sentence: Sentence, counted: Counted) -> int | None:
    """The end of "a retired dockworker": plain words up to the first that is none."""
    at = counted.head
    while at < counted.head + _MOST_STRANGE_WORDS and _is_plain(sentence.low(at)):
        at += 1
    noun = sentence.low(at - 1)
    if at == counted.head or _ends_plural(noun) or noun in closed(*_THINGS):
        return None
    return at


def _is_plain(low: str) -> bool:
    return low[:1].isalpha() and low not in STOPS and not is_verbal(low)


def _is_listed(sentence: Sentence, first: int, last: int) -> bool:
    """After "including", or before "among them"."""
    named = {mark.last for mark in sentence.of("including") if mark.value != "no"}
    return first in named or sentence.lows[last : last + 2] == ("among", "them")


def _is_harmed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a verb that only the living suffer stands right after, or right before."""
    at, passive = last, False
    while sentence.low(at) in closed("be", "have", "adverb"):
        passive = passive or sentence.low(at) in closed("be")
        at += 1
    for mark in sentence.of("past", "active", "dying"):
        bodily = mark.value in (Effect.KILLED, Effect.INJURED)
        if not bodily or sentence.low(mark.first) in _OF_THINGS_TOO:
            continue
        befalls = mark.first == at and (mark.kind == "dying" or (mark.kind == "past" and passive))
        if befalls or (mark.kind != "dying" and mark.last == first):
            return True
    return False
