"""Text and the spans marked in it, cut into pieces that each stand under the same marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from llm_extract.records.article import Span


@dataclass(frozen=True)
class Segment:
    """A piece of text. `under` are the spans that cover it, `opens` those of them that start here.

    Both are in reading order, the longer first where two start together.
    """

    text: str
    start: int
    under: tuple[Span, ...] = ()
    opens: tuple[Span, ...] = ()


def segments(text: str, marks: Iterable[Span]) -> tuple[Segment, ...]:
    """Cut `text` wherever a mark starts or ends; joined again, the pieces are the text.

    Marks may overlap, nest and touch. One that runs past the end is shown as far as there is text;
    one that starts past the end is left out.

    >>> [(s.text, len(s.under)) for s in segments("ten dead", [Span(start=0, end=3)])]
    [('ten', 1), (' dead', 0)]
    """
    spans = sorted({mark for mark in marks if mark.start < len(text)}, key=_reading_order)
    edges = {0, len(text)}
    edges.update(edge for span in spans for edge in (span.start, min(span.end, len(text))))
    found, opened, under = [], 0, list[Span]()
    for start, end in pairwise(sorted(edges)):
        opens = []
        while opened < len(spans) and spans[opened].start == start:
            opens.append(spans[opened])
            opened += 1
        under = [span for span in (*under, *opens) if span.end > start]
        found.append(Segment(text[start:end], start, tuple(under), tuple(opens)))
    return tuple(found)


def excerpts(pieces: Sequence[Segment]) -> tuple[tuple[Segment, ...], ...]:
    """Only what is marked, as runs of pieces that stand together in the text."""
    runs: list[list[Segment]] = []
    apart = True
    for piece in pieces:
        if not piece.under:
            apart = True
            continue
        if apart:
            runs.append([])
        runs[-1].append(piece)
        apart = False
    return tuple(tuple(run) for run in runs)


def _reading_order(span: Span) -> tuple[int, int]:
    return span.start, -span.end
