"""Names an article mentions: streets, people, offices. Sharing rare ones is a strong sign.

They are read off the text itself, since two reports of one event name the same street or victim
long before they agree on a figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import filterfalse
from math import log, sqrt
from typing import NamedTuple, Self

_WORD = re.compile(r"([^\W\d_][^\W\d_’'-]*)")
_POSSESSIVE = re.compile(r"['’]s?$")
# What stands between two words where the second opens a sentence, a line or a quotation.
_OPENING = re.compile(r"[.!?:\n\"“”\[]")
# Reports put what they are about first; what comes after is background, shared by all.
_READ_CHARACTERS = 4_000
_SHORTEST = 3
# In capitals, and in every report.
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)
# A name in fewer texts than this is worth a look-up whatever the week.
_COMMON_FROM = 20
_LOOKED_UP = 12
_MOST_OF_TEXTS = 0.1
# A small pile cannot tell how common a name is: it is weighed as if so many more texts stood by,
# none of which has any of its names. In a large one a town is not more telling for lying among
# reports of other countries, so no more texts than so many are weighed against.
_SUPPOSED = 300
_AT_MOST = 800

# As much as three rare names weigh: of two texts with hardly a name, a chance likeness is great.
_UNIT = 1_000_000
_PADDING = 100 * _UNIT


class Named(NamedTuple):
    """What a text names, in small letters: `names`, `pairs` of them that stand side by side, as of
    a person or a street, and `capitals` every word in capitals anywhere.
    """

    names: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()

    def within(self, words: frozenset[str]) -> Self:
        """What of it is made of these words."""
        pairs = frozenset(pair for pair in self.pairs if words.issuperset(pair.split()))
        return type(self)(self.names & words, pairs, self.capitals & words)


# A report is printed by many houses, so it comes again soon; a cache of whole texts is short.
@lru_cache(maxsize=256)
def named_in(text: str) -> Named:
    """Words in capitals within a sentence that stand nowhere in small letters, as names do.

    Copy that is all in capitals shows no names, and gives none.

    >>> told = named_in("Fire broke out on Alder Street. Fire crews and the fire chief came.")
    >>> sorted(told.names)
    ['alder', 'street']
    """
    gaps_and_words = _WORD.split(text[:_READ_CHARACTERS])
    words, gaps = gaps_and_words[1::2], gaps_and_words[2:-1:2]
    small = list(filter(str.islower, words))
    capitals = _plain(word for word in set(words).difference(small) if word[0].isupper())
    if len(small) < len(words) / 2:
        return Named(capitals=frozenset(capitals))
    common = _plain(small) | _CALENDAR
    follows = [
        (one, other, gap)
        for one, gap, other in zip(words, gaps, words[1:], strict=False)
        if other[0].isupper()
    ]
    within = _plain(word for _, word, gap in follows if gap == " " or not _OPENING.search(gap))
    beside = (one + gap + other for one, other, gap in follows if gap == " " and one[0].isupper())
    return Named(
        names=frozenset(name for name in within - common if len(name) >= _SHORTEST),
        pairs=frozenset(pair for pair in _plain(beside) if common.isdisjoint(pair.split())),
        capitals=frozenset(capitals),
    )


# Asked of the same houses, places and speakers article by article.
@lru_cache(maxsize=4_096)
def words_in(text: str) -> frozenset[str]:
    """Every word, spelled as `named_in` spells names."""
    return frozenset(_plain(_WORD.findall(text)))


def _plain(words: Iterable[str]) -> set[str]:
    """In small letters, and without the 's of whoever owns."""
    plain = set(map(str.casefold, words))
    # Only an apostrophe or a hyphen is no letter.
    marked = set(filterfalse(str.isalpha, plain))
    return plain - marked | {_POSSESSIVE.sub("", word) for word in marked}


class Rarity:
    """How telling each name is, over all texts of a pile; copies of one text count once."""

    def __init__(self, named: Iterable[frozenset[str]]) -> None:
        self._copies = Counter(names for names in named if names)
        self._in_texts = Counter(name for names in self._copies for name in names)
        self._most = max(_COMMON_FROM, len(self._copies) * _MOST_OF_TEXTS)
        self._weights = {name: self._weigh(texts) for name, texts in self._in_texts.items()}
        self._weight_of = self._weights.__getitem__
        self._lengths = {names: self._measure(names) for names in self._copies}

    def rarest(self, names: frozenset[str]) -> tuple[str, ...]:
        """The rarest of the names that another text has too; what a tenth have tells nothing."""
        copied = self._copies[names] > 1
        texts = self._in_texts
        least = 1 if copied else 2
        telling = [name for name in names if least <= texts[name] <= self._most]
        return tuple(sorted(telling, key=lambda name: (texts[name], name))[:_LOOKED_UP])

    def is_rare(self, name: str) -> bool:
        """Whether so few texts have it that it brings together reports of any week."""
        return self._in_texts[name] < _COMMON_FROM

    def likeness(self, left: frozenset[str], right: frozenset[str]) -> float:
        """From 0, no name in common, to 1, all names in common; rare names weigh more."""
        if left.isdisjoint(right):
            return 0.0
        together = sum(map(self._weight_of, left & right))
        return together / (self._lengths[left] * self._lengths[right])

    def _measure(self, names: frozenset[str]) -> float:
        return sqrt(sum(map(self._weight_of, names)) + _PADDING)

    def _weigh(self, texts: int) -> int:
        # In whole units, for the last digits of a sum of floats depend on its order.
        among = min(len(self._copies) + _SUPPOSED, _AT_MOST)
        return round(_UNIT * log(1 + among / texts) ** 2)
