"""The columns of events.csv: incidents over all sources, in the names of ACLED and UCDP GED."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from llm_extract.records.claims import Effect, Group
from llm_extract.records.consensus import Consensus, IncidentConsensus, Source
from llm_extract.records.incidents import ActorPart, Incident
from llm_extract.records.overrides import ClaimEdit
from llm_extract.records.when_where import DatePrecision, PlacePrecision
from llm_extract.report import codes
from llm_extract.report.cells import Cell, Columns
from llm_extract.report.deaths import Deaths, deaths
from llm_extract.report.deeds import Deed, told_by_all


@dataclass(frozen=True)
class EventRow:
    """An incident of a record, with what each article made of it."""

    record: Consensus
    incident: IncidentConsensus
    members: tuple[Incident, ...]

    @cached_property
    def deed(self) -> Deed:
        """What its codes are read from."""
        whole = (one for one in self.record.incidents if one.incident_id == self.incident.part_of)
        return told_by_all(self.incident, self.members, next(whole, None))

    @cached_property
    def deaths(self) -> Deaths:
        """The dead in UCDP's form."""
        return deaths(self.incident, self.deed)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that tell of this incident, in the order of their publication."""
        told = {article for article, _ in self.incident.members}
        return tuple(one for one in self.record.sources if one.article_id in told)


def _acled(row: EventRow, at: int) -> Cell:
    coded = codes.acled(row.deed)
    return coded[at] if coded else None


def _where(row: EventRow, part: str) -> Cell:
    found: Cell = getattr(row.incident.place, part) if row.incident.place else None
    return found


def _date(row: EventRow, end: str) -> Cell:
    day = getattr(row.incident.when, end) if row.incident.when else None
    return day.isoformat() if day else None


def _of_date(row: EventRow, scale: Callable[[DatePrecision], int | None]) -> Cell:
    return scale(row.incident.when.precision) if row.incident.when else None


def _of_place(row: EventRow, scale: Callable[[PlacePrecision], int | None]) -> Cell:
    return scale(row.incident.place.precision) if row.incident.place else None


def _range(row: EventRow, end: str) -> Cell:
    """The reported range of all the dead, whoever gives its ends."""
    for field in row.incident.fields:
        if (field.key.group, field.key.effect) == (Group.EVERYONE, Effect.KILLED):
            found: Cell = getattr(field.reported_range, end) if field.reported_range else None
            return found
    return None


def _total(row: EventRow, which: str) -> Cell:
    found: Cell = getattr(row.deaths.total, which) if row.deaths.total else None
    return found


def _edits(row: EventRow) -> int:
    members = set(row.incident.members)
    return sum(
        (one.article_id, one.incident_id) in members
        if isinstance(one, ClaimEdit)
        else one.left in members or one.right in members
        for one in row.record.edits
    )


EVENT_COLUMNS: Columns[EventRow] = {
    "event_id": lambda row: row.incident.incident_id,
    "consensus_id": lambda row: row.record.consensus_id,
    "story": lambda row: row.record.title,
    "part_of": lambda row: row.incident.part_of,
    "incident_type": lambda row: row.deed.type,
    "other_types": lambda row: "; ".join(o for o in row.incident.types if o != row.deed.type),
    "label": lambda row: row.incident.label,
    "stage": lambda row: row.deed.stage,
    "event_date": lambda row: _date(row, "start"),
    "time_precision": lambda row: _of_date(row, codes.acled_time_precision),
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
    "geo_precision": lambda row: _of_place(row, codes.acled_geo_precision),
    "source": lambda row: "; ".join(one.name for one in row.sources),
    "fatalities": lambda row: _total(row, "best"),
    "reported_low": lambda row: _range(row, "low"),
    "reported_high": lambda row: _range(row, "high"),
    "type_of_violence": lambda row: codes.type_of_violence(row.deed),
    "side_a": lambda row: codes.sides(row.deed)[0],
    "side_b": lambda row: codes.sides(row.deed)[1],
    "number_of_sources": lambda row: len(row.sources),
    "origins": lambda row: len({one.origin_id for one in row.sources if one.origin_id}),
    "source_article": lambda row: "; ".join(one.article_id for one in row.sources),
    "date_start": lambda row: _date(row, "start"),
    "date_end": lambda row: _date(row, "end"),
    "date_prec": lambda row: _of_date(row, codes.ucdp_date_precision),
    "where_prec": lambda row: _of_place(row, codes.ucdp_where_precision),
    "event_clarity": lambda row: 2 if row.deed.type == "series" else 1,
    "deaths_a": lambda row: row.deaths.side_a,
    "deaths_b": lambda row: row.deaths.side_b,
    "deaths_civilians": lambda row: row.deaths.civilians,
    "deaths_unknown": lambda row: row.deaths.unknown,
    "best": lambda row: _total(row, "best"),
    "low": lambda row: _total(row, "low"),
    "high": lambda row: _total(row, "high"),
    "policy": lambda row: row.record.policy,
    "disputed_fields": lambda row: sum(bool(one.disagreements) for one in row.incident.fields),
    "edits": _edits,
}
