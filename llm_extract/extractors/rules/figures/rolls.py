"""Who belongs with whom: phrases about people on one roll, inside one total, under one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import past
from llm_extract.records.claims import Group
from llm_extract.records.counts import Count, CountKind

_UNARMED = frozenset({Group.CIVILIANS, Group.CHILDREN, Group.MEDICAL, Group.MEDIA})
_JOINS = frozenset(", and or & plus as well along with his her their".split())
# What stands last between a total and the figures it is made of.
_LONGEST_ASIDE = 12
# What may stand between a total and "two of them".
_OPENS_PART = frozenset((",", "and", "(", "-", "–", "—", ";"))
_FIRM_ASIDES = ((":",), ("(",), ("-",), ("–",), ("—",))
_ASIDES = ((",",), *_FIRM_ASIDES)
_TOTALS = frozenset({CountKind.EXACT, CountKind.AT_LEAST})


@dataclass(frozen=True, slots=True)
class People:
    """Words `first` up to `last`; `roll` is shared by coordinated phrases.

    `within` is the index of the phrase that contains this one ("21 people, including 10 ...");
    `apart` tells that a verb after it is its own ("..., of whom two died").
    `strange` is a counted noun the vocabulary does not know ("six weavers").
    `counted` tells a figure or an article from a bare plural, whose count is unknown.
    """

    first: int
    last: int
    count: Count
    group: Group
    counted: bool
    negated: bool = False
    roll: int = 0
    within: int | None = None
    apart: bool = False
    bare: bool = False
    strange: bool = False
    open_group: bool = False


def without_excluded(sentence: Sentence, found: list[People]) -> list[People]:
    """Without those a figure leaves out: "not including the gunman"."""
    ends = {m.last for m in sentence.of("including") if m.value == "no"}
    return [people for people in found if not ends & {people.first, people.first - 1}]


def negated_too(sentence: Sentence, found: Iterator[People]) -> Iterator[People]:
    """As in "no women or children": the second noun is denied with the first."""
    held: People | None = None
    for people in found:
        denied = held is not None and held.negated and not people.counted
        if held and denied and sentence.lows[held.last : people.first] in (("or",), ("nor",)):
            people = replace(people, count=held.count, counted=True, negated=True)  # noqa: PLW2901 - the phrase, settled
        held = people
        yield people


def joint(sentence: Sentence, found: list[People]) -> Iterator[People]:
    """As in "67 soldiers and policemen": one figure over two nouns, and the group of both."""

    def both(held: People, people: People) -> People | None:
        if not _shares_count(sentence, held, people):
            return None
        return replace(held, last=people.last, group=_common(held.group, people.group))

    return _merged(found, both)


def _merged(
    found: Iterable[People], both: Callable[[People, People], People | None]
) -> Iterator[People]:
    """The phrases, each two in a row that are one by `both` as what it makes of them."""
    held: People | None = None
    for people in found:
        one = None if held is None else both(held, people)
        if held is not None and one is None:
            yield held
        held = one or people
    if held is not None:
        yield held


def _shares_count(sentence: Sentence, held: People, people: People) -> bool:
    joined = sentence.lows[held.last : people.first] in (("and",), ("or",))
    several = held.counted and not held.bare and (held.count.low is None or held.count.low > 1)
    after = sentence.low(people.last)
    return joined and several and not people.counted and after not in closed("thing")


def _common(one: Group, other: Group) -> Group:
    state = {Group.MILITARY, Group.POLICE, Group.SECURITY_FORCES}
    if {one, other} <= _UNARMED:
        return Group.CIVILIANS
    return Group.SECURITY_FORCES if {one, other} <= state else Group.EVERYONE


def inherited(sentence: Sentence, found: list[People]) -> Iterator[People]:
    """As in "84 soldiers and 18 others": an open phrase takes the group before it."""
    last: People | None = None
    total: People | None = None
    openers = [m.last for m in sentence.of("including")]
    for people in found:
        # What is told after the parts of a total is told of the total again.
        part = any(at in (people.first, people.first - 1) for at in openers)
        if part or (_are_of_them(sentence, people) and total is None):
            total = last
        elif total is not None and people.open_group and _are_others(sentence, people):
            last = total
        # Those who open a sentence act ("troops rescued all 38"), and lend their group to nobody.
        acts = last is not None and (
            _acts(sentence, last, people) or _is_apart(sentence, last, people)
        )
        if last is not None and not acts and people.open_group and people.group is Group.EVERYONE:
            people = replace(people, group=last.group)  # noqa: PLW2901 - the phrase, settled
        last = people
        yield people


def _are_others(sentence: Sentence, people: People) -> bool:
    """A figure alone, or "nine others": of whom, the words before must tell."""
    return people.bare or sentence.low(people.last - 1) == "others"


def _is_apart(sentence: Sentence, last: People, people: People) -> bool:
    """As in "the minister said 44 escaped", "three of their own": nobody's of those before."""
    if sentence.low(people.last - 1) == "own" or _is_of_another_clause(sentence, last, people):
        return True
    # "The poet Ada Finch and 16 others": whoever they are.
    if last.count.low == 1 and sentence.words[last.last - 1].text.istitle():
        return True
    # "Reports from police were of 14 dead".
    if not last.counted and sentence.low(last.first - 1) in closed("preposition"):
        return True
    return any(last.last <= said.first < people.first for said in sentence.of("say", "reckons"))


