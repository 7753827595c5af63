"""Each kind of disagreement, the first that fits, with a sentence that names who says what."""

from datetime import date

import pytest

from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    ExtentUnit,
    Group,
    IncludesPerpetrators,
    Result,
    Role,
    Scope,
    Speaker,
    Stance,
    Victim,
)
from llm_extract.records.counts import CountKind
from llm_extract.records.when_where import Moment
from tests.consensus.desk import (
    HILL_FRONT,
    HOSPITAL,
    OFFICIALS,
    POLICE,
    RESIDENTS,
    SATURDAY,
    WEDNESDAY,
    Say,
    at,
    at_least,
    day,
    deny,
    done_by,
    ended,
    event,
    exactly,
    field_of,
    killed,
    kinds,
    merge_one,
    on,
    reach,
    report,
    say,
    series,
    unknown,
    up_to,
    vague,
)

DEAD = "toll/security_forces/killed"
PLACES = (say(at("Tarnfield")), say(at("Osmere")))


def told(*says: Say):
    """Each claim in a report of its own, all of one attack."""
    outlets = ["Alder News", "Birch Daily", "Cedar Wire", "Dogwood Post"]
    return merge_one(*(report(name, event(one)) for name, one in zip(outlets, says, strict=False)))


def moment(number: int) -> Moment:
    return Moment(day=date(2024, 3, number))


def test_equal_figures_of_two_outlets_are_one_position_without_disagreement() -> None:
    found = field_of(told(say(killed(10)), say(killed(10))), DEAD)
    assert len(found.positions) == 1
    assert found.disagreements == ()


def test_a_party_s_figure_far_above_an_at_least_is_a_contradiction_though_they_overlap() -> None:
    found = field_of(told(say(killed(at_least(10))), say(killed(84), HILL_FRONT)), DEAD)
    assert kinds(found) == ["contradiction"]


def test_the_figures_of_opposed_parties_are_a_contradiction_named_in_one_sentence() -> None:
    found = field_of(told(say(killed(10), OFFICIALS), say(killed(84), HILL_FRONT)), DEAD)
    (one,) = found.disagreements
    assert one.kind == "contradiction"
    assert one.nature == "numeric"
    assert one.why == (
        "Officials said 10 members of the security forces were killed;"
        " the Hill Country Front said 84 members of the security forces were killed."
    )


def test_overlapping_figures_of_claimants_who_are_not_opposed_differ_in_precision_only() -> None:
    found = field_of(told(say(killed(at_least(10))), say(killed(12), RESIDENTS)), DEAD)
    assert kinds(found) == ["precision_difference"]


def test_opposed_parties_never_merely_differ_in_precision() -> None:
    found = field_of(told(say(killed(at_least(10)), OFFICIALS), say(killed(12), HILL_FRONT)), DEAD)
    assert kinds(found) == ["contradiction"]


def test_a_vague_word_does_not_close_the_conflict_between_two_figures() -> None:
    found = field_of(
        told(say(killed(10), OFFICIALS), say(killed(84), HILL_FRONT), say(killed(vague("dozens")))),
        DEAD,
    )
    assert "contradiction" in kinds(found)


def test_an_unstated_number_conflicts_with_an_explicit_none_and_with_nothing_else() -> None:
    assert kinds(field_of(told(say(killed(0), OFFICIALS), say(killed(unknown()))), DEAD)) == [
        "contradiction"
    ]
    assert kinds(field_of(told(say(killed(5), OFFICIALS), say(killed(unknown()))), DEAD)) == []


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
    assert one.why.index("10 members") < one.why.index("12 members")


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
    assert "Alder News no longer said that 13 members" in one.why
    assert "residents said 9 members" in one.why


def test_a_rejected_figure_is_a_denial_that_names_both() -> None:
    found = field_of(told(say(killed(84), HILL_FRONT), deny(killed(84), OFFICIALS)), DEAD)
    (one,) = found.disagreements
    assert one.kind == "denial"
    assert "the Hill Country Front said 84" in one.why.replace("The", "the")
    assert one.why.endswith("which officials rejected.")
    (position,) = found.positions
    assert [holder.claimant.name for holder in position.rejected_by] == ["officials"]


