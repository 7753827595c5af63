"""Claims: one statement about an incident, who makes it, how sure, and in which sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from llm_extract.records.article import Span
from llm_extract.records.base import Record, canonical, fingerprint
from llm_extract.records.counts import Count
from llm_extract.records.when_where import Moment, Place, When

# ---------------------------------------------------------------- evidence


class Match(StrEnum):
    """How a quotation was found in its article."""

    EXACT = "exact"
    NORMALISED = "normalised"
    FUZZY = "fuzzy"


class Evidence(Record):
    """A stretch of the article that carries a claim: `quote` is exactly the text at `span`."""

    quote: str = Field(min_length=1)
    span: Span
    match: Match = Match.EXACT


# ---------------------------------------------------------------- who says it


class Role(StrEnum):
    """What a speaker or an actor is."""

    GOVERNMENT = "government"
    SECURITY_FORCE = "security_force"
    ARMED_GROUP = "armed_group"
    WITNESS = "witness"
    MEDICAL = "medical"
    MEDIA = "media"
    NGO = "ngo"
    ANALYST = "analyst"
    UNATTRIBUTED = "unattributed"


class Party(StrEnum):
    """Whether a speaker is a party to the conflict that is reported on."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Speaker(Record):
    """One link of an attribution. `name` is as people would print it: "officials", "AFP"."""

    name: str = Field(min_length=1)
    role: Role
    named: bool
    party: Party = Party.UNKNOWN
    cue: str | None = None


class Attribution(Record):
    """Who says it, from the outlet inward: the last link is the origin, the others relay it.

    "According to AFP, officials said" is (AFP, officials). An empty chain is the outlet speaking
    in its own voice.
    """

    chain: tuple[Speaker, ...] = ()

    @property
    def claimant(self) -> Speaker | None:
        """The origin of the statement; None where the outlet names nobody."""
        return self.chain[-1] if self.chain else None

    @property
    def relayed_by(self) -> tuple[Speaker, ...]:
        """Those between the outlet and the origin, nearest to the outlet first."""
        return self.chain[:-1]

    def __str__(self) -> str:
        return " citing ".join(speaker.name for speaker in self.chain) or "in its own voice"


# ---------------------------------------------------------------- how it is said


class Scope(StrEnum):
    """What a figure covers. BACKGROUND figures are kept and shown, and never counted."""

    INCIDENT = "incident"
    PART = "part"
    SERIES = "series"
    BACKGROUND = "background"


class Stance(StrEnum):
    """What the claimant does with the value."""

    ASSERTS = "asserts"
    DENIES = "denies"
    CLAIMS_RESPONSIBILITY = "claims_responsibility"
    ACCUSES = "accuses"
    RETRACTS = "retracts"
    CORRECTS = "corrects"
    CANNOT_CONFIRM = "cannot_confirm"
    DECLINES = "declines"


class Evidentiality(StrEnum):
    """How firmly the text puts it: flat, by hearsay, said to be unverified, or inferred."""

    STATED = "stated"
    REPORTED = "reported"
    UNVERIFIED = "unverified"
    INFERRED = "inferred"


# ---------------------------------------------------------------- what is said


class Group(StrEnum):
    """Whom a toll counts. Police and military are parts of security_forces."""

    EVERYONE = "everyone"
    SECURITY_FORCES = "security_forces"
    POLICE = "police"
    MILITARY = "military"
    CIVILIANS = "civilians"
    MILITANTS = "militants"
    OFFICIALS = "officials"
    CHILDREN = "children"
    MEDICAL = "medical"
    MEDIA = "media"
    FOREIGNERS = "foreigners"
    OTHER = "other"


class Effect(StrEnum):
    """What befell them. NEUTRALISED: a euphemism that leaves open whether they died."""

    KILLED = "killed"
    INJURED = "injured"
    KILLED_OR_INJURED = "killed_or_injured"
    CAPTURED = "captured"
    RESCUED = "rescued"
    MISSING = "missing"
    DISPLACED = "displaced"
    NEUTRALISED = "neutralised"


class IncludesPerpetrators(StrEnum):
    """Whether a toll counts the attackers too."""

    YES = "yes"
    NO = "no"
    UNSTATED = "unstated"


class Toll(Record):
    """How many of which group suffered what."""

    field: Literal["toll"] = "toll"
    group: Group
    effect: Effect
    count: Count
    includes_perpetrators: IncludesPerpetrators = IncludesPerpetrators.UNSTATED


class Timing(Record):
    """When it happened."""

    field: Literal["date"] = "date"
    when: When


class Location(Record):
    """Where it happened; a series has one claim for each place."""

    field: Literal["place"] = "place"
    place: Place


class ExtentUnit(StrEnum):
    """What an extent counts."""

    CITIES = "cities"
    TOWNS = "towns"
    DISTRICTS = "districts"
    PROVINCES = "provinces"
    LOCATIONS = "locations"
    ATTACKS = "attacks"


class Extent(Record):
    """How far it reached: five districts, 48 locations."""

    field: Literal["extent"] = "extent"
    unit: ExtentUnit
    count: Count


class Responsibility(Record):
    """Who did it; the claim's stance tells whether this is claimed, alleged or denied."""

    field: Literal["responsibility"] = "responsibility"
    actor: str = Field(min_length=1)


class Result(StrEnum):
    """How an attack or an operation ended, in the claimant's account."""

    FOILED = "foiled"
    REPELLED = "repelled"
    FAILED = "failed"
    UNDER_CONTROL = "under_control"
    ONGOING = "ongoing"
    SITE_ENTERED = "site_entered"
    SITE_SEIZED = "site_seized"
    SUCCEEDED = "succeeded"
    ATTACKERS_FLED = "attackers_fled"
    AREA_SECURED = "area_secured"


