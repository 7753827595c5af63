"""Incidents in the codes of ACLED and UCDP GED: what an article supports, and blank beyond that.

ACLED: codebook, event and sub-event types, time and geo precision. UCDP GED: codebook, type of
violence, date_prec, where_prec. Neither takes a figure from here: who is right is no code.
"""

from __future__ import annotations

from typing import NamedTuple, assert_never

from llm_extract.records.claims import Effect, Group, Role, Target, TargetKind, Toll
from llm_extract.records.incidents import (
    Abduction,
    Actor,
    ActorPart,
    AirStrike,
    ArmedAttack,
    ArmedClash,
    Arson,
    Assassination,
    Bombing,
    Incident,
    IncidentStage,
    JailBreak,
    SecurityOperation,
    Series,
    Shelling,
    Takeover,
    Unclear,
    Unrest,
)
from llm_extract.records.when_where import DatePrecision, PlacePrecision


class AcledType(NamedTuple):
    """An event type with its sub-event type."""

    event_type: str
    sub_event_type: str


_BATTLES = "Battles"
_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_STRATEGIC = "Strategic developments"

_CLASH = AcledType(_BATTLES, "Armed clash")
_ATTACK = AcledType(_CIVILIANS, "Attack")
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_ARMED = frozenset({Role.ARMED_GROUP, Role.SECURITY_FORCE})
_ARMED_TARGETS = frozenset({TargetKind.POLICE, TargetKind.MILITARY})


def acled(incident: Incident) -> AcledType | None:  # noqa: C901, PLR0912 - one case a type
    """The ACLED type of an incident.

    None for a series (ACLED codes each of its parts), for a threat that was not carried out, and
    where the article does not tell what happened.
    """
    if incident.stage is IncidentStage.THREATENED:
        return None
    match incident:
        case Series() | Unclear():
            return None
        case ArmedClash():
            return _CLASH
        case ArmedAttack() | Assassination():
            return _CLASH if _meets_armed_side(incident) else _ATTACK
        case Bombing():
            return _bombing(incident)
        case Shelling():
            return AcledType(_REMOTE, "Shelling/artillery/missile attack")
        case AirStrike():
            return AcledType(_REMOTE, "Air/drone strike")
        case Abduction():
            return AcledType(_CIVILIANS, "Abduction/forced disappearance")
        case Takeover():
            return AcledType(_BATTLES, "Non-state actor overtakes territory")
        case Arson():
            return AcledType(_STRATEGIC, "Looting/property destruction")
        case JailBreak():
            return AcledType(_STRATEGIC, "Other")
        case SecurityOperation():
            return _CLASH if _anybody_hurt(incident) else AcledType(_STRATEGIC, "Arrests")
        case Unrest():
            return AcledType("Riots", "Violent demonstration")
        case _:
            assert_never(incident)


def _bombing(incident: Bombing) -> AcledType:
    if incident.stage is IncidentStage.FOILED:
        return AcledType(_STRATEGIC, "Disrupted weapons use")
    return AcledType(
        _REMOTE, "Suicide bomb" if incident.suicide else "Remote explosive/landmine/IED"
    )


def _meets_armed_side(incident: Incident) -> bool:
    """Whether the attacked side could shoot back: that makes it a battle, not an attack."""
    targets = actors(incident, ActorPart.TARGET)
    kinds = [c.value.target for c in incident.claims if isinstance(c.value, Target)]
    return any(actor.role in _ARMED for actor in targets) or any(k in _ARMED_TARGETS for k in kinds)


def _anybody_hurt(incident: Incident) -> bool:
    hurt = {Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED, Effect.NEUTRALISED}
    tolls = [c.value for c in incident.claims if isinstance(c.value, Toll)]
    return any(toll.effect in hurt and toll.count.high != 0 for toll in tolls)


def actors(incident: Incident, part: ActorPart) -> tuple[Actor, ...]:
    """The actors who play one part in an incident."""
    return tuple(actor for actor in incident.actors if actor.part is part)


def type_of_violence(incident: Incident) -> int | None:
    """UCDP: 1 state-based, 2 between armed groups, 3 one-sided; None where the sides are not told.

    One-sided: an armed side is named, no other is, and civilians are what was attacked or hit.
    """
    roles = [actor.role for actor in incident.actors]
    groups = sum(role is Role.ARMED_GROUP for role in roles)
    state = any(role in _STATE for role in roles)
    perpetrators = {actor.role for actor in actors(incident, ActorPart.PERPETRATOR)}
    targets = {actor.role for actor in actors(incident, ActorPart.TARGET)}
    if groups and state:
        return 1
    if Role.ARMED_GROUP in perpetrators & targets:
        return 2
    return 3 if perpetrators & (_ARMED | _STATE) and _civilians_only(incident) else None


def _civilians_only(incident: Incident) -> bool:
    kinds = {c.value.target for c in incident.claims if isinstance(c.value, Target)}
    groups = {c.value.group for c in incident.claims if isinstance(c.value, Toll)}
    return bool(kinds | groups) and kinds <= {TargetKind.CIVILIANS} and groups <= {Group.CIVILIANS}


def acled_time_precision(precision: DatePrecision) -> int | None:
    """ACLED time_precision: 1 the day, 2 the week, 3 the month; None where wider or unresolved."""
    match precision:
        case DatePrecision.DAY:
            return 1
        case DatePrecision.DAYS | DatePrecision.WEEK:
            return 2
        case DatePrecision.MONTH:
            return 3
        case DatePrecision.YEAR | DatePrecision.UNRESOLVED:
            return None
        case _:
            assert_never(precision)


def ucdp_date_precision(precision: DatePrecision) -> int | None:
    """UCDP date_prec: 1 the day, 2 two to six days, 3 the week, 4 the month, 5 the year."""
    match precision:
        case DatePrecision.DAY:
            return 1
        case DatePrecision.DAYS:
            return 2
        case DatePrecision.WEEK:
            return 3
        case DatePrecision.MONTH:
            return 4
        case DatePrecision.YEAR:
            return 5
        case DatePrecision.UNRESOLVED:
            return None
        case _:
            assert_never(precision)


def acled_geo_precision(precision: PlacePrecision) -> int | None:
    """ACLED geo_precision: 1 the town, 3 a larger region; None where the name was not resolved."""
    match precision:
        case PlacePrecision.SITE | PlacePrecision.LOCALITY:
            return 1
        case PlacePrecision.ADMIN1 | PlacePrecision.COUNTRY:
            return 3
        case PlacePrecision.UNKNOWN:
            return None
        case _:
            assert_never(precision)


def ucdp_where_precision(precision: PlacePrecision) -> int | None:
    """UCDP where_prec: 1 the exact place, 4 the first-order division, 6 the country."""
    match precision:
        case PlacePrecision.SITE | PlacePrecision.LOCALITY:
            return 1
        case PlacePrecision.ADMIN1:
            return 4
        case PlacePrecision.COUNTRY:
            return 6
        case PlacePrecision.UNKNOWN:
            return None
        case _:
            assert_never(precision)
