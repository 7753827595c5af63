"""Places as running text spells them: a dateline or a headline has "ORLO", a sentence "Orlo"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from llm_extract.records.claims import Location, Value
from llm_extract.records.consensus import Consensus, FieldConsensus, IncidentConsensus
from llm_extract.records.when_where import Place

# Shorter names in capitals may be letters that stand for words: "DRC".
_SHORTEST = 5
# The first letter of each word, but not of the small ones inside: "Gulf of Orlo".
_HEADS = re.compile(r"^\w|(?<=[\s-])(?!(?:of|the|and|de|del|la|al|in)\b)\w")


def spelled(consensus: Consensus) -> Consensus:
    """The same consensus with no place in capitals; ids, claims and their sentences stay."""
    incidents = tuple(map(_of_incident, consensus.incidents))
    names = {
        before: after
        for one in consensus.incidents
        if one.place
        for before, after in zip(_names(one.place), _names(_place(one.place)), strict=True)
        if before != after
    }
    title = _replaced(consensus.title, names)
    return consensus.model_copy(update={"incidents": incidents, "title": title})


def _of_incident(incident: IncidentConsensus) -> IncidentConsensus:
    return incident.model_copy(
        update={
            "place": incident.place and _place(incident.place),
            "label": _name(incident.label),
            "fields": tuple(map(_of_field, incident.fields)),
        }
    )


def _of_field(field: FieldConsensus) -> FieldConsensus:
    if field.key.field != "place":
        return field
    positions = tuple(
        one.model_copy(update={"value": _value(one.value)}) for one in field.positions
    )
    return field.model_copy(update={"positions": positions})


def _value(value: Value) -> Value:
    if not isinstance(value, Location):
        return value
    return value.model_copy(update={"place": _place(value.place)})


def _place(place: Place) -> Place:
    parts = ("name", "site", "locality", "admin1", "country")
    told = {part: getattr(place, part) for part in parts}
    return place.model_copy(update={part: name and _name(name) for part, name in told.items()})


def _name(name: str) -> str:
    """The name with capitals at its heads only, where all of it is in capitals.

    >>> _name("GULF OF ORLO"), _name("DRC"), _name("St Orlo's")
    ('Gulf of Orlo', 'DRC', "St Orlo's")
    """
    in_capitals = name.isupper() and sum(map(str.isalpha, name)) >= _SHORTEST
    return _HEADS.sub(lambda hit: hit[0].upper(), name.lower()) if in_capitals else name


def _names(place: Place) -> tuple[str, ...]:
    return tuple(filter(None, (place.site, place.locality, place.admin1, place.country)))


def _replaced(text: str, names: Mapping[str, str]) -> str:
    for before in sorted(names, key=len, reverse=True):
        text = text.replace(before, names[before])
    return text
