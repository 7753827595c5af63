"""A later word: of the same voice it replaces, of another it may."""

from datetime import UTC, date, datetime

import pytest

from llm_extract.records.claims import (
    Effect,
    Group,
    Role,
    Speaker,
    Stance,
    Toll,
    Victim,
)
from llm_extract.records.when_where import (
    Moment,
)
from tests.consensus.desk import (
    DEAD,
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    POLICE,
    RESIDENTS,
    Say,
    dated,
    event,
    field_of,
    killed,
    kinds,
    merge_one,
    report,
    say,
    told,
    told_at_once,
)


def moment(number: int) -> Moment:
    return Moment(day=date(2024, 3, number))


def test_a_later_word_of_the_same_body_is_an_update() -> None:
    found = field_of(
        told(
            say(killed(10), OFFICIALS, as_of=moment(9)),
            say(killed(12), OFFICIALS, as_of=moment(10)),
        ),
        DEAD,
    )
    (one,) = found.disagreements
    assert one.kind == "update"
    assert one.why.index("10 security") < one.why.index("12 security")


def test_a_later_word_of_somebody_else_is_only_a_possible_update() -> None:
    found = field_of(
        told(
            say(killed(10), RESIDENTS, as_of=moment(9)),
            say(killed(12), OFFICIALS, as_of=moment(10)),
        ),
        DEAD,
    )
    assert kinds(found) == ["possible_update"]


def test_residents_of_two_reports_are_not_one_voice_that_moved_on() -> None:
    found = field_of(
        told(
            say(killed(10), RESIDENTS, as_of=moment(9)),
            say(killed(12), RESIDENTS, as_of=moment(10)),
        ),
        DEAD,
    )
    assert kinds(found) == ["possible_update"]


def test_a_later_date_does_not_explain_away_what_opposed_parties_say() -> None:
    found = field_of(
        told(
            say(killed(10), OFFICIALS, as_of=moment(9)),
            say(killed(84), HILL_FRONT, as_of=moment(10)),
        ),
        DEAD,
    )
    assert kinds(found) == ["contradiction"]


def test_a_correction_of_one_s_own_word_is_an_update_whatever_its_date() -> None:
    found = field_of(
        told(say(killed(10), HOSPITAL), say(killed(12), HOSPITAL, stance=Stance.CORRECTS)), DEAD
    )
    assert kinds(found) == ["update"]


def test_a_figure_taken_back_for_another_is_an_update_and_no_denial() -> None:
    consensus = told_at_once(say(killed(13), stance=Stance.RETRACTS), say(killed(9), RESIDENTS))
    (one,) = field_of(consensus, DEAD).disagreements
    assert one.kind == "update"
    assert "Alder News no longer said that 13 security" in one.why
    assert "residents said 9 security" in one.why


def test_a_victim_reported_hurt_and_then_dead_is_an_update_by_the_same_body() -> None:
    hurt = Victim(name="Ravo Telin", effect=Effect.INJURED)
    dead = Victim(name="Ravo Tellin", effect=Effect.KILLED)
    found = field_of(
        told(say(hurt, POLICE, as_of=moment(9)), say(dead, POLICE, as_of=moment(10))), "victim"
    )
    assert kinds(found) == ["update"]


def test_a_later_report_of_others_is_a_possible_update_by_its_date_of_publication() -> None:
    found = field_of(dated((say(killed(10), RESIDENTS), 9), (say(killed(12), HOSPITAL), 10)), DEAD)
    (one,) = found.disagreements
    assert one.kind == "possible_update"
    assert "(reported on 9 March 2024); Saint Orla Hospital said 12" in one.why


def test_two_reports_of_one_day_are_not_told_earlier_and_later() -> None:
    found = field_of(dated((say(killed(10), RESIDENTS), 9), (say(killed(12), HOSPITAL), 9)), DEAD)
    assert kinds(found) == ["contradiction"]


def test_an_old_figure_is_no_newer_for_being_printed_again() -> None:
    found = field_of(
        dated(
            (say(killed(10), HOSPITAL), 9),
            (say(killed(12), RESIDENTS), 10),
            (say(killed(10), HOSPITAL), 11),
        ),
        DEAD,
    )
    assert kinds(found) == ["possible_update"]


@pytest.mark.parametrize("title", ["Superintendant", "SP", "the command's spokesperson, DSP"])
def test_a_police_spokesman_s_later_figure_is_an_update_of_the_superintendent_s(title) -> None:
    superintendent = Speaker(name=f"{title} Ila Borow", role=Role.SECURITY_FORCE, named=True)
    spokesman = Speaker(name="a police spokesman", role=Role.SECURITY_FORCE, named=False)
    found = field_of(
        dated((say(killed(3), superintendent), 9), (say(killed(6), spokesman), 10)), DEAD
    )
    assert kinds(found) == ["update"]


