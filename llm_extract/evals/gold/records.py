"""The labels of one document, of one story, and of a set of stories.

Values are those of the product's own records, so that a label can hold nothing an extraction could
not, and the other way round.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from llm_extract.records.base import Document, Record
from llm_extract.records.claims import Evidence, Role, Scope, Stance, Value
from llm_extract.records.incidents import IncidentStage, IncidentType
from llm_extract.records.when_where import Moment, Place, When

CLAIM_FIELDS = (
    "toll",
    "victim",
    "responsibility",
    "outcome",
    "extent",
    "damage",
    "response",
    "tactic",
    "target",
)
"""What a claim of gold can be about; date and place stand with the incident."""

Tag = Literal[
    "wire",
    "release",
    "partisan",
    "group_statement",
    "transcript",
    "liveblog",
    "translated",
    "analysis",
    "local",
    "reprint",
    "update",
    "series",
    "background",
    "denial",
    "competing_claims",
    "range",
    "vague",
    "zero",
    "hostages",
    "named_dead",
    "relative_date",
    "no_incident",
    "instructs",
]
"""What a document is, or holds, that scores can be looked at by."""

LABELLED = ("type", "stage", "date", "place", *CLAIM_FIELDS[:7])
"""What guideline 1 asks for; a field that is not labelled is not graded."""


class Certainty(StrEnum):
    """Whether the annotator would defend the label; unsure ones are scored like the others."""

    SURE = "sure"
    UNSURE = "unsure"


class GoldSpeaker(Record):
    """One link of an attribution, outlet inward; `also` are other names that count as right."""

    name: str = Field(min_length=1)
    role: Role
    also: tuple[str, ...] = ()


class Reading(Record):
    """What a claim says and how: the part of a label that has accepted alternatives."""

    value: Value
    scope: Scope = Scope.INCIDENT
    stance: Stance = Stance.ASSERTS


class GoldClaim(Record):
    """One statement of the document. `key` is unique in the document; no speakers: the outlet."""

    key: str
    reading: Reading
    accepted: tuple[Reading, ...] = ()
    speakers: tuple[GoldSpeaker, ...] = ()
    as_of: Moment | None = None
    about: str | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    certainty: Certainty = Certainty.SURE
    note: str | None = None

    @property
    def field(self) -> str:
        """Which field it speaks to: toll, outcome, ..."""
        return self.reading.value.field

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All that counts as right, the label itself first."""
        return (self.reading, *self.accepted)


class GoldIncident(Record):
    """One incident as the document tells it. None for `when` and `place`: the text is silent."""

    key: str
    label: str
    type: IncidentType
    also_types: tuple[IncidentType, ...] = ()
    stage: IncidentStage = IncidentStage.ACCOMPLISHED
    also_stages: tuple[IncidentStage, ...] = ()
    when: When | None = None
    also_when: tuple[When, ...] = ()
    place: Place | None = None
    also_places: tuple[Place, ...] = ()
    part_of: str | None = None
    claims: tuple[GoldClaim, ...] = ()


class GoldDocument(Document):
    """All labels of one document. `labelled` names the fields its annotators looked for: silence
    on one of those means that the text is silent, on any other it means nothing.
    """

    document: str
    text_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    annotator: str = Field(pattern=r"^[\w-]+$")  # it names a file
    guideline: Literal["1"] = "1"
    labelled: tuple[str, ...] = LABELLED
    tags: tuple[Tag, ...] = ()
    incidents: tuple[GoldIncident, ...] = ()
    background: tuple[GoldClaim, ...] = ()
    note: str | None = None

    def claims(self) -> tuple[GoldClaim, ...]:
        """Every claim, incidents in order, background last."""
        told = [claim for incident in self.incidents for claim in incident.claims]
        return (*told, *self.background)

    @model_validator(mode="after")
    def _labelled_are_fields(self) -> GoldDocument:
        strange = {*self.labelled} - {"type", "stage", "date", "place", *CLAIM_FIELDS}
        if strange:
            raise ValueError(f"labelled: there is no field {min(strange)!r}")
        return self

    @model_validator(mode="after")
    def _keys_lead_somewhere(self) -> GoldDocument:
        incidents = [incident.key for incident in self.incidents]
        claims = [claim.key for claim in self.claims()]
        for keys in (incidents, claims):
            twice = {key for key in keys if keys.count(key) > 1}
            if twice:
                raise ValueError(f"the key {min(twice)} stands twice")
        for incident in self.incidents:
            if incident.part_of is not None and incident.part_of not in incidents:
                raise ValueError(f"{incident.key} is part of {incident.part_of}, which is not here")
        return self


# ---------------------------------------------------------------- stories

DisagreementKind = Literal[
    "scope_mismatch",
    "precision_difference",
    "update",
    "possible_update",
    "denial",
    "attribution_conflict",
    "contradiction",
]


class GoldDisagreement(Record):
    """Claims of one field of one incident that differ, and in which way.

    Each claim is named "document#claim key"; `incident` is the key of a cluster.
    """

    incident: str
    field: str
    kind: DisagreementKind
    also_kinds: tuple[DisagreementKind, ...] = ()
    claims: tuple[str, ...] = Field(min_length=2)
    note: str | None = None


class GoldCluster(Record):
    """One event: its mentions as "document#incident key". `part_of` is the key of another."""

    key: str
    label: str
    mentions: tuple[str, ...] = Field(min_length=1)
    part_of: str | None = None


class GoldOrigin(Record):
    """Documents that lead back to one report, and what in their texts shows it."""

    documents: tuple[str, ...] = Field(min_length=1)
    basis: str


class GoldStory(Document):
    """What the documents of one story come to when they are laid side by side."""

    story: str
    annotator: str
    guideline: Literal["1"] = "1"
    clusters: tuple[GoldCluster, ...] = ()
    origins: tuple[GoldOrigin, ...] = ()
    disagreements: tuple[GoldDisagreement, ...] = ()
    note: str | None = None


class GoldManifest(Record):
    """What set.toml says: which story is in which split, and under which guideline."""

    name: str
    guideline: Literal["1"]
    licence: str
    made: date
    provenance: str
    splits: dict[Literal["dev", "test"], tuple[Annotated[str, Field(pattern=r"^[\w-]+$")], ...]]

    @property
    def stories(self) -> tuple[str, ...]:
        """Every story, whichever split it is in."""
        return tuple(name for listed in self.splits.values() for name in listed)

    @model_validator(mode="after")
    def _each_story_stands_once(self) -> GoldManifest:
        twice = {name for name in self.stories if self.stories.count(name) > 1}
        if twice:
            raise ValueError(f"the story {min(twice)} stands twice in the splits")
        return self
