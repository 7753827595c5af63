"""A consensus as the writing desk looks at it: claims by id, sources by number, voices by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from llm_extract.briefing.hedges import hedge, lasted, measure
from llm_extract.briefing.ministries import Ministries
from llm_extract.briefing.naming import Naming, may_name
from llm_extract.briefing.parties import Parties
from llm_extract.briefing.plans import Statement, Voice
from llm_extract.briefing.spelling import spelled
from llm_extract.briefing.things import (
    at_its_edge,
    euphemism,
    leads_back,
    named,
    printable,
    resolved,
    share_of,
    singly,
    whole,
)
from llm_extract.briefing.titles import Titles
from llm_extract.briefing.voices import (
    MOST_NAMED,
    add_voice,
    is_nameless,
    narrowed,
    reports,
)
from llm_extract.records.claims import (
    Claim,
    Damage,
    Evidentiality,
    Group,
    Location,
    Outcome,
    Response,
    Responsibility,
    Result,
    Role,
    Speaker,
    Stance,
    Tactic,
    TacticKind,
    Target,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.consensus import (
    Consensus,
    FieldConsensus,
    Holder,
    IncidentConsensus,
    Position,
)
from llm_extract.records.when_where import Moment

UNNAMED = "a person whom the source names"
WITHHOLDING = frozenset({Stance.DECLINES, Stance.CANNOT_CONFIRM})
_COULD_NOT = re.compile(
    r"\b(?:could not|cannot|can't|couldn't|unable to|not able to) (?:\w+ )?(?:confirm|verify)\b",
    re.IGNORECASE,
)


def _foreign(consensus: Consensus) -> frozenset[str]:
    """Descriptions of speakers that are not in English: those without a name, as printed."""
    english = {s.article_id for s in consensus.sources if s.language.split("-")[0] == "en"}
    return frozenset(
        link.name
        for sourced in consensus.claims
        if sourced.article_id not in english
        for link in sourced.claim.attribution.chain
        if not link.named
    )


_SHOOTING = frozenset({TacticKind.GUNFIRE, TacticKind.SHELLING})
# What is so whoever did it.
_CIRCUMSTANCES = frozenset({"date", "place", "extent", "tactic", "target"})


class View:
    """Look-ups over one consensus; nothing here changes what it says."""

    def __init__(self, consensus: Consensus, naming: Naming = Naming.GUARDED) -> None:
        self.consensus = consensus = spelled(consensus)
        self.naming = naming
        actors = (actor for one in consensus.incidents for actor in one.actors)
        publishers = [one.publisher for one in consensus.sources if one.publisher]
        chains = (sourced.claim.attribution.chain for sourced in consensus.claims)
        speakers = [one for chain in chains for one in chain if one.named]
        self.parties = Parties(actors, _foreign(consensus), publishers, speakers)
        self._ministries = Ministries(consensus)
        self._titles = Titles(consensus)
        self.claims = {sourced.claim.claim_id: sourced for sourced in consensus.claims}
        self.numbers = {s.article_id: at for at, s in enumerate(consensus.sources, start=1)}
        self.sources = {source.article_id: source for source in consensus.sources}
        self.quotable = {
            (one.article_id, one.comment.evidence.span): one.comment.evidence.quote
            for commentary in consensus.comments
            for one in commentary.mentions
        } | {
            (one.article_id, one.onset.span): one.onset.words
            for incident in consensus.incidents
            for one in incident.began
        }

    @property
    def whole(self) -> IncidentConsensus | None:
        """The incident as a whole, or the only one."""
        return self.consensus.incidents[0] if self.consensus.incidents else None

    @property
    def parts(self) -> tuple[IncidentConsensus, ...]:
        """The others: parts of a series, each at its own place."""
        return self.consensus.incidents[1:]

    @property
    def several(self) -> bool:
        """Whether the story is of several attacks rather than of one."""
        whole = self.whole
        return bool(self.parts) or (whole is not None and "series" in whole.types)

    @property
    def attackers(self) -> str:
        """What the assailants are called: "militants" only where an armed group is named."""
        groups = any(party.role is Role.ARMED_GROUP for party in self.parties.all)
        return "militants" if groups else "attackers"

    def claim(self, claim_id: str) -> Claim | None:
        """A claim of this consensus; None for an id it does not carry."""
        sourced = self.claims.get(claim_id)
        return sourced.claim if sourced else None

    def label(self, article_id: str) -> str:
        """A source in a list of sources: its publisher, else "source 4"."""
        source = self.sources[article_id]
        return source.publisher or f"source {self.numbers[article_id]}"

    # ------------------------------------------------------------ voices

    def voices(self, holders: Sequence[Holder]) -> tuple[Voice, ...]:
        """Who holds something, each once: those with a name, those without, outlets themselves."""
        found: dict[str, Voice] = {}
        own: list[str] = []
        for holder in holders:
            if holder.claimant is not None:
                name, role = self.speaker(holder.claimant, holder.article_ids), holder.claimant.role
                add_voice(found, Voice(name=name, role=role, reports=holder.article_ids))
                continue
            for article_id in holder.article_ids:
                # A party's release is its own word, whoever else quotes it.
                party = self.parties.publishing(self.sources[article_id].publisher)
                if party is None:
                    own.append(article_id)
                else:
                    name = party.called
                    add_voice(found, Voice(name=name, role=party.role, reports=(article_id,)))
        return (*sorted(found.values(), key=is_nameless), *self.outlets(own))

    def outlets(self, article_ids: Iterable[str]) -> tuple[Voice, ...]:
        """Outlets speaking for themselves: by name where few and known, else by their number."""
        ids = sorted(_once(article_ids), key=self.numbers.__getitem__)
        names = [self._outlet(self.sources[one].publisher) for one in ids]
        if len(ids) <= MOST_NAMED and all(names):
            found: dict[str, Voice] = {}
            for name, one in zip(filter(None, names), ids, strict=True):
                add_voice(found, Voice(name=name, role=None, reports=(one,)))
            return tuple(found.values())
        return (Voice(name=reports(len(ids)), role=None, reports=tuple(ids)),) if ids else ()

    def _outlet(self, publisher: str | None) -> str | None:
        party = self.parties.publishing(publisher)
        return party.called if party else publisher

    # ------------------------------------------------------------ statements

    def statement(self, position: Position, holders: Sequence[Holder] | None = None) -> Statement:
        """A position as something said by those who hold it (or by the holders that are given)."""
        holders = position.holders if holders is None else holders
        ids = _once(one for holder in holders for one in holder.claim_ids)
        claims = [claim for one in ids if (claim := self.claim(one))]
        return Statement(
            value=position.value,
            stance=holders[0].stance if holders else Stance.ASSERTS,
            voices=self.voices(holders),
            ids=(position.position_id,),
            claim_ids=ids,
            as_of=_latest(holders),
            unverified=bool(claims)
            and all(claim.evidentiality is Evidentiality.UNVERIFIED for claim in claims),
            about=next((claim.about for claim in claims if claim.about), None),
            thing=self.thing(position.value, claims),
            quoted=euphemism(position.value, claims),
            includes=self._parts(claims),
            hedge=hedge(position.value, claims),
        )

    def told_by(self, said: Statement, voices: Sequence[Voice]) -> Statement:
        """A statement as these of its voices make it, resting on their reports alone."""
        reports = {one for voice in voices for one in voice.reports}
        kept = [one for one in said.claim_ids if self.claims[one].article_id in reports]
        update: dict[str, object] = {"voices": tuple(voices), "claim_ids": tuple(kept)}
        claims = [self.claims[one].claim for one in kept]
        if claims:
            update |= {"hedge": said.hedge or hedge(said.value, claims)}
        if isinstance(said.value, Target | Response | Tactic) and claims:
            # A position on a target is one of its kind; each voice has its own words for it.
            update |= {"thing": self.thing(claims[0].value, claims)}
        if isinstance(said.value, Tactic) and said.value.tactic in _SHOOTING:
            update |= {"hedge": lasted(claims)}
        return said.model_copy(update=update)

    def as_limited(self, said: Statement) -> list[Statement]:
        """A statement once for each way in which those who make it limit it: "most attacks"."""
        by_hedge: dict[str | None, dict[str, Voice]] = {}
        for voice in said.voices:
            for report in voice.reports:
                own = narrowed(voice, (report,))
                add_voice(by_hedge.setdefault(self.told_by(said, [own]).hedge, {}), own)
        if len(by_hedge) == 1:
            return [said]
        return [self.told_by(said, [*voices.values()]) for voices in by_hedge.values()]

    def replaced(self, field: FieldConsensus) -> frozenset[tuple[str, Holder]]:
        """The holders of a field's positions who later gave another figure, by position id."""
        found: set[tuple[str, Holder]] = set()
        for difference in field.disagreements:
            if difference.kind == "update":
                held = [
                    (position.position_id, holder)
                    for position in field.positions
                    if position.position_id in difference.position_ids
                    for holder in position.holders
                ]
                found |= {one for one in held if any(self._follows(one, other) for other in held)}
        return frozenset(found)

    def _follows(self, one: tuple[str, Holder], other: tuple[str, Holder]) -> bool:
        """Whether the other is the same voice, later, with another figure."""
        (position_id, earlier), (other_id, later) = one, other
        if position_id == other_id or not earlier.as_of or not later.as_of:
            return False
        same = self.voice(earlier) == self.voice(later)
        return same and moment_order(earlier.as_of) < moment_order(later.as_of)

    def voice(self, holder: Holder) -> str:
        """What a holder is called; outlets in their own voice by the ids of their reports."""
        ids = holder.article_ids
        return self.speaker(holder.claimant, ids) if holder.claimant else str(ids)

    def speaker(self, speaker: Speaker, article_ids: Iterable[str]) -> str:
        """The phrase for a speaker of these reports."""
        name = self._ministries.fuller(speaker.name, article_ids)
        name = self._titles.fuller(name, article_ids)
        return self.parties.speaker(speaker.model_copy(update={"name": name}))

    def current(self, field: FieldConsensus) -> FieldConsensus:
        """The field without the voices that replaced what they said."""
        replaced = self.replaced(field)
        if not replaced:
            return field
        positions = tuple(
            one.model_copy(
                update={
                    "holders": tuple(
                        held for held in one.holders if (one.position_id, held) not in replaced
                    )
                }
            )
            for one in field.positions
        )
        return field.model_copy(update={"positions": positions})

    def statements(self, field: FieldConsensus) -> tuple[Statement, ...]:
        """What is affirmed on a field, position by position; refusals and denials are apart."""
        found = []
        for position in field.positions:
            by_stance: dict[Stance, list[Holder]] = {}
            for holder in position.holders:
                if holder.stance not in WITHHOLDING:
                    by_stance.setdefault(_spoken(holder.stance, field), []).append(holder)
            found += [self.statement(position, held) for held in by_stance.values()]
        return tuple(found)

    def said(self, incident: IncidentConsensus, name: str) -> list[Statement]:
        """What is affirmed on every field of this name, such as "tactic"."""
        fields = (field for field in incident.fields if field.key.field == name)
        return [one for field in fields for one in self.statements(field)]

    def carries(self, said: Statement, words: str) -> bool:
        """Whether these very words stand in a sentence that a statement rests on."""
        return any(self.prints(one, words) for one in said.claim_ids)

    def prints(self, claim_id: str, words: str) -> bool:
        """Whether these very words stand in a sentence of one claim."""
        claim = self.claim(claim_id)
        return claim is not None and any(words in each.quote for each in claim.evidence)

    def withheld(self, fields: Sequence[FieldConsensus]) -> tuple[Statement, ...]:
        """Who gave no figures, and of whom; outlets that say so apart, by what they say.

        Those who do give some figure are marked `partial`.
        """
        found: dict[tuple[bool, bool, bool, str], list[tuple[Position, Holder]]] = {}
        giving = self._giving(fields)
        for field in fields:
            for position in field.positions:
                for holder in (one for one in position.holders if one.stance in WITHHOLDING):
                    key = (*self._kind_of_silence(holder, giving), _whom(field, holder))
                    found.setdefault(key, []).append((position, holder))
        # Those who were asked come first, then outlets: no figures released, then none confirmed.
        return tuple(self._merged(found[key], partial=key[2]) for key in sorted(found))

    def _giving(self, fields: Sequence[FieldConsensus]) -> frozenset[str]:
        told = [one for field in fields for one in self.statements(field)]
        return frozenset(voice.name for one in told for voice in one.voices)

    def _kind_of_silence(self, holder: Holder, giving: frozenset[str]) -> tuple[bool, bool, bool]:
        if holder.claimant is None:
            return (True, holder.stance is Stance.CANNOT_CONFIRM, False)
        unsure = self._could_not(holder.claim_ids) is not None
        return (False, unsure, self.speaker(holder.claimant, holder.article_ids) in giving)

    def _could_not(self, claim_ids: Iterable[str]) -> str | None:
        """That a voice could not confirm, as against would not say, where its words tell."""
        claims = (claim for one in claim_ids if (claim := self.claim(one)))
        quotes = (evidence.quote for claim in claims for evidence in claim.evidence)
        return "could not confirm" if any(map(_COULD_NOT.search, quotes)) else None

    def _merged(self, held: Sequence[tuple[Position, Holder]], *, partial: bool) -> Statement:
        said = self.statement(held[0][0], [holder for _, holder in held])
        ids = _once(position.position_id for position, _ in held)
        hedge = self._could_not(said.claim_ids)
        return said.model_copy(update={"ids": ids, "partial": partial, "hedge": hedge})

    def prominence(self, said: Statement) -> tuple[int, int]:
        """Sorts statements: what more reports carry first, then what stands earlier in a text."""
        carried = {one for voice in said.voices for one in voice.reports}
        claims = [claim for one in said.claim_ids if (claim := self.claim(one))]
        starts = [evidence.span.start for claim in claims for evidence in claim.evidence]
        return (-len(carried), min(starts, default=0))

    def _parts(self, claims: Sequence[Claim]) -> tuple[Toll, ...]:
        contained = [self.claim(one) for claim in claims[:1] for one in claim.parts]
        return tuple(part.value for part in contained if part and isinstance(part.value, Toll))

    def names(self, victim: Victim, claims: Sequence[Claim]) -> bool:
        """Whether the policy lets a briefing name this person."""
        named_by = [self.claims[one.claim_id] for one in claims]
        return may_name(victim, self.naming, named_by, self.sources)

    def thing(self, value: Value, claims: Sequence[Claim]) -> str | None:
        """What a value is of, as a sentence may print it: neutral, or quoted, or not at all."""
        match value:
            case Responsibility():
                called = self.parties.called(value.actor)
                return called or self.parties.blamed(printable(value.actor, claims) or "others")
            case Outcome():
                return self._site(_shared(value, claims), claims) if value.of else None
            case Damage():
                # "No infrastructure was damaged" is no damage to infrastructure.
                return self._site(whole(value.of.removeprefix("no ")), claims)
            case Target():
                hit = {at_its_edge(value.words, one.evidence[0].quote) for one in claims}
                return self._site(hit.pop() if len(hit) == 1 else value.words, claims)
            case Tactic():
                return singly(value.tactic, claims)
            case Victim():
                return named(value) if self.names(value, claims) else UNNAMED
            case Response():
                return measure(value.response, claims)
            case _:
                return None

    def _site(self, words: str, claims: Sequence[Claim]) -> str | None:
        """A site as a sentence may print it; "the facility" is the one its report named last."""
        named = {self._named_before(one) for one in claims} if leads_back(words) else set()
        return printable(resolved(words, named.pop() if len(named) == 1 else None), claims)

    def _named_before(self, claim: Claim) -> str | None:
        """The site that the report of a claim names last before it, in the same incident."""
        at = self.claims[claim.claim_id]
        sites = [
            (one.claim.evidence[0].span.start, one.claim.value.place.site)
            for one in self.claims.values()
            if (one.article_id, one.incident_id) == (at.article_id, at.incident_id)
            and isinstance(one.claim.value, Location)
            and one.claim.value.place.site
            and one.claim.evidence[0].span.start < claim.evidence[0].span.start
        ]
        return max(sites)[1] if sites else None


