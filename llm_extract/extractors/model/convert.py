"""From a validated reply to an extraction: every quotation grounded, every value read again.

What does not ground, or says a figure its own words do not carry, is set apart with its reason, in
words that can be sent back to the model as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from pydantic import TypeAdapter

from llm_extract.extractors.model.checked import Unusable, words_of
from llm_extract.extractors.model.damages import as_joined
from llm_extract.extractors.model.doers import told_of
from llm_extract.extractors.model.doubted import left_open
from llm_extract.extractors.model.figures import Figures, asserted_in, extents_in
from llm_extract.extractors.model.measures import is_only_help, is_the_incident
from llm_extract.extractors.model.mentions import said_once
from llm_extract.extractors.model.parts import with_parts
from llm_extract.extractors.model.people import is_only_named, not_only_civilians
from llm_extract.extractors.model.reply import (
    ArticleReply,
    BackgroundReply,
    CommentedReply,
    CommentReply,
    FactField,
    FactReply,
    IncidentReply,
    SpeakerReply,
    StatementReply,
    TimedIncidentReply,
    TollReply,
)
from llm_extract.extractors.model.speakers import attributed, voices, with_office
from llm_extract.extractors.model.values import fact, with_particulars
from llm_extract.extractors.model.when_where import day_at_head, first_when, onset, place_told
from llm_extract.ground import ground
from llm_extract.orders import find_orders, remark
from llm_extract.particulars import phase_of
from llm_extract.records.article import Article
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Evidence,
    Extent,
    Scope,
    Stance,
    Toll,
    Ungrounded,
    Value,
)
from llm_extract.records.comments import Comment
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Actor, Credit, Extraction, ExtractorId, Incident
from llm_extract.records.when_where import Moment, Onset

_INCIDENT: TypeAdapter[Incident] = TypeAdapter(Incident)
# Fields whose value is read from the words themselves; the others are picked from a list.
_WORDED = frozenset({FactField.VICTIM, FactField.DATE, FactField.EXTENT})
# Fields whose words are a name: it may stand in another sentence, but it stands in the article.
_NAMED = frozenset({FactField.PLACE, FactField.RESPONSIBILITY, FactField.TARGET})
# Whoever does this to a figure has not given it.
_GIVES_NONE = frozenset({Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.RETRACTS, Stance.DECLINES})


def convert(reply: ArticleReply, article: Article, extractor: ExtractorId) -> Extraction:
    """The extraction a reply amounts to, with what cannot be used under `ungrounded`."""
    english = article.language.split("-")[0] == "en"
    told = [said for one in reply.incidents for said in one.statements]
    given = [said for said in told if said.stance not in _GIVES_NONE]
    tolls = asserted_in((toll for said in given for toll in said.tolls), english)
    extents = extents_in(fact for said in given for fact in said.facts)
    reading = _Reading(article, Figures(english, tolls, extents), given)
    return Extraction(
        article_id=article.article_id,
        extractor=extractor,
        incidents=tuple(reading.incidents(reply.incidents)),
        background=reading.background(reply),
        comments=tuple(reading.comments(reply)),
        credits=tuple(reading.credits(reply)),
        ungrounded=tuple(reading.ungrounded),
        notes=tuple(reading.notes),
    )


@dataclass(frozen=True)
class _Draft:
    """A claim before its quotation is found."""

    said: StatementReply | BackgroundReply
    value: TollReply | FactReply
    scope: Scope

    @property
    def field(self) -> str:
        return self.value.field if isinstance(self.value, FactReply) else "toll"


class _Reading:
    """One article being read; `ungrounded` grows as claims fail."""

    def __init__(self, article: Article, figures: Figures, given: Sequence[StatementReply]) -> None:
        self._article = article
        self._figures = figures
        self._given = given
        self._orders = find_orders(article.text)
        self._seen_from = article.published_on or day_at_head(article.text)
        self.ungrounded: list[Ungrounded] = []
        self.notes = [remark(order, article.text) for order in self._orders]

    @cached_property
    def _words(self) -> frozenset[str]:
        return words_of(self._article.text)

    def incidents(self, replies: Iterable[IncidentReply]) -> Iterator[Incident]:
        replies, notes = told_of(tuple(replies), self._article.publisher, self._words)
        self.notes.extend(notes)
        ids = [self._incident_id(at, reply) for at, reply in enumerate(replies)]
        keys: dict[str, str] = {}
        for reply, own in zip(replies, ids, strict=True):
            if not reply.part_of:
                keys.setdefault(reply.key, own)
        for reply, own in zip(replies, ids, strict=True):
            yield self._incident(reply, own, self._series(reply, keys))

    def _series(self, reply: IncidentReply, keys: dict[str, str]) -> str | None:
        """The id of the whole that an incident is part of; None, with a note, for a stray key."""
        if reply.part_of and reply.part_of not in keys:
            self.notes.append(f"“{reply.label}” is said to be part of “{reply.part_of}”: no whole")
        return keys.get(reply.part_of) if reply.part_of else None

    def background(self, reply: ArticleReply) -> tuple[Claim, ...]:
        return self._claims(
            _Draft(said, figure, Scope.BACKGROUND)
            for said in reply.background
            for figure in said.tolls
        )

    def comments(self, reply: ArticleReply) -> Iterator[Comment]:
        """What sources make of it; a prompt that does not ask for comments gets none."""
        replies = reply.comments if isinstance(reply, CommentedReply) else ()
        yield from filter(None, map(self._comment, replies))

    def _comment(self, reply: CommentReply) -> Comment | None:
        evidence = self._evidence("comment", reply.quote)
        if evidence is None:
            return None
        try:
            words = _within(reply.words, evidence)
            attribution = self._attributed(reply.speakers)
        except Unusable as why:
            fault = Ungrounded(field="comment", words=reply.quote, reason=str(why))
            self.ungrounded.append(fault)
            return None
        return Comment.of(
            self._article.article_id,
            kind=reply.kind,
            act=reply.act,
            words=words,
            attribution=attribution,
            evidence=evidence,
        )

    def credits(self, reply: ArticleReply) -> Iterator[Credit]:
        for relay in reply.relays:
            evidence = self._evidence("credit", relay.quote)
            if not relay.name.strip():
                reason = "the one whose reporting is relayed has no name"
                self.ungrounded.append(Ungrounded(field="credit", words=relay.quote, reason=reason))
            elif evidence is not None:
                yield Credit(name=relay.name, cue=evidence.quote, span=evidence.span)

    def _incident(self, reply: IncidentReply, own: str, series: str | None) -> Incident:
        claims = self._claims(_drafts(reply, _scope(reply, series)))
        fields = {
            "type": reply.type,
            "incident_id": own,
            "label": reply.label,
            "stage": reply.stage,
            "when": first_when(one for one in claims if one.stance not in _GIVES_NONE),
            "began": self._began(reply, claims),
            "place": place_told(reply.place, claims),
            "actors": tuple(
                Actor(name=a.name, aliases=tuple(a.aliases), role=a.role, part=a.part)
                for a in reply.actors
                if a.name.strip()
            ),
            "part_of": series,
            "claims": claims,
        }
        if reply.type == "series":
            named = reply.operation
            fields["operation"] = named
            fields["phase"] = phase_of(named, self._article.text) if named else None
        return _INCIDENT.validate_python(fields)

    def _began(self, reply: IncidentReply, claims: Iterable[Claim]) -> Onset | None:
        """The hour in the first sentence of the incident that has its words; a prompt that does
        not ask for it gets none.
        """
        told = reply.began if isinstance(reply, TimedIncidentReply) else None
        if told is None:
            return None
        for sentence in (one for claim in claims for one in claim.evidence):
            if found := ground(told.words, sentence.quote):
                return onset(found, sentence.span.start, told.part)
        reason = "these words for the hour stand in no quotation of the incident"
        self.ungrounded.append(Ungrounded(field="began", words=told.words, reason=reason))
        return None

    def _incident_id(self, at: int, reply: IncidentReply) -> str:
        return "i" + fingerprint(self._article.article_id, str(at), reply.type, reply.place or "")

    def _claims(self, drafts: Iterable[_Draft]) -> tuple[Claim, ...]:
        """The claims that stand; the same by the same speaker is one claim with two mentions."""
        return with_parts(said_once(claim for draft in drafts for claim in self._said(draft)))

    def _said(self, draft: _Draft) -> Iterator[Claim]:
        """The claim of a draft, once for each of those who make it."""
        said = draft.said
        evidence = self._evidence(draft.field, said.quote)
        if evidence is None:
            return
        try:
            value = self._value(draft, evidence)
            attributions = [self._attributed(chain) for chain in voices(said.speakers)]
        except Unusable as why:
            self.ungrounded.append(Ungrounded(field=draft.field, words=said.quote, reason=str(why)))
            return
        if empty := self._says_nothing(value, evidence):
            self.notes.append(f"no {draft.field} was read from “{draft.value.words}”: {empty}")
            return
        sentences = (evidence, *self._taken_up(value, evidence))
        day = self._article.published_on
        for attribution in attributions:
            yield Claim.of(
                self._article.article_id,
                value=value,
                scope=draft.scope,
                stance=said.stance,
                evidentiality=said.sure,
                attribution=attribution,
                as_of=Moment(day=day) if day else None,
                about=said.about if isinstance(said, BackgroundReply) else None,
                evidence=sentences,
            )

    def _says_nothing(self, value: Value, evidence: Evidence) -> str | None:
        """Why a value tells nothing of what its field is for; None: it does."""
        if _says_no_extent(value):
            return "it counts no places"
        if self._figures.english and is_only_help(value, evidence.quote):
            return "no emergency is declared"
        return None

    def _taken_up(self, value: Value, evidence: Evidence) -> tuple[Evidence, ...]:
        """The sentence of a figure that is taken up without being told again: "called it a lie"."""
        if not isinstance(value, Toll | Extent) or ground(value.count.verbatim, evidence.quote):
            return ()
        quotes = (said.quote for said in self._given if _gives(said, value))
        found = (ground(quote, self._article.text) for quote in quotes)
        return tuple(islice((one for one in found if one and not self._is_ordered(one)), 1))

    def _attributed(self, links: Iterable[SpeakerReply]) -> Attribution:
        in_full = (with_office(link, self._article.text) for link in links)
        return attributed(in_full, self._article.publisher, self._words)

    def _value(self, draft: _Draft, evidence: Evidence) -> Value:
        reply = draft.value
        worded = isinstance(reply, TollReply) or reply.field in _WORDED
        if worded:
            _within(reply.words, evidence)
        if isinstance(reply, FactReply):
            self._check_name(reply)
            if reply.field is FactField.EXTENT:
                return self._figures.extent(reply, draft.said.stance)
            return with_particulars(fact(reply, self._seen_from), reply.words, evidence.quote)
        return not_only_civilians(self._figures.toll(reply, draft.said.stance), evidence.quote)

    def _check_name(self, reply: FactReply) -> None:
        if reply.field not in _NAMED:
            return
        named = words_of(reply.words)
        if not (named and named <= self._words):
            raise Unusable(f"the name “{reply.words}” does not stand in the article")

    def _evidence(self, field: str, quote: str) -> Evidence | None:
        evidence = ground(quote, self._article.text)
        if evidence is None:
            reason = "this quotation does not stand in the article"
        elif self._is_ordered(evidence):
            reason = "this passage speaks to a program and reports nothing"
        else:
            return evidence
        self.ungrounded.append(Ungrounded(field=field, words=quote, reason=reason))
        return None

    def _is_ordered(self, evidence: Evidence) -> bool:
        """Whether a passage gives orders to a program."""
        return any(order.start <= evidence.span.start < order.end for order in self._orders)


def _within(words: str, evidence: Evidence) -> str:
    """The words as the quotation has them."""
    found = ground(words, evidence.quote)
    if found is None:
        raise Unusable(f"the words “{words}” do not stand in the quotation given for them")
    return found.quote


def _gives(said: StatementReply, value: Toll | Extent) -> bool:
    """Whether a statement has the figure, in the words that the value keeps for it."""
    if isinstance(value, Toll):
        return any(value.count.verbatim in toll.words for toll in said.tolls)
    extents = (one for one in said.facts if one.field is FactField.EXTENT)
    return any(value.count.verbatim in extent.words for extent in extents)


def _drafts(reply: IncidentReply, scope: Scope) -> Iterator[_Draft]:
    for said in map(as_joined, reply.statements):
        figures = (one for one in left_open(said) if not is_only_named(one, said))
        yield from (_Draft(said, figure, scope) for figure in figures)
        told = (one for one in said.facts if not is_the_incident(one, reply))
        yield from (_Draft(said, other, scope) for other in told)


def _scope(reply: IncidentReply, series: str | None) -> Scope:
    if reply.type == "series":
        return Scope.SERIES
    return Scope.PART if series else Scope.INCIDENT


def _says_no_extent(value: Value) -> bool:
    """Whether an extent has no figure, or is "one town after another": how far is not said."""
    return isinstance(value, Extent) and (
        value.count.kind is CountKind.UNKNOWN or value.count.high == 1
    )
