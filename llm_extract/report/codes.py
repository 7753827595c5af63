"""Incidents in the codes of ACLED, GTD and UCDP GED: what is told, and blank beyond that.

ACLED: codebook, event and sub-event types, time and geo precision. GTD: codebook, attack type. UCDP
GED: codebook, type of violence, date_prec, where_prec. None takes a figure from here: who is right
is no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple, assert_never

from llm_extract.records.claims import Effect, Group, Role, TacticKind, TargetKind
from llm_extract.records.incidents import ActorPart, IncidentStage, IncidentType
from llm_extract.records.when_where import DatePrecision, PlacePrecision
from llm_extract.report.deeds import Deed


class AcledType(NamedTuple):
    """An event type with its sub-event type."""

    event_type: str
    sub_event_type: str


class AttackType(IntEnum):
    """GTD's attacktype1."""

    ASSASSINATION = 1
    ARMED_ASSAULT = 2
    BOMBING = 3
    HIJACKING = 4
    BARRICADE = 5
    KIDNAPPING = 6
    FACILITY = 7
    UNARMED_ASSAULT = 8
    UNKNOWN = 9


class Coding(NamedTuple):
    """What a type of incident is to each standard, where nothing else is known of it.

    `acled` None: not coded, or not as an event of its own. `gtd` None: no attack by those GTD
    counts. `ucdp`: whether it is armed force between organised sides or against civilians; which of
    its three types it is, the sides tell.
    """

    acled: AcledType | None
    gtd: AttackType | None
    ucdp: bool


_BATTLES = "Battles"
_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_STRATEGIC = "Strategic developments"

_CLASH = AcledType(_BATTLES, "Armed clash")
_ATTACK = AcledType(_CIVILIANS, "Attack")
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_ARMED = frozenset({Role.ARMED_GROUP, Role.SECURITY_FORCE})
_ARMED_TARGETS = frozenset({TargetKind.POLICE, TargetKind.MILITARY})
_HURT = frozenset({Effect.KILLED, Effect.INJURED, Effect.KILLED_OR_INJURED, Effect.NEUTRALISED})
_GUNS = frozenset({TacticKind.GUNFIRE, TacticKind.GRENADE})

CODINGS: Mapping[IncidentType, Coding] = MappingProxyType(
    {
        "series": Coding(None, None, ucdp=True),
        "armed_clash": Coding(_CLASH, AttackType.ARMED_ASSAULT, ucdp=True),
        "armed_attack": Coding(_ATTACK, AttackType.ARMED_ASSAULT, ucdp=True),
        "bombing": Coding(
            AcledType(_REMOTE, "Remote explosive/landmine/IED"), AttackType.BOMBING, ucdp=True
        ),
        "shelling": Coding(
            AcledType(_REMOTE, "Shelling/artillery/missile attack"), AttackType.BOMBING, ucdp=True
        ),
        "air_strike": Coding(AcledType(_REMOTE, "Air/drone strike"), AttackType.BOMBING, ucdp=True),
        "abduction": Coding(
            AcledType(_CIVILIANS, "Abduction/forced disappearance"),
            AttackType.KIDNAPPING,
            ucdp=True,
        ),
        "takeover": Coding(
            AcledType(_BATTLES, "Non-state actor overtakes territory"),
            AttackType.ARMED_ASSAULT,
            ucdp=True,
        ),
        "arson": Coding(
            AcledType(_STRATEGIC, "Looting/property destruction"), AttackType.FACILITY, ucdp=True
        ),
        "jail_break": Coding(AcledType(_STRATEGIC, "Other"), AttackType.ARMED_ASSAULT, ucdp=True),
        "assassination": Coding(_ATTACK, AttackType.ASSASSINATION, ucdp=True),
        "security_operation": Coding(AcledType(_STRATEGIC, "Arrests"), None, ucdp=True),
        # A crowd is no organised side.
        "unrest": Coding(AcledType("Riots", "Violent demonstration"), None, ucdp=False),
        "unclear": Coding(None, AttackType.UNKNOWN, ucdp=True),
    }
)
"""Every type of incident in the three standards; the functions below say what changes a code."""


