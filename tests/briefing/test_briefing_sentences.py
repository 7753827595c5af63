"""How sentences run: one verb for what ends alike, names that are closed, places where they are."""

from datetime import date

import pytest

from llm_extract.briefing import write
from llm_extract.briefing.nouns import located
from llm_extract.briefing.one_verb import under_one_verb
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    ExtentUnit,
    Group,
    Location,
    Response,
    ResponseKind,
    Responsibility,
    Result,
    Role,
    Speaker,
    Stance,
    Target,
    TargetKind,
    Victim,
)
from llm_extract.records.when_where import Place, PlacePrecision
from tests.briefing.newsroom import (
    AUTHORITIES,
    OFFICIALS,
    RESIDENTS,
    Newsroom,
    Told,
    at,
    extent,
    on,
    outcome,
    toll,
)


def briefed(*told: Told, town: str | None = None, publishers=(None, None, None)) -> str:
    desk = Newsroom(publishers=publishers)
    fields = [desk.field(one) for one in told]
    desk.incident(desk.field(Told(toll(2, Group.EVERYONE), OFFICIALS, (1, 2))), *fields, town=town)
    return str(write(desk.consensus()))


def destroyed(what: str) -> Damage:
    return Damage(of=what, degree=Degree.DESTROYED)


def victim(name: str, effect: Effect = Effect.KILLED, age: str | None = None) -> Victim:
    return Victim(name=name, effect=effect, group=Group.CIVILIANS, description=age)


def test_those_who_met_with_the_same_are_told_under_one_verb():
    told = briefed(
        Told(victim("Ada Moor"), AUTHORITIES, (1,)),
        Told(victim("Ilo Dann"), AUTHORITIES, (1,)),
        Told(victim("Eno Varr", Effect.INJURED), AUTHORITIES, (1,)),
    )
    assert "said Ada Moor and Ilo Dann were killed, and Eno Varr was injured" in told


def test_all_that_befell_one_person_is_told_under_the_name():
    told = briefed(
        Told(victim("Ada Moor", Effect.CAPTURED, "27"), AUTHORITIES, (1,)),
        Told(victim("Ada Moor", Effect.INJURED, "27"), AUTHORITIES, (1,)),
    )
    assert "said Ada Moor (27) was captured and injured" in told


def test_people_who_are_counted_twice_need_not_be_the_same():
    clauses = ["two guards were killed", "two guards were injured", "no one was killed"]
    assert under_one_verb(clauses) == clauses


def test_things_that_were_destroyed_stand_in_one_list():
    told = briefed(
        Told(destroyed("two lorries"), OFFICIALS, (1,)), Told(destroyed("a mill"), OFFICIALS, (1,))
    )
    assert "two lorries and a mill were destroyed" in told


def test_a_name_with_an_office_within_commas_is_closed_before_the_verb():
    headman = Speaker(name="headman of Orlo, Ilo Dann", role=Role.WITNESS, named=True)
    told = briefed(Told(outcome(Result.REPELLED), headman, (1,)))
    assert "The headman of Orlo, Ilo Dann, said militants were repelled" in told


@pytest.mark.parametrize(
    ("place", "stands"),
    [
        ("Orlo", "in Orlo"),
        ("East Orlo", "in East Orlo"),
        ("near Post Six", "near Post Six"),
        ("outside the mill, Orlo", "outside the mill in Orlo"),
        ("A mill by the river", "in a mill by the river"),
        ("The Hague", "in The Hague"),
    ],
)
def test_a_place_stands_where_its_own_words_put_it(place, stands):
    assert located(place) == stands


def test_a_described_place_is_told_without_a_second_preposition():
    desk = Newsroom()
    site = Place(name="near Post Six", site="near Post Six", precision=PlacePrecision.SITE)
    desk.incident(
        desk.field(Told(Location(place=site), OFFICIALS, (1,))),
        desk.field(Told(toll(2, Group.EVERYONE), OFFICIALS, (1,))),
    )
    text = str(write(desk.consensus()))
    assert " near Post Six" in text
    assert "in near" not in text


def test_a_row_of_a_described_place_does_not_say_again_where_it_is():
    desk = Newsroom()
    desk.incident(desk.field(Told(toll(3, Group.EVERYONE), OFFICIALS, (1,))))
    said = (Told(toll(two, group), OFFICIALS, (1,)) for two, group in ((2, Group.POLICE),))
    desk.incident(*map(desk.field, said), desk.field(Told(destroyed("a gate"), OFFICIALS, (1,))))
    part = desk.incidents[-1]
    desk.incidents[-1] = part.model_copy(update={"place": Place(name="near the mill")})
    rows = [one.in_cell().text for one in write(desk.consensus()).sentences if one.column]
    assert rows == ["Officials: gate destroyed, two police officers killed."]


def test_attacks_that_are_counted_reach_nothing():
    told = briefed(Told(extent(6, ExtentUnit.ATTACKS), OFFICIALS, (1,)))
    assert "Officials said there were six attacks" in told


