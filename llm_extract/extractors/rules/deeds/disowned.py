"""Who denies what others just laid to somebody: "the group denied it", "each blames the other"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm_extract.extractors.rules.deeds.doers import Doers
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.reading.steps import inside
from llm_extract.extractors.rules.speakers.met import PARTIES, STATE
from llm_extract.extractors.rules.speakers.speakers import Company
from llm_extract.extractors.rules.speakers.subjects import subject_before
from llm_extract.extractors.rules.speakers.voices import Voices
from llm_extract.records.claims import Responsibility, Speaker, Stance

_FARTHEST = 3
_REACH = 4
_PAIR = 2
_IT = frozenset("it this them these those everything all".split())
_JUST_BEFORE = 1
_VERIFIED = frozenset("verified verify confirmed confirm authenticated authenticate".split())
_CLAIM = frozenset("claim claims authenticity responsibility statement video message".split())
_NOT = frozenset("not no unable impossible cannot neither nobody".split())
_GROUP = frozenset("group movement organisation organization faction outfit it they".split())
_CLAIMS = frozenset(("claim", "claims", "suggestion", "suggestions", "assertion"))
_BOTH = frozenset(("each", "both", "sides", "the"))
_OTHERS = (("each", "other"), ("one", "another"), ("the", "other"))
_OTHER = frozenset(other for _, other in _OTHERS)
_LAYS = frozenset("blames blamed blame blaming accuses accused accuse says say said".split())
_LEFT_OPEN = frozenset({Stance.CANNOT_CONFIRM, Stance.DECLINES})
_STATE_WORDS = frozenset(
    "army military soldiers troops police forces government navy jets warplanes aircraft gunships"
    " artillery security coalition regime state".split()
)


@dataclass(frozen=True, slots=True)
class Disowned:
    """Looks up, where somebody denies "it", who was blamed for what just before."""

    scene: Scene
    heard: tuple[Voices, ...]
    company: Company

    def find(self, sentence: Sentence, before: Sequence[Finding]) -> Iterator[Finding]:
        """Denials of what was told before, and blame that two parties lay to each other.

        `before` are the findings told before, in order, those of the same sentence with them.
        """
        at = _denial(sentence)
        if at is not None:
            near = (f for f in before if sentence.index - f.sentence.index <= _FARTHEST)
            told = [f for f in near if _is_laid(f)]
            if not any(f.sentence is sentence and f.stance is Stance.DENIES for f in told):
                yield from self._denied(sentence, at, told)
        yield from self._doubted(sentence, before)
        yield from self._each_other(sentence)

    def _doubted(self, sentence: Sentence, before: Sequence[Finding]) -> Iterator[Finding]:
        """As in "the claim could not be verified": of who claimed it in the sentence before."""
        if _VERIFIED.isdisjoint(sentence.lows) or _CLAIM.isdisjoint(sentence.lows):
            return
        doubt = next(at for at, low in enumerate(sentence.lows) if low in _VERIFIED)
        claimed = [
            f
            for f in before
            if f.stance is Stance.CLAIMS_RESPONSIBILITY
            and 0 < sentence.index - f.sentence.index <= _JUST_BEFORE
        ]
        if claimed and not _NOT.isdisjoint(sentence.lows[max(0, doubt - _REACH) : doubt]):
            start, end = sentence.offsets(doubt, doubt + 1)
            yield Finding(claimed[-1].value, sentence, start, end, Stance.CANNOT_CONFIRM)

    def _denied(self, sentence: Sentence, at: int, told: Sequence[Finding]) -> Iterator[Finding]:
        """The last who was blamed, denied by whoever stands before the verb."""
        words = subject_before(sentence, at)
        named = self._named(sentence, words) if words else ()
        spoken = [one for frame in self.heard[sentence.index].frames for one in frame.speakers]
        laid = [f for f in told if f.stance is not Stance.DENIES]
        group = None if named else self._the_group(sentence, words, laid)
        speaker = next(iter((*named, *([group] if group else spoken))), None)
        meant = self._meant(speaker, laid) if speaker else None
        if speaker is not None and meant is not None:
            start, end = sentence.offsets(at, at + 1)
            yield Finding(meant.value, sentence, start, end, Stance.DENIES, by=speaker.name)

    def _named(self, sentence: Sentence, words: tuple[int, int]) -> tuple[Speaker, ...]:
        """The bodies that words name in full, else the speakers among them."""
        first, last = words
        bodies = (mark.value for mark in inside(sentence, first, last, "actor"))
        whole = tuple(self.company.met.body(name) for name in bodies)
        return whole or tuple(self.company.among(sentence, first, last))

    def _the_group(
        self, sentence: Sentence, words: tuple[int, int] | None, laid: Sequence[Finding]
    ) -> Speaker | None:
        """As in "the group denied it": whoever was blamed last, where no group is known else."""
        if words is None or not laid or sentence.low(words[1] - 1) not in _GROUP:
            return None
        value = laid[-1].value
        return self.company.met.body(value.actor) if isinstance(value, Responsibility) else None

    def _meant(self, speaker: Speaker, laid: Sequence[Finding]) -> Finding | None:
        """What was laid to the speaker's own side; what others see is of whomever it was told."""
        own = [f for f in laid if self._is_of(speaker, f)]
        if own or speaker.role in PARTIES:
            return own[-1] if own else None
        return laid[-1] if laid else None

    def _is_of(self, speaker: Speaker, finding: Finding) -> bool:
        actor = finding.value.actor if isinstance(finding.value, Responsibility) else ""
        words = set(actor.casefold().split()) - closed("determiner")
        if words & set(speaker.name.casefold().split()):
            return True
        body = self.company.cast.named.get(actor)
        if body is not None:
            return body.role is speaker.role or {body.role, speaker.role} <= STATE
        return speaker.role in STATE and not words.isdisjoint(_STATE_WORDS)

    # ------------------------------------------------------------ each other

    def _each_other(self, sentence: Sentence) -> Iterator[Finding]:
        """As in "each blames the other", "the two sides accused each other"."""
        at = _mutual(sentence)
        parties = self._parties(sentence, at) if at is not None else ()
        if at is None or len(parties) < _PAIR:
            return
        start, end = sentence.offsets(at, at + 1)
        for actor, by in (parties, parties[::-1]):
            value = Responsibility(actor=actor)
            yield Finding(value, sentence, start, end, Stance.ACCUSES, by=by)

    def _parties(self, sentence: Sentence, verb: int) -> tuple[str, ...]:
        """As in "the rebels and the army blamed": the two before the verb, else the report's."""
        doers = Doers(sentence, self.company.cast)
        end = doers.before_verb(verb)
        joint = next((at for at in range(end - 1, 0, -1) if sentence.low(at) == "and"), 0)
        pair = (doers.people_before(joint), doers.people_before(end)) if joint else ()
        named = tuple(name for name in pair if name)
        return named if len(named) == _PAIR else self._two_of_report()

    def _two_of_report(self) -> tuple[str, ...]:
        """The first two parties of different kinds that the report names or quotes."""
        found: dict[object, str] = {}
        spoken = (one.name for v in self.heard for f in v.frames for one in f.speakers)
        for name in (*self.company.cast.named, *spoken):
            role = self.company.met.body(name).role
            if role in PARTIES:
                found.setdefault("state" if role in STATE else role, name)
        return tuple(found.values())


