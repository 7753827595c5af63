"""From a validated reply to an extraction: every quotation grounded, every value read again.

What does not ground, or says a figure its own words do not carry, is set apart with its reason, in
words that can be sent back to the model as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter

from llm_extract.extractors.model.reply import (
    ArticleReply,
    FactField,
    FactReply,
    IncidentReply,
    SpeakerReply,
    TollReply,
)
from llm_extract.extractors.model.values import Unusable, fact, place_of, toll
from llm_extract.ground import ground
from llm_extract.records.article import Article
from llm_extract.records.base import canonical, fingerprint
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Evidence,
    Party,
    Role,
    Scope,
    Speaker,
    Timing,
    Toll,
    Ungrounded,
    Value,
)
from llm_extract.records.incidents import Actor, Credit, Extraction, ExtractorId, Incident
from llm_extract.records.when_where import Moment, PlacePrecision, When

_INCIDENT: TypeAdapter[Incident] = TypeAdapter(Incident)
# Fields whose value is read from the words themselves; the others are picked from a list.
_WORDED = frozenset({FactField.VICTIM, FactField.DATE, FactField.EXTENT})
_PARTIES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.ARMED_GROUP})


def convert(reply: ArticleReply, article: Article, extractor: ExtractorId) -> Extraction:
    """The extraction a reply amounts to, with what cannot be used under `ungrounded`."""
    reading = _Reading(article)
    return Extraction(
        article_id=article.article_id,
        extractor=extractor,
        incidents=tuple(reading.incidents(reply.incidents)),
        background=reading.background(reply),
        credits=tuple(reading.credits(reply)),
        ungrounded=tuple(reading.ungrounded),
    )


@dataclass(frozen=True)
class _Draft:
    """A claim before its quotation is found."""

    said: TollReply | FactReply
    scope: Scope
    about: str | None = None


class _Reading:
    """One article being read; `ungrounded` grows as claims fail."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.ungrounded: list[Ungrounded] = []

    def incidents(self, replies: Iterable[IncidentReply]) -> Iterator[Incident]:
        replies = tuple(replies)
        ids = {reply.key: self._incident_id(at, reply) for at, reply in enumerate(replies)}
        for reply in replies:
            yield self._incident(reply, ids)

    def background(self, reply: ArticleReply) -> tuple[Claim, ...]:
        return self._claims(
            _Draft(figure, Scope.BACKGROUND, figure.about) for figure in reply.background
        )

    def credits(self, reply: ArticleReply) -> Iterator[Credit]:
        for relay in reply.relays:
            evidence = self._evidence("credit", relay.quote)
            if evidence is not None:
                yield Credit(name=relay.name, cue=evidence.quote, span=evidence.span)

    def _incident(self, reply: IncidentReply, ids: dict[str, str]) -> Incident:
        scope = _scope(reply)
        said: list[TollReply | FactReply] = [*reply.tolls, *reply.facts]
        claims = self._claims(_Draft(one, scope) for one in said)
        place = place_of(reply.place, PlacePrecision.LOCALITY, None) if reply.place else None
        fields = {
            "type": reply.type,
            "incident_id": ids[reply.key],
            "label": reply.label,
            "stage": reply.stage,
            "when": _first_when(claims),
            "place": place,
            "actors": tuple(
                Actor(name=a.name, aliases=tuple(a.aliases), role=a.role, part=a.part)
                for a in reply.actors
                if a.name
            ),
            "part_of": ids.get(reply.part_of or ""),
            "claims": claims,
        }
        if reply.type == "series":
            fields["operation"] = reply.operation
        return _INCIDENT.validate_python(fields)

    def _incident_id(self, at: int, reply: IncidentReply) -> str:
        return "i" + fingerprint(self._article.article_id, str(at), reply.type, reply.place or "")

    def _claims(self, drafts: Iterable[_Draft]) -> tuple[Claim, ...]:
        """The claims that stand; the same by the same speaker is one claim with two mentions."""
        claims: dict[str, Claim] = {}
        for draft in drafts:
            claim = self._claim(draft)
            if claim is None:
                continue
            same = _sameness(claim)
            earlier = claims.get(same)
            claims[same] = claim if earlier is None else _with_mention(earlier, claim)
        return _with_parts(tuple(claims.values()))

    def _claim(self, draft: _Draft) -> Claim | None:
        said = draft.said
        name = said.field if isinstance(said, FactReply) else "toll"
        evidence = self._evidence(name, said.quote)
        if evidence is None:
            return None
        try:
            value = self._value(said)
        except Unusable as why:
            self.ungrounded.append(Ungrounded(field=name, words=said.quote, reason=str(why)))
            return None
        if not _carries(evidence, said):
            reason = f"the words “{said.words}” do not stand in the quotation given for them"
            self.ungrounded.append(Ungrounded(field=name, words=said.quote, reason=reason))
            return None
        day = self._article.published_on
        return Claim.of(
            self._article.article_id,
            value=value,
            scope=draft.scope,
            stance=said.stance,
            evidentiality=said.sure,
            attribution=Attribution(chain=tuple(_speaker(link) for link in said.speakers)),
            as_of=Moment(day=day) if day else None,
            about=draft.about,
            evidence=(evidence,),
        )

    def _value(self, said: TollReply | FactReply) -> Value:
        if isinstance(said, FactReply):
            return fact(said, self._article.published_on)
        return toll(said)

    def _evidence(self, field: str, quote: str) -> Evidence | None:
        evidence = ground(quote, self._article.text)
        if evidence is None:
            reason = "this quotation does not stand in the article"
            self.ungrounded.append(Ungrounded(field=field, words=quote, reason=reason))
        return evidence


