"""The columns of incidents.csv: names after ACLED and UCDP GED, and what each reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from llm_extract.records.article import Article
from llm_extract.records.claims import Effect, Group
from llm_extract.records.counts import Count
from llm_extract.records.incidents import ActorPart, Extraction, Incident, Series
from llm_extract.report import codes
from llm_extract.report.cells import Cell, Columns, made_by
from llm_extract.report.deeds import Deed, told_by_article


@dataclass(frozen=True)
class IncidentRow:
    """An incident as one article tells it; `series` is what it is a part of in that article."""

    article: Article
    extraction: Extraction
    incident: Incident
    series: Incident | None = None

    @cached_property
    def deed(self) -> Deed:
        """What its codes are read from."""
        return told_by_article(self.incident, self.series)


def _acled(row: IncidentRow, at: int) -> Cell:
    coded = codes.acled(row.deed)
    return coded[at] if coded else None


def _killed(group: Group) -> tuple[Callable[[IncidentRow], Cell], Callable[[IncidentRow], Cell]]:
    """The lowest and the highest number of a group's dead that anybody in the article stands by."""

    def counts(row: IncidentRow) -> list[Count]:
        return [
            toll.count
            for toll in row.deed.tolls
            if (toll.group, toll.effect) == (group, Effect.KILLED) and toll.count.is_bounded
        ]

    def low(row: IncidentRow) -> Cell:
        return min((count.low for count in counts(row) if count.low is not None), default=None)

    def high(row: IncidentRow) -> Cell:
        highs = [count.high for count in counts(row)]
        # One "at least" leaves the top open, whatever the others say.
        return (
            max((high for high in highs if high is not None), default=None)
            if all(high is not None for high in highs)
            else None
        )

    return low, high


def _where(row: IncidentRow, part: str) -> Cell:
    place = row.incident.place
    found: Cell = getattr(place, part) if place else None
    return found


def _date(row: IncidentRow, end: str) -> Cell:
    when = row.incident.when
    day = getattr(when, end) if when else None
    return day.isoformat() if day else None


def _began(row: IncidentRow, part: str) -> Cell:
    onset = row.incident.began
    found: Cell = getattr(onset, part) if onset else None
    return found


def _hour(row: IncidentRow) -> Cell:
    onset = row.incident.began
    return f"{onset.clock:%H:%M}" if onset and onset.clock else None


def _precise(row: IncidentRow, scale: Callable[..., int | None], *, of_place: bool) -> Cell:
    known = row.incident.place if of_place else row.incident.when
    return scale(known.precision) if known else None


_EVERYONE, _FORCES, _CIVILIANS, _MILITANTS = (
    _killed(group)
    for group in (Group.EVERYONE, Group.SECURITY_FORCES, Group.CIVILIANS, Group.MILITANTS)
)

INCIDENT_COLUMNS: Columns[IncidentRow] = {
    "event_id": lambda row: f"{row.article.article_id}-{row.incident.incident_id}",
    "article_file": lambda row: row.article.file,
    "article_id": lambda row: row.article.article_id,
    "incident_id": lambda row: row.incident.incident_id,
    "part_of": lambda row: row.incident.part_of,
    "incident_type": lambda row: row.incident.type,
    "label": lambda row: row.incident.label,
    "operation": lambda row: row.incident.operation if isinstance(row.incident, Series) else None,
    "operation_phase": lambda row: row.incident.phase if isinstance(row.incident, Series) else None,
    "stage": lambda row: row.incident.stage,
    "event_date": lambda row: _date(row, "start"),
    "time_precision": lambda row: _precise(row, codes.acled_time_precision, of_place=False),
    "event_type": lambda row: _acled(row, 0),
    "sub_event_type": lambda row: _acled(row, 1),
    "attacktype1": lambda row: codes.attack_type(row.deed),
    "actor1": lambda row: codes.names(row.deed, ActorPart.PERPETRATOR),
    "actor2": lambda row: codes.names(row.deed, ActorPart.TARGET, ActorPart.RESPONDER),
    "country": lambda row: _where(row, "country"),
    "admin1": lambda row: _where(row, "admin1"),
    "location": lambda row: _where(row, "name"),
    "latitude": lambda row: _where(row, "latitude"),
    "longitude": lambda row: _where(row, "longitude"),
    "geo_precision": lambda row: _precise(row, codes.acled_geo_precision, of_place=True),
    "source": lambda row: row.article.publisher,
    "fatalities_low": _EVERYONE[0],
    "fatalities_high": _EVERYONE[1],
    "security_forces_killed_low": _FORCES[0],
    "security_forces_killed_high": _FORCES[1],
    "civilians_killed_low": _CIVILIANS[0],
    "civilians_killed_high": _CIVILIANS[1],
    "militants_killed_low": _MILITANTS[0],
    "militants_killed_high": _MILITANTS[1],
    "type_of_violence": lambda row: codes.type_of_violence(row.deed),
    "side_a": lambda row: codes.sides(row.deed)[0],
    "side_b": lambda row: codes.sides(row.deed)[1],
    "date_start": lambda row: _date(row, "start"),
    "date_end": lambda row: _date(row, "end"),
    "date_prec": lambda row: _precise(row, codes.ucdp_date_precision, of_place=False),
    "date_words": lambda row: row.incident.when.verbatim if row.incident.when else None,
    "began_at": _hour,
    "began_part": lambda row: _began(row, "part"),
    "began_words": lambda row: _began(row, "words"),
    "where_prec": lambda row: _precise(row, codes.ucdp_where_precision, of_place=True),
    "event_clarity": lambda row: 2 if isinstance(row.incident, Series) else 1,
    "source_headline": lambda row: row.article.title,
    "source_date": lambda row: d.isoformat() if (d := row.article.published_on) else None,
    "source_url": lambda row: row.article.url,
    "claims": lambda row: len(row.incident.claims),
    "extractor": lambda row: made_by(row.extraction.extractor),
}
