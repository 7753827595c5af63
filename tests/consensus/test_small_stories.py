"""Thirty small stories, each with the kinds of disagreement that a careful desk would call it.

They were written from the order in which a difference is classified, before the program was run on
any of them.
"""

import pytest

from llm_extract.records.claims import (
    Damage,
    Degree,
    ExtentUnit,
    Group,
    IncludesPerpetrators,
    Result,
)
from llm_extract.records.when_where import DatePrecision, When
from tests.consensus.desk import (
    at,
    at_least,
    day,
    done_by,
    ended,
    on,
    reach,
    say,
    unknown,
    up_to,
    vague,
)
from tests.consensus.newsroom import (
    ARMY,
    CLINIC,
    HILL,
    INTERIOR,
    LEAGUE,
    NEIGHBOURS,
    POLICE,
    POLICE_SPOKESMAN,
    WIRE,
    Case,
    about,
    case,
    found,
    of_part,
    prints,
    stance,
    toll,
)

NIGHT = When(
    verbatim="in the night to Saturday",
    start=day(8).start,
    end=day(9).end,
    precision=DatePrecision.DAYS,
)
COUNTED, LEFT_OUT = IncludesPerpetrators.YES, IncludesPerpetrators.NO

STORIES = [
    case(
        "two papers of one day count the dead differently",
        prints("Alder News", 10, say(toll(4))),
        prints("Birch Daily", 10, say(toll(6))),
        killed="contradiction",
    ),
    case(
        "another paper counts more a day later",
        prints("Alder News", 10, say(toll(4))),
        prints("Birch Daily", 11, say(toll(6))),
        killed="possible_update",
    ),
    case(
        "police raise their own figure on the next day",
        prints("Alder News", 10, say(toll(4), POLICE)),
        prints("Birch Daily", 11, say(toll(6), POLICE_SPOKESMAN)),
        killed="update",
    ),
    case(
        "a wire says at least four where the radio counts six",
        prints("Cedar Wire", 10, say(toll(at_least(4)))),
        prints("Tarn Radio", 10, say(toll(6))),
        killed="precision_difference",
    ),
    case(
        "dozens are hurt in one paper and 34 by the clinic",
        prints("Alder News", 10, say(toll(vague("dozens"), "injured"))),
        prints("Birch Daily", 10, say(toll(34, "injured"), CLINIC)),
        injured="precision_difference",
    ),
    case(
        "at least ten dead by the wire, and 84 by the armed group",
        prints("Cedar Wire", 10, say(toll(at_least(10), group=Group.MILITARY))),
        prints("Birch Daily", 10, say(toll(84, group=Group.MILITARY), HILL)),
        soldiers_killed="contradiction",
    ),
    case(
        "police lost nobody to wounds, and a clinic treats two of them",
        prints(
            "Alder News",
            10,
            say(toll(0, "killed_or_injured", Group.POLICE), POLICE),
        ),
        prints("Birch Daily", 10, say(toll(2, "injured", Group.POLICE), CLINIC)),
        across="contradiction",
    ),
    case(
        "the army denies having lost men, and the armed group counts five",
        prints("Alder News", 10, stance("denies", toll(unknown(), group=Group.MILITARY), ARMY)),
        prints("Birch Daily", 10, say(toll(5, group=Group.MILITARY), HILL)),
        soldiers_killed="denial",
    ),
    case(
        "one group claims the deed and the ministry blames another",
        prints("Alder News", 10, stance("claims_responsibility", done_by(HILL.name), HILL)),
        prints("Birch Daily", 10, stance("accuses", done_by(LEAGUE.name), INTERIOR)),
        responsibility="attribution_conflict",
    ),
    case(
        "the group that is blamed denies it",
        prints("Alder News", 10, stance("accuses", done_by(HILL.name), INTERIOR)),
        prints("Birch Daily", 10, stance("denies", done_by(HILL.name), HILL)),
        responsibility="denial",
    ),
    case(
        "a town is spelled in two ways",
        prints("Alder News", 10, say(at("Ain Tasra"))),
        prints("Birch Daily", 10, say(at("Ayn Tasra"))),
    ),
    case(
        "two towns are named for one attack",
        prints("Alder News", 10, say(at("Tarnfield"))),
        prints("Birch Daily", 10, say(at("Osmere"))),
        place="contradiction",
    ),
    case(
        "a night is called by its second day",
        prints("Alder News", 10, say(on(NIGHT)), when=NIGHT),
        prints("Birch Daily", 10, say(on(day(9)))),
    ),
    case(
        "two days are named for one attack",
        prints("Alder News", 10, say(on(day(8))), when=day(8)),
        prints("Birch Daily", 10, say(on(day(9)))),
        date="contradiction",
    ),
    case(
        "one paper has the soldiers alone, another all the dead",
        prints("Alder News", 10, say(toll(3, group=Group.MILITARY))),
        prints("Birch Daily", 10, say(toll(9))),
        across="scope_mismatch",
    ),
    case(
        "five dead with the gunman, four without",
        prints("Alder News", 10, say(toll(5, includes_perpetrators=COUNTED))),
        prints("Birch Daily", 10, say(toll(4, includes_perpetrators=LEFT_OUT))),
        killed="scope_mismatch",
    ),
    case(
        "three dead in the market, nine in all",
        prints("Alder News", 10, of_part(toll(3), "the market")),
        prints("Birch Daily", 10, say(toll(9))),
        killed="scope_mismatch",
    ),
    case(
        "about fifty hurt, and 53",
        prints("Alder News", 10, say(toll(about(50), "injured"))),
        prints("Birch Daily", 10, say(toll(53, "injured"))),
        injured="precision_difference",
    ),
    case(
        "a paper counts more in its own voice on the next day",
        prints("Alder News", 10, say(toll(3))),
        prints("Alder News", 11, say(toll(5)), seed="Alder News, the next day"),
        killed="update",
    ),
    case(
        "a paper puts its figure right",
        prints("Alder News", 10, say(toll(12))),
        prints(
            "Alder News", 11, stance("corrects", toll(10)), seed="Alder News puts something right"
        ),
        killed="update",
    ),
    case(
        "the army held its outpost, the armed group took it",
        prints("Alder News", 10, say(ended(Result.REPELLED, "the outpost"), ARMY)),
        prints("Birch Daily", 10, say(ended(Result.SITE_SEIZED, "the outpost"), HILL)),
        outcome="contradiction",
    ),
    case(
        "the outpost held and the market was entered",
        prints("Alder News", 10, say(ended(Result.REPELLED, "the outpost"), ARMY)),
        prints("Birch Daily", 10, say(ended(Result.SITE_ENTERED, "the market"), NEIGHBOURS)),
    ),
    case(
        "a report says nothing of the dead",
        prints("Alder News", 10, say(toll(4))),
        prints("Birch Daily", 10, say(ended(Result.ATTACKERS_FLED))),
    ),
    case(
        "four towns by the wire, six by the radio",
        prints("Cedar Wire", 10, say(reach(4, ExtentUnit.TOWNS))),
        prints("Tarn Radio", 10, say(reach(6, ExtentUnit.TOWNS))),
        places="contradiction",
    ),
    case(
        "the bridge is destroyed, and has no damage",
        prints("Alder News", 10, say(Damage(degree=Degree.DESTROYED, of="the bridge"), HILL)),
        prints("Birch Daily", 10, say(Damage(degree=Degree.NONE, of="the bridge"), ARMY)),
        damage="contradiction",
    ),
    case(
        "the other side counts more a day later",
        prints("Alder News", 10, say(toll(5, group=Group.MILITARY), ARMY)),
        prints("Birch Daily", 11, say(toll(20, group=Group.MILITARY), HILL)),
        soldiers_killed="contradiction",
    ),
    case(
        "up to thirty are missing, and twelve",
        prints("Alder News", 10, say(toll(up_to(30), "missing"), NEIGHBOURS)),
        prints("Birch Daily", 10, say(toll(12, "missing"), POLICE)),
        missing="precision_difference",
    ),
    case(
        "the army says two and rejects the fourteen of the armed group",
        prints("Alder News", 10, say(toll(14, group=Group.MILITARY), HILL)),
        prints(
            "Birch Daily",
            10,
            say(toll(2, group=Group.MILITARY), ARMY),
            stance("denies", toll(14, group=Group.MILITARY), ARMY),
        ),
        soldiers_killed="denial",
    ),
    case(
        "two groups claim one deed",
        prints("Alder News", 10, stance("claims_responsibility", done_by(HILL.name), HILL)),
        prints("Birch Daily", 11, stance("claims_responsibility", done_by(LEAGUE.name), LEAGUE)),
        responsibility="attribution_conflict",
    ),
    case(
        "gunmen to a witness are a group to the police",
        prints("Alder News", 10, say(done_by("masked gunmen"), NEIGHBOURS)),
        prints("Birch Daily", 10, stance("accuses", done_by(HILL.name), WIRE, POLICE)),
        responsibility="",
    ),
]


@pytest.mark.parametrize("one", STORIES, ids=lambda one: one.told)
def test_a_small_story_differs_in_the_ways_a_desk_would_call_it(one: Case) -> None:
    assert found(one) == {field: kinds for field, kinds in one.differ.items() if kinds}
