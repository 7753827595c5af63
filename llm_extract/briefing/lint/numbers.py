"""Each figure of a text against the record: reported at all, of whom, by whom, still standing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from llm_extract.briefing.lint.findings import (
    BackgroundCounted,
    ConflictSmoothed,
    Finding,
    NoClaimant,
    StaleFigure,
    SwappedParty,
    UnreportedNumber,
    WrongNumber,
)
from llm_extract.briefing.lint.held import Figure, Held, Standing
from llm_extract.briefing.lint.prose import Form
from llm_extract.briefing.lint.stated import Stated
from llm_extract.briefing.style import listed
from llm_extract.records.article import Span
from llm_extract.records.claims import Role
from llm_extract.records.counts import CountKind

_EARLIER = re.compile(
    r"\b(?:first|earlier|previous(?:ly)?|initial(?:ly)?|later|withdr\w+|correct\w*|revis\w+|"
    r"updated?|down from|up from|had said|no longer|rejected)\b",
    re.IGNORECASE,
)
_OF_ANOTHER_TIME = re.compile(
    r"not counted|background|context|last (?:year|month|week|summer|august)|annual|yearly|"
    r"\b(?:in|since|during|from) (?:[A-Z][a-z]+ )?(?:19|20)\d\d\b|previous|earlier|"
    r"another time|wider area|years? (?:ago|before|earlier)",
    re.IGNORECASE,
)
_MOST_GIVEN = 4


def of_figure(one: Stated, held: Held) -> Iterator[Finding]:
    """What is wrong with one figure, the gravest first, and no more than that."""
    strange = [bound for bound in one.bounds if bound not in held.numbers]
    figures = held.of(one.topic, Standing.CURRENT) if one.topic else ()
    matching = _among(figures, one)
    if not matching and one.topic and figures:
        yield from _unmatched(one, strange, figures, held)
    elif strange:
        yield UnreportedNumber(
            **_at(one), figure=strange[0], record="no source of the record has this number"
        )
    elif matching and _is_range_of_another_time(one, held):
        yield from _past(one, _whole(held.of(one.topic, Standing.BACKGROUND), one))
    elif matching and one.topic and not _is_spread(one, figures):
        yield from _merged(one, matching, figures)
        yield from _voiced(one, matching, held)
    elif one.topic and not matching:
        yield from _of_no_current(one, held)


def _among(figures: Iterable[Figure], one: Stated) -> list[Figure]:
    return [each for each in figures if set(one.bounds) & each.bounds]


def _at(one: Stated) -> dict[str, object]:
    return {"span": Span(start=one.start, end=one.end), "words": one.found.count.verbatim}


def _unmatched(
    one: Stated, strange: Sequence[int], figures: Sequence[Figure], held: Held
) -> Iterator[Finding]:
    """A figure that nobody gives for its topic: replaced, of another time, averaged, or wrong."""
    old = _among(held.of(one.topic, Standing.REPLACED), one)
    past = _among(held.of(one.topic, Standing.BACKGROUND), one)
    if old:
        yield from _stale(one, figures)
    elif past:
        yield from _past(one, past)
    elif _is_of_another_time(one) and not strange:
        return
    elif strange and not _is_near(one):
        yield UnreportedNumber(
            **_at(one), figure=strange[0], record="no source of the record has this number"
        )
    elif strange or _is_near(one):
        yield _wrong(one, strange[0] if strange else one.bounds[0], figures)


def _is_near(one: Stated) -> bool:
    """Whether the topic is sure: the figure's own words name both group and effect."""
    return one.topic is not None and (one.topic.extent or one.topic.effect is not None)


def _stale(one: Stated, figures: Sequence[Figure]) -> Iterator[Finding]:
    beside = one.passage.segment(one.start - one.passage.start)
    if not _EARLIER.search(beside) and not _is_change(one):
        yield StaleFigure(
            **_at(one), figure=one.bounds[0], record=f"replaced or withdrawn; now {_given(figures)}"
        )


def _is_change(one: Stated) -> bool:
    return "chang" in one.passage.heading.casefold()


def _past(one: Stated, past: Sequence[Figure]) -> Iterator[Finding]:
    if not _is_of_another_time(one, past):
        about = next((each.said.about for each in past if each.said.about), None)
        of = f"of {about}" if about else "of another time or a wider scope"
        yield BackgroundCounted(**_at(one), figure=one.bounds[0], record=f"this figure is {of}")


def _is_of_another_time(one: Stated, past: Sequence[Figure] = ()) -> bool:
    told = f"{one.passage.heading} {one.passage.label} {one.passage.text}"
    abouts = [each.said.about for each in past if each.said.about]
    said = any(about.casefold() in told.casefold() for about in abouts)
    return said or bool(_OF_ANOTHER_TIME.search(told))


