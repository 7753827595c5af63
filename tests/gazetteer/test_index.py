"""The index of towns: by any name, in any spelling, built once and whole."""

import sys

import pytest

from llm_extract.errors import SettingsError
from llm_extract.gazetteer import open_gazetteer


def ids(towns):
    return [town.geonames_id for town in towns]


@pytest.mark.parametrize(
    ("name", "found"), [("ORLO", [1, 3, 2]), ("Ôrlo", [1, 3, 2]), ("تافو", [4])]
)
def test_a_town_is_found_by_any_of_its_names_the_most_populous_first(towns, name, found):
    assert ids(towns.named(name)) == found


@pytest.mark.parametrize("name", ["Nowhere", "ORL", "", "x' OR '1'='1", "the", "🜲"])
def test_what_is_no_name_of_a_town_finds_none(towns, name):
    assert towns.named(name) == ()


def test_a_transliteration_is_found_within_its_country(towns):
    assert ids(towns.spelled_like("Noreshki", "Orvany")) == [8]
    assert towns.spelled_like("Noreshki", "Karst") == ()


def test_a_town_has_its_country_by_name_and_its_coordinates(towns):
    (town,) = towns.named("Tavo")
    assert (town.country, town.latitude, town.longitude) == ("Orvany", 4.0, -4.0)


def test_an_index_that_is_there_is_not_made_again(towns, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [one for one in sys.path if "packages" not in one])
    assert ids(open_gazetteer(tmp_path).named("Tavo")) == [4]


def test_nothing_half_made_is_left_in_the_folder(towns, tmp_path):
    assert [path.name for path in tmp_path.iterdir()] == ["towns-1.sqlite"]


def test_without_the_extra_it_is_said_how_to_install_it(tmp_path):
    with pytest.raises(SettingsError, match=r'pip install -e "\.\[places\]"'):
        open_gazetteer(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(installed, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="LLM_EXTRACT_CACHE_DIR"):
        open_gazetteer(tmp_path / "file" / "cache")
