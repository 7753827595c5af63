"""The article as the cascade sees it: sentences of marked words, with counts, dates and places.

Every rule works on a `Sentence` by word index, and gives back stretches of the article's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from llm_extract import text as frozen
from llm_extract.counts import FoundCount, find_counts
from llm_extract.extractors.rules.reading.lexicon import Lexicon, Mark, Word, lexicon
from llm_extract.extractors.rules.reading.sited import in_their_towns
from llm_extract.orders import find_orders
from llm_extract.records.article import Article, Span
from llm_extract.records.counts import Count
from llm_extract.records.when_where import DatePrecision
from llm_extract.when import FoundDate, find_dates
from llm_extract.where import FoundPlace, find_places

_LONGEST_HEADLINE_WORDS = 22
_SHORTEST_RUN_IN = 3
# Lines at the top that are title, series or by-line, whatever stands in them.
_HEADLINES = 3
# Far beyond any sentence of prose; copy without a full stop is read in stretches of this length.
_LONGEST_SENTENCE_WORDS = 200
# The share of capitals among letters from which a text is read as upper-case copy.
_UPPER_CASE_SHARE = 0.6
_SAMPLE = 3000

# A date of publication stands no farther from the beginning than this, in characters.
_HEAD_OF_COPY = 300
# What a scraper leaves before the date at the very top.
_STAMPS = frozenset(("", "date", "published", "posted", "updated"))
# From a dateline's place to its day: "ORLO, Peru (Sept. 1)", "ORLO (Agency), May 3", "(AG, May 3)".
_TO_DAY = re.compile(
    r"(?:,\s[A-Z][\w. ]{1,40})?[\s,]{0,4}(?:\([^()\n]{1,60}\))?[\s,]{0,4}(?:\([^()\d\n]{0,40})?"
)
# The words before a day of filing, what prose has there, and the way on to the dash: " (AG).- ".
_LONGEST_FILED_FROM = 6
_PROSE = re.compile(r"[.!?:;]|\b(?:on|in|of|at)\s*$")
_TO_COPY = re.compile(r"(?:,?\s\d{4})?\s{0,2}(?:\([^()\n]{1,40}\))?[.:]?\s{0,2}[-–—]{1,2}\s")
# What a paragraph's sentence sets up holds for this many after it, at most.
_FARTHEST_BACK = 12
# What opens a line of a list, and the longest of its numerals: "viii".
_BULLETS = frozenset("- – — • * ·".split())
_LONGEST_NUMERAL = 4
_LOW = attrgetter("low")
_AFTER_OF = frozenset("the its his her their our these those".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """A count by word index: words `first` up to `last`, and where its noun phrase begins."""

    count: Count
    first: int
    last: int
    head: int
    is_article: bool


class _Found(Protocol):
    @property
    def start(self) -> int: ...


_F = TypeVar("_F", bound=_Found)


class _Located(Generic[_F]):
    """What was found in the whole text, asked for by stretch."""

    def __init__(self, found: Sequence[_F]) -> None:
        self._found = found
        self._starts = [each.start for each in found]

    def within(self, start: int, end: int) -> tuple[_F, ...]:
        return tuple(self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


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


def set_up(
    article: Article, tokens: tuple[Word, ...], names: Lexicon, *, upper_case: bool
) -> Scene:
    """Split and mark an article; `names` are its own bodies and outlets, marked like vocabulary.

    `tokens` are the words of the whole text; `upper_case` is whether it is in capitals.
    """
    text = article.text
    found = in_their_towns(find_places(text))
    dates, anchor = _dated(article, found)
    counts = _Located(find_counts(text, articles=True))
    places = _Located(found)
    when = _Located(dates)
    bounds = frozen.paragraphs(text)
    built: list[Sentence] = []
    all_words = _Located(tokens)
    orders = find_orders(text)
    for start, end, here in _cut(text, all_words):
        if any(order.start <= start < order.end for order in orders):
            continue
        paragraph = _paragraph_of(bounds, start)
        run_in = not upper_case and _is_run_in(here, bounds[paragraph], start)
        built.append(
            Sentence(
                index=len(built),
                paragraph=paragraph,
                start=start,
                end=end,
                text=text[start:end],
                words=here,
                marks=lexicon().marks(here) + _printed_as_names(names.marks(here), here),
                headline=run_in or _is_headline(here, bounds[paragraph], (start, end)),
                run_in=run_in,
                counts=tuple(_counted(here, counts.within(start, end))),
                places=places.within(start, end),
                dates=when.within(start, end),
            )
        )
    return Scene(article, tuple(built), upper_case, anchor, orders)


def _printed_as_names(marks: tuple[Mark, ...], here: tuple[Word, ...]) -> tuple[Mark, ...]:
    """Without common words that only look like the short name of a body: "in front"."""
    if not marks:
        return ()
    return tuple(m for m in marks if any(w.text[0].isupper() for w in here[m.first : m.last]))


def _cut(text: str, tokens: _Located[Word]) -> Iterator[tuple[int, int, tuple[Word, ...]]]:
    """The sentences with their words; one without end is cut, so that no text costs too much."""
    for start, end in frozen.sentences(text):
        here = tokens.within(start, end)
        for first in range(0, len(here), _LONGEST_SENTENCE_WORDS):
            piece = here[first : first + _LONGEST_SENTENCE_WORDS]
            whole = len(piece) == len(here)
            yield (start, end, piece) if whole else (piece[0].start, piece[-1].end, piece)


def _dated(
    article: Article, places: Sequence[FoundPlace]
) -> tuple[tuple[FoundDate, ...], date | None]:
    """The dates of what is told, and the day they are seen from: of filing, else of publication.

    A dateline says when the words were written; print may follow days later, a reprint years.
    """
    text, published = article.text, article.published_on
    dates = find_dates(text, published)
    head = _in_dateline(text, dates, places) or _before_a_dash(text, dates)
    if head is None and published is None:
        head = _at_head(text, dates)
    if head is None:
        return dates, published
    anchor = head.when.start or published
    seen = dates if anchor == published else find_dates(text, anchor)
    return tuple(found for found in seen if found.start != head.start), anchor


def _in_dateline(
    text: str, dates: Sequence[FoundDate], places: Sequence[FoundPlace]
) -> FoundDate | None:
    """The day that stands with the place a report was filed from."""
    for place in places:
        if place.is_dateline:
            first = next((found for found in dates if found.start >= place.end), None)
            if first and _is_written_out(first) and _TO_DAY.fullmatch(text, place.end, first.start):
                return first
    return None


def _before_a_dash(text: str, dates: Sequence[FoundDate]) -> FoundDate | None:
    """The day before the dash that opens the copy: "Orlo, 15 October (AG) - ", of whatever town."""
    for found in dates:
        if found.start > _HEAD_OF_COPY:
            return None
        start = text.rfind("\n", 0, found.start) + 1
        before = text[start : found.start]
        filed = len(before.split()) <= _LONGEST_FILED_FROM and not _PROSE.search(before)
        if filed and _is_written_out(found) and _TO_COPY.match(text, found.end):
            return found
    return None


def _at_head(text: str, dates: Sequence[FoundDate]) -> FoundDate | None:
    """The first full date in a line at the head that is no prose."""
    full = (found for found in dates if found.when.precision is DatePrecision.DAY)
    heads = (found for found in full if found.start < _HEAD_OF_COPY and _is_written_out(found))
    return next((found for found in heads if _is_in_head_line(text, found)), None)


def _is_written_out(found: FoundDate) -> bool:
    return any(map(str.isdigit, found.when.verbatim))


def _is_in_head_line(text: str, found: FoundDate) -> bool:
    """Whether its line is no prose: short and without a full stop; or a stamp opens the copy."""
    if text[: found.start].strip().casefold() in _STAMPS:
        return True
    start = text.rfind("\n", 0, found.start) + 1
    line = text[start:].partition("\n")[0].rstrip()
    return len(line.split()) <= _LONGEST_HEADLINE_WORDS and not line.endswith((".", "!", "?"))


# Each part that reads an article asks for it.
@lru_cache(maxsize=8)
def is_upper_case(text: str) -> bool:
    """Whether the copy is in capitals, so that a capital tells nothing."""
    sample = text[:_SAMPLE]
    upper = sum(map(str.isupper, sample))
    lower = sum(map(str.islower, sample))
    return upper > _UPPER_CASE_SHARE * (upper + lower)


def _paragraph_of(bounds: Sequence[tuple[int, int]], start: int) -> int:
    return max(bisect_left(bounds, (start + 1, 0)) - 1, 0)


def _is_headline(
    tokens: Sequence[Word], paragraph: tuple[int, int], sentence: tuple[int, int]
) -> bool:
    alone = paragraph == sentence
    return alone and len(tokens) <= _LONGEST_HEADLINE_WORDS and tokens[-1].text not in ".!?:…"


def _is_run_in(tokens: Sequence[Word], paragraph: tuple[int, int], start: int) -> bool:
    """As in "THE ARMY: NO CIVILIANS. The army said ...": capitals that open a paragraph."""
    opens = start == paragraph[0] and tokens[-1].end < paragraph[1]
    if not opens or len(tokens) <= _SHORTEST_RUN_IN:
        return False
    spelled = (word.text for word in tokens if word.text[0].isalpha())
    return next(spelled, "").isupper() and all(map(str.isupper, spelled))


def _counted(tokens: Sequence[Word], found: Sequence[FoundCount]) -> Iterator[Counted]:
    starts = [word.start for word in tokens] if found else []
    for each in found:
        first = bisect_left(starts, each.start)
        last = bisect_left(starts, each.end)
        if first < last:
            head = _noun_start(tokens, last)
            yield Counted(each.count, first, last, head, each.is_article)


def _noun_start(tokens: Sequence[Word], last: int) -> int:
    """Past an "of the" between a count and its noun, be there a quotation mark or none."""
    head = last
    if head < len(tokens) and tokens[head].low == "of":
        head += 1
        if head < len(tokens) and tokens[head].low in _AFTER_OF:
            head += 1
    return head
