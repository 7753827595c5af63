"""The words that name who did it: a body, a band with a name, a side, or the speaker's own people.

Every search gives the name as it is filed: a body by its fullest name, all others as worded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from llm_extract.extractors.rules.actors import Cast
from llm_extract.extractors.rules.lexicon import Mark, closed
from llm_extract.extractors.rules.scene import Sentence
from llm_extract.records.claims import Role

# Words in quotation marks that follow at once.
_QUOTED = re.compile(r" [“\"]([^“”\"\n]{3,60}?)[,.]?[”\"]")
_WITHIN_NAMES = frozenset("of the for and".split())
_BARRED = ("preposition", "conjunction", "subordinator", "be", "have", "say", "saying", "modal")
_FARTHEST_NAME = 10
_LONGEST_NAME = 8
_LONGEST_ASIDE = 14
_OURS, _THEIRS = "our", frozenset(("its", "their", "his"))


@dataclass(frozen=True, slots=True)
class Doers:
    """One sentence, asked for names of doers before and after a word."""

    sentence: Sentence
    cast: Cast

    @property
    def _shouted(self) -> bool:
        """In upper-case copy a capital tells no name."""
        return not any(map(str.islower, self.sentence.text))

    # ------------------------------------------------------------ before a verb

    def before_verb(self, verb: int) -> int:
        """Where the subject of a verb ends: before "have", "also", "on Tuesday" and asides."""
        end = verb
        while self._is_between(end - 1):
            end -= 1
        if self.sentence.low(end - 1) == ")":
            return self._opening(end - 1, "(")
        return self._opening(end - 1, ",") if self.sentence.low(end - 1) == "," else end

    def _opening(self, closing: int, sign: str) -> int:
        """Before an aside in commas or brackets: "our unit, acting on orders, closed"."""
        low = self.sentence.low
        nearest = range(closing - 1, max(0, closing - _LONGEST_ASIDE), -1)
        return next((at for at in nearest if low(at) == sign), closing)

    def named_before(self, end: int) -> str | None:
        """An armed group, or a band with a name: "Velmish troops", "sea fighters of the Dawn"."""
        return self._armed_before(end) or self._band_before(end)

    def own_before(self, end: int) -> str | None:
        """The speaker's people: "we", "our fighters", "our Second Detachment"."""
        if self.sentence.low(end - 1) == "we":
            return "we"
        return self._owned_before(end, frozenset((_OURS,)))

    def its_own_before(self, end: int) -> bool:
        """Whether the subject is whoever speaks: "it", "they", "its fighters", "his men"."""
        if self.sentence.low(end - 1) in ("it", "they"):
            return True
        return self._owned_before(end, _THEIRS) is not None

    def side_before(self, end: int) -> tuple[str, str] | None:
        """A side without a name, and which: "an army tank", "the rebels"."""
        side = next((m for m in self.sentence.of("side") if m.last == end), None)
        if side is None:
            return None
        first = self._phrase_start(end, side.first)
        return self.sentence.said(first, end), side.value

    def people_before(self, end: int) -> str | None:
        """An armed group, a side, or a name of capitals right before a word."""
        named = self.named_before(end) or self.own_before(end)
        side = None if named else self.side_before(end)
        return named or (side[0] if side else self.name_before(end))

    def _owned_before(self, end: int, owners: frozenset[str]) -> str | None:
        low = self.sentence.low
        if low(end - 1) not in closed("own_people") and not self._is_capital(end - 1):
            return None
        for first in range(end - 1, max(-1, end - _LONGEST_NAME - 1), -1):
            if low(first) in owners:
                people = any(low(at) in closed("own_people") for at in range(first, end))
                return self.sentence.said(first, end) if people else None
            if not self._may_name(first):
                return None
        return None

    def _phrase_start(self, end: int, first: int) -> int:
        """Back over what describes a noun: "two government soldiers"; without the article."""
        low = self.sentence.low
        while first and end - first < _LONGEST_NAME and self._may_describe(first - 1):
            first -= 1
        while first < end - 1 and low(first) in closed("determiner"):
            first += 1
        return first

    def _may_describe(self, at: int) -> bool:
        low = self.sentence.low(at)
        plain = low[0].isalpha() or low == "'s"
        return plain and not any(low in closed(k) for k in (*_BARRED, "determiner", "adverb"))

    def _is_between(self, at: int) -> bool:
        """What may stand between a side and its verb: "have", "also", "on Tuesday"."""
        if self.sentence.low(at) in closed("have") | closed("adverb"):
            return True
        days = (
            (self.sentence.at(day.start), self.sentence.at(day.end)) for day in self.sentence.dates
        )
        return any(first <= at < last for first, last in days)

    def _armed_before(self, end: int) -> str | None:
        named = (m for m in self.sentence.of("actor") if m.last == end and self.is_armed(m))
        return next((mark.value for mark in named), None)

    def _band_before(self, end: int) -> str | None:
        """A band with a name: "Velmish troops", "sea fighters of the Dawn"; "soldiers" are none."""
        low = self.sentence.low
        if low(end - 1) not in closed("band") and not self._is_capital(end - 1):
            return None
        first = end
        while first and end - first < _LONGEST_NAME and self._may_name(first - 1):
            first -= 1
        while low(first) in ("of", "the") and first < end:
            first += 1
        inside = (m for m in self.sentence.of("actor") if first <= m.first and m.last <= end)
        body = next((m.value for m in inside if self.is_armed(m)), None)
        if body is not None:
            return body
        band = any(low(at) in closed("band") for at in range(first, end))
        return self.sentence.said(first, end) if band and self._has_name(first, end) else None

    def _has_name(self, first: int, end: int) -> bool:
        if any(self._is_capital(at) for at in range(max(first, 1), end)):
            return True
        opens = first == 0 and self._is_capital(0) and end > 1
        return opens and self.sentence.low(end - 1) in closed("band")

    def _may_name(self, at: int) -> bool:
        low = self.sentence.low(at)
        if low in ("of", "the"):
            return True
        barred = (*_BARRED, "determiner", "adverb")
        return low[0].isalnum() and not any(low in closed(kind) for kind in barred)

    def name_before(self, end: int) -> str | None:
        """A name of capitals right before a word, or before its comma."""
        at = end - (self.sentence.low(end - 1) == ",")
        first = at
        while self._is_capital(first - 1):
            first -= 1
        return (
            self.sentence.said(first, at) if first < at and not self._is_other(first, at) else None
        )

    # ------------------------------------------------------------ after a cue

    def armed_after(self, at: int) -> str | None:
        """An armed group within reach, with nothing but "members of the" before it."""
        for mark in self.sentence.of("actor"):
            if at <= mark.first <= at + _FARTHEST_NAME and self.is_armed(mark):
                between = self.sentence.lows[at : mark.first]
                if all(low in closed("skip_before_name") for low in between):
                    return mark.value
        return None

    def name_after(self, at: int) -> str | None:
        """A name that is no body known otherwise: capitals after "the", no title and no office."""
        while self.sentence.low(at) in closed("skip_before_name") and not self._is_capital(at):
            at += 1
        last = self.capitals(at)
        offices = self.sentence.of("speaker", "open_speaker", "outlet", "courtesy")
        office = any(at <= mark.first < last for mark in offices)
        return self.sentence.said(at, last) if last > at and not office else None

    def quoted_after(self, at: int) -> str | None:
        """As in "blamed “paymasters abroad”": the words of the accuser."""
        if at >= len(self.sentence.words):
            return None
        start = self.sentence.words[at - 1].end - self.sentence.start
        quoted = _QUOTED.match(self.sentence.text, start)
        return quoted[1] if quoted else None

    def described_after(self, at: int) -> str | None:
        """As in "what he called foreign-backed terrorists": no body, but a kind of people."""
        while self.sentence.low(at) in closed("skip_before_name") and at < len(self.sentence.words):
            at += 1
        for head in self.sentence.of("head"):
            if head.value == "militants" and at <= head.first <= at + _LONGEST_NAME:
                between = self.sentence.lows[at : head.first]
                if all(low[0].isalpha() and low not in closed("preposition") for low in between):
                    return self.sentence.said(at, head.last)
        return None

    def side_after(self, at: int) -> tuple[str, str] | None:
        """As in "by the army", "by the fleeing warders": a side, and which."""
        first = at
        while self.sentence.low(first) in closed("determiner"):
            first += 1
        for side in self.sentence.of("side"):
            if first <= side.first <= first + _LONGEST_NAME:
                between = range(first, side.first)
                if not all(self._may_describe(at) for at in between):
                    return None
                return self.sentence.said(first, side.last), side.value
        return None

    def own_after(self, at: int) -> str | None:
        """As in "by our fighters", "by us"."""
        if self.sentence.low(at) == "us":
            return "we"
        last = at + 1
        while last < at + _LONGEST_NAME and self.sentence.low(last - 1) not in closed("own_people"):
            last += 1
        return self._owned_before(last, frozenset((_OURS,)))

    # ------------------------------------------------------------ capitals

    def is_armed(self, mark: Mark) -> bool:
        """Whether the body a mark names is an armed group."""
        return self.cast.role_of(mark.value) is Role.ARMED_GROUP

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
        return any(self.sentence.low(first) in closed(kind) for kind in openers)
