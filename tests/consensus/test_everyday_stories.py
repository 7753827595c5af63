"""Small stories of what ordinary reports do: go through places, follow a toll for days, blame and
answer, call a quarter by its own name.

They were written from the order in which a difference is classified, to hold anywhere.
"""

import pytest

from llm_extract.records.claims import (
    Damage,
    Degree,
    ExtentUnit,
    Group,
    Location,
    Result,
)
from llm_extract.records.consensus import FieldConsensus
from llm_extract.records.when_where import Place
from tests.consensus.desk import (
    HOSPITAL,
    at,
    at_least,
    dated,
    done_by,
    ended,
    field_of,
    killed,
    reach,
    say,
    unknown,
)
from tests.consensus.newsroom import (
    ARMY,
    GOVERNOR,
    HILL,
    INTERIOR,
    LEAGUE,
    NEIGHBOURS,
    POLICE,
    Case,
    case,
    found,
    of_part,
    prints,
    stance,
    toll,
)

QUARTER = Location(place=Place(name="Dyers Row", locality="Dyers Row"))


def harm(degree: Degree, of: str = "damage") -> Damage:
    return Damage(degree=degree, of=of)


STORIES = [
    case(
        "the group that is blamed denies it and blames the army",
        prints("Alder News", 10, stance("accuses", done_by(HILL.name), INTERIOR)),
        prints(
            "Birch Daily",
            10,
            stance("denies", done_by(HILL.name), HILL),
            stance("accuses", done_by("the army"), HILL),
        ),
        responsibility="denial attribution_conflict",
    ),
    case(
        "a group answers, in another paper, who accuses terrorists",
        prints("Alder News", 10, stance("accuses", done_by("terrorists"), INTERIOR)),
        prints("Birch Daily", 11, stance("denies", done_by(HILL.name), HILL)),
        responsibility="denial",
    ),
    case(
        "suspected militants to the wire, and a group claims it",
        prints("Cedar Wire", 10, stance("accuses", done_by("Suspected militants"), POLICE)),
        prints("Birch Daily", 11, stance("claims_responsibility", done_by(HILL.name), HILL)),
    ),
    case(
        "a post is taken, and a day later was never entered",
        prints("Alder News", 10, say(ended(Result.SITE_SEIZED, "the post"), NEIGHBOURS)),
        prints("Birch Daily", 11, say(ended(Result.REPELLED, "the post"), GOVERNOR)),
        outcome="contradiction",
    ),
    case(
        "a spokesman puts his figure right, and the paper has one of its own",
        prints("Alder News", 10, stance("corrects", toll(27), INTERIOR), say(toll(33))),
        killed="contradiction",
    ),
    case(
        "another group did it, to neighbours",
        prints("Alder News", 10, stance("accuses", done_by(HILL.name), INTERIOR)),
        prints("Birch Daily", 10, stance("accuses", done_by("another armed group"), NEIGHBOURS)),
        responsibility="attribution_conflict",
    ),
    case(
        "a paper weighs both, and each has one who says only that",
        prints("Alder News", 10, say(done_by(HILL.name)), say(done_by(LEAGUE.name))),
        prints("Birch Daily", 10, stance("accuses", done_by(HILL.name), INTERIOR)),
        prints("Cedar Wire", 10, stance("accuses", done_by(LEAGUE.name), NEIGHBOURS)),
        responsibility="attribution_conflict",
    ),
    case(
        "a group denies what nobody lays to it",
        prints("Alder News", 10, say(toll(4))),
        prints("Birch Daily", 11, stance("denies", done_by(HILL.name), HILL)),
    ),
    case(
        "the soldiers of a country and its rebels are two",
        prints("Alder News", 10, stance("accuses", done_by("Norland rebels"), INTERIOR)),
        prints("Birch Daily", 10, stance("accuses", done_by("Norland soldiers"), NEIGHBOURS)),
        responsibility="attribution_conflict",
    ),
    case(
        "the army denies harm to anybody, in two papers, and nobody speaks of any",
        prints("Alder News", 10, stance("denies", toll(unknown()), ARMY)),
        prints("Birch Daily", 11, stance("denies", toll(unknown()), ARMY)),
    ),
    case(
        "it is under control an hour after the attackers had entered",
        prints("Alder News", 10, say(ended(Result.SITE_ENTERED), NEIGHBOURS)),
        prints("Birch Daily", 10, say(ended(Result.UNDER_CONTROL), POLICE)),
    ),
    case(
        "the attackers fled, to one, and fight on, to another",
        prints("Alder News", 10, say(ended(Result.ATTACKERS_FLED), POLICE)),
        prints("Birch Daily", 10, say(ended(Result.ONGOING), NEIGHBOURS)),
        outcome="contradiction",
    ),
    case(
        "an attack on one post is repelled, and the attack succeeded",
        prints("Alder News", 10, say(ended(Result.REPELLED, "the post"), ARMY)),
        prints("Birch Daily", 10, say(ended(Result.SUCCEEDED), HILL)),
    ),
    case(
        "all attacks are repelled, and one post is taken",
        prints("Alder News", 10, say(ended(Result.REPELLED), ARMY)),
        prints("Birch Daily", 10, say(ended(Result.SITE_SEIZED, "the post"), HILL)),
        outcome="contradiction",
    ),
    case(
        "the jail of one town is unharmed, and that of another destroyed",
        prints("Alder News", 10, say(harm(Degree.NONE, "the jail in Osmere"), ARMY)),
        prints("Birch Daily", 10, say(harm(Degree.DESTROYED, "the jail in Tarn"), NEIGHBOURS)),
    ),
    case(
        "no strategic posts are harmed, and military posts are",
        prints("Alder News", 10, say(harm(Degree.NONE, "strategic posts"), ARMY)),
        prints("Birch Daily", 10, say(harm(Degree.SOME, "military posts"), NEIGHBOURS)),
        damage="contradiction",
    ),
    case(
        "a paper names the quarter alone",
        prints("Alder News", 10, say(at("Tarnfield"))),
        prints("Birch Daily", 10, say(QUARTER)),
    ),
    case(
        "a report gives the soldiers alone, another both them and all",
        prints("Alder News", 10, say(toll(14, group=Group.MILITARY))),
        prints(
            "Birch Daily", 10, say(toll(at_least(23))), say(toll(14, group=Group.MILITARY), POLICE)
        ),
        across="scope_mismatch",
    ),
    case(
        "the dead of one place are told of in a wave, and of all",
        prints("Alder News", 10, of_part(toll(3), "Osmere"), say(reach(2, ExtentUnit.TOWNS))),
        prints("Birch Daily", 10, say(toll(8)), of_part(toll(5), "Tarn")),
        killed="scope_mismatch",
    ),
]


@pytest.mark.parametrize("one", STORIES, ids=lambda one: one.told)
def test_an_everyday_story_differs_in_the_ways_a_desk_would_call_it(one: Case) -> None:
    assert found(one) == {field: kinds for field, kinds in one.differ.items() if kinds}


def followed() -> FieldConsensus:
    """A toll that another voice raises on each of three days."""
    told = dated(
        (say(killed(10), GOVERNOR), 9), (say(killed(12), HOSPITAL), 10), (say(killed(15)), 11)
    )
    return field_of(told, "toll/security_forces/killed")


def test_a_toll_that_is_followed_for_days_is_one_difference() -> None:
    (one,) = followed().disagreements
    assert one.kind == "possible_update"
    assert len(one.position_ids) == 3


def test_a_toll_that_is_followed_for_days_is_told_in_the_order_of_the_days() -> None:
    (one,) = followed().disagreements
    assert (
        one.why.index("10 security") < one.why.index("12 security") < one.why.index("15 security")
    )
