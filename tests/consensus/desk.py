"""A small desk that writes reports: an article and its extraction, every claim at its span.

The words of a text are made up from the publisher's name, so that nothing looks copied unless a
test reprints it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from llm_extract.consensus import POLICIES, build
from llm_extract.link import link
from llm_extract.records.article import Article, Span
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Effect,
    Evidence,
    Extent,
    ExtentUnit,
    Group,
    Location,
    Outcome,
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
from llm_extract.records.consensus import Consensus, FieldConsensus
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import (
    Actor,
    ActorPart,
    ArmedAttack,
    Credit,
    Extraction,
    ExtractorId,
    Incident,
    Series,
)
from llm_extract.records.when_where import DatePrecision, Moment, Place, PlacePrecision, When

OFFICIALS = Speaker(name="officials", role=Role.GOVERNMENT, named=False)
POLICE = Speaker(name="police", role=Role.SECURITY_FORCE, named=False)
HILL_FRONT = Speaker(name="Hill Country Front", role=Role.ARMED_GROUP, named=True)
RESIDENTS = Speaker(name="residents", role=Role.WITNESS, named=False)
HOSPITAL = Speaker(name="Saint Orla Hospital", role=Role.MEDICAL, named=True)
ATTACKERS = Actor(
    name="Hill Country Front",
    aliases=("HCF",),
    role=Role.ARMED_GROUP,
    part=ActorPart.PERPETRATOR,
)
SATURDAY = When(verbatim="Saturday", weekday=6)
WEDNESDAY = When(verbatim="Wednesday", weekday=3)

# ---------------------------------------------------------------- figures and values


def exactly(number: int) -> Count:
    kind = CountKind.EXACT if number else CountKind.ZERO
    return Count(kind=kind, low=number, high=number, verbatim=str(number))


def at_least(number: int) -> Count:
    return Count(kind=CountKind.AT_LEAST, low=number, verbatim=f"at least {number}")


def up_to(number: int) -> Count:
    return Count(kind=CountKind.AT_MOST, high=number, verbatim=f"up to {number}")


def vague(words: str) -> Count:
    return Count(kind=CountKind.VAGUE, verbatim=words)


def unknown() -> Count:
    return Count(kind=CountKind.UNKNOWN, verbatim="casualties")


def killed(count: Count | int, group: Group = Group.SECURITY_FORCES, **more: Any) -> Toll:
    count = exactly(count) if isinstance(count, int) else count
    return Toll(group=group, effect=Effect.KILLED, count=count, **more)


def reach(count: Count | int, unit: ExtentUnit = ExtentUnit.CITIES) -> Extent:
    return Extent(unit=unit, count=exactly(count) if isinstance(count, int) else count)


def ended(result: Result, of: str | None = None) -> Outcome:
    return Outcome(result=result, of=of)


def done_by(actor: str) -> Responsibility:
    return Responsibility(actor=actor)


def on(when: When) -> Timing:
    return Timing(when=when)


def town(name: str, admin1: str | None = "Norland") -> Place:
    return Place(
        name=name,
        country="Marovia",
        admin1=admin1,
        locality=name,
        precision=PlacePrecision.LOCALITY,
    )


def at(name: str) -> Location:
    return Location(place=town(name))


DEAD = "toll/security_forces/killed"

NORLAND = Place(
    name="Norland", country="Marovia", admin1="Norland", precision=PlacePrecision.ADMIN1
)


def day(number: int, *, printed: bool = True) -> When:
    """A day of March 2024, printed as a date or worked out from a weekday."""
    found = date(2024, 3, number)
    words = f"{number} March 2024" if printed else f"{found:%A}"
    return When(
        verbatim=words,
        start=found,
        end=found,
        precision=DatePrecision.DAY,
        weekday=None if printed else found.isoweekday(),
    )


# ---------------------------------------------------------------- claims, incidents, reports


@dataclass(frozen=True)
class Say:
    """A claim to be written: by whom (none: the outlet itself), and how.

    `sums` are the places, among the claims of its incident, of the parts it is the total of.
    """

    value: Value
    by: tuple[Speaker, ...] = ()
    stance: Stance = Stance.ASSERTS
    scope: Scope = Scope.INCIDENT
    about: str | None = None
    as_of: Moment | None = None
    sums: tuple[int, ...] = ()


def say(value: Value, *by: Speaker, **more: Any) -> Say:
    return Say(value, by, **more)


def deny(value: Value, *by: Speaker) -> Say:
    return Say(value, by, Stance.DENIES)


@dataclass(frozen=True)
class Event:
    """An incident to be written."""

    says: tuple[Say, ...] = ()
    kind: type[Any] = ArmedAttack
    place: Place | None = field(default_factory=lambda: town("Tarnfield"))
    when: When | None = field(default_factory=lambda: day(9))
    actors: tuple[Actor, ...] = (ATTACKERS,)
    parts: tuple[Event, ...] = ()
    more: tuple[tuple[str, Any], ...] = ()


def event(*says: Say, **fields: Any) -> Event:
    return Event(says=says, **fields)


def series(*says: Say, **fields: Any) -> Event:
    return Event(says=says, kind=Series, **{"place": NORLAND, **fields})


@dataclass(frozen=True)
class Report:
    """An article with what was read from it."""

    article: Article
    extraction: Extraction
    plan: tuple[Any, ...]


def report(publisher: str | None, *events: Event, seed: str | None = None, **more: Any) -> Report:
    """Write an article that makes these claims, each in a sentence of its own."""
    return _write(publisher, seed or publisher or "anonymous", events, more)


def reprint(original: Report, publisher: str) -> Report:
    """The same text under another name."""
    seed, events, more = original.plan
    return _write(publisher, seed, events, more)


def _write(
    publisher: str | None, seed: str, events: tuple[Event, ...], more: dict[str, Any]
) -> Report:
    background: tuple[Say, ...] = more.get("background", ())
    relays: tuple[str, ...] = more.get("relays", ())
    sentences = _sentences(seed, 4 + _size(events) + len(background))
    text = " ".join([*sentences, *_naming(more.get("names", ()))])
    dates = {name: more.get(name) for name in ("published_on", "published_at")}
    article = Article.of(text, publisher=publisher, **dates)
    spans = iter(_spans(sentences))
    writer = _Writer(article, [next(spans) for _ in range(len(sentences))])
    first = Span(start=0, end=len(sentences[0]))
    extraction = Extraction(
        article_id=article.article_id,
        extractor=ExtractorId(name="rules", version="test"),
        incidents=tuple(writer.incidents(events)),
        background=tuple(writer.claim(one, Scope.BACKGROUND) for one in background),
        credits=tuple(Credit(name=name, cue="reported", span=first) for name in relays),
    )
    return Report(article, extraction, (seed, events, more))


def _naming(names: tuple[str, ...]) -> tuple[str, ...]:
    """A last sentence with names in it, which the others have none of."""
    return (f"Witnesses spoke of {', '.join(names)} and others.",) if names else ()


def _size(events: tuple[Event, ...]) -> int:
    return sum(len(one.says) + 1 + _size(one.parts) for one in events)


def _sentences(seed: str, number: int) -> list[str]:
    found = []
    for at_ in range(number):
        letters = fingerprint(seed, str(at_)) + fingerprint(seed, str(at_), "more")
        words = [letters[start : start + 4] for start in range(0, len(letters), 4)]
        found.append(" ".join(words).capitalize() + ".")
    return found


def _spans(sentences: list[str]) -> list[Span]:
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start=start, end=start + len(sentence)))
        start += len(sentence) + 1
    return spans


class _Writer:
    """Gives each claim the next sentence of the article."""

    def __init__(self, article: Article, spans: list[Span]) -> None:
        self._article = article
        self._spans = iter(spans)

    def incidents(self, events: tuple[Event, ...]) -> list[Incident]:
        found: list[Incident] = []
        for number, one in enumerate(events):
            whole = self._incident(one, f"i{number}", None)
            found.append(whole)
            found.extend(
                self._incident(part, f"i{number}-{at_}", whole.incident_id)
                for at_, part in enumerate(one.parts)
            )
        return found

    def _incident(self, one: Event, stem: str, part_of: str | None) -> Incident:
        where = one.place.name if one.place else "an unnamed place"
        incident: Incident = one.kind(
            incident_id=f"{stem}-{self._article.article_id}",
            label=f"attack in {where}",
            when=one.when,
            place=one.place,
            actors=one.actors,
            part_of=part_of,
            claims=self._claims(one.says),
            **dict(one.more),
        )
        return incident

    def _claims(self, says: tuple[Say, ...]) -> tuple[Claim, ...]:
        written = [self.claim(each, each.scope) for each in says]
        return tuple(
            claim.model_copy(update={"parts": tuple(written[at_].claim_id for at_ in each.sums)})
            for each, claim in zip(says, written, strict=True)
        )

    def claim(self, one: Say, scope: Scope) -> Claim:
        span = next(self._spans)
        return Claim.of(
            self._article.article_id,
            value=one.value,
            scope=scope,
            stance=one.stance,
            attribution=Attribution(chain=one.by),
            about=one.about,
            as_of=one.as_of,
            evidence=(Evidence(quote=span.of(self._article.text), span=span),),
        )


# ---------------------------------------------------------------- results


def merge(reports: Sequence[Report], policy: str = "range_only") -> list[Consensus]:
    """Every story of the reports, merged."""
    articles = [one.article for one in reports]
    extractions = [one.extraction for one in reports]
    stories = link(articles, extractions)
    return [build(story, articles, extractions, POLICIES[policy]) for story in stories]


def merge_one(*reports: Report, policy: str = "range_only") -> Consensus:
    """The one story that the reports tell."""
    (found,) = merge(reports, policy)
    return found


def field_of(consensus: Consensus, key: str) -> FieldConsensus:
    """A field of the whole incident by its key in words: "toll/security_forces/killed"."""
    return next(one for one in consensus.incidents[0].fields if str(one.key) == key)


def kinds(found: FieldConsensus) -> list[str]:
    """The kinds of disagreement of a field, in order."""
    return [one.kind for one in found.disagreements]


def told(*says: Say) -> Consensus:
    """Each claim in a report of its own, all of one attack."""
    outlets = ["Alder News", "Birch Daily", "Cedar Wire", "Dogwood Post"]
    return merge_one(*(report(name, event(one)) for name, one in zip(outlets, says, strict=False)))


def told_at_once(*says: Say) -> Consensus:
    """All claims in one report."""
    return merge_one(report("Alder News", event(*says)))


def dated(*told: tuple[Say, int], names: tuple[str, ...] = ()) -> Consensus:
    """Each claim in a report of its own, published on that day of March 2024."""
    outlets = names or ("Alder News", "Birch Daily", "Cedar Wire")
    return merge_one(
        *(
            report(name, event(one), published_on=date(2024, 3, number))
            for name, (one, number) in zip(outlets, told, strict=False)
        )
    )
