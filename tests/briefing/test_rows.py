"""The rows of a briefing: each position with whoever holds it, and the report that has it."""

from datetime import date

from llm_extract.briefing import write
from llm_extract.records.briefing import Line, Section, Sentence
from llm_extract.records.claims import (
    Attribution,
    ExtentUnit,
    Group,
    Result,
    Role,
    Speaker,
    Stance,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
)
from tests.briefing.newsroom import (
    HAWKS,
    HOSPITAL,
    OFFICIALS,
    RESIDENTS,
    Newsroom,
    Told,
    at,
    extent,
    on,
    outcome,
)
from tests.briefing.newsroom import toll as counted
from tests.briefing.test_briefing_write import briefing_of


def rows(*fields, **more) -> list[str]:
    """The table, as it is printed."""
    return [printed(one) for one in briefing_of(*fields, **more).section(Section.DISAGREEMENTS)]


def printed(sentence: Sentence) -> str:
    """A sentence with the numbers of its sources behind each clause."""
    told = ((text, sorted({one.number for one in cites})) for text, cites in sentence.runs())
    return "".join(f"{text} {numbers}" if numbers else text for text, numbers in told)


def test_what_one_party_says_in_two_reports_keeps_its_speaker_in_each():
    districts = ((Told(extent("five", ExtentUnit.DISTRICTS), None, (1,)),), ())
    cities = (
        (
            Told(extent("at least 10", ExtentUnit.CITIES), HAWKS, (2,)),
            Told(extent(14, ExtentUnit.CITIES), HAWKS, (3,)),
        ),
        ("contradiction",),
    )
    assert rows(districts, cities) == [
        (
            "Extent: five districts [1]; at least 10 cities, the Northern Hawks Front (NHF) [2];"
            " 14 cities, the NHF [3]. These do not measure the same thing."
        )
    ]


def test_speakers_of_different_reports_have_each_their_own_number():
    over = Told(outcome(Result.UNDER_CONTROL), OFFICIALS, (1,))
    seen = Told(outcome(Result.UNDER_CONTROL), RESIDENTS, (2,))
    entered = Told(outcome(Result.SITE_ENTERED, "army camps"), HAWKS, (3,))
    assert rows(((over, seen), ()), ((entered,), ())) == [
        (
            "Outcome: officials [1] and residents [2]: situation under control;"
            " the NHF: army camps entered [3]."
        )
    ]


def test_a_count_that_two_speakers_share_names_each_beside_his_report():
    dead = (
        Told(counted(9, Group.CIVILIANS), HOSPITAL, (1,)),
        Told(counted(9, Group.CIVILIANS), OFFICIALS, (2,)),
        Told(counted(14, Group.CIVILIANS), HAWKS, (3,)),
    )
    [row] = rows((dead, ("contradiction",)))
    assert row.startswith("Civilians killed: nine, Oldbridge hospital [1] and officials [2]; 14,")


def test_a_date_is_that_of_the_report_that_prints_it():
    days = (
        Told(on(date(2026, 1, 31)), None, (1,)),
        Told(on("Wednesday"), OFFICIALS, (2,)),
    )
    briefed = rows((days, ("contradiction",)), build=_with_a_weekday)
    assert "Day: Saturday [3], dated 31 January 2026 [1]; Wednesday, officials [2]." in briefed


def _with_a_weekday(desk) -> None:
    """A third report has the Saturday without its date, at the position of the first."""
    [field] = desk.incidents[0].fields
    first = field.positions[0]
    [holder] = first.holders
    claim = desk.tell(Told(on("Saturday"), None, (3,)), 3)
    joint = holder.model_copy(
        update={
            "claim_ids": (*holder.claim_ids, claim),
            "article_ids": ("a1", "a3"),
            "origin_ids": ("o1", "o3"),
        }
    )
    positions = (first.model_copy(update={"holders": (joint,)}), *field.positions[1:])
    made = field.model_copy(update={"positions": positions})
    desk.incidents[0] = desk.incidents[0].model_copy(update={"fields": (made,)})


def test_means_and_targets_have_a_bracket_for_all_that_the_same_reports_name():
    fire, blast, grenade = (
        Tactic(tactic=kind)
        for kind in (TacticKind.GUNFIRE, TacticKind.EXPLOSIVE, TacticKind.GRENADE)
    )
    means = (
        Told(fire, None, (1, 2)),
        Told(blast, None, (1, 2)),
        Told(grenade, None, (3,)),
    )
    target = Told(Target(target=TargetKind.POLICE, words="police"), None, (2,))
    briefing = briefing_of((means, ()), ((target,), ()))
    [line] = [one for one in briefing.sentences if one.line is Line.MEANS]
    assert printed(line) == (
        "Reported: gunfire and explosions [1, 2]; grenades [3]. Targets: police [2]."
    )