def acled(deed: Deed) -> AcledType | None:
    """The ACLED type of an incident.

    None for a series (ACLED codes each of its parts), for a threat that was not carried out, and
    where nobody tells what happened.
    """
    if deed.stage is IncidentStage.THREATENED:
        return None
    match deed.type:
        case "armed_attack" | "assassination" if _meets_armed_side(deed):
            return _CLASH
        case "security_operation" if _anybody(deed, _HURT):
            return _CLASH
        case "takeover" if _by_state_alone(deed):
            return AcledType(_BATTLES, "Government regains territory")
        case "bombing":
            return _bombing(deed)
        case _:
            return CODINGS[deed.type].acled


def _bombing(deed: Deed) -> AcledType | None:
    if deed.stage is IncidentStage.FOILED:
        return AcledType(_STRATEGIC, "Disrupted weapons use")
    if TacticKind.SUICIDE_ATTACK in deed.tactics:
        return AcledType(_REMOTE, "Suicide bomb")
    if TacticKind.GRENADE in deed.tactics and deed.tactics <= _GUNS:
        return AcledType(_REMOTE, "Grenade")
    return CODINGS[deed.type].acled


def attack_type(deed: Deed) -> AttackType | None:
    """GTD's attack type; None for a mere threat and for what a state does, which GTD leaves out."""
    if deed.stage is IncidentStage.THREATENED or _by_state_alone(deed):
        return None
    if deed.type == "takeover" and _anybody(deed, frozenset({Effect.CAPTURED})):
        return AttackType.BARRICADE
    return CODINGS[deed.type].gtd


def _meets_armed_side(deed: Deed) -> bool:
    """Whether the attacked side could shoot back: that makes it a battle, not an attack."""
    attacked = deed.playing(ActorPart.TARGET)
    return any(actor.role in _ARMED for actor in attacked) or bool(deed.targets & _ARMED_TARGETS)


def _anybody(deed: Deed, effects: frozenset[Effect]) -> bool:
    return any(toll.effect in effects and toll.count.high != 0 for toll in deed.tolls)


def _by_state_alone(deed: Deed) -> bool:
    roles = {actor.role for actor in deed.playing(ActorPart.PERPETRATOR)}
    return bool(roles) and roles <= _STATE


def type_of_violence(deed: Deed) -> int | None:
    """UCDP: 1 state-based, 2 between armed groups, 3 one-sided; None where the sides are not told.

    One-sided: an armed side is named, no other is, and civilians are what was attacked or hit.
    """
    if not CODINGS[deed.type].ucdp or deed.stage is IncidentStage.THREATENED:
        return None
    roles = [actor.role for actor in deed.actors]
    perpetrators = {actor.role for actor in deed.playing(ActorPart.PERPETRATOR)}
    targets = {actor.role for actor in deed.playing(ActorPart.TARGET)}
    if Role.ARMED_GROUP in roles and any(role in _STATE for role in roles):
        return 1
    if Role.ARMED_GROUP in perpetrators & targets:
        return 2
    return 3 if perpetrators & (_ARMED | _STATE) and _civilians_only(deed) else None


def _civilians_only(deed: Deed) -> bool:
    groups = {toll.group for toll in deed.tolls}
    return (
        bool(deed.targets | groups)
        and deed.targets <= {TargetKind.CIVILIANS}
        and groups <= {Group.CIVILIANS}
    )


def sides(deed: Deed) -> tuple[str | None, str | None]:
    """UCDP's side a and side b by name; None where the type of violence is not told.

    Side a is the state where it is one, else those who attacked.
    """
    attackers = names(deed, ActorPart.PERPETRATOR)
    match type_of_violence(deed):
        case 1:
            return (
                _listed(actor.name for actor in deed.actors if actor.role in _STATE),
                _listed(actor.name for actor in deed.actors if actor.role is Role.ARMED_GROUP),
            )
        case 2:
            return attackers, names(deed, ActorPart.TARGET)
        case 3:
            return attackers, "Civilians"
        case _:
            return None, None


def names(deed: Deed, *parts: ActorPart) -> str | None:
    """Who plays the first of these parts that anybody plays; None where nobody does."""
    played = (_listed(actor.name for actor in deed.playing(part)) for part in parts)
    return next((one for one in played if one), None)


def _listed(actors: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(actors)) or None


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
