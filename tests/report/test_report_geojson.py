"""Places as GeoJSON: only what has coordinates is a point, and the rest is named."""

import json

from llm_extract.records.when_where import Place
from llm_extract.report.geojson import geojson


def drawn(invented, place: Place) -> dict:
    first, *others = invented.consensus.incidents
    placed = first.model_copy(update={"place": place, "fields": ()})
    bare = [one.model_copy(update={"place": None, "fields": ()}) for one in others]
    story = invented.consensus.model_copy(update={"incidents": (placed, *bare)})
    return json.loads(geojson(story))


def test_a_place_with_coordinates_is_a_point_longitude_first(invented):
    found = drawn(invented, Place(name="Port Alder", latitude=12.5, longitude=-3.25))
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-3.25, 12.5]}
    assert feature["properties"]["name"] == "Port Alder"
    assert found["not_placed"] == []


def test_a_place_without_coordinates_is_listed_and_never_guessed(invented):
    found = drawn(invented, Place(name="Port Alder"))
    assert found["features"] == []
    assert found["not_placed"] == ["Port Alder"]
