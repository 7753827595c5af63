"""The dead and hurt by name: with a rank, in a list, identified later."""

import pytest

LEAD = "Gunmen attacked a coach near Tavo on Friday, killing nine people.\n\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Of the crew, Lance Corporal Bo Tarn, 22, of Orlo, was killed.", {"Bo Tarn"}),
        ("The dead man was identified as Ivo Marn, 47, a clerk from Orlo.", {"Ivo Marn"}),
        ("The dead were named as Ada Finch, 30, Ben Hale, 26, and Carl Dove, 41.",
         {"Ada Finch", "Ben Hale", "Carl Dove"}),
        ("Among the dead is Ada Finch, 54, a fishmonger.", {"Ada Finch"}),
        ("Brother Bo Tarn, 41, father of six, cut down at his door, was a miller.", {"Bo Tarn"}),
    ],
)  # fmt: skip
def test_the_dead_are_known_by_name(claims, text, names):
    assert {claim.value.name for claim in claims(LEAD + text, "victim")} == names


@pytest.mark.parametrize(
    "text",
    [
        "The gunman was identified as Ivo Marn, 47.",
        "The mill was identified as Tavo Mill.",
        "Ada Finch, 54, said nine people had died.",
        "The dead man was identified as a clerk from Orlo.",
    ],
)
def test_those_who_shot_or_spoke_are_no_victims(claims, text):
    assert claims(LEAD + text, "victim") == []


def test_a_rank_tells_whose_the_dead_man_was(claims):
    (claim,) = claims(LEAD + "Sergeant Bo Tarn died on Saturday.", "victim")
    assert (claim.value.name, claim.value.description) == ("Bo Tarn", "Sergeant")
    assert claim.value.group == "military"


def test_victims_by_name_are_dead_only_where_it_is_said(claims):
    (claim,) = claims(LEAD + "The victim was identified as Bo Tarn, 30.", "victim")
    assert claim.value.effect == "killed_or_injured"