def _is_of_another_clause(sentence: Sentence, last: People, people: People) -> bool:
    """As in "31 were killed, and a bomb left 58 dead": another subject, and others."""
    for at in range(last.last + 1, people.first - 2):
        joined = sentence.low(at - 1) in (",", "and", ";", "while")
        if joined and sentence.low(at) in ("a", "an", "the"):
            return True
    return False


def _acts(sentence: Sentence, who: People, whom: People) -> bool:
    """As in "troops rescued all 38", "a gunman killed three"."""
    verbs = sentence.of("past", "active", "sends", "takes_lives", "undoes")
    # "Killing 12 soldiers and wounding 30": whom one verb befalls, the next does too.
    if who.counted and any(m.last == who.first for m in verbs):
        return False
    governing = [m for m in verbs if m.last == whom.first]
    by_verb = any(m.first == who.last or m.kind == "active" or not who.counted for m in governing)
    return by_verb or (not who.counted and who.first <= 1)


def without_speaking(sentence: Sentence, found: Iterator[People]) -> Iterator[People]:
    """Without those who only tell of it: "killing two guards, the governor said"."""
    for people in found:
        # "Officials and witnesses said": they speak together.
        together = not people.counted and sentence.low(people.last) == "and"
        at = past(sentence, people.last + 2 * together, closed("have", "adverb"))
        if sentence.low(at) not in closed("speaks"):
            yield people


def with_rolls(sentence: Sentence, found: Iterator[People]) -> Iterator[People]:
    """Number the rolls: phrases joined by nothing but commas and "and"."""
    roll, end = 0, None
    for people in found:
        if (
            end is None
            or not _joined(sentence, end, people.first)
            or _goes_its_way(sentence, people)
        ):
            roll += 1
        end = people.last
        yield replace(people, roll=roll)


def _goes_its_way(sentence: Sentence, people: People) -> bool:
    """As in "nine are dead, including two boys, and 31 are hurt": a clause of its own."""
    verb = sentence.low(people.last) in closed("be", "have")
    return people.bare and verb and bool(sentence.of("past", "dying", "state"))


def _joined(sentence: Sentence, end: int, start: int) -> bool:
    between = sentence.lows[end:start]
    return 0 < len(between) <= 3 and all(low in _JOINS for low in between)  # noqa: PLR2004 - "as well as"


def with_parts(sentence: Sentence, found: Iterator[People]) -> Iterator[People]:
    """Tell what stands inside a total: "21 people, including 10 guards and 11 farmers"."""
    rolled = list(found)
    openers = {m.last: m for m in sentence.of("including") if m.value != "no"}
    closers = {m.first: m for m in sentence.of("including") if m.value == "whom"}
    owner: dict[int, int] = {}
    apart: set[int] = set()
    summed = _apposed(sentence, rolled)
    for at, people in enumerate(rolled):
        opener = openers.get(people.first, openers.get(people.first - 1))
        opener = opener or closers.get(_count_end(people))
        of_them = _are_of_them(sentence, people) or _is_among_them(sentence, people)
        if opener is not None or of_them:
            start = min(opener.first, people.first) if opener else people.first
            whole = _before(rolled, start, sentence)
            if whole is not None:
                owner[people.roll] = rolled[whole].within or whole if of_them else whole
                own = of_them or (opener is not None and opener.value == "whom")
                apart |= {people.roll} if own else set()
        within = summed.get(at, owner.get(people.roll))
        inside = within not in (None, at)
        yield replace(people, within=within, apart=people.roll in apart) if inside else people


