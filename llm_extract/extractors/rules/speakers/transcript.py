"""Transcripts: "FINCH (on tape): ..." puts a whole paragraph in Finch's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from llm_extract.extractors.rules.reading.scene import Scene, Sentence

_LABEL = re.compile(r"(?P<name>[^\W\d_](?:[^\W\d_]|[.'’ -]){2,40}?)(?: ?\([^()\n]{1,40}\))?: ")
# "Q: ..." and "A: ..." at a briefing that one person gives.
_TURN = re.compile(r"(?P<turn>Q|A|QUESTION|ANSWER)[:.] ")
_ASKS = frozenset(("Q", "QUESTION"))
_HEAD_LINES = 6
# What the editors of a transcript put in: "[Music.]".
_ASIDE = ("[", "(")
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
    return _briefing(scene) or _talk(scene)


def _talk(scene: Scene) -> Mapping[int, Label]:
    """Paragraphs that open with a name in capitals, and those that go on after them."""
    found = {s.paragraph: m["name"] for s, m in _opened(scene)}
    if (
        len(found) < _FEWEST_LABELS
        or not _FEWEST_VOICES <= len(set(found.values())) <= _MOST_VOICES
    ):
        return {}
    known = {name: _introduced(scene, _in_full(name, found.values())) for name in found.values()}
    told: dict[int, Label] = {}
    now: Label | None = None
    for paragraph, sentences in scene.paragraphs.items():
        opens = sentences[0].text.startswith(_ASIDE)
        now = known[found[paragraph]] if paragraph in found else None if opens else now
        if now is not None and not sentences[0].headline:
            told[paragraph] = now
    return told


def _in_full(label: str, labels: Iterable[str]) -> str:
    """As "ADA FINCH" tells of whom "FINCH" is short."""
    return max((one for one in labels if one.endswith(f" {label}")), key=len, default=label)


def _opened(scene: Scene) -> Iterator[tuple[Sentence, re.Match[str]]]:
    for sentence in scene.sentences:
        # "THE ARMY: NO CIVILIANS." is a heading, and nobody's speech.
        if scene.paragraph(sentence)[0] is sentence and not sentence.headline:
            match = _LABEL.match(sentence.text)
            if match is not None and match["name"].isupper():
                yield sentence, match


# ---------------------------------------------------------------- one who takes questions


def _briefing(scene: Scene) -> Mapping[int, Label]:
    """Of remarks with questions and answers: all but the questions are his whom the head names."""
    turns: dict[int, str] = {}
    for sentence in scene.sentences:
        match = _TURN.match(sentence.text)
        if match is not None and scene.paragraph(sentence)[0] is sentence:
            turns[sentence.paragraph] = match["turn"]
    speaker = _speaker_of_head(scene) if len(set(turns.values())) > 1 else None
    if speaker is None:
        return {}
    told: dict[int, Label] = {}
    now = speaker
    for sentence in scene.sentences:
        turn = turns.get(sentence.paragraph)
        if turn is not None:
            now = Label("Q", None, 0) if turn in _ASKS else speaker
        if not sentence.headline or turn is not None:
            told[sentence.paragraph] = now
    return told


def _speaker_of_head(scene: Scene) -> Label | None:
    """The person with an office in the lines at the top: "Colonel Ada Finch, spokeswoman"."""
    for sentence in scene.sentences[:_HEAD_LINES]:
        offices = sentence.of("speaker", "open_speaker") if sentence.headline else ()
        for first, last in _names(sentence):
            after = sentence.low(last)
            held = any(mark.last == first for mark in offices)
            held = held or (after == "," and any(m.first <= last + 3 for m in offices))
            if held and not after.isalpha():
                return Label(sentence.said(first, last), sentence, first)
    return None


def _names(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Runs of two words and more that may be a person's name, offices left out."""
    at = 0
    while at < len(sentence.words):
        end = at
        while end < len(sentence.words) and _is_name(sentence, end):
            end += 1
        if end - at > 1:
            yield at, end
        at = max(end, at + 1)


def _is_name(sentence: Sentence, at: int) -> bool:
    text = sentence.words[at].text
    told = {
        place
        for m in sentence.of("speaker", "open_speaker", "courtesy", "actor", "speaker_sector")
        for place in range(m.first, m.last)
    }
    return at not in told and not text.isupper() and text != text.lower() and "." not in text


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
