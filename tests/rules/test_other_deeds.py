"""Deeds in several towns: parts of one series, or other things that happened."""

import pytest

AMBUSH = (
    "Gunmen ambushed a timber lorry near Tavo on Friday, killing three guards."
    "\n\nThe lorry burned for hours."
    "\n\nThe governor said that the road would stay shut."
    "\n\nTraders in the capital complained of rising prices."
)


def told(extraction):
    """Type, town and parent of each incident."""
    return [(one.type, one.place and one.place.name, one.part_of) for one in extraction.incidents]


def test_towns_that_follow_one_deed_are_no_parts_of_a_series(read):
    text = (
        AMBUSH
        + "\n\nTwo herders were shot dead at Orlo on Monday."
        + "\n\nFour miners were wounded in a clash at Merin."
        + "\n\nOne policeman was killed in a raid at Sotu."
    )
    found = told(read(text))
    assert "series" not in {kind for kind, _, _ in found}
    assert [(town, whole) for _, town, whole in found] == [
        ("Tavo", None),
        ("Orlo", None),
        ("Merin", None),
        ("Sotu", None),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "Raids killed many guards on Friday.",
        "Rebels struck at Tavo, Orlo and Merin on Friday.",
    ],
)
def test_three_towns_are_a_series_where_it_begins_with_several(read, opening):
    text = (
        f"{opening}\n\nIn Tavo, attackers killed four guards."
        "\n\nIn Orlo, attackers killed two drivers.\n\nIn Merin, attackers killed a baker."
    )
    series, *parts = read(text).incidents
    assert series.type == "series"
    assert {part.place.name for part in parts} == {"Tavo", "Orlo", "Merin"}


def test_harm_in_a_town_named_late_is_a_deed_of_its_own(read):
    main, other = read(AMBUSH + "\n\nTwo herders were shot dead at Orlo.").incidents
    dead = [
        [c.value.count.low for c in one.claims if c.field == "toll" and c.value.effect == "killed"]
        for one in (main, other)
    ]
    assert (other.place.name, dead) == ("Orlo", [[3], [2]])


@pytest.mark.parametrize(
    "late",
    [
        "A guard who had been wounded died in Orlo.",
        "Two of the wounded were treated at a hospital in Orlo.",
        "Two of those killed were buried in Orlo.",
        "Also killed was a driver who had once worked in Orlo.",
        "Six men are detained in Orlo.",
        "Attacks on lorries in Orlo are frequent.",
        "Two more guards were killed near Tavo, police said.",
    ],
)
def test_a_town_of_the_aftermath_or_by_the_way_has_no_deed(read, late):
    assert len(read(f"{AMBUSH}\n\n{late}").incidents) == 1
