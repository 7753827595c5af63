"""Figures of other times and wider areas, shown and never counted: plans only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.briefing.plans import Kind, Plan, Statement, ids_of, matter
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Toll

# A time that says nothing of what happened then.
_BARE_TIME = re.compile(
    r"(?:in |over |during )?(?:the )?(?:last|past|previous|earlier|recent)(?: \w+)? "
    r"(?:days?|weeks?|months?|years?|decades?)|earlier|(?:this|last) \w+",
    re.IGNORECASE,
)
# What kind of count it is, in the words of those who quote it.
_ANNUAL = re.compile(
    r"\b(?:annual|yearly|monthly|quarterly|nationwide|countrywide)(?: [\w-]+){0,2}"
    r" (?:report|review|survey|count|toll|figures?|tally)\b"
)
_LONGEST = 30
_MOST_VOICES = 3


def background(view: View) -> Iterator[Plan]:
    """Figures of other times in one sentence, together where one voice gives several on a thing."""
    statements = [
        said
        for position in view.consensus.background
        if (said := _with_words(view, view.statement(position))).claim_ids
        and isinstance(said.value, Toll)
    ]
    if statements:
        yield Plan(
            section=Section.BACKGROUND,
            mode=Mode.BACKGROUND,
            kind=Kind.BACKGROUND,
            statements=tuple(_first_voices(_together(statements))),
            attackers="militants",
            contested=True,
            ids=ids_of(statements),
        )


def _together(statements: list[Statement]) -> list[Statement]:
    """All that one voice says in a row, and in that what is of one matter."""
    voices: dict[tuple[str, ...], int] = {}
    matters: dict[tuple[str, ...], int] = {}
    for one in statements:
        voices.setdefault(_names(one), len(voices))
        matters.setdefault(matter(one), len(matters))
    return sorted(statements, key=lambda one: (voices[_names(one)], matters[matter(one)]))


def _first_voices(said: list[Statement]) -> list[Statement]:
    """What the first voices say, those with a number before those who are quoted at length."""
    counted = [one for one in said if not one.quoted]
    voices = list(dict.fromkeys(map(_names, (*counted, *said))))[:_MOST_VOICES]
    return [one for one in said if _names(one) in voices and (not counted or not one.quoted)]


def _names(said: Statement) -> tuple[str, ...]:
    return tuple(voice.name for voice in said.voices)


def _with_words(view: View, said: Statement) -> Statement:
    """The words that say what a background figure is of, where the source has them verbatim.

    A bare time is no answer: then what the source tells of that time is, unless it is long.
    """
    about = said.about
    quotes = [e.quote for one in said.claim_ids if (c := view.claim(one)) for e in c.evidence]
    if about and _BARE_TIME.fullmatch(about):
        told = next((tail for one in quotes if (tail := _told_of(about, one))), None)
        if told:
            return said.model_copy(update={"quoted": told})
    kind = next((hit[0] for one in quotes if (hit := _ANNUAL.search(one))), None)
    thing = about if about and view.carries(said, about) else None
    return said.model_copy(update={"thing": thing, "survey": kind})


def _told_of(about: str, sentence: str) -> str | None:
    """What a sentence says happened at that time: all of it, or what follows "last year, when"."""
    _, _, after = sentence.partition(about)
    clause = re.match(r",? (?:when|in which) (.+)", after)
    words = (clause[1] if clause else sentence).rstrip(".")
    short = len(words.split()) <= _LONGEST
    return words if short and set(words).isdisjoint('“”"') else None
