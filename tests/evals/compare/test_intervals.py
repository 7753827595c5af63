from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.evals.intervals import (
    by_slot,
    by_tag,
    estimate,
    estimates,
    jackknife_error,
    t_quantile,
    t_within,
    wilson,
)
from llm_extract.evals.scores import Metric, UnitScore
from tests.evals.compare.invented_units import KILLED, RIGHT, run, unit, words


def test_the_value_is_over_all_leaves_together_and_not_a_mean_of_units():
    assert estimate(KILLED, run("cccc", "m").units).value == pytest.approx(4 / 5)


def test_nothing_to_divide_by_is_none_and_no_zero():
    found = estimate(KILLED, run("", "s").units)
    assert (found.value, found.low, found.high, found.n) == (None, None, None, 0)
    assert found.basis == "no interval: nothing to divide by"


def test_below_six_stories_there_is_no_interval_and_the_reason_is_given():
    found = estimate(KILLED, run("c", "m", "c", "m", "c").units)
    assert found.value == pytest.approx(0.6)
    assert (found.low, found.high) == (None, None)
    assert found.basis == "no interval: fewer than 6 stories"


def test_documents_of_one_story_are_one_draw():
    told_often = [unit(f"u{at}", "c", cluster="flood") for at in range(9)]
    assert estimate(KILLED, told_often).clusters == 1


def test_stories_without_the_slot_do_not_count_as_stories():
    assert estimate(KILLED, run("c", "m", "c", "m", "c", "", "").units).clusters == 5


def test_the_interval_is_the_jackknifes():
    """By hand: shares of one leaf a story have the textbook error sqrt(p (1 - p) / (n - 1))."""
    found = estimate(KILLED, run(*"cccccccmm").units)
    error = (7 / 9 * 2 / 9 / 8) ** 0.5
    assert found.low == pytest.approx(7 / 9 - 2.306004 * error)
    assert found.high == 1.0
    assert found.basis == "jackknife-t over stories"


@pytest.mark.parametrize(("letter", "ends"), [("c", (0.8389, 1)), ("m", (0, 0.1611))])
def test_where_all_is_right_or_all_wrong_the_interval_is_wilsons_and_says_so(letter, ends):
    found = estimate(KILLED, run(*letter * 20).units)
    assert (found.low, found.high) == pytest.approx(ends, abs=1e-4)
    assert found.basis == "Wilson over stories, which are all alike"


def test_one_story_that_holds_everything_said_gives_no_interval():
    precision = Metric("precision", "killed", of="precision")
    found = estimate(precision, [*run(*"mmmmmmm").units, unit("z", "cw")])
    assert (found.value, found.low) == (0.5, None)


def test_a_failed_unit_stays_in_the_denominator():
    units = (*run(*"cccccc").units, UnitScore("z", "z", unit("z", "mm").slots, failed=True))
    assert estimate(KILLED, units).value == pytest.approx(6 / 8)
    assert estimate(KILLED, units).n == 8


def test_every_slot_has_its_three_figures():
    found = by_slot([unit("a", "cs"), unit("b", "m", slot="injured")])
    assert list(found) == ["injured", "killed"]
    assert found["killed"]["precision"].value == 0.5
    assert found["killed"]["recall"].value == 1
    assert found["injured"]["precision"].value is None


def test_all_metrics_come_by_name():
    assert list(estimates(run("c", metrics=(KILLED, RIGHT)))) == ["killed_exact", "right"]


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.7062), (2, 4.3027), (5, 2.5706), (30, 2.0423), (299, 1.9679)],
)
def test_quantiles_of_t_are_those_of_the_tables(freedom, quantile):
    assert t_quantile(freedom) == pytest.approx(quantile, abs=1e-4)


@given(st.integers(1, 200), st.floats(0, 50))
def test_the_share_within_a_reach_is_a_share(freedom, reach):
    assert 0 <= t_within(reach, freedom) <= 1


@given(st.lists(words, max_size=15))
def test_an_interval_lies_about_its_value_and_within_nought_and_one(leaves):
    for metric in (KILLED, RIGHT):
        found = estimate(metric, run(*leaves).units)
        if found.low is not None:
            assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.lists(words, max_size=12).flatmap(lambda found: st.tuples(st.just(found), st.randoms())))
def test_the_order_of_units_never_matters(given_):
    leaves, shuffler = given_
    units = list(run(*leaves).units)
    there = estimate(RIGHT, units)
    shuffler.shuffle(units)
    assert estimate(RIGHT, units) == there


@given(st.integers(0, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(max(1, n)))))
def test_wilson_holds_the_share_it_is_of(counts):
    right, n = counts
    low, high = wilson(right / n, n)
    assert 0 <= low <= right / n <= high <= 1


def test_a_spread_that_rounding_made_is_none():
    assert jackknife_error([0.1 + 0.2, 0.3, 0.3]) == 0


@given(st.lists(words, max_size=5))
def test_a_value_never_stands_beside_no_leaves(leaves):
    for metric in (KILLED, RIGHT):
        found = estimate(metric, run(*leaves).units)
        assert (found.value is None) == (found.n == 0)


def test_a_slice_is_over_the_units_of_its_tag_and_a_unit_may_have_several():
    units = [
        replace(unit("a", "cm"), tags=("wire", "zero")),
        replace(unit("b", "c"), tags=("wire",)),
        unit("c", "w"),
    ]
    found = by_tag(KILLED, units)
    assert {tag: (one.value, one.n) for tag, one in found.items()} == {
        "wire": (pytest.approx(2 / 3), 3),
        "zero": (0.5, 2),
    }
