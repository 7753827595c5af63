"""Who did it by the verb of a deed: "gunmen of the Front attacked", "shot by the warders"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.deeds.blame import is_verb_form
from llm_extract.extractors.rules.deeds.stances import ACCUSERS, Stances
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.speakers.met import STATE
from llm_extract.extractors.rules.speakers.voices import Manner
from llm_extract.records.claims import Role, Speaker, Stance

_FARTHEST_AGENT = 9
_FARTHEST_OBJECT = 8
# What parts "by" from the deed before it: "was shot has been named by police".
_PARTS = frozenset(
    "has have had was were is are been and after who which that as when came come arrived brought"
    " taken carried flown transported moved treated".split()
)
# What the forces of a state do on any day, and nobody calls a deed of theirs.
_LAWFUL = frozenset("seized raided stormed targeted launched carried fired went hit".split())
_JUST_BEFORE = 4
_FARTHEST_DEED = 6
_ITS = frozenset(("it", "its"))
# Verbs whose participle is their past: "cut down at the gate".
_PARTICIPLES = frozenset((("cut", "down"), ("overrun",)))
_ANSWER = frozenset("response retaliation reply revenge reprisal retribution answer".split())
_SENT = frozenset("fired launched dropped released".split())
_KNOWN_FOR = frozenset(
    "similar previous past earlier other such numerous many dozens hundreds frequent regular often"
    " regularly routinely frequently repeatedly".split()
)
# Whoever a report calls so is the group it names.
_ANY_FIGHTERS = frozenset(("militants", "terrorists", "insurgents"))
NO = frozenset("not never no none nor neither".split())


class Doing(Stances):
    """One sentence, asked who did what its verbs tell."""

    def acting(self, mark: Mark) -> Iterator[Finding]:
        """Who stands before a deed did it: "gunmen of the Front attacked", "we struck"."""
        fires = self._s.low(mark.last - 1) == "fired"
        if self._is_participle(mark):
            return
        if mark.kind == "deed" and not fires and not self._takes_object(mark):
            return
        end = self._doers.before_verb(mark.first)
        own = self._doers.own_before(end)
        if own is None and mark.kind == "assails":
            own = self._doers.ours_before(end)
        if own == "we" and mark.kind == "deed" and mark.value == "weak":
            return
        if mark.value == "plot" and not self._brings_about(mark):
            return
        if own is not None:
            denied = self._is_denied(mark) or not NO.isdisjoint(self._s.lows[end : mark.first])
            stance = Stance.DENIES if denied else Stance.CLAIMS_RESPONSIBILITY
            yield from self._of_us(own, mark, stance)
        elif not self._is_of_others(mark):
            yield from self._acting(mark, self._doers.antecedent(end))

    def _acting(self, mark: Mark, end: int) -> Iterator[Finding]:
        """Of those who bear a name, of whoever speaks, and of a side without a name."""
        actor = self._doers.named_before(end) or self._doers.titled_before(end)
        speaker = self._speaker(mark.first)
        if mark.value == "weak" and (actor is None or actor != self._publisher):
            return
        # What police enter or seize nobody attacked, nor does a force that meets its attackers.
        if mark.value == "takes" and (actor is None or self._is_on_militants(mark)):
            return
        if actor is not None:
            yield self._laid_to(actor, mark, speaker)
        elif speaker is not None and self._doers.its_own_before(end):
            yield from self._by_itself(mark, speaker)
        else:
            yield from self._by_a_side(mark, end, speaker)

    def _brings_about(self, mark: Mark) -> bool:
        """As in "planned the bombing", "had carried out the attack": a deed is brought about."""
        deeds = self._s.of("attack", "deeds", "tactic", "thing_of_harm")
        reach = range(mark.last - 1, mark.last + _FARTHEST_DEED)
        return any(
            (deed.first in reach or deed.last == mark.last) and not is_verb_form(self._s, deed)
            for deed in deeds
        )

    def _is_of_others(self, mark: Mark) -> bool:
        """As in "has carried out similar attacks in the past": what it is known for."""
        near = self._s.lows[max(0, mark.first - 2) : mark.last + _JUST_BEFORE]
        return not _KNOWN_FOR.isdisjoint(near)

    def _may_own_up(self, speaker: Speaker, mark: Mark) -> bool:
        """Whether "it" in somebody's mouth is a side that did it, and no outlet or witness.

        What a state does to those who attack it is an answer, and nothing it owns up to.
        """
        if speaker.role in STATE:
            one = speaker.name.casefold().split()[-1] not in closed("collective_speaker")
            if one and speaker.name not in self._cast.named:
                return False
            return not self._is_on_militants(mark)
        stranger = speaker.named and speaker.role is Role.UNATTRIBUTED
        near = self._s.lows[max(0, mark.first - _JUST_BEFORE) : mark.first + 1]
        return speaker.role is Role.ARMED_GROUP or (stranger and not _ITS.isdisjoint(near))

    def _is_on_militants(self, mark: Mark) -> bool:
        heads = self._s.of("head", "open_head", "sector", "perpetrator")
        return any(
            m.kind == "perpetrator" or m.value == "militants"
            for m in heads
            if 0 <= m.first - mark.last < _FARTHEST_OBJECT
        )

    def _by_itself(self, mark: Mark, speaker: Speaker) -> Iterator[Finding]:
        """As in "denied that its guns had shelled it", and of a group: "said it had struck"."""
        negated = not NO.isdisjoint(self._s.lows[max(0, mark.first - _JUST_BEFORE) : mark.first])
        if negated or self._voices.manner(mark.first) is Manner.REJECTS:
            yield self._found(speaker.name, mark, Stance.DENIES, by=speaker.name)
        elif self._may_own_up(speaker, mark):
            before = [m for m in self._s.of("actor") if m.last <= mark.first]
            actor = self._body_of(speaker, before)
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=speaker.name)

    def _by_a_side(self, mark: Mark, end: int, speaker: Speaker | None) -> Iterator[Finding]:
        """A side without a name did it by the word of others than itself."""
        side = self._doers.side_before(end)
        if side is None or side[1] == "kin" or self._is_none(side[0], end):
            return
        if speaker is None and not self._is_foe(side[0]):
            lawful = side[1] == "state" and self._s.low(mark.first) in _LAWFUL
            again = self._doers.is_definite(side[0], end) or side[0].casefold() in _ANY_FIGHTERS
            known = again and self._stands_for_a_group(side[1])
            ended = self._is_of_culprit(mark, side[1]) or known
            if not lawful and not ended:
                yield self._found(side[0], mark, Stance.ASSERTS)
        elif side[0].casefold() in _ANY_FIGHTERS and self._stands_for_a_group(side[1]):
            return
        elif speaker is None or (speaker.role in ACCUSERS and not _is_of(speaker, side[1])):
            denied = self._is_denied(mark)
            yield self._found(side[0], mark, Stance.DENIES if denied else Stance.ACCUSES)

    def _is_none(self, side: str, end: int) -> bool:
        """As in "no soldier crossed": nobody did."""
        before = max(0, end - len(side.split()) - 1)
        return not NO.isdisjoint(self._s.lows[before:end])

    def suffered(self, mark: Mark) -> Iterator[Finding]:
        """The doer after "by": "shot by the fleeing warders", "burned by our fighters"."""
        by = self._by_after(mark.last)
        if by is None or mark.value in ("weak", "takes"):
            return
        own, speaker = self._doers.own_after(by + 1), self._speaker(mark.first)
        if own is not None:
            denied = self._is_denied(mark) or not NO.isdisjoint(self._s.lows[: mark.first])
            stance = Stance.DENIES if denied else Stance.CLAIMS_RESPONSIBILITY
            yield from self._of_us(own, mark, stance)
            return
        actor = self._doers.armed_after(by + 1) or self._doers.titled_after(by + 1)
        if actor is None and self._s.low(mark.first) in _SENT:
            # "Missiles fired by Velm": arms are sent by whoever bears a name.
            actor = self._doers.name_after(by + 1)
        side = self._doers.side_after(by + 1)
        if actor is None and side is not None:
            of_its_own = speaker is not None and _is_of(speaker, side[1])
            actor = None if of_its_own or self._is_of_culprit(mark, side[1]) else side[0]
        if actor is not None:
            yield self._laid_to(actor, mark, speaker)

    def committed(self, mark: Mark) -> Iterator[Finding]:
        """As in "the raid on the village by Orlo militiamen", "attacks by bandits"."""
        if self._is_answered(mark):
            return
        by = self._by_after(mark.last)
        actor = None if by is None else self._doers.armed_after(by + 1)
        if by is not None and actor is None:
            actor = self._doers.band_after(by + 1)
        speaker = self._speaker(mark.first)
        if actor is not None:
            yield self._laid_to(actor, mark, speaker)

    def _is_answered(self, mark: Mark) -> bool:
        """As in "in response to attacks by the Front": what went before the deed."""
        near = self._s.lows[max(0, mark.first - _JUST_BEFORE) : mark.first]
        return not _ANSWER.isdisjoint(near)

    def owning(self, mark: Mark) -> Iterator[Finding]:
        """As in "the Front's raid on the mill", "in the police unit's raid": whose deed it is."""
        if self._s.low(mark.first - 1) != "'s" or mark.kind not in ("attack", "deeds"):
            return
        end = mark.first - 1
        side = self._doers.side_before(end)
        actor = self._doers.named_before(end) or (side[0] if side else None)
        if actor is not None:
            yield self._laid_to(actor, mark, self._speaker(mark.first))

    def _by_after(self, at: int) -> int | None:
        for by in range(at, min(at + _FARTHEST_AGENT, len(self._s.words))):
            low = self._s.low(by)
            if low == "by":
                return by
            if low == "," and self._s.low(by + 1) == "by":
                continue
            verb = low.endswith("ed") and low not in closed("past", "adverb")
            if not low[0].isalnum() or low in _PARTS or verb:
                return None
        return None

    def _is_of_culprit(self, mark: Mark, side: str) -> bool:
        """As in "before he was shot dead by police": how a raid ended, not who began it."""
        heads = (m for m in self._s.of("head", "perpetrator") if m.last <= mark.first)
        culprit = any(m.kind == "perpetrator" or m.value == "militants" for m in heads)
        return side == "state" and (culprit or "he" in self._s.lows[: mark.first])

    def _is_participle(self, mark: Mark) -> bool:
        """As in "the burned stalls", "two policemen cut down at Tavo": what befell, not who did."""
        bare = self._s.low(mark.last) in closed("preposition")
        befell = bare and self._s.lows[mark.first : mark.last] in _PARTICIPLES
        return befell or self._s.low(mark.first - 1) in closed("determiner")

    def _takes_object(self, mark: Mark) -> bool:
        """As in "we killed four", and not "they killed on Monday"."""
        low = self._s.low(mark.last)
        return low.isalnum() and low not in closed("preposition", "conjunction")


def _is_of(speaker: Speaker, side: str) -> bool:
    """Whether a speaker belongs to the side."""
    return speaker.role in STATE if side == "state" else speaker.role is Role.ARMED_GROUP
