"""The words the cascade knows, read once from `vocabulary/*.toml` and matched as whole words.

A vocabulary file is a set of tables; a table is a `kind`, its keys are values of that kind, each
with the phrases that say it. Matching is by lower-case words, so upper-case copy reads the same.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import NamedTuple

from llm_extract.text import pieces

# A word, an initialism with stops, a figure, a possessive ending, or one sign.
_WORD = re.compile(
    r"(\d+(?:[.,:]\d+)*%?|(?:[^\W\d_]\.){2,}|[^\W_]+(?:-[^\W_]+)*(?:[’'](?!s\b|S\b)[^\W\d_]+)?"
    r"|[’'][sS]\b|[^\w\s])"
)
_QUOTES = frozenset("\"“”«»„‘’'`*_")


class Word(NamedTuple):
    """One token; offsets are half-open in the article's text, `low` is its form for look-up."""

    text: str
    low: str
    start: int
    end: int


class Mark(NamedTuple):
    """A phrase of the vocabulary: words `first` up to `last` (exclusive) of its sentence."""

    kind: str
    value: str
    first: int
    last: int


# What `_make` does, without a step through Python for each word of a text.
_word, _mark = partial(tuple.__new__, Word), partial(tuple.__new__, Mark)


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The tokens of `text[start:end]`, without quotation marks, which would split phrases."""
    told, starts, ends = pieces(_WORD, text[start:end], start)
    # No word holds a line's end, so that all are put in lower case at once and parted again.
    lows = "\n".join(told).lower().replace("’", "'").split("\n")
    found = zip(told, lows, starts, ends, strict=False)
    if _QUOTES.isdisjoint(told):
        return tuple(map(_word, found))
    return tuple(_word(each) for each in found if each[0] not in _QUOTES)


# ---------------------------------------------------------------- the phrases


@dataclass(slots=True)
class _Node:
    """A step in the tree of phrases: what ends here, and which words may follow."""

    ends: list[tuple[str, str]]
    after: dict[str, _Node]
    # What a first word says by itself: kind -> value and a length of one.
    single: dict[str, tuple[str, int]]


class Lexicon:
    """All phrases of the vocabulary in one tree: one pass over a sentence finds them all."""

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Build the tree; `tables` is kind -> value -> phrases."""
        self._root: dict[str, _Node] = {}
        self._single: dict[str, dict[str, str]] = {}
        self._tables = tables
        for kind, values in tables.items():
            for value, phrases in values.items():
                for phrase in phrases:
                    self._add(kind, value, phrase)

    def _add(self, kind: str, value: str, phrase: str) -> None:
        lows = [word.low for word in words(phrase, 0, len(phrase))]
        level, node = self._root, None
        for low in lows:
            node = level.setdefault(low, _Node([], {}, {}))
            level = node.after
        if node is not None:
            node.ends.append((kind, value))
            node.single[kind] = (value, 1)
        if len(lows) == 1:
            self._single.setdefault(kind, {})[lows[0]] = value

    def marks(self, sentence: Sequence[Word]) -> tuple[Mark, ...]:
        """The longest phrase of each kind from each word on; of one kind they do not overlap."""
        found: list[Mark] = []
        taken: dict[str, int] = {}
        root = self._root
        lows = [word[1] for word in sentence]
        if root.keys().isdisjoint(lows):
            return ()
        for first, node in enumerate(map(root.get, lows)):
            if node is None:
                continue
            phrases = _longest(lows, first, node) if node.after else node.single
            for kind, (value, length) in phrases.items():
                if first >= taken.get(kind, 0):
                    taken[kind] = last = first + length
                    found.append(_mark((kind, value, first, last)))
        return tuple(found)

    def only(self, *kinds: str) -> Lexicon:
        """A smaller lexicon with some of the kinds."""
        return Lexicon({kind: self._tables[kind] for kind in kinds})

    def single(self, kind: str) -> Mapping[str, str]:
        """The one-word phrases of a kind, each with its value."""
        return self._single.get(kind, {})


def _longest(lows: Sequence[str], first: int, node: _Node) -> dict[str, tuple[str, int]]:
    """For each kind its longest phrase that begins at `first`, with the length in words."""
    best = node.single
    at, step = first + 1, node.after.get(lows[first + 1]) if first + 1 < len(lows) else None
    if step is None:
        return best
    best = dict(best)
    while step is not None:
        at += 1
        for kind, value in step.ends:
            best[kind] = (value, at - first)
        step = step.after.get(lows[at]) if at < len(lows) else None
    return best


@cache
def lexicon() -> Lexicon:
    """The vocabulary of this package, read once in a process."""
    return Lexicon(_tables())


def _tables() -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]] = {}
    folder = files("llm_extract.extractors.rules") / "vocabulary"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            tables.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return tables


@cache
def closed(*kinds: str) -> frozenset[str]:
    """The one-word members of closed classes, of all of them together, for membership tests."""
    return frozenset().union(*map(lexicon().single, kinds))
