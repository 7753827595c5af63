"""Long articles in pieces: cut between paragraphs, else between sentences, with an overlap."""

from __future__ import annotations

from dataclasses import dataclass

from llm_extract.records.article import Article, Span
from llm_extract.text import paragraphs, sentences


def cut(article: Article, most_characters: int) -> tuple[Span, ...]:
    """Stretches of at most `most_characters` that cover the text; neighbours share a paragraph.

    Or a sentence, where that paragraph is long. A paragraph that is too long by itself is cut
    between sentences, a sentence that is too long where it must be. Each stretch leads further than
    the one before.
    """
    length = len(article.text)
    if length <= most_characters:
        return (Span(start=0, end=length),)
    seams = _Seams.of(article.text)
    spans = [Span(start=0, end=seams.end_of(0, most_characters))]
    while spans[-1].end < length:
        spans.append(seams.after(spans[-1], most_characters))
    return tuple(spans)


def halves(article: Article, span: Span) -> tuple[Span, Span] | None:
    """The stretch in two, cut nearest its middle; None where it is a single sentence.

    It is cut between paragraphs where it has several, else between sentences.
    """
    middle = (span.start + span.end) // 2
    seams = _Seams.of(article.text)
    inner = _within(seams.paragraphs, span) or _within(seams.sentences, span)
    if not inner:
        return None
    edge = min(inner, key=lambda at: abs(at - middle))
    return Span(start=span.start, end=edge), Span(start=edge, end=span.end)


@dataclass(frozen=True)
class _Seams:
    """Where a text may be cut: where each paragraph and each sentence begins, and its end."""

    paragraphs: tuple[int, ...]
    sentences: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Seams:
        return cls(
            (*(start for start, _ in paragraphs(text)), len(text)),
            (*(start for start, _ in sentences(text)), len(text)),
        )

    def end_of(self, start: int, most: int) -> int:
        """Where a stretch from `start` ends: far on, and between paragraphs if it can be."""
        limit = start + most
        far = [at for at in self.paragraphs if start + most // 2 < at <= limit]
        near = far or [at for at in self.sentences if start < at <= limit]
        return near[-1] if near else limit

    def after(self, span: Span, most: int) -> Span:
        """The next stretch: from a paragraph back, or a sentence, if that still leads further."""
        for starts in (self.paragraphs, self.sentences):
            back = _within(starts, span)[-1:]
            # What is read twice is paid for twice.
            if not back or span.end - back[0] > most // 4:
                continue
            if (end := self.end_of(back[0], most)) > span.end:
                return Span(start=back[0], end=end)
        return Span(start=span.end, end=self.end_of(span.end, most))


def _within(starts: tuple[int, ...], span: Span) -> list[int]:
    return [at for at in starts if span.start < at < span.end]
