"""Under which name the author of a deed is filed."""

from __future__ import annotations

import pytest

from llm_extract.consensus.authors import may_be_one
from llm_extract.records.claims import Damage, Degree, Role, Scope, Speaker, Stance
from llm_extract.records.counts import Count, CountKind
from tests.consensus.desk import (
    DEAD,
    HILL_FRONT,
    OFFICIALS,
    RESIDENTS,
    Say,
    done_by,
    event,
    field_of,
    killed,
    kinds,
    merge_one,
    report,
    say,
)

CLAIM = Stance.CLAIMS_RESPONSIBILITY
ACCUSE = Stance.ACCUSES
CLAIMED = say(done_by("Hill Country Front"), HILL_FRONT, stance=CLAIM)


def authors(*outlets: tuple[Say, ...]) -> list[str]:
    """The authors of the positions, of a story in which each outlet says these things."""
    names = ["Alder News", "Birch Daily", "Cedar Wire"]
    found = merge_one(*(report(n, event(*says)) for n, says in zip(names, outlets, strict=False)))
    return [one.value.actor for one in field_of(found, "responsibility").positions]


def differ(*outlets: tuple[Say, ...]) -> bool:
    """Whether the outlets, each saying these things, are in conflict on who did it."""
    names = ["Alder News", "Birch Daily", "Cedar Wire"]
    found = merge_one(*(report(n, event(*says)) for n, says in zip(names, outlets, strict=False)))
    return "attribution_conflict" in kinds(field_of(found, "responsibility"))


@pytest.mark.parametrize(
    "words",
    [
        "The Hill Country Front (HCF)",
        "Hilly Country Front (HCF)",
        "HCF units",
        "Hill Country Front fighters",
        "senior HCF commanders from over the border",
    ],
)
def test_a_group_with_its_acronym_or_its_units_is_the_group(words) -> None:
    accused = say(done_by(words), OFFICIALS, stance=ACCUSE)
    assert authors((CLAIMED,), (accused,)) == ["Hill Country Front"]


def test_a_wing_that_any_report_gives_to_a_group_is_the_group_in_every_report() -> None:
    called = say(done_by("the group's Tarn Brigade"), HILL_FRONT, stance=CLAIM)
    alone = say(done_by("Tarn Brigade"), RESIDENTS)
    assert authors((CLAIMED, called), (alone,)) == ["Hill Country Front"]


def test_a_wing_that_nobody_gives_to_a_group_keeps_its_name() -> None:
    found = authors((CLAIMED,), (say(done_by("Tarn Brigade"), RESIDENTS),))
    assert found == ["Hill Country Front", "Tarn Brigade"]


def test_the_group_of_an_article_is_the_one_it_names() -> None:
    found = authors((CLAIMED, say(done_by("the insurgent group"))))
    assert found == ["Hill Country Front"]


def test_gunmen_of_whom_another_voice_speaks_are_not_filed_under_the_group_it_accuses() -> None:
    accused = say(done_by("Hill Country Front"), OFFICIALS, stance=ACCUSE)
    found = authors((accused, say(done_by("gunmen"), RESIDENTS)))
    assert set(found) == {"Hill Country Front", "gunmen"}


def test_gunmen_of_whom_the_same_voice_speaks_are_those_it_names() -> None:
    found = authors((say(done_by("Hill Country Front")), say(done_by("unidentified gunmen"))))
    assert found == ["Hill Country Front"]


@pytest.mark.parametrize("words", ["a splinter of the HCF", "former HCF men", "HCF and river men"])
def test_those_who_are_set_apart_from_a_group_are_others(words) -> None:
    assert words in authors((CLAIMED,), (say(done_by(words), OFFICIALS, stance=ACCUSE),))


def test_the_attackers_of_whom_a_splinter_is_named_are_not_the_group() -> None:
    found = authors((CLAIMED,), (say(done_by("a splinter of the HCF")), say(done_by("gunmen"))))
    assert set(found) == {"Hill Country Front", "a splinter of the HCF", "gunmen"}


