"""The dead by name where a list, an apposition or a noun tells of them: "they are A. Name (58)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from llm_extract.extractors.rules.deeds.victims import (
    BY_POLICE,
    is_age,
    is_aged_before,
    is_body,
    is_titled,
    joined_after,
    name_end,
    past_title,
    victim_of,
)
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Toll, Victim

_OPENERS = frozenset((":", "as", "include", "included", "including", "-", "–", "—"))
_DASHES = frozenset(("-", "–", "—"))
_THOSE = frozenset("they them those he she".split())
_AMONG = frozenset(("including", "namely"))
_SINGLING = _AMONG | {"among"}
_FARTHEST_TOLL = 2
_FEWEST_NAME_WORDS = 2
_NEAR_SPEECH = 8
_EFFECTS = frozenset({Effect.KILLED, Effect.INJURED, Effect.CAPTURED, Effect.MISSING})


def find_named(
    sentence: Sentence, before: Sequence[Finding], *, upper_case: bool
) -> Iterator[Finding]:
    """People named apart from what befell them, which the text tells beside or before.

    `before` are the findings of the sentences before, in order.
    """
    if upper_case:
        return
    for noun in sentence.of("of_whom"):
        name = past_title(sentence, noun.last)
        last = name_end(sentence, name)
        owner = sentence.low(last) == "'s"
        if last - name >= _FEWEST_NAME_WORDS and not owner and not is_body(sentence, name, last):
            yield victim_of(sentence, noun, noun.last, name, last)
            yield from joined_after(sentence, noun, last)
    yield from _in_apposition(sentence)
    for mark in sentence.of("state"):
        if sentence.low(mark.first) == "dead":
            yield from _beside_the_dead(sentence, mark)
    yield from _singled_out(sentence)
    opener = _list_start(sentence)
    if opener is not None:
        fate = _fate(sentence, opener, before)
        if fate is not None:
            yield from _aged(sentence, fate, opener)


def _singled_out(sentence: Sentence) -> Iterator[Finding]:
    """As in "killed nine, including Major A. Name": one with a title among those told of."""
    if _SINGLING.isdisjoint(sentence.lows):
        return
    for at, low in enumerate(sentence.lows):
        opens = low in _AMONG or sentence.lows[at - 1 : at + 1] == ("among", "them")
        name = past_title(sentence, at + 1) if opens else at + 1
        if not is_titled(sentence, at + 1, name):
            continue
        last = name_end(sentence, name)
        fates = [
            m
            for m in sentence.of("past", "active", "dying", "state")
            if m.last <= at and Effect(m.value) in _EFFECTS
        ]
        named = last - name >= _FEWEST_NAME_WORDS and not is_body(sentence, name, last)
        if named and fates and not sentence.of("perpetrator"):
            yield victim_of(sentence, fates[-1], at + 1, name, last)
            yield from joined_after(sentence, fates[-1], last)


def _list_start(sentence: Sentence) -> int | None:
    """Where a list of names with their ages opens: after a colon, "are", "named as"."""
    accused = sentence.of("perpetrator", "held_for_it")
    openers = closed("be")
    for at, low in enumerate(sentence.lows):
        if low not in _OPENERS and low not in openers:
            continue
        name = past_title(sentence, at + 1)
        last = _pair_end(sentence, name)
        ranked = sentence.low(at) == ":" and is_titled(sentence, at + 1, name)
        aged = ranked or is_age(sentence, last) or is_aged_before(sentence, name)
        if last - name >= _FEWEST_NAME_WORDS and aged:
            return None if any(mark.first < at for mark in accused) else at + 1
    return None


def _pair_end(sentence: Sentence, name: int) -> int:
    """Past one name, or two that share a surname: "Ada and Ben Finch"."""
    last = name_end(sentence, name)
    if sentence.low(last) == "and" and last - name == 1:
        return name_end(sentence, last + 1)
    return last


def _fate(sentence: Sentence, at: int, before: Sequence[Finding]) -> Mark | None:
    """What befell those on the list, by its own sentence, or by the toll that "they" means."""
    told = [
        mark
        for mark in sentence.of("whose_name", "past", "dying", "state")
        if mark.last <= at and Effect(mark.value) in _EFFECTS
    ]
    if not told and sentence.low(at - 1) in _DASHES:
        told = [m for m in sentence.of("past", "dying", "state") if Effect(m.value) in _EFFECTS]
    if told:
        named = [mark for mark in told if mark.kind == "whose_name"]
        return (named or told)[-1]
    if _THOSE.isdisjoint(sentence.lows[:at]) and "named" not in sentence.lows[:at]:
        return None
    tolls = [
        finding.value.effect
        for finding in before
        if isinstance(finding.value, Toll)
        and 0 < sentence.index - finding.sentence.index <= _FARTHEST_TOLL
        and (finding.value.count.low or 0) > 0
        and finding.value.effect in _EFFECTS
    ]
    if not tolls:
        return None
    effect = Effect.KILLED if Effect.KILLED in tolls else tolls[-1]
    return Mark("toll", effect, at, at)


def _aged(sentence: Sentence, mark: Mark, at: int) -> Iterator[Finding]:
    """Every name with an age from a word on; the first with a rank, and those joined to it."""
    opened = at
    while at < len(sentence.words):
        name = past_title(sentence, at)
        last = name_end(sentence, name)
        named = last - name >= _FEWEST_NAME_WORDS and not is_body(sentence, name, last)
        # "His brother A., 19": kin go by their first names.
        kin = last - name == 1 and sentence.low(name - 2) in closed("possessive")
        aged = is_age(sentence, last) or (named and is_aged_before(sentence, name))
        ranked = at == opened and named and is_titled(sentence, at, name)
        if (named or kin) and (aged or ranked):
            yield from joined_after(sentence, mark, last) if ranked and not aged else ()
            yield victim_of(sentence, mark, at, name, last)
            yield from _sibling(sentence, mark, name, last)
        at = max(last, at + 1)


def _sibling(sentence: Sentence, mark: Mark, name: int, last: int) -> Iterator[Finding]:
    """As in "Ada and Ben Finch, 30 and 26": the one who shares the other's surname."""
    if sentence.low(name - 1) != "and" or sentence.low(last + 2) != "and" or name < 2:  # noqa: PLR2004 - "Ada and"
        return
    given = sentence.words[name - 2].text
    if given[0].isupper():
        found = victim_of(sentence, mark, name - 2, name - 2, name - 1)
        if isinstance(found.value, Victim):
            full = f"{given} {sentence.words[last - 1].text}"
            yield replace(found, value=found.value.model_copy(update={"name": full}))


