"""What a planned sentence rests on, as citations."""

from __future__ import annotations

from llm_extract.briefing.plans import Plan
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Citation


def citations_of(planned: Plan, view: View) -> tuple[Citation, ...]:
    """The fullest evidence of each claim, source by source, in the order of the text."""
    found = {
        Citation(
            number=view.numbers[sourced.article_id],
            article_id=sourced.article_id,
            claim_id=claim_id,
            span=sourced.claim.evidence[0].span,
        )
        for claim_id in planned.claim_ids
        if (sourced := view.claims.get(claim_id))
    }
    found |= {Citation(number=view.numbers[one.article_id], **dict(one)) for one in planned.cited}
    return tuple(sorted(found, key=lambda one: (one.number, one.span.start, one.claim_id or "")))
