"""Figures of different groups and effects, set against each other."""

from __future__ import annotations

from datetime import date

import pytest

from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Stance, Toll
from llm_extract.records.consensus import Disagreement
from llm_extract.records.counts import Count
from llm_extract.records.when_where import Moment
from tests.consensus.desk import (
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    RESIDENTS,
    Say,
    at_least,
    event,
    exactly,
    killed,
    merge_one,
    report,
    say,
    unknown,
)

FIRST_DAY, SECOND_DAY = Moment(day=date(2024, 3, 9)), Moment(day=date(2024, 3, 10))


def toll(count: Count | int, group: Group, effect: Effect = Effect.KILLED) -> Toll:
    return Toll(
        group=group, effect=effect, count=exactly(count) if isinstance(count, int) else count
    )


def across(*outlets: tuple[Say, ...]) -> list[Disagreement]:
    """What stands across the fields of a story in which each outlet says these things."""
    names = ["Alder News", "Birch Daily", "Cedar Wire", "Dogwood Press", "Elm Post"]
    found = merge_one(*(report(n, event(*says)) for n, says in zip(names, outlets, strict=False)))
    return list(found.incidents[0].across)


def kinds(*outlets: tuple[Say, ...]) -> list[str]:
    return [one.kind for one in across(*outlets)]


def test_two_dead_policemen_contradict_that_nobody_died() -> None:
    nobody = say(killed(0, Group.EVERYONE), OFFICIALS)
    police = say(killed(2, Group.POLICE), RESIDENTS)
    (found,) = across((nobody,), (police,))
    assert found.kind == "contradiction"
    assert "2 police officers were killed" in found.why


def test_an_injured_civilian_contradicts_that_no_civilian_was_harmed() -> None:
    nobody = say(toll(0, Group.CIVILIANS, Effect.KILLED_OR_INJURED), OFFICIALS)
    hurt = say(toll(1, Group.CIVILIANS, Effect.INJURED), RESIDENTS)
    assert kinds((nobody,), (hurt,)) == ["contradiction"]


def test_a_part_that_fits_into_the_whole_is_no_contradiction() -> None:
    assert "contradiction" not in kinds(
        (say(killed(20, Group.EVERYONE), HOSPITAL),), (say(killed(11, Group.POLICE), OFFICIALS),)
    )


def test_a_whole_without_an_upper_bound_leaves_room_for_any_part() -> None:
    assert "contradiction" not in kinds(
        (say(killed(at_least(5), Group.EVERYONE), HOSPITAL),),
        (say(killed(84, Group.SECURITY_FORCES), HILL_FRONT),),
    )


def test_two_reports_that_each_give_one_toll_of_different_groups_are_told_apart() -> None:
    found = kinds(
        (say(killed(20, Group.EVERYONE), HOSPITAL),),
        (say(killed(11, Group.SECURITY_FORCES), OFFICIALS),),
    )
    assert found == ["scope_mismatch"]


def test_a_report_that_gives_both_whole_and_part_tells_them_apart_itself() -> None:
    both = (
        say(killed(20, Group.EVERYONE), HOSPITAL),
        say(killed(11, Group.SECURITY_FORCES), HOSPITAL),
    )
    assert kinds(both, (say(killed(20, Group.EVERYONE), HOSPITAL),)) == []


@pytest.mark.parametrize("group", [Group.CHILDREN, Group.MEDIA])
def test_nobody_takes_the_children_for_all_the_dead(group) -> None:
    assert kinds((say(killed(20, Group.EVERYONE)),), (say(killed(2, group)),)) == []


def test_attackers_need_not_be_among_everybody_who_died() -> None:
    victims = Toll(
        group=Group.EVERYONE,
        effect=Effect.KILLED,
        count=exactly(3),
        includes_perpetrators=IncludesPerpetrators.NO,
    )
    assert kinds((say(victims, HOSPITAL),), (say(killed(9, Group.MILITANTS), OFFICIALS),)) == []


def test_attackers_are_among_everybody_where_they_are_counted() -> None:
    everybody = Toll(
        group=Group.EVERYONE,
        effect=Effect.KILLED,
        count=exactly(3),
        includes_perpetrators=IncludesPerpetrators.YES,
    )
    found = kinds((say(everybody, HOSPITAL),), (say(killed(9, Group.MILITANTS), OFFICIALS),))
    assert found == ["scope_mismatch"]


@pytest.mark.parametrize("died", [3, 23])
def test_neutralised_is_not_killed_even_where_the_figures_agree(died) -> None:
    removed = say(toll(23, Group.MILITANTS, Effect.NEUTRALISED), OFFICIALS)
    dead = say(toll(died, Group.MILITANTS), HILL_FRONT)
    assert kinds((removed,), (dead,)) == ["scope_mismatch"]


def test_that_none_of_the_forces_died_is_nobody_s_count_of_all() -> None:
    none = say(killed(0, Group.MILITARY), OFFICIALS)
    assert kinds((none,), (say(killed(9, Group.EVERYONE), RESIDENTS),)) == []


def test_a_voice_that_corrects_one_toll_has_not_corrected_another() -> None:
    corrected = say(killed(23, Group.EVERYONE), HOSPITAL, stance=Stance.CORRECTS)
    claimed = say(killed(67, Group.SECURITY_FORCES), HILL_FRONT)
    assert "update" not in kinds((corrected, claimed))


