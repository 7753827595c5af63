"""Incidents: what one article says happened, typed after the event types conflict coders use."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from llm_extract.records.article import Span
from llm_extract.records.base import Document, Record, counted
from llm_extract.records.claims import Claim, Role, SetAside, Ungrounded
from llm_extract.records.comments import Comment
from llm_extract.records.when_where import Onset, Place, When

IncidentType = Literal[
    "series",
    "armed_clash",
    "armed_attack",
    "bombing",
    "shelling",
    "air_strike",
    "abduction",
    "takeover",
    "arson",
    "jail_break",
    "assassination",
    "security_operation",
    "unrest",
    "unclear",
]
"""The kinds of incident, one for each record below; a test holds the two to each other."""


class IncidentStage(StrEnum):
    """How far it went, in the article's own account."""

    ACCOMPLISHED = "accomplished"
    ATTEMPTED = "attempted"
    FOILED = "foiled"
    THREATENED = "threatened"


class ActorPart(StrEnum):
    """What an actor did in an incident."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    RESPONDER = "responder"
    OTHER = "other"


class Actor(Record):
    """A named group, force or body, with the other names the article uses for it."""

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    role: Role
    part: ActorPart


class _Incident(Record):
    """What every type of incident has. `label` is a few plain words that tell it from its siblings.

    `part_of` is the incident id of the series this belongs to, in the same article. `began` is the
    time of day of the first blow, in the words of the first sentence that tells it.
    """

    incident_id: str
    label: str
    stage: IncidentStage = IncidentStage.ACCOMPLISHED
    when: When | None = None
    began: Onset | None = None
    place: Place | None = None
    actors: tuple[Actor, ...] = ()
    part_of: str | None = None
    claims: tuple[Claim, ...] = ()


class Series(_Incident):
    """Attacks in several places that the article treats as one: ACLED codes each of its parts.

    `phase` is which phase of the named operation this is said to be, as worded.
    """

    type: Literal["series"] = "series"
    operation: str | None = None
    phase: str | None = None


class ArmedClash(_Incident):
    """Two armed sides exchange fire (ACLED: Battles, Armed clash)."""

    type: Literal["armed_clash"] = "armed_clash"


class ArmedAttack(_Incident):
    """An assault by one side, with guns, grenades or blades (ACLED: Attack, or Armed clash)."""

    type: Literal["armed_attack"] = "armed_attack"


class Bombing(_Incident):
    """An explosion (ACLED: Remote explosive/landmine/IED, or Suicide bomb)."""

    type: Literal["bombing"] = "bombing"


class Shelling(_Incident):
    """Artillery, mortar, rocket or missile fire (ACLED: Shelling/artillery/missile attack)."""

    type: Literal["shelling"] = "shelling"


class AirStrike(_Incident):
    """A strike from the air (ACLED: Air/drone strike)."""

    type: Literal["air_strike"] = "air_strike"


class Abduction(_Incident):
    """People taken against their will (ACLED: Abduction/forced disappearance)."""

    type: Literal["abduction"] = "abduction"


class Takeover(_Incident):
    """A site or town seized (ACLED: Non-state actor overtakes territory)."""

    type: Literal["takeover"] = "takeover"


class Arson(_Incident):
    """Property set on fire (ACLED: Looting/property destruction)."""

    type: Literal["arson"] = "arson"


class JailBreak(_Incident):
    """Prisoners freed by force."""

    type: Literal["jail_break"] = "jail_break"


class Assassination(_Incident):
    """A killing aimed at a particular person."""

    type: Literal["assassination"] = "assassination"


class SecurityOperation(_Incident):
    """A raid, a search or arrests by state forces (ACLED: Battles, or Arrests)."""

    type: Literal["security_operation"] = "security_operation"


class Unrest(_Incident):
    """A violent demonstration or a mob (ACLED: Riots)."""

    type: Literal["unrest"] = "unrest"


class Unclear(_Incident):
    """Violence whose kind the article does not tell."""

    type: Literal["unclear"] = "unclear"


Incident = Annotated[
    Series
    | ArmedClash
    | ArmedAttack
    | Bombing
    | Shelling
    | AirStrike
    | Abduction
    | Takeover
    | Arson
    | JailBreak
    | Assassination
    | SecurityOperation
    | Unrest
    | Unclear,
    Field(discriminator="type"),
]


class Credit(Record):
    """An agency or outlet whose reporting the article relays, and the words that say so."""

    name: str = Field(min_length=1)
    cue: str
    span: Span


class Unread(Record):
    """A stretch of the article that no reply came for; what it says is missing from the rest."""

    span: Span
    code: str
    reason: str


class ExtractorId(Record):
    """What produced an extraction; prompt and model are None where none was used.

    "labels" are gold: what annotators wrote down, in the form of an extraction.
    """

    name: Literal["rules", "model", "labels"]
    version: str
    model: str | None = None
    prompt: str | None = None
    prompt_hash: str | None = None


class Extraction(Document):
    """All that one article says, read on its own.

    `background` are figures of other times or wider scope: shown, never counted. `comments` are of
    the first incident, in the order of the text: quoted, never compared.
    `unread` are stretches that could not be read although the others were. `notes` are remarks on
    the reading itself, such as a sentence that could not be parsed.
    """

    article_id: str
    extractor: ExtractorId
    incidents: tuple[Incident, ...] = ()
    background: tuple[Claim, ...] = ()
    comments: tuple[Comment, ...] = ()
    credits: tuple[Credit, ...] = ()
    ungrounded: tuple[Ungrounded, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        """Every claim, of every incident and of the background, in the order of the text."""
        found = [claim for incident in self.incidents for claim in incident.claims]
        found.extend(self.background)
        return tuple(
            sorted(found, key=lambda claim: (claim.evidence[0].span.start, claim.claim_id))
        )

    def told_aside(self) -> str | None:
        """How many claims a second look took out, and for what; None where it took none."""
        if not self.set_aside:
            return None
        faults = Counter(one.fault.value.replace("_", " ") for one in self.set_aside)
        why = ", ".join(f"{many} {fault}" for fault, many in faults.items())
        return f"{counted(len(self.set_aside), 'claim', 'claims')} set aside ({why})"

    def __str__(self) -> str:
        figures = (
            counted(len(self.incidents), "incident", "incidents"),
            counted(len(self.claims()), "claim", "claims"),
            f"{len(self.background)} of them background",
        )
        return f"{self.article_id}: {', '.join(figures)} ({self.extractor.name})"
