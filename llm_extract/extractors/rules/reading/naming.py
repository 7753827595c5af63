"""What names look like: runs of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.lexicon import Word

LONGEST_NAME_WORDS = 9
JOINERS = frozenset("of the and for de la del y e & in al ul".split())
NEVER_FIRST = frozenset(
    "the a an in on at and of for to from by with while after when this that these those it its"
    " according as however but meanwhile said".split()
)


def runs(tokens: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """Stretches of two or more capitalised words."""
    first = last = -2
    for at in _capitals(tokens):
        if at != last + 1 or tokens[at].start - tokens[last].end > 1:
            if last > first:
                yield first, last + 1
            first = at
        last = at
    if last > first:
        yield first, last + 1


def _capitals(tokens: tuple[Word, ...]) -> list[int]:
    return [
        at
        for at, (text, low, *_) in enumerate(tokens)
        if text[0].isupper() and low not in NEVER_FIRST
    ]
