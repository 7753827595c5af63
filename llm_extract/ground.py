"""Where a quotation stands in its text: exactly, normalised, or nearly, and never by a wrong digit.

A quotation that somebody typed again differs from its source in quotation marks, dashes, spaces
and ligatures, sometimes in a word. Three passes look for it, the cheapest first; what is returned
is always a stretch of the source itself, cut at word edges. A figure must match digit by digit in
every pass, for a reader who is sent to a sentence for "84" must find 84 there; and a near match
never differs in a number word or in a "not".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from llm_extract.records.article import Span
from llm_extract.records.claims import Evidence, Match

# Below this likeness (0 to 100) two passages are about the same thing at best, not the same words.
_LIKENESS = 85.0
# Down to this one where nothing but whole words were left out, of a quotation of some length.
_LIKENESS_WITH_GAPS = 70.0
_FEWEST_WORDS_WITH_GAPS = 6
# How many words either edge of a near match may be moved, to either side, to sit better.
_REACH = 5
# What an edge gains, in points of likeness, by the very word that the quotation has there.
_SAME_WORD = 5.0
# Fewer words than this are nearly like far too much; more characters are no sentence.
_FEWEST_WORDS = 3
_MOST_CHARACTERS = 1500

_FOLDED = str.maketrans(
    {
        **dict.fromkeys('"‘’‚‛′`´“”„‟″«»‹›', "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
# Words that no near match may add, drop or exchange.
_WEIGHTY = frozenset(
    "no not never none nobody nothing nor neither cannot without"
    " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred hundreds thousand thousands million millions dozen dozens half".split()
)


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

    def find(self, quote: str) -> Evidence | None:
        """As `ground`, over this text."""
        wanted = quote.strip()
        return self._exact(wanted) or self._otherwise(wanted) if wanted else None

    def _exact(self, quote: str) -> Evidence | None:
        for at in _occurrences(quote, self.text):
            if not _cuts(self.text, at) and not _cuts(self.text, at + len(quote)):
                return self._evidence(Span(start=at, end=at + len(quote)), Match.EXACT)
        return None

    def _otherwise(self, quote: str) -> Evidence | None:
        folded = _plainly(quote)
        return self._normalised(quote, folded) or self._near(quote, folded) if folded else None

    def _normalised(self, quote: str, folded: str) -> Evidence | None:
        for at in _occurrences(folded, self._folded):
            if not self._is_whole(at, at + len(folded)):
                continue
            stretch = self._back(at, at + len(folded))
            # "1 204" and "1204" are alike without blanks.
            if _digits(quote) == _digits(stretch.of(self.text)):
                return self._evidence(stretch, Match.NORMALISED)
        return None

    def _near(self, quote: str, folded: str) -> Evidence | None:
        if len(folded) > _MOST_CHARACTERS or len(_WORD.findall(quote)) < _FEWEST_WORDS:
            return None
        found = fuzz.partial_ratio_alignment(folded, self._folded, score_cutoff=_LIKENESS_WITH_GAPS)
        if found is None:
            return None
        start, end = self._snapped(quote, folded, found.dest_start, found.dest_end)
        likeness = fuzz.ratio(folded, self._folded[start:end])
        stretch = self._back(*self._with_marks(folded, start, end))
        near = _is_near(likeness, quote, stretch.of(self.text))
        return self._evidence(stretch, Match.FUZZY) if near else None

    # ------------------------------------------------------------ edges

    def _snapped(self, quote: str, folded: str, start: int, end: int) -> tuple[int, int]:
        """The stretch on word edges near start..end that is most like `folded`.

        An edge where the quotation's own first or last word stands goes before one that is a
        little more like it: "The of Orlo" was "The people of Orlo", and not "of Orlo".
        """
        words = _WORD.findall(quote)
        first, last = _plainly(words[0]), _plainly(words[-1])
        text, (starts, ends) = self._folded, self._words

        def as_start(at: int) -> float:
            return fuzz.ratio(folded, text[at:end]) + _SAME_WORD * text.startswith(first, at)

        def as_end(at: int) -> float:
            return fuzz.ratio(folded, text[start:at]) + _SAME_WORD * text.endswith(last, start, at)

        start = max(_around(starts, start), key=as_start, default=start)
        end = max(_around(ends, end), key=as_end, default=end)
        return start, max(end, start + 1)

    def _with_marks(self, folded: str, start: int, end: int) -> tuple[int, int]:
        """Take along the marks right before and after, where the quotation has them too."""
        for mark in reversed(_marks_before(folded)):
            if start and self._folded[start - 1] == mark and self._touch(start):
                start -= 1
        for mark in reversed(_marks_before(folded[::-1])):
            if end < len(self._folded) and self._folded[end] == mark and self._touch(end):
                end += 1
        return start, end

    def _touch(self, at: int) -> bool:
        """Whether nothing stands between a folded character and the one before it."""
        return self._origin[at] - self._origin[at - 1] <= 1

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the folded stretch cuts through no word, no number and no ligature."""
        origin = self._origin
        if start and origin[start] == origin[start - 1]:
            return False
        if end < len(origin) and origin[end] == origin[end - 1]:
            return False
        stretch = self._back(start, end)
        return not _cuts(self.text, stretch.start) and not _cuts(self.text, stretch.end)

    def _back(self, start: int, end: int) -> Span:
        """The stretch of the text that a stretch of the folded text was."""
        return Span(start=self._origin[start], end=self._origin[end - 1] + 1)

    def _evidence(self, span: Span, match: Match) -> Evidence:
        return Evidence(quote=span.of(self.text), span=span, match=match)

    # ------------------------------------------------------------ made at first use

    @cached_property
    def _fold(self) -> tuple[str, list[int]]:
        return fold(self.text)

    @cached_property
    def _folded(self) -> str:
        return self._fold[0]

    @cached_property
    def _origin(self) -> list[int]:
        return self._fold[1]

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        """Where words begin and where they end, in the folded text."""
        words = list(_WORD.finditer(self.text))
        starts = [bisect_left(self._origin, word.start()) for word in words]
        return starts, [bisect_left(self._origin, word.end()) for word in words]


