"""Transcripts: "FINCH (on tape): ..." puts a whole paragraph in Finch's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from llm_extract.extractors.rules.reading.scene import Scene, Sentence

_LABEL = re.compile(r"(?P<name>[A-Z][A-Z.'’ -]{2,40}?)(?: ?\([^()\n]{1,40}\))?: ")
_FEWEST_LABELS = 3
_FEWEST_VOICES = 2
# A text with more labels is no talk but a list.
_MOST_VOICES = 30
_STAFF = frozenset(
    "presenter host anchor reporter correspondent newsreader announcer moderator newscaster"
    " interviewer studio".split()
)
_MOST_FORENAMES = 3
_NEAR_TITLE = 4


class Label(NamedTuple):
    """Who speaks a paragraph: the fullest form of the name, and the sentence that introduces it."""

    name: str
    introduced: Sentence | None
    at: int


def labels(scene: Scene) -> Mapping[int, Label]:
    """By paragraph, who speaks it; the outlet's own staff are its own voice and left out."""
    found = {s.paragraph: m["name"] for s, m in _opened(scene)}
    if (
        len(found) < _FEWEST_LABELS
        or not _FEWEST_VOICES <= len(set(found.values())) <= _MOST_VOICES
    ):
        return {}
    known = {name: _introduced(scene, name) for name in dict.fromkeys(found.values())}
    told = {paragraph: known[name] for paragraph, name in found.items()}
    return {paragraph: label for paragraph, label in told.items() if label is not None}


def _opened(scene: Scene) -> Iterator[tuple[Sentence, re.Match[str]]]:
    for sentence in scene.sentences:
        # "THE ARMY: NO CIVILIANS." is a heading, and nobody's speech.
        if scene.paragraph(sentence)[0] is sentence and not sentence.headline:
            match = _LABEL.match(sentence.text)
            if match is not None:
                yield sentence, match


def _introduced(scene: Scene, label: str) -> Label | None:
    """The person behind a label; None for the outlet's own people."""
    if label.casefold() in _STAFF:
        return None
    surname = label.rsplit(maxsplit=1)[-1].title()
    best = Label(label.title(), None, 0)
    for sentence in scene.sentences:
        for at, word in enumerate(sentence.words):
            if word.text != surname:
                continue
            first = _forenames(sentence, at)
            if "own" in sentence.lows[max(0, first - 2) : first]:
                return None
            name = sentence.said(first, at + 1)
            if len(name) > len(best.name):
                best = Label(name, sentence, first)
    return best


def _forenames(sentence: Sentence, at: int) -> int:
    first = at
    while first and at - first < _MOST_FORENAMES and _is_forename(sentence, first - 1):
        first -= 1
    return first


def _is_forename(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    told = {m.first for m in sentence.of("speaker", "open_speaker", "courtesy")}
    return word.text.istitle() and word.text.isalpha() and at not in told


def title_before(label: Label) -> tuple[int, int] | None:
    """The words of the title or office that introduce the name: "the mayor, Ada Finch"."""
    if label.introduced is None:
        return None
    first = max(0, label.at - _NEAR_TITLE)
    return (first, label.at) if first < label.at else None
