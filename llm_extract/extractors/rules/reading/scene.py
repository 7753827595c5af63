"""The article as the cascade sees it: sentences of marked words, with counts, dates and places.

Every rule works on a `Sentence` by word index, and gives back stretches of the article's text.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from llm_extract.extractors.rules.reading.lexicon import Mark, Word
from llm_extract.records.article import Article, Span
from llm_extract.records.counts import Count
from llm_extract.when import FoundDate
from llm_extract.where import FoundPlace

# Lines at the top that are title, series or by-line, whatever stands in them.
_HEADLINES = 3
# What a paragraph's sentence sets up holds for this many after it, at most.
_FARTHEST_BACK = 12
# What opens a line of a list, and the longest of its numerals: "viii".
_BULLETS = frozenset("- – — • * ·".split())
_LONGEST_NUMERAL = 4
_LOW = attrgetter("low")


@dataclass(frozen=True, slots=True)
class Counted:
    """A count by word index: words `first` up to `last`, and where its noun phrase begins."""

    count: Count
    first: int
    last: int
    head: int
    is_article: bool


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence, marked. `headline` is a line that stands alone without a full stop.

    `lows` are its words in lower case, for every rule looks at them.
    """

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    headline: bool
    counts: tuple[Counted, ...] = ()
    places: tuple[FoundPlace, ...] = ()
    dates: tuple[FoundDate, ...] = ()
    # A headline in capitals that opens a paragraph, above nothing but the text it heads.
    run_in: bool = False
    lows: tuple[str, ...] = field(init=False, repr=False)
    # What a rule has read here and others ask for too; an article has one cast of names.
    memo: dict[str, Any] = field(init=False, repr=False, default_factory=dict)
    _kinds: dict[str, tuple[Mark, ...]] = field(init=False, repr=False)
    _together: dict[tuple[str, ...], tuple[Mark, ...]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        grouped: dict[str, list[Mark]] = {}
        for mark in self.marks:
            grouped.setdefault(mark[0], []).append(mark)
        object.__setattr__(self, "_kinds", {kind: tuple(each) for kind, each in grouped.items()})
        object.__setattr__(self, "lows", tuple(map(_LOW, self.words)))

    def of(self, *kinds: str) -> tuple[Mark, ...]:
        """The marks of these kinds, in order."""
        present = self._kinds
        if len(kinds) == 1:
            return present.get(kinds[0], ())
        # A sentence has marks of few kinds, and is asked for those of many.
        if present.keys().isdisjoint(kinds):
            return ()
        found = self._together.get(kinds)
        if found is None:
            found = self._together[kinds] = self._of_several(kinds)
        return found

    def _of_several(self, kinds: tuple[str, ...]) -> tuple[Mark, ...]:
        present = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        if len(present) == 1:
            return present[0]
        marks = (mark for each in present for mark in each)
        return tuple(sorted(marks, key=lambda mark: (mark.first, -mark.last)))

    def has(self, kinds: frozenset[str]) -> bool:
        """Whether any mark is of one of these kinds."""
        return not kinds.isdisjoint(self._kinds)

    @cached_property
    def is_listed(self) -> bool:
        """Whether it is a line of a table or a labelled figure below the head, and no headline."""
        below = self.index >= _HEADLINES and (":" in self.lows or "|" in self.lows)
        return below and bool(self.counts) and not self.run_in

    @cached_property
    def is_item(self) -> bool:
        """Whether it is a line of a list, with its number or a dash before it."""
        return self.index >= 1 and self.headline and self.item_start is not None

    @cached_property
    def item_start(self) -> int | None:
        """Past "1.", "(ii)" or a dash at the head of a line; None where nothing numbers it."""
        return past_number(self, 0)

    def low(self, at: int) -> str:
        """The word at an index in lower case; empty outside the sentence."""
        lows = self.lows
        return lows[at] if 0 <= at < len(lows) else ""

    def count_at(self, at: int) -> Counted | None:
        """The count whose words begin at an index."""
        return next((counted for counted in self.counts if counted.first == at), None)

    def begins(self, at: int, *kinds: str) -> bool:
        """Whether a mark of one of these kinds begins at an index."""
        return any(mark[2] == at for mark in self.of(*kinds))

    def ending(self, at: int, *kinds: str) -> Mark | None:
        """The first mark of these kinds that ends before an index."""
        return next((mark for mark in self.of(*kinds) if mark[3] == at), None)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Where words `first` up to `last` stand in the article's text."""
        return self.words[first].start, self.words[last - 1].end

    def said(self, first: int, last: int) -> str:
        """The text of words `first` up to `last`, on one line, as it is printed."""
        start, end = self.offsets(first, last)
        return " ".join(self.text[start - self.start : end - self.start].split())

    def at(self, offset: int) -> int:
        """The index of the first word that starts at or after an offset of the text."""
        return bisect_left(self._starts, offset)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]


def past_number(sentence: Sentence, at: int) -> int | None:
    """Past "1.", "(ii)" or a dash that numbers a line from word `at` on; None where none does."""
    low = sentence.low
    if low(at) in _BULLETS:
        return at + 1
    opened = at + (low(at) == "(")
    number = low(opened)
    numeral = 0 < len(number) <= _LONGEST_NUMERAL and not number.strip("ivxabcdefgh")
    closed = low(opened + 1) in ((")",) if opened > at else (")", "."))
    return opened + 2 if closed and (number.isdigit() or numeral) else None


@dataclass(frozen=True)
class Scene:
    """A whole article, ready to be read by the rules.

    `orders` are passages that speak to a program: none of their sentences is read.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    upper_case: bool
    anchor: date | None
    orders: tuple[Span, ...]

    def paragraph(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences of the same paragraph, in order."""
        return self.paragraphs[sentence.paragraph]

    @cached_property
    def paragraphs(self) -> dict[int, tuple[Sentence, ...]]:
        """The sentences by paragraph."""
        grouped: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            grouped.setdefault(sentence.paragraph, []).append(sentence)
        return {paragraph: tuple(group) for paragraph, group in grouped.items()}

    def before(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences of its paragraph before this one, nearest first, within reach."""
        group = self.paragraph(sentence)
        at = sentence.index - group[0].index
        return group[max(0, at - _FARTHEST_BACK) : at][::-1]

    def after(self, sentence: Sentence) -> Sentence | None:
        """The next sentence of its paragraph."""
        group = self.paragraph(sentence)
        at = sentence.index - group[0].index + 1
        return group[at] if at < len(group) else None

    @cached_property
    def lead(self) -> Sentence | None:
        """The first sentence that is no headline."""
        return next((s for s in self.sentences if not s.headline), None)
