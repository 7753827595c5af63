"""Losses as nouns and running figures: "the deaths of ten guards", "the death toll rose to 21"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from llm_extract.extractors.rules.figures.nobody import is_presumed_loss
from llm_extract.extractors.rules.figures.rolls import People
from llm_extract.extractors.rules.reading.finding import Finding, toll
from llm_extract.extractors.rules.reading.lexicon import Mark, closed
from llm_extract.extractors.rules.reading.scene import Counted, Sentence
from llm_extract.records.claims import Effect, Group
from llm_extract.records.counts import Count, CountKind

_RISES = frozenset(
    "rose risen climbed increased fell jumped grew stood stands reached hit was is at passed"
    " rises climbs reaches surpassed exceeded went up down".split()
)
# "no casualty figures" denies figures, not casualties.
_ABOUT_FIGURES = frozenset(
    "figure figures count counts number numbers data toll tolls list lists".split()
)
_AT = frozenset("to at : was is reached hit passed numbered of".split())
_FARTHEST_TOLL = 12
_FARTHEST_VERB = 30
_FARTHEST_AMONG = 6
_NEAR_VERB = 6
_CHANGES = frozenset(
    "rose risen climbed increased fell jumped grew reached rises climbs stands stood".split()
)
_BRINGS = frozenset(
    "brought brings bringing raised raises raising took takes taking put puts carries pushed"
    " pushes pushing".split()
)
_BEFORE_PARTS = frozenset((":", "(", "–", "—", "-", "including", "comprising", "namely"))
_FARTHEST_MODIFIER = 4
# From "the number of" to what befell those it counts.
_FARTHEST_FATE = 8
_STOPS = frozenset((",", ";", ":", "who", "which", "that"))
_FARTHEST_FIGURE = 9


def find_losses(sentence: Sentence, people: Sequence[People]) -> Iterator[Finding]:
    """As in "the deaths of 10 guards", "10 deaths", "no casualties", "there were fatalities"."""
    stated = False
    worded = [*sentence.of("dying"), *sentence.of("toll")]
    for mark in sentence.of("loss"):
        inside = any(other.first <= mark.first < other.last for other in worded)
        if inside or sentence.low(mark.last) in _ABOUT_FIGURES:
            continue
        counted = list(_counted_losses(sentence, mark, people))
        if counted:
            yield from (finding for finding in counted if finding is not None)
            continue
        joined = sentence.low(mark.first - 1) in ("and", "nor")
        stated = _happened(sentence, mark) or (stated and joined) or _is_without(sentence, mark)
        if stated and sentence.low(mark.last - 1) not in ("death", "casualty", "fatality"):
            yield _loss(sentence, mark, people, _uncounted(sentence, mark))


def _counted_losses(
    sentence: Sentence, mark: Mark, people: Sequence[People]
) -> Iterator[Finding | None]:
    """What figures tell of a loss; None for one that tells nothing; nothing where there is none."""
    of = _people_of(sentence, mark, people)
    if of:
        effect = Effect(mark.value)
        yield from (toll(sentence, (p.first, p.last), p.group, effect, p.count) for p in of)
        return
    counted = _count_of_loss(sentence, mark)
    if counted is not None and _is_no_zero(sentence, counted, mark):
        yield None
        return
    if counted is not None:
        whole = _loss(sentence, mark, people, counted.count, first=counted.first)
        yield whole
        yield from _parts_after(sentence, mark.last, people, whole)
        return
    risen = _figure_after(sentence, mark)
    if risen is not None:
        told = _has_own_word(sentence, risen, people)
        yield None if told else _loss(sentence, mark, people, risen.count, last=risen.last)


def _loss(
    sentence: Sentence,
    mark: Mark,
    people: Sequence[People],
    count: Count,
    *,
    first: int | None = None,
    last: int | None = None,
) -> Finding:
    span = (mark.first if first is None else first, mark.last if last is None else last)
    group = _loss_group(sentence, mark, people)
    return toll(sentence, span, group, Effect(mark.value), count)


def _uncounted(sentence: Sentence, mark: Mark) -> Count:
    """Unknown, but nought in "neither deaths nor injuries", "without casualties"."""
    words = sentence.said(mark.first, mark.last)
    if sentence.low(mark.first - 1) in ("neither", "nor") or _is_without(sentence, mark):
        return Count(kind=CountKind.ZERO, low=0, high=0, verbatim=words)
    return Count(kind=CountKind.UNKNOWN, verbatim=words)


def _is_without(sentence: Sentence, mark: Mark) -> bool:
    return sentence.low(mark.first - 1 - (sentence.low(mark.first - 1) == "any")) == "without"


def _has_own_word(sentence: Sentence, counted: Counted, people: Sequence[People]) -> bool:
    """As in "losses are put at 17 killed", "the toll stood at 57 rebels neutralised"."""
    last = next((p.last for p in people if p.first == counted.first), counted.last)
    return sentence.begins(last, "past", "state")


def _people_of(sentence: Sentence, mark: Mark, people: Sequence[People]) -> list[People]:
    of = mark.last - (sentence.low(mark.last - 1) == "of")
    if sentence.low(of) not in ("of", "to"):
        return []
    first = next((p for p in people if 0 < p.first - of <= 2 and p.counted), None)  # noqa: PLR2004 - "of the"
    if first is None:
        return []
    return [p for p in people if p.counted and (p.roll == first.roll and p.first >= first.first)]


def _count_of_loss(sentence: Sentence, mark: Mark) -> Counted | None:
    for counted in sentence.counts:
        gap = sentence.lows[counted.head : mark.first]
        near = counted.last <= mark.first and len(gap) < _FARTHEST_MODIFIER
        if near and not counted.is_article and all(_may_modify(low) for low in gap):
            return counted
    return None


def _parts_after(
    sentence: Sentence, at: int, people: Sequence[People], whole: Finding
) -> Iterator[Finding]:
    """As in "nine deaths: six soldiers and three clerks": the parts right after a total."""
    at += sentence.low(at) == "," and sentence.low(at + 1) in _BEFORE_PARTS
    told = whole.as_toll if sentence.low(at) in _BEFORE_PARTS else None
    first = next((p for p in people if p.counted and 0 < p.first - at <= 2), None)  # noqa: PLR2004 - ", including"
    if told is None or first is None:
        return
    for who in people:
        if who.roll == first.roll:
            part = toll(sentence, (who.first, who.last), who.group, told.effect, who.count)
            yield replace(part, whole=whole)


def _is_no_zero(sentence: Sentence, counted: Counted, mark: Mark) -> bool:
    nothing = counted.count.kind is CountKind.ZERO
    # "No arrests were made" tells what the police did not do, and of no harm.
    if nothing and mark.value == Effect.CAPTURED:
        return True
    return nothing and is_presumed_loss(sentence, counted.first, mark.first)


def _may_modify(low: str) -> bool:
    """A word between a figure and its loss noun: no verb, no preposition, no stop but "or"."""
    closed_off = ("preposition", "be", "have", "subordinator", "past", "say")
    return not low.endswith("ing") and low not in closed(*closed_off)


def _figure_after(sentence: Sentence, mark: Mark, reach: int = _FARTHEST_FIGURE) -> Counted | None:
    """As in "fatalities rose by a fifth to 580": the figure it came to."""
    window = sentence.lows[mark.last : mark.last + reach]
    if not _RISES.intersection(window):
        return None
    for counted in sentence.counts:
        if not mark.last < counted.first <= mark.last + reach or counted.is_article:
            continue
        if sentence.low(counted.first - 1) in _AT:
            return counted
    return None


def _happened(sentence: Sentence, mark: Mark) -> bool:
    return any(0 <= mark.first - said.last <= 1 for said in sentence.of("happened"))


def _loss_group(sentence: Sentence, mark: Mark, people: Sequence[People]) -> Group:
    """As in "civilian deaths" and "casualties among the police" tell whose; else everyone's."""
    inside = next((p for p in people if mark.first < p.first and p.last < mark.last), None)
    if inside is not None:
        return inside.group
    for sector in sentence.of("sector", "head"):
        # "Civilian deaths", "the number of dead soldiers".
        if sector.last == mark.first or (sector.first == mark.last and mark.kind == "toll"):
            return Group(sector.value)
    reach = range(mark.last, mark.last + _FARTHEST_AMONG)
    among = next((at for at in reach if sentence.low(at) in ("among", "amongst")), None)
    those = (p.group for p in people if among is not None and among < p.last)
    return next(those, Group.EVERYONE)


