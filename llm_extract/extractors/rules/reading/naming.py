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
    first = None
    for at, word in enumerate(tokens):
        apart = first is not None and word.start - tokens[at - 1].end > 1
        if apart and first is not None and at - first > 1:
            yield first, at
        first = None if apart else first
        if word.text[0].isupper() and word.low not in NEVER_FIRST:
            first = at if first is None else first
            continue
        if first is not None and at - first > 1:
            yield first, at
        first = None
    if first is not None and len(tokens) - first > 1:
        yield first, len(tokens)
