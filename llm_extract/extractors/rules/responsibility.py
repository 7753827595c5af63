"""Who did it: claimed by itself, laid at its door by others, or denied."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.actors import Cast
from llm_extract.extractors.rules.finding import Finding
from llm_extract.extractors.rules.lexicon import Mark, closed
from llm_extract.extractors.rules.scene import Sentence
from llm_extract.extractors.rules.voices import Voices
from llm_extract.records.claims import Responsibility, Role, Speaker, Stance

_FARTHEST_NAME = 10
_LONGEST_NAME = 6
_ACCUSERS = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.WITNESS, Role.ARMED_GROUP})


def find_responsibility(sentence: Sentence, voices: Voices, cast: Cast) -> Iterator[Finding]:
    """Claims, accusations and denials of responsibility in one sentence."""
    reading = _Reading(sentence, voices, cast)
    for mark in sentence.of("claimed_by"):
        yield from reading.claimed_by(mark)
    for mark in sentence.of("claims_it"):
        yield from reading.own_deed(mark, Stance.CLAIMS_RESPONSIBILITY)
    for mark in sentence.of("denies_it"):
        yield from reading.own_deed(mark, Stance.DENIES)
    for mark in sentence.of("done_by"):
        yield from reading.done_by(mark)
    for mark in sentence.of("blames"):
        yield from reading.blamed(mark)


class _Reading:
    """One sentence, asked who did it."""

    def __init__(self, sentence: Sentence, voices: Voices, cast: Cast) -> None:
        self._s = sentence
        self._voices = voices
        self._cast = cast

    def claimed_by(self, mark: Mark) -> Iterator[Finding]:
        actor = self._armed_after(mark.last)
        if actor is not None:
            yield self._found(actor, mark, Stance.CLAIMS_RESPONSIBILITY, by=actor)

    def own_deed(self, mark: Mark, stance: Stance) -> Iterator[Finding]:
        """The speaker's own deed: the body named before the words, or the speaker of the frame."""
        before = [m for m in self._s.of("actor") if m.last <= mark.first and self._is_armed(m)]
        speaker = self._speaker(mark.first)
        if speaker is not None and speaker.role is Role.ARMED_GROUP:
            yield self._found(self._body_of(speaker, before), mark, stance, by=speaker.name)
        elif before and self._s.low(mark.first) not in ("it", "its", "they", "had"):
            yield self._found(before[-1].value, mark, stance, by=before[-1].value)

    def done_by(self, mark: Mark) -> Iterator[Finding]:
        actor = self._armed_after(mark.last)
        speaker = self._speaker(mark.last)
        if actor is None or (speaker is not None and speaker.role not in _ACCUSERS | {Role.MEDIA}):
            return
        accused = (
            speaker is not None
            and speaker.role in _ACCUSERS
            and speaker.role is not Role.ARMED_GROUP
        )
        yield self._found(actor, mark, Stance.ACCUSES if accused else Stance.ASSERTS)

    def blamed(self, mark: Mark) -> Iterator[Finding]:
        actor = self._armed_after(mark.last) or self._described_after(mark.last)
        speaker = self._speaker(mark.last)
        if actor is not None and (speaker is None or speaker.role in _ACCUSERS):
            yield self._found(actor, mark, Stance.ACCUSES)

    # ------------------------------------------------------------ names

    def _found(self, actor: str, mark: Mark, stance: Stance, by: str | None = None) -> Finding:
        """Of others' deeds the words after the cue are the statement; of one's own, the cue."""
        last = len(self._s.words)
        at = mark.first if by is not None or mark.last >= last else mark.last
        start, end = self._s.offsets(at, max(mark.last, at + 1))
        return Finding(Responsibility(actor=actor), self._s, start, end, stance, by=by)

    def _speaker(self, at: int) -> Speaker | None:
        chains = self._voices.chains(at)
        return chains[-1][-1] if chains else None

    def _body_of(self, speaker: Speaker, before: list[Mark]) -> str:
        """The body itself, where its spokesman speaks."""
        if speaker.name in self._cast.named or not before:
            inside = (
                b for b in self._cast.named.values() if self._mentions(speaker.name, b.aliases)
            )
            return next((body.name for body in inside), speaker.name)
        return before[-1].value

    def _mentions(self, name: str, aliases: tuple[str, ...]) -> bool:
        return any(alias in name.split() for alias in aliases)

    def _is_armed(self, mark: Mark) -> bool:
        return self._cast.role_of(mark.value) is Role.ARMED_GROUP

    def _armed_after(self, at: int) -> str | None:
        for mark in self._s.of("actor"):
            if at <= mark.first <= at + _FARTHEST_NAME and self._is_armed(mark):
                between = self._s.lows[at : mark.first]
                if all(low in closed("skip_before_name") for low in between):
                    return mark.value
        return None

    def _described_after(self, at: int) -> str | None:
        """As in "what he called foreign-backed terrorists": no body, but a kind of people."""
        while self._s.low(at) in closed("skip_before_name") and at < len(self._s.words):
            at += 1
        for head in self._s.of("head"):
            if head.value == "militants" and at <= head.first <= at + _LONGEST_NAME:
                between = self._s.lows[at : head.first]
                if all(low[0].isalpha() and low not in closed("preposition") for low in between):
                    return self._s.said(at, head.last)
        return None
