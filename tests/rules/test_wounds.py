"""Who is hurt by the harm they have, who fell, who vanished, and who counts them."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One soldier sustained a light injury to the hand in the attack.",
         {("injured", "military", "1")}),
        ("In the attack nine people suffered very serious burns.",
         {("injured", "everyone", "9")}),
        ("Two guards had deep wounds after the attack.",
         {("injured", "security_forces", "2")}),
        ("Reporters in Tavo were shown three dead soldiers after the attack.",
         {("killed", "military", "3")}),
        ("Two of our fighters fell in the attack.", {("killed", "militants", "2")}),
        ("Four millers have not been heard of since the attack.",
         {("missing", "civilians", "4")}),
        ("About 600 people moved out after the attack.",
         {("displaced", "everyone", "about 600")}),
    ],
)  # fmt: skip
def test_harm_is_told_in_many_ways(tolls, text, expected):
    assert tolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers fell back after the attack.",
        "Two ladders fell in the attack.",
        "One of the wounded, Ada Finch, was taken to the city hospital, where she died later.",
    ],
)
def test_who_fell_back_or_died_in_hospital_is_not_among_the_wounded(tolls, text):
    assert not {toll for toll in tolls(text) if toll[0] == "injured"}
    assert "fell" not in text or tolls(text) == set()


def test_how_many_people_so_many_families_are_is_left_open(claims):
    [claim] = claims("The attack displaced some 4,000 families.", "toll")
    assert (claim.value.effect, claim.value.count.kind) == ("displaced", "vague")
    assert claim.value.count.verbatim == "some 4,000 families"


@pytest.mark.parametrize(
    "text",
    [
        "By the ministry's count, 14 people were killed in the raid.",
        "In the raid 14 people were killed, by the ministry's own count.",
        "In the raid 14 people were killed by the count of the ministry.",
        "The ministry: “We count 14 people killed in the raid.”",
    ],
)
def test_a_count_is_of_whoever_counts(speakers, text):
    [chain] = speakers(text)
    assert chain[-1].casefold() == "ministry"
