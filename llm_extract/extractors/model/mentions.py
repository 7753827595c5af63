"""The same said again by the same speaker is one claim, with every sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from llm_extract.records.claims import Claim, Outcome, Response, Stance, Toll, Value


def said_once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, in the order of its first mention; `parts` name those that are left."""
    mentions: dict[object, list[Claim]] = {}
    for claim in claims:
        mentions.setdefault(_sameness(claim), []).append(claim)
    kept = [reduce(_with_mention, again, first) for first, *again in map(_led, mentions.values())]
    ids = {
        each.claim_id: one.claim_id
        for one, all_of_it in zip(kept, mentions.values(), strict=True)
        for each in all_of_it
    }
    return tuple(_with_parts(claim, ids) for claim in kept)


def _led(mentions: list[Claim]) -> list[Claim]:
    """The mention that says it replaces another figure goes first, then one with particulars: the
    others only repeat it.
    """
    return sorted(
        mentions,
        key=lambda one: (one.stance is not Stance.CORRECTS, _plain(one.value) == one.value),
    )


def _sameness(claim: Claim) -> object:
    """Equal for two claims that say the same by the same speaker, however each words it.

    Whoever corrects a figure and gives the new one elsewhere too says it once.
    """
    stance = Stance.ASSERTS if claim.stance is Stance.CORRECTS else claim.stance
    speaker = claim.attribution.claimant
    return _plain(claim.value), stance, claim.about or "", speaker.name if speaker else ""


def _plain(value: Value) -> Value:
    """The value without the words that another mention of it may put otherwise."""
    match value:
        case Toll():
            count = value.count.model_copy(update={"verbatim": ""})
            return value.model_copy(update={"count": count})
        case Outcome():
            return value.model_copy(update={"limited": None})
        case Response():
            return value.model_copy(update={"words": None})
        case _:
            return value


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
