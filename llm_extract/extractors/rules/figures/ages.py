"""Ages and years: figures that count no people, and people who are called by their age."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import (
    AFTER_BARE,
    ARTICLES,
    STOPS,
    count_before,
    is_verbal,
)
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.extractors.rules.reading.steps import back_over
from llm_extract.records.claims import Group
from llm_extract.records.counts import Count, CountKind

# "six-month-old", or what follows "3-"; of numbers in words only those of children are met.
_AGED = re.compile(r"(?:(?P<years>[a-z]{2,9})-)?(?P<unit>year|month)-olds?")
_OLD = ("-old", "-olds")
_OF_AGE = 18
_AGES = frozenset("age aged ages between both".split())
_ONE_PERSON = frozenset(
    "girl boy child infant toddler baby youth lad man woman son daughter brother sister mother"
    " father husband wife teenager schoolboy schoolgirl student nephew niece cousin".split()
)
_JOINTS = frozenset(", and or to - –".split())
_YEARS = range(1500, 2100)


class _Age(NamedTuple):
    """Where an age begins that is said as an adjective, and whether it is a child's."""

    first: int
    is_child: bool


def age_before(sentence: Sentence, at: int) -> _Age | None:
    """As in "13-year-old", of three words where it opens with figures, and "six-year-old"."""
    low = sentence.low(at - 1)
    aged = _AGED.fullmatch(low) if low.endswith(_OLD) else None
    if aged is None:
        return None
    if aged["years"]:
        return _Age(at - 1, is_child=True)
    years = sentence.low(at - 3)
    if sentence.low(at - 2) != "-" or not years.isdigit():
        return None
    return _Age(at - 3, is_child=int(years) < _OF_AGE or aged["unit"] == "month")


def aged(sentence: Sentence, headed: list[People]) -> Iterator[People]:
    """As in "a 3-year-old was shot": one person, or so many as a figure before says."""
    covered = {at for people in headed for at in range(people.first, people.last)}
    for at, low in enumerate(sentence.lows):
        age = age_before(sentence, at + 1) if low.endswith(_OLD) and at not in covered else None
        if age is None or not _is_noun(sentence, at):
            continue
        counted = count_before(sentence, age.first)
        if counted is None and sentence.low(age.first - 1) not in ARTICLES:
            continue
        first = age.first - 1 if counted is None else counted.first
        one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=sentence.said(first, at + 1))
        group = Group.CHILDREN if age.is_child else Group.EVERYONE
        yield People(first, at + 1, counted.count if counted else one, group, counted=True)


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether no noun follows that the age belongs to: "a 3-year-old sheriff's deputy"."""
    after = sentence.low(at + 1)
    plain = after.isalpha() and after not in STOPS
    return not plain or is_verbal(after) or after in AFTER_BARE


def is_age(sentence: Sentence, counted: Counted) -> bool:
    """Whether a bare figure is how old somebody is.

    As in "Ann, 27, was killed", "Ann Ruiz, 27 was", "ages 25, 26 and 33", "both 16", "who was 24,".
    """
    if _is_age_of_one(sentence, counted):
        return True
    if not counted.count.verbatim.isdigit():
        return False
    first, last = _row(sentence, counted)
    at = back_over(sentence, first, ("of", "the", "also")) - 1
    before, after = sentence.low(at), sentence.low(last)
    told = before in _AGES or after in ("years", "months", "was")
    if told or _is_hyphened(sentence, last):
        return counted.count.low != 1
    if before == ",":
        return after == "," or _is_after_name(sentence, at)
    if before in ("one", "other"):
        return after in (",", "and")
    return after == "," and (before == ")" or before in closed("be"))


def _is_age_of_one(sentence: Sentence, counted: Counted) -> bool:
    """As in "a girl of nine", "her son Arlo, nineteen, was shot": in words too."""
    low = sentence.low
    if low(counted.first - 1) == "of" and low(counted.first - 2) in _ONE_PERSON:
        return low(counted.last) not in ("them", "the", "of")
    name = sentence.words[max(0, counted.first - 2)].text
    apart = low(counted.first - 1) == "," == low(counted.last)
    return apart and name[0].isupper() and low(counted.first - 3) in _ONE_PERSON


def _row(sentence: Sentence, counted: Counted) -> tuple[int, int]:
    """The stretch of figures it stands in, joined by nothing but commas and "and"."""
    first, last = counted.first, counted.last
    at = first - 1
    while sentence.low(at) in _JOINTS or sentence.low(at).isdigit():
        first = at if sentence.low(at).isdigit() else first
        at -= 1
    at = last
    while sentence.low(at) in _JOINTS or sentence.low(at).isdigit():
        last = at + 1 if sentence.low(at).isdigit() else last
        at += 1
    return first, last


def _is_hyphened(sentence: Sentence, last: int) -> bool:
    """As in "16- year-old"."""
    return sentence.low(last) in ("-", "–") and sentence.low(last + 1).startswith("year")


def _is_after_name(sentence: Sentence, comma: int) -> bool:
    """Whether two words with capitals stand before a comma, and are no place that "in" opens."""
    named = [word.text[0].isupper() for word in sentence.words[max(comma - 2, 0) : comma]]
    place = {sentence.low(comma - 2), sentence.low(comma - 3)} & closed("preposition")
    return named == [True, True] and not place


def is_year(sentence: Sentence, counted: Counted) -> bool:
    """Whether a bare figure is a year, as in "in 1822, the church was burned"."""
    words = counted.count.verbatim
    of_four = words.isdigit() and int(words) in _YEARS
    return of_four and sentence.low(counted.first - 1) in closed("preposition")