def find_running(sentence: Sentence, people: Sequence[People]) -> Iterator[Finding]:
    """As in "the death toll rose to 21", "the police toll", "raised to 17 from 12"."""
    for mark in (*sentence.of("toll"), *_numbers_of(sentence, people), *_brought(sentence)):
        counted = (
            _figure_after(sentence, mark, _FARTHEST_TOLL)
            or _figure_risen_to(sentence, mark)
            or _figure_of(sentence, mark)
            or _figure_ahead(sentence, mark)
        )
        if counted is None or _has_own_word(sentence, counted, people):
            continue
        group = _loss_group(sentence, mark, people)
        span = (min(mark.first, counted.first), counted.last)
        yield toll(sentence, span, group, Effect(mark.value), counted.count)


def _brought(sentence: Sentence) -> Iterator[Mark]:
    """As in "brought the dead to nine", "raised to nine the dead": those whom a verb sums up."""
    for mark in sentence.of("the_counted"):
        near = sentence.lows[max(0, mark.first - _NEAR_VERB) : mark.first]
        if mark.value != "any" and not _BRINGS.isdisjoint(near):
            yield Mark("toll", mark.value, mark.first, mark.last)


def _numbers_of(sentence: Sentence, people: Sequence[People]) -> Iterator[Mark]:
    """As in "the number of soldiers killed", "the number of people known to have been killed"."""
    for at, low in enumerate(sentence.lows if "number" in sentence.lows else ()):
        near = at + 2, at + 2 + _FARTHEST_FATE
        who = next((p for p in people if near[0] <= p.first < near[1] and not p.counted), None)
        if low != "number" or who is None or sentence.low(at + 1) != "of":
            continue
        told = (m for m in sentence.of("past", "state") if who.last <= m.first < near[1])
        mark = next(told, None)
        if mark is not None and _STOPS.isdisjoint(sentence.lows[at : mark.first]):
            yield Mark("toll", mark.value, at, mark.last)


