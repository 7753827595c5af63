"""Texts that report no violence: exercises, sport, films, obituaries, remembrance, mishaps.

A mishap is told in its own words and in none of violence. Any other genre must be declared at the
top and borne out by several of its own phrases; where the text also reports as news does, the
phrases of the genre must outweigh those of a report by far. Where that is doubtful the text is read
as news: violence that is overlooked is worse than a false alarm.
"""

from __future__ import annotations

import re
from enum import StrEnum

from llm_extract.extractors.rules.scene import Scene, Sentence

# Title, byline, score or cast, and the first sentences of prose.
_TOP = 7
_OUTWEIGHS = 2
# "Rovers 4 Town 1", "Town 0-2 Rovers", alone on a line.
_SCORE = re.compile(
    r"[A-Z][^\d.,]{2,30} (?:\d{1,3} [A-Z][^\d.,]{2,30} \d{1,3}|\d{1,3}[-–]\d{1,3} .+)"
)


class Genre(StrEnum):
    """What a text is, that is no news of violence."""

    EXERCISE = "exercise"
    SPORT = "sport"
    FICTION = "fiction"
    OBITUARY = "obituary"
    REMEMBRANCE = "remembrance"
    HISTORY = "history"
    COURT = "a court case"
    MISHAP = "a mishap"


# How many phrases of its own, each counted once, bear a genre out. Fans, films and funerals are met
# in reports of violence too, the words of a game or of a plot in these numbers are not.
_FEWEST = {
    Genre.EXERCISE: 5,
    Genre.SPORT: 8,
    Genre.FICTION: 7,
    Genre.OBITUARY: 6,
    Genre.REMEMBRANCE: 6,
    Genre.HISTORY: 6,
    Genre.COURT: 7,
}
# A short text has room for fewer, one in so many words, and never for one alone.
_WORDS_A_PHRASE = 20
_FEWEST_OF_ALL = 2
_OUTNUMBERS = 3


def why_no_news(scene: Scene) -> str | None:
    """A note on what the text is instead of news of violence; None where it is read as news."""
    genre = genre_of(scene)
    return (
        None if genre is None else f"it is told as {genre}, and nothing in it as news of violence"
    )


def genre_of(scene: Scene) -> Genre | None:
    """The genre that a text declares and bears out; None where it may report violence as news."""
    if _is_mishap(scene):
        return Genre.MISHAP
    declared = _declared(scene.sentences[:_TOP])
    if not declared:
        return None
    room = sum(len(sentence.words) for sentence in scene.sentences) // _WORDS_A_PHRASE
    reported = len(_phrases(scene.sentences, "reportage"))
    for genre, fewest in _FEWEST.items():
        borne_out = len(_phrases(scene.sentences, "genre", genre))
        outweighs = genre is Genre.EXERCISE or borne_out >= _OUTWEIGHS * reported
        enough = borne_out >= max(_FEWEST_OF_ALL, min(fewest, room))
        if genre in declared and enough and outweighs:
            return genre
    return None


def _is_mishap(scene: Scene) -> bool:
    """Whether harm is told of that nobody meant, and hardly any that somebody did."""
    mishap = len(_phrases(scene.sentences, "mishap"))
    if not mishap or _phrases(scene.sentences, "violence", "strong"):
        return False
    return mishap >= _OUTNUMBERS * len(_phrases(scene.sentences, "violence", "weak"))


def _declared(top: tuple[Sentence, ...]) -> set[str]:
    declared = {mark.value for sentence in top for mark in sentence.of("genre_opening")}
    if any(sentence.headline and _SCORE.fullmatch(sentence.text) for sentence in top):
        declared.add(Genre.SPORT)
    return declared


def _phrases(
    sentences: tuple[Sentence, ...], kind: str, value: str | None = None
) -> set[tuple[str, ...]]:
    """The phrases of a kind, each once."""
    return {
        sentence.lows[mark.first : mark.last]
        for sentence in sentences
        for mark in sentence.of(kind)
        if value is None or mark.value == value
    }
