"""Figures of parts and wholes, of other people or in other units are not set against each other."""

import pytest

from llm_extract.records.claims import (
    ExtentUnit,
    Group,
    IncludesPerpetrators,
    Role,
    Scope,
    Speaker,
    Stance,
    Toll,
)
from tests.consensus.desk import (
    DEAD,
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    POLICE,
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

ALL_DEAD = "toll/everyone/killed"
CLINIC = Speaker(name="Birch Lane Clinic", role=Role.MEDICAL, named=True)


def of_all(number: int, counted: str = "unstated") -> Toll:
    """All the dead, with the attackers counted ("yes", "no") or nothing said of them."""
    included = IncludesPerpetrators(counted)
    return killed(number, Group.EVERYONE, includes_perpetrators=included)


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


def test_a_share_of_an_untold_number_is_looser_than_a_figure() -> None:
    most = say(killed(vague("most")), RESIDENTS)
    assert kinds(field_of(told(say(killed(6)), most), DEAD)) == ["precision_difference"]


def test_up_to_thirty_and_one_from_one_speaker_are_of_different_people() -> None:
    both = told_at_once(say(killed(up_to(30)), OFFICIALS), say(killed(1), OFFICIALS))
    assert kinds(field_of(both, DEAD)) == ["scope_mismatch"]


def test_at_least_ten_and_twelve_from_one_speaker_are_of_the_same_people() -> None:
    both = told_at_once(say(killed(at_least(10)), OFFICIALS), say(killed(12), OFFICIALS))
    assert kinds(field_of(both, DEAD)) == ["precision_difference"]


@pytest.mark.parametrize("both", ["yes", "no"])
def test_attackers_explain_no_difference_between_totals_that_count_alike(both) -> None:
    dead_gunmen = say(killed(2, Group.MILITANTS), POLICE)
    found = told(say(of_all(9, both)), say(of_all(7, both), RESIDENTS), dead_gunmen)
    assert kinds(field_of(found, ALL_DEAD)) == ["contradiction"]


@pytest.mark.parametrize("other", [POLICE, CLINIC])
def test_a_hospital_that_gives_fewer_counts_those_brought_to_it(other) -> None:
    found = told(say(of_all(18), other), say(of_all(14), HOSPITAL))
    assert kinds(field_of(found, ALL_DEAD)) == ["scope_mismatch"]


@pytest.mark.parametrize("brought", [0, 22])
def test_a_hospital_that_gives_none_or_more_contradicts(brought) -> None:
    found = told(say(of_all(18), POLICE), say(of_all(brought), HOSPITAL))
    assert kinds(field_of(found, ALL_DEAD)) == ["contradiction"]


def test_a_hospital_far_below_an_armed_groups_figure_contradicts_it() -> None:
    found = told(say(killed(60), HILL_FRONT), say(killed(14), HOSPITAL))
    assert kinds(field_of(found, DEAD)) == ["contradiction"]


def test_a_figure_below_another_of_its_own_speaker_is_no_rival_to_what_others_say() -> None:
    both = event(say(of_all(12), OFFICIALS), say(of_all(3), OFFICIALS))
    rival = event(say(of_all(9), RESIDENTS))
    field = field_of(merge_one(report("Alder News", both), report("Birch Daily", rival)), ALL_DEAD)
    three = next(one.position_id for one in field.positions if one.value.count.low == 3)
    opposed = [one for one in field.disagreements if one.kind == "contradiction"]
    assert [len(one.position_ids) for one in opposed] == [2]
    assert three not in opposed[0].position_ids


@pytest.mark.parametrize(("by", "found"), [(OFFICIALS, []), (RESIDENTS, ["scope_mismatch"])])
def test_a_part_is_told_apart_by_whoever_gives_its_whole_in_the_same_report(by, found) -> None:
    part = say(killed(4), by, scope=Scope.PART, about="the east gate")
    apart = report("Alder News", event(say(killed(10), OFFICIALS), part))
    whole = report("Birch Daily", event(say(killed(10))))
    assert kinds(field_of(merge_one(apart, whole), DEAD)) == found


def test_a_hospital_counts_no_part_of_a_figure_that_somebody_takes_back() -> None:
    ten = killed(10, Group.EVERYONE)
    slip = event(say(ten, OFFICIALS), say(ten, OFFICIALS, stance=Stance.RETRACTS))
    found = merge_one(
        report("Alder News", slip),
        report("Birch Daily", event(say(killed(7, Group.EVERYONE), HOSPITAL))),
    )
    assert "scope_mismatch" not in kinds(field_of(found, ALL_DEAD))


def test_that_attackers_are_among_the_attackers_makes_no_other_figure() -> None:
    plain = killed(3, Group.MILITANTS)
    counting = killed(3, Group.MILITANTS, includes_perpetrators=IncludesPerpetrators.YES)
    found = field_of(told(say(plain), say(counting)), "toll/militants/killed")
    assert len(found.positions) == 1


def test_who_counts_the_attackers_is_above_who_says_nothing_of_them() -> None:
    counting, silent, higher = say(of_all(7, "yes")), say(of_all(5)), say(of_all(9))
    assert kinds(field_of(told(counting, silent), ALL_DEAD)) == ["scope_mismatch"]
    assert kinds(field_of(told(counting, higher), ALL_DEAD)) == ["contradiction"]


@pytest.mark.parametrize("number", [1, 10])
def test_nobody_takes_one_man_or_an_equal_figure_for_the_toll(number) -> None:
    part = say(killed(number), scope=Scope.PART, about="the east gate")
    assert kinds(field_of(told(say(killed(10)), part), DEAD)) == []


def test_two_figures_of_some_channels_need_not_count_different_people() -> None:
    channels = Speaker(name="some channels", role=Role.MEDIA, named=False)
    both = told_at_once(say(killed(25), channels), say(killed(40), channels))
    assert kinds(field_of(both, DEAD)) == ["contradiction"]
    one = told_at_once(say(killed(25), OFFICIALS), say(killed(40), OFFICIALS))
    assert kinds(field_of(one, DEAD)) == ["scope_mismatch"]


def test_four_or_more_is_a_count_of_all() -> None:
    open_ended = at_least(4).model_copy(update={"verbatim": "four or more"})
    found = field_of(told(say(killed(open_ended)), say(killed(10))), DEAD)
    assert kinds(found) == ["precision_difference"]


def test_what_the_higher_voice_calls_a_part_is_of_other_scope_for_whoever_gives_it_alone() -> None:
    both = event(say(killed(23), RESIDENTS), say(killed(9), RESIDENTS, scope=Scope.PART))
    alone = event(say(killed(9), POLICE))
    field = field_of(merge_one(report("Alder News", both), report("Birch Daily", alone)), DEAD)
    assert kinds(field) == ["scope_mismatch"]