def test_an_outlet_that_heard_one_speaker_is_cited_and_not_relayed():
    desk = Newsroom(relayed={1: "Northern Wire"})
    wire = Speaker(name="Northern Wire", role=Role.MEDIA, named=True)
    desk.incident(desk.field(Told(outcome(Result.FOILED), OFFICIALS, (1,))))
    [heard] = desk.claims
    chain = Attribution(chain=(wire, OFFICIALS))
    claim = heard.claim.model_copy(update={"attribution": chain})
    desk.claims[0] = heard.model_copy(update={"claim": claim})
    [first, *_] = write(desk.consensus()).sources
    assert first.key == "rests on officials, cites Northern Wire"


def test_how_firm_it_is_begins_with_what_every_report_tells():
    shooting = Told(Tactic(tactic=TacticKind.GUNFIRE), None, (1, 2, 3))
    mines = Told(Tactic(tactic=TacticKind.EXPLOSIVE), None, (1, 2))
    police = Told(Target(target=TargetKind.POLICE, words="police"), None, (1, 2, 3))
    briefing = briefing_of(((shooting, mines), ()), ((police,), ()))
    first, _ = [one for one in briefing.sentences if one.line is Line.FOOTING]
    assert printed(first) == (
        "All three reports tell of gunfire and name police among the targets [1, 2, 3]."
    )


def test_who_gave_no_figures_is_told_at_the_head():
    declined = Told(counted(None, Group.EVERYONE), HOSPITAL, (1,), stance=Stance.DECLINES)
    given = Told(counted(3, Group.EVERYONE), OFFICIALS, (2,))
    briefing = briefing_of(((given, declined), ()))
    [line] = [one for one in briefing.sentences if one.line is Line.UNKNOWN]
    assert line.section is Section.HIGHLIGHTS
    assert printed(line) == "Oldbridge hospital gave no casualty figures [1]."


def test_an_outlet_without_a_name_is_the_number_behind_what_it_counts():
    counts = (
        Told(counted(9, Group.CIVILIANS), None, (1,)),
        Told(counted(9, Group.CIVILIANS), OFFICIALS, (2,)),
        Told(counted(14, Group.CIVILIANS), HAWKS, (3,)),
    )
    [row] = rows((counts, ("contradiction",)))
    assert row.startswith("Civilians killed: nine [1], officials [2]; 14, the NHF [3].")


def test_a_cell_tells_what_a_report_without_a_name_says_without_a_speaker():
    def there(desk: Newsroom) -> None:
        entered = Told(outcome(Result.SITE_ENTERED, "the mill"), None, (1,))
        foiled = Told(outcome(Result.FOILED), OFFICIALS, (2,))
        fled = Told(outcome(Result.ATTACKERS_FLED), None, (1,))
        desk.incident(desk.field(entered, foiled, fled), town="Oldbridge")

    cells = [one for one in briefing_of(build=there).section(Section.PLACES) if one.column]
    assert {printed(one.in_cell()) for one in cells} == {
        "Mill entered, militants fled [1].",
        "Officials: attack foiled [2].",
    }


def test_places_that_one_report_alone_names_stand_apart_with_its_number():
    shared = [Told(at(town), None, (1, 2)) for town in ("Abbot", "Brask", "Corin", "Dene")]
    alone = [Told(at("Wyne"), None, (2,)), Told(at("Zell"), None, (3,))]

    def part(desk: Newsroom) -> None:
        repelled = Told(outcome(Result.REPELLED), OFFICIALS, (1,))
        hurt = Told(counted(2, Group.CIVILIANS), OFFICIALS, (1,))
        desk.incident(desk.field(repelled), desk.field(hurt), town="Brask")

    briefing = briefing_of(((*shared, *alone), ()), build=part)
    [line] = [one for one in briefing.sentences if one.line is Line.PLACES]
    assert printed(line) == "Attacks were also reported in Dene [1, 2]."
    assert printed(briefing.section(Section.PLACES)[-1]) == (
        "Reported by one report alone: Wyne [2]; Zell [3]."
    )
