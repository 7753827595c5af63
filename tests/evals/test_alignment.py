from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from llm_extract.evals.align import assign

WEIGHT = st.one_of(st.none(), st.integers(1, 9))
SMALL = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(WEIGHT, min_size=width, max_size=width), min_size=1, max_size=5)
)


def best_by_trying_all(weights):
    rows, columns = len(weights), len(weights[0])
    padded = [[weight or 0 for weight in row] + [0] * rows for row in weights]
    return max(
        sum(padded[row][column] for row, column in enumerate(order))
        for order in permutations(range(columns + rows), rows)
    )


def test_the_pairs_are_the_best_in_sum_and_not_the_first_that_fit():
    assert [(one.row, one.column) for one in assign([[9, 8], [8, None]])] == [(0, 1), (1, 0)]


def test_what_must_not_pair_stays_alone():
    assert assign([[None, None]]) == ()
    assert assign([]) == ()


def test_each_pair_tells_what_its_row_would_have_had_instead():
    pair = assign([[3, 7, 5]])[0]
    assert (pair.column, pair.weight, pair.runner_up) == (1, 7, 5)
    assert assign([[3]])[0].runner_up is None


@given(SMALL)
def test_no_assignment_weighs_more(weights):
    pairs = assign(weights)
    assert sum(one.weight for one in pairs) == best_by_trying_all(weights)
    assert len({one.row for one in pairs}) == len({one.column for one in pairs}) == len(pairs)


@given(SMALL, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_change_the_sum(weights, random):
    rows = random.sample(weights, len(weights))
    columns = random.sample(range(len(weights[0])), len(weights[0]))
    moved = [[row[column] for column in columns] for row in rows]
    total = sum(one.weight for one in assign(weights))
    assert sum(one.weight for one in assign(moved)) == total
