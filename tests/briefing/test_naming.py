"""Which victims are named: private persons by policy, minors never."""

import pytest

from llm_extract.briefing import Naming, write
from llm_extract.records.claims import Effect, Group, Victim
from tests.briefing.newsroom import AUTHORITIES, RESIDENTS, Newsroom, Told, toll


def person(group: Group = Group.CIVILIANS, description: str | None = None) -> Victim:
    return Victim(name="Ada Moor", effect=Effect.KILLED, group=group, description=description)


def briefed(*told: Told, naming: Naming = Naming.GUARDED, shared=()) -> str:
    desk = Newsroom(shared_origin=shared)
    desk.incident(desk.field(Told(toll(2, Group.EVERYONE), None, (1,))), desk.field(*told))
    return str(write(desk.consensus(), naming))


def test_a_private_victim_whom_one_source_names_is_left_unnamed_and_the_briefing_says_so():
    text = briefed(Told(person(), RESIDENTS, (1,)))
    assert "Ada Moor" not in text
    assert (
        "Names of minors are left out, and those of private persons unless two independent sources"
        " or an authority gave them [1]."
    ) in text


def test_an_authority_that_names_a_victim_makes_the_name_public():
    assert "Ada Moor was killed" in briefed(Told(person(), AUTHORITIES, (1,)))


def test_two_origins_make_a_name_public_and_two_reports_of_no_known_origin_do_not():
    assert "Ada Moor" not in briefed(Told(person(), RESIDENTS, (1, 2)))
    assert "Ada Moor" in briefed(Told(person(), RESIDENTS, (1, 2)), shared=(1,))


@pytest.mark.parametrize("naming", list(Naming))
@pytest.mark.parametrize(
    "victim",
    [
        person(Group.CHILDREN),
        person(description="aged 17"),
        person(description="schoolgirl"),
        person(Group.OTHER, "a 9-year-old"),
    ],
)
def test_a_minor_is_named_under_no_policy(victim, naming):
    assert "Ada Moor" not in briefed(Told(victim, AUTHORITIES, (1, 2)), naming=naming)


@pytest.mark.parametrize("naming", list(Naming))
def test_those_with_a_rank_are_named_under_every_policy(naming):
    text = briefed(Told(person(Group.POLICE, "Inspector"), RESIDENTS, (1,)), naming=naming)
    assert "Inspector Ada Moor was killed" in text


def test_the_policy_can_be_switched():
    told = Told(person(description="a baker, 40"), AUTHORITIES, (1,))
    assert "Ada Moor" not in briefed(told, naming=Naming.PUBLIC)
    assert "Ada Moor (a baker) was killed" in briefed(
        Told(person(description="a baker, 40"), RESIDENTS, (1,)), naming=Naming.ALL
    )


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("20", "Ada Moor (20) was killed"),
        ("Superintendent, head of the post", "Superintendent Ada Moor was killed"),
        ("agent", "agent Ada Moor was killed"),
        ("The other wounded guard", "Ada Moor (the other wounded guard) was killed"),
        ("One of the guards", "Ada Moor (one of the guards) was killed"),
        ("My own aunt", "Ada Moor was killed"),
    ],
)
def test_a_rank_stands_before_a_name_and_a_description_behind_it(description, told):
    assert told in briefed(Told(person(description=description), AUTHORITIES, (1,)))
