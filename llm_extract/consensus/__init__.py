"""Consensus: positions, the kinds of disagreement between them, and policies for a best value.

Nothing here decides who is right. Values are compared by rules over their types, in an order that
does not depend on the order of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date
from itertools import chain

from llm_extract.consensus import sums
from llm_extract.consensus.calendar import Calendar
from llm_extract.consensus.changes import changes
from llm_extract.consensus.comments import commentary
from llm_extract.consensus.filing import Authors
from llm_extract.consensus.incidents import Cast, incident_id, merged
from llm_extract.consensus.independence import Provenance
from llm_extract.consensus.lines import Lines
from llm_extract.consensus.policies import POLICIES, Candidate, Pick, Policy, Rule
from llm_extract.consensus.positions import positions
from llm_extract.consensus.remarks import remarks
from llm_extract.consensus.sameness import Names, place_heads
from llm_extract.consensus.statements import Member, Statement, voiced
from llm_extract.consensus.titles import title
from llm_extract.names import fold
from llm_extract.origins import relayed, trace
from llm_extract.records.article import Article
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Location
from llm_extract.records.consensus import (
    Consensus,
    IncidentConsensus,
    Origin,
    Position,
    Source,
    SourcedClaim,
    Story,
    Verdict,
)
from llm_extract.records.incidents import Extraction, Incident, Series
from llm_extract.records.when_where import Place

# Sorts after every hour.
_END_OF_DAY = "~"
_NOT_OF_A_SOURCE = frozenset({"text", "schema_version"})

__all__ = ["POLICIES", "Candidate", "Pick", "Policy", "Rule", "build", "changes"]


def build(
    story: Story,
    articles: Sequence[Article],
    extractions: Sequence[Extraction],
    policy: Policy = POLICIES["range_only"],
) -> Consensus:
    """Everything the sources of one story say, field by field, side by side.

    Sources stand in the order of their publication.
    `articles` and `extractions` may hold more than the story; their order plays no part.
    """
    told = set(story.article_ids)
    own = sorted((one for one in articles if one.article_id in told), key=_in_order_of_publication)
    read = {one.article_id: one for one in extractions if one.article_id in told}
    origins = trace(own, tuple(read.values()))
    sources = _sources(own, read, origins)
    cast = _cast(story, sources, read, policy)
    claims = _claims(cast, read)
    incidents = sums.added(_incidents(story, cast), [one.claim for one in claims])
    return Consensus(
        consensus_id="k" + fingerprint(story.story_id, policy.name),
        title=title(incidents[0]) if incidents else "No incident",
        policy=policy.name,
        sources=sources,
        origins=origins,
        incidents=incidents,
        background=_background(cast, read),
        comments=commentary(story, sources, read),
        claims=claims,
        possible_links=tuple(one for one in story.links if one.verdict is Verdict.POSSIBLE),
        # A reprint gives rise to the remarks of its original once more.
        notes=tuple(
            dict.fromkeys(
                (
                    *remarks(story, cast, incidents),
                    *sums.notes(incidents),
                )
            )
        ),
    )


# ---------------------------------------------------------------- sources and names


def _in_order_of_publication(one: Article) -> tuple[date, str, str, str]:
    """By moment, or by day where no moment is given, those after the moments; the undated last."""
    moment = one.published_at.astimezone(UTC) if one.published_at else None
    day = moment.date() if moment else one.published_on or date.max
    return day, f"{moment:%H%M%S%f}" if moment else _END_OF_DAY, one.name, one.article_id


def _sources(
    articles: Iterable[Article], read: Mapping[str, Extraction], origins: Iterable[Origin]
) -> tuple[Source, ...]:
    origin_of = {one: origin.origin_id for origin in origins for one in origin.article_ids}
    return tuple(
        Source(
            **{one: value for one, value in article if one not in _NOT_OF_A_SOURCE},
            name=article.name,
            extractor=read[article.article_id].extractor,
            credits=relayed(article, read[article.article_id]),
            origin_id=origin_of.get(article.article_id),
        )
        for article in articles
        if article.article_id in read
    )


def _cast(
    story: Story, sources: tuple[Source, ...], read: Mapping[str, Extraction], policy: Policy
) -> Cast:
    members = {member for cluster in story.clusters for member in cluster}
    incidents = {
        (article, one.incident_id): one
        for article, extraction in sorted(read.items())
        for one in extraction.incidents
        if (article, one.incident_id) in members
    }
    known = {one.article_id: one for one in sources}
    told = [
        (known[article], claim) for (article, _), one in incidents.items() for claim in one.claims
    ]
    told.extend((known[at], claim) for at, one in sorted(read.items()) for claim in one.background)
    lines = Lines(incidents.values(), told)
    statements = {
        (article, at): tuple(voiced(known[article], one, claim, lines) for claim in one.claims)
        for (article, at), one in incidents.items()
    }
    authors = Authors.of(lines.groups, chain.from_iterable(statements.values()))
    return Cast(
        sources=known,
        incidents=incidents,
        statements=statements,
        lines=lines,
        names=Names(lines.groups, authors, place_heads(_place_names(incidents.values()))),
        provenance=Provenance.of(sources),
        policy=policy,
    )


def _place_names(incidents: Iterable[Incident]) -> Iterator[str]:
    for incident in incidents:
        if incident.place:
            yield from _names_of(incident.place)
        for claim in incident.claims:
            if isinstance(claim.value, Location):
                yield from _names_of(claim.value.place)


def _names_of(place: Place) -> Iterator[str]:
    parts = (place.name, place.site, place.locality, place.admin1, place.country)
    yield from (part for part in parts if part)


# ---------------------------------------------------------------- incidents


def _incidents(story: Story, cast: Cast) -> tuple[IncidentConsensus, ...]:
    """Wholes first, the most covered of them first; each followed by its parts."""
    whole_of = _wholes(story, cast)
    found = [merged(cluster, cast, whole_of.get(cluster)) for cluster in story.clusters]
    rank = {one.incident_id: (-cast.weight(a for a, _ in one.members), one.label) for one in found}
    wholes = sorted(
        (one for one in found if one.part_of is None),
        key=lambda one: ("series" not in one.types, rank[one.incident_id], one.incident_id),
    )
    parts = sorted(
        (one for one in found if one.part_of),
        key=lambda one: (rank[one.incident_id], one.incident_id),
    )
    return tuple(
        one
        for whole in wholes
        for one in (whole, *(part for part in parts if part.part_of == whole.incident_id))
    )


def _wholes(story: Story, cast: Cast) -> dict[tuple[Member, ...], str]:
    """For each cluster that is a part, the id of the cluster its series stands in."""
    cluster_of = {member: cluster for cluster in story.clusters for member in cluster}
    found: dict[tuple[Member, ...], str] = {}
    for cluster in story.clusters:
        ids = {
            incident_id(cluster_of[article, series])
            for article, incident in cluster
            if (series := cast.incidents[article, incident].part_of)
            and (article, series) in cluster_of
        }
        if ids and not any(isinstance(cast.incidents[member], Series) for member in cluster):
            found[cluster] = min(ids)
    return found


def _claims(cast: Cast, read: Mapping[str, Extraction]) -> tuple[SourcedClaim, ...]:
    told = [
        SourcedClaim(article_id=article, incident_id=incident, claim=claim)
        for (article, incident), one in cast.incidents.items()
        for claim in one.claims
    ]
    told.extend(
        SourcedClaim(article_id=article, incident_id=None, claim=claim)
        for article, extraction in read.items()
        for claim in extraction.background
    )
    return tuple(
        sorted(
            told,
            key=lambda one: (one.article_id, one.claim.evidence[0].span.start, one.claim.claim_id),
        )
    )


def _background(cast: Cast, read: Mapping[str, Extraction]) -> tuple[Position, ...]:
    """Figures of other times or wider scope, one position for each value and what it is about."""
    by_matter: dict[str, list[Statement]] = {}
    for article, extraction in sorted(read.items()):
        for claim in extraction.background:
            about = fold(claim.about or "")
            claimant = claim.attribution.claimant
            statement = Statement(
                source=cast.sources[article],
                incident_id=None,
                claim=claim,
                line=cast.lines.of(claimant, article),
                speaker=cast.lines.heading(claimant),
            )
            by_matter.setdefault(f"{claim.field} {about}", []).append(statement)
    return tuple(
        standing.position
        for matter in sorted(by_matter)
        for standing in positions(
            by_matter[matter], f"background {matter}", cast.names, Calendar(())
        )
    )
