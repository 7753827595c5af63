"""Words, numerals and marks, in order and with their places: what the count grammar reads."""

from __future__ import annotations

import re
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
# Farther beyond the last or before the first token than any reader looks.
_MARGIN = 32


class Tokens(list[Token]):
    """The tokens of a text; past either end stands `EDGE`, so that nobody counts fence posts.

    Before the first means from -1 down: edges close the list, and count for both its ends.
    """

    def __init__(self, text: str) -> None:
        """Split `text`."""
        self.text = text
        folded = text.casefold()
        # Where a letter grew when folded, word by word, so that places stay.
        alike = len(folded) == len(text)
        told, starts, ends = pieces(_TOKEN, folded if alike else text)
        self._words = told if alike else [word.casefold() for word in told]
        super().__init__(map(_token, zip(self._words, starts, ends, strict=True)))
        self.extend([EDGE] * _MARGIN)
        # Past the last token that is none of the edges.
        self.end = len(self._words)

    def openings(self, words: frozenset[str]) -> list[int]:
        """Where a numeral or one of `words` stands, in order."""
        return [at for at, word in enumerate(self._words) if word in words or word[0].isdigit()]

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The words of the tokens from `start` up to `end`; none where the text is too short."""
        if start < 0 or end > self.end:
            return ()
        return tuple(self._words[start:end])

    def glued(self, at: int) -> bool:
        """Whether no blank stands between token `at` and the one before it."""
        return self[at].start == self[at - 1].end

    def is_capital(self, at: int) -> bool:
        """Whether token `at` begins with a capital letter."""
        token = self[at]
        return token is not EDGE and self.text[token.start].isupper()
