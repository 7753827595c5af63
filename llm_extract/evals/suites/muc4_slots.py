"""How far an answer agrees with the key: wholly, by half, or not at all.

As in 1992 an answer that is true but looser or narrower than the key earns half:

- A set fill (type, effect) is right or wrong; only ATTACK, said of a bombing, an arson or a
  robbery, is true of it and earns half.
- A string is reduced to its words, in capitals, without articles, titles and figures where others
  are left; its head is the last word before the first preposition. It is right where one of the two
  holds all words of the other and the head of the fuller stands in the shorter ("PEASANTS" and "SIX
  PEASANTS OF TAVO"); half where only the heads are the same. Plural and singular are the same.
- A number is right where its bounds are the same, PLURAL where any number above one or a vague one
  is given; half where the bounds overlap.
- A day is right where both ends are the same; half where the intervals overlap.
- A place is right where the finest name of the key is given, and no country contradicts it; half
  where only wider names are, or where the key names no more than the country and the answer does.
- A value of a string (the number of whom?) earns half where the value is right and the string is
  another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import assert_never

from llm_extract.evals.suites.muc4_keys import Fill, Slot
from llm_extract.names import fold

HALF = 0.5


def credit(slot: Slot, key: Fill, said: Fill) -> float:
    """1 for an answer that is right, 0.5 for one that is so in part, 0 otherwise."""
    compare = _comparison(slot)
    best = max((compare(k, s) for k in key.values for s in said.values), default=0.0)
    return min(best, HALF) if key.of and said.of and not _same_object(key, said) else best


def _same_object(key: Fill, said: Fill) -> bool:
    return any(_strings(k, s) for k in key.of for s in said.of)


def _comparison(slot: Slot) -> Callable[[str, str], float]:
    match slot:
        case Slot.TYPE:
            return _types
        case Slot.PHYS_EFFECT | Slot.HUM_EFFECT:
            return _sets
        case Slot.PHYS_NUMBER | Slot.HUM_NUMBER:
            return _numbers
        case Slot.DATE:
            return _days
        case Slot.LOCATION:
            return _places
        case (
            Slot.PERP_INDIVIDUAL
            | Slot.PERP_ORGANISATION
            | Slot.PHYS_TARGET
            | Slot.HUM_NAME
            | Slot.HUM_DESCRIPTION
        ):
            return _strings
        case _:
            assert_never(slot)


# ---------------------------------------------------------------- sets

_KINDS_OF_ATTACK = frozenset({"BOMBING", "ARSON", "ROBBERY"})


def _sets(key: str, said: str) -> float:
    return float(key.upper() == said.upper())


def _types(key: str, said: str) -> float:
    if said == "ATTACK" and key in _KINDS_OF_ATTACK:
        return HALF
    return _sets(key, said)


# ---------------------------------------------------------------- strings

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_IDLE = frozenset(
    "A AN THE THIS THAT THESE THOSE HIS HER ITS THEIR OUR SOME SEVERAL MR MRS DR ONE TWO THREE FOUR"
    " FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE AND AT LEAST ABOUT ALLEGED UNIDENTIFIED".split()
)
_AFTER_HEAD = frozenset(
    "OF FROM IN ON AT WHO WHICH THAT WITH BY FOR TO NEAR BELONGING LOCATED OWNED WHERE".split()
)


def _strings(key: str, said: str) -> float:
    (key_words, key_head), (said_words, said_head) = _reduced(key), _reduced(said)
    if not key_words or not said_words:
        return 0.0
    shorter, longer_head = (
        (key_words, said_head) if len(key_words) <= len(said_words) else (said_words, key_head)
    )
    within = key_words <= said_words or said_words <= key_words
    if within and longer_head in shorter:
        return 1.0
    return HALF if key_head == said_head else 0.0


@cache
def _reduced(words: str) -> tuple[frozenset[str], str]:
    """The words of a string that count, and its head."""
    found = [_singular(word) for word in _WORD.findall(fold(words).upper())]
    counted = [word for word in found if word not in _IDLE and not word.isdigit()] or found
    start = next((at for at, word in enumerate(counted) if word in _AFTER_HEAD), len(counted))
    before = counted[:start] or counted
    kept = frozenset(word for word in counted if word not in _AFTER_HEAD) or frozenset(counted)
    return kept, before[-1] if before else ""


_IRREGULAR = {"MEN": "MAN", "WOMEN": "WOMAN", "PEOPLE": "PERSON", "CHILDREN": "CHILD"}
_SHORTEST_PLURAL = 4


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("IES") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "Y"
    plural = word.endswith("S") and not word.endswith(("SS", "US", "IS"))
    return word[:-1] if plural and len(word) >= _SHORTEST_PLURAL else word


# ---------------------------------------------------------------- numbers

Bounds = tuple[int | None, int | None]

_NUMBER = re.compile(r"~?\s*(?P<low>\d+)?\s*(?P<dash>-)?\s*(?P<high>\d+)?")


def _numbers(key: str, said: str) -> float:
    mine, yours = _bounds(key), _bounds(said)
    if mine is None or yours is None:
        return _sets(key, said)
    if mine == yours or (key == "PLURAL" and (yours[0] or 0) > 1):
        return 1.0
    return HALF if _overlap(mine, yours) else 0.0


def _bounds(words: str) -> Bounds | None:
    """Both inclusive: "6-8", "6-" at least, "-8" at most, "PLURAL" two or more."""
    if words == "PLURAL":
        return (2, None)
    found = _NUMBER.fullmatch(words)
    if found is None or not (found["low"] or found["high"]):
        return None
    low, high = (int(found[end]) if found[end] else None for end in ("low", "high"))
    return (low, high) if found["dash"] else (low, low)


def _overlap(one: Bounds, other: Bounds) -> bool:
    lowest = max(one[0] or 0, other[0] or 0)
    return all(high is None or lowest <= high for high in (one[1], other[1]))


# ---------------------------------------------------------------- days

_DAY = r"\d{1,2} [A-Z]{3} \d{2,4}"
_DAYS = re.compile(rf"(?P<first>{_DAY})?\s*(?P<dash>-)?\s*(?P<last>{_DAY})?")


def _days(key: str, said: str) -> float:
    mine, yours = _interval(key), _interval(said)
    if mine is None or yours is None:
        return _sets(key, said)
    if mine == yours:
        return 1.0
    return HALF if mine[0] <= yours[1] and yours[0] <= mine[1] else 0.0


@cache
def _interval(words: str) -> tuple[date, date] | None:
    found = _DAYS.fullmatch(words.strip(" ()"))
    if found is None or not (found["first"] or found["last"]):
        return None
    try:
        first = _day(found["first"]) if found["first"] else date.min
        last = _day(found["last"]) if found["last"] else date.max
    except ValueError:
        return None
    return (first, last) if found["dash"] else (first, first)


def _day(words: str) -> date:
    form = "%d %b %y" if len(words.rsplit(maxsplit=1)[-1]) == len("89") else "%d %b %Y"
    return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no time zone


# ---------------------------------------------------------------- places

_KIND = re.compile(r"\s*\([^()]*\)")


def _places(key: str, said: str) -> float:
    mine, yours = _path(key), _path(said)
    if not mine or not yours:
        return 0.0
    if mine == yours:
        return 1.0
    if len(mine) > 1 and mine[-1] in yours[1:]:
        return 1.0 if mine[0] == yours[0] or not yours[0] else 0.0
    return HALF if set(mine) & set(yours) - {""} else 0.0


@cache
def _path(words: str) -> tuple[str, ...]:
    """The names from wide to narrow, the country first (empty where none is given)."""
    return tuple(fold(_KIND.sub("", part)).strip() for part in words.split(":"))