@pytest.mark.parametrize("words", ["gunmen", "armed militants", "the attackers", "the enemy"])
def test_who_is_only_described_is_no_rival_of_a_group(words) -> None:
    found = merge_one(
        report("Alder News", event(CLAIMED)),
        report("Birch Daily", event(say(done_by(words), RESIDENTS))),
    )
    assert kinds(field_of(found, "responsibility")) == []


def test_rebels_are_a_rival_of_the_army_as_the_author() -> None:
    found = merge_one(
        report("Alder News", event(say(done_by("rebels"), OFFICIALS, stance=ACCUSE))),
        report("Birch Daily", event(say(done_by("the army"), RESIDENTS, stance=ACCUSE))),
    )
    assert kinds(field_of(found, "responsibility")) == ["attribution_conflict"]


def test_a_note_keeps_the_words_that_are_filed_under_a_name() -> None:
    accused = say(done_by("HCF units"), OFFICIALS, stance=ACCUSE)
    found = merge_one(report("Alder News", event(CLAIMED)), report("Birch Daily", event(accused)))
    assert any("Hill Country Front" in one and "“HCF units”" in one for one in found.notes)


def test_no_damage_is_damage_to_nothing_in_particular() -> None:
    none = Damage(degree=Degree.NONE, of="No damage")
    some = Damage(degree=Degree.DESTROYED, of="the toll house")
    found = merge_one(
        report("Alder News", event(say(none, OFFICIALS), say(some, RESIDENTS))),
    )
    (difference,) = field_of(found, "damage").disagreements
    assert difference.kind == "contradiction"
    assert "there was no damage" in difference.why
    assert "no damage to" not in difference.why


def test_who_accuses_a_group_outside_the_country_accuses_no_other_state() -> None:
    ministry = Speaker(name="Orvan interior ministry", role=Role.GOVERNMENT, named=True)
    authorities = Speaker(name="Authorities", role=Role.GOVERNMENT, named=False)
    accused = say(done_by("HCF leaders outside Orvan lands"), authorities, stance=ACCUSE)
    loosely = Count(kind=CountKind.BETWEEN, low=37, high=70, verbatim="37 to 70")
    found = merge_one(
        report("Alder News", event(CLAIMED, accused, say(killed(37), authorities))),
        report("Birch Daily", event(say(killed(loosely), ministry))),
    )
    assert kinds(field_of(found, DEAD)) == ["precision_difference"]


def test_who_shot_one_bystander_is_no_rival_of_who_began_the_attack() -> None:
    claim = say(done_by("Hill Country Front"), HILL_FRONT, stance=Stance.CLAIMS_RESPONSIBILITY)
    bystander = say(
        done_by("the watchmen"), RESIDENTS, stance=Stance.ACCUSES, scope=Scope.PART, about="a boy"
    )
    one = report("Alder News", event(claim))
    other = report("Birch Daily", event(bystander, say(killed(3))))
    assert kinds(field_of(merge_one(one, other), "responsibility")) == []


def test_the_police_and_a_unit_of_theirs_are_no_rivals() -> None:
    blamed = (say(done_by("the police"), RESIDENTS, stance=ACCUSE),)
    unit = (say(done_by("officers of the Rapid Response Unit"), OFFICIALS),)
    named = (say(done_by("Hill Country Front"), OFFICIALS, stance=ACCUSE),)
    assert not differ(blamed, unit)
    assert differ(blamed, named)


def test_a_release_s_own_battalions_and_an_acronym_in_capitals_are_the_group_s() -> None:
    ours = (say(done_by("our 3rd and 7th Battalions"), HILL_FRONT, stance=CLAIM),)
    short = (say(done_by("HCF terrorists"), OFFICIALS, stance=ACCUSE),)
    assert authors(ours, short, (CLAIMED,)) == ["Hill Country Front"]


@pytest.mark.parametrize(
    ("force", "other"),
    [
        ("the police", "the Dawn Brigade"),
        ("soldiers", "the Black Guard"),
        ("the army", "a mining company"),
    ],
)
def test_a_band_with_a_soldierly_name_is_no_unit_of_the_state(force, other) -> None:
    assert not may_be_one(force, other)


def test_a_unit_that_bears_the_name_of_its_force_may_be_the_force() -> None:
    assert may_be_one("the police", "a police battalion")
