"""A suspect in custody, a gunman described, a second gunman spoken of: who did it, by no group."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import ARTICLES
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import back_over, past
from llm_extract.records.claims import Responsibility, Stance

_TELLING = frozenset(("held_for_it", "perpetrator", "another_doer"))
_FEWEST_NAME_WORDS = 2
_LONGEST_PHRASE = 9
_JUST_BEFORE = 3
_NEAR_CHARGE = 9
# Verbs that hold people for many reasons, and the words that say it is for the deed.
_LOOSE = frozenset(("detained", "held"))
_FOR_IT = frozenset(("suspicion", "connection", "charges"))
_NO = frozenset(("no", "not", "never"))
_ENDS = frozenset((",", ".", ";", "")) | frozenset(
    "who whom whose was is has had were after on for and in over".split()
)


def find_suspects(sentence: Sentence) -> Iterator[Finding]:
    """Those whom police hold or describe as the ones who did it."""
    if not sentence.has(_TELLING):
        return
    for mark in sentence.of("held_for_it"):
        loose = sentence.low(mark.last - 1) in _LOOSE and mark.last - mark.first == 1
        if loose and _FOR_IT.isdisjoint(sentence.lows[mark.last : mark.last + _NEAR_CHARGE]):
            continue
        yield from _held(sentence, mark)
    for mark in sentence.of("perpetrator"):
        yield from _described(sentence, mark)
    for mark in sentence.of("another_doer"):
        before = sentence.lows[max(0, mark.first - _JUST_BEFORE) : mark.first]
        stance = Stance.ASSERTS if _NO.isdisjoint(before) else Stance.DENIES
        yield _found(sentence, mark.first, mark.last, stance)


def _held(sentence: Sentence, mark: Mark) -> Iterator[Finding]:
    """As in "arrested A. Name, 24", "a 27-year-old man was in custody"."""
    spans = (_person_after(sentence, mark.last), _person_before(sentence, mark.first))
    span = next((each for each in spans if each is not None), None)
    if span is not None:
        yield _found(sentence, *span, Stance.ACCUSES)


def _described(sentence: Sentence, mark: Mark) -> Iterator[Finding]:
    """As in "the suspect, a 34-year-old local man", "the gunman was identified as A. Name"."""
    at = end = mark.last
    end = past(sentence, end, closed("be", "have", "adverb") | {","})
    named = next((m.last for m in sentence.of("names_them") if at <= m.first <= end), at)
    last = _name_end(sentence, named)
    if named > at and last - named >= _FEWEST_NAME_WORDS:
        yield _found(sentence, named, last, Stance.ACCUSES)
    elif sentence.low(at) == "," and sentence.low(at + 1) in ARTICLES:
        last = _phrase_end(sentence, at + 1)
        if _tells_a_person(sentence, at + 1, last):
            yield _found(sentence, at + 2, last, Stance.ACCUSES)


def _person_after(sentence: Sentence, at: int) -> tuple[int, int] | None:
    last = _name_end(sentence, at)
    if last - at >= _FEWEST_NAME_WORDS and sentence.low(last) in (",", "("):
        return at, last
    end = _phrase_end(sentence, at)
    few = sentence.low(at) in ARTICLES or sentence.low(at) in closed("few")
    if few and _tells_a_person(sentence, at, end):
        return at + (sentence.low(at) in ARTICLES), end
    return None


def _person_before(sentence: Sentence, end: int) -> tuple[int, int] | None:
    """The subject of "was arrested": a few people described, or a name with an age."""
    at = back_over(sentence, end, closed("have", "be", "adverb"))
    aged = sentence.low(at - 1) == "," and sentence.low(at - 2).isdigit()
    if aged and sentence.low(at - 3) == ",":
        first = at - 3
        while first and _is_capital(sentence, first - 1):
            first -= 1
        return (first, at - 3) if at - 3 - first >= _FEWEST_NAME_WORDS else None
    for first in range(at - 1, max(-1, at - _LONGEST_PHRASE - 1), -1):
        low = sentence.low(first)
        if low in _ENDS:
            return None
        if low in ARTICLES or low in closed("few"):
            told = _tells_a_person(sentence, first, at)
            return (first + (low in ARTICLES), at) if told else None
    return None


def _phrase_end(sentence: Sentence, first: int) -> int:
    at = first
    while at - first < _LONGEST_PHRASE and sentence.low(at) not in _ENDS:
        at += 1
    return at


def _tells_a_person(sentence: Sentence, first: int, last: int) -> bool:
    """Whether an age or a kinship marks the phrase as one of certain people."""
    inside = sentence.lows[first:last]
    return any(low in closed("aged") or low in closed("suspected_kin") for low in inside)


def _name_end(sentence: Sentence, at: int) -> int:
    while _is_capital(sentence, at):
        at += 1
    return at


def _is_capital(sentence: Sentence, at: int) -> bool:
    """Whether a word may be of a name; in upper-case copy none is."""
    word = sentence.words[at].text if 0 <= at < len(sentence.words) else ""
    return word[:1].isupper() and not word.isupper()


def _found(sentence: Sentence, first: int, last: int, stance: Stance) -> Finding:
    actor = sentence.said(first, last)
    start, end = sentence.offsets(first, last)
    return Finding(Responsibility(actor=actor), sentence, start, end, stance)
