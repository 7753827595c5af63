"""An incident as coders look at it, whether one article tells of it or all sources together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llm_extract.records.claims import (
    Claim,
    Stance,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
    Toll,
    Value,
)
from llm_extract.records.consensus import IncidentConsensus
from llm_extract.records.counts import Count
from llm_extract.records.incidents import (
    Actor,
    ActorPart,
    Incident,
    IncidentStage,
    IncidentType,
)

WITHDRAWN = frozenset({Stance.DENIES, Stance.RETRACTS, Stance.DECLINES, Stance.CANNOT_CONFIRM})
_AGAINST = frozenset({Stance.DENIES, Stance.RETRACTS})


@dataclass(frozen=True)
class Deed:
    """What the codes of the standards are read from. `tolls` are those that somebody stands by."""

    type: IncidentType
    stage: IncidentStage = IncidentStage.ACCOMPLISHED
    actors: tuple[Actor, ...] = ()
    targets: frozenset[TargetKind] = frozenset()
    tactics: frozenset[TacticKind] = frozenset()
    tolls: tuple[Toll, ...] = ()

    def playing(self, part: ActorPart) -> tuple[Actor, ...]:
        """The actors who play one part."""
        return tuple(actor for actor in self.actors if actor.part is part)


def told_by_article(incident: Incident, series: Incident | None = None) -> Deed:
    """An incident as one article tells it.

    A part that names no attackers has those of its `series`: the article names them once for all.
    """
    actors = _with_attackers(incident.actors, series.actors if series else ())
    return _deed(incident.type, incident.stage, actors, stood_by(incident.claims))


def told_by_all(
    incident: IncidentConsensus,
    members: Sequence[Incident],
    series: IncidentConsensus | None = None,
) -> Deed:
    """An incident over all its sources; `members` are their own accounts of it.

    The type is that which most origins give who tell it at all, the stage the furthest that any
    account takes it to; the attackers of a part may be told by its `series` alone.
    """
    held = (
        position.value
        for field in incident.fields
        for position in field.positions
        if any(holder.stance not in WITHDRAWN for holder in position.holders)
    )
    reached = {one.stage for one in members}
    stage = next((one for one in IncidentStage if one in reached), IncidentStage.ACCOMPLISHED)
    rank = {name: at for at, name in enumerate(incident.types)}
    kind = min((one.type for one in members), key=lambda one: (one == "unclear", rank[one]))
    actors = _with_attackers(incident.actors, series.actors if series else ())
    return _deed(kind, stage, actors, held)


def _with_attackers(own: tuple[Actor, ...], of_series: tuple[Actor, ...]) -> tuple[Actor, ...]:
    if any(actor.part is ActorPart.PERPETRATOR for actor in own):
        return own
    return (*(one for one in of_series if one.part is ActorPart.PERPETRATOR), *own)


def stood_by(claims: Iterable[Claim]) -> list[Value]:
    """The values that somebody gives as the case, rejected figures only where nothing else is said.

    A figure is rejected if anybody denies it or takes it back; whose word is right is no question.
    """
    listed = list(claims)
    rejected = {_figure(one.value) for one in listed if one.stance in _AGAINST} - {None}
    given = [one.value for one in listed if one.stance not in WITHDRAWN]
    unopposed = {_whom(one) for one in given if _figure(one) and _figure(one) not in rejected}
    return [one for one in given if _figure(one) not in rejected or _whom(one) not in unopposed]


def _whom(value: Value) -> tuple[str, str] | None:
    return (value.group, value.effect) if isinstance(value, Toll) else None


def _figure(value: Value) -> tuple[str, str, int] | None:
    """Of whom, what befell them, and the number named; "14" rejects "at least 14"."""
    if not isinstance(value, Toll):
        return None
    number = _number(value.count)
    return None if number is None else (value.group, value.effect, number)


def _number(count: Count) -> int | None:
    return count.low if count.low is not None else count.high


def _deed(
    kind: IncidentType,
    stage: IncidentStage,
    actors: tuple[Actor, ...],
    values: Iterable[Value],
) -> Deed:
    held = list(values)
    return Deed(
        type=kind,
        stage=stage,
        actors=actors,
        targets=frozenset(one.target for one in held if isinstance(one, Target)),
        tactics=frozenset(one.tactic for one in held if isinstance(one, Tactic)),
        tolls=tuple(one for one in held if isinstance(one, Toll)),
    )
