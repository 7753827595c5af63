"""Places of a text against the record: named by nobody, or given a figure of another place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.briefing.lint.findings import Finding, MisplacedFigure
from llm_extract.briefing.lint.held import Held, Standing, flat
from llm_extract.briefing.lint.stated import Stated
from llm_extract.briefing.style import listed
from llm_extract.records.article import Span

_IN = re.compile(r"\b(?:in|at|near|outside|around)\s+(?:the\s+)?", re.IGNORECASE)


def is_reported(place: str, held: Held) -> bool:
    """Whether a source, or the record, has these words for a place in a row, and not just each."""
    return f" {flat(place)} " in f" {held.told} "


def misplaced(one: Stated, held: Held) -> Iterator[Finding]:
    """A figure that the sources give for other places than the one beside it.

    A figure of the whole may be given anywhere, and so may one whose place is not known.
    """
    if one.topic is None or one.topic.extent:
        return
    here = _places(one, held)
    given = [
        each
        for each in held.of(one.topic, Standing.CURRENT)
        if set(one.bounds) & each.bounds and each.topic.group is one.topic.group
    ]
    there = {each.place for each in given}
    if len(here) != 1 or not there or None in there:
        return
    if here.isdisjoint(place.casefold() for place in there if place):
        yield MisplacedFigure(
            span=Span(start=one.start, end=one.end),
            words=one.found.count.verbatim,
            figure=one.bounds[0],
            record=f"the sources give it for {listed(sorted(filter(None, there)))}",
        )


def _places(one: Stated, held: Held) -> frozenset[str]:
    """The places of parts that stand in the figure's clause, else at the head of its sentence."""
    text = one.passage.plain
    at = one.start - one.passage.start
    clause = one.passage.segment(at)
    return _named(clause, held) or _named(f"{one.passage.label};{text.partition(',')[0]}", held)


def _named(text: str, held: Held) -> frozenset[str]:
    found = set()
    for place in held.places:
        words = re.escape(place).replace(r"\ ", r"\s+")
        if re.search(rf"(?:{_IN.pattern}|;\s*|^\s*){words}(?!\w)", text, re.IGNORECASE):
            found.add(place)
    return frozenset(found)
