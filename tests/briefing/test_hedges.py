"""What a source limits stays limited: how badly, how much of it, how long, how widely."""

import pytest

from llm_extract.records.briefing import Line, Section
from llm_extract.records.claims import (
    Damage,
    Degree,
    Outcome,
    Response,
    ResponseKind,
    Result,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
)
from tests.briefing.newsroom import HAWKS, OFFICIALS, RESIDENTS, Newsroom, Told, claimed_by_front
from tests.briefing.test_briefing_write import briefing_of
from tests.briefing.test_rows import printed


def in_town(*told: Told) -> list[str]:
    """What the cells of one town say."""

    def part(desk: Newsroom) -> None:
        desk.incident(*(desk.field(one) for one in told), town="Oldbridge")

    briefing = briefing_of(((claimed_by_front(),), ()), build=part)
    return [one.in_cell().text for one in briefing.section(Section.PLACES) if one.column]


@pytest.mark.parametrize(
    ("thing", "degree", "quote", "told"),
    [
        (
            "banks",
            Degree.SOME,
            "They torched banks and left.",
            "Banks set on fire",
        ),
        ("carts", Degree.SOME, "Raiders came, setting several carts ablaze.", "Carts set on fire"),
        ("shops", Degree.DESTROYED, "Nine shops were gutted.", "Shops destroyed by fire"),
        ("a burnt bus", Degree.DESTROYED, "Beside it stood a burnt bus.", "Bus destroyed by fire"),
        ("a bridge", Degree.DESTROYED, "Gunmen blew up a bridge.", "Bridge blown up"),
        (
            "a depot",
            Degree.SOME,
            "They torched shops, opened the jail, and damaged a depot.",
            "Depot damaged",
        ),
        ("the mill", Degree.SOME, "They left the mill and the barn was torched.", "Mill damaged"),
        ("the wall", Degree.SOME, "Shops were gutted and the wall was cracked.", "Wall damaged"),
    ],
)
def test_damage_is_told_by_what_was_done_to_the_thing_itself(thing, degree, quote, told):
    harm = Told(Damage(degree=degree, of=thing), None, (1,), quote=quote)
    hit = Told(Outcome(result=Result.AREA_SECURED), None, (1,))
    also = Told(Outcome(result=Result.ATTACKERS_FLED), None, (1,))
    [cell] = in_town(harm, hit, also)
    assert cell.startswith(told)


def test_what_was_taken_in_part_is_no_more_than_that_part():
    quote = "The Hawks said they stormed army camps and took large sections of them."
    taken = Told(Outcome(result=Result.SITE_SEIZED, of="army camps"), HAWKS, (2,), quote=quote)
    foiled = Told(Outcome(result=Result.FOILED), OFFICIALS, (1,))
    [row] = briefing_of(((foiled,), ()), ((taken,), ())).section(Section.DISAGREEMENTS)
    assert row.text.endswith("the NHF: large sections of army camps taken.")


def test_a_blast_at_the_gate_and_a_breach_of_the_camp_are_two_things():
    blast = Told(
        Target(target=TargetKind.MILITARY, words="the rangers' camp"),
        None,
        (1,),
        quote="A blast hit the east gate of the rangers' camp.",
    )
    means = Told(
        Tactic(tactic=TacticKind.EXPLOSIVE), None, (1,), quote="A blast hit the east gate."
    )
    through = Told(
        Outcome(result=Result.SITE_ENTERED, of="the camp"),
        RESIDENTS,
        (1,),
        quote="Residents said a truck was used to breach the camp.",
    )
    assert in_town(means, blast, through) == [
        "Explosion, east gate of the rangers' camp targeted.",
        "Residents: camp breached.",
    ]


def test_how_long_the_shooting_went_on_stands_with_whoever_heard_it():
    heard = "Residents described hours of continuous firing."
    shooting = Tactic(tactic=TacticKind.GUNFIRE)
    fled = Told(Outcome(result=Result.ATTACKERS_FLED), OFFICIALS, (2,))
    told = (Told(shooting, RESIDENTS, (1,), quote=heard), Told(shooting, OFFICIALS, (2,)))

    def part(desk: Newsroom) -> None:
        desk.incident(desk.field(*told), desk.field(fled), town="Oldbridge")

    briefing = briefing_of(((claimed_by_front(),), ()), build=part)
    assert [one.in_cell().text for one in briefing.section(Section.PLACES) if one.column] == [
        "Residents: gunfire for hours.",
        "Officials: gunfire, militants fled.",
    ]


def test_a_measure_holds_where_each_report_says_that_it_holds():
    trains = Response(response=ResponseKind.TRANSPORT_SUSPENDED, words="train services")
    wide = "Trains were halted, and train services stay suspended in parts of the province."
    near = "The ministry halted train services in several districts and sent troops."
    told = (Told(trains, None, (1,), quote=wide), Told(trains, OFFICIALS, (2,), quote=near))
    [line] = [one for one in briefing_of((told, ())).sentences if one.line is Line.MEASURES]
    assert printed(line) == (
        "Train services suspended in parts of the province [1];"
        " train services suspended in several districts [2]."
    )


def test_what_a_sentence_tells_of_two_towns_by_name_stands_in_both_rows():
    shooting = Told(
        Tactic(tactic=TacticKind.GUNFIRE),
        None,
        (3,),
        quote="In Oldbridge and Wyne, the fighting lasted for several hours.",
    )
    fled = Told(Outcome(result=Result.ATTACKERS_FLED), OFFICIALS, (1,))
    secured = Told(Outcome(result=Result.AREA_SECURED), OFFICIALS, (1,))

    def towns(desk: Newsroom) -> None:
        for town in ("Oldbridge", "Wyne", "Stonegate"):
            desk.incident(desk.field(fled), desk.field(secured), town=town)

    briefing = briefing_of(((shooting,), ()), ((claimed_by_front(),), ()), build=towns)
    told = [one.place for one in briefing.section(Section.PLACES) if "several hours" in one.text]
    assert told == ["Oldbridge", "Wyne"]


@pytest.mark.parametrize(
    ("quote", "row", "clause"),
    [
        ("Officials said the threat had been contained.", "threat contained", "threat was"),
        ("Officials said they contained the threat by noon.", "contained by noon", "threat was"),
        (
            "Officials said the threat was contained and all was under control.",
            "situation under control",
            "situation was under",
        ),
    ],
)
def test_a_threat_that_was_contained_is_no_situation_under_control(quote, row, clause):
    over = Told(Outcome(result=Result.UNDER_CONTROL), OFFICIALS, (1,), quote=quote)
    entered = Told(Outcome(result=Result.SITE_ENTERED, of="the mill"), HAWKS, (2,))
    briefing = briefing_of(((over,), ()), ((entered,), ()))
    [told] = briefing.section(Section.DISAGREEMENTS)
    assert row in told.text
    assert any(f"the {clause}" in one.text for one in briefing.sentences if one.line)
