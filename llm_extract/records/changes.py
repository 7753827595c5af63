"""What one more article has changed: the differences between two records of one story."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from llm_extract.records.base import Document, Record
from llm_extract.records.claims import Value
from llm_extract.records.consensus import FieldKey


class _Change(Record):
    """Something that is otherwise than before, in an incident as it stands now."""

    incident_id: str


class NewSource(Record):
    """An article that was not among the sources before."""

    kind: Literal["new_source"] = "new_source"
    article_id: str


class NewIncident(_Change):
    """An incident of which no source told before."""

    kind: Literal["new_incident"] = "new_incident"
    label: str


class _FieldChange(_Change):
    """A change in one field of an incident."""

    key: FieldKey


class NewPosition(_FieldChange):
    """A value that nobody held or rejected before."""

    kind: Literal["new_position"] = "new_position"
    position_id: str
    value: Value


class Updated(_FieldChange):
    """A voice that has moved on from what it said; `why` is the sentence of the update."""

    kind: Literal["updated"] = "updated"
    disagreement_id: str
    why: str


class NewDisagreement(_FieldChange):
    """Positions that differ now, in a way in which they did not before."""

    kind: Literal["new_disagreement"] = "new_disagreement"
    disagreement_id: str
    way: str
    why: str


class ResolvedDisagreement(_FieldChange):
    """A difference that stands no more; `why` is how it was told before."""

    kind: Literal["resolved_disagreement"] = "resolved_disagreement"
    way: str
    why: str


Change = Annotated[
    NewSource | NewIncident | NewPosition | Updated | NewDisagreement | ResolvedDisagreement,
    Field(discriminator="kind"),
]


class Changes(Document):
    """What differs between two records of one story, in the order of the later one."""

    before: str
    after: str
    changes: tuple[Change, ...] = ()