def test_an_at_least_is_rejected_by_who_rejects_its_bare_figure() -> None:
    found = field_of(told(say(killed(at_least(14)), HOSPITAL), deny(killed(14), OFFICIALS)), DEAD)
    (one,) = found.disagreements
    assert one.kind == "denial"
    assert one.why == (
        "Saint Orla Hospital said at least 14 members of the security forces were killed, which"
        " officials rejected."
    )


def test_a_rejected_figure_that_nobody_gives_stands_by_itself() -> None:
    found = field_of(told(say(killed(9), HOSPITAL), deny(killed(14), OFFICIALS)), DEAD)
    assert [len(position.holders) for position in found.positions] == [1, 0]


def test_a_denial_comes_before_a_contradiction_where_the_rejector_gives_his_own_figure() -> None:
    found = field_of(
        told(say(killed(84), HILL_FRONT), deny(killed(84), OFFICIALS), say(killed(10), OFFICIALS)),
        DEAD,
    )
    assert kinds(found) == ["denial"]
    assert "officials said 10" in found.disagreements[0].why


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


def test_saturday_and_wednesday_contradict_each_other() -> None:
    consensus = merge_one(
        report("Alder News", series(say(on(SATURDAY)), *PLACES, when=SATURDAY)),
        report("Birch Daily", series(say(on(WEDNESDAY), OFFICIALS), *PLACES, when=WEDNESDAY)),
    )
    found = field_of(consensus, "date")
    (one,) = found.disagreements
    assert one.kind == "contradiction"
    assert one.nature == "categorical"
    assert "Saturday" in one.why
    assert "Officials said it happened on Wednesday" in one.why


def test_a_bare_weekday_takes_the_date_that_another_report_prints_and_a_note_says_so() -> None:
    consensus = merge_one(
        report("Alder News", series(say(on(day(9))), *PLACES, when=day(9))),
        report("Birch Daily", series(say(on(SATURDAY)), *PLACES, when=SATURDAY)),
        report("Cedar Wire", series(say(on(WEDNESDAY)), *PLACES, when=WEDNESDAY)),
    )
    found = field_of(consensus, "date")
    values = [str(one.value.when) for one in found.positions]
    assert sorted(values) == ["9 March 2024", "Wednesday"]
    assert any("Birch Daily" in note and "9 March 2024" in note for note in consensus.notes)


@pytest.mark.parametrize("got_through", [Result.SITE_ENTERED, Result.SITE_SEIZED, Result.SUCCEEDED])
@pytest.mark.parametrize("held_off", [Result.FOILED, Result.REPELLED, Result.FAILED])
def test_held_off_and_got_through_contradict_each_other(held_off, got_through) -> None:
    found = field_of(
        told(say(ended(held_off), OFFICIALS), say(ended(got_through, "army camps"), HILL_FRONT)),
        "outcome",
    )
    assert kinds(found) == ["contradiction"]


def test_outcomes_of_different_things_stand_side_by_side() -> None:
    found = field_of(
        told(
            say(ended(Result.REPELLED, "the harbour"), OFFICIALS),
            say(ended(Result.SITE_ENTERED, "the prison"), HILL_FRONT),
        ),
        "outcome",
    )
    assert kinds(found) == []


def test_no_damage_and_destruction_of_the_same_thing_contradict_each_other() -> None:
    found = field_of(
        told(
            say(Damage(degree=Degree.NONE, of="police vehicles"), OFFICIALS),
            say(Damage(degree=Degree.DESTROYED, of="a police vehicle, police said"), RESIDENTS),
        ),
        "damage",
    )
    assert kinds(found) == ["contradiction"]


