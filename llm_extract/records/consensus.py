"""One record per story: field by field who claims what, and in which way they differ."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from llm_extract.records.base import Document, Record, counted
from llm_extract.records.claims import Claim, Effect, Group, Speaker, Stance, Value
from llm_extract.records.comments import Comment
from llm_extract.records.incidents import Actor, Credit, ExtractorId
from llm_extract.records.overrides import Edit
from llm_extract.records.when_where import Moment, Onset, Place, When

# ---------------------------------------------------------------- the sources


class Source(Record):
    """An article as a source of this story, without its text, and the origin it is counted under.

    `origin_id` None: nothing tells where its facts come from, so it corroborates only itself.
    """

    article_id: str
    name: str
    file: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    owner: str | None = None
    published_at: AwareDatetime | None = None
    published_on: date | None = None
    language: str = "en"
    extractor: ExtractorId
    credits: tuple[Credit, ...] = ()
    origin_id: str | None = None


class Origin(Record):
    """Articles that lead back to one report; `basis` says in words what shows it."""

    origin_id: str
    name: str
    article_ids: tuple[str, ...]
    basis: str


class SourcedClaim(Record):
    """A claim with the article and the incident of that article it came from (None: background)."""

    article_id: str
    incident_id: str | None
    claim: Claim


# ---------------------------------------------------------------- linking


class Verdict(StrEnum):
    """Whether two incidents of two articles are one. POSSIBLE is shown, and never merged."""

    SAME = "same"
    POSSIBLE = "possible"
    DIFFERENT = "different"


class Link(Record):
    """A decision on two article incidents, with what spoke for it and what against.

    `left_told` and `right_told` are their labels and sources in words, for whoever holds the record
    of one of them only; None in an editor's decision.
    """

    left: str
    right: str
    left_told: str | None = None
    right_told: str | None = None
    verdict: Verdict
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()


class Story(Record):
    """The articles that report on the same events, and which of their incidents are one.

    `clusters` are groups of (article id, incident id) pairs: every incident of the story stands in
    exactly one. An article that tells of unrelated events stands in several stories, with other
    incidents in each. `links` are the decisions that led there, POSSIBLE ones included; their ends
    are named "article id/incident id".
    """

    story_id: str
    article_ids: tuple[str, ...] = Field(min_length=1)
    clusters: tuple[tuple[tuple[str, str], ...], ...] = ()
    links: tuple[Link, ...] = ()


# ---------------------------------------------------------------- positions


class Holder(Record):
    """A claimant behind a position, over all articles that carry the claim.

    `claimant` None: the outlets say it in their own voice.
    """

    claimant: Speaker | None
    stance: Stance
    as_of: Moment | None = None
    claim_ids: tuple[str, ...] = Field(min_length=1)
    article_ids: tuple[str, ...] = Field(min_length=1)
    origin_ids: tuple[str, ...] = ()


class Position(Record):
    """One value that somebody holds for a field; `rejected_by` are those who deny it."""

    position_id: str
    value: Value
    holders: tuple[Holder, ...] = ()
    rejected_by: tuple[Holder, ...] = ()


# ---------------------------------------------------------------- disagreements


class _Disagreement(Record):
    """Positions of one field that differ; `why` is one sentence that says how.

    `pairs` are those of them that stand so to each other; the others hang together through these,
    as 4 and "at least 3" do where each contradicts 9.
    """

    disagreement_id: str
    position_ids: tuple[str, ...] = Field(min_length=1)
    pairs: tuple[tuple[str, str], ...] = ()
    why: str


class ScopeMismatch(_Disagreement):
    """Not about the same thing: part against whole, another group, attackers counted or not."""

    kind: Literal["scope_mismatch"] = "scope_mismatch"


class PrecisionDifference(_Disagreement):
    """The one is a looser way to say the other; the claimants are not opposed."""

    kind: Literal["precision_difference"] = "precision_difference"


class Update(_Disagreement):
    """The same claimants, later, with another figure."""

    kind: Literal["update"] = "update"


class PossibleUpdate(_Disagreement):
    """Other claimants, later, with another figure: maybe newer, maybe a conflict."""

    kind: Literal["possible_update"] = "possible_update"


class Denial(_Disagreement):
    """Somebody explicitly rejects what another claims."""

    kind: Literal["denial"] = "denial"


class AttributionConflict(_Disagreement):
    """They differ on who did it."""

    kind: Literal["attribution_conflict"] = "attribution_conflict"


class Contradiction(_Disagreement):
    """Both cannot be true."""

    kind: Literal["contradiction"] = "contradiction"
    nature: Literal["numeric", "categorical"]


Disagreement = Annotated[
    ScopeMismatch
    | PrecisionDifference
    | Update
    | PossibleUpdate
    | Denial
    | AttributionConflict
    | Contradiction,
    Field(discriminator="kind"),
]

# ---------------------------------------------------------------- fields


class FieldKey(Record):
    """Which field of an incident: a toll is told apart by group and effect, an extent by what it
    counts (`facet`: places or attacks). Outcomes are one field, and so are damages, whatever they
    are of: "foiled" for the whole speaks to "entered" for one site.
    """

    field: str
    group: Group | None = None
    effect: Effect | None = None
    facet: str | None = None

    def __str__(self) -> str:
        return "/".join(part for part in (self.field, self.group, self.effect, self.facet) if part)


class Range(Record):
    """The lowest and highest figure anybody gives; `high` None: somebody says "at least"."""

    low: int | None
    high: int | None


class Best(Record):
    """The value a named policy picks.

    `low` and `high` are the least and the most it takes for reliable, where the policy says so.
    """

    policy: str
    value: Value
    position_id: str
    low: int | None = None
    high: int | None = None


class Independence(Record):
    """articles >= publishers >= origins; `unknown` articles have no known origin.

    `unnamed` of the publishers are not given: each such article is taken for one of its own.
    """

    articles: int = Field(ge=0)
    publishers: int = Field(ge=0)
    origins: int = Field(ge=0)
    unknown: int = Field(ge=0)
    unnamed: int = Field(0, ge=0)


class ConfidenceLevel(StrEnum):
    """An ordinal, never a probability."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Confidence(Record):
    """How well the field stands, and in words on what that rests."""

    level: ConfidenceLevel
    basis: str


