"""Phrases about people in a sentence: how many, of which group, and what they are part of.

"21 people, including 10 guards and 11 civilians" gives three phrases, two of them inside the
first; "five soldiers and a child" gives two on one roll. Which verb befalls them is for `effects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.extractors.rules.figures.ages import age_before, aged
from llm_extract.extractors.rules.figures.bare import bare, one_more
from llm_extract.extractors.rules.figures.rolls import (
    People,
    apposed,
    inherited,
    joint,
    negated_too,
    with_parts,
    with_rolls,
    without_excluded,
    without_speaking,
)
from llm_extract.extractors.rules.figures.strangers import one_stranger, strange
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.nouns import (
    AFTER_BARE,
    ARTICLES,
    STOPS,
    count_before,
    is_verbal,
    sectors,
)
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.extractors.rules.reading.steps import back_over
from llm_extract.records.claims import Group, Role
from llm_extract.records.counts import Count, CountKind

_MOST_MODIFIERS = 5
# Without any of these, no phrase about people stands in a sentence.
_NOUNS = frozenset(("head", "open_head", "sector", "ordinal"))
_ONE_MORE = re.compile(r"another|-olds?\b", re.IGNORECASE)
_PLURALS = frozenset(
    "men women people children police personnel troops staff nationals others".split()
)
# Determiners that make a singular one person: "the gunman", "another guard", "his wife".
_ONE_OF_A_KIND = frozenset("the another his her their this that its".split())
_FEWEST_NAMES = 2
# "Six bodies in uniform".
_UNIFORMED = frozenset((("in", "uniform"), ("in", "uniforms"), ("in", "fatigues")))
_RELATIVE = frozenset(("who", "whom", "whose", "that", "which"))


def find_people(sentence: Sentence, cast: Cast) -> tuple[People, ...]:
    """All phrases about people, in order, rolls and parts told; read once for a sentence."""
    read: tuple[People, ...] | None = sentence.memo.get("people")
    if read is None:
        read = sentence.memo["people"] = _people(sentence, cast)
    return read


def _people(sentence: Sentence, cast: Cast) -> tuple[People, ...]:
    if not (sentence.counts or sentence.has(_NOUNS) or _ONE_MORE.search(sentence.text)):
        return ()
    found = list(_headed(sentence, cast))
    found.extend(aged(sentence, list(found)))
    found.extend(bare(sentence, list(found)))
    found.extend(one_more(sentence, list(found)))
    found.extend(strange(sentence, list(found)))
    found.extend(one_stranger(sentence, list(found)))
    found.sort(key=lambda people: people.first)
    found = list(apposed(sentence, found))
    found = list(negated_too(sentence, joint(sentence, without_excluded(sentence, found))))
    suffering = without_speaking(sentence, inherited(sentence, found))
    return tuple(with_parts(sentence, with_rolls(sentence, suffering)))


# ---------------------------------------------------------------- phrases with a noun


def _headed(sentence: Sentence, cast: Cast) -> Iterator[People]:
    nobody = 0
    for head in _heads(sentence):
        if head.first < nobody or _is_modifier_only(sentence, head):
            continue
        # "Its crew of four": the figure stands for the people.
        if sentence.low(head.last - 1) in closed("collective") and _counts_them(sentence, head):
            continue
        people = _phrase(sentence, cast, head)
        if people is not None:
            nobody = people.last
            yield people


def _heads(sentence: Sentence) -> list[Mark]:
    """Head nouns; of two that overlap, the longer; of two in a row, the later."""
    heads = list(sentence.of("head", "open_head"))
    heads.extend(m for m in sentence.of("sector") if m.value in ("police", "security_forces"))
    heads = [mark for mark in heads if not _is_of_a_taking(sentence, mark)]
    heads.sort(key=lambda mark: (mark.last, mark.first - mark.last))
    kept: list[Mark] = []
    for at, mark in enumerate(heads):
        later = [other for other in heads[at + 1 :] if other.first <= mark.last]
        if any(other.first <= mark.first or other.first == mark.last for other in later):
            continue
        if not any(k.first < mark.last and mark.first < k.last for k in kept):
            kept.append(mark)
    return kept


def _is_of_a_taking(sentence: Sentence, head: Mark) -> bool:
    """As in "took seven soldiers prisoner": the word tells what became of them."""
    if not sentence.begins(head.first, "sent_to"):
        return False
    counted = count_before(sentence, head.first)
    if counted is not None:
        # "Took 12 prisoner": so many, and not that many of one.
        return (counted.count.low or 0) > 1 and not _is_plural(sentence, head)
    return sentence.low(head.first - 1) not in closed("determiner")


def _counts_them(sentence: Sentence, head: Mark) -> bool:
    counted = sentence.count_at(head.last + 1) if sentence.low(head.last) == "of" else None
    return counted is not None and sentence.low(counted.last) in AFTER_BARE


def _is_modifier_only(sentence: Sentence, head: Mark) -> bool:
    """Whether a head only tells what kind of thing follows: "police stations", "rebel group"."""
    if head.kind == "sector" and head.value == "security_forces":
        return sentence.low(head.last - 1) not in ("forces", "force")
    after = sentence.low(head.last)
    if after in closed("thing", "site") or after == "'s":
        return True
    adjectival = sentence.low(head.last - 1) in sectors()
    adjectival = adjectival or sentence.low(head.first) in ("deputy", "official")
    noun = after.isalpha() and after not in STOPS | closed("pronoun")
    return adjectival and noun and not is_verbal(after)


def _phrase(sentence: Sentence, cast: Cast, head: Mark) -> People | None:
    first = _modifiers_start(sentence, head.first)
    counted = count_before(sentence, first)
    group, is_open = _group(sentence, cast, first, head)
    plural = _is_plural(sentence, head)
    last = _past_bracket(sentence, _phrase_end(sentence, head, cast))
    share = _share_of(sentence, first if counted is None else counted.first, last)
    if share is not None and plural:
        return People(share[0], last, share[1], group, counted=True, open_group=is_open)
    if counted is not None:
        meant = _some_of(sentence, counted, last) or counted
        return _counted_phrase(meant, last, group, plural=plural, is_open=is_open)
    before = sentence.low(first - 1)
    is_aged = before in ARTICLES and sentence.low(head.first - 1).endswith("-old")
    in_order = before in ARTICLES and sentence.low(first) in closed("ordinal")
    if (before in _ONE_OF_A_KIND or is_aged or in_order) and not plural:
        last = _past_name(sentence, last)
        one = Count(kind=CountKind.EXACT, low=1, high=1, verbatim=sentence.said(first - 1, last))
        return People(first - 1, last, one, group, counted=True, open_group=is_open)
    # "Denied hurting any civilian": one would be some.
    if not plural and before != "any":
        return None
    any_of_them = before == "any" or sentence.lows[first - 3 : first - 1] == ("any", "of")
    first = first if any_of_them else _told_by(sentence, head)
    unknown = Count(kind=CountKind.UNKNOWN, verbatim=sentence.said(first, last))
    return People(
        first - any_of_them,
        last,
        unknown,
        group,
        counted=False,
        # "No other guards were hurt": of these nothing is said.
        negated=any_of_them or before == "no",
        open_group=is_open,
    )


def _past_name(sentence: Sentence, last: int) -> int:
    """Past the name of the one person meant, as in "the poet Ada Finch"."""
    at = last
    while at < len(sentence.words) and _is_of_name(sentence.words[at].text):
        at += 1
    return at if at - last >= _FEWEST_NAMES else last


def _is_of_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _share_of(sentence: Sentence, first: int, last: int) -> tuple[int, Count] | None:
    """As in "most of the 30 passengers", "nearly all farmers": how many it leaves open."""
    farthest = back_over(sentence, first, closed("determiner") | {"of"})
    mark = next((m for m in sentence.of("share") if farthest <= m.last <= first), None)
    if mark is None:
        return None
    return mark.first, Count(kind=CountKind.VAGUE, verbatim=sentence.said(mark.first, last))


def _some_of(sentence: Sentence, counted: Counted, last: int) -> Counted | None:
    """The figure meant in "two of the four victims died"; not where "who" tells of all four."""
    at = counted.first - (sentence.low(counted.first - 1) in closed("determiner"))
    if sentence.low(at - 1) != "of" or sentence.low(last) in _RELATIVE:
        return None
    return next((each for each in sentence.counts if each.last == at - 1), None)


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
        aged = age_before(sentence, at)
        if aged is not None:
            at = aged.first
            continue
        low = sentence.low(at - 1)
        if low != "'s" and (not low[0].isalpha() or low in STOPS):
            break
        at -= 1
    return at


def _told_by(sentence: Sentence, head: Mark) -> int:
    """The start of a phrase without a count: left only over words known to tell the group."""
    first = head.first
    for mark in reversed(sentence.of("sector", "actor")):
        if mark.last == first:
            first = mark.first
    return first


def _is_plural(sentence: Sentence, head: Mark) -> bool:
    low = sentence.low(head.last - 1)
    return low in _PLURALS or low.endswith("men") or (low.endswith("s") and not low.endswith("ss"))


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
    if head.value == Group.EVERYONE and sentence.lows[head.last : head.last + 2] in _UNIFORMED:
        return Group.SECURITY_FORCES, False
    if head.kind == "head":
        elliptic = head.value == Group.EVERYONE and sentence.low(head.first) == "others"
        return Group(head.value), elliptic
    sectors = [m for m in sentence.of("sector") if first <= m.first and m.last <= head.last]
    if sectors:
        return Group(sectors[-1].value), False
    actor = next((m for m in sentence.of("actor") if first <= m.first <= head.first), None)
    if actor is not None:
        return _group_of_role(cast.role_of(actor.value)), False
    inner = _sector_after(sentence, head.last, cast)
    return (inner[0], False) if inner else (_nearby(sentence, head), True)


def _sector_after(sentence: Sentence, of: int, cast: Cast) -> tuple[Group, int] | None:
    if sentence.low(of) != "of":
        return None
    at = of + 1 + (sentence.low(of + 1) in closed("determiner"))
    if any(counted.first == of + 1 and not counted.is_article for counted in sentence.counts):
        return None
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
    ranked = sentence.low(head.last - 1) != "troops"
    if head.value in ("security_forces", "police", "military") and before and ranked:
        return Group(before[-1].value)
    return Group(head.value)
