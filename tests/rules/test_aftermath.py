"""What broke, how it ended, what was done about it."""

import pytest

LEAD = "Gunmen attacked a coach near Tavo on Friday.\n\n"


@pytest.mark.parametrize(
    ("text", "degree", "of"),
    [
        ("Mobs set fire to dozens of homes.", "some", "homes"),
        ("Four houses were burnt.", "destroyed", "houses"),
        ("An overturned van was burning at the gate.", "some", "overturned van"),
        ("There was no damage, either to the post or to the bank.", "none", "the post"),
        ("The raid did heavy damage to the clinic.", "some", "clinic"),
        ("The clinic suffered severe damage.", "some", "clinic"),
        ("The blast destroyed a fish ladder.", "destroyed", "fish ladder"),
        ("Crops and livestock were destroyed.", "destroyed", "Crops and livestock"),
        ("Rebels torched two banks and a school.", "some", "two banks and a school"),
        ("The roof of the church collapsed.", "some", "roof of the church"),
        ("The mill collapsed.", "destroyed", "mill"),
        ("The school was partially destroyed.", "some", "school"),
        ("Five trucks out of nine destroyed.", "destroyed", "trucks"),
        ("The wreckage of two cars lay in the road.", "destroyed", "two cars"),
        ("The water tower was knocked over.", "destroyed", "water tower"),
        ("A device went off under a lorry and destroyed it.", "destroyed", "lorry"),
        ("A building partly collapsed.", "some", "building"),
        ("The granary and the pharmacy were given over to the flames.",
         "destroyed", "granary and the pharmacy"),
        ("Sixty apartments are uninhabitable.", "destroyed", "apartments"),
        ("The wall was breached.", "some", "wall"),
        ("Several canoes were set ablaze.", "some", "canoes"),
    ],
)  # fmt: skip
def test_damage_is_told_of_things_that_burn_and_break(claims, text, degree, of):
    (claim,) = claims(LEAD + text, "damage")
    assert (claim.value.degree, of in claim.value.of) == (degree, True)


@pytest.mark.parametrize(
    "text",
    [
        "The raid destroyed hopes of a truce.",
        "Trust between the two towns has been damaged.",
        "The raid destroyed her.",
        "Her career was destroyed.",
        "No loss of life was reported.",
        "The rumour spread, and the mayor destroyed it.",
        "Guards breached the peace.",
        "Her brother died, and she is devastated.",
    ],
)
def test_what_never_stood_anywhere_is_not_damaged(claims, text):
    assert claims(LEAD + text, "damage") == []


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Police said 34 people were detained.", "arrests"),
        ("Soldiers were searching for the gunmen.", "security_operation"),
        ("Several lanes were closed off.", "cordon"),
        ("Mobile data services stand suspended.", "internet_suspended"),
        ("The night trams were stopped.", "transport_suspended"),
    ],
)
def test_measures_are_told_by_their_words(claims, text, response):
    assert response in {claim.value.response for claim in claims(LEAD + text, "response")}


@pytest.mark.parametrize(
    "text",
    ["Nobody was arrested.", "In an operation near Orlo nine people were detained."],
)
def test_no_arrest_answers_the_attack(claims, text):
    assert "arrests" not in {claim.value.response for claim in claims(LEAD + text, "response")}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("The guards drove them away.", "repelled"),
        ("The attempt was cut short by police.", "foiled"),
        ("Calm has been restored.", "under_control"),
        ("The attackers shot at the post and fled.", "attackers_fled"),
        ("The raid fell apart.", "failed"),
    ],
)
def test_how_it_ended_is_told_in_many_words(claims, text, result):
    assert result in {claim.value.result for claim in claims(LEAD + text, "outcome")}


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Clashes were ongoing in the old town.", None),
        ("As night fell, gunfire continued.", "gunfire"),
        ("Gunfire could still be heard at dusk.", "Gunfire"),
        ("The siege entered its second day.", "siege"),
        ("There were still exchanges of fire near the bridge.", None),
        ("The attackers were still holed up in the mill.", None),
    ],
)
def test_fighting_that_goes_on_is_told_by_what_goes_on(claims, text, of):
    (claim,) = claims(LEAD + text, "outcome")
    assert (claim.value.result, claim.value.of) == ("ongoing", of)


@pytest.mark.parametrize(
    "text",
    [
        "Fighting continued until dawn.",
        "The shooting continued for two hours.",
        "The search operation was continuing.",
        "The shooting was still being looked into.",
        "Fighting has been going on there for two years.",
    ],
)
def test_fighting_that_ended_and_what_comes_after_it_are_not_ongoing(claims, text):
    assert claims(LEAD + text, "outcome") == []


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("The raiders withdrew at dawn.", "attackers_fled"),
        ("The gunmen sped off in a van.", "attackers_fled"),
        ("The device was defused.", "foiled"),
        ("The bomb failed to explode.", "failed"),
        ("Calm had returned by Saturday.", "under_control"),
        ("The area has been secured.", "area_secured"),
    ],
)
def test_how_it_ended_is_told_once(claims, text, result):
    assert [claim.value.result for claim in claims(LEAD + text, "outcome")] == [result]
