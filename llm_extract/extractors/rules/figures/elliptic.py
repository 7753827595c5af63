"""Figures that lean on what was told before: "Police say nine", "the radio claims 94"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Effect, Group, Stance, Toll

_FARTHEST = 4
_GIVEN = (Stance.ASSERTS, Stance.RETRACTS)
_MAY_OPEN = frozenset("that it is was were around about in total at".split())
# "The real number is closer to ten", "put the figure at nine".
_QUALITIES = frozenset("real true actual correct right final overall".split())
_FIGURES = frozenset("figure number count total".split())
_UP_TO = frozenset("at to closer nearer stands stood now".split())
_STANDS = frozenset("stood stands rose reached climbed remained remains grew".split())
_SUMMING = (
    ("that", "makes"),
    ("which", "makes"),
    ("that", "would", "make"),
    ("in", "all", ","),
    ("in", "total", ","),
    ("total", ":"),
    ("altogether", ","),
)
_ENDS = frozenset((".", ",", ";", ":", "and", "but", "or", "?", "!", "–", "—", "dead", ""))
_BY_FIGURE = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED})


def find_elliptic(
    sentence: Sentence, cast: Cast, voices: Voices, told: Sequence[Finding]
) -> Iterator[Finding]:
    """The figure a speaker gives with no verb of its own, for what was last told of."""
    last = _last_toll(sentence, told)
    if last is None:
        return
    taken = {f.start for f in told if f.sentence is sentence}
    starts = [f.first for f in voices.frames if not f.postposed and f.manner is Manner.SAYS]
    if not voices.frames and sentence.low(0) == "the":
        starts.append(0)
    figures = [_figure_at(sentence, start) for start in starts]
    figures.extend([_summed_up(sentence), _standing(sentence)])
    for counted in dict.fromkeys(figures):
        if counted is None or sentence.offsets(counted.first, counted.last)[0] in taken:
            continue
        end, group = _whom(sentence, cast, counted, last.group)
        if sentence.low(end) in _ENDS:
            value = Toll(group=group, effect=last.effect, count=counted.count)
            yield Finding(value, sentence, *sentence.offsets(counted.first, end))


def _figure_at(sentence: Sentence, at: int) -> Counted | None:
    """The figure right after the verb, or after "the real number is"; none for "the nine"."""
    first = at
    while sentence.low(at) in _MAY_OPEN or sentence.low(at) in closed("adverb"):
        at += 1
    if sentence.low(at) == "the" and sentence.low(at + 1) in _QUALITIES | _FIGURES:
        at += 1 + (sentence.low(at + 1) in _QUALITIES)
        at += sentence.low(at) in _FIGURES
        while sentence.low(at) in _UP_TO or sentence.low(at) in closed("be"):
            at += 1
    if at == first and sentence.low(at - 1) in ("", "the"):
        return None
    return next((c for c in sentence.counts if c.first == at and not c.is_article), None)


def _summed_up(sentence: Sentence) -> Counted | None:
    """As in "That makes seventeen.", "In all, twelve."."""
    for opening in _SUMMING:
        if sentence.lows[: len(opening)] == opening:
            at = len(opening)
            return next((c for c in sentence.counts if c.first == at and not c.is_article), None)
    return None


def _standing(sentence: Sentence) -> Counted | None:
    """As in "told the radio the count now stood at 37"."""
    for at, low in enumerate(sentence.lows):
        if low not in _FIGURES or sentence.low(at - 1) != "the":
            continue
        verb = at + 1 + (sentence.low(at + 1) in closed("adverb"))
        if sentence.low(verb) in _STANDS and sentence.low(verb + 1) in ("at", "to"):
            return next((c for c in sentence.counts if c.first == verb + 2), None)
    return None


def _whom(sentence: Sentence, cast: Cast, counted: Counted, before: Group) -> tuple[int, Group]:
    for people in find_people(sentence, cast):
        if people.first == counted.first and not people.bare and not people.strange:
            return people.last, people.group
    return counted.last, before


def _last_toll(sentence: Sentence, told: Sequence[Finding]) -> Toll | None:
    for finding in reversed(told):
        value = finding.value
        if sentence.index - finding.sentence.index > _FARTHEST:
            return None
        bodily = isinstance(value, Toll) and value.effect in _BY_FIGURE
        if bodily and finding.stance in _GIVEN and finding.whole is None:
            return value if isinstance(value, Toll) else None
    return None
