"""Victims by name, told by a verb: "killing senior officer A. Name", "A. Name, 27, was shot"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from llm_extract.extractors.rules.deeds.roll import (
    FEWEST_NAME_WORDS,
    Person,
    is_age,
    is_body,
    name_end,
    past_title,
    people_from,
)
from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import before_capitals, inside, is_passive, past
from llm_extract.records.claims import Effect, Group, Toll, Victim
from llm_extract.records.counts import Count, CountKind

_MOST_DESCRIPTION = 5
_LONGEST_ASIDE = 14
_CLAUSE_OPENERS = frozenset(
    ", ; : . and but – — - whose that while when after where as said".split()
)
EFFECTS = frozenset(
    {
        Effect.KILLED,
        Effect.INJURED,
        Effect.KILLED_OR_INJURED,
        Effect.CAPTURED,
        Effect.MISSING,
        Effect.RESCUED,
    }
)
# Who got away is no victim, nor is who sits in custody; a captive who is freed was one.
_NO_VICTIMS = frozenset(
    (
        ("missing", "dying"), ("captured", "state"),
        ("rescued", "state"), ("rescued", "dying"), ("rescued", "active"),
    )
)  # fmt: skip
_RELATIVES = frozenset(("who", "whose"))
# Who is held by the law is no victim.
BY_POLICE = frozenset(
    "arrested arresting arrests detained detaining apprehended apprehending nabbed charged"
    " jailed remanded".split()
)
# Where a shot seldom kills: whoever was hit there is told of as wounded.
_LIMBS = frozenset(
    "arm arms leg legs foot feet hand hands shoulder thigh knee ankle hip toe".split()
)
_FARTHEST_LIMB = 5
_SHORTEST_ADVERB = 4
_AFTER_PARTICIPLE = frozenset("by in on when during at".split())
_REMAINS = frozenset(("remains", "remained", "remain"))
DASHES = frozenset(("-", "–", "—"))
_NO_SUBJECT = closed("preposition", "subordinator", "conjunction", "pronoun")
INCLUDES = frozenset("include included including includes namely".split())
_HURT = frozenset({Effect.INJURED, Effect.KILLED_OR_INJURED})


def find_victims(sentence: Sentence, *, upper_case: bool) -> Iterator[Finding]:
    """People named as killed, hurt or taken. In upper-case copy a name cannot be told: none."""
    if upper_case:
        return
    for told in sentence.of("past", "active", "dying", "state"):
        mark = _in_a_limb(sentence, told)
        if not is_fate(sentence, mark):
            continue
        intransitive = mark.kind in ("dying", "state")
        after = [] if intransitive else _object(sentence, mark)
        if after:
            yield from (victim_of(sentence, mark, one) for one in after)
            yield from _and_others(sentence, mark, after[-1].last)
        elif mark.kind != "active":
            for one in named_subject(sentence, mark) or _related(sentence, mark):
                yield victim_of(sentence, mark, one)


def is_fate(sentence: Sentence, mark: Mark) -> bool:
    """Whether words tell what befell a victim: no escape, and nothing that the law does."""
    if Effect(mark.value) not in EFFECTS or (mark.value, mark.kind) in _NO_VICTIMS:
        return False
    return mark.value != Effect.CAPTURED or sentence.low(mark.first) not in BY_POLICE


def settled_victims(findings: Sequence[Finding]) -> list[Finding]:
    """Each victim's fate by all that the report says: who was shot, and died, was killed.

    "The victims" are the dead where a report tells of dead and of nobody hurt.
    """
    tolls = {f.value.effect for f in findings if isinstance(f.value, Toll) and _is_some(f.value)}
    only_dead = Effect.KILLED in tolls and _HURT.isdisjoint(tolls)
    firm = {
        _last_word(f.value.name)
        for f in findings
        if isinstance(f.value, Victim) and f.value.effect is not Effect.KILLED_OR_INJURED
    }
    kept: list[Finding] = []
    for finding in _once(findings):
        value = finding.value
        if not isinstance(value, Victim) or value.effect is not Effect.KILLED_OR_INJURED:
            kept.append(finding)
        elif _last_word(value.name) not in firm:
            dead = value.model_copy(update={"effect": Effect.KILLED})
            kept.append(replace(finding, value=dead) if only_dead else finding)
    return kept


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Without what two rules read of one name in one sentence."""
    seen: set[tuple[int, str, Effect]] = set()
    for finding in findings:
        value = finding.value
        if isinstance(value, Victim):
            key = (finding.sentence.index, value.name, value.effect)
            if key in seen:
                continue
            seen.add(key)
        yield finding


def _is_some(value: Toll) -> bool:
    return value.count.kind is not CountKind.ZERO


