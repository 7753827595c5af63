"""Who did it: claimed by itself, laid at its door by others, or denied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from llm_extract.extractors.rules.deeds.blame import (
    Blame,
    find_blame,
    find_claims,
    find_denials,
    find_passive_claims,
)
from llm_extract.extractors.rules.deeds.doing import NO, Doing
from llm_extract.extractors.rules.deeds.guilt import GUILTY, find_guilt, is_nobody
from llm_extract.extractors.rules.deeds.stances import ACCUSERS
from llm_extract.extractors.rules.reading.finding import Finding
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
_NEITHER = frozenset(("neither", "nor"))
_TELLINGS = frozenset(
    "report reports figure figures rumour rumours video videos claim claims story".split()
)
_WORK = frozenset(("work", "handiwork"))
_SELVES = frozenset(("it", "its", "they"))
_TELLING_WORDS = GUILTY | {"by", "claimed"}


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
        yield from reading.own_deed(mark, Stance.DENIES)
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
        yield from self.own_deed(mark, Stance.CLAIMS_RESPONSIBILITY)

    def _is_blow(self, at: int) -> bool:
        """As in "claimed to have killed nine": a deed follows."""
        blows = self._s.of("past", "active", "assails", "deed")
        return any(at <= mark.first <= at + 1 for mark in blows)

    def own_deed(self, mark: Mark, stance: Stance) -> Iterator[Finding]:
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
            yield self._found(body, mark, stance, by=speaker.name)
        elif before:
            yield self._found(before[-1].value, mark, stance, by=before[-1].value)
        elif stance is Stance.DENIES:
            yield from self._denied(mark, end)
        elif self._s.low(mark.first) not in _SELVES and not is_nobody(self._s, mark.first):
            actor = self._doers.people_before(end)
            if actor is not None:
                yield self._found(actor, mark, stance, by=actor)

    def _denied(self, mark: Mark, end: int) -> Iterator[Finding]:
        """As in "Marn, which denies any part in it", "the army denied responsibility"."""
        relative = next((at for at in self._back(mark) if self._s.low(at) in _RELATIVES), None)
        if relative is not None:
            named = by = self._doers.people_before(relative) or self._doers.name_before(relative)
        else:
            apposed = self._doers.name_before(mark.first)
            named, by = self._doers.people_before(end) or apposed, self._subject(mark.first)
            spoken = self._speaker(mark.first)
            if named is None and self._speaks_of_itself(mark, end):
                opening = self._doers.opening_name(mark.first)
                named = by = self._body_before(spoken, mark) if spoken else opening
            if named and by and by != named and named in by.split():
                return  # A person speaks for others: whom, what was told before will tell.
        if named is not None:
            yield self._found(named, mark, Stance.DENIES, by=by or named)

    def _speaks_of_itself(self, mark: Mark, end: int) -> bool:
        """As in "denied that it had any part", "said none of its men were there"."""
        return self._s.low(mark.first) in ("none", "no") or self._doers.its_own_before(end)

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
        actor = self._doers.armed_after(mark.last) or self._name_of_guilty(mark)
        speaker = self._speaker(mark.last)
        if actor is None or (speaker is not None and speaker.role not in ACCUSERS | {Role.MEDIA}):
            return
        accused = speaker is not None and speaker.role in ACCUSERS
        yield self._found(actor, mark, Stance.ACCUSES if accused else Stance.ASSERTS)

    def _is_work(self, mark: Mark) -> bool:
        return not _WORK.isdisjoint(self._s.lows[mark.first : mark.last])

    def blamed(self) -> Iterator[Finding]:
        """As in "blamed the raid on the Front", "bore the hallmarks of the Front"."""
        for blame in find_blame(self._s, self._doers):
            near = self._s.lows[max(0, blame.cue.first - _JUST_BEFORE) : blame.cue.first]
            speaker, by = self._accuser(blame)
            if not NO.isdisjoint(near):
                continue
            if speaker is None:
                yield self._found(blame.actor, blame.cue, Stance.ASSERTS, by=by)
            else:
                yield self._found(blame.actor, blame.cue, Stance.ACCUSES, by=by)

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

    def guilty(self, mark: Mark) -> Iterator[Finding]:
        """As in "the Front was behind the raid", "rebels are the main suspects"."""
        end = self._doers.before_verb(mark.first)
        speaker = self._speaker(mark.first)
        if self._doers.its_own_before(end):
            if speaker is not None and self._may_own_up(speaker, mark):
                body = self._body_before(speaker, mark)
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
    "denies_it": partial(_Reading.own_deed, stance=Stance.DENIES),
    "done_by": _Reading.done_by,
    "named_as": _Reading.named_as,
    "perpetrator": _Reading.named_after,
    "assails": _Reading.acting,
    "deed": _Reading.acting,
}
