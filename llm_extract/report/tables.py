"""Tables for spreadsheets and scoring: one claim a row, and one incident of one article a row.

docs/codebook.md explains every column. Nothing is summed, voted on or chosen here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llm_extract.records.article import Article
from llm_extract.records.incidents import Extraction
from llm_extract.report.cells import written
from llm_extract.report.claim_columns import CLAIM_COLUMNS, ClaimRow
from llm_extract.report.incident_columns import INCIDENT_COLUMNS, IncidentRow


def claims_csv(articles: Sequence[Article], extractions: Sequence[Extraction]) -> str:
    """Every claim of every extraction, in the order of the articles and of their texts.

    Raises:
        KeyError: an extraction of an article that is not among `articles`.
    """
    return written(CLAIM_COLUMNS, _claim_rows(articles, extractions))


def incidents_csv(articles: Sequence[Article], extractions: Sequence[Extraction]) -> str:
    """Every incident of every extraction, in columns after ACLED and UCDP GED.

    Raises:
        KeyError: an extraction of an article that is not among `articles`.
    """
    by_id = {article.article_id: article for article in articles}
    rows = (
        IncidentRow(by_id[extraction.article_id], extraction, incident)
        for extraction in extractions
        for incident in extraction.incidents
    )
    return written(INCIDENT_COLUMNS, rows)


def _claim_rows(
    articles: Sequence[Article], extractions: Sequence[Extraction]
) -> Iterable[ClaimRow]:
    by_id = {article.article_id: article for article in articles}
    for extraction in extractions:
        article = by_id[extraction.article_id]
        owner = {c.claim_id: one for one in extraction.incidents for c in one.claims}
        for claim in extraction.claims():
            yield ClaimRow(article, extraction, owner.get(claim.claim_id), claim)
