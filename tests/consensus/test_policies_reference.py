"""Each policy against a second, plain implementation of the rule that its source prints.

The reference works on (figure, support, day, rejected) and knows none of the records' helpers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.consensus import POLICIES, Candidate
from llm_extract.records.counts import Count, CountKind
from tests.consensus.desk import killed
from tests.consensus.stories import counts

_WORDS = {"dozens": 12, "hundreds": 100}
# A strategy that is made anew for each draw costs more than the draw.
_days = st.none() | st.sampled_from(["2024-03-09", "2024-03-10"]).map(lambda day: (day, ""))
_figures = st.lists(counts, min_size=1, max_size=5, unique_by=str)
_support = st.integers(min_value=1, max_value=4)
_rejected = st.booleans()


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """One to five positions; no two of one wording, as positions never are."""
    figures = draw(_figures)
    return [
        Candidate(
            position_id=f"p{at}",
            value=killed(figure),
            support=draw(_support),
            latest=draw(_days),
            rejected=draw(_rejected),
        )
        for at, figure in enumerate(figures)
    ]


# ---------------------------------------------------------------- the rules once more


def coded(count: Count, *, words: bool) -> int | None:
    """The number a coder enters."""
    if count.kind in {CountKind.EXACT, CountKind.AT_LEAST, CountKind.ABOUT, CountKind.BETWEEN}:
        return count.low
    if count.kind is CountKind.AT_MOST:
        return count.high
    if count.kind is CountKind.ZERO:
        return 0
    return _WORDS.get(count.verbatim) if words else None


def in_heads(told: Sequence[Candidate]) -> Counter[str]:
    """One head for each independent source."""
    return Counter(head for one in told for head in [one.position_id] * one.support)


def winner(told: Sequence[Candidate]) -> Candidate | None:
    """Whom more than half of the heads are for."""
    heads = in_heads(told)
    ahead = [one for one in told if heads[one.position_id] > heads.total() - heads[one.position_id]]
    return ahead[0] if ahead else None


def lowest(told: Sequence[Candidate], *, words: bool) -> Candidate | None:
    ranked = sorted(
        (number, at)
        for at, one in enumerate(told)
        if (number := coded(one.value.count, words=words)) is not None
    )
    return told[ranked[0][1]] if ranked else None


def range_only(told: Sequence[Candidate]) -> tuple[str, int | None] | None:
    del told
    return None


def gtd(told: Sequence[Candidate]) -> tuple[str, int | None] | None:
    usable = [
        one for one in told if not one.rejected and coded(one.value.count, words=False) is not None
    ]
    dated = [one for one in usable if one.latest]
    last_day = max((one.latest for one in dated), default=None)
    last = [one for one in dated if one.latest == last_day] or usable
    chosen = winner(last) or lowest(last, words=False)
    return (chosen.position_id, coded(chosen.value.count, words=False)) if chosen else None


def acled_min(told: Sequence[Candidate]) -> tuple[str, int | None] | None:
    chosen = lowest(told, words=True)
    return (chosen.position_id, coded(chosen.value.count, words=True)) if chosen else None


def majority_of_origins(told: Sequence[Candidate]) -> tuple[str, int | None] | None:
    chosen = winner(told)
    return (chosen.position_id, chosen.value.count.low) if chosen else None


def ucdp(told: Sequence[Candidate]) -> tuple[str, int | None] | None:
    figured = [
        one for one in told if not one.rejected and one.value.count.kind is not CountKind.AT_MOST
    ]
    ranked = sorted(
        (-one.support, number, at)
        for at, one in enumerate(figured)
        if (number := coded(one.value.count, words=False)) is not None
    )
    return (figured[ranked[0][2]].position_id, ranked[0][1]) if ranked else None


RULES = (range_only, gtd, acled_min, majority_of_origins, ucdp)
REFERENCES = {rule.__name__: rule for rule in RULES}


def test_every_policy_has_a_reference() -> None:
    assert REFERENCES.keys() == POLICIES.keys()


@pytest.mark.parametrize("name", sorted(REFERENCES))
@given(told=candidates())
def test_a_policy_does_what_its_source_says(name, told) -> None:
    found, expected = POLICIES[name].choose(told), REFERENCES[name](told)
    if expected is None:
        assert isinstance(found, str)
        assert found
    else:
        assert (found.position_id, found.value.count.low) == expected


@given(told=candidates())
def test_ucdp_spans_every_figure_that_nobody_rejects(told) -> None:
    found = POLICIES["ucdp"].choose(told)
    if isinstance(found, str):
        return
    numbers: list[int] = []
    ceilings: list[int] = []
    for one in told:
        if one.rejected:
            continue
        if one.value.count.kind in {CountKind.AT_MOST, CountKind.BETWEEN}:
            ceilings.append(one.value.count.high)
        if one.value.count.kind is not CountKind.AT_MOST:
            numbers += [n for n in [coded(one.value.count, words=False)] if n is not None]
    assert (found.low, found.high) == (min(numbers), max(numbers + ceilings))
    assert found.low <= found.value.count.low <= found.high


@pytest.mark.parametrize("name", sorted(POLICIES))
@given(told=candidates(), data=st.data())
def test_the_order_of_the_positions_changes_no_figure(name, told, data) -> None:
    def figure(found: object) -> object:
        return found if isinstance(found, str) else found.value.count.low

    shuffled = data.draw(st.permutations(told))
    policy = POLICIES[name]
    assert figure(policy.choose(told)) == figure(policy.choose(shuffled))
