"""Consensus records built by hand, in the words of a desk: who says what, in which source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from llm_extract.counts import find_counts
from llm_extract.records.article import Span
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Evidentiality,
    Extent,
    ExtentUnit,
    Group,
    Location,
    Outcome,
    Party,
    Responsibility,
    Result,
    Role,
    Scope,
    Speaker,
    Stance,
    Timing,
    Toll,
    Value,
)
from llm_extract.records.consensus import (
    Confidence,
    ConfidenceLevel,
    Consensus,
    Contradiction,
    Denial,
    FieldConsensus,
    FieldKey,
    Holder,
    IncidentConsensus,
    Independence,
    Origin,
    Position,
    PossibleUpdate,
    PrecisionDifference,
    ScopeMismatch,
    Source,
    SourcedClaim,
    Update,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import Actor, ActorPart, Credit, ExtractorId
from llm_extract.records.when_where import DatePrecision, Moment, Place, PlacePrecision, When

OFFICIALS = Speaker(name="officials", role=Role.GOVERNMENT, named=False, party=Party.YES)
AUTHORITIES = Speaker(name="Authorities", role=Role.GOVERNMENT, named=False, party=Party.YES)
HAWKS = Speaker(name="Northern Hawks Front", role=Role.ARMED_GROUP, named=True, party=Party.YES)
RESIDENTS = Speaker(name="residents", role=Role.WITNESS, named=False, party=Party.NO)
HOSPITAL = Speaker(name="Oldbridge hospital", role=Role.MEDICAL, named=True, party=Party.NO)

FRONT = Actor(
    name="Northern Hawks Front",
    aliases=("NHF",),
    role=Role.ARMED_GROUP,
    part=ActorPart.PERPETRATOR,
)

_KINDS = {
    "contradiction": Contradiction,
    "denial": Denial,
    "scope_mismatch": ScopeMismatch,
    "precision_difference": PrecisionDifference,
    "update": Update,
    "possible_update": PossibleUpdate,
}


def count(words: str | int) -> Count:
    """A count from words such as "at least 10", "dozens", "none"."""
    text = str(words)
    if text == "unknown":
        return Count(kind=CountKind.UNKNOWN, verbatim="fatalities")
    if text == "none":
        return Count(kind=CountKind.ZERO, low=0, high=0, verbatim="no")
    return find_counts(f"{text} people")[0].count


def toll(words: str | int, group: Group, effect: Effect = Effect.KILLED) -> Toll:
    return Toll(group=group, effect=effect, count=count(words))


def extent(words: str | int, unit: ExtentUnit) -> Extent:
    return Extent(unit=unit, count=count(words))


def outcome(result: Result, of: str | None = None) -> Outcome:
    return Outcome(result=result, of=of)


def on(day: date | str) -> Timing:
    """A full date, or a weekday's name without a date."""
    if isinstance(day, date):
        return Timing(when=When(verbatim=str(day), start=day, end=day, precision=DatePrecision.DAY))
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return Timing(when=When(verbatim=day, weekday=names.index(day) + 1))


def at(town: str) -> Location:
    return Location(place=Place(name=town, locality=town, precision=PlacePrecision.LOCALITY))


@dataclass(frozen=True)
class Told:
    """One value in one or more sources, by one claimant (None: the outlets themselves)."""

    value: Value
    by: Speaker | None
    sources: Sequence[int]
    stance: Stance = Stance.ASSERTS
    quote: str | None = None
    rejects: bool = False
    about: str | None = None
    as_of: Moment | None = None
    evidentiality: Evidentiality = Evidentiality.STATED
    parts: tuple[Value, ...] = ()