def test_each_measure_stands_with_the_reports_that_tell_of_it():
    told = briefed(
        Told(Response(response=ResponseKind.CURFEW), None, (1,)),
        Told(Response(response=ResponseKind.CORDON), None, (2,)),
    )
    assert "Curfew imposed [1]; areas cordoned off [2]." in told


def test_whoever_publishes_a_report_and_is_quoted_by_another_is_one_voice():
    register = Speaker(name="Civic Register", role=Role.NGO, named=True)
    told = briefed(
        Told(toll(3, Group.CIVILIANS), None, (1,)),
        Told(toll(1, Group.CHILDREN), register, (2,)),
        publishers=("Civic Register", "Vale News", None),
    )
    assert "(one report)" not in told.partition("Civic Register said three")[2][:40]
    assert "Civic Register and Civic Register" not in told


@pytest.mark.parametrize(
    ("actor", "told"), [("our mortars", "“our mortars”"), ("US forces", "the US forces")]
)
def test_whom_a_source_calls_its_own_stands_in_quotation_marks(actor, told):
    quote = f"Nobody but {actor} did it."
    blame = Told(Responsibility(actor=actor), OFFICIALS, (1,), Stance.ACCUSES, quote=quote)
    assert f"Officials blamed {told}" in briefed(blame)


def test_a_body_that_is_blamed_has_its_article():
    told = briefed(
        Told(Responsibility(actor="Hill Guard Brigade (HGB)"), OFFICIALS, (1,), Stance.ACCUSES)
    )
    assert "Officials blamed the Hill Guard Brigade (HGB)" in told


def test_a_place_that_a_dateline_has_in_capitals_is_named_once():
    told = briefed(
        *(
            Told(Location(place=Place(name=name, locality=name)), OFFICIALS, (1,))
            for name in ("KALDO", "Kaldo", "Vann")
        )
    )
    assert "KALDO" not in told


def test_no_place_stands_in_the_capitals_of_a_dateline():
    desk = Newsroom(title="Attacks in STONEGATE")
    desk.incident(desk.field(Told(toll(3, Group.EVERYONE), OFFICIALS, (1,))))
    said = (
        Told(toll(2, Group.POLICE), OFFICIALS, (1,)),
        Told(destroyed("a gate"), OFFICIALS, (1,)),
    )
    desk.incident(*map(desk.field, said), town="STONEGATE")
    text = str(write(desk.consensus()))
    assert "In Stonegate, officials: gate destroyed" in text
    assert "STONEGATE" not in text


def test_letters_that_stand_for_words_keep_their_capitals():
    desk = Newsroom()
    desk.incident(desk.field(Told(at("UNRO"), OFFICIALS, (1,))))
    assert "in UNRO" in str(write(desk.consensus()))


def test_what_was_taken_was_entered_and_was_a_target():
    desk = Newsroom()
    desk.incident(desk.field(Told(toll(3, Group.EVERYONE), OFFICIALS, (1,))))
    said = (
        Told(Target(target=TargetKind.PRISON, words="jail"), OFFICIALS, (1,)),
        Told(outcome(Result.SITE_ENTERED, "the jail"), OFFICIALS, (1,)),
        Told(outcome(Result.SITE_SEIZED, "the jail"), OFFICIALS, (1,)),
        Told(toll(2, Group.POLICE), OFFICIALS, (1,)),
    )
    desk.incident(*map(desk.field, said), town="Stonegate")
    rows = [one.in_cell().text for one in write(desk.consensus()).sentences if one.column]
    assert rows == ["Officials: jail taken, two police officers killed."]


def test_sites_that_were_damaged_together_were_targets_each():
    desk = Newsroom()
    desk.incident(desk.field(Told(toll(3, Group.EVERYONE), OFFICIALS, (1,))))
    said = (
        Told(Target(target=TargetKind.OTHER, words="mill"), OFFICIALS, (1,)),
        Told(Target(target=TargetKind.OTHER, words="tax house"), OFFICIALS, (1,)),
        Told(destroyed("a mill and the tax house"), OFFICIALS, (1,)),
        Told(toll(2, Group.POLICE), OFFICIALS, (1,)),
    )
    desk.incident(*map(desk.field, said), town="Stonegate")
    rows = [one.in_cell().text for one in write(desk.consensus()).sentences if one.column]
    assert rows == ["Officials: mill and the tax house destroyed, two police officers killed."]


def test_whoever_gives_two_other_days_speaks_once():
    days = [Told(on(date(2026, 1, day)), RESIDENTS, (1,)) for day in (3, 7)]
    lead = briefed(Told(on(date(2026, 1, 5)), OFFICIALS, (1, 2, 3)), *days)
    assert "(residents said Saturday 3 January 2026 and Wednesday 7 January 2026" in lead


def test_nobody_counted_at_another_time_is_no_number():
    desk = Newsroom()
    desk.incident(desk.field(Told(toll(3, Group.EVERYONE), OFFICIALS, (1,))))
    past = (toll("none", Group.CIVILIANS), toll(4, Group.POLICE))
    desk.background.extend(
        desk.positions([Told(one, OFFICIALS, (1,), about="2025") for one in past])
    )
    told = str(write(desk.consensus()))
    assert "no civilians were killed and four police officers were killed in 2025" in told
