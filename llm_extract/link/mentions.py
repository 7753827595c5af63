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
# Reports put what they are about first; what comes after is background, shared by all.
_READ_CHARACTERS = 4_000
_SHORTEST = 3
# Names in more texts than this tell no event from another; rarer ones are worth a look-up.
_COMMON_FROM = 20
_LOOKED_UP = 12


def names_in(text: str) -> frozenset[str]:
    """Words that stand in capitals and nowhere in small letters, as names do.

    Copy that is all in capitals shows no names, and gives none.

    >>> sorted(names_in("Fire broke out on Alder Street. Fire crews and the fire chief came."))
    ['alder', 'street']
    """
    words = _WORD.findall(text[:_READ_CHARACTERS])
    small = {word for word in words if word[0].islower()}
    if 2 * len(small) < len(words) / 2:
        return frozenset()
    folded = {word.casefold() for word in words if len(word) >= _SHORTEST and word[0].isupper()}
    return frozenset(folded - small)


class Rarity:
    """How telling each name is, over all texts of a pile; copies of one text count once."""

    def __init__(self, named: Iterable[frozenset[str]]) -> None:
        texts = {names for names in named if names}
        self._texts = max(1, len(texts))
        self._in_texts = Counter(name for names in texts for name in names)
        self._length: dict[frozenset[str], float] = {}

    def rarest(self, names: frozenset[str]) -> tuple[str, ...]:
        """The rarest of the names that another text has too."""
        shared = [name for name in names if 1 < self._in_texts[name] < _COMMON_FROM]
        return tuple(sorted(shared, key=lambda name: (self._in_texts[name], name))[:_LOOKED_UP])

    def likeness(self, left: frozenset[str], right: frozenset[str]) -> float:
        """From 0, no name in common, to 1, all names in common; rare names weigh more."""
        shared = left & right
        if not shared:
            return 0.0
        together = sum(self._weight(name) for name in sorted(shared))
        return together / (self._measure(left) * self._measure(right))

    def _measure(self, names: frozenset[str]) -> float:
        if names not in self._length:
            # Summed in a fixed order: the last digits of a float depend on it.
            self._length[names] = sqrt(sum(self._weight(name) for name in sorted(names)))
        return self._length[names]

    def _weight(self, name: str) -> float:
        return round(log(1 + self._texts / self._in_texts[name]) ** 2, 6)
