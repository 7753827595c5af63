"""Labels as the extraction a perfect reader would have given, so that linking and consensus can be
scored apart from reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from llm_extract.evals.gold.records import GoldClaim, GoldDocument, GoldIncident, GoldSpeaker
from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Evidence,
    Location,
    Scope,
    Speaker,
    Timing,
)
from llm_extract.records.incidents import Extraction, ExtractorId, Incident

_INCIDENTS: TypeAdapter[Incident] = TypeAdapter(Incident)


def as_extraction(gold: GoldDocument, article: Article) -> Extraction:
    """What the labels say, as an extraction of this article. Incident ids are the labels' keys."""
    return Extraction(
        article_id=article.article_id,
        extractor=ExtractorId(name="labels", version=gold.guideline),
        incidents=tuple(_incident(one, article) for one in gold.incidents),
        background=tuple(as_claim(one, article) for one in gold.background),
    )


def as_claim(gold: GoldClaim, article: Article) -> Claim:
    """One label as a claim; its id is that of any claim with this value, speaker and span."""
    return Claim.of(
        article.article_id,
        value=gold.reading.value,
        scope=gold.reading.scope,
        stance=gold.reading.stance,
        attribution=Attribution(chain=tuple(map(_speaker, gold.speakers))),
        as_of=gold.as_of,
        about=gold.about,
        evidence=gold.evidence,
    )


def _incident(gold: GoldIncident, article: Article) -> Incident:
    claims = (*_when_and_where(gold, article), *(as_claim(one, article) for one in gold.claims))
    fields: dict[str, Any] = {
        "type": gold.type,
        "incident_id": gold.key,
        "label": gold.label,
        "stage": gold.stage,
        "when": gold.when,
        "place": gold.place,
        "part_of": gold.part_of,
        "claims": claims,
    }
    return _INCIDENTS.validate_python(fields)


def _when_and_where(gold: GoldIncident, article: Article) -> Iterator[Claim]:
    """Day and place as claims of the outlet, quoting the first place that has their words."""
    scope = Scope.PART if gold.part_of else Scope.INCIDENT
    told: list[tuple[Timing | Location, str]] = []
    if gold.when is not None:
        told.append((Timing(when=gold.when), gold.when.verbatim))
    if gold.place is not None:
        told.append((Location(place=gold.place), gold.place.name))
    for value, words in told:
        start = article.text.find(words)
        if start >= 0:
            span = Span(start=start, end=start + len(words))
            evidence = (Evidence(quote=words, span=span),)
            yield Claim.of(article.article_id, value=value, scope=scope, evidence=evidence)


def _speaker(gold: GoldSpeaker) -> Speaker:
    named = any(letter.isupper() for letter in gold.name[1:])
    return Speaker(name=gold.name, role=gold.role, named=named)
