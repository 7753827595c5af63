"""Victims by name: "killing senior officer A. Name", "A. Name, 27, was shot and killed"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.finding import Finding
from llm_extract.extractors.rules.lexicon import Mark, closed
from llm_extract.extractors.rules.people import sectors
from llm_extract.extractors.rules.scene import Sentence
from llm_extract.records.claims import Effect, Group, Victim

_MOST_DESCRIPTION = 5
_FEWEST_NAME_WORDS = 2
_LONGEST_ASIDE = 12
_OPEN_GROUPS = frozenset({"security_forces", "police"})
_EFFECTS = frozenset({Effect.KILLED, Effect.INJURED, Effect.CAPTURED})


def find_victims(sentence: Sentence, *, upper_case: bool) -> Iterator[Finding]:
    """People named as killed, hurt or taken. In upper-case copy a name cannot be told: none."""
    if upper_case:
        return
    for mark in sentence.of("past", "active", "dying"):
        if Effect(mark.value) not in _EFFECTS:
            continue
        after = None if mark.kind == "dying" else _described_name(sentence, mark.last)
        if after is not None:
            yield _victim(sentence, mark, *after)
        elif mark.kind != "active":
            before = _subject_name(sentence, mark)
            if before is not None:
                yield _victim(sentence, mark, 0, before[0], before[1])


def _victim(sentence: Sentence, mark: Mark, first: int, name: int, last: int) -> Finding:
    description = sentence.said(first, name) if name > first else None
    value = Victim(
        name=sentence.said(name, last),
        effect=Effect(mark.value),
        group=_group(sentence, first, name),
        description=description,
    )
    start, end = sentence.offsets(first, last)
    return Finding(value, sentence, start, end)


def _described_name(sentence: Sentence, at: int) -> tuple[int, int, int] | None:
    """After the verb: plain words with a head among them, then a name of two words or more."""
    first = at
    while sentence.low(first) in closed("determiner"):
        first += 1
    name = first
    while name - first < _MOST_DESCRIPTION and _is_plain(sentence, name):
        name += 1
    last = _name_end(sentence, name)
    if last - name < _FEWEST_NAME_WORDS or (
        name > first and not _tells_a_person(sentence, first, name)
    ):
        return None
    return (first, name, last) if name > first or not _is_body(sentence, name, last) else None


def _is_plain(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    return (
        low.isalpha()
        and sentence.words[at].text.islower()
        and low not in closed("preposition") | closed("conjunction")
    )


def _name_end(sentence: Sentence, name: int) -> int:
    last = name
    while last < len(sentence.words) and _is_capitalised(sentence, last):
        last += 1
    return last


def _is_capitalised(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    return (
        word.text[0].isupper() and not word.text.isdigit() and word.low not in closed("determiner")
    )


def _tells_a_person(sentence: Sentence, first: int, last: int) -> bool:
    return any(
        first <= m.first and m.last <= last
        for m in sentence.of("head", "open_head", "speaker", "open_speaker")
    )


def _is_body(sentence: Sentence, first: int, last: int) -> bool:
    """A group, an outlet, a place or a known noun, and so nobody's name."""
    start, end = sentence.offsets(first, last)
    if any(place.start < end and start < place.end for place in sentence.places):
        return True
    kinds = (
        "actor",
        "outlet",
        "head",
        "open_head",
        "sector",
        "speaker",
        "open_speaker",
        "attack",
        "effect",
        "past",
    )
    return any(m.first < last and first < m.last for m in sentence.of(*kinds))


def _subject_name(sentence: Sentence, mark: Mark) -> tuple[int, int] | None:
    """A name that opens the sentence and, past at most one aside in commas, meets the verb."""
    first = max(
        (
            m.last
            for m in sentence.of("speaker", "open_speaker", "head", "open_head")
            if m.first == 0
        ),
        default=0,
    )
    last = _name_end(sentence, first)
    named = last - first >= _FEWEST_NAME_WORDS and sentence.low(0) not in _openers()
    if not named or _is_body(sentence, first, last):
        return None
    at = last
    if sentence.low(at) == ",":
        closing = [
            c for c in range(at + 1, min(at + _LONGEST_ASIDE, mark.first)) if sentence.low(c) == ","
        ]
        if not closing:
            return None
        at = closing[-1] + 1
    verbs = sentence.lows[at : mark.first]
    passive = mark.kind == "dying" or any(low in closed("be") for low in verbs)
    light = all(
        low in closed("be") or low in closed("have") or low in closed("adverb") for low in verbs
    )
    return (first, last) if passive and light else None


def _openers() -> frozenset[str]:
    return (
        closed("preposition") | closed("subordinator") | closed("conjunction") | closed("pronoun")
    )


def _group(sentence: Sentence, first: int, last: int) -> Group:
    for mark in sentence.of("sector", "head", "open_head"):
        if first <= mark.first and mark.last <= last:
            near = (
                _sector_before(sentence, first)
                if mark.kind == "open_head" and mark.value in _OPEN_GROUPS
                else None
            )
            return near or Group(mark.value)
    return Group.OTHER


def _sector_before(sentence: Sentence, at: int) -> Group | None:
    """An open noun ("officer") takes the police or the military named before it."""
    before = [
        m for m in sentence.of("sector") if m.last <= at and m.value in ("police", "military")
    ]
    return (
        Group(before[-1].value) if before and sentence.low(before[-1].first) in sectors() else None
    )
