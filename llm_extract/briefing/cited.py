"""What a planned sentence rests on, as citations, each behind the clause that it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llm_extract.briefing.marks import Mark
from llm_extract.briefing.plans import Cited, Plan
from llm_extract.briefing.view import View
from llm_extract.records.article import Span
from llm_extract.records.briefing import Citation


def citations_of(planned: Plan, view: View, marks: Sequence[Mark] = ()) -> tuple[Citation, ...]:
    """The fullest evidence of each claim, in the order of the sentence and then of the sources.

    What no mark places stands where its report is first cited, else at the end.
    """
    known = _by_key(planned, view)
    found = {
        citation.model_copy(update={"at": mark.at})
        for mark in marks
        for key in mark.keys
        if (citation := known.get(key))
        and (not mark.reports or citation.article_id in mark.reports)
    }
    first: dict[str, int] = {}
    for one in sorted(found, key=_order):
        first.setdefault(one.article_id, one.at or 0)
    told = {_evidence(one) for one in found}
    left = (one for one in known.values() if _evidence(one) not in told)
    found |= {one.model_copy(update={"at": first.get(one.article_id)}) for one in left}
    return tuple(sorted(found, key=_order))


def _evidence(one: Citation) -> tuple[str, Span, str | None]:
    return one.article_id, one.span, one.claim_id


def _by_key(planned: Plan, view: View) -> dict[str, Citation]:
    claims = {
        claim_id: Citation(
            number=view.numbers[sourced.article_id],
            article_id=sourced.article_id,
            claim_id=claim_id,
            span=sourced.claim.evidence[0].span,
        )
        for claim_id in planned.claim_ids
        if (sourced := view.claims.get(claim_id))
    }
    return claims | _places(planned.cited, view)


def _places(cited: Iterable[Cited], view: View) -> dict[str, Citation]:
    return {one.key: Citation(number=view.numbers[one.article_id], **dict(one)) for one in cited}


def _order(one: Citation) -> tuple[bool, int, int, int, str]:
    return (one.at is None, one.at or 0, one.number, one.span.start, one.claim_id or "")