def _last_word(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def _in_a_limb(sentence: Sentence, mark: Mark) -> Mark:
    """As in "was shot in the leg": hurt, where the verb alone leaves it open."""
    near = sentence.lows[mark.last : mark.last + _FARTHEST_LIMB]
    if mark.value != Effect.KILLED_OR_INJURED or near[:1] != ("in",) or _LIMBS.isdisjoint(near):
        return mark
    return mark._replace(value=Effect.INJURED)


def victim_of(sentence: Sentence, mark: Mark, one: Person) -> Finding:
    """The victim whom words of a sentence name, with what befell them by a mark."""
    value = Victim(
        name=one.called(sentence),
        effect=Effect(mark.value),
        group=_group(sentence, one.first, one.name),
        description=sentence.said(one.first, one.name) if one.name > one.first else None,
    )
    start, end = sentence.offsets(one.first, one.last)
    return Finding(value, sentence, start, end)


# ---------------------------------------------------------------- whom a verb takes


def _object(sentence: Sentence, mark: Mark) -> list[Person]:
    """After the verb: "killed A. Name and B. Name", "shot dead the mayor, A. Name"."""
    led = sentence.low(mark.last) in closed("preposition")
    if mark.kind == "past" and led and is_passive(sentence, mark):
        return []
    first = past(sentence, mark.last, closed("determiner"))
    if sentence.low(first) in INCLUDES or sentence.low(mark.last - 1) == "by":
        return []
    people, _ = people_from(sentence, first, with_asides=";" in sentence.lows[first:])
    # "Captured an Orlo Front leader": the name is of what the noun after it leads.
    if people and people[0].name == first and sentence.low(first - 1) in ("a", "an"):
        return []
    return people


def named_subject(sentence: Sentence, mark: Mark) -> list[Person]:
    """Those whose names open a clause and, past an aside in commas, meet the verb."""
    for start in _clauses(sentence, mark.first):
        if start < mark.first and sentence.low(start) in _NO_SUBJECT:
            continue
        people, end = people_from(sentence, start)
        if not people or end > mark.first:
            continue
        if any(culprit.last <= people[0].name for culprit in sentence.of("perpetrator")):
            continue
        more, last = people_from(sentence, start, with_asides=True)
        if len(more) > len(people) and last <= mark.first and meets(sentence, last, mark):
            return more
        if meets(sentence, end, mark):
            return people
    return []


def meets(sentence: Sentence, last: int, mark: Mark) -> bool:
    """Whether nothing stands between a name and its verb but an aside in commas or dashes."""
    at = last
    aside = sentence.low(at) in DASHES | {","} and at + 1 != mark.first
    if aside and sentence.low(at + 1) not in _RELATIVES:
        window = range(at + 1, min(at + _LONGEST_ASIDE, mark.first))
        closing = [c for c in window if sentence.low(c) == sentence.low(at)]
        at = closing[-1] if closing else at
    at = _past_relative(sentence, at, mark)
    at += sentence.low(at) in DASHES | {","}
    at += sentence.low(at) in _RELATIVES
    verbs = sentence.lows[at : mark.first]
    told = any(low in closed("be") | _REMAINS for low in verbs)
    aged = is_age(sentence, last - 2) or is_age(sentence, last - 3)
    passive = mark.kind == "dying" or told or (aged and mark.kind == "past")
    return passive and all(_is_light(low) for low in verbs)


def _past_relative(sentence: Sentence, at: int, mark: Mark) -> int:
    """As in ", who was shot in the chest, died": to the comma that closes what "who" opens."""
    verb = mark.first
    while _is_light(sentence.low(verb - 1)):
        verb -= 1
    closed_again = sentence.low(verb - 1) == "," and at + 1 < verb - 1 <= at + _LONGEST_ASIDE
    return verb - 1 if closed_again and sentence.low(at + 1) in _RELATIVES else at


def _is_light(low: str) -> bool:
    known = low in closed("be", "have", "adverb") | _REMAINS
    return known or (low.endswith("ly") and len(low) > _SHORTEST_ADVERB)


def _clauses(sentence: Sentence, verb: int) -> list[int]:
    """Where a clause may begin before a verb, the farthest first."""
    return [0, *(at + 1 for at in range(verb) if sentence.low(at) in _CLAUSE_OPENERS)]


def _related(sentence: Sentence, mark: Mark) -> list[Person]:
    """As in "the funeral of A. Name, 58, who was killed": the name before the pronoun."""
    at = mark.first
    while _is_light(sentence.low(at - 1)):
        at -= 1
    relative = sentence.low(at - 1) in _RELATIVES and sentence.low(at - 2) == ","
    last = at - 2 if relative else _before_apposition(sentence, mark)
    return [] if last is None else named_until(sentence, last)


def named_until(sentence: Sentence, last: int) -> list[Person]:
    """Whoever is named right before a word, an age between them allowed."""
    if sentence.low(last - 1).isdigit() and sentence.low(last - 2) == ",":
        last -= 2
    first = before_capitals(sentence, last)
    name = past_title(sentence, first)
    whole = name_end(sentence, name) == last and last - name >= FEWEST_NAME_WORDS
    named = whole and not is_body(sentence, name, last)
    return [Person(first, name, last)] if named else []


def _before_apposition(sentence: Sentence, mark: Mark) -> int | None:
    """As in "A. Name, the 17-year-old killed by a stray bullet": the end of the name."""
    if mark.kind != "past" or sentence.low(mark.last) not in _AFTER_PARTICIPLE:
        return None
    for at in range(mark.first - 1, max(0, mark.first - _MOST_DESCRIPTION - 2), -1):
        if sentence.low(at) == ",":
            opens = sentence.low(at + 1) in closed("determiner") and at + 2 < mark.first
            return at if opens else None
    return None


def _and_others(sentence: Sentence, mark: Mark, last: int) -> Iterator[Finding]:
    """As in "killing Colonel Ada Finch and others": how many is left open."""
    at = last + (sentence.low(last) == ",")
    if sentence.lows[at : at + 2] != ("and", "others"):
        return
    count = Count(kind=CountKind.UNKNOWN, verbatim=sentence.said(at + 1, at + 2))
    yield toll(sentence, (at + 1, at + 2), Group.EVERYONE, Effect(mark.value), count)


# ---------------------------------------------------------------- of whom


def _group(sentence: Sentence, first: int, last: int) -> Group:
    told = inside(sentence, first, last, "rank")
    told = told or inside(sentence, first, last, "sector", "head", "open_head")
    return Group(told[0].value) if told else Group.OTHER
