"""Extractions as an editor wants them taken: copies with the edits in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llm_extract.records.claims import Claim, Location, Timing
from llm_extract.records.incidents import Extraction, Incident
from llm_extract.records.overrides import ClaimEdit, Edit


def corrected(extractions: Sequence[Extraction], edits: Iterable[Edit]) -> tuple[Extraction, ...]:
    """The extractions with the edits of claims in them; those without any are the very same."""
    by_article: dict[str, list[ClaimEdit]] = {}
    for edit in edits:
        if isinstance(edit, ClaimEdit):
            by_article.setdefault(edit.article_id, []).append(edit)
    return tuple(
        _with(one, by_article[one.article_id]) if one.article_id in by_article else one
        for one in extractions
    )


def _with(extraction: Extraction, edits: Sequence[ClaimEdit]) -> Extraction:
    return extraction.model_copy(
        update={
            "incidents": tuple(_incident_with(one, edits) for one in extraction.incidents),
            "background": _claims_with(extraction.background, None, edits),
        }
    )


def _incident_with(incident: Incident, edits: Sequence[ClaimEdit]) -> Incident:
    """Its claims, and the date and place at its head where these were taken from such a claim."""
    told = {one.claim_id for one in incident.claims}
    heads: dict[str, object] = {}
    for edit in edits:
        if edit.before is None or edit.before.claim_id not in told:
            continue
        stays = edit.after if edit.incident_id == incident.incident_id else None
        now = stays.value if stays else None
        was = edit.before.value
        if isinstance(was, Timing) and was.when == incident.when:
            heads["when"] = now.when if isinstance(now, Timing) else None
        if isinstance(was, Location) and was.place == incident.place:
            heads["place"] = now.place if isinstance(now, Location) else None
    claims = _claims_with(incident.claims, incident.incident_id, edits)
    return incident.model_copy(update={**heads, "claims": claims})


def _claims_with(
    claims: Sequence[Claim], incident_id: str | None, edits: Sequence[ClaimEdit]
) -> tuple[Claim, ...]:
    """Claims of one place: those that stay, amended where they are, then those that come to it."""
    edited = {edit.before.claim_id: edit for edit in edits if edit.before}
    stay = (edited.get(one.claim_id, one) for one in claims)
    kept = [
        one if isinstance(one, Claim) else one.after
        for one in stay
        if isinstance(one, Claim) or one.incident_id == incident_id
    ]
    there = {one.claim_id for one in claims}
    come = [
        edit.after
        for edit in edits
        if edit.incident_id == incident_id and not (edit.before and edit.before.claim_id in there)
    ]
    return tuple(one for one in (*kept, *come) if one is not None)
