"""How far a verb reaches for those it befalls: the subject before it, the people after it.

Every answer is the indices of phrases about people; where a reading is doubtful it is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import is_nominal
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import past
from llm_extract.records.claims import Effect

_FARTHEST_SUBJECT = 12
_FARTHEST_PAST_COMMAS = 24
_NEAREST_OBJECT = 3
_NEAREST_THING = 2
_STOPS = frozenset((";", ":", "."))
# A clause that these open goes on with its subject.
_GO_ON = frozenset(("who", "which", "that", "since", "before"))
_BEFORE_OBJECT = closed("determiner", "adverb") | {"of", "off", "about", "down"}
_DASHES = frozenset(("-", "–", "—"))


class Reach:
    """The phrases about people of one sentence, as its verbs see them."""

    def __init__(self, sentence: Sentence, people: Sequence[People]) -> None:
        self._s = sentence
        self._people = people

    def subject(self, verb: int) -> list[int]:
        """The nearest people to the left, with their roll, if nothing between bars it."""
        for who in range(len(self._people) - 1, -1, -1):
            people = self._people[who]
            if people.last > verb or self._is_aside(people, verb):
                continue
            if people.within is not None and not people.apart:
                return self._whole_and_parts(people, people.within, verb)
            reaches = people.counted or people.last == verb
            return self._roll(who, verb) if reaches and self._may_reach(people.last, verb) else []
        return []

    def _is_aside(self, people: People, verb: int) -> bool:
        """As in "four guards (three in Velm, one in Tavo) died", "... - a cook among them - died".

        The four did; dashes hold an aside where they stand right after a figure and right before
        the verb.
        """
        before, after = self._s.lows[: people.first], self._s.lows[people.last : verb]
        if ")" in after and before.count("(") > before.count(")"):
            return True
        opened = next((at for at in range(people.first - 1, 0, -1) if before[at] in _DASHES), 0)
        shut = after[-1:] and after[-1] in _DASHES
        return bool(shut) and any(p.last == opened and p.counted for p in self._people)

    def _whole_and_parts(self, part: People, whole: int, verb: int) -> list[int]:
        """As in "21 people, including 10 guards, were killed": the whole first, then its parts."""
        if not self._may_reach(part.last, verb):
            return []
        return [whole, *(at for at, p in enumerate(self._people) if p.roll == part.roll)]

    def _roll(self, who: int, verb: int) -> list[int]:
        """The coordinated phrases that end with this one, but none that another verb has taken."""
        roll = self._people[who].roll
        members = [at for at, p in enumerate(self._people) if p.roll == roll and p.last <= verb]
        if len(members) > 1 and self._s.ending(self._people[members[0]].first, "past", "active"):
            return [who]
        return [at for at in members if self._people[at].counted] or members

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
        broken = any(map(self.breaks, range(end, verb)))
        return not broken and not self._has_new_subject(end, verb)

    def _is_of_things(self, end: int, verb: int) -> bool:
        """As in "the mayor says 12 houses were burned": what is counted right before the verb."""
        counts = (c for c in self._s.counts if end < c.first and not c.is_article)
        near = (c for c in counts if 0 < verb - c.last <= _NEAREST_THING)
        return any(is_nominal(self._s, c.last, verb) for c in near)

    def _has_new_subject(self, end: int, verb: int) -> bool:
        """As in "three guards were hurt and a lorry was seized": the lorry was."""
        said = [m.last for m in self._s.of("past", "dying", "state") if end < m.last < verb]
        first = min(said, default=verb)
        joints = [at for at in range(first, verb - 1) if self._s.low(at) in ("and", "but", ",")]
        return bool(joints) and self._s.low(joints[-1] + 1) in closed("determiner", "pronoun")

    def breaks(self, at: int) -> bool:
        """Whether the word at a place opens a clause that a verb after it is not of."""
        low = self._s.low(at)
        named = low == "as" and self._s.low(at - 1).endswith("ed")
        return low in _STOPS or (low in closed("subordinator") - _GO_ON and not named)

    def object_of(self, at: int) -> list[int]:
        """The people right after a verb, with their roll and their parts."""
        who = next((who for who, people in enumerate(self._people) if people.first >= at), None)
        if who is None:
            return []
        people = self._people[who]
        gap = self._s.lows[at : people.first]
        near = len(gap) <= _NEAREST_OBJECT and _BEFORE_OBJECT.issuperset(gap)
        joined = people.counted and self._is_phrase(at, people.first)
        return self.object_roll(who) if near or joined else []

    def _is_phrase(self, first: int, last: int) -> bool:
        """As in "killed the village head and 16 others": a phrase without a figure, and "and"."""
        return self._s.low(last - 1) == "and" and is_nominal(self._s, first, last - 1)

    def object_roll(self, who: int) -> list[int]:
        """The roll from here on, cut before a phrase that has a verb of its own."""
        kept = [who]
        for at in range(who + 1, len(self._people)):
            people = self._people[at]
            if people.roll != self._people[who].roll or self.has_own_verb(people):
                break
            kept.append(at)
        return kept

    def has_own_verb(self, people: People) -> bool:
        """Whether a verb right after tells what befell them alone."""
        at = people.last
        relative = self._s.low(at) in ("who", "that")
        if self._s.low(at) in closed("be", "have"):
            return True
        at += relative
        # "One who had died": the clause says of the one what befell him.
        at = past(self._s, at, closed("be", "have")) if relative else at
        at += self._s.low(at) in closed("adverb")
        own = (mark for mark in self._s.of("past", "state", "dying") if mark.first == at)
        # "52 killed, including seven who were shot": they are among the dead.
        own = (m for m in own if not relative or m.value == Effect.KILLED)
        return any(not self._s.low(mark.first).endswith("ing") for mark in own)

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
