"""Figures without a verb of their own: the clause before lends them its own."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raiders killed three millers in Velm and a fourth in the hamlet of Tavo.",
         {("killed", "civilians", "3"), ("killed", "civilians", "1")}),
        ("Two people died in Velm and a third in Tavo after the shelling.",
         {("killed", "everyone", "2"), ("killed", "everyone", "1")}),
        ("In Velm, 12 people were killed; in Tavo, seven.",
         {("killed", "everyone", "12"), ("killed", "everyone", "7")}),
        ("Fourteen people lost their lives in Velm, nine in Tavo and three at Orlo Mill.",
         {("killed", "everyone", "14"), ("killed", "everyone", "9"), ("killed", "everyone", "3")}),
        ("After the attack the hospital received 11 bodies and the Garrison Clinic four.",
         {("killed", "everyone", "11"), ("killed", "everyone", "4")}),
        ("The first bomb killed 11 people and the second 16.",
         {("killed", "everyone", "11"), ("killed", "everyone", "16")}),
        ("A constable was shot dead and another wounded in the raid.",
         {("killed", "police", "1"), ("injured", "police", "1")}),
    ],
)  # fmt: skip
def test_a_figure_without_a_verb_takes_that_of_the_clause_before(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed in the attack, in rooms 12 and 14.",
        "Two people were killed in the attack and the police seized 12 rifles.",
        "Two people were killed in the attack; it lasted an hour, and 12 met afterwards.",
        "Two people were killed in the attack and one another's cars burned.",
    ],
)
def test_a_figure_of_something_else_takes_no_verb_from_before(tolls, text):
    assert tolls(text) == {("killed", "everyone", "2")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen in Tavo kidnapped the village clerk's uncle and 16 others.", "16"),
        ("The blast in Tavo killed the poet Ada Finch and four guests.", "4"),
    ],
)
def test_those_killed_beside_somebody_by_name_are_counted(tolls, text, expected):
    assert expected in {figure for _, _, figure in tolls(text)}
