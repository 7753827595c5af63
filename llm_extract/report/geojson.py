"""The places of a story as GeoJSON (RFC 7946): points where the record has coordinates."""

from __future__ import annotations

import json

from llm_extract.records.claims import Location
from llm_extract.records.consensus import Consensus, IncidentConsensus
from llm_extract.records.when_where import Place


def geojson(consensus: Consensus) -> str:
    """A feature collection, longitude before latitude. A place is a feature of each incident there.

    No place is given coordinates that its source or the gazetteer did not give: `not_placed` lists
    the names of those that have none.
    """
    told = [(incident, place) for incident in consensus.incidents for place in _places(incident)]
    features = [
        _feature(incident, place)
        for incident, place in told
        if place.latitude is not None and place.longitude is not None
    ]
    placed = {place.name for _, place in told if place.latitude is not None}
    missing = dict.fromkeys(place.name for _, place in told if place.name not in placed)
    collection = {
        "type": "FeatureCollection",
        "title": consensus.title,
        "features": features,
        "not_placed": list(missing),
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _places(incident: IncidentConsensus) -> list[Place]:
    """Where an incident happened, by its own place and by what anybody says, each once."""
    said = (
        position.value.place
        for field in incident.fields
        for position in field.positions
        if isinstance(position.value, Location)
    )
    own = [incident.place] if incident.place else []
    return list(dict.fromkeys((*own, *said)))


def _feature(incident: IncidentConsensus, place: Place) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            "name": place.name,
            "place": str(place),
            "precision": place.precision.value,
            "incident_id": incident.incident_id,
            "incident": incident.label,
            "types": list(incident.types),
            "articles": sorted({article for article, _ in incident.members}),
        },
    }
