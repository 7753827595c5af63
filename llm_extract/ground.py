"""Where a quotation stands in its text: exactly, normalised, or nearly, and never by a wrong digit.

A quotation that somebody typed again differs from its source in quotation marks, dashes, spaces
and ligatures, sometimes in a word. Three passes look for it, the cheapest first; what is returned
is always a stretch of the source itself. A figure must match digit by digit in every pass: a reader
who is sent to a sentence for "84" must find 84 there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from llm_extract.records.article import Span
from llm_extract.records.claims import Evidence, Match

# Below this likeness (0 to 100) two passages are about the same thing at best, not the same words.
_LIKENESS = 85.0
# How many words either edge of a near match may be moved to sit better.
_REACH = 4
# Fewer words than this are nearly like far too much.
_FEWEST_WORDS = 3

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def ground(quote: str, text: str) -> Evidence | None:
    """Find `quote` in `text`; None where it does not stand there, not even nearly.

    >>> ground('"ten" were hurt', "He said “ten” were hurt.").quote
    '“ten” were hurt'
    >>> ground("16 were hurt", "In all 15 were hurt.") is None
    True
    """
    return _prepared(text).find(quote)


class GroundText:
    """A text made ready for many searches; each is independent of those before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: str | None = None
        self._origin: list[int] = []

    def find(self, quote: str) -> Evidence | None:
        """As `ground`, over this text."""
        wanted = quote.strip()
        if not wanted:
            return None
        return self._exact(wanted) or self._normalised(wanted) or self._near(wanted)

    def _exact(self, quote: str) -> Evidence | None:
        start = _standing(quote, self.text)
        return None if start is None else self._evidence(start, start + len(quote), Match.EXACT)

    def _normalised(self, quote: str) -> Evidence | None:
        folded = fold(quote)[0].strip()
        start = _standing(folded, self._haystack()) if folded else None
        if start is None:
            return None
        return self._evidence(*self._back(start, start + len(folded)), Match.NORMALISED)

    def _near(self, quote: str) -> Evidence | None:
        folded, haystack = fold(quote)[0].strip(), self._haystack()
        if len(_WORD.findall(folded)) < _FEWEST_WORDS:
            return None
        found = fuzz.partial_ratio_alignment(folded, haystack, score_cutoff=_LIKENESS)
        if found is None:
            return None
        start, end = _snapped(folded, haystack, found.dest_start, found.dest_end)
        likeness = fuzz.ratio(folded, haystack[start:end])
        if likeness < _LIKENESS or _figures(folded) != _figures(haystack[start:end]):
            return None
        return self._evidence(*self._back(start, end), Match.FUZZY)

    def _haystack(self) -> str:
        if self._folded is None:
            self._folded, self._origin = fold(self.text)
        return self._folded

    def _back(self, start: int, end: int) -> tuple[int, int]:
        return self._origin[start], self._origin[end - 1] + 1

    def _evidence(self, start: int, end: int, match: Match) -> Evidence:
        span = Span(start=start, end=end)
        return Evidence(quote=span.of(self.text), span=span, match=match)


@lru_cache(maxsize=32)
def _prepared(text: str) -> GroundText:
    return GroundText(text)


def fold(text: str) -> tuple[str, list[int]]:
    """`text` in lower case with one kind of quote, dash and space, and where each character stood.

    Ligatures and full-width forms are taken apart; invisible characters are left out.

    >>> fold("ﬁve  “A”")[0]
    'five "a"'
    """
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for plain in _plain(char):
            if plain == " " and out and out[-1] == " ":
                continue
            out.append(plain)
            origin.append(at)
    return "".join(out), origin


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cf", "Cc", "Cs"}:
        return ""
    return unicodedata.normalize("NFKC", char).translate(_FOLDED).lower()


def _standing(quote: str, text: str) -> int | None:
    """The first place where `quote` stands whole: "6 hurt" does not stand in "16 hurt"."""
    at = text.find(quote)
    while at != -1:
        if not _cuts(text, at) and not _cuts(text, at + len(quote)):
            return at
        at = text.find(quote, at + 1)
    return None


def _cuts(text: str, at: int) -> bool:
    """Whether a cut before position `at` would run through a word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    # "1,200" and "2.5" are cut at the mark, from either side.
    if before in ".," and after.isdigit():
        return at > 1 and text[at - 2].isdigit()
    return before.isdigit() and after in ".," and text[at + 1 : at + 2].isdigit()


def _snapped(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch that begins and ends on word edges near start..end and is most like `quote`."""
    margin = 60
    lowest = max(0, start - margin)
    words = [
        (word.start() + lowest, word.end() + lowest)
        for word in _WORD.finditer(text[lowest : end + margin])
    ]
    starts = sorted((word[0] for word in words), key=lambda edge: abs(edge - start))[: 2 * _REACH]
    ends = sorted((word[1] for word in words), key=lambda edge: abs(edge - end))[: 2 * _REACH]
    pairs = [(s, e) for s, e in product(starts, ends) if s < e] or [(start, end)]
    best = max(pairs, key=lambda pair: (fuzz.ratio(quote, text[pair[0] : pair[1]]), -pair[0]))
    return _with_marks(quote, text, *best)


def _with_marks(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Take along the marks before and after, where the quotation has them too."""
    if start and quote[:1] == text[start - 1] and not quote[:1].isalnum():
        start -= 1
    if end < len(text) and quote[-1:] == text[end] and not quote[-1:].isalnum():
        end += 1
    return start, end


def _figures(text: str) -> list[str]:
    return [number.replace(",", "") for number in _NUMBER.findall(text)]
