"""Thirty further small stories, harder ones, written before any was run."""

import pytest

from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    ExtentUnit,
    Group,
    IncludesPerpetrators,
    Location,
    Responsibility,
    Result,
    Victim,
)
from tests.consensus.desk import (
    NORLAND,
    SATURDAY,
    at,
    at_least,
    day,
    done_by,
    ended,
    on,
    reach,
    reprint,
    say,
    up_to,
    vague,
)
from tests.consensus.newsroom import (
    ARMY,
    CLINIC,
    HEALTH,
    HILL,
    INTERIOR,
    LEAGUE,
    NEIGHBOURS,
    POLICE,
    POLICE_SPOKESMAN,
    Case,
    about,
    at_hour,
    between,
    case,
    found,
    of_part,
    prints,
    stance,
    toll,
)

SOLDIERS, MILITANTS = Group.MILITARY, Group.MILITANTS
WIRE_REPORT = prints("Cedar Wire", 10, say(toll(4)))


def victim(effect: Effect, name: str = "Ilo Marn") -> Victim:
    return Victim(name=name, effect=effect)


STORIES = [
    case(
        "the clinic counts two more in the evening, who died of their wounds",
        prints("Alder News", 10, say(toll(3), CLINIC, as_of=at_hour(10, 10))),
        prints("Birch Daily", 10, say(toll(5), CLINIC, as_of=at_hour(10, 18))),
        killed="update",
    ),
    case(
        "police in the morning and the clinic in the evening",
        prints("Alder News", 10, say(toll(3), POLICE, as_of=at_hour(10, 10))),
        prints("Birch Daily", 10, say(toll(5), CLINIC, as_of=at_hour(10, 18))),
        killed="possible_update",
    ),
    case(
        "a group denies what a paper blames on it in its own voice",
        prints("Alder News", 10, stance("accuses", done_by(HILL.name))),
        prints("Birch Daily", 10, stance("denies", done_by(HILL.name), HILL)),
        responsibility="denial",
    ),
    case(
        "six dead with two attackers, four without a word on them",
        prints(
            "Alder News",
            10,
            say(toll(6, includes_perpetrators=IncludesPerpetrators.YES), POLICE),
            say(toll(2, group=MILITANTS), POLICE),
        ),
        prints("Birch Daily", 10, say(toll(4))),
        killed="scope_mismatch",
    ),
    case(
        "two ministries count the dead soldiers differently on one day",
        prints("Alder News", 10, say(toll(7, group=SOLDIERS), INTERIOR)),
        prints("Birch Daily", 10, say(toll(9, group=SOLDIERS), HEALTH)),
        soldiers_killed="contradiction",
    ),
    case(
        "police count more by the hour, in two papers of one day",
        prints("Alder News", 10, say(toll(3), POLICE, as_of=at_hour(10, 9))),
        prints("Birch Daily", 10, say(toll(5), POLICE_SPOKESMAN, as_of=at_hour(10, 15))),
        killed="update",
    ),
    case(
        "a group says more than fifty and then at least sixty",
        prints("Alder News", 10, say(toll(at_least(51), group=SOLDIERS), HILL)),
        prints("Birch Daily", 11, say(toll(at_least(60), group=SOLDIERS), HILL)),
        soldiers_killed="precision_difference",
    ),
    case(
        "dozens by the group and two by the army",
        prints("Alder News", 10, say(toll(vague("dozens"), group=SOLDIERS), HILL)),
        prints("Birch Daily", 10, say(toll(2, group=SOLDIERS), ARMY)),
        soldiers_killed="contradiction",
    ),
    case(
        "a wire's report that two papers print stands against a third",
        WIRE_REPORT,
        reprint(WIRE_REPORT, "Elm Herald"),
        prints("Birch Daily", 10, say(toll(6))),
        killed="contradiction",
    ),
    case(
        "some were taken and some are missing",
        prints("Alder News", 10, say(toll(20, "captured"), INTERIOR)),
        prints("Birch Daily", 10, say(toll(27, "missing"), NEIGHBOURS)),
    ),
    case(
        "a named man is dead, and recovering",
        prints("Alder News", 10, say(victim(Effect.KILLED))),
        prints("Birch Daily", 10, say(victim(Effect.INJURED), CLINIC)),
        victim="contradiction",
    ),
    case(
        "two men are named by two papers",
        prints("Alder News", 10, say(victim(Effect.KILLED))),
        prints("Birch Daily", 10, say(victim(Effect.KILLED, "Sanna Orvel"))),
    ),
    case(
        "three districts, and twelve places in them",
        prints("Alder News", 10, say(reach(3, ExtentUnit.DISTRICTS))),
        prints("Birch Daily", 10, say(reach(12, ExtentUnit.LOCATIONS))),
    ),
    case(
        "a group and its fighters",
        prints("Alder News", 10, stance("claims_responsibility", done_by(HILL.name), HILL)),
        prints(
            "Birch Daily", 10, stance("accuses", done_by("Hill Country Front fighters"), POLICE)
        ),
    ),
    case(
        "a local man of 24, and his name",
        prints("Alder News", 10, stance("accuses", done_by("a 24-year-old local man"), POLICE)),
        prints("Birch Daily", 11, say(Responsibility(actor="Ivo Tarn"))),
    ),
    case(
        "under control to the army while neighbours hear shots",
        prints("Alder News", 10, say(ended(Result.UNDER_CONTROL), ARMY)),
        prints("Birch Daily", 10, say(ended(Result.ONGOING), NEIGHBOURS)),
        outcome="contradiction",
    ),
    case(
        "still going on to the wire, under control a day later",
        prints("Cedar Wire", 10, say(ended(Result.ONGOING))),
        prints("Birch Daily", 11, say(ended(Result.UNDER_CONTROL), POLICE)),
        outcome="possible_update",
    ),
    case(
        "a town, and the province that it lies in",
        prints("Alder News", 10, say(at("Tarnfield"))),
        prints("Birch Daily", 10, say(Location(place=NORLAND))),
    ),
    case(
        "a Saturday, and its date",
        prints("Alder News", 10, say(on(SATURDAY)), when=SATURDAY),
        prints("Birch Daily", 10, say(on(day(9)))),
    ),
    case(
        "twelve arrests, and about twelve",
        prints("Alder News", 10, say(toll(12, "captured", MILITANTS), POLICE)),
        prints("Birch Daily", 10, say(toll(about(12), "captured", MILITANTS))),
        militants_captured="precision_difference",
    ),
    case(
        "twelve casualties to the army, three dead and nine hurt to the clinic",
        prints("Alder News", 10, say(toll(12, "killed_or_injured"), ARMY)),
        prints("Birch Daily", 10, say(toll(3), CLINIC), say(toll(9, "injured"), CLINIC)),
    ),
    case(
        "seven dead to the clinic, five casualties to the police",
        prints("Alder News", 10, say(toll(5, "killed_or_injured"), POLICE)),
        prints("Birch Daily", 10, say(toll(7), CLINIC)),
        across="contradiction",
    ),
    case(
        "the ministry puts its figure right in another paper",
        prints("Alder News", 10, say(toll(12), INTERIOR)),
        prints("Birch Daily", 11, stance("corrects", toll(10), INTERIOR)),
        killed="update",
    ),
    case(
        "police take back that they hold three suspects",
        prints("Alder News", 10, say(toll(3, "captured", MILITANTS), POLICE)),
        prints("Birch Daily", 11, stance("retracts", toll(3, "captured", MILITANTS), POLICE)),
        militants_captured="update",
    ),
    case(
        "the army denies a paper's own fourteen",
        prints("Alder News", 10, say(toll(14, group=SOLDIERS))),
        prints("Birch Daily", 10, stance("denies", toll(14, group=SOLDIERS), ARMY)),
        soldiers_killed="denial",
    ),
    case(
        "one group claims what police lay to two",
        prints("Alder News", 10, stance("claims_responsibility", done_by(LEAGUE.name), LEAGUE)),
        prints(
            "Birch Daily",
            10,
            stance("accuses", done_by("the Hill Country Front and the River League"), POLICE),
        ),
    ),
    case(
        "a paper cannot confirm what the group counts",
        prints("Alder News", 10, say(toll(84, group=SOLDIERS), HILL)),
        prints("Birch Daily", 10, stance("cannot_confirm", toll(84, group=SOLDIERS))),
    ),
    case(
        "three dead in the market to one, five in the school to another",
        prints("Alder News", 10, of_part(toll(3), "the market")),
        prints("Birch Daily", 10, of_part(toll(5), "the school")),
    ),
    case(
        "up to twelve to the group, fifteen to the army, eight to eleven to the wire",
        prints("Alder News", 10, say(toll(up_to(12), group=MILITANTS), HILL)),
        prints("Birch Daily", 10, say(toll(15, group=MILITANTS), ARMY)),
        prints("Cedar Wire", 10, say(toll(between(8, 11), group=MILITANTS))),
        militants_killed="contradiction precision_difference",
    ),
    case(
        "a bridge is destroyed to one and damaged to another",
        prints("Alder News", 10, say(Damage(degree=Degree.DESTROYED, of="the bridge"))),
        prints("Birch Daily", 10, say(Damage(degree=Degree.SOME, of="the bridge"), NEIGHBOURS)),
        damage="precision_difference",
    ),
]


@pytest.mark.parametrize("one", STORIES, ids=lambda one: one.told)
def test_a_harder_story_differs_in_the_ways_a_desk_would_call_it(one: Case) -> None:
    assert found(one) == {field: kinds for field, kinds in one.differ.items() if kinds}
