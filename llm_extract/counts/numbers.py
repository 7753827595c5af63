"""Number words and numerals to integers: "a hundred and five", "1,200", "two dozen", "1.2 million".

Each reader takes a token index and returns the value and the index after it, or None.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from llm_extract.counts.tokens import Tokens

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
} | {"fourty": 40}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_LARGE = frozenset({"thousand", "million"})
OPENERS = frozenset(_SMALL) | frozenset(_TENS) | {"a", "an", "half", "both"}

_ARTICLES = frozenset({"a", "an"})
# "A dozen", "a half-dozen", "a-hundred": before all else "a" is no figure.
_AFTER_ARTICLES = frozenset({*_SCALES, "half", "quarter", "-"})
# "Half a million", "half-a-dozen", "a quarter of a million".
_SHARES = {"half": 2, "quarter": 4}
_SHARE_JOINTS = frozenset({"a", "of", "-"})

# A leading nought is a habit of police notes: "02 officials".
_NUMERAL = re.compile(r"(?:0[1-9]?|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,8})")
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}")
_RANGE = re.compile(rf"({_NUMERAL.pattern})[–-]({_NUMERAL.pattern})")

_RANGE_JOINTS = frozenset({"to", "or", "-", "–"})
# "Two, maybe three", "five and perhaps six".
_DOUBTS = frozenset({"perhaps", "maybe", "possibly"})
_DOUBT_JOINTS = frozenset({"or", "and"})

Read = tuple[int, int]


class Amount(NamedTuple):
    """A figure or a range of figures; `end` is the index of the token after it."""

    low: int
    high: int
    end: int


def read_amount(tokens: Tokens, at: int) -> Amount | None:
    """One figure, or "2 to 3", "two or three", "17, perhaps 18" read as a range."""
    word = tokens[at].word
    glued = _RANGE.fullmatch(word) if word[:1].isdigit() else None
    if glued:
        low, high = (int(part.replace(",", "")) for part in glued.groups())
        return Amount(low, high, at + 1) if low < high else None
    first = read_number(tokens, at)
    if first is None:
        return None
    return _read_range(tokens, first) or Amount(first[0], first[0], first[1])


def read_number(tokens: Tokens, at: int) -> Read | None:
    """One figure, in words or numerals, with its "dozen", "hundred" or "thousand"."""
    word = tokens[at].word
    if word[:1].isdigit():
        return _read_numeral(tokens, at)
    if word not in OPENERS or (word in _ARTICLES and tokens[at + 1].word not in _AFTER_ARTICLES):
        return None
    if word == "both":
        return 2, at + 1
    return _read_share(tokens, at) or _read_words(tokens, at)


def _read_range(tokens: Tokens, first: Read) -> Amount | None:
    low, at = first
    start = _range_joint(tokens, at)
    second = None if start is None else read_number(tokens, start)
    if second is None:
        return None
    low, high = scaled(low, second[0], tokens[second[1] - 1].word), second[0]
    return Amount(low, high, second[1]) if low < high else None


def _range_joint(tokens: Tokens, at: int) -> int | None:
    """Past what joins the ends of a range: "to", "or", ", perhaps", ", or possibly"."""
    if tokens[at].word in _RANGE_JOINTS and tokens[at + 1].word not in _DOUBTS:
        return at + 1
    start = at + (tokens[at].word == ",")
    start += tokens[start].word in _DOUBT_JOINTS
    return start + 1 if start < tokens.end and tokens[start].word in _DOUBTS else None


def scaled(low: int, high: int, last_word: str) -> int:
    """The lower end of a range whose scale word stands only once: "two to three dozen"."""
    scale = _SCALES.get(last_word, 1)
    return low * scale if low < scale and low * scale < high else low


def _read_numeral(tokens: Tokens, at: int) -> Read | None:
    word, scale = tokens[at].word, _SCALES.get(tokens[at + 1].word)
    if _NUMERAL.fullmatch(word):
        value = int(word.replace(",", ""))
        return (value * scale, at + 2) if scale else (value, at + 1)
    if scale and _DECIMAL.fullmatch(word):
        whole, part = word.split(".")
        return int(whole + part) * scale // 10 ** len(part), at + 2
    return None


def _read_share(tokens: Tokens, at: int) -> Read | None:
    """A share of a scale: "half a dozen", "a half-dozen", "a quarter of a million"."""
    start = at + 1 if tokens[at].word in _ARTICLES else at
    share = _SHARES.get(tokens[start].word)
    if share is None:
        return None
    end = start + 1
    while tokens[end].word in _SHARE_JOINTS:
        end += 1
    scale = _SCALES.get(tokens[end].word)
    return (scale // share, end + 1) if scale else None


def _read_words(tokens: Tokens, at: int) -> Read | None:
    head = _read_below_thousand(tokens, at)
    if head is None:
        return None
    value, end = head
    halves = _past_half(tokens, end)
    if halves != end and tokens[halves].word in _SCALES:
        scale = _SCALES[tokens[halves].word]
        return value * scale + scale // 2, halves + 1
    scale = _SCALES.get(_after_hyphen(tokens, end), 1)
    if scale == 1:
        return None if tokens[at].word in _ARTICLES and end == at + 1 else head
    end = _skip_hyphen(tokens, end) + 1
    if _past_half(tokens, end) != end:
        return value * scale + scale // 2, _past_half(tokens, end)
    rest = _read_rest(tokens, end) if tokens[end - 1].word in _LARGE else None
    return (value * scale + rest[0], rest[1]) if rest else (value * scale, end)


def _past_half(tokens: Tokens, at: int) -> int:
    """Past "and a half", which stands before a scale or after it: "a million and a half"."""
    return at + 3 if [tokens[at + step].word for step in range(3)] == ["and", "a", "half"] else at


def _read_rest(tokens: Tokens, at: int) -> Read | None:
    """What follows "thousand": "two hundred", "and five"."""
    if tokens[at].word == "and":
        return _read_below_hundred(tokens, at + 1)
    if tokens[at].word in _ARTICLES:
        return None
    return _read_below_thousand(tokens, at)


def _read_below_thousand(tokens: Tokens, at: int) -> Read | None:
    article = tokens[at].word in _ARTICLES
    head = (1, at + 1) if article else _read_below_hundred(tokens, at)
    if head is None or _after_hyphen(tokens, head[1]) != "hundred":
        return head
    value, end = head[0] * 100, _skip_hyphen(tokens, head[1]) + 1
    rest = _read_below_hundred(tokens, end + (tokens[end].word == "and"))
    return (value + rest[0], rest[1]) if rest and rest[0] else (value, end)


def _read_below_hundred(tokens: Tokens, at: int) -> Read | None:
    word = tokens[at].word
    if word in _SMALL:
        return _SMALL[word], at + 1
    if word not in _TENS:
        return None
    unit = _SMALL.get(_after_hyphen(tokens, at + 1), 0)
    if 1 <= unit <= 9:  # noqa: PLR2004 - the units
        return _TENS[word] + unit, _skip_hyphen(tokens, at + 1) + 1
    return _TENS[word], at + 1


def _skip_hyphen(tokens: Tokens, at: int) -> int:
    return at + 1 if tokens[at].word == "-" and tokens.glued(at) else at


def _after_hyphen(tokens: Tokens, at: int) -> str:
    return tokens[_skip_hyphen(tokens, at)].word
