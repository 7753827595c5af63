"""Figures in tables and lists: rows under a header, and shares under the total they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Effect, Group, Toll

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
            counted = _only_figure(sentence, first, last)
            if effect is not None and counted is not None:
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


def _only_figure(sentence: Sentence, first: int, last: int) -> Counted | None:
    return next((c for c in sentence.counts if (c.first, c.last) == (first, last)), None)


def find_shares(sentence: Sentence, told: Sequence[Finding]) -> Iterator[Finding]:
    """As in "of whom civilian: 31-35", "- children: 12", lines under a labelled total."""
    total = _total_above(sentence, told)
    if total is None or ":" not in sentence.lows or len(sentence.words) > _LONGEST_SHARE:
        return
    colon = sentence.lows.index(":")
    counted = next((c for c in sentence.counts if c.first == colon + 1), None)
    group = _group_before(sentence, colon)
    if counted is None or group is None or not isinstance(total.value, Toll):
        return
    share = toll(sentence, (colon + 1, counted.last), group, total.value.effect, counted.count)
    yield Finding(share.value, sentence, share.start, share.end, whole=total)


def _total_above(sentence: Sentence, told: Sequence[Finding]) -> Finding | None:
    """The labelled total of the lines just above, for all of them."""
    for finding in reversed(told):
        if sentence.index - finding.sentence.index > _FARTHEST_TOTAL:
            return None
        labelled = finding.sentence.is_listed and ":" in finding.sentence.lows
        if labelled and finding.whole is None and isinstance(finding.value, Toll):
            return finding
    return None


def _group_before(sentence: Sentence, colon: int) -> Group | None:
    if any(mark.last == colon for mark in sentence.of("tally")):
        return None
    nouns = [m for m in sentence.of("head", "sector") if m.last == colon]
    if nouns:
        return Group(nouns[-1].value)
    return None if sentence.low(colon - 1) not in closed("head") else Group.EVERYONE