def _apposed(sentence: Sentence, rolled: list[People]) -> dict[int, int]:
    """By place, the total of figures right after it that add up to it, or stand in its brackets.

    "Five people, two men and ...", "six farmers died: four women and ...", "rescuers (two medics)".
    """
    owner: dict[int, int] = {}
    for whole, people in enumerate(rolled):
        rest = _in_brackets(sentence, rolled, whole)
        if people.count.kind in _TOTALS and not rest:
            rest = _up_to(rolled, whole + 1, people.count.low or 0)
            between = sentence.lows[people.last : rolled[rest[0]].first] if len(rest) > 1 else ()
            asides = _ASIDES if people.group is Group.EVERYONE else _FIRM_ASIDES
            if between[-1:] not in asides or len(between) > _LONGEST_ASIDE:
                continue
        owner.update(dict.fromkeys(rest, whole))
    return owner


def _in_brackets(sentence: Sentence, rolled: list[People], whole: int) -> range:
    """The figures that open the brackets right after a phrase, no more of them than it counts."""
    at, total = rolled[whole].last, rolled[whole].count.low
    if sentence.low(at) != "(":
        return range(0)
    shut = next((i for i in range(at, len(sentence.words)) if sentence.low(i) == ")"), at)
    last = whole + 1
    while last < len(rolled) and rolled[last].last <= shut:
        last += 1
    inside = range(whole + 1, last)
    summed = sum(rolled[part].count.low or 0 for part in inside)
    return inside if total is None or summed <= total else range(0)


def _up_to(rolled: list[People], first: int, total: int) -> range:
    """The phrases from `first` on that add up to a total; none if they do not."""
    summed = 0
    for at in range(first, len(rolled)):
        summed += rolled[at].count.low or 0
        if not rolled[at].counted or rolled[at].count.kind is not CountKind.EXACT or summed > total:
            break
        if summed == total:
            return range(first, at + 1)
    return range(0)


def _count_end(people: People) -> int:
    """Where "of whom" would stand after a figure alone: "six of whom"."""
    return people.last - 2 if people.bare else -1


def _are_of_them(sentence: Sentence, people: People) -> bool:
    """As in "14 were killed, two of them commanders": part of those told before in the sentence."""
    opened = sentence.low(people.first - 1) in _OPENS_PART
    return opened and says_of_them(sentence, people)


def says_of_them(sentence: Sentence, people: People) -> bool:
    """Whether the phrase itself says that they are some of others: "two of them commanders"."""
    return ("of", "them") in pairwise(sentence.lows[people.first : people.last])


def _is_among_them(sentence: Sentence, people: People) -> bool:
    """As in "..., a midwife among them", "..., the driver included"."""
    at = people.last
    opened = sentence.low(people.first - 1) in _OPENS_PART
    return opened and (
        sentence.lows[at : at + 2] == ("among", "them") or sentence.low(at) == "included"
    )


def apposed(sentence: Sentence, found: list[People]) -> Iterator[People]:
    """As in "one of them a boy of 16", "two of them both nurses": who they are follows at once."""

    def both(held: People, people: People) -> People | None:
        named = held.bare and held.last == people.first and not people.bare
        if not named or not says_of_them(sentence, held):
            return None
        return replace(held, last=people.last, group=people.group, bare=False, open_group=False)

    return _merged(found, both)


def _before(rolled: list[People], opened: int, sentence: Sentence) -> int | None:
    """The counted phrase just before "including", across its comma and a verb or two."""
    best = [at for at, people in enumerate(rolled) if people.last <= opened and people.counted]
    if not best:
        return None
    between = sentence.lows[rolled[best[-1]].last : opened]
    return best[-1] if len(between) <= 8 and "." not in between else None  # noqa: PLR2004 - a verb and its comma