def _beside_the_dead(sentence: Sentence, mark: Mark) -> Iterator[Finding]:
    """As in "one warder dead, Sgt. A. Name", "four constables dead and A. Name, 58"."""
    at = mark.last + (sentence.low(mark.last) == ",")
    name = past_title(sentence, at)
    last = name_end(sentence, name)
    named = last - name >= _FEWEST_NAME_WORDS and not is_body(sentence, name, last)
    if name > at and named:
        yield victim_of(sentence, mark, at, name, last)
    elif not sentence.of("perpetrator", "say"):
        yield from _aged(sentence, mark, mark.last)


def _in_apposition(sentence: Sentence) -> Iterator[Finding]:
    """As in "abducted two engineers, A. Name and B. Name", "took hostage the mayor, A. Name"."""
    for mark in sentence.of("past", "active"):
        comma = next((at for at in range(mark.last, mark.last + 6) if sentence.low(at) == ","), 0)
        if (
            not comma
            or Effect(mark.value) not in _EFFECTS
            or sentence.low(mark.first) in BY_POLICE
            or not _is_of_people(sentence, mark, comma)
        ):
            continue
        name = past_title(sentence, comma + 1)
        last = name_end(sentence, name)
        if last - name < _FEWEST_NAME_WORDS or is_body(sentence, name, last):
            continue
        if any(0 <= say.first - last <= _NEAR_SPEECH for say in sentence.of("say")):
            continue
        yield victim_of(sentence, mark, mark.last, name, last)
        if sentence.low(last) == "and":
            other = name_end(sentence, last + 1)
            if other - last > _FEWEST_NAME_WORDS:
                yield victim_of(sentence, mark, last + 1, last + 1, other)


def _is_of_people(sentence: Sentence, mark: Mark, comma: int) -> bool:
    """Whether the object is people and nothing else: plain words that end in a noun for them."""
    inside = sentence.lows[mark.last : comma]
    heads = sentence.of("head", "open_head", "speaker", "open_speaker")
    ends = any(head.last == comma and head.first >= mark.last for head in heads)
    return ends and not any(low in closed("preposition") for low in inside)
