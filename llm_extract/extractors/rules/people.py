"""Phrases about people in a sentence: how many, of which group, and what they are part of.

"21 people, including 10 guards and 11 civilians" gives three phrases, two of them inside the
first; "five soldiers and a child" gives two on one roll. Which verb befalls them is for `effects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from llm_extract.extractors.rules.actors import Cast
from llm_extract.extractors.rules.lexicon import Mark, closed, lexicon
from llm_extract.extractors.rules.rolls import (
    People,
    inherited,
    joint,
    negated_too,
    with_parts,
    with_rolls,
    without_excluded,
)
from llm_extract.extractors.rules.scene import Counted, Sentence
from llm_extract.records.claims import Group, Role
from llm_extract.records.counts import Count, CountKind

_MOST_MODIFIERS = 5
_MOST_STRANGE_WORDS = 3
_PLURALS = frozenset(
    "men women people children police personnel troops staff nationals others".split()
)
# Determiners that make a singular one person: "the gunman", "another guard", "his wife".
_ONE_OF_A_KIND = frozenset("the another his her their this that its".split())
_THOSE_COUNTED = frozenset(
    ("the", low) for low in "dead victims wounded injured men women casualties".split()
)
# "six-month-old", or what follows "3-"; of numbers in words only those of children are met.
_AGED = re.compile(r"(?:(?P<years>[a-z]{2,9})-)?(?P<unit>year|month)-olds?")
_ARTICLES = frozenset(("a", "an"))
_OF_AGE = 18
_AGES = frozenset("age aged ages between both".split())
_JOINTS = frozenset(", and or to - –".split())
_YEARS = range(1500, 2100)
_RELATIVE = frozenset(("who", "whom", "whose", "that", "which"))
_ELLIPTIC = frozenset("others other more additional".split())
# What may follow a count that stands for people by itself: "killed 5 and ...", "wounding 12."
_AFTER_BARE = frozenset(
    ". , ; : - – — ) and or in at on by of after before when while as during were was are is have"
    " had has more others among across near dead wounded injured killed hurt belonged prisoner"
    " hostage captive".split()
) | closed("adverb")


def find_people(sentence: Sentence, cast: Cast) -> tuple[People, ...]:
    """All phrases about people, in order, rolls and parts told."""
    found = list(_headed(sentence, cast))
    found.extend(_aged(sentence, list(found)))
    found.extend(_bare(sentence, list(found)))
    found.extend(_strange(sentence, list(found)))
    found.sort(key=lambda people: people.first)
    found = list(negated_too(sentence, joint(sentence, without_excluded(sentence, found))))
    return tuple(with_parts(sentence, with_rolls(sentence, inherited(found))))


# ---------------------------------------------------------------- phrases with a noun


def _headed(sentence: Sentence, cast: Cast) -> Iterator[People]:
    nobody = 0
    for head in _heads(sentence):
        if head.first < nobody or _is_modifier_only(sentence, head):
            continue
        people = _phrase(sentence, cast, head)
        if people is not None:
            nobody = people.last
            yield people


def _heads(sentence: Sentence) -> list[Mark]:
    """Head nouns; of two that overlap, the longer; of two in a row, the later."""
    heads = list(sentence.of("head", "open_head"))
    heads.extend(m for m in sentence.of("sector") if m.value in ("police", "security_forces"))
    heads.sort(key=lambda mark: (mark.last, mark.first - mark.last))
    kept: list[Mark] = []
    for at, mark in enumerate(heads):
        later = [other for other in heads[at + 1 :] if other.first <= mark.last]
        if any(other.first <= mark.first or other.first == mark.last for other in later):
            continue
        if not any(k.first < mark.last and mark.first < k.last for k in kept):
            kept.append(mark)
    return kept


def _is_modifier_only(sentence: Sentence, head: Mark) -> bool:
    """Whether a head only tells what kind of thing follows: "police stations", "rebel group"."""
    if head.kind == "sector" and head.value == "security_forces":
        return sentence.low(head.last - 1) not in ("forces", "force")
    after = sentence.low(head.last)
    if after in closed("thing") or after in closed("site") or after == "'s":
        return True
    adjectival = sentence.low(head.last - 1) in sectors() or sentence.low(head.first) in (
        "deputy",
        "official",
    )
    return adjectival and after.isalpha() and after not in _STOPS and not _is_verbal(after)


def _is_verbal(low: str) -> bool:
    return low.endswith(("ed", "ing")) or low in closed("adverb") or low in ("shot", "dead", "hurt")


def _phrase(sentence: Sentence, cast: Cast, head: Mark) -> People | None:
    first = _modifiers_start(sentence, head.first)
    counted = _count_before(sentence, first)
    group, is_open = _group(sentence, cast, first, head)
    plural = _is_plural(sentence, head)
    last = _past_bracket(sentence, _phrase_end(sentence, head, cast))
    if counted is not None:
        meant = _some_of(sentence, counted, last) or counted
        return _counted_phrase(meant, last, group, plural=plural, is_open=is_open)
    before = sentence.low(first - 1)
    is_aged = before in _ARTICLES and sentence.low(head.first - 1).endswith("-old")
    if (before in _ONE_OF_A_KIND or is_aged) and not plural:
        one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=sentence.said(first - 1, last))
        return People(first - 1, last, one, group, counted=True, open_group=is_open)
    if not plural:
        return None
    ahead = _count_before_participle(sentence, first)
    if ahead is not None:
        return People(head.first, last, ahead.count, group, counted=True, open_group=is_open)
    any_of_them = before == "any"
    first = first if any_of_them else _told_by(sentence, head)
    unknown = Count(kind=CountKind.UNKNOWN, verbatim=sentence.said(first, last))
    return People(
        first - any_of_them,
        last,
        unknown,
        group,
        counted=False,
        negated=any_of_them,
        open_group=is_open,
    )


def _some_of(sentence: Sentence, counted: Counted, last: int) -> Counted | None:
    """The figure meant in "two of the four victims died"; not where "who" tells of all four."""
    at = counted.first - (sentence.low(counted.first - 1) in closed("determiner"))
    if sentence.low(at - 1) != "of" or sentence.low(last) in _RELATIVE:
        return None
    outer = next((each for each in sentence.counts if each.last == at - 1), None)
    return None if outer is None or outer.is_article else outer


def _count_before_participle(sentence: Sentence, first: int) -> Counted | None:
    """As in "38 kidnapped farmers were freed": 38 farmers were freed too."""
    for mark in sentence.of("past"):
        if mark.last == first:
            counted = _count_before(sentence, mark.first)
            return counted if counted is not None and not counted.is_article else None
    return None


def _counted_phrase(
    counted: Counted, last: int, group: Group, *, plural: bool, is_open: bool
) -> People | None:
    if counted.is_article and plural:
        return None
    return People(
        counted.first,
        last,
        counted.count,
        group,
        counted=True,
        open_group=is_open,
        negated=counted.count.kind is CountKind.ZERO,
    )


def _modifiers_start(sentence: Sentence, head: int) -> int:
    """Left over the words that may stand between a count and its noun."""
    count_ends = {counted.head for counted in sentence.counts}
    at = head
    while at > 0 and head - at < _MOST_MODIFIERS and at not in count_ends:
        aged = _age_before(sentence, at)
        if aged is not None:
            at = aged.first
            continue
        low = sentence.low(at - 1)
        if low != "'s" and (not low[0].isalpha() or low in _STOPS):
            break
        at -= 1
    return at


_STOPS = frozenset().union(
    *(
        closed(kind)
        for kind in (
            "be",
            "have",
            "preposition",
            "determiner",
            "conjunction",
            "subordinator",
            "say",
            "saying",
            "active",
            "past",
            "modal",
            "dying",
        )
    )
) - frozenset({"shooting"})


def _told_by(sentence: Sentence, head: Mark) -> int:
    """The start of a phrase without a count: left only over words known to tell the group."""
    first = head.first
    for mark in reversed(sentence.of("sector", "actor")):
        if mark.last == first:
            first = mark.first
    return first


def _count_before(sentence: Sentence, at: int) -> Counted | None:
    return next((each for each in sentence.counts if at in (each.head, each.last)), None)


def _is_plural(sentence: Sentence, head: Mark) -> bool:
    low = sentence.low(head.last - 1)
    return (
        low in _PLURALS
        or low.endswith("men")
        or (low.endswith("s") and not low.endswith("ss"))
        or low == "forces"
    )


def _past_bracket(sentence: Sentence, last: int) -> int:
    """Past a second measure of the same people: "4,000 people (900 households)"."""
    if sentence.low(last) == "(" and sentence.low(last + 3) == ")":
        inside = any(counted.first == last + 1 for counted in sentence.counts)
        return last + 4 if inside else last
    return last


def _phrase_end(sentence: Sentence, head: Mark, cast: Cast) -> int:
    """Past an "of the security forces" that belongs to the phrase."""
    if sentence.low(head.last) != "of":
        return head.last
    inner = _sector_after(sentence, head.last, cast)
    return inner[1] if inner else head.last


def _group(sentence: Sentence, cast: Cast, first: int, head: Mark) -> tuple[Group, bool]:
    """The group, and whether the noun left it open and nothing near settled it."""
    if head.kind == "head":
        elliptic = head.value == Group.EVERYONE and sentence.low(head.first) == "others"
        return Group(head.value), elliptic
    sectors = [m for m in sentence.of("sector") if first <= m.first and m.last <= head.last]
    if sectors:
        return Group(sectors[-1].value), False
    if any(first <= m.first and m.last <= head.first for m in sentence.of("actor")):
        actor = next(m for m in sentence.of("actor") if first <= m.first and m.last <= head.first)
        return _group_of_role(cast.role_of(actor.value)), False
    inner = _sector_after(sentence, head.last, cast)
    return (inner[0], False) if inner else (_nearby(sentence, head), True)


def _sector_after(sentence: Sentence, of: int, cast: Cast) -> tuple[Group, int] | None:
    if sentence.low(of) != "of":
        return None
    at = of + 1 + (sentence.low(of + 1) in closed("determiner"))
    for mark in sentence.of("sector", "head"):
        if at <= mark.first <= at + 1:
            return Group(mark.value), mark.last
    for mark in sentence.of("actor"):
        if at <= mark.first <= at + 1:
            return _group_of_role(cast.role_of(mark.value)), mark.last
    return None


def _group_of_role(role: Role) -> Group:
    match role:
        case Role.ARMED_GROUP:
            return Group.MILITANTS
        case Role.SECURITY_FORCE:
            return Group.SECURITY_FORCES
        case Role.GOVERNMENT:
            return Group.OFFICIALS
        case _:
            return Group.EVERYONE


def _nearby(sentence: Sentence, head: Mark) -> Group:
    """An open noun takes the police or the military named before it in the sentence."""
    before = [
        m
        for m in sentence.of("sector")
        if m.last <= head.first and m.value in ("police", "military", "security_forces")
    ]
    if head.value in ("security_forces", "police") and before:
        return Group(before[-1].value)
    return Group(head.value)


# ---------------------------------------------------------------- people called by their age


class _Age(NamedTuple):
    """Where an age begins that is said as an adjective, and whether it is a child's."""

    first: int
    is_child: bool


