"""What stands between quotation marks, and who says it where its own sentence does not tell.

A quotation goes on over sentences until its mark closes; beside others in a paragraph it is by the
same speaker; one that opens a paragraph goes on from the paragraph before, where that ended in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.extractors.rules.speakers.voices import Frame, Manner, Voices, carried
from llm_extract.records.claims import Speaker

_MARK = re.compile('["“”«»]')
_OPENING = "“«"
_CLOSING = "”»"
# A name or a word in quotation marks is no speech.
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Quotation:
    """The article's text from `start` to `end`, both inside the marks."""

    start: int
    end: int


@dataclass(frozen=True)
class Quotations:
    """The quotations of an article, paragraph by paragraph."""

    scene: Scene
    heard: tuple[Voices, ...]

    def speakers(self, sentence: Sentence, at: int) -> tuple[Speaker, ...]:
        """The links of whoever is quoted with word `at`; none where it stands in no quotation."""
        told = self._of_paragraph.get(sentence.paragraph, ())
        offset = sentence.words[at].start if at < len(sentence.words) else sentence.end
        return next((who for q, who in told if q.start <= offset < q.end), ())

    @cached_property
    def _of_paragraph(self) -> dict[int, tuple[tuple[_Quotation, tuple[Speaker, ...]], ...]]:
        if _MARK.search(self.scene.article.text) is None:
            return {}
        found: dict[int, tuple[tuple[_Quotation, tuple[Speaker, ...]], ...]] = {}
        last: tuple[Speaker, ...] = ()
        for paragraph in dict.fromkeys(s.paragraph for s in self.scene.sentences):
            sentences = self.scene.paragraphs[paragraph]
            quotations = tuple(_quotations(self.scene.article.text, sentences))
            own = [self._owner(q, sentences) for q in quotations]
            if own and not any(own) and quotations[0].start <= sentences[0].start + 1:
                own[0] = last if not self._speaks(sentences) else ()
            told = tuple(zip(quotations, _spread(own), strict=True))
            found[paragraph] = told
            last = told[-1][1] if told and quotations[-1].end >= sentences[-1].end - 2 else ()
            last = last or self._closing(sentences)
        return found

    def _speaks(self, sentences: tuple[Sentence, ...]) -> bool:
        return any(self.heard[sentence.index].frames for sentence in sentences)

    def _closing(self, sentences: tuple[Sentence, ...]) -> tuple[Speaker, ...]:
        """Who speaks last where a paragraph ends in "..., Finch said." or opens what follows."""
        frames = self.heard[sentences[-1].index].frames
        quoted = _MARK.search(sentences[-1].text) is not None
        return tuple(map(carried, frames[-1].links)) if frames and quoted else ()

    def _owner(self, quotation: _Quotation, sentences: tuple[Sentence, ...]) -> tuple[Speaker, ...]:
        """Whoever a frame outside the marks hands words inside them to."""
        for sentence in sentences:
            if sentence.end <= quotation.start or quotation.end <= sentence.start:
                continue
            for frame in self.heard[sentence.index].frames:
                cue = sentence.words[min(frame.at, len(sentence.words) - 1)].start
                outside = not quotation.start <= cue < quotation.end
                if outside and frame.manner is Manner.SAYS and _covers(sentence, frame, quotation):
                    return tuple(map(carried, frame.links))
        return ()


def _covers(sentence: Sentence, frame: Frame, quotation: _Quotation) -> bool:
    first, last = sentence.at(quotation.start), sentence.at(quotation.end)
    return max(first, frame.first) < min(last, frame.last)


def _spread(own: list[tuple[Speaker, ...]]) -> list[tuple[Speaker, ...]]:
    """Each quotation with its speaker, else the one before it, else the one after."""
    told: list[tuple[Speaker, ...]] = []
    for each in own:
        told.append(each or (told[-1] if told else ()))
    first = next((each for each in told if each), ())
    return [each or first for each in told]


def _quotations(text: str, sentences: tuple[Sentence, ...]) -> Iterator[_Quotation]:
    start, end = sentences[0].start, sentences[-1].end
    opened: int | None = None
    for found in _MARK.finditer(text, start, end):
        mark, at = found.group(), found.start()
        if opened is None and mark not in _CLOSING:
            opened = at + 1
        elif opened is not None and mark not in _OPENING:
            if _is_speech(text, opened, at):
                yield _Quotation(opened, at)
            opened = None
    if opened is not None:
        yield _Quotation(opened, end)


def _is_speech(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split()) >= _FEWEST_WORDS
