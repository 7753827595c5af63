"""From an article to its scene: cut into sentences, each with its words, marks, counts and places.

Lines that stand alone are headlines; capitals that open a paragraph are one too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from llm_extract import text as frozen
from llm_extract.counts import FoundCount, find_counts
from llm_extract.extractors.rules.reading.filing import dated
from llm_extract.extractors.rules.reading.lexicon import Lexicon, Mark, Word, lexicon
from llm_extract.extractors.rules.reading.scene import Counted, Scene, Sentence
from llm_extract.extractors.rules.reading.sited import in_their_towns
from llm_extract.orders import find_orders
from llm_extract.records.article import Article
from llm_extract.where import find_places

_LONGEST_HEADLINE_WORDS = 22
_SHORTEST_RUN_IN = 3
# Far beyond any sentence of prose; copy without a full stop is read in stretches of this length.
_LONGEST_SENTENCE_WORDS = 200
# The share of capitals among letters from which a text is read as upper-case copy.
_UPPER_CASE_SHARE = 0.6
_SAMPLE = 3000
_AFTER_OF = frozenset("the its his her their our these those".split())


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


def set_up(
    article: Article, tokens: tuple[Word, ...], names: Lexicon, *, upper_case: bool
) -> Scene:
    """Split and mark an article; `names` are its own bodies and outlets, marked like vocabulary.

    `tokens` are the words of the whole text; `upper_case` is whether it is in capitals.
    """
    text = article.text
    found = in_their_towns(find_places(text))
    dates, anchor = dated(article, found)
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
