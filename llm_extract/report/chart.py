"""Tolls as range bars: where on a common scale each figure starts, ends, or stays open.

Places are in per cent of the width, so that a bar fits any page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from llm_extract.records.claims import Effect, Group, Toll
from llm_extract.records.counts import Count, CountKind
from llm_extract.report import words
from llm_extract.report.accounts import Account, Issue

_STEPS = (1, 2, 5)
# Room at both ends for a marker that is centred on its figure.
_LEFT, _WIDTH = 3.0, 92.0
_SHAPES = {"armed": "diamond", "state": "square", "other": "triangle", "outlet": "circle"}


@dataclass(frozen=True)
class Bar:
    """A figure on the scale. `points` are the bounds that the words give; `open_top`: "at least".

    `shape` tells armed groups from authorities from everybody else, without any colour.
    """

    left: float
    right: float
    points: tuple[float, ...]
    open_top: bool
    rough: bool
    shape: str


@dataclass(frozen=True)
class Line:
    """One account in the chart; `bar` is None where the words give no figure."""

    account: Account
    bar: Bar | None


@dataclass(frozen=True)
class Rows:
    """The accounts of one group of people."""

    group: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tick:
    """A figure on the axis and its place."""

    figure: str
    at: float


@dataclass(frozen=True)
class Chart:
    """Everybody who suffered one effect, group by group, on one scale that starts at zero.

    No ticks: no account gives a figure, so there is no scale.
    """

    effect: str
    rows: tuple[Rows, ...]
    ticks: tuple[Tick, ...]


def charts(issues: Iterable[Issue]) -> tuple[Chart, ...]:
    """One chart for each effect, in the order of the enumeration, the dead first."""
    tolls = [issue for issue in issues if issue.field.key.field == "toll"]
    order = list(Effect)
    tolls.sort(key=lambda issue: order.index(issue.field.key.effect or Effect.KILLED))
    grouped = groupby(tolls, key=lambda issue: issue.field.key.effect or Effect.KILLED)
    return tuple(_chart(effect, tuple(found)) for effect, found in grouped)


def _chart(effect: Effect, issues: Sequence[Issue]) -> Chart:
    top = axis_top(max((_reach(a) for issue in issues for a in issue.accounts), default=0))
    rows = tuple(_rows(issue, top) for issue in _by_group(issues))
    drawn = any(line.bar for row in rows for line in row.lines)
    return Chart(
        effect=words.effect(effect),
        rows=rows,
        ticks=tuple(Tick(f"{n:,}", place(n, top)) for n in ticks(top)) if drawn else (),
    )


def _by_group(issues: Sequence[Issue]) -> list[Issue]:
    groups = list(Group)
    return sorted(issues, key=lambda one: groups.index(one.field.key.group or Group.OTHER))


def _rows(issue: Issue, top: int) -> Rows:
    group = issue.field.key.group or Group.OTHER
    name = "Everyone" if group is Group.EVERYONE else words.capital(words.plain(group))
    by_size = sorted(issue.accounts, key=lambda one: (_bar(one, top) is None, _reach(one)))
    return Rows(name, tuple(Line(account, _bar(account, top)) for account in by_size))


def _reach(account: Account) -> int:
    value = account.position.value
    return max(value.count.low or 0, value.count.high or 0) if isinstance(value, Toll) else 0


def _bar(account: Account, top: int) -> Bar | None:
    value = account.position.value
    return bar(value.count, top, _SHAPES[account.side]) if isinstance(value, Toll) else None


def bar(count: Count, top: int, shape: str) -> Bar | None:
    """A count on a scale from zero to `top`; None for words without a figure.

    >>> bar(Count(kind=CountKind.AT_LEAST, low=5, verbatim="at least 5"), 10, "circle").open_top
    True
    """
    if not count.is_bounded:
        return None
    bounds = [bound for bound in (count.low, count.high) if bound is not None]
    return Bar(
        left=place(count.low or 0, top),
        right=_LEFT + _WIDTH if count.high is None else place(count.high, top),
        points=tuple(sorted({place(bound, top) for bound in bounds})),
        open_top=count.high is None,
        rough=count.kind is CountKind.ABOUT,
        shape=shape,
    )


def place(figure: int, top: int) -> float:
    """Where a figure stands on the scale, in per cent of the width."""
    return round(_LEFT + _WIDTH * figure / top, 2)


def axis_top(highest: int) -> int:
    """The end of the scale: the next of 1, 2, 5, 10, 20, 50 ... above the highest figure.

    >>> axis_top(84), axis_top(4), axis_top(0)
    (100, 5, 1)
    """
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= highest:
                return step * power
        power *= 10


def ticks(top: int) -> tuple[int, ...]:
    """The figures printed on the axis: both ends, and the middle where it is a whole number."""
    return (0, top // 2, top) if top % 2 == 0 else (0, top)
