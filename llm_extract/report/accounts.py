"""Who says what, ready to be shown: each value with its voices, each voice with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import cached_property

from llm_extract.records.article import Span
from llm_extract.records.briefing import Briefing
from llm_extract.records.claims import (
    Effect,
    Evidence,
    Extent,
    ExtentUnit,
    Role,
    Speaker,
    Stance,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.consensus import (
    Consensus,
    Disagreement,
    FieldConsensus,
    Holder,
    IncidentConsensus,
    Position,
    Source,
    SourcedClaim,
)
from llm_extract.records.overrides import ClaimEdit
from llm_extract.records.when_where import Moment
from llm_extract.report import words

_MOST_OUTLETS = 3
_SIDES = {Role.GOVERNMENT: "state", Role.SECURITY_FORCE: "state", Role.ARMED_GROUP: "armed"}


@dataclass(frozen=True)
class Cite:
    """A sentence of a source; `anchor` is its id on the page.

    `edited` says how an editor's hand is behind the claim that rests on it.
    """

    number: int
    anchor: str
    quote: str
    outlet: str
    language: str
    edited: str | None = None


@dataclass(frozen=True)
class Voice:
    """Who holds a value. `own`: outlets that say it in their own voice."""

    name: str
    role: Role | None
    remark: str | None
    as_of: Moment | None
    cites: tuple[Cite, ...]

    @property
    def own(self) -> bool:
        """Whether no speaker stands between the reader and the outlet."""
        return self.role is None

    @property
    def described(self) -> str:
        """What the speaker is, in a word."""
        return "in its own voice" if self.role is None else words.role(self.role)


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a matter, with all who give it and all who reject it.

    `replaced`: everybody who gave it gives another now.
    """

    words: str
    voices: tuple[Voice, ...]
    rejected: tuple[Voice, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, kw_only=True)
