"""Words against the record: names, places, days, quotations and loaded words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from llm_extract.briefing import lexicon
from llm_extract.briefing.lint.findings import (
    AlteredQuotation,
    Finding,
    InventedName,
    LoadedWord,
    UnquotedWords,
    UnreportedDate,
    UnreportedPlace,
)
from llm_extract.briefing.lint.held import Held, bare
from llm_extract.briefing.lint.places import is_reported
from llm_extract.briefing.lint.prose import Form, Passage
from llm_extract.briefing.style import MONTHS, WEEKDAYS
from llm_extract.records.article import Span
from llm_extract.records.claims import Timing

_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]*(?:[ -][A-Z][\w’'-]*)*")
_AT_PLACE = re.compile(
    r"\b(?:in|at|near|from|outside|around|of|across)\s+(?:the\s+)?$", re.IGNORECASE
)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(MONTHS)})\b"
    rf"|\b(?P<month2>{'|'.join(MONTHS)}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)"
    r"|\b(?P<iso>\d{4}-\d\d-\d\d)\b"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_IN_A_ROW = 9
_ALIKE = 70.0
_LONG_QUOTATION = 3


def in_words(passage: Passage, held: Held) -> Iterator[Finding]:
    """All that is wrong with the words of a passage, figures apart."""
    if passage.form in {Form.PROSE, Form.CELL}:
        yield from _names(passage, held)
        yield from _days(passage, held)
        yield from _loaded(passage, held)
        yield from _unquoted(passage, held)
    if passage.form is not Form.SOURCE:
        yield from _quotations(passage, held)


# ---------------------------------------------------------------- names and places


def _names(passage: Passage, held: Held) -> Iterator[Finding]:
    text = passage.plain
    for one in held.mentions(text):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    for hit in _NAME.finditer(text):
        opener = _OPENER.match(hit[0]) if _opens(text, hit.start()) else None
        start = hit.start() + (opener.end() if opener else 0)
        words = re.split(r"[ -]", text[start : hit.end()])
        strange = [one for one in words if not _known(one, held)]
        # A word that merely opens a sentence names nobody, unless another name follows it.
        if strange in ([], words[:1]) and _opens(text, start):
            continue
        place = bool(opener and opener[0] != "The ") or bool(_AT_PLACE.search(text[:start]))
        # Words that sources have, but not in a row: "Lower Wyne" of Lower Ford and Wyne.
        joined = len(words) > 1 and place and not is_reported(text[start : hit.end()], held)
        if strange or joined:
            yield _strange(passage, start, text[start : hit.end()], is_place=place)


def _strange(passage: Passage, start: int, words: str, *, is_place: bool) -> Finding:
    span = Span(start=passage.start + start, end=passage.start + start + len(words))
    if is_place:
        return UnreportedPlace(span=span, words=words, record="no source names this place")
    return InventedName(span=span, words=words, record="no source has this name")


_OPENER = re.compile(r"(?:In|At|Near|From|Outside|Around|Across|The) ")


def _opens(text: str, at: int) -> bool:
    return not text[:at].strip(" \t([“\"'") or text[:at].rstrip().endswith(
        (".", ":", "?", "!", "*")
    )


def _known(word: str, held: Held) -> bool:
    plain = bare(word)
    return (
        plain in held.words
        or word in {*MONTHS, *WEEKDAYS}
        or plain.removesuffix("s") in held.words
        or plain.isdigit()
        or plain in _ORDINARY
    )


# Capitalised without being anybody's name.
_ORDINARY = frozenset("i a an the accounts op no".split())


# ---------------------------------------------------------------- days


def _days(passage: Passage, held: Held) -> Iterator[Finding]:
    days, weekdays, told = _calendar(held)
    for hit in _DAY.finditer(passage.plain):
        if not any(_fits(hit, one) for one in days) and hit[0].casefold() not in told:
            yield _strange_day(passage, hit, days)
    for hit in _WEEKDAY.finditer(passage.plain):
        if WEEKDAYS.index(hit[0]) + 1 not in weekdays and hit[0].casefold() not in told:
            yield _strange_day(passage, hit, days)


def _strange_day(passage: Passage, hit: re.Match[str], days: frozenset[date]) -> Finding:
    span = Span(start=passage.start + hit.start(), end=passage.start + hit.end())
    given = ", ".join(f"{one:%A %-d %B %Y}" for one in sorted(days)) or "no day"
    return UnreportedDate(span=span, words=hit[0], record=f"the sources give {given}")


def _fits(hit: re.Match[str], day: date) -> bool:
    if hit["iso"]:
        return hit["iso"] == day.isoformat()
    month = hit["month"] or hit["month2"]
    return (int(hit["day"] or hit["day2"]), month) == (day.day, MONTHS[day.month - 1])


@cache
def _calendar_of(held: Held) -> tuple[frozenset[date], frozenset[int], str]:
    days: set[date] = set()
    weekdays: set[int] = set()
    for one in held.consensus.claims:
        if one.claim.as_of:
            days.add(one.claim.as_of.day)
        if isinstance(one.claim.value, Timing):
            when = one.claim.value.when
            days |= {edge for edge in (when.start, when.end) if edge}
            weekdays |= {when.weekday} if when.weekday else set()
    told = " ".join(held.sentences).casefold()
    return frozenset(days), frozenset(weekdays | {one.isoweekday() for one in days}), told


def _calendar(held: Held) -> tuple[frozenset[date], frozenset[int], str]:
    return _calendar_of(held)


# ---------------------------------------------------------------- loaded words


def _loaded(passage: Passage, held: Held) -> Iterator[Finding]:
    names = " ".join(held.view.sources[one].name for one in held.view.sources)
    called = held.mentions(passage.plain) if passage.form is Form.CELL else ()
    for hit in lexicon.find(passage.plain):
        # A table calls its speakers what the sources call them.
        if any(one.start <= hit.start < one.end for one in called):
            continue
        if hit.words[:1].isupper() and not _opens(passage.plain, hit.start):
            continue
        if hit.words in names or _BODY.match(passage.plain, hit.start + len(hit.words)):
            continue
        yield _loaded_word(passage, hit.start, hit)
    if held.mentions(passage.plain):
        return
    for at, quotation in passage.quotations():
        for hit in lexicon.find(quotation):
            yield _loaded_word(passage, at + hit.start, hit)


# "The counter-terrorism office": what a body is called, be it in small letters.
_BODY = re.compile(r" (?:police|office|department|directorate|command|unit|squad|service)s?\b")


def _loaded_word(passage: Passage, at: int, hit: lexicon.Loaded) -> Finding:
    start = passage.start + at
    neutral = hit.entry.neutral or None
    advice = f"; neutral: {neutral}" if neutral else ""
    return LoadedWord(
        span=Span(start=start, end=start + len(hit.words)),
        words=hit.words,
        neutral=neutral,
        record=f"{hit.entry.reason}{advice}",
    )


# ---------------------------------------------------------------- quotations


def _quotations(passage: Passage, held: Held) -> Iterator[Finding]:
    quoted = list(passage.quotations())
    if passage.form is Form.QUOTED:
        inner = passage.text.strip()
        quoted = [(passage.text.find(inner), inner)] if inner else []
    for at, words in quoted:
        if _plain(words) and _plain(words) not in _reported(held):
            start = passage.start + at
            nearest = _nearest(words, held)
            yield AlteredQuotation(
                span=Span(start=start, end=start + len(words)),
                words=words,
                nearest=nearest,
                record=f"the nearest words of a source: “{nearest}”"
                if nearest
                else "no sentence of the record has these words",
            )


def _unquoted(passage: Passage, held: Held) -> Iterator[Finding]:
    # A name in full, be it that of a place, is nobody's sentence.
    text = held.at_place.sub(lambda hit: "0" * len(hit[0]), passage.plain)
    for one in reversed(held.mentions(text)):
        text = text[: one.start] + "0" * (one.end - one.start) + text[one.end :]
    found = [(hit.start(), hit.end(), bare(hit[0])) for hit in _WORD.finditer(text)]
    rows, at = _rows(held), 0
    while at + _IN_A_ROW <= len(found):
        if tuple(word for _, _, word in found[at : at + _IN_A_ROW]) not in rows:
            at += 1
            continue
        last = at + _IN_A_ROW
        while last < len(found) and tuple(w for _, _, w in found[last - 8 : last + 1]) in rows:
            last += 1
        start, end = found[at][0], found[last - 1][1]
        yield UnquotedWords(
            span=Span(start=passage.start + start, end=passage.start + end),
            words=passage.plain[start:end],
            record="a source's own words in a row: put them in quotation marks, or in other words",
        )
        at = last


@cache
def _rows(held: Held) -> frozenset[tuple[str, ...]]:
    rows: set[tuple[str, ...]] = set()
    for sentence in held.sentences:
        words = [bare(word) for word in _WORD.findall(sentence)]
        rows |= set(zip(*(words[at:] for at in range(_IN_A_ROW)), strict=False))
    return frozenset(rows)


def _plain(words: str) -> str:
    return " ".join(bare(word) for word in _WORD.findall(words))


@cache
def _reported(held: Held) -> str:
    actors = (one.operation or "" for one in held.consensus.incidents)
    abouts = (one.claim.about or "" for one in held.consensus.claims)
    things = (
        str(getattr(one.claim.value, name, ""))
        for one in held.consensus.claims
        for name in ("of", "words", "actor")
    )
    return " | ".join(map(_plain, (*held.sentences, *actors, *abouts, *things)))


def _nearest(words: str, held: Held) -> str | None:
    """The stretch of a source that is closest to a quotation of some length."""
    if len(words.split()) < _LONG_QUOTATION:
        return None
    from rapidfuzz import fuzz  # noqa: PLC0415 - only a quotation that fails needs it

    best, found = _ALIKE, None
    for sentence in held.sentences:
        alignment = fuzz.partial_ratio_alignment(words, sentence, score_cutoff=best)
        if alignment and alignment.score >= best:
            best = alignment.score
            found = sentence[alignment.dest_start : alignment.dest_end]
    return found
