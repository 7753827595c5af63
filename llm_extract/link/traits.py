"""What an incident can be recognised by, drawn out once so that pairs are compared cheaply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from llm_extract.days import is_full_date, weekday
from llm_extract.link.mentions import Named, named_in, words_in
from llm_extract.link.people import KINDS, people_among
from llm_extract.names import fold, initials, sound
from llm_extract.records.article import Article
from llm_extract.records.claims import (
    Location,
    Scope,
    Stance,
    Timing,
    Toll,
    Victim,
)
from llm_extract.records.incidents import Actor, ActorPart, Extraction, Incident, Series
from llm_extract.records.when_where import Place, PlacePrecision, When

# (article id, incident id)
Member = tuple[str, str]
# The bounds of a figure, one of them at least.
Bounds = tuple[int | None, int | None]

# Words that name a kind of actor and no particular one.
_COMMON = frozenset(
    """police officers officer army military soldiers soldier troops forces force security
    paramilitary law enforcement personnel government governmental state authorities officials
    official militants militant gunmen gunman fighters fighter attackers attacker assailants rebels
    rebel insurgents insurgent separatists separatist terrorists terrorist suspects suspect men man
    armed unknown unidentified civilians residents people shooter shooters bandits gang
    group""".split()
)
_NOT_A_NAME = frozenset("operation phase the second first third of campaign".split())


class Level(Enum):
    """Where an incident stands among its own article's: a whole, one of its parts, or alone."""

    SERIES = auto()
    PART = auto()
    LONE = auto()


@dataclass(frozen=True, slots=True)
class Traits:
    """One incident, ready to be compared. Names are kept as `sound` keys, for sets to meet on.

    `told` is its label and its source, in words for a reader.
    `names` are those of the text that tell something, as printed in small letters, and `people` the
    pairs of them that may be of a person it is about; `spoken` all its words in capitals, to see
    whether a place is named at all; `house` is who publishes it;
    `day` to `last_day` is when it was, and `posted` when that was published, as ordinals, None
    where no date follows; `prints_date` whether the text itself gives the day.
    """

    member: Member
    told: str
    level: Level
    series: Member | None
    type: str
    day: int | None
    last_day: int
    weekday: int | None
    prints_date: bool
    posted: int | None
    towns: frozenset[str]
    areas: frozenset[str]
    country: str | None
    site: str | None
    perpetrators: frozenset[str]
    others: frozenset[str]
    operation: frozenset[str]
    tolls: Mapping[str, Bounds]
    victims: frozenset[str]
    certain_town: bool
    names: frozenset[str]
    people: frozenset[str]
    spoken: frozenset[str]
    house: str | None

    @property
    def is_dated(self) -> bool:
        """Whether the event or the article has a calendar day."""
        return self.day is not None or self.posted is not None

    @property
    def told_on(self) -> int | None:
        """The day of publication as an ordinal, else that of the event."""
        return self.day if self.posted is None else self.posted


def draw(article: Article, extraction: Extraction) -> tuple[Traits, ...]:
    """The traits of every incident of one article."""
    wholes = {
        incident.incident_id for incident in extraction.incidents if isinstance(incident, Series)
    }
    listed = extraction.incidents
    alone = sum(_level(one, wholes) is not Level.PART for one in listed) == 1
    said = named_in(f"{article.title or ''}\n{article.text}")
    said = said._replace(pairs=people_among(said.pairs, _others(article, extraction)))
    return tuple(
        _traits(article, one, wholes, _places(one, listed), said if alone else _own(said, one))
        for one in listed
    )


def _others(article: Article, extraction: Extraction) -> frozenset[str]:
    """The words in names of those who speak, of bodies and of places: no one whom it befell."""
    names = {article.publisher or ""}
    claims = list(extraction.background)
    for incident in extraction.incidents:
        claims.extend(incident.claims)
        names.update(actor.name for actor in incident.actors)
        names.update(place.name for place in _places(incident))
    names.update(speaker.name for claim in claims for speaker in claim.attribution.chain)
    return frozenset[str]().union(*map(words_in, names))


def _own(said: Named, incident: Incident) -> Named:
    """What stands in an incident's evidence: of an article on several events, only this is its.

    Of so few names the town's, which is compared by itself, would make any two of a town alike.
    """
    quotes = (each.quote for claim in incident.claims for each in claim.evidence)
    found = said.within(frozenset[str]().union(*map(words_in, quotes)))
    town = incident.place.locality if incident.place else None
    return found._replace(names=found.names - words_in(town or ""))


