"""What the consensus holds, as a text is looked up in it: figures by topic, speakers by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property

from llm_extract.briefing.plans import Statement
from llm_extract.briefing.style import WORDS, numbers_in
from llm_extract.briefing.view import WITHHOLDING, View
from llm_extract.records.article import Article
from llm_extract.records.claims import (
    Effect,
    Extent,
    Group,
    Location,
    Role,
    Speaker,
    Stance,
    Toll,
    Victim,
)
from llm_extract.records.consensus import (
    Consensus,
    FieldConsensus,
    Holder,
    IncidentConsensus,
    Position,
)
from llm_extract.records.counts import Count

_SIDED = frozenset({"contradiction", "denial", "possible_update", "attribution_conflict"})
_PARTS = {
    Group.SECURITY_FORCES: frozenset({Group.POLICE, Group.MILITARY}),
    Group.CIVILIANS: frozenset(
        {Group.CHILDREN, Group.MEDICAL, Group.MEDIA, Group.FOREIGNERS, Group.OFFICIALS, Group.OTHER}
    ),
}
_PARTIES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.ARMED_GROUP})


class Standing(Enum):
    """Whether a figure counts now, was replaced or withdrawn, or is of another time."""

    CURRENT = auto()
    REPLACED = auto()
    BACKGROUND = auto()


@dataclass(frozen=True)
class Topic:
    """What a figure counts: people by group and what befell them, or how far it reached."""

    group: Group | None = None
    effect: Effect | None = None
    extent: bool = False

    def covers(self, other: Topic) -> bool:
        """Whether a figure of the other topic may be worded as one of this."""
        if self.extent or other.extent:
            return self.extent and other.extent
        return self._same_people(other) and _may_be(self.effect, other.effect)

    def _same_people(self, other: Topic) -> bool:
        if self.group is other.group or self.group in {None, Group.EVERYONE, Group.OTHER}:
            return True
        parts = _PARTS.get(self.group or Group.EVERYONE, frozenset())
        return other.group in parts or self.group in _PARTS.get(
            other.group or Group.EVERYONE, frozenset()
        )

    def __str__(self) -> str:
        if self.extent:
            return "extent"
        words = f"{self.group or 'people'} {self.effect or 'affected'}"
        return words.replace("_", " ").replace("everyone", "people")


_EITHER = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED, Effect.NEUTRALISED})


def _may_be(one: Effect | None, other: Effect | None) -> bool:
    if one is other or one is None:
        return True
    loose = {Effect.KILLED_OR_INJURED, Effect.NEUTRALISED}
    return {one, other} <= _EITHER and not loose.isdisjoint({one, other})


@dataclass(frozen=True)
class Figure:
    """A count on record, with those who give it and those who reject it, by their keys.

    `place` is that of the part of a series that it counts; None: of the whole, or not known.
    """

    topic: Topic
    count: Count
    standing: Standing
    position_id: str
    said: Statement
    keys: frozenset[str]
    denied_by: frozenset[str]
    sides: frozenset[Role]
    field: FieldConsensus | None = None
    place: str | None = None

    @property
    def bounds(self) -> frozenset[int]:
        """The numbers by which it may be worded: "more than 50" has 50."""
        found = (self.count.stated_low, self.count.low, self.count.high)
        return frozenset(one for one in found if one is not None)

    @property
    def disputed(self) -> bool:
        """Whether its field is in dispute."""
        return self.field is not None and any(d.kind in _SIDED for d in self.field.disagreements)

    @property
    def needs_claimant(self) -> bool:
        """Whether it is contested, or only parties to the conflict say it."""
        return self.disputed or bool(self.sides and self.sides <= _PARTIES)

    @property
    def claimants(self) -> tuple[str, ...]:
        """Those who say it, as a briefing prints them."""
        return tuple(voice.name for voice in self.said.voices)


@dataclass(frozen=True)
class Mention:
    """A speaker named in a text; `keys` are those it may be, `sides` what it is in general."""

    start: int
    end: int
    keys: frozenset[str]
    sides: frozenset[Role] = frozenset()
    any_outlet: bool = False

    def may_be(self, keys: frozenset[str], sides: frozenset[Role]) -> bool:
        """Whether one of these can be meant."""
        outlet = self.any_outlet and any(key.startswith("outlet:") for key in keys)
        return outlet or bool(self.keys & keys) or bool(self.sides & sides)


_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
# Words for a side at large, by which a summary may call any of its speakers.
_AT_LARGE = {
    "officials": _STATE, "authorities": _STATE, "government": _STATE, "official": _STATE,
    "security officials": _STATE, "state": _STATE,
    "militants": frozenset({Role.ARMED_GROUP}), "rebels": frozenset({Role.ARMED_GROUP}),
    "insurgents": frozenset({Role.ARMED_GROUP}), "separatists": frozenset({Role.ARMED_GROUP}),
    "the group": frozenset({Role.ARMED_GROUP}), "armed group": frozenset({Role.ARMED_GROUP}),
    "residents": frozenset({Role.WITNESS}), "witnesses": frozenset({Role.WITNESS}),
    "locals": frozenset({Role.WITNESS}),
    "hospitals": frozenset({Role.MEDICAL}), "medics": frozenset({Role.MEDICAL}),
    "doctors": frozenset({Role.MEDICAL}),
}  # fmt: skip
_ANY_OUTLET = re.compile(
    r"\b(?:(?:one|another|a (?:third|fourth)|single|\w+) reports?|reports|reported(?=:)|others?|"
    r"one version|"
    r"sources? \d+)\b",
    re.IGNORECASE,
)


class Held:
    """A consensus to be looked things up in. `articles` widen what counts as reported."""

    def __init__(self, consensus: Consensus, articles: Sequence[Article] = ()) -> None:
        self.view = View(consensus)
        self.consensus = consensus
        self._texts = tuple(one.text for one in articles if one.article_id in self.view.sources)
        self._mentions: dict[str, tuple[Mention, ...]] = {}

    # ------------------------------------------------------------ what the sources say

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Every sentence of a source that the record keeps, each once, and whole texts if given."""
        quotes = (
            evidence.quote for one in self.consensus.claims for evidence in one.claim.evidence
        )
        titles = (one.title for one in self.consensus.sources if one.title)
        comments = self.view.quotable.values()
        return tuple(dict.fromkeys((*self._texts, *quotes, *comments, *titles)))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the sources and of the record, in lower case."""
        found = [bare(word) for text in self._all() for word in _WORDS.findall(text)]
        return frozenset(part for word in found for part in (word, *word.split("-")))

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of the places of single parts, in lower case."""
        found = (place_of(incident) for incident in self.consensus.incidents)
        return frozenset(one.casefold() for one in found if one)

    @cached_property
    def at_place(self) -> re.Pattern[str]:
        """Where a text names a victim, or a place by a phrase: "the zone of the Lake Group"."""
        values = [one.claim.value for one in self.consensus.claims]
        names = {one.place.name for one in values if isinstance(one, Location)}
        names |= {place.name for one in self.consensus.incidents if (place := one.place)}
        phrases = [name for name in names if len(name.split()) >= _PHRASE]
        phrases += [one.name for one in values if isinstance(one, Victim)]
        longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def told(self) -> str:
        """All that `words` come from as one text, a bar between what does not belong together."""
        return " | ".join(flat(text) for text in self._all())

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Every number of the sources' sentences and of the record's counts."""
        told = {number for text in self.sentences for number in numbers_in(text)}
        counted = {bound for one in self.figures for bound in one.bounds}
        few = set(range(len(self.consensus.sources) + 1))
        return frozenset(told | counted | few)

    def _all(self) -> Iterator[str]:
        yield from self.sentences
        yield self.consensus.title
        for source in self.consensus.sources:
            yield from filter(None, (source.name, source.publisher, source.owner, source.file))
            yield from (credit.name for credit in source.credits)
        yield from (origin.name for origin in self.consensus.origins)
        for incident in self.consensus.incidents:
            yield f"{incident.label} {incident.place or ''} {incident.operation or ''}"
            for actor in incident.actors:
                yield " ".join((actor.name, *actor.aliases))
        for speaker, _ in self._speakers():
            yield speaker.name
        for one in self.consensus.claims:
            yield str(one.claim.value.model_dump())

    # ------------------------------------------------------------ figures

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every count on record."""
        found = [
            replace(one, place=place_of(incident))
            for incident, field in self.incidents()
            for one in self._of_field(field)
        ]
        for position in self.consensus.background:
            found += self._of_position(position, position.holders, None, Standing.BACKGROUND)
        return tuple(found)

    def of(self, topic: Topic | None, *standings: Standing) -> tuple[Figure, ...]:
        """The figures that may be worded under this topic; every figure where it is None."""
        return tuple(
            one
            for one in self.figures
            if one.standing in standings and (topic is None or topic.covers(one.topic))
        )

    def _of_field(self, field: FieldConsensus) -> Iterator[Figure]:
        replaced = self.view.replaced(field)
        for position in field.positions:
            old = [one for one in position.holders if (position.position_id, one) in replaced]
            now = [one for one in position.holders if one not in old]
            withdrawn = any(one.stance is Stance.RETRACTS for one in position.rejected_by)
            if old or (withdrawn and not now):
                yield from self._of_position(position, old, field, Standing.REPLACED)
            if now or not (old or withdrawn):
                yield from self._of_position(position, now, field, Standing.CURRENT)

    def _of_position(
        self,
        position: Position,
        holders: Sequence[Holder],
        field: FieldConsensus | None,
        standing: Standing,
    ) -> Iterator[Figure]:
        if not isinstance(position.value, Toll | Extent):
            return
        holders = [one for one in holders if one.stance not in WITHHOLDING]
        said = self.view.statement(position, holders)
        keys = self.keys(said.claim_ids)
        values = (position.value, *said.includes)
        for value in values:
            yield Figure(
                topic=topic_of(value),
                count=value.count,
                standing=standing,
                position_id=position.position_id,
                said=said,
                keys=keys,
                denied_by=self.keys(
                    one for holder in position.rejected_by for one in holder.claim_ids
                ),
                sides=frozenset(
                    holder.claimant.role for holder in holders if holder.claimant is not None
                ),
                field=field,
            )

    def keys(self, claim_ids: Iterable[str]) -> frozenset[str]:
        """Everybody behind these claims: claimants, those who relay them, and the outlets."""
        found: set[str] = set()
        for one in claim_ids:
            sourced = self.view.claims.get(one)
            if sourced:
                found.add(f"outlet:{sourced.article_id}")
                chain = sourced.claim.attribution.chain
                found |= {self.view.speaker(one, (sourced.article_id,)) for one in chain}
        return frozenset(found)

    # ------------------------------------------------------------ speakers

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every speaker named in a text, in order; where two names overlap, the longer one."""
        if text not in self._mentions:  # each check asks again about the same passages
            self._mentions[text] = self._mentioned(text)
        return self._mentions[text]

    def _mentioned(self, text: str) -> tuple[Mention, ...]:
        found: list[Mention] = []
        taken = [False] * (len(text) + 1)
        for pattern, keys, sides in self._patterns:
            for hit in pattern.finditer(text):
                if not any(taken[hit.start() : hit.end()]):
                    taken[hit.start() : hit.end()] = [True] * (hit.end() - hit.start())
                    found.append(Mention(hit.start(), hit.end(), keys, sides))
        found += [
            Mention(hit.start(), hit.end(), frozenset(), frozenset(), any_outlet=True)
            for hit in _ANY_OUTLET.finditer(text)
            if not any(taken[hit.start() : hit.end()])
        ]
        return tuple(sorted(found, key=lambda one: one.start))

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], frozenset[str], frozenset[Role]]]:
        called: dict[str, set[str]] = {}
        for speaker, article_id in self._speakers():
            key = self.view.speaker(speaker, (article_id,))
            for name in {_pointer(speaker.name), _pointer(key)}:
                called.setdefault(name, set()).add(key)
        for source in self.consensus.sources:
            for name in filter(None, (source.publisher, source.name, source.owner)):
                called.setdefault(_pointer(name), set()).add(f"outlet:{source.article_id}")
            for credit in source.credits:
                called.setdefault(_pointer(credit.name), set()).add(f"outlet:{source.article_id}")
        for party in self.view.parties.all:
            keys = {key for name in party.names for key in called.get(_pointer(name), ())}
            for name in party.names | {party.full, party.short}:
                called.setdefault(_pointer(name), set()).update(keys | {f"the {party.short}"})
        for word in _AT_LARGE:
            called.setdefault(word, set())
        return [
            (_pattern(name), frozenset(keys), _AT_LARGE.get(name.casefold(), frozenset()))
            for name, keys in sorted(called.items(), key=lambda item: (-len(item[0]), item[0]))
            if name and name.casefold() not in WORDS
        ]

    def _speakers(self) -> Iterator[tuple[Speaker, str]]:
        """Everybody in an attribution, with the article it stands in."""
        for one in self.consensus.claims:
            yield from ((speaker, one.article_id) for speaker in one.claim.attribution.chain)
        for commentary in self.consensus.comments:
            for mention in commentary.mentions:
                chain = mention.comment.attribution.chain
                yield from ((speaker, mention.article_id) for speaker in chain)

    # ------------------------------------------------------------ looking up

    def incidents(self) -> Iterator[tuple[IncidentConsensus, FieldConsensus]]:
        """Every field with its incident."""
        for incident in self.consensus.incidents:
            for field in incident.fields:
                yield incident, field


def place_of(incident: IncidentConsensus) -> str | None:
    """Where a part of a series happened, by its finest name."""
    return incident.place.name if incident.part_of and incident.place else None


def topic_of(value: Toll | Extent) -> Topic:
    """What a value counts."""
    if isinstance(value, Extent):
        return Topic(extent=True)
    return Topic(value.group, value.effect)


_PHRASE = 4
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]+")
_WORDS = re.compile(r"[^\W_][\w’'-]*")


def bare(word: str) -> str:
    """A word in lower case, without a possessive."""
    return re.sub(r"[’'](?:s)?$", "", word.casefold().replace("’", "'"))


def flat(text: str) -> str:
    """The words of a text in lower case, a blank between them."""
    return " ".join(bare(word) for word in _WORDS.findall(text))


def _named(name: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", " ".join(name.split()), flags=re.IGNORECASE)


def _pointer(name: str) -> str:
    """A name as it is looked for: but for an acronym, in whatever case."""
    bare = _named(name)
    return bare if _ACRONYM.fullmatch(bare) else bare.casefold()


def _pattern(name: str) -> re.Pattern[str]:
    words = re.sub("['’]", "['’]", re.escape(name)).replace(r"\ ", r"\s+")
    case = re.RegexFlag(0) if _ACRONYM.fullmatch(name) else re.IGNORECASE
    return re.compile(rf"(?<!\w){words}(?!\w)", case)
