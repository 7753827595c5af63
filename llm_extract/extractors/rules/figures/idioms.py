"""Harm told by turns of phrase that take any verb or any limb.

"Stoned to death" and "kicked to death" kill alike; "lost a leg", "had his jaw broken" and "was hit
in the foot" wound; a throat that is cut kills.
"""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect

_LOSES = frozenset("lost loses losing".split())
_BREAKS = frozenset("broke fractured dislocated sprained twisted injured hurt cut".split())
_HAS = frozenset("had has have got having".split())
_HITS = frozenset("hit struck shot grazed stabbed cut".split())
_BROKEN = frozenset(
    "broken fractured cut slit slashed severed amputated smashed crushed shattered torn blown"
    " hacked chopped injured pierced".split()
)
_WHOSE = frozenset("his her their its a an one both the two".split())
_SIDES = frozenset("left right upper lower young own".split())
_NECKS = frozenset(("throat", "throats"))
_AFTER = frozenset(("off",))
_DEATHS = frozenset(("death", "deaths"))
_FARTHEST_FALL = 7
_AFTER_TAKEN = frozenset((".", ",", ";", ")", "", "and", "or", "by", "from", "with", "during"))


def find_idioms(sentence: Sentence) -> Iterator[Mark]:
    """The words from the verb on, marked like the verbs that say "killed" or "was wounded"."""
    yield from _to_death(sentence)
    yield from _taken(sentence)
    if closed("limb").isdisjoint(sentence.lows):
        return
    for at, low in enumerate(sentence.lows):
        for verbs, find in ((_LOSES | _BREAKS, _own_limb), (_HAS, _broken), (_HITS, _in_limb)):
            mark = find(sentence, at) if low in verbs else None
            if mark is not None:
                yield mark


def _to_death(sentence: Sentence) -> Iterator[Mark]:
    """As in "kicked to death", "were hurled from the roof to their deaths"."""
    if _DEATHS.isdisjoint(sentence.lows):
        return
    for at, low in enumerate(sentence.lows):
        if low not in _DEATHS:
            continue
        to = at - 1 - (sentence.low(at - 1) in closed("possessive"))
        # Their deaths may lie farther on than a death.
        reach = range(to - 1, to - (_FARTHEST_FALL if to < at - 1 else 1) - 1, -1)
        done = (v for v in reach if sentence.low(to) == "to" and _is_participle(sentence.low(v)))
        verb = next(done, 0)
        if verb > 0:
            yield Mark("past", Effect.KILLED.value, verb, at + 1)


def _is_participle(low: str) -> bool:
    return low.endswith(("ed", "en", "own")) or low in closed("past")


def _taken(sentence: Sentence) -> Iterator[Mark]:
    """As in "thirteen were taken", "23 men taken from Tavo"; "taken to a doctor" is none of it."""
    for mark in sentence.of("taking"):
        alone = sentence.low(mark.last) in _AFTER_TAKEN
        if alone and closed("care_place").isdisjoint(sentence.lows[mark.last :]):
            yield Mark("past", mark.value, mark.first, mark.last)


def _own_limb(sentence: Sentence, at: int) -> Mark | None:
    """As in "lost both legs", "broke his ankle"."""
    limb = _limb(sentence, at + 1)
    if limb is None or (sentence.low(at) in _BREAKS and sentence.low(at + 1) in ("the", "a", "an")):
        return None
    return Mark("dying", Effect.INJURED.value, at, limb + 1)


def _broken(sentence: Sentence, at: int) -> Mark | None:
    """As in "had his arm broken", "got his throat cut"."""
    limb = _limb(sentence, at + 1)
    if limb is None or sentence.low(limb + 1) not in _BROKEN:
        return None
    effect = Effect.KILLED if sentence.low(limb) in _NECKS else Effect.INJURED
    return Mark("dying", effect.value, at, limb + 2 + (sentence.low(limb + 2) in _AFTER))


def _in_limb(sentence: Sentence, at: int) -> Mark | None:
    """As in "was struck in the foot"; in the head or the chest one may die of it."""
    limb = _limb(sentence, at + 2) if sentence.low(at + 1) in ("in", "through") else None
    if limb is None or sentence.low(limb) not in closed("outer_limb"):
        return None
    return Mark("past", Effect.INJURED.value, at, limb + 1)


def _limb(sentence: Sentence, at: int) -> int | None:
    """Where the limb stands after "his", "both" or "the left"."""
    if sentence.low(at) not in _WHOSE:
        return None
    at += 1
    while sentence.low(at) in _SIDES:
        at += 1
    return at if sentence.low(at) in closed("limb") else None
