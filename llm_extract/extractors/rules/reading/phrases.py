"""The noun phrase that names a speaker: where it begins and ends, and what stands in it."""

from __future__ import annotations

from functools import cache

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Role

MOST_MODIFIERS = 4
_BODIES_OF = frozenset("ministry department minister secretary institute".split())


@cache
def stops() -> frozenset[str]:
    """Words that no noun phrase runs over."""
    kinds = (
        "be",
        "have",
        "preposition",
        "determiner",
        "conjunction",
        "subordinator",
        "say",
        "saying",
        "adverb",
        "modal",
    )
    return closed(*kinds) - {"local"}


def is_proper(sentence: Sentence, at: int) -> bool:
    """Whether a word may be of a name."""
    word = sentence.words[at]
    return word.text[0].isupper() and word.low not in stops() and word.low not in closed("pronoun")


def past_proper(sentence: Sentence, at: int) -> int:
    """Past the words that may be of one name."""
    while at < len(sentence.words) and is_proper(sentence, at):
        at += 1
    return at


def may_open(sentence: Sentence, at: int) -> bool:
    """Whether a word may stand before a speaking noun and belong to it."""
    low = sentence.low(at)
    return low[0].isalpha() and low not in stops()


def past_circumstance(sentence: Sentence, first: int, last: int) -> int:
    """Past "In a statement quoted by XYZ" to the last "the", whose noun is the subject."""
    if sentence.low(first) not in closed("preposition"):
        return first
    articles = [at for at in range(first + 1, last) if sentence.low(at) == "the"]
    return articles[-1] if articles else first


def is_named(sentence: Sentence, used: list[Mark]) -> bool:
    """A person, a body or an outlet by name, or an institution that is the only one of its kind."""
    return any(
        mark.kind in ("actor", "outlet", "proper") or sentence.low(mark.last - 1) == "ministry"
        for mark in used
    )


def is_alone(used: list[Mark]) -> bool:
    """A body by itself, or its report; not its spokesman."""
    return all(
        mark.kind in ("actor", "outlet") or mark.value in (Role.UNATTRIBUTED, Role.MEDIA)
        for mark in used
    )


def cluster(sentence: Sentence, heads: list[Mark], first: int) -> tuple[int, int, list[Mark]]:
    """The first speaking noun with what is joined to it: "Interior Minister A. Name"."""
    at = next((at for at, mark in enumerate(heads) if mark.kind != "proper"), 0)
    if at and sentence.low(heads[0].last) in closed("preposition") | {","}:
        at = 0
    used = [heads[at]]
    end = heads[at].last
    for mark in heads[at + 1 :]:
        joined = end + (sentence.low(end) in ("'s", "."))
        if mark.last > end and _only_sectors(sentence, joined, mark.first):
            used.append(mark)
            end = mark.last
    end = _with_of(sentence, end)
    start = heads[at].first
    while start > first and heads[at].first - start < MOST_MODIFIERS:
        joined = sentence.low(start - 1) == "and" and sentence.low(start - 2) in closed(
            "speaker_sector"
        )
        if not joined and not may_open(sentence, start - 1):
            break
        start -= 1
    return start, end, used


def _with_of(sentence: Sentence, end: int) -> int:
    """As in "Ministry of Interior"."""
    if sentence.low(end) != "of" or sentence.low(end - 1) not in _BODIES_OF:
        return end
    last = past_proper(sentence, end + 1)
    return last if last > end + 1 else end


def _only_sectors(sentence: Sentence, start: int, end: int) -> bool:
    """Nothing, or words that belong to the noun after them ("the LN media wing's spokesman")."""
    return start <= end and all(
        sentence.low(at) in closed("speaker_sector") for at in range(start, end)
    )
