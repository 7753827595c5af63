"""Who did it: claimed by itself, laid at its door by others, or denied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from llm_extract.extractors.rules.deeds.blame import (
    Blame,
    find_blame,
    find_claims,
    find_denials,
    find_passive_claims,
)
from llm_extract.extractors.rules.deeds.doing import Doing
from llm_extract.extractors.rules.deeds.guilt import GUILTY, find_guilt, is_nobody
from llm_extract.extractors.rules.deeds.stances import ACCUSERS
from llm_extract.extractors.rules.reading.finding import OWN_VOICE, Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.voices import Voices
from llm_extract.records.claims import Effect, Responsibility, Role, Speaker, Stance

_FEWEST_NAME_WORDS = 2
_HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED})
_FARTHEST_RELATIVE = 8
_RELATIVES = frozenset(("which", "who"))
_JUST_BEFORE = 4
_THOUGHT = frozenset("believed thought suspected".split())
_NEITHER = frozenset(("neither", "nor"))
_FARTHEST_BEHALF = 4
_ON_BEHALF = (("on", "behalf", "of"), ("in", "the", "name"), ("in", "name", "of"))
_TELLINGS = frozenset(
    "report reports figure figures rumour rumours video videos claim claims story".split()
)
_WORK = frozenset(("work", "handiwork"))
_SELVES = frozenset(("it", "its", "they"))
_NO = frozenset("not never no none nor neither".split())
_TELLING_WORDS = GUILTY | {"by", "claimed"}
_EACH_OTHER = (("each", "other"), ("one", "another"), ("the", "other"))


def find_responsibility(sentence: Sentence, voices: Voices, company: Company) -> Iterator[Finding]:
    """Claims, accusations and denials of responsibility in one sentence."""
    told: set[tuple[str, Stance]] = set()
    for finding in _told(sentence, voices, company):
        value = finding.value
        alleged = finding.stance in (Stance.ASSERTS, Stance.ACCUSES)
        stance = Stance.ACCUSES if alleged else finding.stance
        key = (value.actor if isinstance(value, Responsibility) else "", stance)
        if key not in told:
            told.add(key)
            yield finding


@cache
def _telling() -> frozenset[str]:
    """The kinds of words without any of which, or of `_TELLING_WORDS`, nobody is named for it."""
    blame = ("blame", "accuse", "attribute", "hold", "points_at", "denies", "spurns")
    return frozenset(("attack", "deeds", *blame, *_RULES))


def _told(sentence: Sentence, voices: Voices, company: Company) -> Iterator[Finding]:
    """By each rule in turn; two may read the same blame by two of its words."""
    if not sentence.has(_telling()) and _TELLING_WORDS.isdisjoint(sentence.lows):
        return
    reading = _Reading(sentence, voices, company)
    yield from reading.blamed()
    for mark in find_denials(sentence):
        yield from reading.denying(mark)
    for mark in find_claims(sentence):
        yield from reading.claiming(mark)
    for mark in find_passive_claims(sentence):
        yield from reading.claimed_by(mark)
    for mark in find_guilt(sentence):
        yield from reading.guilty(mark)
    for kind, told in _RULES.items():
        for mark in sentence.of(kind):
            yield from told(reading, mark)
    for mark in sentence.of("attack", "deeds"):
        yield from reading.owning(mark)
    if "by" in sentence.lows:
        yield from _by(reading, sentence)


def _by(reading: _Reading, sentence: Sentence) -> Iterator[Finding]:
    """The doers after "by"."""
    for mark in sentence.of("attack", "deeds", "tactic"):
        yield from reading.committed(mark)
    for mark in sentence.of("past", "assails", "deed"):
        if mark.kind != "past" or Effect(mark.value) in _HARM:
            yield from reading.suffered(mark)
            yield from reading.spared(mark)


class _Reading(Doing):
    """One sentence, asked who claims it, who is blamed for it, and who denies it."""

    def claimed_by(self, mark: Mark) -> Iterator[Finding]:
        actor = self._doers.armed_after(mark.last) or self._doers.anyone_after(mark.last)
        if actor is not None:
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)

    def claiming(self, mark: Mark) -> Iterator[Finding]:
        """As in "the group claimed responsibility", "we take full responsibility"."""
        if self._s.low(mark.last - 1) == "have" and not self._is_blow(mark.last):
            return
        if not _NEITHER.isdisjoint(self._s.lows[: mark.first]):
            return
        for at in range(mark.last, mark.last + _FARTHEST_BEHALF):
            if self._s.lows[at : at + 3] in _ON_BEHALF:
                actor = self._doers.anyone_after(at + 3)
                if actor is not None:
                    yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)
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
        elif before and (self._may_refer(mark, stance) or self._doers.the_group_before(end)):
            by = speaker.name if speaker and stance is Stance.DENIES else before[-1].value
            yield self._found(before[-1].value, mark, stance, by=by)
        elif stance is Stance.DENIES:
            yield from self._denied(mark, end)
        elif not is_nobody(self._s, mark.first):
            yield from self._claimed(mark, end)

    def _claimed(self, mark: Mark, end: int) -> Iterator[Finding]:
        """As in "the rebels claimed the attack", "the army said it carried out the strike"."""
        speaker = self._speaker(mark.first)
        if self._s.low(mark.first) in _SELVES:
            blow = self._brings_about(mark)
            own = speaker is not None and self._may_own_up(speaker, mark) and blow
            actor = self._for_whom(speaker, mark) if speaker and own else None
        else:
            opening = self._s.low(mark.first).endswith("ing")
            actor = self._doers.anyone_before(end)
            actor = actor or (self._doers.opening_name(mark.first) if opening else None)
        if actor is not None:
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)

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
            apposed = self._doers.name_before(mark.first)
            named, by = self._doers.anyone_before(end) or apposed, self._subject(mark.first)
            spoken = self._speaker(mark.first)
            whole = self._s.low(mark.first) in ("none", "no")
            if named is None and (whole or self._doers.its_own_before(end)):
                opening = self._doers.opening_name(mark.first)
                named = by = self._for_whom(spoken, mark) if spoken else opening
            if named is None and spoken is not None and self._s.low(mark.first - 1) == "and":
                # "Velm said its target was a train, and denied attacking the bus."
                named = by = spoken.name
            if named and by and by != named and named in by.split() and self._is_of_charge(mark):
                return  # A person speaks for others: whom, what was told before will tell.
        if named is not None:
            yield self._found(named, mark, Stance.DENIES, by=by or named)

    def _is_of_charge(self, mark: Mark) -> bool:
        """As in "described the allegation as a lie": of a charge that others brought."""
        return not closed("charges").isdisjoint(self._s.lows[mark.first : mark.last + 1])

    def _back(self, mark: Mark) -> range:
        """As in "which in its declaration on Friday denied": the words back to the pronoun."""
        return range(mark.first - 1, max(-1, mark.first - _FARTHEST_RELATIVE), -1)

    def done_by(self, mark: Mark) -> Iterator[Finding]:
        if not _TELLINGS.isdisjoint(self._s.lows[: mark.first]) and self._is_work(mark):
            return  # "The rumours are the work of fools": no deed is spoken of.
        if self._is_answered(mark):
            return
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

    def _is_work(self, mark: Mark) -> bool:
        return not _WORK.isdisjoint(self._s.lows[mark.first : mark.last])

    def blamed(self) -> Iterator[Finding]:
        """As in "blamed the raid on the Front", "bore the hallmarks of the Front"."""
        yield from self._of_each_other()
        for blame in find_blame(self._s, self._doers):
            near = self._s.lows[max(0, blame.cue.first - _JUST_BEFORE) : blame.cue.first]
            speaker, by = self._accuser(blame)
            if blame.cue.kind == "points_at" and self._s.low(blame.cue.first) in _THOUGHT:
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
            if after not in _EACH_OTHER:
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

    def ruled_out(self, mark: Mark) -> Iterator[Finding]:
        """As in "ruled out the involvement of the Front"."""
        for at in range(mark.last, mark.last + _JUST_BEFORE):
            if self._s.low(at) in closed("guilt") and self._s.low(at + 1) in ("of", "by"):
                actor = self._doers.anyone_after(at + 2)
                if actor is not None:
                    by = None if self._speaker(mark.last) else self._subject(mark.first)
                    yield self._found(actor, mark, Stance.DENIES, by=by)

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
        """As in "the Front masterminded the raid"."""
        if self._s.low(mark.last) in closed("determiner"):
            yield from self.guilty(mark)

    def guilty(self, mark: Mark) -> Iterator[Finding]:
        """As in "the Front was behind the raid", "rebels are the main suspects"."""
        end = self._doers.before_verb(mark.first)
        own = self._doers.own_before(end)
        speaker = self._speaker(mark.first)
        if own is not None:
            yield from self._of_us(own, mark, Stance.CLAIMS_RESPONSIBILITY)
            return
        if self._doers.its_own_before(end):
            if speaker is not None and self._may_own_up(speaker, mark):
                body = self._for_whom(speaker, mark)
                yield self._found(body, mark, Stance.CLAIMS_RESPONSIBILITY, by=body)
            return
        actor = self._doers.people_before(end) or self._doers.culprits_before(end)
        if actor is not None and (speaker is None or speaker.role in ACCUSERS):
            yield self._laid_to(actor, mark, speaker)

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
    "rules_out": _Reading.ruled_out,
    "perpetrator": _Reading.named_after,
    "is_behind": _Reading.behind,
    "assails": _Reading.acting,
    "deed": _Reading.acting,
}
