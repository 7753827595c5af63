"""How far a verb reaches for those it befalls: the subject before it, the people after it.

Every answer is the indices of phrases about people; where a reading is doubtful it is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import is_nominal
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect

_FARTHEST_SUBJECT = 12
_FARTHEST_PAST_COMMAS = 24
_NEAREST_OBJECT = 3
_NEAREST_THING = 2
_PLACING = frozenset("of in at near from outside on inside".split())


class Reach:
    """The phrases about people of one sentence, as its verbs see them."""

    def __init__(self, sentence: Sentence, people: Sequence[People]) -> None:
        self._s = sentence
        self._people = people

    def subject(self, verb: int) -> list[int]:
        """The nearest people to the left, with their roll, if nothing between bars it."""
        for who in range(len(self._people) - 1, -1, -1):
            people = self._people[who]
            if people.last > verb or self._is_bracketed(people, verb):
                continue
            if self._is_shared(people, verb):
                continue
            if people.within is not None and not people.apart:
                return self._whole_and_parts(people, verb)
            reaches = people.counted or people.last == verb
            return self._roll(who, verb) if reaches and self._may_reach(people.last, verb) else []
        return []

    def _is_shared(self, people: People, verb: int) -> bool:
        """As in "two of the 45 wounded are critical": the two are, though "who fled" is of all."""
        at = people.last
        if self._s.low(at) == "who" and all(
            self._s.low(on) in closed("have") | closed("be") | closed("adverb")
            for on in range(at + 1, verb)
        ):
            return False
        return any(p.first < people.first and people.last <= p.last for p in self._people)

    def _is_bracketed(self, people: People, verb: int) -> bool:
        """As in "four guards (three in Velm, one in Tavo) died": the four did."""
        lows = self._s.lows
        if self._is_between_dashes(people, verb):
            return True
        opened = [at for at in range(people.first) if lows[at] == "("]
        return (
            bool(opened)
            and ")" in lows[people.last : verb]
            and (")" not in lows[opened[-1] : people.first])
        )

    def _is_between_dashes(self, people: People, verb: int) -> bool:
        """As in "three clerks - Finch, 50, a cook and a porter - died": the three did."""
        dashes = [at for at in range(verb) if self._s.low(at) in ("-", "–", "—")]
        if len(dashes) < 2 or dashes[-1] != verb - 1 or people.first < dashes[-2]:  # noqa: PLR2004 - a pair
            return False
        return any(p.last == dashes[-2] and p.counted for p in self._people)

    def _whole_and_parts(self, part: People, verb: int) -> list[int]:
        """As in "21 people, including 10 guards, were killed": the whole first, then its parts."""
        if not self._may_reach(part.last, verb) or part.within is None:
            return []
        inside = [at for at, p in enumerate(self._people) if p.roll == part.roll and p.last <= verb]
        return [part.within, *inside]

    def _roll(self, who: int, verb: int) -> list[int]:
        """The coordinated phrases that end with this one, but none that another verb has taken."""
        roll = self._people[who].roll
        members = [at for at, p in enumerate(self._people) if p.roll == roll and p.last <= verb]
        first = self._people[members[0]].first
        if len(members) > 1 and self._verb_before(first):
            return [who]
        return [at for at in members if self._people[at].counted] or members

    def _verb_before(self, first: int) -> bool:
        return any(mark.last == first for mark in self._s.of("past", "active"))

    def _may_reach(self, end: int, verb: int) -> bool:
        gap = self._s.lows[end:verb]
        if not gap:
            return True
        if self._is_of_things(end, verb):
            return False
        commas = gap.count(",")
        limit = _FARTHEST_PAST_COMMAS if commas >= 2 else _FARTHEST_SUBJECT  # noqa: PLR2004 - a pair of commas
        if len(gap) > limit:
            return False
        # One comma before a clause of its own cuts; a pair encloses an aside.
        aside = gap[0] in (",", "(", "who", "-", "–", "—", "which", "that") and commas != 1
        if aside:
            return not any(low in (";", ".") for low in gap)
        return not any(self.breaks(at, verb) for at in range(end, verb)) and not (
            self._has_new_subject(end, verb)
        )

    def _is_of_things(self, end: int, verb: int) -> bool:
        """As in "the mayor says 12 houses were burned": what is counted right before the verb."""
        near = [c for c in self._s.counts if end < c.first and 0 < verb - c.last <= _NEAREST_THING]
        if not near or near[-1].is_article:
            return False
        mine = range(near[-1].first, near[-1].last + 1)
        return not any(
            people.first in mine or near[-1].first in range(people.first, people.last)
            for people in self._people
        ) and is_nominal(self._s, near[-1].last, verb)

    def _has_new_subject(self, end: int, verb: int) -> bool:
        """As in "three guards were hurt and a lorry was seized": the lorry was."""
        said = [m.last for m in self._s.of("past", "dying", "state") if end < m.last < verb]
        first = min(said, default=verb)
        joints = [at for at in range(first, verb - 1) if self._s.low(at) in ("and", "but", ",")]
        return bool(joints) and self._s.low(joints[-1] + 1) in closed("determiner") | closed(
            "pronoun"
        )

    def breaks(self, at: int, verb: int) -> bool:
        """Whether the word at a place opens a clause that the verb is not of."""
        low = self._s.low(at)
        if low in (";", ":", "."):
            return True
        return (
            low in closed("subordinator")
            and not (low == "as" and self._s.low(at - 1).endswith("ed"))
            and low not in ("who", "which", "that", "since", "before")
            and at < verb
        )

    def object_of(self, at: int) -> list[int]:
        """The people right after a verb, with their roll and their parts."""
        for who, people in enumerate(self._people):
            if people.first < at:
                continue
            gap = self._s.lows[at : people.first]
            near = len(gap) <= _NEAREST_OBJECT and all(map(self._may_precede_object, gap))
            if not near and not (people.counted and self._is_phrase(at, people.first)):
                return []
            if self._speaks(people):
                return []
            return self.object_roll(who)
        return []

    def _may_precede_object(self, low: str) -> bool:
        return (
            low in closed("determiner")
            or low in closed("adverb")
            or low in ("of", "off", "about", "down")
        )

    def _is_phrase(self, first: int, last: int) -> bool:
        """As in "killed the village head and 16 others": a phrase without a figure, and "and"."""
        return self._s.low(last - 1) == "and" and is_nominal(self._s, first, last - 1)

    def object_roll(self, who: int) -> list[int]:
        """The roll from here on, cut before a phrase that has a verb of its own."""
        kept = [who]
        for at in range(who + 1, len(self._people)):
            people = self._people[at]
            if people.roll != self._people[who].roll and not self._goes_on(kept[-1], people):
                break
            if self.has_own_verb(people) or self._speaks(people):
                break
            kept.append(at)
        return kept

    def _goes_on(self, last: int, people: People) -> bool:
        """As in "killed two guards in Velm and a third in Tavo": a place stands between them."""
        end = self._people[last].last
        return (
            people.counted
            and people.within is None
            and self._s.low(end) in _PLACING
            and self._is_phrase(end, people.first)
        )

    def has_own_verb(self, people: People) -> bool:
        """Whether a verb right after tells what befell them alone."""
        at = people.last
        relative = self._s.low(at) in ("who", "that")
        if not relative and self._s.low(at) in closed("be", "have"):
            return True
        at += relative
        # "One who had died": the clause says of the one what befell him.
        while relative and self._s.low(at) in closed("be", "have"):
            at += 1
        at += self._s.low(at) in closed("adverb")
        own = (mark for mark in self._s.of("past", "state", "dying") if mark.first == at)
        # "52 killed, including seven who were shot": they are among the dead.
        own = (m for m in own if not relative or m.value == Effect.KILLED)
        return any(not self._s.low(mark.first).endswith("ing") for mark in own)

    def _speaks(self, people: People) -> bool:
        """As in "killing 14 and wounding 37, two doctors said"."""
        return self._s.low(people.last) in closed("speaks")

    def adjacent_left(self, verb: int) -> list[int]:
        """As in "10 soldiers killed": counted people right before a bare participle."""
        for who in range(len(self._people) - 1, -1, -1):
            people = self._people[who]
            if people.last == verb and people.counted:
                # "47 soldiers, and 1,900 detained": a bare figure is of its own verb alone.
                return [who] if people.bare else self._roll(who, verb)
            if people.last <= verb:
                return []
        return []
