"""Figures of parts and wholes, of other people or in other units are not set against each other."""

import pytest

from llm_extract.records.claims import (
    ExtentUnit,
    Group,
    IncludesPerpetrators,
    Scope,
)
from tests.consensus.desk import (
    DEAD,
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    RESIDENTS,
    at,
    at_least,
    event,
    field_of,
    killed,
    kinds,
    merge_one,
    reach,
    report,
    say,
    series,
    told,
    told_at_once,
    up_to,
    vague,
)


def test_a_figure_for_a_part_is_of_another_scope_than_the_whole() -> None:
    part = say(killed(4), scope=Scope.PART, about="the east gate")
    found = field_of(told(say(killed(10)), part), DEAD)
    assert kinds(found) == ["scope_mismatch"]


def test_totals_with_and_without_the_attackers_are_of_other_scope() -> None:
    counting = say(killed(9, includes_perpetrators=IncludesPerpetrators.YES))
    leaving_out = say(killed(7, includes_perpetrators=IncludesPerpetrators.NO))
    assert kinds(field_of(told(counting, leaving_out), DEAD)) == ["scope_mismatch"]


def test_cities_and_districts_are_counted_in_other_units() -> None:
    found = field_of(
        told(say(reach(5, ExtentUnit.DISTRICTS)), say(reach(14, ExtentUnit.CITIES), HILL_FRONT)),
        "extent/places",
    )
    assert kinds(found) == ["scope_mismatch"]


def test_extents_of_cities_and_towns_are_compared_and_typed() -> None:
    found = field_of(
        told(
            say(reach(at_least(10))),
            say(reach(at_least(13))),
            say(reach(up_to(12))),
            say(reach(7, ExtentUnit.TOWNS)),
        ),
        "extent/places",
    )
    assert kinds(found) == ["precision_difference", "contradiction"]
    conflict = found.disagreements[1]
    assert "7 towns" in conflict.why
    assert "at least 13 cities" in conflict.why


def test_background_figures_are_shown_and_never_counted() -> None:
    consensus = merge_one(
        report(
            "Alder News",
            event(say(killed(10))),
            background=(say(killed(667), about="2023", scope=Scope.BACKGROUND),),
        )
    )
    (shown,) = consensus.background
    assert shown.value.count.low == 667
    assert field_of(consensus, DEAD).reported_range.high == 10


def test_parts_that_exceed_the_whole_are_noted_as_derived() -> None:
    part = event(say(killed(9), scope=Scope.PART, about="Osmere"), when=None)
    consensus = merge_one(
        report(
            "Alder News",
            series(say(killed(5), scope=Scope.SERIES), say(at("Osmere")), parts=(part,)),
        )
    )
    assert any(
        note.startswith("Derived:") and "9" in note and "more than the 5" in note
        for note in consensus.notes
    )
    assert consensus.incidents[1].part_of == consensus.incidents[0].incident_id


@pytest.mark.parametrize(("total", "noted"), [(21, False), (25, True)])
def test_a_total_that_its_own_parts_do_not_make_up_is_noted(total, noted) -> None:
    consensus = told_at_once(
        say(killed(10)), say(killed(11, Group.CIVILIANS)), say(killed(total), sums=(0, 1))
    )
    assert any("10 + 11 = 21" in note for note in consensus.notes) is noted


def test_groups_are_told_apart_by_field() -> None:
    consensus = told(say(killed(10)), say(killed(37, Group.MILITANTS), OFFICIALS))
    keys = {str(one.key) for one in consensus.incidents[0].fields}
    assert {DEAD, "toll/militants/killed"} <= keys


def test_a_part_that_is_not_named_is_of_another_scope_than_the_whole() -> None:
    part = say(killed(4), HOSPITAL, scope=Scope.PART)
    assert kinds(field_of(told(say(killed(10)), part), DEAD)) == ["scope_mismatch"]


def test_a_total_that_its_own_voice_breaks_down_is_no_disagreement() -> None:
    parts = [say(killed(number), HOSPITAL, scope=Scope.PART) for number in (4, 6)]
    assert kinds(field_of(told_at_once(say(killed(10), HOSPITAL), *parts), DEAD)) == []


def test_two_figures_of_one_speaker_at_one_time_are_of_different_people() -> None:
    found = field_of(told_at_once(say(killed(17), OFFICIALS), say(killed(0), OFFICIALS)), DEAD)
    assert kinds(found) == ["scope_mismatch"]


def test_a_share_of_an_untold_number_says_nothing_on_a_figure() -> None:
    assert kinds(field_of(told(say(killed(6)), say(killed(vague("most")), RESIDENTS)), DEAD)) == []


def test_up_to_thirty_and_one_from_one_speaker_are_of_different_people() -> None:
    both = told_at_once(say(killed(up_to(30)), OFFICIALS), say(killed(1), OFFICIALS))
    assert kinds(field_of(both, DEAD)) == ["scope_mismatch"]


def test_at_least_ten_and_twelve_from_one_speaker_are_of_the_same_people() -> None:
    both = told_at_once(say(killed(at_least(10)), OFFICIALS), say(killed(12), OFFICIALS))
    assert kinds(field_of(both, DEAD)) == ["precision_difference"]
