"""The words of a name of whoever did it: where it begins and ends, and what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Role

_WITHIN_NAMES = frozenset("of the for and".split())
_INSIDE_NAMES = frozenset(("of", "'s"))
_BARRED = ("preposition", "conjunction", "subordinator", "be", "have", "say", "saying", "modal")
_QUESTIONS = frozenset("what who whom whose which how why".split())
_SUSPECTED = frozenset("suspected alleged".split())
_KINDS_OF_FORCES = frozenset(
    "special security government armed police rebel army masked unknown local coalition federal"
    " state unidentified suspected allied".split()
)
_PHRASE_ENDS = frozenset(", . ; : and for who which that after when in on at".split()) | {""}
LONGEST_NAME = 8
MOST_EPITHETS = 4


@dataclass(frozen=True, slots=True)
class DoerNames:
    """One sentence, asked which of its words may be of a doer's name."""

    sentence: Sentence
    cast: Cast

    @property
    def _shouted(self) -> bool:
        """In upper-case copy a capital tells no name."""
        return not any(map(str.islower, self.sentence.text))

    def _phrase_start(self, end: int, first: int) -> int:
        """Back over what describes a noun: "two government soldiers"; without the article."""
        while first and end - first < LONGEST_NAME and self._may_describe(first - 1):
            first -= 1
        return first

    def _may_describe(self, at: int) -> bool:
        low = self.sentence.low(at)
        plain = (low[0].isalpha() and low not in _QUESTIONS) or low == "'s"
        return plain and low not in closed(*_BARRED, "determiner", "adverb")

    def _may_describe_after(self, at: int) -> bool:
        return at < len(self.sentence.words) and self._may_describe(at)

    def _may_name(self, at: int) -> bool:
        low = self.sentence.low(at)
        if low in ("of", "the"):
            return True
        barred = (*_BARRED, "determiner", "adverb")
        return low[0].isalnum() and low not in closed(*barred)

    def _may_lead(self, at: int) -> bool:
        """A word that may stand between the blame and a name: "the shadowy", "members of"."""
        low = self.sentence.low(at)
        return low in closed("skip_before_name") or (bool(low) and self._may_describe(at))

    def _has_name(self, first: int, end: int) -> bool:
        if any(self._is_capital(at) for at in range(max(first, 1), end)):
            return True
        opens = first == 0 and end > 1 and self.sentence.low(0) not in _KINDS_OF_FORCES
        return opens and self.sentence.low(end - 1) in closed("band")

    def _past_suspected(self, first: int) -> int:
        """Past "suspected": the name alone."""
        return first + (self.sentence.low(first) in _SUSPECTED)

    def _name_start(self, end: int) -> int:
        """Where capitals, with "of" among them, begin; without "The"."""
        first = end
        while self._is_capital(first - 1) or (
            first < end and self.sentence.low(first - 1) in _INSIDE_NAMES
        ):
            first -= 1
        return first + (first < end and self.sentence.low(first) == "the")

    def capitals(self, first: int) -> int:
        """The end of a run of words with capitals, with "of" and the like inside."""
        last = at = first
        while self._is_capital(at) or (at > first and self.sentence.low(at) in _WITHIN_NAMES):
            at += 1
            last = at if self._is_capital(at - 1) else last
        return last

    def _is_capital(self, at: int) -> bool:
        inside = not self._shouted and 0 <= at < len(self.sentence.words)
        return inside and self.sentence.words[at].text[0].isupper()

    def _is_other(self, first: int, last: int) -> bool:
        """An office, an outlet or a word of a sentence's beginning: nobody who does a deed."""
        kinds = ("speaker", "open_speaker", "outlet", "courtesy", "rank")
        if any(first <= mark.first < last for mark in self.sentence.of(*kinds)):
            return True
        openers = ("determiner", "pronoun", "preposition", "subordinator", "conjunction", "adverb")
        return self.sentence.low(first) in closed(*openers)

    def is_armed(self, mark: Mark) -> bool:
        """Whether the body a mark names is an armed group."""
        return self.cast.role_of(mark.value) is Role.ARMED_GROUP

    def _past_origin(self, last: int) -> int:
        """Past "from across the river", "of the Tavo hills"."""
        named = any(self._is_capital(at) for at in range(last + 1, last + MOST_EPITHETS))
        if self.sentence.low(last) != "from" and not (self.sentence.low(last) == "of" and named):
            return last
        end = last + 1
        while end - last < LONGEST_NAME and self.sentence.low(end) not in _PHRASE_ENDS:
            end += 1
        return end
