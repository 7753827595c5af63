"""Sites that bear the name of a town the article speaks of: "Tavo port" is in Tavo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llm_extract.records.when_where import PlacePrecision
from llm_extract.where import FoundPlace

_TOWNS = frozenset({PlacePrecision.LOCALITY, PlacePrecision.UNKNOWN})


def in_their_towns(found: Sequence[FoundPlace]) -> tuple[FoundPlace, ...]:
    """The places, each site without a town in the town that its name begins with.

    Only where the rest of the name is common words: "Tavo Bridge" may span a river far away.
    """
    towns = {one.place.name for one in found if one.place.precision in _TOWNS}
    return tuple(_in_town(one, towns) for one in found)


def _in_town(one: FoundPlace, towns: set[str]) -> FoundPlace:
    place = one.place
    if place.site is None or place.locality is not None:
        return one
    town = max((name for name in towns if place.site.startswith(f"{name} ")), key=len, default=None)
    if town is None or not place.site.removeprefix(town).islower():
        return one
    return replace(one, place=place.model_copy(update={"locality": town}))