@dataclass
class Newsroom:
    """A story in the making; `consensus()` closes it."""

    title: str = "Attacks in Varland"
    publishers: Sequence[str | None] = (None, None, None)
    relayed: dict[int, str] = field(default_factory=dict)
    shared_origin: Sequence[int] = ()
    owner: str | None = None
    actors: tuple[Actor, ...] = (FRONT,)
    claims: list[SourcedClaim] = field(default_factory=list)
    incidents: list[IncidentConsensus] = field(default_factory=list)
    background: list[Position] = field(default_factory=list)

    def incident(
        self,
        *fields: FieldConsensus,
        town: str | None = None,
        types: tuple[str, ...] = ("series",),
        operation: str | None = None,
    ) -> IncidentConsensus:
        """The first incident is the whole; those after it are its parts."""
        place = Place(name=town, locality=town) if town else None
        made = IncidentConsensus(
            incident_id=f"i{len(self.incidents)}",
            types=types,
            label=town or "attacks",
            operation=operation,
            place=place,
            actors=self.actors,
            part_of=self.incidents[0].incident_id if self.incidents else None,
            members=(("a1", f"i{len(self.incidents)}"),),
            fields=tuple(fields),
        )
        self.incidents.append(made)
        return made

    def field(self, *told: Told, kinds: Sequence[str] = ()) -> FieldConsensus:
        """A field from what is told on it; equal values make one position."""
        positions = self.positions(told)
        first = positions[0].value
        articles = {one for held in told for one in held.sources}
        ids = tuple(position.position_id for position in positions)
        return FieldConsensus(
            key=_key(first),
            positions=positions,
            disagreements=tuple(self._differ(kind, ids) for kind in kinds),
            independence=Independence(
                articles=len(articles), publishers=len(articles), origins=len(articles), unknown=0
            ),
            confidence=Confidence(level=ConfidenceLevel.LOW, basis="test"),
        )

    def positions(self, told: Sequence[Told]) -> tuple[Position, ...]:
        """One position for each value that is told."""
        values = list(dict.fromkeys(one.value for one in told))
        return tuple(
            self._position(value, [t for t in told if t.value == value]) for value in values
        )

    def _position(self, value: Value, told: Sequence[Told]) -> Position:
        return Position(
            position_id=f"p{len(self.claims)}",
            value=value,
            holders=tuple(self._holder(one) for one in told if not one.rejects),
            rejected_by=tuple(self._holder(one) for one in told if one.rejects),
        )

    def _holder(self, told: Told) -> Holder:
        ids = tuple(self.tell(told, source) for source in told.sources)
        return Holder(
            claimant=told.by,
            stance=_stance(told),
            as_of=told.as_of,
            claim_ids=ids,
            article_ids=tuple(f"a{source}" for source in told.sources),
            origin_ids=tuple(f"o{source}" for source in told.sources),
        )

    def tell(self, told: Told, source: int) -> str:
        """A claim as one source has it; its id."""
        parts = tuple(self.tell(Told(part, told.by, (source,)), source) for part in told.parts)
        quote = told.quote or f"Sentence {len(self.claims)} of the source."
        start = 1000 * len(self.claims)
        claim = Claim.of(
            f"a{source}",
            value=told.value,
            scope=Scope.INCIDENT,
            stance=_stance(told),
            attribution=Attribution(chain=(told.by,) if told.by else ()),
            evidentiality=told.evidentiality,
            about=told.about,
            as_of=told.as_of,
            parts=parts,
            evidence=(Evidence(quote=quote, span=Span(start=start, end=start + len(quote))),),
        )
        self.claims.append(SourcedClaim(article_id=f"a{source}", incident_id="i0", claim=claim))
        return claim.claim_id

    def _differ(self, kind: str, ids: tuple[str, ...]):
        extra = {"nature": "numeric"} if kind == "contradiction" else {}
        return _KINDS[kind](
            disagreement_id=f"d{len(self.claims)}{kind}", position_ids=ids, why="", **extra
        )

    def consensus(self) -> Consensus:
        """The record, with everything told so far."""
        return Consensus(
            consensus_id="k1",
            title=self.title,
            policy="range_only",
            sources=tuple(self._source(at) for at in range(1, len(self.publishers) + 1)),
            origins=self._origins(),
            incidents=tuple(self.incidents),
            background=tuple(self.background),
            claims=tuple(self.claims),
        )

    def _source(self, number: int) -> Source:
        relayed = self.relayed.get(number)
        credit = (
            Credit(name=relayed, cue="according to", span=Span(start=5, end=30))
            if relayed
            else None
        )
        return Source(
            article_id=f"a{number}",
            name=self.publishers[number - 1] or f"{number}.txt",
            publisher=self.publishers[number - 1],
            owner=self.owner,
            extractor=ExtractorId(name="rules", version="1"),
            credits=(credit,) if credit else (),
            origin_id="o1" if number in self.shared_origin else None,
        )

    def _origins(self) -> tuple[Origin, ...]:
        ids = tuple(f"a{number}" for number in self.shared_origin)
        if not ids:
            return ()
        return (Origin(origin_id="o1", name="Northern Wire", article_ids=ids, basis="credit"),)


def _stance(told: Told) -> Stance:
    if told.rejects and told.stance is Stance.ASSERTS:
        return Stance.DENIES
    return told.stance


def _key(value: Value) -> FieldKey:
    match value:
        case Toll(group=group, effect=effect):
            return FieldKey(field="toll", group=group, effect=effect)
        case Extent(unit=unit):
            return FieldKey(field="extent", facet=unit)
        case Outcome(of=of):
            return FieldKey(field="outcome", facet=of)
        case _:
            return FieldKey(field=value.field)


def claimed_by_front(quote: str | None = None, sources: Sequence[int] = (2,)) -> Told:
    return Told(
        Responsibility(actor="Northern Hawks Front"),
        HAWKS,
        sources,
        Stance.CLAIMS_RESPONSIBILITY,
        quote,
    )
