"""What a model is asked to fill in: flat, short names, words rather than computed values.

Apart from the records on purpose. The model copies words and picks from closed lists; dates, bounds
of counts, offsets and ids are worked out from those words by code that does it the same every time.
Field descriptions travel to the model with the schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from llm_extract.records.claims import (
    Degree,
    Effect,
    Evidentiality,
    ExtentUnit,
    Fault,
    Group,
    ResponseKind,
    Result,
    Role,
    Stance,
    TacticKind,
    TargetKind,
)
from llm_extract.records.comments import Act, CommentKind
from llm_extract.records.incidents import ActorPart, IncidentStage, IncidentType
from llm_extract.records.when_where import PartOfDay, PlacePrecision


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpeakerReply(_Reply):
    """One link of who says it."""

    name: str = Field(description="as the article prints it")
    named: bool = Field(description="a person or body called by its own name, not just officials")
    role: Role


class TollReply(_Reply):
    """How many of whom suffered what."""

    words: str = Field(description="the figure and its qualifier, as they stand in the quote")
    low: int | None
    high: int | None
    group: Group
    effect: Effect
    attackers_included: Literal["yes", "no", "unstated"]


class FactField(StrEnum):
    """What a fact speaks to."""

    DATE = "date"
    PLACE = "place"
    EXTENT = "extent"
    RESPONSIBILITY = "responsibility"
    OUTCOME = "outcome"
    DAMAGE = "damage"
    TACTIC = "tactic"
    TARGET = "target"
    RESPONSE = "response"
    VICTIM = "victim"


# One list of codes for all fields keeps the schema short; a code of another field is refused.
CODES: dict[FactField, type[StrEnum] | None] = {
    FactField.DATE: None,
    FactField.PLACE: PlacePrecision,
    FactField.EXTENT: ExtentUnit,
    FactField.RESPONSIBILITY: None,
    FactField.OUTCOME: Result,
    FactField.DAMAGE: Degree,
    FactField.TACTIC: TacticKind,
    FactField.TARGET: TargetKind,
    FactField.RESPONSE: ResponseKind,
    FactField.VICTIM: Effect,
}


class FactReply(_Reply):
    """Anything else that is said of an incident."""

    field: FactField
    code: str | None = Field(description="from the list for this field, or null")
    words: str = Field(description="the few words of the quote that say it")
    of: str | None = Field(description="outcome, damage: of what; place: within what; else null")


class _Said(_Reply):
    quote: str = Field(description="the whole sentence that carries it, copied letter by letter")
    speakers: list[SpeakerReply] = Field(
        description="outlet side first, origin last; empty where the article speaks for itself"
    )
    stance: Stance
    sure: Evidentiality


class StatementReply(_Said):
    """All that one speaker says in one sentence, in one stance."""

    tolls: list[TollReply]
    facts: list[FactReply]


class BackgroundReply(_Said):
    """Figures of another time or a wider scope."""

    about: str = Field(description="what they refer to, in the article's words")
    tolls: list[TollReply]


class ActorReply(_Reply):
    """A named group, force or body."""

    name: str
    aliases: list[str]
    role: Role
    part: ActorPart


class IncidentReply(_Reply):
    """One incident; a series is one, and each place in it with facts of its own is another."""

    key: str = Field(description="i1, i2, ...")
    part_of: str | None = Field(description="key of the series it belongs to")
    type: IncidentType
    label: str = Field(description="a few neutral words")
    stage: IncidentStage
    place: str | None = Field(description="town or area, as the article prints it")
    operation: str | None = Field(description="name the attackers or the forces give it")
    actors: list[ActorReply]
    statements: list[StatementReply]


class CreditReply(_Reply):
    """An agency or outlet whose reporting the article relays."""

    name: str
    quote: str = Field(description="the words that say so, copied letter by letter")


class ArticleReply(_Reply):
    """All that one article says."""

    incidents: Sequence[IncidentReply]
    background: list[BackgroundReply]
    relays: list[CreditReply]


class CommentReply(_Reply):
    """What is said beyond what happened: why, to what end, what came before, what may follow."""

    kind: CommentKind
    act: Act
    words: str = Field(description="the decisive words of the quote, which complete the act")
    quote: str = Field(description="the whole sentence, copied letter by letter")
    speakers: list[SpeakerReply]


class CommentedReply(ArticleReply):
    """All that one article says, and what its sources make of it."""

    # Strict endpoints always send them; elsewhere their absence costs no article.
    comments: list[CommentReply] = Field(default=[])


class OnsetReply(_Reply):
    """The time of day of the first blow."""

    words: str = Field(description="the hour or the part of the day, as they stand in a quote")
    part: PartOfDay


class TimedIncidentReply(IncidentReply):
    """One incident, and the hour at which it began."""

    began: OnsetReply | None = None


class TimedReply(CommentedReply):
    """All that one article says, what its sources make of it, and at what hour it began."""

    incidents: Sequence[TimedIncidentReply]


class FaultReply(_Reply):
    """A claim of a reading that does not stand."""

    claim: int = Field(description="its number in the list")
    fault: Fault
    of: int | None = Field(description="repeats, counted: the number of the other claim; else null")


class CheckReply(_Reply):
    """Which claims of a reading do not stand."""

    faults: list[FaultReply]


# What a prompt that reads may ask for, by the name its head gives.
REPLIES: dict[str, type[ArticleReply]] = {
    kind.__name__: kind for kind in (ArticleReply, CommentedReply, TimedReply)
}
