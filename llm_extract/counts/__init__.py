"""How many: the counts a text gives, worded exactly, bounded as the words bound them.

Years, dates, hours, ages, measures, money, serial numbers and numbers within names are left out.
Conventions: "a dozen" is exactly 12 and "half a dozen" exactly 6, for that is what the words say;
"dozens", "several" and the like stay vague; "one" is a count, while "a" and "an" are offered only
on request, since most of them count nothing. Whether "no" is a zero of the matter at hand ("no
casualties") or of something else ("no talks") is for the caller to see from the noun.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

from llm_extract.counts.figures import Figure, counts_nobody, measures
from llm_extract.counts.numbers import OPENERS, Amount, read_amount, read_number, scaled
from llm_extract.counts.tokens import Tokens
from llm_extract.counts.vocabulary import (
    ADDED,
    AFTER,
    AFTER_SCORES,
    BEFORE,
    IRREGULAR_PLURALS,
    LONGEST_QUALIFIER,
    LONGEST_VAGUE,
    NOT_AFTER_NO,
    NOT_BEFORE_MANY,
    SECOND_OF_VAGUE,
    VAGUE,
    VAGUE_OPENERS,
    Bound,
)
from llm_extract.records.counts import Count, CountKind

__all__ = ["FoundCount", "find_counts"]

_NO_PLURAL = ("ss", "us", "is")
_ARTICLES = frozenset({"a", "an"})
# A count opens with a numeral or with one of these.
_OPENINGS = frozenset(VAGUE_OPENERS) | frozenset(OPENERS) | {"between"}
_DETERMINERS = frozenset("the its his her their our these those".split())


@dataclass(frozen=True, slots=True)
class FoundCount:
    """A count and where its words stand, qualifier included; offsets are half-open.

    `head_start` is where the noun phrase after it begins ("of the" skipped), at most the length of
    the text. `is_article` marks "a" and "an" read as one.
    """

    count: Count
    start: int
    end: int
    head_start: int
    is_article: bool = False


def find_counts(text: str, *, articles: bool = False) -> tuple[FoundCount, ...]:
    """Every count in `text`, in order, without overlaps; with `articles`, "a man" counts one.

    >>> [str(found.count) for found in find_counts("More than 50 of the 60 guards fled at 3 a.m.")]
    ['at least 51', '60']
    """
    tokens = Tokens(text)
    found: list[FoundCount] = []
    floor = 0
    for at in tokens.openings(_OPENINGS):
        read = _read(tokens, at, floor, articles=articles) if at >= floor else None
        if read is None:
            continue
        count, floor = read
        if count is not None:
            found.append(count)
    return tuple(found)


def _read(
    tokens: Tokens, at: int, floor: int, *, articles: bool
) -> tuple[FoundCount | None, int] | None:
    """The count that opens at token `at`, and the token after it; None in its place if no count."""
    word = tokens[at].word
    if word in VAGUE_OPENERS:
        vague = _read_vague(tokens, at, floor)
        if vague:
            return vague
    if word[:1].isdigit() or word in OPENERS or word == "between":
        return _read_figure(tokens, at, floor) or _read_article(tokens, at, articles=articles)
    return None


# ---------------------------------------------------------------- figures


def _read_figure(tokens: Tokens, at: int, floor: int) -> tuple[FoundCount | None, int] | None:
    between = tokens[at].word == "between"
    amount = _read_between(tokens, at + 1) if between else read_amount(tokens, at)
    if amount is None:
        return None
    if tokens[at - 1].word == "from" and amount.high > amount.low:
        amount = _first_only(tokens, at, amount)
    start, bound = _qualifier(tokens, at, floor)
    figure = Figure(tokens, at + between, amount.end, amount.low, bound)
    if counts_nobody(figure):
        return None, amount.end
    end, after = _suffix(tokens, _past_repeat(tokens, amount))
    return _found(tokens, _kind(amount, bound or after), start, end), end


def _past_repeat(tokens: Tokens, amount: Amount) -> int:
    """Past the same figure in brackets: "twenty-seven (27)"."""
    if tokens[amount.end].word != "(":
        return amount.end
    again = read_number(tokens, amount.end + 1)
    if again is None or again[0] != amount.low or tokens[again[1]].word != ")":
        return amount.end
    return again[1] + 1


def _read_between(tokens: Tokens, at: int) -> Amount | None:
    """The range of "between 2 and 3", from the first figure on."""
    low = read_number(tokens, at)
    if low is None or tokens[low[1]].word != "and":
        return None
    high = read_number(tokens, low[1] + 1)
    if high is None:
        return None
    lowest = scaled(low[0], high[0], tokens[high[1] - 1].word)
    return Amount(lowest, high[0], high[1]) if lowest < high[0] else None


def _first_only(tokens: Tokens, at: int, amount: Amount) -> Amount:
    """The first end only: "rose from 2 to 3" is a change, not a range."""
    first = read_number(tokens, at)
    return Amount(first[0], first[0], first[1]) if first else amount


def _qualifier(tokens: Tokens, at: int, floor: int) -> tuple[int, Bound | None]:
    """Where the words that bound the figure at `at` begin, and the strictest of them."""
    start = at
    bounds: list[Bound] = []
    while True:
        before = start - 1 if tokens[start - 1].word in ADDED else start
        match = next(
            (
                (before - size, BEFORE[phrase])
                for size in range(LONGEST_QUALIFIER, 0, -1)
                if before - size >= floor
                and (phrase := tokens.words(before - size, before)) in BEFORE
            ),
            None,
        )
        if match is None:
            return start, _strictest(bounds)
        start = match[0]
        bounds.append(match[1])


def _strictest(bounds: list[Bound]) -> Bound | None:
    """A bound says more than "about": "at least some 20" is a floor."""
    return next((bound for bound in bounds if bound is not Bound.ABOUT), next(iter(bounds), None))


def _suffix(tokens: Tokens, at: int) -> tuple[int, Bound | None]:
    """Where the words that bound the figure before `at` end: "or more", "-plus", "or so"."""
    for size in (3, 2, 1):
        bound = AFTER.get(tokens.words(at, at + size))
        if bound is not None and at < tokens.end:
            return at + size, bound
    return at, None


def _kind(amount: Amount, bound: Bound | None) -> tuple[CountKind, int | None, int | None]:
    low, high, _ = amount
    if low < high:
        return CountKind.BETWEEN, low, high
    match bound:
        case None:
            read = CountKind.EXACT, low, low
        case Bound.AT_LEAST:
            return CountKind.AT_LEAST, low, None
        case Bound.MORE_THAN:
            return CountKind.AT_LEAST, low + 1, None
        case Bound.AT_MOST:
            return CountKind.AT_MOST, None, low
        case Bound.FEWER_THAN:
            return CountKind.AT_MOST, None, max(low - 1, 0)
        case Bound.ABOUT:
            read = CountKind.ABOUT, low, low
        case _:
            assert_never(bound)
    return (CountKind.ZERO, 0, 0) if low == 0 else read


# ---------------------------------------------------------------- words without a figure


def _read_vague(tokens: Tokens, at: int, floor: int) -> tuple[FoundCount | None, int] | None:
    kind, end = _vague_kind(tokens, at)
    if kind is None:
        return None
    if kind is not CountKind.ZERO and measures(tokens, end):
        return None, end
    start, _ = (at, None) if kind is CountKind.ZERO else _qualifier(tokens, at, floor)
    bound = 0 if kind is CountKind.ZERO else None
    return _found(tokens, (kind, bound, bound), start, end), end


def _vague_kind(tokens: Tokens, at: int) -> tuple[CountKind | None, int]:
    word, following = tokens[at].word, tokens[at + 1].word
    if word == "scores" and following not in AFTER_SCORES:
        return None, at
    if word == "many" and tokens[at - 1].word in NOT_BEFORE_MANY:
        return None, at
    for size in range(LONGEST_VAGUE if following in SECOND_OF_VAGUE else 1, 0, -1):
        kind = VAGUE.get(tokens.words(at, at + size))
        if kind is not None:
            return kind, at + size
    if word == "no" and following.isalpha() and following not in NOT_AFTER_NO:
        return CountKind.ZERO, at + 1
    if word == "some" and _plural_follows(tokens, at + 1):
        return CountKind.VAGUE, at + 1
    return None, at


def _plural_follows(tokens: Tokens, start: int) -> bool:
    """Whether a plural stands among the next three words: "some unverified local reports"."""
    for at in range(start, start + 3):
        word = tokens[at].word
        if not word.isalpha() or word in OPENERS:
            return False
        if word in IRREGULAR_PLURALS or (word.endswith("s") and not word.endswith(_NO_PLURAL)):
            return True
    return False


def _read_article(
    tokens: Tokens, at: int, *, articles: bool
) -> tuple[FoundCount | None, int] | None:
    if not articles or tokens[at].word not in _ARTICLES or not tokens[at + 1].word.isalpha():
        return None
    if measures(tokens, at + 1):
        return None
    return _found(tokens, (CountKind.EXACT, 1, 1), at, at + 1, is_article=True), at + 1


# ---------------------------------------------------------------- results


def _found(
    tokens: Tokens,
    read: tuple[CountKind, int | None, int | None],
    start: int,
    end: int,
    *,
    is_article: bool = False,
) -> FoundCount:
    first, last = tokens[start].start, tokens[end - 1].end
    count = _count(*read, tokens.text[first:last])
    return FoundCount(count, first, last, _head_start(tokens, end), is_article)


# Most are "a", "no" and "two".
@lru_cache(maxsize=1_024)
def _count(kind: CountKind, low: int | None, high: int | None, verbatim: str) -> Count:
    return Count(kind=kind, low=low, high=high, verbatim=verbatim)


def _head_start(tokens: Tokens, at: int) -> int:
    if tokens[at].word == "of":
        at += 2 if tokens[at + 1].word in _DETERMINERS else 1
    return tokens[at].start if at < tokens.end else len(tokens.text)