def test_the_record_carries_it_in_a_note_too() -> None:
    found = merge_one(
        report("Alder News", event(say(killed(0, Group.EVERYONE), OFFICIALS))),
        report("Birch Daily", event(say(killed(2, Group.POLICE), RESIDENTS))),
    )
    assert any("across groups" in note for note in found.notes)


def test_a_figure_that_was_taken_back_contradicts_no_other_group() -> None:
    six = killed(6, Group.CIVILIANS)
    slip = (say(six, OFFICIALS), say(six, OFFICIALS, stance=Stance.RETRACTS))
    assert kinds((say(killed(5, Group.EVERYONE)),), slip) == []


def test_a_figure_that_another_report_still_gives_stands_though_one_took_it_back() -> None:
    six = killed(6, Group.CIVILIANS)
    slip = (say(six, OFFICIALS), say(six, OFFICIALS, stance=Stance.RETRACTS))
    found = kinds((say(killed(5, Group.EVERYONE)),), slip, (say(six, RESIDENTS),))
    assert found == ["contradiction"]


def test_civilians_are_everybody_where_nobody_else_is_said_to_have_died() -> None:
    people, villagers = killed(13, Group.EVERYONE), killed(15, Group.CIVILIANS)
    fallen = killed(2, Group.POLICE)
    assert kinds((say(people),), (say(villagers, RESIDENTS),)) == ["contradiction"]
    others = kinds((say(people),), (say(villagers, RESIDENTS), say(fallen)))
    assert set(others) == {"scope_mismatch"}


def test_more_of_one_group_than_of_all_counts_other_people_and_contradicts_only_nobody() -> None:
    boast = (say(killed(22, Group.POLICE), HILL_FRONT),)
    assert kinds((say(killed(13, Group.EVERYONE), OFFICIALS),), boast) == ["scope_mismatch"]
    assert kinds((say(killed(0, Group.EVERYONE), OFFICIALS),), boast) == ["contradiction"]


def any_loss(group: Group, effect: Effect = Effect.KILLED_OR_INJURED) -> Toll:
    return Toll(group=group, effect=effect, count=unknown())


def test_who_denies_any_loss_denies_the_dead_that_the_other_side_counts() -> None:
    nothing = say(any_loss(Group.MILITARY), OFFICIALS, stance=Stance.DENIES)
    assert kinds((nothing,), (say(killed(5, Group.MILITARY), HILL_FRONT),)) == ["denial"]


def test_who_counts_some_dead_and_rejects_the_figures_rejects_only_a_foe_s_higher_one() -> None:
    figures = say(any_loss(Group.EVERYONE, Effect.KILLED), OFFICIALS, stance=Stance.DENIES)
    own = (say(killed(4, Group.EVERYONE), OFFICIALS), figures)
    assert "denial" in kinds(own, (say(killed(60), HILL_FRONT),))
    assert "denial" not in kinds(own, (say(killed(3), HILL_FRONT),))
    assert "denial" not in kinds(own, (say(killed(60), RESIDENTS),))


def test_soldiers_and_policemen_are_each_told_apart_from_all_the_dead() -> None:
    found = across(
        (say(killed(3, Group.POLICE)),),
        (say(killed(9, Group.EVERYONE)),),
        (say(killed(4, Group.MILITARY)),),
    )
    assert [len(one.position_ids) for one in found] == [2, 2]


def test_many_tolls_and_one_higher_figure_of_the_police_are_told_as_two_figures() -> None:
    totals = [(say(killed(number, Group.EVERYONE), RESIDENTS),) for number in (9, 11)]
    twice = (say(killed(11, Group.EVERYONE), HOSPITAL),)
    (found,) = across(*totals, twice, (say(killed(22, Group.POLICE), HILL_FRONT),))
    assert len(found.position_ids) == 2
    assert "11 people" in found.why
    assert "22 police officers" in found.why


def test_nobody_is_contradicted_by_one_figure_for_each_group() -> None:
    nobody = (say(toll(0, Group.EVERYONE, Effect.KILLED_OR_INJURED), HILL_FRONT),)
    dead = [(say(killed(number, Group.EVERYONE), OFFICIALS),) for number in (4, 6)]
    hurt = (say(toll(30, Group.EVERYONE, Effect.INJURED), HOSPITAL),)
    police = (say(killed(2, Group.POLICE), RESIDENTS),)
    told = across(nobody, *dead, hurt, police)
    (found,) = (one for one in told if one.kind == "contradiction")
    assert len(found.pairs) == 2
    assert len(found.position_ids) == 3
    assert "police officers" not in found.why


def test_nobody_died_is_left_to_its_own_field_where_others_count_dead_in_it() -> None:
    nobody = say(killed(0, Group.EVERYONE), OFFICIALS)
    some = say(killed(5, Group.EVERYONE), RESIDENTS)
    police = say(killed(2, Group.POLICE), RESIDENTS)
    assert "contradiction" not in kinds((nobody,), (some,), (police,))


def test_a_later_nobody_does_not_bring_the_dead_of_yesterday_back() -> None:
    dead = (say(killed(1, Group.POLICE), RESIDENTS, as_of=FIRST_DAY),)
    nobody = (say(killed(0, Group.EVERYONE), HOSPITAL, as_of=SECOND_DAY),)
    assert kinds(dead, nobody) == ["contradiction"]
    first, second = killed(0, Group.EVERYONE), killed(1, Group.POLICE)
    assert kinds(
        (say(first, HOSPITAL, as_of=FIRST_DAY),), (say(second, RESIDENTS, as_of=SECOND_DAY),)
    ) == ["possible_update"]