class Outcome(Record):
    """How it ended, and of what: "entered army camps" is (site_entered, "army camps").

    `of` keeps the share it speaks of ("most attacks", "sections of the prison"), and names in full
    what the words only refer back to. `limited` is the source's word for how far or how long it
    held: "temporary", "briefly", "partial".
    """

    field: Literal["outcome"] = "outcome"
    result: Result
    of: str | None = None
    limited: str | None = None


class Degree(StrEnum):
    """How badly something was damaged."""

    NONE = "none"
    SOME = "some"
    DESTROYED = "destroyed"


class Damage(Record):
    """What was damaged, and how badly."""

    field: Literal["damage"] = "damage"
    degree: Degree
    of: str


class TacticKind(StrEnum):
    """How it was done."""

    GUNFIRE = "gunfire"
    GRENADE = "grenade"
    EXPLOSIVE = "explosive"
    VEHICLE_BOMB = "vehicle_bomb"
    SUICIDE_ATTACK = "suicide_attack"
    ROCKET = "rocket"
    SHELLING = "shelling"
    AIR_STRIKE = "air_strike"
    DRONE = "drone"
    MINE = "mine"
    ARSON = "arson"
    ROAD_BLOCK = "road_block"
    ABDUCTION = "abduction"
    JAIL_BREAK = "jail_break"
    MELEE = "melee"
    VEHICLE_RAMMING = "vehicle_ramming"
    OTHER = "other"


class Tactic(Record):
    """A means that was used."""

    field: Literal["tactic"] = "tactic"
    tactic: TacticKind


class TargetKind(StrEnum):
    """What was attacked."""

    POLICE = "police"
    MILITARY = "military"
    GOVERNMENT = "government"
    PRISON = "prison"
    INFRASTRUCTURE = "infrastructure"
    TRANSPORT = "transport"
    BUSINESS = "business"
    RELIGIOUS = "religious"
    EDUCATION = "education"
    MEDICAL = "medical"
    MEDIA = "media"
    AID = "aid"
    CIVILIANS = "civilians"
    OTHER = "other"


class Target(Record):
    """Who or what was attacked, with the source's own words for it."""

    field: Literal["target"] = "target"
    target: TargetKind
    words: str


class ResponseKind(StrEnum):
    """What authorities did about it."""

    INTERNET_SUSPENDED = "internet_suspended"
    TRANSPORT_SUSPENDED = "transport_suspended"
    CURFEW = "curfew"
    SECURITY_OPERATION = "security_operation"
    CORDON = "cordon"
    ARRESTS = "arrests"
    SCHOOLS_CLOSED = "schools_closed"
    EMERGENCY = "emergency"
    INVESTIGATION = "investigation"


class Response(Record):
    """A measure taken in answer, with the source's own words for what it was or what it stopped."""

    field: Literal["response"] = "response"
    response: ResponseKind
    words: str | None = None


class Victim(Record):
    """A person named among the victims; `description` is rank, age or trade as worded."""

    field: Literal["victim"] = "victim"
    name: str = Field(min_length=1)
    effect: Effect
    group: Group = Group.OTHER
    description: str | None = None


Value = Annotated[
    Toll
    | Timing
    | Location
    | Extent
    | Responsibility
    | Outcome
    | Damage
    | Tactic
    | Target
    | Response
    | Victim,
    Field(discriminator="field"),
]

# ---------------------------------------------------------------- the claim


class Claim(Record):
    """One statement in one article.

    `evidence` holds every mention, the fullest first: the same thing said twice is one claim.
    `about` is what a background or part figure refers to, in the source's words ("2025").
    `parts` are the ids of claims whose figures this total contains, by the article's own word.
    `as_of` is when the statement was current, where the article says or its date implies it.
    """

    claim_id: str
    value: Value
    scope: Scope
    stance: Stance = Stance.ASSERTS
    evidentiality: Evidentiality = Evidentiality.STATED
    attribution: Attribution = Attribution()
    as_of: Moment | None = None
    about: str | None = None
    parts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @classmethod
    def of(cls, article_id: str, **fields: Any) -> Claim:  # noqa: ANN401 - the fields of the record
        """Build a claim; its id follows from article, value, scope, stance, speaker and span."""
        draft = cls(claim_id="", **fields)
        speaker = draft.attribution.claimant
        claim_id = "c" + fingerprint(
            article_id,
            canonical(draft.value),
            draft.scope,
            draft.stance,
            speaker.name if speaker else "",
            str(draft.evidence[0].span),
        )
        return draft.model_copy(update={"claim_id": claim_id})

    @property
    def field(self) -> str:
        """Which field of an incident this speaks to: toll, date, place, extent, ..."""
        return self.value.field


class Ungrounded(Record):
    """A claim whose words do not stand in the article: kept apart with its reason, never merged."""

    field: str
    words: str
    reason: str


class Fault(StrEnum):
    """Why a claim does not stand, although its words do.

    REPEATS: it gives again what another claim has. COUNTED: another claim counts these people
    already. NOT_SAID: nobody says it. NOT_REJECTED: nobody rejects, doubts or withholds it.
    MISREAD: its sentence says something else. CONTEXT: it is of another time or a wider scope.
    """

    REPEATS = "repeats"
    COUNTED = "counted"
    NOT_SAID = "not_said"
    NOT_REJECTED = "not_rejected"
    MISREAD = "misread"
    CONTEXT = "context"


class SetAside(Record):
    """A claim that a second look at the article took out: kept apart with its fault, never merged.

    `incident` is the label of the incident it was told of; None: background. `of` is the id of the
    claim that it repeats, or that counts the same people.
    """

    claim: Claim
    incident: str | None
    fault: Fault
    of: str | None = None
