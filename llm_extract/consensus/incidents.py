"""One incident over all sources: what it is called, when and where it was, and its fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from llm_extract.consensus.across import across
from llm_extract.consensus.calendar import Calendar
from llm_extract.consensus.fields import Frame, by_field, field_consensus
from llm_extract.consensus.independence import Provenance
from llm_extract.consensus.lines import Lines
from llm_extract.consensus.policies import Policy
from llm_extract.consensus.sameness import Names
from llm_extract.consensus.statements import Member, Statement, order
from llm_extract.consensus.wording import listing
from llm_extract.names import fold
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Location, Timing
from llm_extract.records.consensus import IncidentConsensus, Source, SourcedOnset
from llm_extract.records.incidents import Actor, ActorPart, Incident, Series
from llm_extract.records.when_where import Place, When


@dataclass(frozen=True)
class Cast:
    """What all incidents of a story are read by."""

    sources: Mapping[str, Source]
    incidents: Mapping[Member, Incident]
    statements: Mapping[Member, tuple[Statement, ...]]
    lines: Lines
    names: Names
    provenance: Provenance
    policy: Policy

    def called(self, *articles: str) -> str:
        """Sources by their publishers, the others by number: "the Post and sources 2 and 4"."""
        listed = [(at, one) for at, one in enumerate(self.sources, start=1) if one in articles]
        known = [self.sources[one].publisher for _, one in listed]
        names = sorted({name for name in known if name})
        numbers = [str(at) for at, one in listed if not self.sources[one].publisher]
        if numbers:
            noun = "source" if len(numbers) == 1 else "sources"
            names.append(f"{noun} {listing(numbers, most=len(numbers))}")
        return listing(names)

    def weight(self, articles: Iterable[str]) -> int:
        """How many origins stand behind something: reprints add nothing."""
        ids = {self.sources[one].origin_id or one for one in articles}
        return len(ids)


def incident_id(members: Iterable[Member]) -> str:
    """The id of a cluster: it follows from its members alone."""
    return "e" + fingerprint(*sorted("/".join(member) for member in members))


def merged(members: tuple[Member, ...], cast: Cast, part_of: str | None) -> IncidentConsensus:
    """The consensus on one cluster of article incidents."""
    own = {member: cast.incidents[member] for member in sorted(members)}
    statements = order(one for member in own for one in cast.statements[member])
    calendar = Calendar(dates_of(own.values()))
    frame = Frame(
        incident_id=incident_id(members),
        names=cast.names,
        calendar=calendar,
        provenance=cast.provenance,
        policy=cast.policy,
        covering={article: cast.sources[article] for article, _ in own},
        many_places=any(isinstance(incident, Series) for incident in own.values()),
    )
    told = by_field(statements, frame)
    return IncidentConsensus(
        incident_id=frame.incident_id,
        types=_types(own, cast),
        label=_most([(one.label, article) for (article, _), one in own.items()], cast),
        operation=_operation(own, cast),
        when=_when(own, statements, cast, calendar),
        began=tuple(
            SourcedOnset(article_id=article, onset=one.began)
            for (article, _), one in own.items()
            if one.began
        ),
        place=_place(own, cast),
        actors=_actors(own.values(), cast.names),
        part_of=part_of,
        members=tuple(own),
        fields=tuple(field_consensus(key, standings, frame) for key, standings in told.items()),
        across=across(chain.from_iterable(told.values())),
    )


def dates_of(incidents: Iterable[Incident]) -> list[When]:
    """Every date that article incidents carry, their own and those of their claims."""
    listed = list(incidents)
    told = [one.when for one in listed if one.when]
    claimed = [
        claim.value.when
        for one in listed
        for claim in one.claims
        if isinstance(claim.value, Timing)
    ]
    return told + claimed


# ---------------------------------------------------------------- heads


def _most(said: Sequence[tuple[str, str]], cast: Cast) -> str:
    """The wording behind which most origins stand; of equals, the first in the alphabet."""
    by_word: dict[str, set[str]] = {}
    for word, article in said:
        by_word.setdefault(word, set()).add(article)
    return min(by_word, key=lambda word: (-cast.weight(by_word[word]), word))


def _types(own: Mapping[Member, Incident], cast: Cast) -> tuple[str, ...]:
    by_type: dict[str, set[str]] = {}
    for (article, _), incident in own.items():
        by_type.setdefault(incident.type, set()).add(article)
    return tuple(sorted(by_type, key=lambda kind: (-cast.weight(by_type[kind]), kind)))


def _operation(own: Mapping[Member, Incident], cast: Cast) -> str | None:
    named = [
        (one.operation, article)
        for (article, _), one in own.items()
        if isinstance(one, Series) and one.operation
    ]
    return _most(named, cast) if named else None


def _when(
    own: Mapping[Member, Incident],
    statements: Sequence[Statement],
    cast: Cast,
    calendar: Calendar,
) -> When | None:
    """The day most origins give; of equals, the one that is a calendar day, then the earlier."""
    said: dict[str, set[str]] = {}
    shown: dict[str, When] = {}
    told = [(one.when, article) for (article, _), one in own.items() if one.when]
    told.extend(
        (one.claim.value.when, one.source.article_id)
        for one in statements
        if isinstance(one.claim.value, Timing) and one.commits
    )
    for when, article in sorted(told, key=lambda pair: (pair[0].verbatim, pair[1])):
        key = calendar.key(when)
        said.setdefault(key, set()).add(article)
        shown.setdefault(key, calendar.resolve(when))
    if not said:
        return None
    best = min(said, key=lambda key: (-cast.weight(said[key]), shown[key].start is None, key))
    return shown[best]


def _place(own: Mapping[Member, Incident], cast: Cast) -> Place | None:
    told = [(one.place, article) for (article, _), one in own.items() if one.place]
    if not told:
        return _area(own, cast)
    by_name: dict[str, set[str]] = {}
    shown: dict[str, Place] = {}
    for place, article in sorted(told, key=lambda pair: (_breadth(pair[0]), str(pair[0]))):
        key = cast.names.place(place.locality or place.admin1 or place.name)
        by_name.setdefault(key, set()).add(article)
        shown.setdefault(key, place)
    best = min(by_name, key=lambda key: (-cast.weight(by_name[key]), key))
    return shown[best]


def _breadth(place: Place) -> int:
    """The more of a place is told, the sooner it stands for its equals."""
    return -sum(bool(part) for part in (place.country, place.admin1, place.locality))


def _area(own: Mapping[Member, Incident], cast: Cast) -> Place | None:
    """The area that most of a series' listed places lie in, where no place is given for it."""
    listed = [
        (claim.value.place, article)
        for (article, _), one in own.items()
        for claim in one.claims
        if isinstance(claim.value, Location)
    ]
    areas = Counter(
        (place.admin1, place.country) for place, _ in listed if place.admin1 or place.country
    )
    del cast
    if not areas:
        return None
    admin1, country = min(areas, key=lambda area: (-areas[area], str(area)))
    name = admin1 or country
    return Place(name=name, admin1=admin1, country=country) if name else None


def _actors(incidents: Iterable[Incident], names: Names) -> tuple[Actor, ...]:
    """Actors with their names brought together; a part played in any article is kept."""
    aliases: dict[tuple[str, ActorPart], set[str]] = {}
    first: dict[tuple[str, ActorPart], Actor] = {}
    for actor in (actor for incident in incidents for actor in incident.actors):
        head = names.groups.head(actor.name)
        key = (fold(head), actor.part)
        aliases.setdefault(key, set()).update({actor.name, *actor.aliases})
        if key not in first or actor.role < first[key].role:
            first[key] = actor.model_copy(update={"name": head})
    return tuple(
        first[key].model_copy(update={"aliases": tuple(sorted(aliases[key] - {first[key].name}))})
        for key in sorted(aliases, key=lambda key: (list(ActorPart).index(key[1]), key[0]))
    )