@pytest.mark.parametrize("quoted", ["the Prison Service", "the Service", "Norland Prison Service"])
def test_what_a_body_published_itself_is_updated_by_what_it_is_quoted_with(quoted) -> None:
    named = Speaker(name="the Prison Service", role=Role.GOVERNMENT, named=True)
    later = Speaker(name=quoted, role=Role.GOVERNMENT, named=True)
    release = report("Norland Prison Service", event(say(killed(3))), published_on=date(2024, 3, 9))
    wire = report(
        "Birch Daily",
        event(say(killed(1, Group.CIVILIANS), named), say(killed(6), later)),
        published_on=date(2024, 3, 11),
    )
    assert kinds(field_of(merge_one(release, wire), DEAD)) == ["update"]


def test_a_watchdog_that_bears_a_groups_name_does_not_speak_for_it() -> None:
    watchdog = report(
        "Hill Country Front Watch", event(say(killed(3))), published_on=date(2024, 3, 9)
    )
    group = report("Birch Daily", event(say(killed(6), HILL_FRONT)), published_on=date(2024, 3, 11))
    assert kinds(field_of(merge_one(watchdog, group), DEAD)) == ["possible_update"]


def test_a_fire_brigade_and_a_ministry_are_not_one_voice_that_moved_on() -> None:
    brigade = Speaker(name="the fire brigade", role=Role.GOVERNMENT, named=False)
    ministry = Speaker(name="the ministry", role=Role.GOVERNMENT, named=False)
    found = field_of(dated((say(killed(3), brigade), 9), (say(killed(6), ministry), 10)), DEAD)
    assert kinds(found) == ["possible_update"]


def test_a_figure_dated_to_the_day_of_print_is_as_old_as_the_hour_of_print() -> None:
    day, toll = date(2024, 3, 9), {4: 3, 11: 5}
    reports = (
        report(
            f"Post of {hour} o'clock",
            event(say(killed(number), POLICE, as_of=Moment(day=day))),
            published_on=day,
            published_at=datetime(2024, 3, 9, hour, tzinfo=UTC),
        )
        for hour, number in toll.items()
    )
    assert kinds(field_of(merge_one(*reports), DEAD)) == ["update"]


def test_a_paper_that_counts_more_the_next_day_moves_on() -> None:
    first = report("Alder News", event(say(killed(3))), published_on=date(2024, 3, 10))
    then = report(
        "Alder News", event(say(killed(5))), seed="the next day", published_on=date(2024, 3, 11)
    )
    assert kinds(field_of(merge_one(first, then), DEAD)) == ["update"]


def test_a_guess_beside_a_figure_of_the_day_before_in_one_report_replaces_nothing() -> None:
    one = report(
        "Alder News",
        event(say(killed(6), as_of=moment(12)), say(killed(14))),
        published_on=date(2024, 3, 13),
    )
    assert "update" not in kinds(field_of(merge_one(one), DEAD))


def kinds_in_turn(first: Say, then: Say) -> list[str]:
    return kinds(field_of(dated((first, 9), (then, 11)), DEAD))


def test_that_nobody_died_is_no_earlier_word_on_many_dead_nor_a_later_one() -> None:
    none, many = say(killed(0), OFFICIALS), say(killed(9), RESIDENTS)
    assert kinds_in_turn(none, many) == ["contradiction"]
    assert kinds_in_turn(many, none) == ["contradiction"]


def test_one_may_have_died_since_and_an_outlet_may_say_too_soon_that_nobody_did() -> None:
    assert kinds_in_turn(say(killed(0), OFFICIALS), say(killed(1), HOSPITAL)) == ["possible_update"]
    assert kinds_in_turn(say(killed(0)), say(killed(9), RESIDENTS)) == ["possible_update"]


@pytest.mark.parametrize(
    ("effect", "kind"), [(Effect.MISSING, "possible_update"), (Effect.KILLED, "contradiction")]
)
def test_a_side_that_counts_many_missing_does_not_boast(effect, kind) -> None:
    def of(number: int) -> Toll:
        return killed(number).model_copy(update={"effect": effect})

    many, few = say(of(9), OFFICIALS), say(of(2))
    found = field_of(dated((many, 9), (few, 11)), f"toll/security_forces/{effect}")
    assert kinds(found) == [kind]


def test_two_figures_side_by_side_in_one_report_are_no_news_of_each_other() -> None:
    first = report("Alder News", event(say(killed(3), POLICE)), published_on=date(2024, 3, 9))
    both = event(say(killed(3), POLICE), say(killed(5), HOSPITAL))
    later = report("Birch Daily", both, published_on=date(2024, 3, 10))
    assert kinds(field_of(merge_one(first, later), DEAD)) == ["contradiction"]