def _wrong(one: Stated, figure: int, figures: Sequence[Figure]) -> Finding:
    bounds = sorted(bound for each in figures if each.disputed for bound in each.bounds)
    if len(bounds) > 1 and bounds[0] < figure < bounds[-1] and _is_rough(one):
        return ConflictSmoothed(
            **_at(one), how="average", record=f"nobody says so: {_given(figures)}"
        )
    return WrongNumber(**_at(one), figure=figure, record=_given(figures))


def _is_rough(one: Stated) -> bool:
    before = one.passage.plain[max(0, one.start - one.passage.start - 20) :][:40]
    rough = re.search(r"\b(?:about|around|some|roughly|average|approximately)\b", before)
    return one.found.count.kind is CountKind.ABOUT or rough is not None


def _is_range_of_another_time(one: Stated, held: Held) -> bool:
    """Whether somebody gives this range for another time, and nobody for this one."""
    ranged = one.found.count.kind is CountKind.BETWEEN
    now = _whole(held.of(one.topic, Standing.CURRENT), one)
    return ranged and not now and bool(_whole(held.of(one.topic, Standing.BACKGROUND), one))


def _whole(figures: Iterable[Figure], one: Stated) -> list[Figure]:
    return [each for each in figures if set(one.bounds) <= each.bounds]


def _merged(
    one: Stated, matching: Sequence[Figure], figures: Sequence[Figure]
) -> Iterator[Finding]:
    """A range of which one end is one side's, and the other end another's."""
    if one.found.count.kind is CountKind.BETWEEN and not _whole(matching, one):
        yield ConflictSmoothed(
            **_at(one), how="merge", record=f"nobody gives this range: {_given(figures)}"
        )


_SPREAD = re.compile(
    r"\b(?:figures|counts|tolls?|estimates|accounts|reports|claims|numbers)\b[^.;]{0,60}"
    r"\b(?:rang|var(?:y|ie)|differ)[^.;]*$",
    re.IGNORECASE,
)


def _is_spread(one: Stated, figures: Sequence[Figure]) -> bool:
    """Whether it is an end of that between which all accounts lie: "figures range from 3 to 9"."""
    before = one.passage.plain[: one.start - one.passage.start]
    bounds = {bound for each in figures for bound in each.bounds}
    return bool(_SPREAD.search(before)) and set(one.bounds) <= {min(bounds), max(bounds)}


# ---------------------------------------------------------------- whose figure it is


def _voiced(one: Stated, matching: Sequence[Figure], held: Held) -> Iterator[Finding]:
    if one.found.count.kind is CountKind.BETWEEN and not any(
        set(one.bounds) <= each.bounds for each in matching
    ):
        return
    claimants = tuple(dict.fromkeys(name for each in matching for name in each.claimants))
    if any(who.may_be(each.keys, each.sides) for each in matching for who in one.speakers):
        return
    old = _among(held.of(one.topic, Standing.REPLACED), one)
    past = _among(held.of(one.topic, Standing.BACKGROUND), one)
    if past and _is_of_another_time(one, past):
        return
    if any(
        who.may_be(each.keys, each.sides) for each in old for who in (*one.speakers, *one.nearby)
    ):
        yield from _stale(one, matching)
    elif one.speakers:
        called = _called(one)
        record = f"said by {_listed(claimants)}, not by {called}"
        yield SwappedParty(**_at(one), said_by=called, claimants=claimants, record=record)
    elif claimants and all(_lacks_claimant(one, each) for each in matching):
        record = f"said by {_listed(claimants)}"
        yield NoClaimant(**_at(one), claimants=claimants, record=record)


def _lacks_claimant(one: Stated, figure: Figure) -> bool:
    """Whether nobody is named who gives it; in a table an outlet may stand as a number."""
    if any(who.may_be(figure.keys, figure.sides) for who in one.nearby):
        return False
    by_outlet = one.passage.form is Form.CELL and not figure.sides - _OUTLETS
    return figure.needs_claimant and not by_outlet


_OUTLETS = frozenset({Role.MEDIA, Role.UNATTRIBUTED})


def _called(one: Stated) -> str:
    clause = _clause_of(one)
    return listed([clause[who.start : who.end] for who in one.speakers])


def _clause_of(one: Stated) -> str:
    at = one.start - one.passage.start
    return next(text for start, text in one.passage.clauses() if start <= at <= start + len(text))


def _of_no_current(one: Stated, held: Held) -> Iterator[Finding]:
    """A topic that nobody has a current figure for."""
    old = _among(held.of(one.topic, Standing.REPLACED), one)
    past = _among(held.of(one.topic, Standing.BACKGROUND), one)
    if old:
        yield from _stale(one, ())
    elif past:
        yield from _past(one, past)


def _given(figures: Iterable[Figure]) -> str:
    told = [f"{_listed(each.claimants)}: {each.count}" for each in figures if each.claimants]
    shown = list(dict.fromkeys(told))
    more = f"; {len(shown) - _MOST_GIVEN} more" if len(shown) > _MOST_GIVEN else ""
    return ("; ".join(shown[:_MOST_GIVEN]) or "no figure") + more


def _listed(names: Sequence[str]) -> str:
    return listed(list(names)) or "nobody"
