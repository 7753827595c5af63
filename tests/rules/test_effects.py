"""What befell people: freed and escaped, found dead, in hospital, and what is none of it."""

import pytest

from llm_extract.records.incidents import Extraction

LEAD = "Gunmen attacked a coach near Tavo on Friday.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven women were released at dawn.", ("rescued", "everyone", "11")),
        ("The gunmen let go six villagers.", ("rescued", "civilians", "6")),
        ("Nine people are being held.", ("captured", "everyone", "9")),
        ("14 prisoners escaped.", ("missing", "other", "14")),
        ("Two gunmen are still at large.", ("missing", "militants", "2")),
        ("Six bodies were brought in before noon.", ("killed", "everyone", "6")),
        ("Three persons are deceased.", ("killed", "everyone", "3")),
        ("Five soldiers made the supreme sacrifice.", ("killed", "military", "5")),
        ("Six in hospital.", ("injured", "everyone", "6")),
        ("No soldiers were harmed.", ("killed_or_injured", "military", "none")),
        ("Some 300 people fled their homes.", ("displaced", "everyone", "about 300")),
        ("Two guards died, as did five soldiers.", ("killed", "military", "5")),
        ("Nine soldiers, including two foreigners, were neutralised.",
         ("neutralised", "foreigners", "2")),
        ("Three women were kept.", ("captured", "everyone", "3")),
        ("Six villagers were taken from a mill.", ("captured", "civilians", "6")),
        ("Locals caught five fugitives.", ("captured", "other", "5")),
        ("Twenty of the 60 who escaped are back in custody.",
         ("captured", "everyone", "20")),
        ("Sixty inmates got out.", ("missing", "other", "60")),
        ("Several attackers escaped with bullet wounds.",
         ("injured", "militants", "“Several”")),
        ("The raid ended without casualties.", ("killed_or_injured", "everyone", "none")),
    ],
)  # fmt: skip
def test_an_effect_is_told_by_its_words(tolls, text, expected):
    assert expected in tolls(LEAD + text)


@pytest.mark.parametrize(
    "text",
    [
        "The police released two suspects on bail.",
        "Two guards escaped unhurt.",
        "The crew heard just one shot.",
        "One of the freed passengers spoke to reporters.",
        "Two government bodies will meet.",
    ],
)
def test_what_befalls_nobody_is_no_toll(tolls, text):
    assert tolls(LEAD + text) == set()


def test_patients_who_are_released_were_hurt_and_are_not_freed(tolls):
    assert tolls(LEAD + "Two men were treated and released.") == {("injured", "everyone", "2")}


def test_an_escape_of_nobody_makes_no_incident(read):
    extraction: Extraction = read("Prices escaped control in Tavo.")
    assert extraction.incidents == ()


@pytest.mark.parametrize(
    ("text", "displaced"),
    [
        (
            "About 2,000 people have fled Tavo since dawn.",
            {("displaced", "everyone", "about 2000")},
        ),
        ("Some 300 villagers fled to the hills.", {("displaced", "civilians", "about 300")}),
        ("Four gunmen fled to the hills.", set()),
        ("Four people fled the scene.", set()),
    ],
)
def test_who_fled_a_place_or_to_one_is_displaced(tolls, text, displaced):
    found = tolls("Gunmen killed two men in Orlo on Monday. " + text)
    assert found - {("killed", "everyone", "2")} == displaced


def test_prisoners_whom_attackers_free_are_freed(tolls):
    found = tolls("Gunmen stormed a jail in Orlo on Monday. Forty prisoners were freed.")
    assert found == {("rescued", "other", "40")}
