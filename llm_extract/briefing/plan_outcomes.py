"""How it ended, in every account: at the head, and as a difference; plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_remarks import CONTAINED_FIRST, maybe_timing
from llm_extract.briefing.plans import Kind, Plan, Statement, ids_of
from llm_extract.briefing.view import View
from llm_extract.briefing.voices import is_unnamed
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Outcome, Result, Role
from llm_extract.records.consensus import IncidentConsensus

_GAINED_FIRST = (Result.SITE_SEIZED, Result.SITE_ENTERED, Result.SUCCEEDED, Result.ONGOING)
_CONTAINED = frozenset(CONTAINED_FIRST)
_FIRMNESS = {result: at for at, result in enumerate((*CONTAINED_FIRST, *_GAINED_FIRST))}
# What is so now, beside what came of the attack.
_NOW = frozenset({Result.UNDER_CONTROL, Result.ONGOING})
PARTIES = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE, Role.ARMED_GROUP})


def ended(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What came of it: the firmest of those who say contained, and of those who say otherwise."""
    chosen = [one for side in _sides(view, whole) for one in _end(side)]
    if chosen:
        yield _plan(view, chosen, Mode.DISPUTED if len(chosen) > 1 else Mode.REPORTED)


def state(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """What is so now, by one of each side who has not said yet what came of it."""
    chosen = [one for side in _sides(view, whole) for one in _now(view, side)[:1]]
    if chosen:
        yield _plan(view, chosen, Mode.REPORTED)


def _sides(view: View, whole: IncidentConsensus) -> list[list[Statement]]:
    """Those who say contained apart from the others, if there are both; the firmest first."""
    sides = _opposed(view, whole) or (view.said(whole, "outcome"),)
    return [sorted(side, key=_firmness) for side in sides]


def _end(side: Sequence[Statement]) -> Sequence[Statement]:
    """What came of it by one side's word, or what is so now where nobody says more."""
    return [*(one for one in side if not _is_now(one)), *side][:1]


def _now(view: View, side: Sequence[Statement]) -> list[Statement]:
    """What is so now by the words of others than those who say what came of it."""
    spoken = {voice.name for one in _end(side) for voice in one.voices}
    found = []
    for one in filter(_is_now, side):
        others = [voice for voice in one.voices if voice.name not in spoken]
        others = [voice for voice in others if not is_unnamed(voice)] or others
        found += [view.told_by(one, others)] if others else []
    return found


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
    if apart is None:
        return None
    said = [one for side in apart for one in side]
    plan = _plan(view, said, Mode.DISPUTED)
    return plan.model_copy(update={"remarks": maybe_timing(said)})


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


def _plan(view: View, said: Sequence[Statement], mode: Mode) -> Plan:
    return Plan(
        section=Section.DISAGREEMENTS,
        mode=mode,
        kind=Kind.ACCOUNTS,
        statements=tuple(said),
        attackers=view.attackers,
        several=view.several,
        contested=True,
        ids=ids_of(said),
    )
