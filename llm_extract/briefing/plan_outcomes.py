"""How it ended, in every account: for the highlights, and as a difference; plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_remarks import CONTAINED_FIRST, maybe_timing
from llm_extract.briefing.plans import Kind, Plan, Statement, ids_of
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Outcome, Result, Role
from llm_extract.records.consensus import IncidentConsensus

_GAINED_FIRST = (Result.SITE_SEIZED, Result.SITE_ENTERED, Result.SUCCEEDED, Result.ONGOING)
_CONTAINED = frozenset(CONTAINED_FIRST)
_FIRMNESS = {result: at for at, result in enumerate((*CONTAINED_FIRST, *_GAINED_FIRST))}
# What is so now, beside what came of the attack.
_NOW = frozenset({Result.UNDER_CONTROL, Result.ONGOING})
PARTIES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.ARMED_GROUP})


def state(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """How it stands: the firmest of those who say contained, and of those who say otherwise.

    Each as what came of it and what is so now; beside them who says that it goes on.
    """
    said = sorted(view.said(whole, "outcome"), key=_firmness)
    apart = _opposed(view, whole)
    if apart is not None:
        contained, gained = apart
        chosen = [*_ended_and_now(view, contained), *_ended_and_now(view, gained)]
    else:
        chosen = _ended_and_now(view, said)
    if chosen:
        yield _plan(view, chosen, disputed=apart is not None)


def _ended_and_now(view: View, said: Sequence[Statement]) -> list[Statement]:
    """What came of it, and what others say is so now."""
    ranked = sorted(said, key=_firmness)
    ended = [one for one in ranked if not _is_now(one)][:1]
    spoken = {voice.name for one in ended for voice in one.voices}
    for one in filter(_is_now, ranked):
        others = [voice for voice in one.voices if voice.name not in spoken]
        if others:
            return [*ended, view.told_by(one, others)]
    return ended


def _is_now(said: Statement) -> bool:
    return isinstance(said.value, Outcome) and said.value.result in _NOW


def _firmness(said: Statement) -> tuple[bool, int, int]:
    """Parties to the conflict speak first, and of a site they hold before one they entered.

    Of accounts that say the same, the one that says of what.
    """
    party = any(voice.role in PARTIES for voice in said.voices)
    vague = said.thing is None
    return (not party, _rank(said), int(vague))


def _rank(said: Statement) -> int:
    return _FIRMNESS[said.value.result] if isinstance(said.value, Outcome) else len(_FIRMNESS)


def outcome_dispute(view: View, whole: IncidentConsensus) -> Plan | None:
    """One side says contained, another says otherwise: both, or None where nobody differs."""
    apart = _opposed(view, whole)
    return _plan(view, [one for side in apart for one in side], disputed=True) if apart else None


def _opposed(
    view: View, whole: IncidentConsensus
) -> tuple[Sequence[Statement], Sequence[Statement]] | None:
    told = (limited for one in view.said(whole, "outcome") for limited in view.as_limited(one))
    said = sorted(told, key=lambda one: (_rank(one), view.prominence(one)))
    contained = [one for one in said if _is_contained(one)]
    apart = [one for one in said if not _is_contained(one) and not _same_voices(one, contained)]
    return (contained, apart) if contained and apart else None


def _is_contained(said: Statement) -> bool:
    return isinstance(said.value, Outcome) and said.value.result in _CONTAINED


def _same_voices(said: Statement, others: Sequence[Statement]) -> bool:
    names = {voice.name for voice in said.voices}
    return all(names <= {voice.name for voice in other.voices} for other in others)


def _plan(view: View, said: Sequence[Statement], *, disputed: bool) -> Plan:
    return Plan(
        section=Section.DISAGREEMENTS,
        mode=Mode.DISPUTED if disputed else Mode.REPORTED,
        kind=Kind.ACCOUNTS,
        statements=tuple(said),
        remarks=maybe_timing(said) if disputed else (),
        attackers=view.attackers,
        several=view.several,
        contested=True,
        ids=ids_of(said),
    )
