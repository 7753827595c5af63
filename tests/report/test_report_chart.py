"""The chart: each figure in its place on one scale, and open ends drawn as open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.records.counts import Count, CountKind
from llm_extract.report.accounts import Sourcing
from llm_extract.report.chart import axis_top, bar, charts, place, ticks

FIGURES = st.integers(0, 2_000_000)


@given(FIGURES)
def test_the_scale_reaches_the_highest_figure_and_not_far_beyond(highest) -> None:
    top = axis_top(highest)
    assert max(highest, 1) <= top <= max(1, highest * 2.5)
    assert ticks(top)[0] == 0
    assert ticks(top)[-1] == top


@given(FIGURES, FIGURES)
def test_a_higher_figure_never_stands_further_left(one, other) -> None:
    low, high = sorted((one, other))
    top = axis_top(high)
    assert 0 < place(low, top) <= place(high, top) < 100


@pytest.mark.parametrize(
    ("kind", "low", "high", "points", "open_top"),
    [
        (CountKind.EXACT, 4, 4, 1, False),
        (CountKind.BETWEEN, 2, 3, 2, False),
        (CountKind.AT_LEAST, 4, None, 1, True),
        (CountKind.AT_MOST, None, 4, 1, False),
        (CountKind.ZERO, 0, 0, 1, False),
    ],
)
def test_a_bar_marks_the_bounds_that_the_words_give(kind, low, high, points, open_top) -> None:
    drawn = bar(Count(kind=kind, low=low, high=high, verbatim="x"), 10, "circle")
    assert len(drawn.points) == points
    assert drawn.open_top is open_top
    assert drawn.left == place(low or 0, 10)
    assert drawn.right == place(10 if high is None else high, 10)


@pytest.mark.parametrize("kind", [CountKind.VAGUE, CountKind.UNKNOWN])
def test_words_without_a_figure_are_not_drawn(kind) -> None:
    assert bar(Count(kind=kind, verbatim="dozens"), 10, "circle") is None


def test_the_dead_come_first_and_claimants_are_told_apart_by_shape(invented) -> None:
    sourcing = Sourcing(invented.consensus, invented.briefing)
    whole = invented.consensus.incidents[0]
    killed, injured = charts(sourcing.issue(whole, field) for field in whole.fields)
    assert (killed.effect, injured.effect) == ("Killed", "Injured")
    assert [rows.group for rows in killed.rows] == ["Military", "Civilians"]
    shapes = [line.bar.shape for rows in killed.rows for line in rows.lines]
    assert shapes == ["square", "diamond", "triangle"]
    assert injured.ticks == ()  # "dozens" has no place on a scale