class Account(Version):
    """A position as a version of its field."""

    position: Position
    about: str | None = None

    @property
    def side(self) -> str:
        """What kind of speaker stands behind it, in four: state, armed, other or outlet."""
        role = self.voices[0].role if self.voices else None
        return "outlet" if role is None else _SIDES.get(role, "other")

    @property
    def cites(self) -> tuple[Cite, ...]:
        """Every sentence behind it, for and against, each once."""
        found = (cite for voice in (*self.voices, *self.rejected) for cite in voice.cites)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Issue:
    """A field of an incident as a reader meets it: "Harbour: Police killed"."""

    name: str
    place: str | None
    field: FieldConsensus
    accounts: tuple[Account, ...]
    silent: tuple[int, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its positions and disagreements, by which a sentence refers to it."""
        positions = (one.position_id for one in self.field.positions)
        return frozenset((*positions, *(one.disagreement_id for one in self.field.disagreements)))

    @property
    def kinds(self) -> tuple[str, ...]:
        """In which ways the accounts differ, the gravest first."""
        return tuple(dict.fromkeys(words.kind(self._way(one)) for one in self._gravest_first()))

    def _gravest_first(self) -> list[Disagreement]:
        return sorted(self.field.disagreements, key=lambda one: words.gravity(self._way(one)))

    def _way(self, difference: Disagreement) -> str:
        """Accounts of one place that differ may be of two events there."""
        may_be_apart = self.place and difference.kind in {"contradiction", "scope_mismatch"}
        return "may_be_apart" if may_be_apart else difference.kind

    @property
    def whys(self) -> tuple[str, ...]:
        """One sentence for each difference, the gravest first."""
        return tuple(dict.fromkeys(one.why for one in self._gravest_first()))

    @property
    def basis(self) -> str:
        """On how much the field rests: articles, publishers, origins, and the confidence."""
        held, sure = self.field.independence, self.field.confidence
        counts = (
            words.numbered(held.articles, "report"),
            words.publishers(held),
            words.numbered(held.origins, "origin"),
        )
        return f"{', '.join(counts)}; confidence {sure.level}: {sure.basis}."

    @property
    def rank(self) -> tuple[int, ...]:
        """Sorts what is disputed: first deaths that are contradicted or rejected, the widest apart
        before others, and then everything by the gravity of its difference.
        """
        gravity = min(words.gravity(self._way(one)) for one in self.field.disagreements)
        opposed = gravity <= words.gravity("denial")
        if opposed and self.field.key.effect is Effect.KILLED:
            return 0, -self._spread(), gravity
        return 1, gravity

    def _spread(self) -> int:
        """From the lowest figure that is named to the highest, rejected ones included."""
        tolls = [one.value for one in self.field.positions if isinstance(one.value, Toll)]
        bounds = [b for one in tolls for b in (one.count.low, one.count.high) if b is not None]
        return max(bounds) - min(bounds) if bounds else 0


class Sourcing:
    """The sources of one story by number, and the place of every claim on the page."""

    def __init__(self, consensus: Consensus, briefing: Briefing) -> None:
        listed = {source.article_id: source.number for source in briefing.sources}
        unlisted = [s.article_id for s in consensus.sources if s.article_id not in listed]
        last = max(listed.values(), default=0)
        self.numbers = {**listed, **{one: last + at for at, one in enumerate(unlisted, start=1)}}
        self.sources = {source.article_id: source for source in consensus.sources}
        self.claims = {sourced.claim.claim_id: sourced for sourced in consensus.claims}
        self._edits = [one for one in consensus.edits if isinstance(one, ClaimEdit)]
        self._text = " ".join(one.text for one in briefing.sentences)
        self._cited = [one for sentence in briefing.sentences for one in sentence.citations]

    def ordered(self) -> tuple[Source, ...]:
        """The sources in the order of their numbers."""
        return tuple(sorted(self.sources.values(), key=lambda one: self.numbers[one.article_id]))

    def name(self, article_id: str) -> str:
        """What a source is called in a table: its publisher, else its number."""
        return self.sources[article_id].publisher or f"Source {self.numbers[article_id]}"

    def anchor(self, article_id: str, span: Span) -> str:
        """The id of a stretch of a source: built from numbers only, whatever the ids hold."""
        return f"s{self.numbers[article_id]}-{span.start}-{span.end}"

    def marks(self, article_id: str) -> frozenset[Span]:
        """Every stretch of a source that anything on the page leads to."""
        claimed = (
            evidence.span
            for sourced in self.claims.values()
            if sourced.article_id == article_id
            for evidence in sourced.claim.evidence
        )
        cited = (one.span for one in self._cited if one.article_id == article_id)
        edited = (
            evidence.span
            for edit in self._edits
            if edit.article_id == article_id
            for evidence in edit.claim.evidence
        )
        credited = (credit.span for credit in self.sources[article_id].credits)
        return frozenset((*claimed, *cited, *edited, *credited))

    def cite(self, sourced: SourcedClaim, evidence: Evidence | None = None) -> Cite:
        """The sentence that carries a claim: its fullest, or the mention that is given."""
        shown = evidence or sourced.claim.evidence[0]
        cite = self._sentence(sourced.article_id, shown)
        return replace(cite, edited=self._edited.get(sourced.claim.claim_id))

    def _sentence(self, article_id: str, shown: Evidence) -> Cite:
        return Cite(
            number=self.numbers[article_id],
            anchor=self.anchor(article_id, shown.span),
            quote=shown.quote,
            outlet=self.name(article_id),
            language=self.sources[article_id].language,
        )

    @cached_property
    def _edited(self) -> dict[str, str]:
        """By claim, how an editor's hand is behind it."""
        return {one.claim.claim_id: str(one) for one in self._edits}

    # ------------------------------------------------------------ voices

    def voices(self, holders: Sequence[Holder]) -> tuple[Voice, ...]:
        """The speakers in the order they are given, then the outlets that speak for themselves."""
        spoken: dict[tuple[str, str | None], Voice] = {}
        for holder in holders:
            if holder.claimant is not None:
                voice = self._speaker(holder, holder.claimant)
                known = spoken.get((voice.name, voice.remark))
                spoken[voice.name, voice.remark] = _joined(known, voice) if known else voice
        own = [holder for holder in holders if holder.claimant is None]
        return (*spoken.values(), *self._outlets(own))

    def _speaker(self, holder: Holder, claimant: Speaker) -> Voice:
        return Voice(
            name=claimant.name,
            role=claimant.role,
            remark=words.stance(holder.stance),
            as_of=holder.as_of,
            cites=self._cites(holder.claim_ids),
        )

    def _outlets(self, holders: Sequence[Holder]) -> tuple[Voice, ...]:
        by_stance: dict[Stance, list[Holder]] = {}
        for holder in holders:
            by_stance.setdefault(holder.stance, []).append(holder)
        return tuple(
            Voice(
                name=self._outlet_names(one for holder in held for one in holder.article_ids),
                role=None,
                remark=words.stance(stance),
                as_of=None,
                cites=self._cites(one for holder in held for one in holder.claim_ids),
            )
            for stance, held in by_stance.items()
        )

    def _outlet_names(self, article_ids: Iterable[str]) -> str:
        ids = sorted(set(article_ids), key=self.numbers.__getitem__)
        if len(ids) > _MOST_OUTLETS:
            return f"{len(ids)} reports"
        # As the briefing calls them: a report without a publisher is found by its citation.
        named = [name for one in ids if (name := self.sources[one].publisher)]
        others = len(ids) - len(named)
        unnamed = [f"{others} reports" if others > 1 else "one report"] if others else []
        return ", ".join([*named, *unnamed])

    def _cites(self, claim_ids: Iterable[str]) -> tuple[Cite, ...]:
        known = [self.claims[one] for one in claim_ids if one in self.claims]
        return tuple(dict.fromkeys(self.cite(sourced) for sourced in known))

    # ------------------------------------------------------------ accounts

    def account(self, position: Position, *, alone: bool = False) -> Account:
        """A position with its voices; `alone` words the value so that it needs no heading."""
        ids = (one for holder in position.holders for one in holder.claim_ids)
        claims = [self.claims[one].claim for one in ids if one in self.claims]
        return Account(
            words=self.worded(position.value, alone=alone),
            position=position,
            voices=self.voices(position.holders),
            rejected=self.voices(position.rejected_by),
            about=next((claim.about for claim in claims if claim.about), None),
        )

    def worded(self, value: Value, *, alone: bool) -> str:
        """A value in words; a victim whom the briefing leaves unnamed has no name here either."""
        if isinstance(value, Victim) and value.name not in self._text:
            return "a person whom the source names"
        return words.whole(value) if alone else words.value(value)

    def issue(self, incident: IncidentConsensus, field: FieldConsensus) -> Issue:
        """A field with every account of it; a part is named by its place."""
        part = incident.part_of is not None
        place = incident.place.name if incident.place else incident.label
        return Issue(
            name=words.issue(field.key),
            place=place if part else None,
            field=field,
            accounts=_in_order(
                replace(self.account(one), replaced=_is_replaced(one, field))
                for one in field.positions
            ),
            silent=tuple(sorted(self.numbers[one] for one in field.silent if one in self.numbers)),
        )


def _is_replaced(position: Position, field: FieldConsensus) -> bool:
    """Whether each of its holders, by the name the sources give, is later held to another value."""
    updated = {
        one
        for difference in field.disagreements
        if difference.kind == "update"
        for one in difference.position_ids
    }
    later = [
        held
        for other in field.positions
        if other.position_id in updated and other is not position
        for held in other.holders
    ]
    # Who could not confirm a figure does not hold it.
    holders = [one for one in position.holders if one.stance is not Stance.CANNOT_CONFIRM]
    return (
        position.position_id in updated
        and bool(holders)
        and all(any(_follows(one, held) for held in later) for one in holders)
    )


def _follows(one: Holder, other: Holder) -> bool:
    if not one.as_of or not other.as_of or moment_order(other.as_of) <= moment_order(one.as_of):
        return False
    return _who(one) == _who(other)


def _who(holder: Holder) -> str:
    if holder.claimant is None:
        return str(holder.article_ids)
    return holder.claimant.name.casefold().removeprefix("the ").removeprefix("a ")


def _in_order(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Figures by size; other accounts by kind of speaker, as the kinds come up."""
    found = tuple(accounts)
    sides = list(dict.fromkeys(one.side for one in found))
    return tuple(
        sorted(found, key=lambda one: _size(one.position.value) or (sides.index(one.side),))
    )


def _size(value: Value) -> tuple[int, ...] | None:
    """Sorts figures: alike units together, by the lowest number they allow, open words last."""
    if not isinstance(value, Toll | Extent):
        return None
    unit = list(ExtentUnit).index(value.unit) if isinstance(value, Extent) else 0
    count = value.count
    return unit, not count.is_bounded, count.low or count.high or 0, count.high or count.low or 0


def _joined(one: Voice, other: Voice) -> Voice:
    """The same speaker in another report: one voice, with the sentences of both."""
    moments = [moment for moment in (one.as_of, other.as_of) if moment]
    cites = tuple(dict.fromkeys((*one.cites, *other.cites)))
    return replace(one, cites=cites, as_of=max(moments, key=moment_order, default=None))


def moment_order(moment: Moment) -> tuple[str, bool, time]:
    """Sorts moments; a bare day stands before its hours."""
    return moment.day.isoformat(), moment.at is not None, moment.at or time.min
