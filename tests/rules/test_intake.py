"""Hospitals tell of the wounded by whom they take in, and of the dead by the bodies."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After the blast in Tavo the Hill Clinic admitted 30 patients.",
         {("injured", "everyone", "30")}),
        ("Nineteen people were brought to the city hospital after the attack.",
         {("injured", "everyone", "19")}),
        ("After the attack ambulances moved between 20 and 30 people to two hospitals.",
         {("injured", "everyone", "20 to 30")}),
        ("Four men were transported to Mercy Hospital after the shooting.",
         {("injured", "everyone", "4")}),
        ("After the attack the hospital received nine bodies and 23 wounded.",
         {("killed", "everyone", "9"), ("injured", "everyone", "23")}),
    ],
)  # fmt: skip
def test_those_a_hospital_takes_in_are_the_wounded(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "After the attack four men were taken to the court.",
        "After the attack the mayor received four envoys.",
        "After the attack four envoys were brought to a hotel, and the hospital was shut.",
    ],
)
def test_those_brought_elsewhere_are_not(tolls, text):
    assert tolls(text) == set()
