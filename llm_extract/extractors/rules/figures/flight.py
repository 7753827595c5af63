"""Who fled where: "about 2,000 people have fled Tavo", "300 villagers fled to the hills"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group

# Gunmen, prisoners and soldiers who flee are not displaced.
_DISPLACED = frozenset({Group.EVERYONE, Group.CIVILIANS, Group.CHILDREN})


def find_flight(sentence: Sentence, cast: Cast) -> Iterator[Finding]:
    """People who fled a place or to one; who only ran away has no new home."""
    for mark in sentence.of("flees"):
        if not _names_a_place(sentence, mark):
            continue
        end = mark.first
        while sentence.low(end - 1) in closed("have", "adverb"):
            end -= 1
        for people in find_people(sentence, cast):
            told = people.last == end and people.counted and not people.negated
            if told and people.group in _DISPLACED:
                span = (people.first, people.last)
                yield toll(sentence, span, people.group, Effect.DISPLACED, people.count)


def _names_a_place(sentence: Sentence, mark: Mark) -> bool:
    start = mark.last + (sentence.low(mark.last) == "the")
    if start >= len(sentence.words):
        return False
    return sentence.words[start].text[0].isupper() or sentence.low(start) in closed("fled_place")
