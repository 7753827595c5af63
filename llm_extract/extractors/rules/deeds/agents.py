"""Who is the subject of a deed's verb: a body, a band with a name, a side, the speaker's own.

Every search asks what stands before a word, past asides, days and means on the way to it, and gives
the name as it is filed: a body by its fullest name, all others as worded.
"""

from __future__ import annotations

from dataclasses import dataclass

from llm_extract.extractors.rules.reading.doer_names import LONGEST_NAME, MOST_EPITHETS, DoerNames
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.steps import inside

_LONGEST_ASIDE = 14
# Nouns of agents: "poachers", "loggers", "arsonists".
_AGENTIVE = ("ers", "ors", "ists", "eers")
_NO_AGENTS = frozenset("others officers numbers leaders members papers powers errors".split())
FEWEST_NAME_WORDS = 2
_RELATIVES = frozenset("who which that".split())
_LONGEST_MEANS = 6
_MEANS = frozenset("on in from aboard with".split())
# With a name before them, whoever sends them: "an Orlo drone", "the Velmish guns".
_ARMS = frozenset(
    "militia group drone drones missile missiles rocket rockets shells artillery guns mortars"
    " aircraft jets warplane warplanes helicopter helicopters gunboat gunboats".split()
)
_MEN = frozenset("men gunmen people youths women persons attackers assailants".split())
_IN_WHAT_MANNER = frozenset(
    "wearing dressed disguised armed carrying riding travelling suspected believed thought".split()
)
_HEARSAY = frozenset("to reported said believed alleged thought understood reputed".split())
_LONGEST_HEARSAY = 5
_LONGEST_RELATIVE = 12
OURS, _THEIRS = "our", frozenset(("its", "their", "his"))


