"""Names an article mentions: streets, people, offices. Sharing rare ones is a strong sign.

They are read off the text itself, since two reports of one event name the same street or victim
long before they agree on a figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log, sqrt

_WORD = re.compile(r"[^\W\d_][^\W\d_’'-]*")
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
# A small pile cannot tell how common a name is: it is weighed as if so many more texts stood by,
# none of which has any of its names.
_SUPPOSED = 300

# As much as three rare names weigh: of two texts with hardly a name, a chance likeness is great.
_PADDING = 100


def names_in(text: str) -> frozenset[str]:
    """Words in capitals within a sentence that stand nowhere in small letters, as names do.

    Copy that is all in capitals shows no names, and gives none.

    >>> sorted(names_in("Fire broke out on Alder Street. Fire crews and the fire chief came."))
    ['alder', 'street']
    """
    text = text[:_READ_CHARACTERS]
    words = _WORD.findall(text)
    small = [word for word in words if word.islower()]
    if len(small) < len(words) / 2:
        return frozenset()
    # What stands before each word, the first one left out.
    before = _WORD.split(text)[1:]
    within = {
        _plain(word)
        for word, gap in zip(words[1:], before, strict=False)
        if word[0].isupper() and not _OPENING.search(gap)
    }
    names = frozenset(name for name in within if len(name) >= _SHORTEST)
    return names.difference(map(_plain, set(small)), _CALENDAR)


def capitals_in(text: str) -> frozenset[str]:
    """Every word that stands in capitals anywhere, spelled as `names_in` spells names."""
    words = _WORD.findall(text[:_READ_CHARACTERS])
    return frozenset(map(_plain, {word for word in words if word[0].isupper()}))


def words_in(text: str) -> frozenset[str]:
    """Every word, spelled as `names_in` spells names."""
    return frozenset(_plain(word) for word in _WORD.findall(text))


def _plain(word: str) -> str:
    plain = word.casefold()
    return _POSSESSIVE.sub("", plain) if "'" in plain or "’" in plain else plain


class Rarity:
    """How telling each name is, over all texts of a pile; copies of one text count once."""

    def __init__(self, named: Iterable[frozenset[str]]) -> None:
        self._copies = Counter(names for names in named if names)
        self._texts = len(self._copies) + _SUPPOSED
        self._in_texts = Counter(name for names in self._copies for name in names)
        self._weights = {name: self._weigh(texts) for name, texts in self._in_texts.items()}
        self._length: dict[frozenset[str], float] = {}

    def rarest(self, names: frozenset[str]) -> tuple[str, ...]:
        """The rarest of the names that another text has too."""
        copied = self._copies[names] > 1
        shared = [name for name in names if copied or self._in_texts[name] > 1]
        return tuple(sorted(shared, key=lambda name: (self._in_texts[name], name))[:_LOOKED_UP])

    def is_rare(self, name: str) -> bool:
        """Whether so few texts have it that it brings together reports of any week."""
        return self._in_texts[name] < _COMMON_FROM

    def likeness(self, left: frozenset[str], right: frozenset[str]) -> float:
        """From 0, no name in common, to 1, all names in common; rare names weigh more."""
        shared = left & right
        if not shared:
            return 0.0
        together = sum(map(self._weights.__getitem__, sorted(shared)))
        return together / (self._measure(left) * self._measure(right))

    def _measure(self, names: frozenset[str]) -> float:
        if names not in self._length:
            # Summed in a fixed order: the last digits of a float depend on it.
            weight = sum(map(self._weights.__getitem__, sorted(names)))
            self._length[names] = sqrt(weight + _PADDING)
        return self._length[names]

    def _weigh(self, texts: int) -> float:
        return round(log(1 + self._texts / texts) ** 2, 6)
