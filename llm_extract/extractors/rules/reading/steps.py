"""Steps over words: past or back over those that add nothing, and over the capitals of a name."""

from __future__ import annotations

from collections.abc import Container

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence


def past(sentence: Sentence, at: int, words: Container[str]) -> int:
    """The first word from `at` on that is none of these."""
    while sentence.low(at) in words:
        at += 1
    return at


def back_over(sentence: Sentence, end: int, words: Container[str]) -> int:
    """Where what ends before word `end` ends without these."""
    while sentence.low(end - 1) in words:
        end -= 1
    return end


def inside(sentence: Sentence, first: int, last: int, *kinds: str) -> list[Mark]:
    """The marks of these kinds that stand whole within words `first` up to `last`, in order."""
    return [m for m in sentence.of(*kinds) if first <= m.first and m.last <= last]


def is_passive(sentence: Sentence, verb: Mark) -> bool:
    """Whether "was" or the like stands before a verb, adverbs between them allowed."""
    return sentence.low(back_over(sentence, verb.first, closed("adverb")) - 1) in closed("be")


def is_capital(sentence: Sentence, at: int) -> bool:
    """Whether a word begins with a capital; what stands outside the sentence does not."""
    return 0 <= at < len(sentence.words) and sentence.words[at].text[0].isupper()


def past_capitals(sentence: Sentence, at: int) -> int:
    """Past the words with capitals that begin at `at`."""
    while is_capital(sentence, at):
        at += 1
    return at


def before_capitals(sentence: Sentence, end: int) -> int:
    """Where the words with capitals before word `end` begin."""
    while is_capital(sentence, end - 1):
        end -= 1
    return end


def describes(low: str) -> bool:
    """Whether a word may stand in a noun phrase before its noun, or be it: no article, no verb."""
    kinds = ("preposition", "conjunction", "subordinator", "be", "have", "say", "adverb")
    return low[:1].isalpha() and low not in closed(*kinds, "determiner", "pronoun")


def goes_on(low: str) -> bool:
    """Whether a noun phrase goes on with a word, "of" and "'s" among them."""
    kinds = ("conjunction", "subordinator", "preposition", "be", "say", "saying", "have")
    plain = low[:1].isalpha() and low not in closed(*kinds, "active", "past")
    return plain or low in ("of", "'s")