@lru_cache(maxsize=32)
def _prepared(text: str) -> GroundText:
    return GroundText(text)


# ---------------------------------------------------------------- folding


def fold(text: str) -> tuple[str, list[int]]:
    """`text` without case, blanks and kinds of marks, and where each character of it stood.

    Ligatures and full-width forms are taken apart; invisible characters are left out.

    >>> fold("ﬁve  “A”")
    ("five'a'", [0, 0, 1, 2, 5, 6, 7])
    """
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for plain in _plain(char):
            out.append(plain)
            origin.append(at)
    return "".join(out), origin


def _plainly(text: str) -> str:
    return "".join(map(_plain, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char.isspace() or unicodedata.category(char) in {"Cf", "Cc", "Cs"}:
        return ""
    plain = unicodedata.normalize("NFKC", char).casefold().translate(_FOLDED)
    return "".join(plain.split())


# ---------------------------------------------------------------- words and figures


def _occurrences(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at != -1:
        yield at
        at = text.find(quote, at + 1)


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


def _around(edges: list[int], at: int) -> list[int]:
    """The edges nearest to `at`, some to either side of it."""
    middle = bisect_left(edges, at)
    return edges[max(0, middle - _REACH) : middle + _REACH + 1]


def _marks_before(folded: str) -> str:
    """What stands before the first letter or digit."""
    return folded[: next((at for at, char in enumerate(folded) if char.isalnum()), 0)]


def _is_near(likeness: float, quote: str, stretch: str) -> bool:
    """Whether a quotation may be taken for a stretch that is so like it."""
    wanted, standing = _words(quote), _words(stretch)
    if _digits(quote) != _digits(stretch) or _weighty(wanted) != _weighty(standing):
        return False
    rest = iter(standing)
    return likeness >= _LIKENESS or (
        likeness >= _LIKENESS_WITH_GAPS
        and len(wanted) >= _FEWEST_WORDS_WITH_GAPS
        and all(word in rest for word in wanted)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _weighty(words: list[str]) -> list[str]:
    return [word for word in words if word in _WEIGHTY]


def _digits(text: str) -> list[str]:
    """The figures of a text; "1,204" and "1204" are one."""
    figures = _DIGITS.findall(text)
    return [unicodedata.normalize("NFKC", _THOUSANDS.sub("", figure)) for figure in figures]
