"""The dead in UCDP's form: by side, civilians and unknown, with a best, a low and a high total.

Every figure is one that the policy of the record picked; under a policy that picks none the form is
blank. So a figure that only one party to the conflict gives stands nowhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from llm_extract.records.claims import Effect, Group, IncludesPerpetrators, Role, Toll
from llm_extract.records.consensus import Best, IncidentConsensus
from llm_extract.records.incidents import ActorPart
from llm_extract.report.codes import type_of_violence
from llm_extract.report.deeds import Deed

_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})


@dataclass(frozen=True)
class Estimate:
    """A best figure with the low and the high one, from a policy that names them."""

    low: int | None
    best: int
    high: int | None


@dataclass(frozen=True)
class Deaths:
    """None: nobody's figure was picked, which is not zero.

    `unknown` is what the total leaves over once the sides and the civilians are taken off.
    """

    side_a: int | None = None
    side_b: int | None = None
    civilians: int | None = None
    unknown: int | None = None
    total: Estimate | None = None


def deaths(incident: IncidentConsensus, deed: Deed) -> Deaths:
    """The dead of an incident over all sources.

    The total is the figure for people without distinction, or the sum of the groups where that is
    more; a figure that leaves the attackers out has theirs added. Whose side the dead were on
    follows from the type of violence; combatants of no known side are of unknown status.
    """
    picked = _picked(incident)
    forces = picked.get(Group.SECURITY_FORCES) or _sum(picked, (Group.POLICE, Group.MILITARY))
    militants, civilians = picked.get(Group.MILITANTS), picked.get(Group.CIVILIANS)
    groups = _added(one for one in (forces, militants, civilians) if one)
    total = _most(_everyone(incident, picked, militants), groups)
    if total is None:
        return Deaths()
    side_a, side_b = _by_side(deed, forces, militants)
    told = [one.best for one in (side_a, side_b, civilians) if one]
    return Deaths(
        side_a=side_a.best if side_a else None,
        side_b=side_b.best if side_b else None,
        civilians=civilians.best if civilians else None,
        unknown=total.best - sum(told),
        total=total,
    )


def _by_side(
    deed: Deed, forces: Estimate | None, militants: Estimate | None
) -> tuple[Estimate | None, Estimate | None]:
    match type_of_violence(deed):
        case 1:
            return forces, militants
        case 3:
            attackers = {one.role for one in deed.playing(ActorPart.PERPETRATOR)}
            return (forces if attackers & _STATE else militants), None
        case _:
            # Between two armed groups nothing tells whose fighters the dead were.
            return None, None


# ---------------------------------------------------------------- figures


def _picked(incident: IncidentConsensus) -> Mapping[Group, Estimate]:
    """For each group the figure of its dead that the policy picked."""
    return {
        field.key.group: found
        for field in incident.fields
        if field.key.group and field.key.effect is Effect.KILLED
        if field.best and (found := _estimate(field.best))
    }


def _estimate(best: Best) -> Estimate | None:
    if not isinstance(best.value, Toll) or best.value.count.low is None:
        return None
    return Estimate(best.low, best.value.count.low, best.high)


def _everyone(
    incident: IncidentConsensus, picked: Mapping[Group, Estimate], attackers: Estimate | None
) -> Estimate | None:
    """The figure for all, with the attackers where it is said to leave them out."""
    found = picked.get(Group.EVERYONE)
    if found is None or attackers is None or not _leaves_attackers_out(incident):
        return found
    return _added([found, attackers])


def _leaves_attackers_out(incident: IncidentConsensus) -> bool:
    return any(
        field.best is not None
        and isinstance(field.best.value, Toll)
        and field.best.value.includes_perpetrators is IncludesPerpetrators.NO
        for field in incident.fields
        if field.key.group is Group.EVERYONE and field.key.effect is Effect.KILLED
    )


def _sum(picked: Mapping[Group, Estimate], groups: Iterable[Group]) -> Estimate | None:
    return _added(picked[one] for one in groups if one in picked)


def _added(estimates: Iterable[Estimate]) -> Estimate | None:
    listed = list(estimates)
    if not listed:
        return None
    lows, highs = [one.low for one in listed], [one.high for one in listed]
    return Estimate(_total(lows), sum(one.best for one in listed), _total(highs))


def _total(bounds: list[int | None]) -> int | None:
    known = [one for one in bounds if one is not None]
    return sum(known) if len(known) == len(bounds) else None


def _most(one: Estimate | None, other: Estimate | None) -> Estimate | None:
    """The larger of two, bound by bound, so that low, best and high stay in order."""
    if one is None or other is None:
        return one or other
    return Estimate(
        low=None if one.low is None or other.low is None else max(one.low, other.low),
        best=max(one.best, other.best),
        high=None if one.high is None or other.high is None else max(one.high, other.high),
    )