def test_rival_claims_of_authorship_are_an_attribution_conflict() -> None:
    claimed = say(done_by("River League"), HILL_FRONT, stance=Stance.CLAIMS_RESPONSIBILITY)
    accused = say(done_by("Hill Country Front"), OFFICIALS, stance=Stance.ACCUSES)
    found = field_of(told(claimed, accused), "responsibility")
    assert kinds(found) == ["attribution_conflict"]


def test_a_group_and_its_acronym_are_one_author() -> None:
    claimed = say(done_by("HCF"), HILL_FRONT, stance=Stance.CLAIMS_RESPONSIBILITY)
    accused = say(done_by("Hill Country Front"), OFFICIALS, stance=Stance.ACCUSES)
    found = field_of(told(claimed, accused), "responsibility")
    (position,) = found.positions
    assert position.value.actor == "Hill Country Front"
    assert len(position.holders) == 2


def test_a_victim_reported_hurt_and_then_dead_is_an_update_by_the_same_body() -> None:
    hurt = Victim(name="Ravo Telin", effect=Effect.INJURED)
    dead = Victim(name="Ravo Tellin", effect=Effect.KILLED)
    found = field_of(
        told(say(hurt, POLICE, as_of=moment(9)), say(dead, POLICE, as_of=moment(10))), "victim"
    )
    assert kinds(found) == ["update"]


def test_places_of_a_series_stand_side_by_side() -> None:
    consensus = merge_one(report("Alder News", series(say(at("Tarnfield")), say(at("Osmere")))))
    assert kinds(field_of(consensus, "place")) == []


def test_declining_to_say_is_a_position_without_a_figure_and_no_disagreement() -> None:
    found = field_of(
        told(say(killed(10)), say(killed(unknown()), OFFICIALS, stance=Stance.DECLINES)), DEAD
    )
    assert kinds(found) == []
    assert (found.reported_range.low, found.reported_range.high) == (10, 10)


def test_silence_is_listed_and_counts_as_nothing() -> None:
    silent = report("Birch Daily", event())
    found = field_of(merge_one(report("Alder News", event(say(killed(10)))), silent), DEAD)
    assert found.silent == (silent.article.article_id,)
    assert found.independence.articles == 1


def test_a_position_shows_each_voice_once_with_all_its_articles() -> None:
    found = field_of(told(say(killed(10), OFFICIALS), say(killed(10), OFFICIALS)), DEAD)
    (holder,) = found.positions[0].holders
    assert len(holder.article_ids) == 2


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


def told_at_once(*says: Say):
    return merge_one(report("Alder News", event(*says)))


def test_groups_are_told_apart_by_field() -> None:
    consensus = told(say(killed(10)), say(killed(37, Group.MILITANTS), OFFICIALS))
    keys = {str(one.key) for one in consensus.incidents[0].fields}
    assert {DEAD, "toll/militants/killed"} <= keys


def test_a_title_says_kind_place_and_day_and_nothing_more() -> None:
    assert told(say(killed(10))).title == "Armed attack in Tarnfield, Marovia, 9 March 2024"


def test_an_explicit_none_is_a_zero_with_a_claimant() -> None:
    found = field_of(told(say(killed(exactly(0)), OFFICIALS)), DEAD)
    assert found.positions[0].value.count.kind is CountKind.ZERO
    assert found.positions[0].holders[0].claimant == OFFICIALS


# ---------------------------------------------------------------- when each voice spoke


def dated(*told: tuple[Say, int], names: tuple[str, ...] = ()):
    """Each claim in a report of its own, published on that day of March 2024."""
    outlets = names or ("Alder News", "Birch Daily", "Cedar Wire")
    return merge_one(
        *(
            report(name, event(one), published_on=date(2024, 3, number))
            for name, (one, number) in zip(outlets, told, strict=False)
        )
    )


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


def test_a_police_spokesman_s_later_figure_is_an_update_of_the_superintendent_s() -> None:
    superintendent = Speaker(name="Superintendant Ila Borow", role=Role.SECURITY_FORCE, named=True)
    spokesman = Speaker(name="a police spokesman", role=Role.SECURITY_FORCE, named=False)
    found = field_of(
        dated((say(killed(3), superintendent), 9), (say(killed(6), spokesman), 10)), DEAD
    )
    assert kinds(found) == ["update"]


