"""Harm told by turns of phrase: "thirteen were taken", "kicked to death", "hit in the foot"."""

from __future__ import annotations

from collections.abc import Iterator

from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import is_capital, past
from llm_extract.records.claims import Effect

_HITS = frozenset("hit struck shot grazed stabbed cut".split())
_WHOSE = frozenset("his her their its a an one both the two".split())
_SIDES = frozenset("left right upper lower".split())
_AFTER_TAKEN = frozenset((".", ",", ";", ")", "", "and", "or", "by", "from", "with", "during"))


def find_idioms(sentence: Sentence) -> Iterator[Mark]:
    """The words from the verb on, marked like those that say "was taken", "died", "was hurt"."""
    yield from _taken(sentence)
    yield from _to_death(sentence)
    yield from _fled(sentence)
    if not closed("limb").isdisjoint(sentence.lows):
        yield from _hit_in_limb(sentence)


def _taken(sentence: Sentence) -> Iterator[Mark]:
    """As in "thirteen were taken", "23 men taken from Tavo"; "taken to a doctor" is none of it."""
    for mark in sentence.of("taking"):
        alone = sentence.low(mark.last) in _AFTER_TAKEN
        if alone and closed("care_place").isdisjoint(sentence.lows[mark.last :]):
            yield Mark("past", mark.value, mark.first, mark.last)


def _fled(sentence: Sentence) -> Iterator[Mark]:
    """As in "fled Tavo", "300 villagers fled to the hills"; who only ran away has lost no home."""
    for mark in sentence.of("flees"):
        place = mark.last + (sentence.low(mark.last) == "the")
        if is_capital(sentence, place) or sentence.low(place) in closed("fled_place"):
            yield Mark("dying", Effect.DISPLACED.value, mark.first, mark.last)


def _to_death(sentence: Sentence) -> Iterator[Mark]:
    """As in "kicked to death", whatever the verb."""
    for at, low in enumerate(sentence.lows if "death" in sentence.lows else ()):
        done = sentence.low(at - 2).endswith(("ed", "en"))
        if low == "death" and sentence.low(at - 1) == "to" and done:
            yield Mark("past", Effect.KILLED.value, at - 2, at + 1)


def _hit_in_limb(sentence: Sentence) -> Iterator[Mark]:
    """As in "was struck in the foot"; in the head or the chest one may die of it."""
    for at, low in enumerate(sentence.lows):
        if low not in _HITS or sentence.low(at + 1) not in ("in", "through"):
            continue
        limb = past(sentence, at + 3, _SIDES)
        if sentence.low(at + 2) in _WHOSE and sentence.low(limb) in closed("limb"):
            yield Mark("past", Effect.INJURED.value, at, limb + 1)
