"""A total and the figures it is made of, where one sentence of one speaker gives both."""

from __future__ import annotations

from llm_extract.records.claims import Claim, Toll


def with_parts(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Link "21 people, including 10 officers and 11 civilians" to its parts, by their sum."""
    return tuple(
        claim.model_copy(update={"parts": parts}) if (parts := _parts_of(claim, claims)) else claim
        for claim in claims
    )


def _parts_of(total: Claim, claims: tuple[Claim, ...]) -> tuple[str, ...]:
    if not isinstance(total.value, Toll) or total.value.count.low is None:
        return ()
    parts = [
        claim
        for claim in claims
        if isinstance(claim.value, Toll)
        and claim is not total
        and claim.evidence[0].span == total.evidence[0].span
        and claim.value.effect is total.value.effect
        and claim.value.group is not total.value.group
        and claim.attribution == total.attribution
    ]
    figures = [part.value.count.low for part in parts if isinstance(part.value, Toll)]
    known = [figure for figure in figures if figure is not None]
    adds_up = len(known) == len(parts) > 1 and sum(known) == total.value.count.low
    return tuple(part.claim_id for part in parts) if adds_up else ()
