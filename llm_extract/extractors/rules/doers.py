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
_PHRASE_ENDS = frozenset(", . ; : and for who which that after when in on at".split()) | {""}
# Nouns of agents: "poachers", "loggers", "arsonists"; and of the blamed, no victims.
_AGENTIVE = ("ers", "ors", "ists", "eers")
_NO_AGENTS = frozenset("others officers numbers leaders members papers powers errors".split())
_MOST_EPITHETS = 4
_KINDS_OF_FORCES = frozenset(
    "special security government armed police rebel army masked unknown local coalition federal"
    " state unidentified suspected allied".split()
)
_QUESTIONS = frozenset("what who whom whose which how why".split())
_FEWEST_NAME_WORDS = 2
_RELATIVES = frozenset("who which that".split())
_LONGEST_MEANS = 6
_MEANS = frozenset("on in from aboard with".split())
_UNIFORMS = frozenset("uniform uniforms fatigues".split())
_MEN = frozenset("men gunmen people youths women persons attackers assailants".split())
_SUSPECTED = frozenset("suspected alleged".split())
_INSIDE_NAMES = frozenset(("of", "'s"))
_LOYAL = frozenset("loyal linked allied belonging".split())
_LISTING = frozenset("and , the both each jointly ( )".split())
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
        return self._armed_before(end) or self._loyal_before(end) or self._band_before(end)

    def _loyal_before(self, end: int) -> str | None:
        """As in "militants loyal to the emir", "men linked to A. Name"."""
        low = self.sentence.low
        for at in range(end - 1, max(1, end - _LONGEST_NAME), -1):
            if low(at) == "to" and low(at - 1) in _LOYAL:
                people = low(at - 2) in closed("band") | _MEN
                return self.sentence.said(self._phrase_start(end, at - 2), end) if people else None
            if not self._may_name(at):
                return None
        return None

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

    def ours_before(self, end: int) -> str | None:
        """Whoever is "ours", whatever they are called: "our lions"."""
        for first in range(end - 1, max(-1, end - _MOST_EPITHETS - 1), -1):
            if self.sentence.low(first) == _OURS:
                return self.sentence.said(first, end) if end - first > 1 else None
            if not self._may_name(first):
                return None
        return None

    def listed_before(self, end: int) -> list[str]:
        """Names joined by commas and "and" right before a word: "the Oath and the Front (OF)"."""
        found: list[str] = []
        at = self._before_listing(end)
        while (first := self._name_start(at)) < at and not self._is_other(first, at):
            bodies = (m.value for m in self.sentence.of("actor") if first <= m.first < at)
            found.append(next(bodies, self.sentence.said(first, at)))
            at = self._before_listing(first)
            if at == first:
                break
        return found[::-1]

    def _before_listing(self, at: int) -> int:
        while self.sentence.low(at - 1) in _LISTING:
            at -= 1
        return at

    def _name_start(self, end: int) -> int:
        """Where capitals, with "of" among them, begin; without "The"."""
        first = end
        while self._is_capital(first - 1) or (
            first < end and self.sentence.low(first - 1) in _INSIDE_NAMES
        ):
            first -= 1
        return first + (first < end and self.sentence.low(first) == "the")

    def side_before(self, end: int) -> tuple[str, str] | None:
        """A side without a name, and which: "an army tank", "the rebels"."""
        masked = self._in_uniform_before(end)
        if masked is not None:
            return masked, "armed"
        for last in (end, self._before_means(end)):
            side = next((m for m in self.sentence.of("side") if m.last == last), None)
            if side is not None:
                return self.sentence.said(self._phrase_start(last, side.first), last), side.value
        return None

    def _before_means(self, end: int) -> int:
        """Before what they came with or from: "bandits on motorcycles", "rebels in two trucks"."""
        for at in range(end - 1, max(0, end - _LONGEST_MEANS), -1):
            if self.sentence.low(at) in _MEANS:
                return at
            if not self._may_describe(at):
                break
        return end

    def _in_uniform_before(self, end: int) -> str | None:
        """As in "men in army uniforms": what they wore tells all that is known of them."""
        if self.sentence.low(end - 1) not in _UNIFORMS:
            return None
        at = self._before_means(end)
        worn = at < end and self.sentence.low(at - 1) in _MEN
        return self.sentence.said(self._phrase_start(end, at - 1), end) if worn else None

    def people_before(self, end: int) -> str | None:
        """An armed group, a side, or a name of capitals right before a word."""
        named = self.named_before(end) or self.own_before(end)
        side = None if named else self.side_before(end)
        return named or (side[0] if side else self.name_before(end))

    def anyone_before(self, end: int) -> str | None:
        """Whoever is named right before a word: a body of any kind, a side, a name of capitals."""
        body = next((m.value for m in self.sentence.of("actor") if m.last == end), None)
        return body or self.people_before(end) or self._owner_before(end)

    def _owner_before(self, end: int) -> str | None:
        """As in "Marn's foreign ministry": whose office it is."""
        owner = (at for at in range(end - 1, end - _MOST_EPITHETS, -1) if self._owns(at))
        at = next(owner, None)
        return None if at is None else self.name_before(at)

    def _owns(self, at: int) -> bool:
        return self.sentence.low(at) == "'s"

    def antecedent(self, end: int) -> int:
        """Before "who" or ", which": where whoever did it is named."""
        if self.sentence.low(end - 1) not in _RELATIVES:
            return end
        return end - 1 - (self.sentence.low(end - 2) == ",")

    def titled_before(self, end: int) -> str | None:
        """A name of two capitals after "the": "the Iron Dawn", who may be any band."""
        first = self._name_start(end)
        named = end - first >= _FEWEST_NAME_WORDS and not self._is_other(first, end)
        after_article = self.sentence.low(first - 1) == "the"
        placed = any(first <= self.sentence.at(p.start) < end for p in self.sentence.places)
        return self.sentence.said(first, end) if named and after_article and not placed else None

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
        plain = (low[0].isalpha() and low not in _QUESTIONS) or low == "'s"
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
        if low(end - 1) not in closed("band") | {"militia"} and not self._is_capital(end - 1):
            return None
        first = end
        while first and end - first < _LONGEST_NAME and self._may_name(first - 1):
            first -= 1
        while low(first) in ("of", "the") and first < end:
            first += 1
        first = self._past_members(first, end)
        inside = (m for m in self.sentence.of("actor") if first <= m.first and m.last <= end)
        body = next((m.value for m in inside if self.is_armed(m)), None)
        if body is not None:
            return body
        band = any(low(at) in closed("band") | {"militia"} for at in range(first, end))
        return self.sentence.said(first, end) if band and self._has_name(first, end) else None

    def _past_members(self, first: int, end: int) -> int:
        """Past "suspected members of the": the name alone."""
        suspected = self.sentence.low(first) in _SUSPECTED
        of = first + suspected + 1
        if not suspected or self.sentence.low(of) not in ("of", "from"):
            return first + suspected
        return min(of + 1 + (self.sentence.low(of + 1) == "the"), end - 1)

    def _has_name(self, first: int, end: int) -> bool:
        if any(self._is_capital(at) for at in range(max(first, 1), end)):
            return True
        opens = first == 0 and self._is_capital(0) and end > 1
        opens = opens and self.sentence.low(0) not in _KINDS_OF_FORCES
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
        first += first < at and self.sentence.low(first) == "the"
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
        for first in range(at, at + _MOST_EPITHETS):
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
            if at <= mark.first <= at + _LONGEST_NAME and self.sentence.low(mark.last) != "'s":
                between = range(at, mark.first)
                if all(self._may_lead(at) for at in between):
                    return mark.value
        return None

    def _may_lead(self, at: int) -> bool:
        """A word that may stand between the blame and a name: "the shadowy", "members of"."""
        low = self.sentence.low(at)
        return low in closed("skip_before_name") or (bool(low) and self._may_describe(at))

    def _culprits_after(self, at: int) -> str | None:
        """As in "poachers from across the river", "a rival clan": people by what they are."""
        first = at
        while self.sentence.low(first) in closed("determiner"):
            first += 1
        last = first
        while last - first < _LONGEST_NAME and self._may_describe_after(last):
            last += 1
        if last == first or not _is_culprit(self.sentence.low(last - 1)):
            return None
        return self.sentence.said(first, self._past_origin(last))

    def _may_describe_after(self, at: int) -> bool:
        return at < len(self.sentence.words) and self._may_describe(at)

    def _past_origin(self, last: int) -> int:
        """Past "from across the river", "of the Tavo hills"."""
        named = any(self._is_capital(at) for at in range(last + 1, last + _MOST_EPITHETS))
        if self.sentence.low(last) != "from" and not (self.sentence.low(last) == "of" and named):
            return last
        end = last + 1
        while end - last < _LONGEST_NAME and self.sentence.low(end) not in _PHRASE_ENDS:
            end += 1
        return end

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

    def person_after(self, at: int) -> str | None:
        """As in "by A. Name, a former guard": a name that an aside tells more of."""
        last = self.capitals(at)
        told = self.sentence.low(last) == "," and (
            self.sentence.low(last + 1) in closed("determiner")
            or self.sentence.low(last + 1).isdigit()
        )
        placed = any(at <= self.sentence.at(p.start) < last for p in self.sentence.places)
        named = last - at >= _FEWEST_NAME_WORDS and not self._is_other(at, last)
        return self.sentence.said(at, last) if told and named and not placed else None

    def force_after(self, at: int) -> str | None:
        """As in "by the Velmish air force": a force of a state with its name."""
        side = self.side_after(at)
        start = at + (self.sentence.low(at) in closed("determiner"))
        return side[0] if side and side[1] == "state" and self._is_capital(start) else None

    def band_after(self, at: int) -> str | None:
        """As in "by suspected Orlo militiamen": a band with a name."""
        end = at
        while end < len(self.sentence.words) and end - at < _LONGEST_NAME and self._may_name(end):
            end += 1
            if self.sentence.low(end - 1) in closed("band") | closed("culprits"):
                found = self._band_before(end)
                return found if found and self._has_name(at, end) else None
        return None

    def loyal_after(self, at: int) -> str | None:
        """As in "by men loyal to A. Name"."""
        reach = range(at, at + _MOST_EPITHETS)
        to = next((one for one in reach if self.sentence.low(one) in _LOYAL), None)
        end = 0 if to is None else self.capitals(to + 2 + (self.sentence.low(to + 2) == "the"))
        return self._loyal_before(end) if end and to is not None and end > to + 2 else None

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


def _is_culprit(low: str) -> bool:
    return low in closed("culprits") or (low.endswith(_AGENTIVE) and low not in _NO_AGENTS)