def _traits(
    article: Article,
    incident: Incident,
    wholes: set[str],
    places: Sequence[Place],
    said: Named,
) -> Traits:
    level = _level(incident, wholes)
    if level is Level.PART:
        said = Named()
    when = incident.when or _stated_date(incident)
    towns = frozenset(name for place in places for name in _towns(place))
    return Traits(
        member=(article.article_id, incident.incident_id),
        told=f"“{incident.label}” ({article.publisher or article.name})",
        level=level,
        series=(article.article_id, incident.part_of) if incident.part_of in wholes else None,
        type=incident.type,
        day=when.start.toordinal() if when and when.start else None,
        last_day=when.end.toordinal() if when and when.end else 0,
        weekday=weekday(when),
        prints_date=is_full_date(when),
        posted=article.published_on.toordinal() if article.published_on else None,
        towns=towns,
        areas=frozenset(sound(place.admin1) for place in places if place.admin1) - towns,
        country=next((fold(place.country) for place in places if place.country), None),
        site=next((place.site for place in places if place.site), None),
        perpetrators=_named(incident.actors, {ActorPart.PERPETRATOR}),
        others=_named(incident.actors, set(ActorPart) - {ActorPart.PERPETRATOR}),
        operation=_operation(incident),
        tolls=_tolls(incident),
        victims=frozenset(
            sound(claim.value.name) for claim in incident.claims if isinstance(claim.value, Victim)
        ),
        certain_town=any(place.locality is not None for place in places),
        names=said.names,
        people=said.pairs,
        spoken=frozenset(map(sound, said.capitals)),
        house=fold(house) if (house := article.owner or article.publisher) else None,
    )


def mentions(one: Traits, towns: Iterable[str]) -> bool:
    """Whether its text names one of the towns, given as `sound` keys."""
    return any(map(one.spoken.issuperset, map(_words, towns)))


@lru_cache(maxsize=65_536)
def site_names(site: str) -> frozenset[str]:
    """The words of a site's name that only it has, as `sound` keys.

    >>> sorted(site_names("the Marlow Bridge")), site_names("the Central Prison")
    (['mrl'], frozenset())
    """
    names = (word for word in site.split() if word[0].isupper())
    return frozenset(sound(word) for word in names if fold(word) not in KINDS)


@lru_cache(maxsize=65_536)
def _words(town: str) -> tuple[str, ...]:
    return tuple(town.split())


def _level(incident: Incident, wholes: set[str]) -> Level:
    if isinstance(incident, Series):
        return Level.SERIES
    return Level.PART if incident.part_of in wholes else Level.LONE


def _places(incident: Incident, siblings: Iterable[Incident] = ()) -> tuple[Place, ...]:
    """Where it happened; of the listed places only a series takes all, for one event has one.

    And with them the places of its parts, which stand among the `siblings`.
    """
    listed = tuple(
        claim.value.place
        for claim in incident.claims
        if isinstance(claim.value, Location) and claim.stance is not Stance.DENIES
    )
    if isinstance(incident, Series):
        parts = (one.place for one in siblings if one.part_of == incident.incident_id)
        return tuple(place for place in (incident.place, *listed, *parts) if place)
    return (incident.place,) if incident.place else listed[:1]


def _towns(place: Place) -> Iterable[str]:
    if place.locality:
        yield sound(place.locality)
    elif place.precision is PlacePrecision.UNKNOWN:
        yield sound(place.name)


def _stated_date(incident: Incident) -> When | None:
    return next(
        (claim.value.when for claim in incident.claims if isinstance(claim.value, Timing)), None
    )


def _named(actors: tuple[Actor, ...], parts: set[ActorPart]) -> frozenset[str]:
    names = (
        name for actor in actors if actor.part in parts for name in (actor.name, *actor.aliases)
    )
    return frozenset(key for name in names if not is_common(name) for key in keys(name))


def is_common(name: str) -> bool:
    """Whether a name tells only the kind of actor: "security forces", "unknown gunmen"."""
    return all(word in _COMMON for word in fold(name).split())


def keys(name: str) -> Iterable[str]:
    """What a group's name can be met under: its sound, and its acronym of three letters or more."""
    yield sound(name)
    acronym = initials(name)
    if acronym and len(acronym) > 2:  # noqa: PLR2004 - two letters meet by chance
        yield acronym


def _operation(incident: Incident) -> frozenset[str]:
    if not isinstance(incident, Series) or not incident.operation:
        return frozenset()
    words = fold(incident.operation).split()
    return frozenset(
        sound(word) for word in words if word not in _NOT_A_NAME and not word.isdigit()
    )


def _tolls(incident: Incident) -> dict[str, Bounds]:
    """The figure first given for each group and effect, of the whole incident only."""
    tolls: dict[str, Bounds] = {}
    own = Scope.PART if incident.part_of else None
    for claim in incident.claims:
        value = claim.value
        if not isinstance(value, Toll) or claim.stance is Stance.DENIES:
            continue
        if claim.scope in {Scope.INCIDENT, Scope.SERIES, own}:
            # Members of an enumeration are slow to look up, and this is asked for every pair.
            key = f"{value.group} {value.effect}"
            tolls.setdefault(key, (value.count.low, value.count.high))
    return {key: bounds for key, bounds in tolls.items() if bounds != (None, None)}