def _age_before(sentence: Sentence, at: int) -> _Age | None:
    """As in "13-year-old", of three words where it opens with figures, and "six-year-old"."""
    aged = _AGED.fullmatch(sentence.low(at - 1))
    if aged is None:
        return None
    if aged["years"]:
        return _Age(at - 1, is_child=True)
    years = sentence.low(at - 3)
    if sentence.low(at - 2) != "-" or not years.isdigit():
        return None
    return _Age(at - 3, is_child=int(years) < _OF_AGE or aged["unit"] == "month")


def _aged(sentence: Sentence, headed: list[People]) -> Iterator[People]:
    """As in "a 3-year-old was shot": one person, or so many as a figure before says."""
    covered = {at for people in headed for at in range(people.first, people.last)}
    for at in range(len(sentence.lows)):
        age = None if at in covered else _age_before(sentence, at + 1)
        if age is None or not _is_noun(sentence, at):
            continue
        counted = _count_before(sentence, age.first)
        if counted is None and sentence.low(age.first - 1) not in _ARTICLES:
            continue
        first = age.first - 1 if counted is None else counted.first
        one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=sentence.said(first, at + 1))
        group = Group.CHILDREN if age.is_child else Group.EVERYONE
        yield People(first, at + 1, counted.count if counted else one, group, counted=True)


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether no noun follows that the age belongs to: "a 3-year-old sheriff's deputy"."""
    after = sentence.low(at + 1)
    plain = after.isalpha() and after not in _STOPS
    return not plain or _is_verbal(after) or after in _AFTER_BARE


# ---------------------------------------------------------------- figures that stand alone


def _bare(sentence: Sentence, headed: list[People]) -> Iterator[People]:
    covered = {at for people in headed for at in range(people.first, people.last)}
    # "two wounded soldiers": the noun comes after the participle.
    nouns = {people.first: people.group for people in headed if not people.counted}
    groups = {m.first: nouns[m.last] for m in sentence.of("past") if m.last in nouns}
    for counted in sentence.counts:
        taken = counted.is_article or covered & set(range(counted.first, counted.last))
        if not taken and _may_stand_alone(sentence, counted):
            last = _bare_end(sentence, counted.last)
            group = groups.get(counted.last)
            yield People(
                counted.first,
                last,
                counted.count,
                group or Group.EVERYONE,
                counted=True,
                bare=True,
                # "No one" tells nothing of those named before; "none" does.
                open_group=group is None and sentence.low(counted.first) not in ("no", "nobody"),
                negated=counted.count.kind is CountKind.ZERO,
            )


def _bare_end(sentence: Sentence, last: int) -> int:
    """Past "of them", "of the dead", or "others"."""
    if sentence.low(last) == "of":
        return last + 2 + (sentence.low(last + 1) == "the")
    return last + (sentence.low(last) in _ELLIPTIC)


def _strange(sentence: Sentence, known: list[People]) -> Iterator[People]:
    """Counted plurals of no known kind, which a verb of killing or hurting may yet make people."""
    covered = {at for people in known for at in range(people.first, people.last)}
    for counted in sentence.counts:
        last = _plural_noun(sentence, counted)
        if counted.is_article or last is None or covered & set(range(counted.first, last)):
            continue
        yield People(
            counted.first,
            last,
            counted.count,
            Group.OTHER,
            counted=True,
            strange=True,
            negated=counted.count.kind is CountKind.ZERO,
        )


def _plural_noun(sentence: Sentence, counted: Counted) -> int | None:
    """The end of "six foreign weavers": plain words, the last a plural that names no thing."""
    for at in range(counted.head, min(counted.head + _MOST_STRANGE_WORDS, len(sentence.words))):
        low = sentence.low(at)
        if not low.isalpha() or low in _STOPS:
            return None
        if _is_plain_plural(low):
            return at + 1
    return None


def _is_plain_plural(low: str) -> bool:
    things = ("thing", "site", "extent_unit", "attack", "tactic", "loss", "no_people")
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is"))
    return plural and not any(low in closed(kind) for kind in things)


def _may_stand_alone(sentence: Sentence, counted: Counted) -> bool:
    after = sentence.low(counted.last)
    if is_age(sentence, counted) or is_year(sentence, counted):
        return False
    if after == "of":
        return (
            sentence.low(counted.last + 1) in ("them", "whom", "those")
            or sentence.lows[counted.last + 1 : counted.last + 3] in _THOSE_COUNTED
        )
    by_mark = {m.first for m in sentence.of("past", "active", "state", "loss", "dying")}
    return not after or after in _AFTER_BARE or counted.last in by_mark


def is_age(sentence: Sentence, counted: Counted) -> bool:
    """Whether a bare figure is how old somebody is.

    As in "Ann, 27, was killed", "Ann Ruiz, 27 was", "ages 25, 26 and 33", "both 16", "who was 24,".
    """
    if not counted.count.verbatim.isdigit():
        return False
    first, last = _row(sentence, counted)
    at = first - 1
    while sentence.low(at) in ("of", "the", "also"):
        at -= 1
    before, after = sentence.low(at), sentence.low(last)
    if before in _AGES or after in ("years", "months", "was") or _is_hyphened(sentence, last):
        return counted.count.low != 1
    if before == ",":
        return after == "," or _is_after_name(sentence, at)
    if before in ("one", "other"):
        return after in (",", "and")
    if before in closed("be"):
        return after == "," and sentence.low(at - 1) == "who"
    return after == "(" or (after == "," and before == ")")


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


def sectors() -> frozenset[str]:
    """One-word sector names, for other rules that ask what kind of thing is meant."""
    return frozenset(lexicon().single("sector"))