def _shared(value: Outcome, claims: Sequence[Claim]) -> str:
    """What was entered or taken, with the share of it that every source names."""
    words = value.of or ""
    if value.result is not Result.SITE_SEIZED:
        return words
    told = {share_of(words, one.evidence[0].quote) for one in claims}
    return told.pop() if len(told) == 1 else words


def _whom(field: FieldConsensus, holder: Holder) -> str:
    """Of whom no figure is given, where a named voice speaks of one group only."""
    everyone = holder.claimant is None or field.key.group is Group.EVERYONE
    return "" if everyone else str(field.key)


def place_of(part: IncidentConsensus) -> str:
    """Where a part happened, by its finest name; its label where it has no place."""
    return part.place.name if part.place else part.label


def _spoken(stance: Stance, field: FieldConsensus) -> Stance:
    # A correction is worded as what it now says; what changed is told in its own section. When and
    # where it was is not claimed: whoever claims the attack says so like anybody.
    own = stance is Stance.CLAIMS_RESPONSIBILITY and field.key.field in _CIRCUMSTANCES
    return Stance.ASSERTS if own or stance is Stance.CORRECTS else stance


def moment_order(one: Moment) -> tuple[date, bool, str]:
    """Sorts moments; a bare day stands before its hours."""
    return one.day, one.at is not None, str(one.at)


def _latest(holders: Sequence[Holder]) -> Moment | None:
    return max((one.as_of for one in holders if one.as_of), key=moment_order, default=None)


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