class FieldConsensus(Record):
    """All positions on one field of one incident. `no_best` says why no single value is given.

    `silent` are sources that cover the incident and say nothing on it: never zero, never a vote.
    """

    key: FieldKey
    positions: tuple[Position, ...] = Field(min_length=1)
    reported_range: Range | None = None
    best: Best | None = None
    no_best: str | None = None
    disagreements: tuple[Disagreement, ...] = ()
    independence: Independence
    confidence: Confidence
    silent: tuple[str, ...] = ()


class SourcedComment(Record):
    """A comment with the article it stands in."""

    article_id: str
    comment: Comment


class Commentary(Record):
    """One comment, wherever it is printed: only what is worded alike, by one speaker, is one.

    `mentions` stand in the order of the sources, the first of them the one to quote; `origin_ids`
    are the origins they lead back to.
    """

    mentions: tuple[SourcedComment, ...] = Field(min_length=1)
    origin_ids: tuple[str, ...] = ()

    @property
    def comment(self) -> Comment:
        """The comment as the first source prints it."""
        return self.mentions[0].comment


class Sum(Record):
    """A total with figures that it contains, added up by us: derived, and nobody's claim.

    `low` and `high` are what the parts come to (`high` None: one of them is open upwards), and
    `how` says whether that fits the total. The positions of parts may stand in other incidents.
    """

    total_ids: tuple[str, ...] = Field(min_length=1)
    part_ids: tuple[str, ...] = Field(min_length=1)
    low: int
    high: int | None
    how: Literal["fits", "less", "more"]
    why: str


class SourcedOnset(Record):
    """At what time of day it began, and the article that says so."""

    article_id: str
    onset: Onset


class IncidentConsensus(Record):
    """An incident over all sources; `members` are (article id, incident id) pairs.

    `began` are the times of day the articles give: quoted, and never compared.
    `across` are disagreements between positions of different fields: tolls of a group and of all,
    of the killed and of the killed or injured. `sums` link totals to the figures they contain.
    """

    incident_id: str
    types: tuple[str, ...]
    label: str
    operation: str | None = None
    when: When | None = None
    began: tuple[SourcedOnset, ...] = ()
    place: Place | None = None
    actors: tuple[Actor, ...] = ()
    part_of: str | None = None
    members: tuple[tuple[str, str], ...]
    fields: tuple[FieldConsensus, ...] = ()
    across: tuple[Disagreement, ...] = ()
    sums: tuple[Sum, ...] = ()


class Consensus(Document):
    """Everything the sources of one story say, side by side. Self-contained: it carries the claims.

    `incidents` come whole first, then its parts; `background` are positions that are never counted;
    `comments` say why and what of it, in the words of the sources, and are never compared.
    `edits` is what an editor set right by hand; `claims` are as they are taken since.
    """

    consensus_id: str
    title: str
    policy: str
    sources: tuple[Source, ...]
    origins: tuple[Origin, ...] = ()
    incidents: tuple[IncidentConsensus, ...] = ()
    background: tuple[Position, ...] = ()
    comments: tuple[Commentary, ...] = ()
    claims: tuple[SourcedClaim, ...] = ()
    possible_links: tuple[Link, ...] = ()
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        disputed = sum(bool(field.disagreements) for i in self.incidents for field in i.fields)
        figures = (
            counted(len(self.sources), "source", "sources"),
            counted(len(self.incidents), "incident", "incidents"),
            counted(disputed, "field with disagreements", "fields with disagreements"),
        )
        return f"{self.title}: {', '.join(figures)}"
