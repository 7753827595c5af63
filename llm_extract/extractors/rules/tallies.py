"""Figures in notes: "Dead: four guards and a child. Injured: nine", "Missing prisoners: 63"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.actors import Cast
from llm_extract.extractors.rules.ages import is_year
from llm_extract.extractors.rules.finding import Finding
from llm_extract.extractors.rules.lexicon import Mark, closed
from llm_extract.extractors.rules.people import find_people
from llm_extract.extractors.rules.rolls import People
from llm_extract.extractors.rules.scene import Counted, Sentence
from llm_extract.extractors.rules.sides import owner_of
from llm_extract.records.claims import Effect, Group, Role, Toll

_NEAR = 2


def find_tallies(sentence: Sentence, cast: Cast, speaker: Role | None) -> Iterator[Finding]:
    """A toll for each figure after a label and its colon, up to the next label or semicolon."""
    labels = [mark for mark in sentence.of("tally") if _colon(sentence, mark) is not None]
    if not labels:
        return
    people = find_people(sentence, cast)
    for mark in labels:
        first = (_colon(sentence, mark) or 0) + 1
        for counted in _figures(sentence, first, mark):
            who = next((p for p in people if p.first <= counted.first < p.last), None)
            group = _group(sentence, mark, who, cast, speaker)
            last = who.last if who else counted.last
            value = Toll(group=group, effect=Effect(mark.value), count=counted.count)
            yield Finding(value, sentence, *sentence.offsets(counted.first, last))


def _colon(sentence: Sentence, mark: Mark) -> int | None:
    """Where the colon after a label stands, a noun for whom it counts between them or none."""
    opens = mark.first == 0 or not sentence.low(mark.first - 1).isalpha()
    owned = sentence.low(mark.first - 1) in closed("possessive") or any(
        m.last == mark.first for m in sentence.of("sector", "head")
    )
    if not opens and not owned:
        return None
    reach = range(mark.last, mark.last + _NEAR)
    return next((at for at in reach if sentence.low(at) == ":"), None)


def _figures(sentence: Sentence, first: int, label: Mark) -> Iterator[Counted]:
    ends = [at for at in range(first, len(sentence.words)) if sentence.low(at) == ";"]
    ends += [m.first for m in sentence.of("tally") if m.first > label.last]
    last = min(ends, default=len(sentence.words))
    for counted in sentence.counts:
        inside = first <= counted.first and counted.last <= last
        if inside and not is_year(sentence, counted) and not _is_told(sentence, counted):
            yield counted


def _is_told(sentence: Sentence, counted: Counted) -> bool:
    """Whether the figure has a word of its own for what befell them: "losses: two killed"."""
    own = sentence.of("past", "state", "dying")
    aged = sentence.low(counted.first - 1) in ("of", "aged", ",")
    counts_age = aged and counted.count.verbatim.isdigit() and sentence.low(counted.last) == ","
    return counts_age or any(mark.first == counted.last for mark in own)


def _group(
    sentence: Sentence, label: Mark, who: People | None, cast: Cast, speaker: Role | None
) -> Group:
    """The noun's group, else the label's: "Missing prisoners", "Our losses"."""
    if who is not None and not who.bare:
        return who.group
    nouns: Sequence[Mark] = [
        m for m in sentence.of("head", "sector") if label.last <= m.first <= label.last + 1
    ]
    if nouns and sentence.low(nouns[0].last) == ":":
        return Group(nouns[0].value)
    return owner_of(sentence, label.first, cast, speaker) or Group.EVERYONE