@dataclass(frozen=True, slots=True)
class Agents(DoerNames):
    """One sentence, asked for names of doers before a word."""

    def before_verb(self, verb: int) -> int:
        """Where the subject of a verb ends: before "have", "also", "on Tuesday" and asides."""
        end = verb
        while self._is_between(end - 1):
            end -= 1
        end = self._before_joined(end)
        end = self._before_manner(end)
        if self.sentence.low(end - 1) == ")":
            return self._opening(end - 1, "(")
        return self._opening(end - 1, ",") if self.sentence.low(end - 1) == "," else end

    def _before_joined(self, end: int) -> int:
        """As in "youths of Orlo crossed and fell upon": before the first of two verbs."""
        if self.sentence.low(end - 1) == "and" and self.sentence.low(end - 2).endswith("ed"):
            end -= 2
            while self._is_between(end - 1):
                end -= 1
        return end

    def _before_manner(self, end: int) -> int:
        """Before how they came: "gunmen dressed in black", "militiamen wearing red cloth"."""
        for at in range(end - 2, max(0, end - LONGEST_NAME), -1):
            if self.sentence.low(at) in _IN_WHAT_MANNER:
                return at - (self.sentence.low(at - 1) == ",")
            if not self._may_name(at) and self.sentence.low(at) not in _MEANS | {"to", "be"}:
                break
        return end

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
        return self._owned_before(end, frozenset((OURS,)))

    def its_own_before(self, end: int) -> bool:
        """Whether the subject is whoever speaks: "it", "they", "its fighters", "his men"."""
        if self.sentence.low(end - 1) in ("it", "they"):
            return True
        return self._owned_before(end, _THEIRS) is not None

    def ours_before(self, end: int) -> str | None:
        """Whoever is "ours", whatever they are called: "our lions"."""
        near = range(end - 2, max(-1, end - MOST_EPITHETS - 1), -1)
        first = next((at for at in near if self.sentence.low(at) == OURS), None)
        plain = first is not None and all(map(self._may_name, range(first + 1, end)))
        return self.sentence.said(first, end) if first is not None and plain else None

    def side_before(self, end: int) -> tuple[str, str] | None:
        """A side without a name, and which: "an army tank", "the rebels"."""
        for last in (end, self._before_means(end)):
            side = next((m for m in self.sentence.of("side") if m.last == last), None)
            if side is not None:
                return self.sentence.said(self._phrase_start(last, side.first), last), side.value
        return None

    def is_definite(self, side: str, end: int) -> bool:
        """Whether "the" stands before a side: those told of already; "rebels" may be any."""
        before = self.sentence.lows[max(0, end - len(side.split()) - 1) : end]
        return before[:1] == ("the",)

    def _before_means(self, end: int) -> int:
        """Before what they came with or from: "bandits on motorcycles", "rebels in two trucks"."""
        for at in range(end - 1, max(0, end - _LONGEST_MEANS), -1):
            if self.sentence.low(at) in _MEANS:
                return at
            if not self._may_describe(at) and self.sentence.low(at) != "and":
                break
        return end

    def people_before(self, end: int) -> str | None:
        """A body of any kind, a side, or a name of capitals right before a word."""
        body = next((mark.value for mark in self.sentence.of("actor") if mark.last == end), None)
        named = body or self.named_before(end) or self.own_before(end)
        side = None if named else self.side_before(end)
        return named or (side[0] if side else self.name_before(end))

    def culprits_before(self, end: int) -> str | None:
        """As in "local bandits were behind it": a kind of people that explains a deed."""
        if not is_culprit(self.sentence.low(end - 1)):
            return None
        return self.sentence.said(self._phrase_start(end, end - 1), end)

    def opening_name(self, end: int) -> str | None:
        """A name after "the", whose sentence it is: "The Iron Dawn sent a note claiming"."""
        ends = (at for at in range(1, end) if not self._is_capital(at) and self._is_capital(at - 1))
        return next((name for at in ends if (name := self.titled_before(at))), None)

    def antecedent(self, end: int) -> int:
        """Before "who" or ", which", and before "soldiers who had come on Tuesday"."""
        low = self.sentence.low
        if low(end - 1) in _RELATIVES:
            return end - 1 - (low(end - 2) == ",")
        for at in range(end - 1, max(0, end - _LONGEST_RELATIVE), -1):
            if low(at) in _RELATIVES:
                people = self.side_before(at) or self.named_before(at)
                return at if people else end
            if low(at) == ",":
                break
        return end

    def titled_before(self, end: int) -> str | None:
        """A name of two capitals after "the": "the Iron Dawn", who may be any band."""
        first = self._name_start(end)
        named = end - first >= FEWEST_NAME_WORDS and not self._is_other(first, end)
        after_article = self.sentence.low(first - 1) == "the"
        placed = any(first <= self.sentence.at(p.start) < end for p in self.sentence.places)
        return self.sentence.said(first, end) if named and after_article and not placed else None

    def _owned_before(self, end: int, owners: frozenset[str]) -> str | None:
        low = self.sentence.low
        if low(end - 1) not in closed("own_people") and not self._is_capital(end - 1):
            return None
        for first in range(end - 1, max(-1, end - LONGEST_NAME - 1), -1):
            if low(first) in owners:
                people = any(low(at) in closed("own_people") for at in range(first, end))
                return self.sentence.said(first, end) if people else None
            if not self._may_name(first):
                return None
        return None

    def _is_between(self, at: int) -> bool:
        """What may stand between a side and its verb: "have", "also", "on Tuesday"."""
        low = self.sentence.low(at)
        if low in closed("have", "adverb"):
            return True
        # "Were also reported to have attacked", "are said to have fired".
        if low in _HEARSAY and self.sentence.low(at + 1) in ("to", "have"):
            return True
        if low in closed("be") and self._is_said_to(at):
            return True
        days = (
            (self.sentence.at(day.start), self.sentence.at(day.end)) for day in self.sentence.dates
        )
        return any(first <= at < last for first, last in days)

    def _is_said_to(self, at: int) -> bool:
        after = self.sentence.lows[at + 1 : at + _LONGEST_HEARSAY]
        said = next((i for i, low in enumerate(after) if low in _HEARSAY - {"to"}), None)
        return said is not None and after[said + 1 : said + 2] == ("to",)

    def _armed_before(self, end: int) -> str | None:
        named = (m for m in self.sentence.of("actor") if m.last == end and self.is_armed(m))
        return next((mark.value for mark in named), None)

    def _band_before(self, end: int) -> str | None:
        """A band with a name: "Velmish troops", "sea fighters of the Dawn"; "soldiers" are none."""
        low = self.sentence.low
        kinds = closed("band") | _ARMS
        if low(end - 1) not in kinds and not self._is_capital(end - 1):
            return None
        first = end
        while first and end - first < LONGEST_NAME and self._may_name(first - 1):
            first -= 1
        while low(first) in ("of", "the") and first < end:
            first += 1
        first = self._past_suspected(first)
        bodies = inside(self.sentence, first, end, "actor")
        body = next((m.value for m in bodies if self.is_armed(m)), None)
        if body is not None:
            return body
        band = any(low(at) in kinds for at in range(first, end))
        return self.sentence.said(first, end) if band and self._has_name(first, end) else None

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


def is_culprit(low: str) -> bool:
    """Whether a noun tells a kind of people that may have done it: "bandits", "arsonists"."""
    return low in closed("culprits") or (low.endswith(_AGENTIVE) and low not in _NO_AGENTS)
