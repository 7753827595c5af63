"""What was damaged: whether two accounts are of one thing, and how many of it each counts."""

from __future__ import annotations

from dataclasses import dataclass

from llm_extract.consensus.sameness import damaged
from llm_extract.counts import find_counts
from llm_extract.names import fold, sound
from llm_extract.records.counts import Count

# Words for one thing, under the first of them. Each line is a kind of which things are counted:
# houses are never all the buildings, nor lorries all the vehicles.
_KINDS = (
    (
        "house home dwelling hut cottage".split(),
        "shop store stall kiosk shed".split(),
        "building structure property".split(),
        ["school"],
        ["office"],
    ),
    ("vehicle".split(), "car jeep".split(), "lorry truck".split(), ["van"], ["bus"], ["tank"]),
)
_ALL = frozenset({"building", "vehicle"})
_SMALL = frozenset("a an at by in near of on to".split())
_FILED = {
    word: (at, words[0]) for at, kind in enumerate(_KINDS) for words in kind for word in words
}


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of a thing; `kind` tells which things may be counted together with it."""

    count: Count
    thing: str
    kind: int

    @property
    def is_of_all(self) -> bool:
        """Whether it counts all of its kind: any building, any vehicle."""
        return self.thing in _ALL


def counted(of: str) -> Counted | None:
    """The one count of things that the words for a damage hold; None where there is none, or two.

    >>> str(counted("more than 40 mud-brick houses").count), counted("the town hall")
    ('at least 41', None)
    """
    found = [
        Counted(one.count, thing, kind)
        for one in find_counts(of)
        for kind, thing in _things(of[one.head_start :])[:1]
    ]
    return found[0] if len(found) == 1 else None


def _things(words: str) -> list[tuple[int, str]]:
    forms = map(_forms, fold(words).split())
    known = (next((one for one in each if one in _FILED), None) for each in forms)
    return [_FILED[one] for one in known if one is not None]


def _forms(word: str) -> tuple[str, ...]:
    """A word, and what it may be the plural of."""
    return word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"


def is_no_more_than(left: str, right: str) -> bool:
    """Whether one names no more than the other does: "the bank" and "the bank in Orla Street"."""
    one, other = _sounds(damaged(left)), _sounds(damaged(right))
    return one <= other or other <= one


def may_be_one_thing(left: str | None, right: str | None) -> bool:
    """Whether two subjects may be one: either is the whole (None), or they share a word."""
    return left is None or right is None or bool(_sounds(left) & _sounds(right))


def bear_other_names(left: str | None, right: str | None) -> bool:
    """Whether both are called by names, and by none that the other bears.

    >>> bear_other_names("the jail in Orla", "the jail in Tarn")
    True
    >>> bear_other_names("the jail in Orla", "the jail")
    False
    """
    mine, yours = _names(left or ""), _names(right or "")
    return bool(mine and yours) and not mine & yours


def _names(words: str) -> set[str]:
    return {sound(word) for word in words.split() if word[:1].isupper() and fold(word)}


def _sounds(words: str | None) -> set[str]:
    return {sound(word) for word in (words or "").split() if word not in _SMALL}
