"""Each kind of disagreement, the first that fits, with a sentence that names who says what."""

from datetime import date

import pytest

from llm_extract.records.claims import (
    Damage,
    Degree,
    Location,
    Result,
    Role,
    Speaker,
    Stance,
)
from llm_extract.records.counts import (
    CountKind,
)
from llm_extract.records.when_where import DatePrecision
from tests.consensus.desk import (
    DEAD,
    HILL_FRONT,
    OFFICIALS,
    RESIDENTS,
    SATURDAY,
    WEDNESDAY,
    at,
    at_least,
    dated,
    day,
    done_by,
    ended,
    event,
    exactly,
    field_of,
    killed,
    kinds,
    merge_one,
    on,
    report,
    say,
    series,
    told,
    town,
    unknown,
    vague,
)

PLACES = (say(at("Tarnfield")), say(at("Osmere")))


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
        "Officials said 10 security personnel were killed;"
        " the Hill Country Front said 84 security personnel were killed."
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


def test_a_title_says_kind_place_and_day_and_nothing_more() -> None:
    assert told(say(killed(10))).title == "Armed attack in Tarnfield, Marovia, 9 March 2024"


def test_an_explicit_none_is_a_zero_with_a_claimant() -> None:
    found = field_of(told(say(killed(exactly(0)), OFFICIALS)), DEAD)
    assert found.positions[0].value.count.kind is CountKind.ZERO
    assert found.positions[0].holders[0].claimant == OFFICIALS


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


# ---------------------------------------------------------------- authors and victims by name


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


def test_a_night_is_called_by_either_of_its_days() -> None:
    night = day(9).model_copy(update={"end": date(2024, 3, 10), "precision": DatePrecision.DAYS})
    assert kinds(field_of(told(say(on(night)), say(on(day(10)))), "date")) == []
    assert kinds(field_of(told(say(on(night)), say(on(day(11)))), "date")) == ["contradiction"]


def test_a_province_is_the_same_with_and_without_the_word_for_it() -> None:
    plain = Location(place=town("Tarnfield", "Norland"))
    full = Location(place=town("Tarnfield", "Norland province"))
    assert kinds(field_of(told(say(plain), say(full)), "place")) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("12 houses", "20 houses", ["contradiction"]),
        ("at least 12 houses", "20 mud-brick homes", ["precision_difference"]),
        ("dozens of shops", "38 shops", ["precision_difference"]),
        ("12 houses", "31 buildings", ["scope_mismatch"]),
        ("five lorries", "three vehicles", ["contradiction"]),
        ("12 houses", "12 homes", []),
        ("12 houses", "four lorries", []),
        ("12 houses", "the town hall", []),
    ],
)
def test_damages_differ_by_how_many_of_a_thing_they_count(one, other, kind) -> None:
    lost = [say(Damage(degree=Degree.DESTROYED, of=words)) for words in (one, other)]
    assert kinds(field_of(told(*lost), "damage")) == kind


def test_a_quarter_that_one_report_places_in_a_town_is_no_other_place() -> None:
    quarter = town("Tarnfield").model_copy(update={"site": "Dyers Row"})
    found = field_of(told(say(Location(place=quarter)), say(at("Dyers Row"))), "place")
    assert kinds(found) == []


def test_a_record_tells_which_of_its_positions_are_set_against_each_other() -> None:
    found = field_of(told(say(killed(4)), say(killed(at_least(3))), say(killed(2))), DEAD)
    values = {one.position_id: str(one.value.count) for one in found.positions}
    pairs = {
        one.kind: [{values[left], values[right]} for left, right in one.pairs]
        for one in found.disagreements
    }
    assert pairs["precision_difference"] == [{"4", "at least 3"}]
    assert {"4", "at least 3"} not in pairs["contradiction"]
    assert len(pairs["contradiction"]) == 2


def test_a_state_s_low_figure_is_no_boast() -> None:
    low = say(killed(at_least(2)), OFFICIALS)
    assert kinds(field_of(told(low, say(killed(14))), DEAD)) == ["precision_difference"]