def _scope(reply: IncidentReply) -> Scope:
    if reply.type == "series":
        return Scope.SERIES
    return Scope.PART if reply.part_of else Scope.INCIDENT


def _speaker(link: SpeakerReply) -> Speaker:
    party = Party.YES if link.role in _PARTIES else Party.NO
    return Speaker(name=link.name, role=link.role, named=link.named, party=party)


def _carries(evidence: Evidence, said: TollReply | FactReply) -> bool:
    """Whether the words that give the value stand in the sentence; a label may be our own."""
    if isinstance(said, FactReply) and said.field not in _WORDED:
        return True
    return ground(said.words, evidence.quote) is not None


def _first_when(claims: Iterable[Claim]) -> When | None:
    return next((claim.value.when for claim in claims if isinstance(claim.value, Timing)), None)


def _sameness(claim: Claim) -> str:
    """Equal for two claims that say the same by the same speaker, however each words its figure."""
    value = claim.value
    if isinstance(value, Toll):
        value = value.model_copy(update={"count": value.count.model_copy(update={"verbatim": ""})})
    speaker = claim.attribution.claimant
    return "|".join(
        (canonical(value), claim.stance, claim.about or "", speaker.name if speaker else "")
    )


def _with_mention(claim: Claim, again: Claim) -> Claim:
    if again.evidence[0] in claim.evidence:
        return claim
    return claim.model_copy(update={"evidence": (*claim.evidence, *again.evidence)})


def _with_parts(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Link "21 people, including 10 officers and 11 civilians" to its parts, by their sum."""
    return tuple(
        claim.model_copy(update={"parts": parts}) if (parts := _parts_of(claim, claims)) else claim
        for claim in claims
    )


def _parts_of(total: Claim, claims: tuple[Claim, ...]) -> tuple[str, ...]:
    if not isinstance(total.value, Toll) or total.value.count.low is None:
        return ()
    parts = [
        claim
        for claim in claims
        if isinstance(claim.value, Toll)
        and claim is not total
        and claim.evidence[0].span == total.evidence[0].span
        and claim.value.effect is total.value.effect
        and claim.value.group is not total.value.group
        and claim.attribution == total.attribution
    ]
    figures = [part.value.count.low for part in parts if isinstance(part.value, Toll)]
    known = [figure for figure in figures if figure is not None]
    adds_up = len(known) == len(parts) > 1 and sum(known) == total.value.count.low
    return tuple(part.claim_id for part in parts) if adds_up else ()
