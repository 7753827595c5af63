"""Where an incident was: the finest place that is named, in its province; a series its region."""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.extractors.rules.cascade.report import Report
from llm_extract.records.claims import Claim, Location
from llm_extract.records.when_where import Place


def site(report: Report, key: str, claims: Sequence[Claim]) -> Place | None:
    """The place of the incident with this key; None where the text names none."""
    if key == "series":
        return _widest(report)
    place = _spot(report, key, claims)
    return report.map.in_province(place) if place else None


def _spot(report: Report, key: str, claims: Sequence[Claim]) -> Place | None:
    """The finest place of an incident that is no series, as its words name it."""
    if key.startswith("part:"):
        return report.town(key.removeprefix("part:"))
    if key != "incident":
        return report.elsewhere.place(key)
    places = (claim.value.place for claim in claims if isinstance(claim.value, Location))
    town = next(places, None) or report.map.spoken_of_first()
    return report.map.stronghold(town) or town or _widest(report) or report.map.filed_from()


def _widest(report: Report) -> Place | None:
    """The province or region the report speaks of first, else the country."""
    places = [f.place for s in report.scene.sentences for f in s.places if not f.is_dateline]
    wide = [place for place in places if place.name.casefold() in report.map.wide]
    regions = [place for place in wide if place.precision != "country"]
    if not regions:
        return wide[0] if wide else None
    names = [place.name for place in regions]
    provinces = [place for place in regions if place.precision == "admin1"]
    return max(provinces or regions, key=lambda place: (names.count(place.name), len(str(place))))
