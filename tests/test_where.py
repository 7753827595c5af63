"""Places: what the language around a name says of it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.where import country_of, find_places
from llm_extract.where.gazetteer import country_names, state_names


def read(text):
    return [(found.place.name, found.place.precision.value) for found in find_places(text)]


def only(text):
    (found,) = find_places(text)
    return found.place


# ---------------------------------------------------------------- countries


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Pakistan", "Pakistan"), ("Pakistani", "Pakistan"), ("Pakistanis", "Pakistan"),
        ("PAKISTANI", "Pakistan"), ("Pakistan's", "Pakistan"), ("Burma", "Myanmar"),
        ("US", "United States"), ("U.S.", "United States"), ("British", "United Kingdom"),
        ("Salvadoran", "El Salvador"), ("Nigerien", "Niger"), ("Nigerian", "Nigeria"),
        ("Côte d'Ivoire", "Ivory Coast"), ("Frenchmen", "France"), ("Philippines", "Philippines"),
        ("Swiss", "Switzerland"), ("SRI  LANKA", "Sri Lanka"), ("Afghans", "Afghanistan"),
    ],
)  # fmt: skip
def test_names_and_demonyms_lead_to_countries(word, country):
    assert country_of(word) == country


@pytest.mark.parametrize(
    "word", ["us", "turkey", "polish", "Orlo", "Congo", "Korean", "", "S", "-"]
)
def test_words_that_are_no_one_countrys_lead_nowhere(word):
    assert country_of(word) is None


def test_the_gazetteer_holds_every_country_and_state_once():
    assert 195 <= len(set(country_names().values())) <= 200
    assert len(state_names()) == 51


@given(st.text(max_size=20))
def test_any_word_may_be_asked_about(word):
    assert country_of(word) in {None, *country_names().values()}


# ---------------------------------------------------------------- what the words say


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("It fell in Orlo on Monday.", "Orlo", "unknown"),
        ("Troops near San Orlo fled.", "San Orlo", "unknown"),
        ("the city of Orlo", "Orlo", "locality"),
        ("the port city of Orlo fell", "Orlo", "locality"),
        ("the provincial capital Orlo", "Orlo", "locality"),
        ("the provincial capital, Orlo,", "Orlo", "locality"),
        ("Orlo district fell", "Orlo", "locality"),
        ("Orlo District fell", "Orlo", "locality"),
        ("Tavo de la Cruz village", "Tavo de la Cruz", "locality"),
        ("Orlo City fell", "Orlo City", "locality"),
        ("Orlo province fell", "Orlo", "admin1"),
        ("in the restive southwestern province of Orlo", "Orlo", "admin1"),
        ("In the Orlo area, troops fled.", "Orlo", "unknown"),
        ("in Peru", "Peru", "country"),
        ("near the Orlo railway station", "Orlo railway station", "site"),
        ("at Central Jail", "Central Jail", "site"),
        ("along the Coastal Highway", "Coastal Highway", "site"),
        ("on Orlo Road", "Orlo Road", "site"),
        ("Northern Command headquarters was hit", "Northern Command headquarters", "site"),
        ("several districts of Orlo", "Orlo", "unknown"),
        ("THE TOWN OF SAN ORLO WAS ATTACKED", "SAN ORLO", "locality"),
        ("GUERRILLAS IN TAVO DEPARTMENT FLED", "TAVO", "admin1"),
        ("THE EMBASSY OF EL SALVADOR", "EL SALVADOR", "country"),
    ],
)
def test_a_place_is_as_precise_as_its_words(text, name, precision):
    place = only(text)
    assert (place.name, place.precision.value) == (name, precision)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("in Tavo, Orlo province,", "Tavo, Orlo"),
        ("in Tavo village in Orlo province", "Tavo, Orlo"),
        ("in Orlotown, Ohio, on", "Orlotown, Ohio, United States"),
        ("in Orlo, Calif., on", "Orlo, California, United States"),
        ("in Orlo, CA", "Orlo, California, United States"),
        ("in Peru's Orlo province", "Orlo, Peru"),
        ("In Tavo's Saro Road area,", "Saro Road, Tavo"),
        ("the Orlo police station in Tavo", "Orlo police station, Tavo"),
        ("in Orlo, Peru", "Orlo, Peru"),
        ("in St. Orlo, Ohio", "St. Orlo, Ohio, United States"),
        ("IN THE TOWN OF ORLO IN TAVO DEPARTMENT, PERU.", "ORLO, TAVO, Peru"),
    ],
)
def test_parts_that_stand_together_are_one_place(text, parts):
    assert str(only(text)) == parts


def test_what_a_named_part_belongs_to_is_not_that_kind_of_part():
    assert read("in the Orlo district of Tavo") == [("Orlo", "locality"), ("Tavo", "unknown")]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("in Orlo, Tavo and Lina on Monday", "unknown"),
        ("In Orlo, Tavo and Lina, troops fled.", "unknown"),
        ("across cities including Orlo, Tavo, and Lina.", "locality"),
        ("the districts of Orlo, Tavo, and Lina", "locality"),
        ("five key districts: Orlo, Tavo and Lina", "locality"),
        ("in Orlo, Tavo and Lina provinces", "admin1"),
    ],
)
def test_a_list_shares_its_cue(text, precision):
    assert read(text) == [(name, precision) for name in ("Orlo", "Tavo", "Lina")]


# ---------------------------------------------------------------- datelines


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ORLO, Peru (Sept. 1) - Guards fled.", "Orlo, Peru"),
        ("ORLO, Peru (Nov. 20, 2011)\nGuards fled.", "Orlo, Peru"),
        ("ORLO (AP) — Guards fled.", "Orlo"),
        ("ORLO, Ohio — Guards fled.", "Orlo, Ohio, United States"),
        ("SAN ORLO, 30 AUG 89 (TAVO PRESS) -- [TEXT] GUARDS FLED.", "SAN ORLO"),
        ("Guards Flee Orlo\n\nTAVO — Guards fled.", "Tavo"),
    ],
)
def test_a_dateline_is_a_place_and_marked_as_one(text, parts):
    (line,) = [found for found in find_places(text) if found.is_dateline]
    assert str(line.place) == parts


@pytest.mark.parametrize(
    "text", ["BREAKING - Guards fled.", "UPDATE — two fell", "TWO FELL -- NOW"]
)
def test_a_heading_is_no_dateline(text):
    assert find_places(text) == ()


def test_the_town_of_a_dateline_is_found_again_in_the_text():
    assert [found.is_dateline for found in find_places("ORLO (AP) — Guards left Orlo.")] == [
        True, False,
    ]  # fmt: skip


# ---------------------------------------------------------------- names found again


def test_a_name_once_marked_as_a_place_is_found_without_a_cue():
    assert read("Guards fled Orlo. It is quiet in Orlo.") == [("Orlo", "unknown")] * 2


def test_a_name_has_the_level_that_the_text_gives_it_anywhere():
    assert read("In Orlo, guards fled. Orlo province is poor.") == [("Orlo", "admin1")] * 2


# ---------------------------------------------------------------- what is no place


@pytest.mark.parametrize(
    "text",
    [
        "in January", "in May", "on Monday in June", "in the Senate", "in Operation Orlo",
        "in English", "at President Orlo", "in Mr. Orlo's car", "in Orlo's car", "near Gen. Tavo",
        "in the BLX", "in Pakistani hands", "the Orlo Liberation Army said", "in Islam",
        "In a statement, Orlo said", "the Iran–Iraq line", "Juan Orlo said", "let us go",
        "the Counter-Tavo Department said", "in Tavo Party ranks", "They met him in 2015.",
        "A U.S. Army spokesman spoke.", "BLX (Army of Orlo) said", "THE SAN TAVO REBELS",
        "TROUBLE IN LATIN AMERICA", "IN THE EASTERN REGION",
        "THE STATE OF SIEGE",
    ],
)  # fmt: skip
def test_other_names_are_no_places(text):
    assert read(text) == []


def test_people_who_act_in_a_place_are_no_places():
    assert read("In Orlo, Juan Tavo and Ana Lina said so.") == [("Orlo", "unknown")]


def test_no_name_runs_from_a_heading_into_the_line_below_it():
    heading = "Committee for the Rights of Farmers in Umbel\n"
    assert read(f"{heading}Field note no. 9 of 2024 (it will be brought up to date)")[0] == (
        "Umbel",
        "unknown",
    )


def test_a_name_runs_over_the_end_of_a_line_that_had_no_room_for_it():
    text = "Gunmen drove through the market and killed two men in Port\nUmbel, the police said."
    assert read(text)[0][0] == "Port Umbel"


def test_a_heading_above_does_not_lend_its_preposition():
    assert read("Attacks Spread Across Province\n\nInternational") == []


# ---------------------------------------------------------------- offsets and hostile text

PIECES = st.sampled_from(
    "in|the|Orlo|Tavo|,|and|province|'s|of|city|cities|including|ORLO|—|(AP)|Road|Peru|US|.|\n\n"
    "|Calif|at|near|Mr|Army|districts|House|É|ß|’s".split("|")
)


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_found_places_are_ordered_apart_and_within_the_text(text):
    end = 0
    for found in find_places(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(st.text(max_size=200))
def test_any_text_may_be_read(text):
    find_places(text)


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "A ",
        "in Orlo ",
        "Orlo, ",
        "Orlo and ",
        "(",
        "O'",
        "cities ",
        "U.S. ",
        "ORLO, ",
        "ORLO (1) —\n",
        "\n\nORLO, 4 FEB 90 (T) -- IN TAVO, PERU",
    ],
)
def test_a_hundred_thousand_odd_characters_are_read_at_once(unit):
    text = unit * (100_000 // len(unit))
    began = time.perf_counter()
    find_places(text)
    assert time.perf_counter() - began < 5


def test_a_dateline_is_spelt_as_the_text_spells_the_town():
    (line, town) = find_places("MCORLO, May 2 (Velm) - Two fled.\n\nIn McOrlo all was quiet.")
    assert (line.place.name, town.place.name) == ("McOrlo", "McOrlo")


def test_the_people_before_a_kind_of_town_are_no_place():
    found = find_places("Two died in the Velmese town of Orlo.")
    assert [one.place.name for one in found] == ["Orlo"]


def test_labels_of_a_transcript_are_no_datelines():
    text = "ORLO: Good morning.\n\nTAVO: Thank you, Ada Orlo.\n\nORLO: And you."
    assert not any(found.is_dateline for found in find_places(text))


def test_a_dateline_may_name_a_province():
    (filed, *_) = find_places("ORLO PROVINCE, Peru – Two guards died near Tavo.")
    assert (filed.is_dateline, filed.place.admin1) == (True, "Orlo")


def test_an_opening_sign_within_a_name_is_a_letter_of_it():
    (found,) = find_places("Guards fled in Tav ‘Ali district.")
    assert found.place.locality == "Tav ‘Ali"
