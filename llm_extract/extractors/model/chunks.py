"""Long articles in pieces: cut between paragraphs, with an overlap, and joined without doubling."""

from __future__ import annotations

from llm_extract.records.article import Article, Span
from llm_extract.text import paragraphs


def cut(article: Article, most_characters: int) -> tuple[Span, ...]:
    """Stretches of at most `most_characters` that cover the text; neighbours share a paragraph.

    A paragraph that is longer by itself is cut where it must be.
    """
    text = article.text
    if len(text) <= most_characters:
        return (Span(start=0, end=len(text)),)
    edges = [0, *(start for start, _ in paragraphs(text) if start), len(text)]
    spans: list[Span] = []
    start = 0
    while True:
        end = _last_edge(edges, start, start + most_characters)
        spans.append(Span(start=start, end=end))
        if end == len(text):
            return tuple(spans)
        start = _overlap(edges, start, end)


def halves(article: Article, span: Span) -> tuple[Span, Span] | None:
    """The stretch in two, cut at the paragraph nearest its middle; None where that cannot be."""
    middle = (span.start + span.end) // 2
    edges = [start for start, _ in paragraphs(article.text) if span.start < start < span.end]
    if not edges:
        return None
    edge = min(edges, key=lambda at: abs(at - middle))
    return Span(start=span.start, end=edge), Span(start=edge, end=span.end)


def _last_edge(edges: list[int], start: int, limit: int) -> int:
    within = [edge for edge in edges if start < edge <= limit]
    return within[-1] if within else limit


def _overlap(edges: list[int], start: int, end: int) -> int:
    """Where the next stretch begins: one paragraph back, if that still moves on."""
    back = [edge for edge in edges if start < edge < end]
    return back[-1] if back else end
