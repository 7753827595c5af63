"""The same said again by the same speaker is one claim, with every sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable

from llm_extract.records.claims import Claim, Toll


def said_once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, in the order of its first mention; `parts` name those that are left."""
    kept: dict[object, Claim] = {}
    ids: dict[str, str] = {}
    for claim in claims:
        same = _sameness(claim)
        kept[same] = _with_mention(kept[same], claim) if same in kept else claim
        ids[claim.claim_id] = kept[same].claim_id
    return tuple(_with_parts(claim, ids) for claim in kept.values())


def _sameness(claim: Claim) -> object:
    """Equal for two claims that say the same by the same speaker, however each words its figure."""
    value = claim.value
    if isinstance(value, Toll):
        value = value.model_copy(update={"count": value.count.model_copy(update={"verbatim": ""})})
    speaker = claim.attribution.claimant
    return value, claim.stance, claim.about or "", speaker.name if speaker else ""


def _with_mention(claim: Claim, again: Claim) -> Claim:
    return claim.model_copy(
        update={
            "evidence": tuple(dict.fromkeys((*claim.evidence, *again.evidence))),
            "parts": claim.parts or again.parts,
        }
    )


def _with_parts(claim: Claim, ids: dict[str, str]) -> Claim:
    parts = tuple(dict.fromkeys(ids[part] for part in claim.parts if part in ids))
    return claim if parts == claim.parts else claim.model_copy(update={"parts": parts})
