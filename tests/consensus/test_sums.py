"""Figures that we add up: derived, linked to what they are made of, and marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.records.claims import Group, Scope
from llm_extract.records.consensus import Consensus
from tests.consensus.desk import (
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    Say,
    at,
    at_least,
    event,
    exactly,
    killed,
    merge_one,
    report,
    say,
    series,
    up_to,
)

# As many as the other properties of a merged story: each takes a merge.


def told(*says: Say) -> Consensus:
    return merge_one(report("Alder News", event(*says)))


def test_a_total_is_linked_to_the_parts_that_its_article_counts_in_it() -> None:
    found = told(
        say(killed(10)),
        say(killed(11, Group.CIVILIANS)),
        say(killed(21, Group.EVERYONE), sums=(0, 1)),
    ).incidents[0]
    (derived,) = found.sums
    of = {one.position_id: str(field.key) for field in found.fields for one in field.positions}
    assert [of[one] for one in derived.total_ids] == ["toll/everyone/killed"]
    assert {of[one] for one in derived.part_ids} == {
        "toll/security_forces/killed",
        "toll/civilians/killed",
    }
    assert (derived.low, derived.high, derived.how) == (21, 21, "fits")


@pytest.mark.parametrize(("total", "how"), [(20, "more"), (21, "fits"), (25, "less")])
def test_a_total_is_more_or_less_than_its_parts_or_fits_them(total, how) -> None:
    found = told(
        say(killed(10)),
        say(killed(11, Group.CIVILIANS)),
        say(killed(total, Group.EVERYONE), sums=(0, 1)),
    )
    assert how in {one.how for one in found.incidents[0].sums}
    assert any(note.startswith("Derived:") for note in found.notes) is (how != "fits")


def test_an_open_total_leaves_room_for_more_and_an_open_part_for_less() -> None:
    more = told(
        say(killed(10)),
        say(killed(11, Group.CIVILIANS)),
        say(killed(at_least(20), Group.EVERYONE), sums=(0, 1)),
    )
    less = told(
        say(killed(at_least(10))),
        say(killed(11, Group.CIVILIANS)),
        say(killed(40, Group.EVERYONE), sums=(0, 1)),
    )
    assert [one.how for each in (more, less) for one in each.incidents[0].sums] == ["fits", "fits"]


def test_groups_that_come_to_more_than_all_are_noted_whoever_gives_them() -> None:
    found = merge_one(
        report("Alder News", event(say(killed(5, Group.EVERYONE), HOSPITAL))),
        report("Birch Daily", event(say(killed(3), OFFICIALS))),
        report("Cedar Wire", event(say(killed(4, Group.CIVILIANS), OFFICIALS))),
    )
    assert any("add up to 7 people killed, more than the 5 given for all" in n for n in found.notes)


def test_groups_that_come_to_less_than_all_leave_others_unnamed() -> None:
    found = told(
        say(killed(9, Group.EVERYONE)), say(killed(3)), say(killed(4, Group.CIVILIANS), OFFICIALS)
    )
    assert found.incidents[0].sums == ()


def test_attackers_are_no_part_of_all_who_were_killed() -> None:
    found = told(
        say(killed(5, Group.EVERYONE)), say(killed(3)), say(killed(30, Group.MILITANTS), OFFICIALS)
    )
    assert found.incidents[0].sums == ()


@pytest.mark.parametrize(("whole", "how"), [(5, "more"), (40, "less")])
def test_the_places_of_a_series_are_held_against_the_whole_either_way(whole, how) -> None:
    part = event(say(killed(9), HILL_FRONT, scope=Scope.PART, about="Osmere"), when=None)
    found = merge_one(
        report(
            "Alder News",
            series(say(killed(whole), scope=Scope.SERIES), say(at("Osmere")), parts=(part,)),
        )
    )
    (derived,) = found.incidents[0].sums
    assert derived.how == how
    assert derived.why in found.notes
    elsewhere = {one.position_id for field in found.incidents[1].fields for one in field.positions}
    assert set(derived.part_ids) <= elsewhere


_counts = st.one_of(
    st.integers(0, 50).map(exactly), st.integers(1, 50).map(at_least), st.integers(1, 50).map(up_to)
)


@given(first=_counts, second=_counts, total=_counts)
def test_parts_fit_exactly_where_some_numbers_within_all_bounds_add_up(
    first, second, total
) -> None:
    found = told(
        say(killed(first)),
        say(killed(second, Group.CIVILIANS)),
        say(killed(total, Group.EVERYONE), sums=(0, 1)),
    )
    top = 200
    possible = any(
        (total.low or 0) <= one + other <= (top if total.high is None else total.high)
        for one in range(first.low or 0, (top if first.high is None else first.high) + 1)
        for other in range(second.low or 0, (top if second.high is None else second.high) + 1)
    )
    how = [one.how for one in found.incidents[0].sums if "said to make up" in one.why]
    assert how == ["fits"] if possible else how in (["less"], ["more"])
