"""The columns of claims.csv: each is a name and what it reads from a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from llm_extract.records.article import Article
from llm_extract.records.claims import (
    Claim,
    Damage,
    Extent,
    Location,
    Outcome,
    Response,
    Responsibility,
    Tactic,
    Target,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count
from llm_extract.records.incidents import Extraction, Incident
from llm_extract.records.overrides import ClaimEdit
from llm_extract.records.when_where import Moment, When
from llm_extract.report import words
from llm_extract.report.cells import Cell, Columns, made_by


@dataclass(frozen=True)
class ClaimRow:
    """A claim where it was made; `incident` None: a background figure.

    `edit` is what an editor did to it by hand.
    """

    article: Article
    extraction: Extraction
    incident: Incident | None
    claim: Claim
    edit: ClaimEdit | None = None


def _count(value: Value) -> Count | None:
    return value.count if isinstance(value, Toll | Extent) else None


def _low(row: ClaimRow) -> Cell:
    count = _count(row.claim.value)
    return count.low if count else None


def _high(row: ClaimRow) -> Cell:
    count = _count(row.claim.value)
    return count.high if count else None


def _count_kind(row: ClaimRow) -> Cell:
    count = _count(row.claim.value)
    return count.kind if count else None


def _verbatim(row: ClaimRow) -> Cell:
    count = _count(row.claim.value)
    return count.verbatim if count else words.value(row.claim.value)


def _group(row: ClaimRow) -> Cell:
    value = row.claim.value
    return value.group if isinstance(value, Toll | Victim) else None


def _effect(row: ClaimRow) -> Cell:
    value = row.claim.value
    return value.effect if isinstance(value, Toll | Victim) else None


def _coded(row: ClaimRow) -> Cell:  # noqa: C901 - one case a field
    """The value as a program compares it; a toll is in its own columns."""
    value = row.claim.value
    match value:
        case Toll():
            return None
        case Extent():
            return value.unit
        case Timing():
            return _interval(value.when)
        case Location():
            return value.place.name
        case Responsibility():
            return value.actor
        case Outcome():
            return value.result
        case Damage():
            return value.degree
        case Tactic():
            return value.tactic
        case Target():
            return value.target
        case Response():
            return value.response
        case Victim():
            return value.name
        case _:
            assert_never(value)


def _of(row: ClaimRow) -> Cell:
    match row.claim.value:
        case Outcome() | Damage() as value:
            return value.of
        case Target() | Response() as value:
            return value.words
        case Victim() as value:
            return value.description
        case _:
            return None


def _limited(row: ClaimRow) -> Cell:
    value = row.claim.value
    return value.limited if isinstance(value, Outcome) else None


def _includes_perpetrators(row: ClaimRow) -> Cell:
    value = row.claim.value
    return value.includes_perpetrators if isinstance(value, Toll) else None


def _claimant(row: ClaimRow) -> Cell:
    speaker = row.claim.attribution.claimant
    return speaker.name if speaker else None


def _claimant_role(row: ClaimRow) -> Cell:
    speaker = row.claim.attribution.claimant
    return speaker.role if speaker else None


def _claimant_named(row: ClaimRow) -> Cell:
    speaker = row.claim.attribution.claimant
    return None if speaker is None else "yes" if speaker.named else "no"


def _claimant_party(row: ClaimRow) -> Cell:
    speaker = row.claim.attribution.claimant
    return speaker.party if speaker else None


def _relayed_by(row: ClaimRow) -> Cell:
    return "; ".join(speaker.name for speaker in row.claim.attribution.relayed_by)


def _as_of(row: ClaimRow) -> Cell:
    return _moment(row.claim.as_of) if row.claim.as_of else None


def _moment(moment: Moment) -> str:
    clock = f"T{moment.at:%H:%M}" if moment.at else ""
    return f"{moment.day.isoformat()}{clock}"


def _interval(when: When) -> str | None:
    if when.start is None or when.end is None:
        return None
    if when.start == when.end:
        return when.start.isoformat()
    return f"{when.start.isoformat()}/{when.end.isoformat()}"


CLAIM_COLUMNS: Columns[ClaimRow] = {
    "article_file": lambda row: row.article.file,
    "article_id": lambda row: row.article.article_id,
    "publisher": lambda row: row.article.publisher,
    "incident_id": lambda row: row.incident.incident_id if row.incident else None,
    "claim_id": lambda row: row.claim.claim_id,
    "field": lambda row: row.claim.field,
    "group": _group,
    "effect": _effect,
    "count_kind": _count_kind,
    "low": _low,
    "high": _high,
    "verbatim": _verbatim,
    "value": _coded,
    "of": _of,
    "limited": _limited,
    "includes_perpetrators": _includes_perpetrators,
    "scope": lambda row: row.claim.scope,
    "about": lambda row: row.claim.about,
    "parts": lambda row: "; ".join(row.claim.parts),
    "stance": lambda row: row.claim.stance,
    "evidentiality": lambda row: row.claim.evidentiality,
    "claimant": _claimant,
    "claimant_role": _claimant_role,
    "claimant_named": _claimant_named,
    "claimant_party": _claimant_party,
    "relayed_by": _relayed_by,
    "as_of": _as_of,
    "quote": lambda row: row.claim.evidence[0].quote,
    "start": lambda row: row.claim.evidence[0].span.start,
    "end": lambda row: row.claim.evidence[0].span.end,
    "match": lambda row: row.claim.evidence[0].match,
    "mentions": lambda row: len(row.claim.evidence),
    "extractor": lambda row: made_by(row.extraction.extractor),
    "edit": lambda row: str(row.edit) if row.edit else None,
}
