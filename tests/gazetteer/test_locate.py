"""Which town of a name is meant: by the company it keeps, and none where nothing settles it."""

import pytest

from llm_extract import build
from llm_extract.gazetteer.locate import located_places
from llm_extract.records.article import Article
from llm_extract.records.when_where import Place, PlacePrecision
from llm_extract.settings import load


def town(name: str, country: str | None = None) -> Place:
    return Place(name=name, locality=name, country=country, precision=PlacePrecision.LOCALITY)


def found(gazetteer, *places: Place) -> list[list[int]]:
    located = located_places(places, gazetteer)
    return [[one.geonames_id for one in located[place].candidates] for place in places]


def test_a_name_of_one_town_is_that_town(towns):
    (tavo,) = located_places([town("Tavo")], towns).values()
    assert (tavo.latitude, tavo.longitude, tavo.country) == (4.0, -4.0, "Orvany")


def test_a_name_of_several_towns_is_none_of_them_and_all_are_kept(towns):
    (orlo,) = located_places([town("Orlo")], towns).values()
    assert orlo.latitude is None
    assert [one.geonames_id for one in orlo.candidates] == [1, 3, 2]


def test_the_country_that_is_named_settles_it(towns):
    assert found(towns, town("Orlo", "Karst")) == [[3]]
    karst = Place(name="Karst", country="Karst", precision=PlacePrecision.COUNTRY)
    assert found(towns, karst, town("Orlo")) == [[], [3]]


def test_the_towns_beside_it_settle_country_and_province(towns):
    assert found(towns, town("Orlo"), town("Tavo"), town("Besk")) == [[1], [4], [5]]


def test_a_namesake_abroad_is_never_taken(towns):
    assert found(towns, town("Tavo"), town("Besk"), town("Ulm Karat")) == [[4], [5], []]


def test_a_city_that_dwarfs_its_namesakes_is_meant_when_it_stands_alone(towns):
    assert found(towns, town("Merrow")) == [[6]]


def test_another_spelling_is_taken_where_the_country_is_known(towns):
    assert found(towns, town("Noreshki", "Orvany")) == [[8]]
    assert found(towns, town("Noreshki")) == [[]]


@pytest.mark.parametrize("precision", [PlacePrecision.COUNTRY, PlacePrecision.ADMIN1])
def test_what_is_said_to_be_no_town_is_left_alone(towns, precision):
    assert found(towns, Place(name="Tavo", precision=precision)) == [[]]


def test_a_place_keeps_the_name_its_source_gives_it(towns):
    (place,) = located_places([town("تافو")], towns).values()
    assert (place.name, place.locality) == ("تافو", "تافو")


def test_a_name_of_unknown_kind_that_is_located_is_a_town(towns):
    (place,) = located_places([Place(name="Tavo")], towns).values()
    assert (place.precision, str(place)) == (PlacePrecision.LOCALITY, "Tavo, Orvany")


def test_places_are_located_in_the_record_and_not_in_the_extraction(installed, tmp_path):
    settings = load(extractor="rules", gazetteer="geonames", cache_dir=tmp_path)
    article = Article.of("Two men were killed in the town of Tavo on Monday, the police said.")
    with build(settings) as pipeline:
        (extraction,) = pipeline.extract([article]).extractions
        (story,) = pipeline.merge([article], [extraction])
    assert '"latitude":4.0' not in extraction.to_json()
    assert '"latitude":4.0' in story.to_json()
    assert {claim.claim_id for claim in extraction.claims()} == {
        one.claim.claim_id for one in story.claims
    }
