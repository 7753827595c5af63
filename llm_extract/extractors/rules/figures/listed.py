"""Figures in tables and lists: rows under a header, and shares under the total they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.scene import Sentence
from llm_extract.records.claims import Effect, Group

_BAR = "|"
_OF_HOUSES = re.compile(r"\bhh\b|household|famil", re.IGNORECASE)
_LONGEST_SHARE = 9
_FARTHEST_TOTAL = 6


@dataclass(slots=True)
class Tables:
    """What stands over each column of the table being read, row by row."""

    _heads: list[Effect | None] = field(default_factory=list)

    def read(self, sentence: Sentence) -> Iterator[Finding]:
        """The figures of a row; a header gives none, and any other line ends the table."""
        cells = list(_cells(sentence)) if _BAR in sentence.lows else []
        if not cells:
            self._heads = []
            return
        heads = [_effect(sentence, *cell) for cell in cells]
        if any(heads):
            self._heads = heads
            return
        for (first, last), effect in zip(cells, self._heads, strict=False):
            counted = sentence.count_at(first)
            if effect is not None and counted is not None and counted.last == last:
                yield toll(sentence, (first, last), Group.EVERYONE, effect, counted.count)


def _cells(sentence: Sentence) -> Iterator[tuple[int, int]]:
    bars = [at for at, low in enumerate(sentence.lows) if low == _BAR]
    for before, after in zip([-1, *bars], [*bars, len(sentence.words)], strict=True):
        yield before + 1, after


def _effect(sentence: Sentence, first: int, last: int) -> Effect | None:
    """What a header's cell says befell those counted below it: people, not houses."""
    if first >= last or _OF_HOUSES.search(sentence.said(first, last)):
        return None
    told = [m for m in sentence.of("tally") if first <= m.first and m.last <= last]
    return Effect(told[0].value) if told else None


def find_shares(sentence: Sentence, told: Sequence[Finding]) -> Iterator[Finding]:
    """As in "of whom civilian: 31-35", "- children: 12", lines under a labelled total."""
    total = _total_above(sentence, told)
    if total is None or ":" not in sentence.lows or len(sentence.words) > _LONGEST_SHARE:
        return
    colon = sentence.lows.index(":")
    counted = sentence.count_at(colon + 1)
    group = _group_before(sentence, colon)
    if counted is not None and group is not None and total.as_toll:
        span = (colon + 1, counted.last)
        share = toll(sentence, span, group, total.as_toll.effect, counted.count)
        yield replace(share, whole=total)


def _total_above(sentence: Sentence, told: Sequence[Finding]) -> Finding | None:
    """The labelled total of the lines just above, for all of them."""
    for finding in reversed(told):
        if sentence.index - finding.sentence.index > _FARTHEST_TOTAL:
            return None
        labelled = finding.sentence.is_listed and ":" in finding.sentence.lows
        if labelled and finding.whole is None and finding.as_toll:
            return finding
    return None


def _group_before(sentence: Sentence, colon: int) -> Group | None:
    noun = sentence.ending(colon, "head", "sector")
    return Group(noun.value) if noun else None