def test_a_fire_brigade_and_a_ministry_are_not_one_voice_that_moved_on() -> None:
    brigade = Speaker(name="the fire brigade", role=Role.GOVERNMENT, named=False)
    ministry = Speaker(name="the ministry", role=Role.GOVERNMENT, named=False)
    found = field_of(dated((say(killed(3), brigade), 9), (say(killed(6), ministry), 10)), DEAD)
    assert kinds(found) == ["possible_update"]


# ---------------------------------------------------------------- whose word a release is


def test_a_ministry_s_release_is_the_word_of_the_state() -> None:
    found = field_of(
        dated(
            (say(killed(3)), 9),
            (say(killed(40), HILL_FRONT), 9),
            names=("Ministry of the Interior of Marovia", "Birch Daily"),
        ),
        DEAD,
    )
    assert found.best is None
    assert found.no_best == (
        "it rests on the word of parties to the conflict alone: Hill Country Front and"
        " Ministry of the Interior of Marovia"
    )


def test_who_claims_the_deed_in_the_own_voice_is_a_party_to_it() -> None:
    claimed = say(done_by("Hill Country Front"), stance=Stance.CLAIMS_RESPONSIBILITY)
    boast = report("Hill Voice", event(claimed, say(killed(40))))
    found = field_of(merge_one(boast, report("Alder News", event(say(killed(at_least(10)))))), DEAD)
    assert kinds(found) == ["contradiction"]


def test_two_states_that_accuse_each_other_are_two_sides() -> None:
    orvan = Speaker(name="Orvan defence ministry", role=Role.GOVERNMENT, named=True)
    telka = Speaker(name="Telka's general staff", role=Role.SECURITY_FORCE, named=True)
    blame = [
        say(done_by("Telkan troops"), orvan, stance=Stance.ACCUSES),
        say(done_by("an Orvan raiding party"), telka, stance=Stance.ACCUSES),
    ]
    found = field_of(
        merge_one(
            report("Alder News", event(blame[0], say(killed(at_least(10)), orvan))),
            report("Birch Daily", event(blame[1], say(killed(12), telka))),
        ),
        DEAD,
    )
    assert kinds(found) == ["contradiction"]


# ---------------------------------------------------------------- parts, shares and denials


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


def test_who_denies_any_loss_denies_every_figure() -> None:
    found = field_of(told(say(killed(5), RESIDENTS), deny(killed(unknown()), OFFICIALS)), DEAD)
    assert kinds(found) == ["denial"]


def test_who_gives_a_figure_himself_has_not_denied_that_there_is_one() -> None:
    denying = [deny(killed(unknown()), OFFICIALS), say(killed(4), OFFICIALS)]
    found = field_of(told(*denying, say(killed(5), RESIDENTS)), DEAD)
    assert kinds(found) == ["denial", "contradiction"]
    assert len(found.disagreements[0].position_ids) == 1


def test_who_denies_more_than_41_denies_63() -> None:
    found = field_of(told(say(killed(63), RESIDENTS), deny(killed(at_least(42)), OFFICIALS)), DEAD)
    assert kinds(found) == ["denial"]


def test_names_that_share_a_word_are_no_rival_authors() -> None:
    found = field_of(
        told(say(done_by("Lamp rebels")), say(done_by("criminals of the so-called Lamp group"))),
        "responsibility",
    )
    assert kinds(found) == []


def test_a_named_man_may_be_the_man_described() -> None:
    found = field_of(
        told(say(done_by("Corwin Ash")), say(done_by("a resident of the port, 34"))),
        "responsibility",
    )
    assert kinds(found) == []


def test_a_second_gunman_is_no_rival_of_the_first() -> None:
    found = field_of(
        told(say(done_by("River League")), say(done_by("a second gunman"))), "responsibility"
    )
    assert kinds(found) == []
