"""Which of the towns of a name an article means: by the country it names, and by its other towns.

An article about one war names towns of one country, and mostly of one province. Each name that can
only lie in one country speaks for that country; a name of many towns is taken to be the one among
the others. Where that leaves several, or nothing speaks for any, no town is chosen: the candidates
stay with the place, and the place stays a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from llm_extract.gazetteer.index import Gazetteer
from llm_extract.records.claims import Claim, Location
from llm_extract.records.incidents import Extraction, Incident
from llm_extract.records.when_where import Place, PlacePrecision, Town

# A name alone in its article means the large town, if it is large and dwarfs its namesakes.
_LARGE = 100_000
_DWARFS = 20
_MOST_CANDIDATES = 5
_LOCAL = frozenset({PlacePrecision.LOCALITY, PlacePrecision.SITE, PlacePrecision.UNKNOWN})


def located(extraction: Extraction, gazetteer: Gazetteer) -> Extraction:
    """The extraction with its places located, as `located_places` does; ids stay as they are."""
    named = [one.place for one in extraction.incidents if one.place is not None]
    told = [c.value.place for c in extraction.claims() if isinstance(c.value, Location)]
    found = located_places((*named, *told), gazetteer)

    def claim(one: Claim) -> Claim:
        if not isinstance(one.value, Location):
            return one
        value = one.value.model_copy(update={"place": found[one.value.place]})
        return one.model_copy(update={"value": value})

    def incident(one: Incident) -> Incident:
        place = found[one.place] if one.place is not None else None
        return one.model_copy(update={"place": place, "claims": tuple(map(claim, one.claims))})

    return extraction.model_copy(update={"incidents": tuple(map(incident, extraction.incidents))})


def located_places(places: Iterable[Place], gazetteer: Gazetteer) -> dict[Place, Place]:
    """Each place of one article with what the gazetteer adds: country, coordinates, candidates.

    Places that are no towns, or whose name no town bears, are left as they are.
    """
    every = tuple(dict.fromkeys(places))
    towns = {place: gazetteer.named(name) for place in every if (name := _town_name(place))}
    country = _country(every, towns)
    province = _province(towns, country)
    return {
        place: _placed(place, _meant(place, towns.get(place), country, province, gazetteer))
        for place in every
    }


def _town_name(place: Place) -> str | None:
    if place.latitude is not None or place.precision not in _LOCAL:
        return None
    return place.locality or (place.name if place.precision is not PlacePrecision.SITE else None)


# ---------------------------------------------------------------- what the article is about


def _country(places: Sequence[Place], towns: Mapping[Place, Sequence[Town]]) -> str | None:
    """The country named most, else the one most names can lie in, if more than one name says so."""
    named = Counter(place.country for place in places if place.country)
    if named:
        return named.most_common(1)[0][0]
    able = Counter(country for found in towns.values() for country in {t.country for t in found})
    most = able.most_common(2)
    clear = most and most[0][1] > 1 and (len(most) == 1 or most[0][1] > most[1][1])
    return most[0][0] if clear else None


def _province(towns: Mapping[Place, Sequence[Town]], country: str | None) -> str | None:
    """The province most names can lie in, of that country; None where none is ahead."""
    able = Counter(
        code
        for found in towns.values()
        for code in {t.admin1_code for t in found if t.country == country and t.admin1_code}
    )
    most = able.most_common(2)
    clear = most and (len(most) == 1 or most[0][1] > most[1][1])
    return most[0][0] if clear else None


# ---------------------------------------------------------------- the town that is meant


def _meant(
    place: Place,
    towns: Sequence[Town] | None,
    country: str | None,
    province: str | None,
    gazetteer: Gazetteer,
) -> Sequence[Town]:
    """The towns a place may be: one where it is settled, several where it is not."""
    if towns is None:
        return ()
    country = place.country or country
    if country is None:
        return _dwarfing(towns)
    there = [town for town in towns if town.country == country]
    if not there:
        # A namesake abroad is no reading of an article about this country; a variant spelling is.
        there = list(gazetteer.spelled_like(place.locality or place.name, country))
    near = [town for town in there if province and town.admin1_code == province]
    return near if len(near) == 1 else _dwarfing(near or there)


def _dwarfing(towns: Sequence[Town]) -> Sequence[Town]:
    """The one town that is meant unless said otherwise, or all; the most populous stands first."""
    if not towns:
        return ()
    first, *others = towns
    next_largest = max((town.population for town in others), default=0)
    if first.population >= _LARGE and first.population >= _DWARFS * next_largest:
        return (first,)
    return towns


def _placed(place: Place, towns: Sequence[Town]) -> Place:
    kept = tuple(towns[:_MOST_CANDIDATES])
    if len(towns) != 1:
        return place.model_copy(update={"candidates": kept}) if kept else place
    (town,) = towns
    is_named_only = place.precision is PlacePrecision.UNKNOWN
    return place.model_copy(
        update={
            "locality": place.name if is_named_only else place.locality,
            "precision": PlacePrecision.LOCALITY if is_named_only else place.precision,
            "country": place.country or town.country,
            "latitude": town.latitude,
            "longitude": town.longitude,
            "candidates": kept,
        }
    )
