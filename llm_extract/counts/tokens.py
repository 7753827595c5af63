"""Words, numerals and marks, in order and with their places: what the count grammar reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from llm_extract.text import pieces

# A numeral keeps the marks inside it, so that "2026-01-31", "10:30" and "2.0" stay one token.
_TOKEN = re.compile(r"(\d(?:[\d.,:/–-]*\d)?|[^\W\d_]+|[^\w\s]|_)")


class Token(NamedTuple):
    """A word, a numeral or one mark; `word` is case-folded, offsets are half-open."""

    word: str
    start: int
    end: int


# What `Token._make` does, without a step through Python for each word of a text.
_token = partial(tuple.__new__, Token)
# Stands before the first and after the last token, glued to nothing.
EDGE = Token("", -2, -2)


class Tokens(Sequence[Token]):
    """The tokens of a text; indices out of range give `EDGE`, so that nobody counts fence posts."""

    def __init__(self, text: str) -> None:
        """Split `text`."""
        self.text = text
        folded = text.casefold()
        # Where a letter grew when folded, word by word, so that places stay.
        alike = len(folded) == len(text)
        told, starts, ends = pieces(_TOKEN, folded if alike else text)
        self._words = told if alike else [word.casefold() for word in told]
        self._all = list(map(_token, zip(self._words, starts, ends, strict=True)))

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, at: int) -> Token:  # type: ignore[override]
        return self._all[at] if 0 <= at < len(self._all) else EDGE

    def openings(self, words: frozenset[str]) -> list[int]:
        """Where a numeral or one of `words` stands, in order."""
        return [at for at, word in enumerate(self._words) if word in words or word[0].isdigit()]

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The words of the tokens from `start` up to `end`; none where the text is too short."""
        if start < 0 or end > len(self._all):
            return ()
        return tuple(self._words[start:end])

    def glued(self, at: int) -> bool:
        """Whether no blank stands between token `at` and the one before it."""
        return self[at].start == self[at - 1].end

    def is_capital(self, at: int) -> bool:
        """Whether token `at` begins with a capital letter."""
        token = self[at]
        return token is not EDGE and self.text[token.start].isupper()
