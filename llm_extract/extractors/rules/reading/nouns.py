"""What ends a phrase about people and what may stand in it: word tests that several rules share."""

from __future__ import annotations

from llm_extract.extractors.rules.reading.lexicon import closed, lexicon
from llm_extract.extractors.rules.reading.scene import Counted, Sentence

STOPS = closed(
    "be",
    "have",
    "preposition",
    "determiner",
    "conjunction",
    "subordinator",
    "say",
    "saying",
    "active",
    "past",
    "modal",
    "dying",
) - frozenset({"shooting"})
ARTICLES = frozenset(("a", "an"))
# What may follow a count that stands for people by itself: "killed 5 and ...", "wounding 12."
AFTER_BARE = frozenset(
    ". , ; : - – — ) and or in at on by of after before when while as during were was are is have"
    " had has more others among across near dead wounded injured killed hurt belonged prisoner"
    " hostage captive remain remains remained for with from without outside inside through amid"
    " since until despite under behind along against between who whom".split()
) | closed("adverb")


def is_verbal(low: str) -> bool:
    """Whether a word goes on to what was done, and is no noun: "men shot", "police later"."""
    if low in _IRREGULAR:
        return True
    return low.endswith(("ed", "ing")) or low in closed("adverb") or low in ("shot", "dead", "hurt")


_LONGEST_PHRASE = 9
_IRREGULAR = frozenset("fell went ran saw came took gave lost left stood lay fled fought".split())
# What no phrase about one thing holds: a verb or a clause.
_NO_NOUNS = closed(
    "be", "have", "say", "saying", "past", "active", "dying", "state", "modal", "subordinator"
)


def is_nominal(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words are a noun and what belongs to it: no verb, no figure, no clause."""
    lows = sentence.lows[first:last]
    if not 0 < len(lows) <= _LONGEST_PHRASE or not _NO_NOUNS.isdisjoint(lows):
        return False
    if any(first <= c.first < last and not c.is_article for c in sentence.counts):
        return False
    return all(low[0].isalpha() or low == "'s" for low in lows)


def count_before(sentence: Sentence, at: int) -> Counted | None:
    """The count that ends, or whose noun phrase begins, at word `at`."""
    return next((each for each in sentence.counts if at in (each.head, each.last)), None)


def sectors() -> frozenset[str]:
    """One-word sector names, for other rules that ask what kind of thing is meant."""
    return frozenset(lexicon().single("sector"))
