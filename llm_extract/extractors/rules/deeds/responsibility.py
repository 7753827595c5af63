"""Who did it: claimed by itself, laid at its door by others, or denied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from llm_extract.extractors.rules.deeds.blame import (
    Blame,
    find_blame,
    find_denials,
    find_passive_claims,
)
from llm_extract.extractors.rules.deeds.stances import ACCUSERS, STATE, Stances
from llm_extract.extractors.rules.reading.finding import OWN_VOICE, Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Effect, Role, Speaker, Stance

_FEWEST_NAME_WORDS = 2
_FARTHEST_AGENT = 9
_HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED})
_FARTHEST_RELATIVE = 8
# What parts "by" from the deed before it: "was shot has been named by police".
_PARTS = frozenset(
    "has have had was were is are been and after who which that as when came come arrived brought"
    " taken carried flown transported moved treated".split()
)
_RELATIVES = frozenset(("which", "who"))
# What the forces of a state do on any day, and nobody calls a deed of theirs.
_LAWFUL = frozenset("seized raided stormed targeted launched carried fired went hit".split())
_THOUGHT = frozenset("believed thought suspected".split())
_JUST_BEFORE = 4
_NO = frozenset("not never no none nor neither".split())


def find_responsibility(sentence: Sentence, voices: Voices, company: Company) -> Iterator[Finding]:
    """Claims, accusations and denials of responsibility in one sentence."""
    reading = _Reading(sentence, voices, company)
    yield from reading.blamed()
    for mark in find_denials(sentence):
        yield from reading.denying(mark)
    for mark in find_passive_claims(sentence):
        yield from reading.claimed_by(mark)
    for kind, told in _RULES.items():
        for mark in sentence.of(kind):
            yield from told(reading, mark)
    if "by" not in sentence.lows:
        return
    for mark in sentence.of("attack", "deeds", "tactic"):
        yield from reading.committed(mark)
    for mark in sentence.of("past", "assails", "deed"):
        if mark.kind != "past" or Effect(mark.value) in _HARM:
            yield from reading.suffered(mark)
            yield from reading.spared(mark)


class _Reading(Stances):
    """One sentence, asked who did it."""

    def claimed_by(self, mark: Mark) -> Iterator[Finding]:
        actor = self._doers.armed_after(mark.last) or self._doers.anyone_after(mark.last)
        if actor is not None:
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)

    def claiming(self, mark: Mark) -> Iterator[Finding]:
        """As in "the group claimed responsibility", "we take full responsibility"."""
        if self._s.low(mark.last - 1) == "have" and not self._is_blow(mark.last):
            return
        listed = self._doers.listed_before(self._doers.before_verb(mark.first))
        if len(listed) > 1:
            for name in listed:
                yield self._found(name, mark, Stance.CLAIMS_RESPONSIBILITY, by=name)
            return
        yield from self._own_deed(mark, Stance.CLAIMS_RESPONSIBILITY)

    def _is_blow(self, at: int) -> bool:
        """As in "claimed to have killed nine": a deed follows."""
        blows = self._s.of("past", "active", "assails", "deed")
        return any(at <= mark.first <= at + 1 for mark in blows)

    def denying(self, mark: Mark) -> Iterator[Finding]:
        """As in "the group denied involvement", "we had no part in it"."""
        listed = self._doers.listed_before(self._doers.before_verb(mark.first))
        if len(listed) > 1:
            for name in listed:
                yield self._found(name, mark, Stance.DENIES, by=name)
            return
        yield from self._own_deed(mark, Stance.DENIES)

    def _own_deed(self, mark: Mark, stance: Stance) -> Iterator[Finding]:
        """The speaker's own deed: the body named before the words, or the speaker of the frame."""
        end = self._doers.before_verb(mark.first)
        own = self._doers.own_before(end)
        if own is not None:
            yield from self._of_us(own, mark, stance)
            return
        before = [
            m for m in self._s.of("actor") if m.last <= mark.first and self._doers.is_armed(m)
        ]
        speaker = self._speaker(mark.first)
        if speaker is not None and speaker.role is Role.ARMED_GROUP:
            body = self._body_of(speaker, before)
            by = speaker.name if speaker.named or not before else body
            yield self._found(body, mark, stance, by=by)
        elif before and self._may_refer(mark, stance):
            by = speaker.name if speaker and stance is Stance.DENIES else before[-1].value
            yield self._found(before[-1].value, mark, stance, by=by)
        elif stance is Stance.DENIES:
            yield from self._denied(mark, end)

    def _may_refer(self, mark: Mark, stance: Stance) -> bool:
        """Whether the group named before may be meant; "it had" may be anybody."""
        low = self._s.low(mark.first)
        return low not in ("it", "its", "they") and (low != "had" or stance is Stance.DENIES)

    def _denied(self, mark: Mark, end: int) -> Iterator[Finding]:
        """As in "Marn, which denies any part in it", "the army denied responsibility"."""
        relative = next((at for at in self._back(mark) if self._s.low(at) in _RELATIVES), None)
        if relative is not None:
            named = by = self._doers.people_before(relative) or self._doers.name_before(relative)
        else:
            named, by = self._doers.anyone_before(end), self._subject(mark.first)
            spoken = self._speaker(mark.first)
            if named is None and spoken is not None and self._s.low(end - 1) in ("it", "they"):
                named = by = spoken.name
        if named is not None:
            yield self._found(named, mark, Stance.DENIES, by=by or named)

    def _back(self, mark: Mark) -> range:
        """As in "which in its declaration on Friday denied": the words back to the pronoun."""
        return range(mark.first - 1, max(-1, mark.first - _FARTHEST_RELATIVE), -1)

    def done_by(self, mark: Mark) -> Iterator[Finding]:
        if self._s.low(mark.first) == "blamed" and self._s.low(mark.first - 1) in closed("deeds"):
            return  # "spared the bombings blamed on the Front": none of this report
        if any(blame.cue.first == mark.first for blame in find_blame(self._s, self._doers)):
            return
        actor = self._doers.armed_after(mark.last) or self._name_of_guilty(mark)
        speaker = self._speaker(mark.last)
        if actor is None or (speaker is not None and speaker.role not in ACCUSERS | {Role.MEDIA}):
            return
        accused = (
            speaker is not None
            and speaker.role in ACCUSERS
            and speaker.role is not Role.ARMED_GROUP
        )
        yield self._found(actor, mark, Stance.ACCUSES if accused else Stance.ASSERTS)

    def blamed(self) -> Iterator[Finding]:
        """As in "blamed the raid on the Front", "bore the hallmarks of the Front"."""
        yield from self._of_each_other()
        for blame in find_blame(self._s, self._doers):
            near = self._s.lows[max(0, blame.cue.first - _JUST_BEFORE) : blame.cue.first]
            speaker, by = self._accuser(blame)
            if self._s.low(blame.cue.first) in _THOUGHT:
                # "Gunmen believed to belong to the Oath": nobody is said to believe it.
                speaker, by = None, OWN_VOICE
            if not _NO.isdisjoint(near) or (speaker and self._is_own_side(speaker, blame.actor)):
                continue
            if speaker is None:
                yield self._found(blame.actor, blame.cue, Stance.ASSERTS, by=by)
            else:
                yield self._found(blame.actor, blame.cue, Stance.ACCUSES, by=by)

    def _of_each_other(self) -> Iterator[Finding]:
        """As in "the rebels and the army blamed each other"."""
        for mark in self._s.of("blame", "accuse"):
            after = self._s.lows[mark.last : mark.last + 2]
            if after not in (("each", "other"), ("one", "another")):
                continue
            end = self._doers.before_verb(mark.first)
            joint = next((at for at in range(end - 1, 0, -1) if self._s.low(at) == "and"), None)
            pair = joint and (self._doers.anyone_before(joint), self._doers.anyone_before(end))
            if pair and pair[0] and pair[1]:
                yield self._found(pair[0], mark, Stance.ACCUSES, by=pair[1])
                yield self._found(pair[1], mark, Stance.ACCUSES, by=pair[0])

    def _accuser(self, blame: Blame) -> tuple[Speaker | None, str | None]:
        """Who blames; the name too where no frame of the sentence tells it."""
        speaker = self._speaker(min(blame.cue.last, len(self._s.words) - 1))
        if blame.accuser is None:
            return speaker, None
        named = self._company.among(self._s, *blame.accuser)
        if not named or (speaker and speaker.name == named[0].name):
            return speaker, None
        return named[0], named[0].name

    def named_as(self, mark: Mark) -> Iterator[Finding]:
        actor = self._doers.armed_after(mark.last) or self._doers.name_after(mark.last)
        if actor is not None:
            by = None if self._speaker(mark.last) else self._subject(mark.first)
            yield self._found(actor, mark, Stance.ACCUSES, by=by)

    def named_after(self, mark: Mark) -> Iterator[Finding]:
        """As in "the gunman, A. Name, 34,": one name of two words or more, set off by a comma."""
        last = self._doers.capitals(mark.last + 1)
        named = self._s.low(mark.last) == "," and last - mark.last > _FEWEST_NAME_WORDS
        if named and self._s.low(last) in (",", ".", ""):
            name = self._s.said(mark.last + 1, last)
            yield self._found(name, mark, Stance.ACCUSES)

    def behind(self, mark: Mark) -> Iterator[Finding]:
        """As in "the Front was behind the raid", "the army is responsible for the deaths"."""
        if self._s.low(mark.last) not in closed("determiner"):
            return
        end = self._doers.before_verb(mark.first)
        own = self._doers.own_before(end)
        actor = own or self._doers.people_before(end)
        speaker = self._speaker(mark.first)
        if own is not None:
            yield from self._of_us(own, mark, Stance.CLAIMS_RESPONSIBILITY)
        elif actor is not None and (speaker is None or speaker.role in ACCUSERS):
            yield self._laid_to(actor, mark, speaker)

    # ------------------------------------------------------------ deeds

    def acting(self, mark: Mark) -> Iterator[Finding]:
        """Who stands before a deed did it: "gunmen of the Front attacked", "we struck"."""
        if mark.kind == "deed" and not self._takes_object(mark):
            return
        end = self._doers.before_verb(mark.first)
        own = self._doers.own_before(end)
        if own is None and mark.kind == "assails":
            own = self._doers.ours_before(end)
        if own == "we" and mark.kind == "deed" and mark.value == "weak":
            return
        if own is not None:
            denied = self._is_denied(mark) or not _NO.isdisjoint(self._s.lows[end : mark.first])
            stance = Stance.DENIES if denied else Stance.CLAIMS_RESPONSIBILITY
            yield from self._of_us(own, mark, stance)
            return
        end = self._doers.antecedent(end)
        actor = self._doers.named_before(end) or self._doers.titled_before(end)
        speaker = self._speaker(mark.first)
        if mark.value == "plot" and not self._brings_about(mark):
            return
        if mark.value == "weak" and (actor is None or actor != self._publisher):
            return
        if actor is not None:
            yield self._laid_to(actor, mark, speaker)
        elif speaker is not None and self._doers.its_own_before(end):
            yield from self._by_itself(mark, speaker)
        else:
            yield from self._by_a_side(mark, end, speaker)

    def _brings_about(self, mark: Mark) -> bool:
        """As in "planned the bombing": a deed is what they brought about."""
        deeds = self._s.of("attack", "deeds", "tactic")
        return any(mark.last <= deed.first < mark.last + _JUST_BEFORE for deed in deeds)

    def _by_itself(self, mark: Mark, speaker: Speaker) -> Iterator[Finding]:
        """As in "denied that its guns had shelled it", and of a group: "said it had struck"."""
        if self._voices.manner(mark.first) is Manner.REJECTS:
            yield self._found(speaker.name, mark, Stance.DENIES, by=speaker.name)
        elif speaker.role is Role.ARMED_GROUP or self._is_admission(mark.first):
            before = [m for m in self._s.of("actor") if m.last <= mark.first]
            actor = self._body_of(speaker, before)
            by = speaker.name if speaker.named or not before else actor
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=by)

    def _by_a_side(self, mark: Mark, end: int, speaker: Speaker | None) -> Iterator[Finding]:
        """A side without a name did it by the word of others than itself."""
        side = self._doers.side_before(end)
        if side is None or side[1] == "kin":
            return
        if speaker is None and not self._is_foe(side[0]):
            lawful = side[1] == "state" and self._s.low(mark.first) in _LAWFUL
            ended = self._is_of_culprit(mark, side[1]) or self._stands_for_a_group(side[1])
            if not lawful and not ended:
                yield self._found(side[0], mark, Stance.ASSERTS)
        elif speaker is None or (speaker.role in ACCUSERS and not _is_of(speaker, side[1])):
            denied = self._is_denied(mark)
            yield self._found(side[0], mark, Stance.DENIES if denied else Stance.ACCUSES)

    def suffered(self, mark: Mark) -> Iterator[Finding]:
        """The doer after "by": "shot by the fleeing warders", "burned by our fighters"."""
        by = self._by_after(mark.last)
        if by is None or mark.value == "weak":
            return
        own, speaker = self._doers.own_after(by + 1), self._speaker(mark.first)
        if own is not None:
            denied = self._is_denied(mark) or not _NO.isdisjoint(self._s.lows[: mark.first])
            stance = Stance.DENIES if denied else Stance.CLAIMS_RESPONSIBILITY
            yield from self._of_us(own, mark, stance)
            return
        actor = (
            self._doers.armed_after(by + 1)
            or self._doers.titled_after(by + 1)
            or self._doers.person_after(by + 1)
            or self._doers.loyal_after(by + 1)
        )
        side = self._doers.side_after(by + 1)
        if actor is None and side is not None:
            of_its_own = speaker is not None and _is_of(speaker, side[1])
            actor = None if of_its_own or self._is_of_culprit(mark, side[1]) else side[0]
        if actor is not None:
            yield self._laid_to(actor, mark, speaker)

    def committed(self, mark: Mark) -> Iterator[Finding]:
        """As in "the raid on the village by Orlo militiamen", "attacks by bandits"."""
        by = self._by_after(mark.last)
        actor = None if by is None else self._doers.armed_after(by + 1)
        if by is not None and actor is None:
            actor = self._doers.band_after(by + 1) or self._doers.force_after(by + 1)
        speaker = self._speaker(mark.first)
        if actor is not None:
            yield self._laid_to(actor, mark, speaker)

    def spared(self, mark: Mark) -> Iterator[Finding]:
        """As in "shot by guerrillas, not by soldiers": who did not do it."""
        for at in range(mark.last, len(self._s.words) - 1):
            if self._s.lows[at : at + 2] == ("not", "by"):
                side = self._doers.side_after(at + 2)
                actor = self._doers.armed_after(at + 2) or (side[0] if side else None)
                if actor is not None:
                    yield self._found(actor, mark, Stance.DENIES)

    def _by_after(self, at: int) -> int | None:
        for by in range(at, min(at + _FARTHEST_AGENT, len(self._s.words))):
            low = self._s.low(by)
            if low == "by":
                return by
            if low == "," and self._s.low(by + 1) == "by":
                continue
            verb = low.endswith("ed") and low not in closed("past") | closed("adverb")
            if not low[0].isalnum() or low in _PARTS or verb:
                return None
        return None

    def _is_of_culprit(self, mark: Mark, side: str) -> bool:
        """As in "before he was shot dead by police": how a raid ended, not who began it."""
        heads = (m for m in self._s.of("head", "perpetrator") if m.last <= mark.first)
        culprit = any(m.kind == "perpetrator" or m.value == "militants" for m in heads)
        return side == "state" and (culprit or "he" in self._s.lows[: mark.first])

    def _takes_object(self, mark: Mark) -> bool:
        """As in "we killed four", and not "they killed on Monday"."""
        low = self._s.low(mark.last)
        return low.isalnum() and low not in closed("preposition") | closed("conjunction")

    def _name_of_guilty(self, cue: Mark) -> str | None:
        """The name after words of guilt; "the bombings blamed on" it are none of this report."""
        told = any(mark.last == cue.last for mark in self._s.of("laid_to"))
        told = told and self._s.low(cue.first - 1) not in closed("deeds")
        return self._doers.anyone_after(cue.last) if told else None


_RULES: Mapping[str, Callable[[_Reading, Mark], Iterator[Finding]]] = {
    "claimed_by": _Reading.claimed_by,
    "claims_it": _Reading.claiming,
    "denies_it": _Reading.denying,
    "done_by": _Reading.done_by,
    "named_as": _Reading.named_as,
    "perpetrator": _Reading.named_after,
    "is_behind": _Reading.behind,
    "assails": _Reading.acting,
    "deed": _Reading.acting,
}


def _is_of(speaker: Speaker | None, side: str) -> bool:
    """Whether a speaker belongs to the side."""
    if speaker is None:
        return False
    return speaker.role in STATE if side == "state" else speaker.role is Role.ARMED_GROUP