def _figure_risen_to(sentence: Sentence, mark: Mark) -> Counted | None:
    """As in "the toll in ... outside the mill rose to 17", however much stands between."""
    reach = sentence.lows[mark.last : mark.last + _FARTHEST_VERB]
    verb = next((at for at, low in enumerate(reach, mark.last) if low in _CHANGES), None)
    of_persons = mark.last - mark.first > 2 and "of" in sentence.lows[mark.first : mark.last]  # noqa: PLR2004
    if verb is None and not of_persons:
        return None
    first = mark.last if verb is None else verb + 1
    for counted in sentence.counts:
        near = 0 <= counted.first - first <= (_FARTHEST_TOLL if verb is None else _NEAR_VERB)
        if near and sentence.low(counted.first - 1) in ("to", "at") and not counted.is_article:
            return counted
    return None


def _figure_ahead(sentence: Sentence, mark: Mark) -> Counted | None:
    """As in "brought to 14 the number of soldiers killed"."""
    # "The number" begins with its article or after it.
    ahead = (c for c in sentence.counts if c.last in (mark.first, mark.first - 1))
    return next((c for c in ahead if sentence.low(c.first - 1) == "to"), None)


def _figure_of(sentence: Sentence, mark: Mark) -> Counted | None:
    """As in "a death toll of 21", "raising the death toll to 21"."""
    if sentence.low(mark.last - 1) in ("numbered", "at"):
        return sentence.count_at(mark.last)
    if sentence.low(mark.last) == "from":
        after = (c for c in sentence.counts if c.first > mark.last)
        return next((c for c in after if sentence.low(c.first - 1) == "to"), None)
    if sentence.low(mark.last) not in ("of", "to", "at", ":", "as"):
        return None
    return sentence.count_at(mark.last + 1)
