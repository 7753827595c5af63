"""What "the facility" stands for: a thing named in full just before, in this sentence or the last.

Only a bare noun after "the" refers back so, and only where one thing alone can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm_extract.extractors.rules.reading.lexicon import Mark, closed, lexicon
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.extractors.rules.reading.steps import describes, is_capital, past_capitals

# A bracketed short form adds nothing to the name it follows.
_SHORT_FORM = re.compile(r" ?\([^()]*\)")
_LONGEST_NAME = 7
# Wider than anything that "the facility" may be.
_WIDE = frozenset("town towns city cities village villages districts areas positions".split())
_DEFINITE = frozenset(("the", "that", "this"))
_JOINTS = frozenset(("of", "'s"))


def meant_by(sentence: Sentence, noun: Mark, earlier: Sequence[Sentence]) -> str | None:
    """The full words for a bare noun such as "the office"; None where they are not plain.

    `earlier` are the sentences before this one, nearest first; only the nearest is asked.
    """
    if not _is_bare(sentence, noun):
        return None
    low = sentence.low(noun.first)
    here = [m for m in _fitting(sentence, low) if m.last < noun.first]
    if here:
        return meant_by(sentence, here[-1], earlier) or named_in_full(sentence, here[-1])
    for before in earlier[:1]:
        told = {named_in_full(before, m) for m in _fitting(before, low)}
        return told.pop() if len(told) == 1 else None
    return None


def named_in_full(sentence: Sentence, site: Mark) -> str:
    """The site with the words that tell whose it is: "the Orlo Guard (OG) office"."""
    start = site.first
    while start > 0 and site.first - start < _LONGEST_NAME and may_name(sentence, start - 1):
        start -= 1
    return _SHORT_FORM.sub("", sentence.said(start, with_name(sentence, site)))


def with_name(sentence: Sentence, site: Mark) -> int:
    """Past the name that follows with "of": "town of Merin"."""
    last = site.last + 1
    named = sentence.low(site.last) == "of" and is_capital(sentence, last)
    return past_capitals(sentence, last) if named else site.last


def with_whole(sentence: Sentence, part: Mark) -> int:
    """Past the thing that this is a part of: "roof of the clinic", else past its name."""
    named = with_name(sentence, part)
    if named > part.last or sentence.low(part.last) != "of":
        return named
    wholes = (m for m in sentence.of("thing", "breakable", "site") if m.first > part.last)
    whole = next(wholes, None)
    near = whole is not None and whole.first - part.last <= _LONGEST_NAME
    return whole.last if whole is not None and near else part.last


def may_name(sentence: Sentence, at: int) -> bool:
    """Whether a word may belong to a name: plain words and a bracketed short form."""
    low = sentence.low(at)
    if low in ("(", ")"):
        return any(sentence.low(at + step) == "(" for step in (0, -2))
    return low == "'s" or (describes(low) and not low.endswith("ed"))


def _is_bare(sentence: Sentence, noun: Mark) -> bool:
    alone = noun.last - noun.first == 1 and sentence.low(noun.first - 1) in _DEFINITE
    return alone and sentence.low(noun.last) not in _JOINTS


def _fitting(sentence: Sentence, low: str) -> list[Mark]:
    """What is named here that the noun may stand for: by the same noun, or by any of its kind."""
    kind = lexicon().single("stands_for").get(low)
    marks = sentence.of("vehicle" if kind == "thing" else "site")
    return [m for m in marks if _fits(sentence, m, low, loose=kind is not None)]


def _fits(sentence: Sentence, told: Mark, low: str, *, loose: bool) -> bool:
    head = sentence.low(told.last - 1)
    if sentence.low(told.last) == "'s" or head in _WIDE:
        return False
    fuller = " " in named_in_full(sentence, told)
    return (fuller and head == low) or (loose and (fuller or head not in closed("stands_for")))
