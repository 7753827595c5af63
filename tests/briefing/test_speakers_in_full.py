"""What speakers are called: with their office, by the party they speak for, and once."""

import pytest

from llm_extract.briefing import write
from llm_extract.briefing.parties import Parties
from llm_extract.records.briefing import Line, Section
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Group,
    Response,
    ResponseKind,
    Result,
    Role,
    Speaker,
    Stance,
    Target,
    TargetKind,
)
from llm_extract.records.claims import Evidentiality as Sure
from tests.briefing.newsroom import FRONT, OFFICIALS, RESIDENTS, Newsroom, Told, on, outcome, toll

FORCES = Group.SECURITY_FORCES


def person(name: str, role: Role = Role.GOVERNMENT) -> Speaker:
    return Speaker(name=name, role=role, named=True)


def head(*told: Told) -> str:
    desk = Newsroom()
    desk.incident(desk.field(*told))
    sentences = write(desk.consensus()).section(Section.OPENING)
    return " ".join(one.text for one in sentences)


@pytest.mark.parametrize(
    ("quote", "who"),
    [
        ("Interior Minister Ada Moor said three men died.", "Interior Minister Ada Moor"),
        ("Three men died, police chief Ada Moor said.", "police chief Ada Moor"),
        ("On Friday Ada Moor said three men died.", "Ada Moor"),
        ("The town of Ada Moor said three men died.", "Ada Moor"),
    ],
)
def test_a_person_is_given_the_office_that_a_cited_sentence_prints(quote, who):
    told = head(Told(toll(3, FORCES), person("Ada Moor"), (1,), quote=quote))
    assert f"{who[:1].upper()}{who[1:]} said three" in told


def test_who_speaks_for_a_group_by_a_cited_sentence_is_the_group():
    quote = "NHF spokesman Tam Orr said 40 soldiers died."
    told = head(Told(toll(40, FORCES), person("Tam Orr", Role.ARMED_GROUP), (1,), quote=quote))
    assert "The Northern Hawks Front (NHF) said 40 security personnel were killed" in told


def test_whose_army_it_is_stands_without_an_article():
    norland = Speaker(name="Norland’s army", role=Role.SECURITY_FORCE, named=True)
    assert "Norland’s army said three" in head(Told(toll(3, FORCES), norland, (1,)))


def test_a_name_that_a_source_gives_in_full_and_in_short_is_not_doubled():
    parties = Parties([FRONT])
    text, known = parties.introduce(
        "Northern Hawks Front (NHF) office entered, Northern Hawks Front (NHF) car burnt,"
        " “the Northern Hawks Front (NHF) post”",
        frozenset(),
    )
    assert text == (
        "Northern Hawks Front (NHF) office entered, NHF car burnt,"
        " “the Northern Hawks Front (NHF) post”"
    )
    assert known == {"NHF"}


def test_when_it_was_is_told_alike_by_whoever_claims_it():
    group = Speaker(name="NHF", role=Role.ARMED_GROUP, named=True)
    desk = Newsroom()
    saturday = on("Saturday")
    desk.incident(
        desk.field(
            Told(saturday, None, (1,)),
            Told(saturday, group, (2,), Stance.CLAIMS_RESPONSIBILITY),
        )
    )
    lead = next(one for one in write(desk.consensus()).sentences if one.line is Line.EVENT)
    assert lead.text == "Attacks were reported on Saturday."
    assert {one.number for one in lead.citations} == {1, 2}


# ---------------------------------------------------------------- cells


def cells(*told: Told) -> list[str]:
    desk = Newsroom()
    desk.incident(desk.field(Told(toll(3, FORCES), OFFICIALS, (1,))))
    desk.incident(*(desk.field(one) for one in told), town="Stonegate")
    rows = write(desk.consensus()).section(Section.PLACES)
    return [one.in_cell().text for one in rows if one.column]


def test_what_all_of_one_voice_calls_unconfirmed_is_called_so_once():
    said = [
        Told(outcome(result, "the mill"), RESIDENTS, (1,), evidentiality=Sure.UNVERIFIED)
        for result in (Result.SITE_ENTERED, Result.SITE_SEIZED)
    ]
    [cell] = cells(*said, Told(toll(2, FORCES), OFFICIALS, (1,)))[:1]
    assert cell.count("which was unconfirmed") == 1


def test_a_measure_in_a_cell_is_no_whole_sentence():
    said = [Told(Response(response=kind), OFFICIALS, (1,)) for kind in list(ResponseKind)[2:5]]
    assert cells(*said, Told(toll(2, FORCES), OFFICIALS, (1,))) == [
        (
            "Officials: curfew imposed, security operation launched, areas cordoned off, two"
            " security personnel killed."
        )
    ]


def test_each_voice_names_a_target_in_its_own_words():
    desk = Newsroom()
    desk.incident(desk.field(Told(toll(3, FORCES), OFFICIALS, (1,))))
    gate, car = (Target(target=TargetKind.POLICE, words=one) for one in ("police gate", "a car"))
    field = desk.field(Told(gate, OFFICIALS, (1,)), Told(car, RESIDENTS, (2,)))
    [first, second] = field.positions
    merged = first.model_copy(update={"holders": (*first.holders, *second.holders)})
    desk.incident(
        field.model_copy(update={"positions": (merged,)}),
        desk.field(Told(Damage(degree=Degree.DESTROYED, of="a car"), RESIDENTS, (2,))),
        desk.field(Told(toll(2, FORCES, Effect.INJURED), OFFICIALS, (1,))),
        town="Stonegate",
    )
    rows = write(desk.consensus()).section(Section.PLACES)
    assert [one.in_cell().text for one in rows if one.column] == [
        "Officials: police gate targeted, two security personnel injured.",
        "Residents: car destroyed.",
    ]
