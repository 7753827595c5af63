"""Texts that report no violence: exercises, sport, films, obituaries, sums of a year, mishaps.

A mishap is told in its own words and in none of violence. Any other genre must be declared at the
top and borne out by several of its own phrases; where the text also reports as news does, the
phrases of the genre must outweigh those of a report, and a deed that the beginning tells with its
day or its source is news. Where that is doubtful the text is read as news: violence that is
overlooked is worse than a false alarm.
"""

from __future__ import annotations

import re
from enum import StrEnum

from llm_extract.extractors.rules.reading.lexicon import Mark
from llm_extract.extractors.rules.reading.scene import Scene, Sentence

# Title, byline, score or cast, and the first sentences of prose.
_TOP = 7
# By how much its own phrases must outweigh those of a report.
_BY_FAR, _AT_ALL = 2, 1
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
    LABOUR = "a labour dispute"
    STATISTICS = "statistics"
    NETWORKS = "an attack on networks"
    MONEY = "politics and business"
    MISHAP = "a mishap"


# How many phrases of its own, each counted once, bear a genre out. Fans, films and funerals are met
# in reports of violence too, the words of a game or of a plot in these numbers are not.
_FEWEST = {
    Genre.EXERCISE: 4,
    Genre.SPORT: 8,
    Genre.FICTION: 7,
    Genre.OBITUARY: 6,
    Genre.REMEMBRANCE: 6,
    Genre.HISTORY: 6,
    Genre.COURT: 7,
    Genre.LABOUR: 5,
    Genre.STATISTICS: 5,
    Genre.NETWORKS: 4,
    Genre.MONEY: 6,
}
_OUTWEIGHS = {
    Genre.FICTION: _AT_ALL,
    Genre.OBITUARY: _AT_ALL,
    Genre.REMEMBRANCE: _AT_ALL,
}
# Games and exercises are full of deeds that have a day.
_DEEDS_ARE_PLAYED = frozenset({Genre.EXERCISE, Genre.SPORT})
# Their own words before a deed tell that it is long past: "was sentenced on Friday for ...".
_LOOKS_BACK = frozenset(
    {Genre.OBITUARY, Genre.REMEMBRANCE, Genre.HISTORY, Genre.COURT, Genre.STATISTICS}
)
# A short text has room for fewer, one in so many words, and never for one alone.
_WORDS_A_PHRASE = 20
_FEWEST_OF_ALL = 2
_OUTNUMBERS = 3
_FARTHEST_NO = 5
_NO = frozenset("no not nothing without neither ruled like".split())


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
    reported = len(phrases(scene.sentences, "reportage"))
    for genre, fewest in _FEWEST.items():
        borne_out = len(phrases(scene.sentences, "genre", genre))
        needed = _OUTWEIGHS.get(genre, _BY_FAR) * reported
        outweighs = genre is Genre.EXERCISE or borne_out >= needed
        enough = borne_out >= max(_FEWEST_OF_ALL, min(fewest, room))
        if genre in declared and enough and outweighs and not _tells_deeds(scene, genre):
            return genre
    return None


def is_declared(scene: Scene) -> bool:
    """Whether the top of a text has words that declare some genre, borne out or not."""
    return bool(_declared(scene.sentences[:_TOP]))


def _is_mishap(scene: Scene) -> bool:
    """Whether harm is told of that nobody meant, and hardly any that somebody did."""
    mishap = len(phrases(scene.sentences, "mishap"))
    # A beast attacks and is shot, and no violence is told by that.
    told = tuple(sentence for sentence in scene.sentences if not sentence.of("beast"))
    beasts = len(told) < len(scene.sentences)
    if not (mishap or beasts) or any(_is_said(s, m) for s in told for m in s.of("violence")):
        return False
    return mishap >= _OUTNUMBERS * len(phrases(scene.sentences, "violence", "weak"))


def _is_said(sentence: Sentence, mark: Mark) -> bool:
    """Whether a strong word is said of something: "no sign of an attack", "like a bomb" are not."""
    before = sentence.lows[max(0, mark.first - _FARTHEST_NO) : mark.first]
    return mark.value == "strong" and _NO.isdisjoint(before)


def _tells_deeds(scene: Scene, genre: Genre) -> bool:
    """Whether the beginning tells a deed of violence and its day or source, as news does."""
    if genre in _DEEDS_ARE_PLAYED:
        return False
    return any(_is_dated_deed(sentence, genre) for sentence in scene.sentences[:_TOP])


def _is_dated_deed(sentence: Sentence, genre: Genre) -> bool:
    deeds = sentence.of("news_deed")
    told = any(day.when.weekday is not None for day in sentence.dates)
    told = told or bool(sentence.of("say") and sentence.of("speaker"))
    if not deeds or not told or any(day.is_past_period for day in sentence.dates):
        return False
    kinds = ("genre_opening",) if genre is Genre.COURT else ("genre", "genre_opening")
    own = [mark for mark in sentence.of(*kinds) if mark.value == genre]
    back = genre in _LOOKS_BACK and any(mark.first < deeds[0].first for mark in own)
    return not back


def _declared(top: tuple[Sentence, ...]) -> set[str]:
    declared = {mark.value for sentence in top for mark in sentence.of("genre_opening")}
    if any(sentence.headline and _SCORE.fullmatch(sentence.text) for sentence in top):
        declared.add(Genre.SPORT)
    return declared


def phrases(
    sentences: tuple[Sentence, ...], kind: str, value: str | None = None
) -> set[tuple[str, ...]]:
    """The phrases of a kind, each once."""
    return {
        sentence.lows[mark.first : mark.last]
        for sentence in sentences
        for mark in sentence.of(kind)
        if value is None or mark.value == value
    }
