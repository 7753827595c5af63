"""Figures in notes: "Dead: four guards and a child. Injured: nine", "Missing prisoners: 63"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.figures.sides import owner_of
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Effect, Group, Role

_NEAR = 2
_LONGEST_BRACKET = 8
_BETWEEN = frozenset((",", "and", "plus", "another", "an", "a"))


def find_tallies(
    sentence: Sentence, cast: Cast, speaker_at: Callable[[Sentence], Role | None]
) -> Iterator[Finding]:
    """A toll for each figure after a label and its colon, up to the next label or semicolon."""
    for mark in sentence.of("tally"):
        colon = _colon(sentence, mark)
        if colon is None:
            continue
        people, speaker = find_people(sentence, cast), speaker_at(sentence)
        for counted, who in _figures(sentence, colon + 1, mark, people):
            group = _group(sentence, mark, who, cast, speaker)
            span = (counted.first, who.last if who else counted.last)
            yield toll(sentence, span, group, Effect(mark.value), counted.count)


def _colon(sentence: Sentence, mark: Mark) -> int | None:
    """Where the colon after a label stands, a noun for whom it counts between them or none."""
    before = sentence.low(mark.first - 1)
    owned = before in closed("possessive") or sentence.ending(mark.first, "sector", "head")
    if before.isalpha() and not owned:
        return None
    # "Fatalities (total): 39".
    after = mark.last + 3 * (sentence.low(mark.last) == "(" and sentence.low(mark.last + 2) == ")")
    reach = range(after, after + _NEAR)
    return next((at for at in reach if sentence.low(at) == ":"), None)


def _figures(
    sentence: Sentence, first: int, label: Mark, people: Sequence[People]
) -> Iterator[tuple[Counted, People | None]]:
    ends = [at for at in range(first, len(sentence.words)) if sentence.low(at) == ";"]
    ends += [m.first for m in sentence.of("tally") if m.first > label.last]
    last, end = min(ends, default=len(sentence.words)), first
    for counted in sentence.counts:
        if not first <= counted.first < last:
            continue
        who = next((p for p in people if p.first <= counted.first < p.last), None)
        follows = all(low in _BETWEEN for low in sentence.lows[end : counted.first])
        if not follows or (counted.is_article and who is None):
            break
        end = _past_source(sentence, who.last if who else counted.last)
        yield counted, who


def _past_source(sentence: Sentence, at: int) -> int:
    """Past who gives the figure: "41 (ministry), 45 to 50 (hospital)"."""
    if sentence.low(at) != "(":
        return at
    reach = range(at, min(at + _LONGEST_BRACKET, len(sentence.words)))
    return next((shut + 1 for shut in reach if sentence.low(shut) == ")"), at)


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
