"""Credits: the agencies and outlets whose reporting the article passes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.reading.lexicon import Mark
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.speakers.voices import Voices
from llm_extract.records.article import Span
from llm_extract.records.claims import Role
from llm_extract.records.incidents import Credit

_DATELINE_WORDS = 16


def find_credits(scene: Scene, heard: Sequence[Voices]) -> tuple[Credit, ...]:
    """One credit for each outlet, at its first mention that says so."""
    found: dict[str, Credit] = {}
    for sentence, voices in zip(scene.sentences, heard, strict=True):
        for credit in _credits(sentence, voices):
            found.setdefault(credit.name, credit)
    return tuple(found.values())


def _credits(sentence: Sentence, voices: Voices) -> Iterator[Credit]:
    cues = {
        speaker.name: frame.cue
        for frame in voices.frames
        for speaker in (*frame.speakers, *([frame.relay] if frame.relay else []))
        if speaker.role is Role.MEDIA
    }
    for mark in sentence.of("outlet"):
        cue = cues.get(mark.value) or _byline(sentence, mark)
        if cue:
            start, end = sentence.offsets(mark.first, mark.last)
            yield Credit(name=mark.value, cue=cue, span=Span(start=start, end=end))


def _byline(sentence: Sentence, mark: Mark) -> str | None:
    """As in "TOWN (AGENCY) -", and "AGENCY contributed to this report"."""
    bracketed = sentence.low(mark.first - 1) in ("(", "[") and sentence.low(mark.last) in (")", "]")
    if bracketed and sentence.index < 3 and mark.first < _DATELINE_WORDS:  # noqa: PLR2004 - the head of the copy
        return "dateline"
    after = sentence.lows[mark.last : mark.last + 3]
    return "contributed" if "contributed" in after else None
