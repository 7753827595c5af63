"""The words that name who did it, before a verb and after a cue such as "by" or "blamed".

After a cue stand the same kinds of doers as before a verb, and whom somebody is blamed by may call
as he likes: "paymasters abroad".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from llm_extract.extractors.rules.deeds.agents import (
    OURS,
    Agents,
    is_culprit,
)
from llm_extract.extractors.rules.reading.doer_names import LONGEST_NAME, MOST_EPITHETS
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.steps import past

# Words in quotation marks that follow at once.
_QUOTED = re.compile(r" [“\"]([^“”\"\n]{3,60}?)[,.]?[”\"]")
_FARTHEST_NAME = 10


@dataclass(frozen=True, slots=True)
class Doers(Agents):
    """One sentence, asked for names of doers before and after a word."""

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
        office = office or any(
            at <= self.sentence.at(day.start) < last for day in self.sentence.dates
        )
        return self.sentence.said(at, last) if last > at and not office else None

    def anyone_after(self, at: int) -> str | None:
        """Whoever is blamed: a body of any kind, a name, a side, or a kind of people."""
        body = self._body_after(at)
        if body is not None:
            return body
        named = self._name_within(at) or self.quoted_after(at) or self._culprits_after(at)
        side = None if named else self.side_after(at)
        return named or (side[0] if side else self.described_after(at))

    def _name_within(self, at: int) -> str | None:
        """A name right after, or past the words that describe it: "the little-known Oath"."""
        for first in range(at, at + MOST_EPITHETS):
            if first > at and self.sentence.low(first) == "of":
                return None
            name = self.name_after(first)
            leads = self._may_lead(first) and not self._is_capital(first)
            if name is not None or not leads:
                return name
        return None

    def _body_after(self, at: int) -> str | None:
        """A body named within the phrase, and not what belongs to it: "the ministry's neglect"."""
        for mark in self.sentence.of("actor"):
            if at <= mark.first <= at + LONGEST_NAME and self.sentence.low(mark.last) != "'s":
                between = range(at, mark.first)
                if all(self._may_lead(at) for at in between):
                    return mark.value
        return None

    def _culprits_after(self, at: int) -> str | None:
        """As in "poachers from across the river", "a rival clan": people by what they are."""
        first = past(self.sentence, at, closed("determiner"))
        last = first
        while last - first < LONGEST_NAME and self._may_describe_after(last):
            last += 1
        if last == first or not is_culprit(self.sentence.low(last - 1)):
            return None
        return self.sentence.said(first, self._past_origin(last))

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
            bare = self.sentence.low(head.last - 1) in closed("perpetrator")
            if head.value == "militants" and not bare and at <= head.first <= at + LONGEST_NAME:
                between = self.sentence.lows[at : head.first]
                if all(low[0].isalpha() and low not in closed("preposition") for low in between):
                    return self.sentence.said(at, head.last)
        return None

    def side_after(self, at: int) -> tuple[str, str] | None:
        """As in "by the army", "by the fleeing warders": a side, and which."""
        first = past(self.sentence, at, closed("determiner"))
        for side in self.sentence.of("side"):
            if first <= side.first <= first + LONGEST_NAME:
                between = range(first, side.first)
                if not all(self._may_describe(at) for at in between):
                    return None
                return self.sentence.said(first, side.last), side.value
        return None

    def band_after(self, at: int) -> str | None:
        """As in "by suspected Orlo militiamen": a band with a name."""
        end = at
        while end < len(self.sentence.words) and end - at < LONGEST_NAME and self._may_name(end):
            end += 1
            if self.sentence.low(end - 1) in closed("band", "culprits"):
                found = self._band_before(end)
                return found if found and self._has_name(at, end) else None
        return None

    def titled_after(self, at: int) -> str | None:
        """As in "by the Iron Dawn": a name of two capitals after "the"."""
        if self.sentence.low(at) != "the":
            return None
        last = self.capitals(at + 1)
        return self.titled_before(last) if last > at + 1 else None

    def own_after(self, at: int) -> str | None:
        """As in "by our fighters", "by us"."""
        if self.sentence.low(at) == "us":
            return "we"
        last = at + 1
        while last < at + LONGEST_NAME and self.sentence.low(last - 1) not in closed("own_people"):
            last += 1
        return self._owned_before(last, frozenset((OURS,)))
