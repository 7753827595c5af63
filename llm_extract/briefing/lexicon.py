"""Loaded words of conflict reporting: each with a neutral wording and the reason it is loaded.

The list is data (`lexicon.csv`), so that sources can be read with it as well as our own sentences.
A term ending in * matches any ending; `unless` is what must not follow for the entry to apply.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Entry:
    """One loaded term. `kind` is label, verb, euphemism, praise, blame, doubt or arbitration."""

    term: str
    kind: str
    neutral: str
    reason: str
    unless: str

    @property
    def form(self) -> str:
        """The pattern of the term from where a word begins."""
        stem = re.escape(self.term.removesuffix("*")).replace(r"\ ", r"[\s-]+")
        ending = r"\w*" if self.term.endswith("*") else ""
        guard = rf"(?!\s+{self.unless})" if self.unless else ""
        return rf"{stem}{ending}(?!\w){guard}"


@dataclass(frozen=True)
class Loaded:
    """A loaded word where it stands: half-open offsets in code points."""

    start: int
    end: int
    words: str
    entry: Entry


@cache
def entries() -> tuple[Entry, ...]:
    """The whole list, in the order of the file."""
    text = files("llm_extract.briefing").joinpath("lexicon.csv").read_text(encoding="utf-8")
    return tuple(Entry(**row) for row in csv.DictReader(text.splitlines()))


@cache
def _patterns() -> tuple[tuple[Entry, re.Pattern[str]], ...]:
    return tuple((entry, _at_a_word(entry.form)) for entry in entries())


@cache
def _any() -> re.Pattern[str]:
    return _at_a_word("|".join(entry.form for entry in entries()))


def _at_a_word(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{form})", re.IGNORECASE)


def find(text: str) -> tuple[Loaded, ...]:
    """Every loaded word in the text, in order; where two entries overlap, the longer one.

    >>> [found.words for found in find("They liquidated the so-called cell.")]
    ['liquidated', 'so-called']
    """
    if not _any().search(text):  # most sentences hold none, and one look tells
        return ()
    hits = [
        Loaded(hit.start(), hit.end(), hit[0], entry)
        for entry, pattern in _patterns()
        for hit in pattern.finditer(text)
    ]
    kept: list[Loaded] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)
