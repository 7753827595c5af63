"""Figures that lean on what was told before: "Police say nine", "the radio claims 94"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from llm_extract.extractors.rules.figures.people import find_people
from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.lexicon import closed
from llm_extract.extractors.rules.reading.nouns import is_nominal
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.extractors.rules.speakers.voices import Manner, Voices
from llm_extract.records.claims import Effect, Group, Stance, Toll

_FARTHEST = 4
_GIVEN = (Stance.ASSERTS, Stance.RETRACTS, Stance.CANNOT_CONFIRM)
_MAY_OPEN = frozenset("that it is was were around about in total at".split())
# "The real number is closer to ten", "put the figure at nine".
_QUALITIES = frozenset("real true actual correct right final overall".split())
_FIGURES = frozenset("figure number count total".split())
_OF_TOLLS = (("figure", "of"), ("toll", "of"))
_OF_TOTALS = (("for", "a", "total", "of"), ("to", "a", "total", "of"))
_UP_TO = frozenset("at to closer nearer stands stood now".split())
_STANDS = frozenset("stood stands rose reached climbed remained remains grew".split())
_SUMMING = tuple(
    tuple(opening.split())
    for opening in (
        "that makes|which makes|that would make|that brings it to|that is|that 's|so that 's|"
        "so that makes|that made|this makes|in all|in total|total|altogether|all told|for me it is|"
        "for us it is|we are at|we stand at|we now have|it is now|now it is"
    ).split("|")
)
# "Twelve in all."
_SUMMED = (("in", "all"), ("in", "total"), ("all", "told"), ("altogether",))
_MENDS = frozenset("corrected revised lowered raised reduced cut amended changed brought".split())
_MENDED = frozenset(
    "it this that them down up upwards downwards back the figure number toll".split()
)
_ENDS = frozenset((".", ",", ";", ":", "and", "but", "or", "?", "!", "–", "—", "dead", ""))


def find_elliptic(
    sentence: Sentence,
    cast: Cast,
    voices: Voices,
    told: Sequence[Finding],
    about: Callable[[Finding], str | None],
) -> Iterator[Finding]:
    """The figure a speaker gives with no verb of its own, for what was last told of.

    `about` says what else a finding is about: last year's dead are no matter to go on with.
    """
    figures = list(dict.fromkeys(_figures(sentence, voices))) if sentence.counts else ()
    last = _last_toll(sentence, told, about) if figures else None
    if last is None:
        return
    taken = {f.start for f in told if f.sentence is sentence}
    for counted in figures:
        if sentence.offsets(counted.first, counted.last)[0] in taken:
            continue
        summed = sentence.low(counted.first - 2) == "total"
        end, group = _whom(sentence, cast, counted, Group.EVERYONE if summed else last.group)
        named = sentence.low(counted.first - 1) == "of" and not is_nominal(sentence, end, end + 1)
        if named or sentence.low(end) in _ENDS or _is_cited(sentence, end):
            value = Toll(group=group, effect=last.effect, count=counted.count)
            # "An earlier version gave 13 dead, for a total of 27."
            stance = Stance.RETRACTS if sentence.of("retracted") else Stance.ASSERTS
            if voices.manner(counted.first) is Manner.REJECTS:
                stance = Stance.DENIES
            yield Finding(value, sentence, *sentence.offsets(counted.first, end), stance)


def _figures(sentence: Sentence, voices: Voices) -> Iterator[Counted]:
    """The figures that may lean on what was told before."""
    starts = [f.first for f in voices.frames if not f.postposed and f.manner is Manner.SAYS]
    if not voices.frames:
        starts.extend(
            at
            for at, low in enumerate(sentence.lows)
            if low == "the" and sentence.low(at - 1) in ("", ";", ":")
        )
    found = [_figure_at(sentence, start) for start in starts]
    found.extend([_summed_up(sentence), _standing(sentence), _mended(sentence)])
    found.extend(_named(sentence))
    found.extend(c for c in sentence.counts if _is_cited(sentence, c.last) and not c.is_article)
    yield from (counted for counted in found if counted is not None)


def _is_cited(sentence: Sentence, at: int) -> bool:
    """As in "..., twelve according to the hospital": the source right after the figure."""
    return sentence.lows[at : at + 2] == ("according", "to")


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
    """As in "That makes seventeen.", "In all, twelve.", "Twelve in all."."""
    for counted in sentence.counts[:1]:
        after = sentence.lows[counted.last :]
        if counted.first == 0 and any(after[: len(sum_)] == sum_ for sum_ in _SUMMED):
            return counted
    for opening in _SUMMING:
        if sentence.lows[: len(opening)] == opening:
            at = len(opening) + (sentence.low(len(opening)) in (",", ":"))
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


def _named(sentence: Sentence) -> Iterator[Counted]:
    """As in "the figure of 18 took in those trampled", "a figure of 35, carried by ..."."""
    for counted in sentence.counts:
        words = sentence.lows[max(0, counted.first - 4) : counted.first]
        if words[-2:] in _OF_TOLLS or words in _OF_TOTALS:
            yield counted


def _mended(sentence: Sentence) -> Counted | None:
    """As in "first gave 14 dead, then corrected this to nine"."""
    for at, low in enumerate(sentence.lows):
        if low not in _MENDS:
            continue
        to = at + 1
        while sentence.low(to) in _MENDED:
            to += 1
        if sentence.low(to) == "to" and to > at + 1:
            return next((c for c in sentence.counts if c.first == to + 1), None)
    return None


def _whom(sentence: Sentence, cast: Cast, counted: Counted, before: Group) -> tuple[int, Group]:
    for people in find_people(sentence, cast):
        if people.first == counted.first and not people.bare and not people.strange:
            return people.last, people.group
    return counted.last, before


def _last_toll(
    sentence: Sentence, told: Sequence[Finding], about: Callable[[Finding], str | None]
) -> Toll | None:
    """What was told of last: of one sentence the dead, else what stands first in it."""
    near = [f for f in told if sentence.index - f.sentence.index <= _FARTHEST]
    tolls = [
        f for f in near if isinstance(f.value, Toll) and f.stance in _GIVEN and f.whole is None
    ]
    tolls = [f for f in tolls if about(f) is None]
    last = max((f.sentence.index for f in tolls), default=-1)
    here = [f.value for f in tolls if f.sentence.index == last and isinstance(f.value, Toll)]
    return next((value for value in here if value.effect is Effect.KILLED), next(iter(here), None))
