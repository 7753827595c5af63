"""Tables for spreadsheets and scoring: claims, incidents of one article, and of all sources.

docs/codebook.md explains every column. Nothing is voted on or chosen here: where a table has one
figure, the policy of the record named it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llm_extract.records.article import Article
from llm_extract.records.claims import Claim
from llm_extract.records.consensus import Consensus
from llm_extract.records.incidents import Extraction
from llm_extract.records.overrides import ClaimEdit, Edit
from llm_extract.report.cells import written
from llm_extract.report.claim_columns import CLAIM_COLUMNS, ClaimRow
from llm_extract.report.event_columns import EVENT_COLUMNS, EventRow
from llm_extract.report.incident_columns import INCIDENT_COLUMNS, IncidentRow


def claims_csv(
    articles: Sequence[Article], extractions: Sequence[Extraction], edits: Sequence[Edit] = ()
) -> str:
    """Every claim of every extraction, in the order of the articles and of their texts.

    `extractions` are as they are taken, `edits` what an editor made of them: a claim that was
    rejected has its row all the same.

    Raises:
        KeyError: an extraction of an article that is not among `articles`.
    """
    made = [one for one in edits if isinstance(one, ClaimEdit)]
    return written(CLAIM_COLUMNS, _claim_rows(articles, extractions, made))


def incidents_csv(articles: Sequence[Article], extractions: Sequence[Extraction]) -> str:
    """Every incident of every extraction, in columns after ACLED and UCDP GED.

    Raises:
        KeyError: an extraction of an article that is not among `articles`.
    """
    by_id = {article.article_id: article for article in articles}
    rows = (
        row
        for extraction in extractions
        for row in _incident_rows(by_id[extraction.article_id], extraction)
    )
    return written(INCIDENT_COLUMNS, rows)


def _incident_rows(article: Article, extraction: Extraction) -> Iterable[IncidentRow]:
    own = {one.incident_id: one for one in extraction.incidents}
    for one in extraction.incidents:
        yield IncidentRow(article, extraction, one, own.get(one.part_of or ""))


def events_csv(records: Sequence[Consensus], extractions: Sequence[Extraction]) -> str:
    """Every incident of every record, over all its sources, in columns after ACLED and UCDP GED.

    Raises:
        KeyError: an incident of a record that is not among those of `extractions`.
    """
    told = {
        (extraction.article_id, incident.incident_id): incident
        for extraction in extractions
        for incident in extraction.incidents
    }
    rows = (
        EventRow(record, incident, tuple(told[member] for member in incident.members))
        for record in records
        for incident in record.incidents
    )
    return written(EVENT_COLUMNS, rows)


def _claim_rows(
    articles: Sequence[Article], extractions: Sequence[Extraction], edits: Sequence[ClaimEdit]
) -> Iterable[ClaimRow]:
    by_id = {article.article_id: article for article in articles}
    hands = {one.claim.claim_id: one for one in edits}
    for extraction in extractions:
        article = by_id[extraction.article_id]
        own = {one.incident_id: one for one in extraction.incidents}
        owner = {c.claim_id: one for one in extraction.incidents for c in one.claims}
        gone = [o for o in edits if o.after is None and o.article_id == extraction.article_id]
        homes = {**owner, **{o.claim.claim_id: own.get(o.incident_id or "") for o in gone}}
        for claim in sorted([*extraction.claims(), *(one.claim for one in gone)], key=_in_text):
            hand = hands.get(claim.claim_id)
            yield ClaimRow(article, extraction, homes.get(claim.claim_id), claim, hand)


def _in_text(claim: Claim) -> tuple[int, str]:
    return claim.evidence[0].span.start, claim.claim_id