def _is_laid(finding: Finding) -> bool:
    return isinstance(finding.value, Responsibility) and finding.stance not in _LEFT_OPEN


def _denial(sentence: Sentence) -> int | None:
    """Where "it" is denied: "denied it", "rejects the charge"."""
    for mark in sentence.of("denies", "spurns"):
        after = sentence.lows[mark.last : mark.last + _REACH]
        it = after[:1] and after[0] in _IT
        charges = closed("charges") | (_CLAIMS if mark.kind == "denies" else frozenset())
        if (it and mark.kind == "denies") or not charges.isdisjoint(after):
            return mark.first
        # "A charge the group denies": what it rejects stands before.
        before = sentence.lows[max(0, mark.first - _REACH) : mark.first]
        if mark.kind == "denies" and not closed("charges").isdisjoint(before):
            return mark.first
    return None


def _mutual(sentence: Sentence) -> int | None:
    if any(words.isdisjoint(sentence.lows) for words in (_OTHER, _BOTH, _LAYS)):
        return None
    for at, low in enumerate(sentence.lows):
        after = sentence.lows[at + 1 : at + 4]
        opened = "each" in sentence.lows[:at] or "both" in sentence.lows[:at]
        other = any(after[i : i + 2] in _OTHERS for i in range(2))
        if low in _LAYS and other and (opened or "other" not in after[1:2] or after[0] == "each"):
            return at
    return None
