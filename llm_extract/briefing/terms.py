"""What the closed lists of a record are called in a sentence."""

from __future__ import annotations

import re

from llm_extract.briefing.plans import Statement
from llm_extract.records.claims import (
    Effect,
    ExtentUnit,
    Response,
    ResponseKind,
    Tactic,
    TacticKind,
    TargetKind,
)

EFFECTS: dict[Effect, str] = {
    Effect.KILLED: "killed",
    Effect.INJURED: "injured",
    Effect.KILLED_OR_INJURED: "killed or injured",
    Effect.CAPTURED: "captured",
    Effect.RESCUED: "rescued",
    Effect.MISSING: "missing",
    Effect.DISPLACED: "displaced",
    Effect.NEUTRALISED: "put out of action",
}
LOSSES: dict[Effect, str] = {
    Effect.KILLED: "deaths",
    Effect.INJURED: "injuries",
    Effect.KILLED_OR_INJURED: "casualties",
    Effect.CAPTURED: "captives",
    Effect.RESCUED: "rescues",
    Effect.MISSING: "people missing",
    Effect.DISPLACED: "displacement",
    Effect.NEUTRALISED: "losses",
}
UNITS: dict[ExtentUnit, tuple[str, str]] = {
    ExtentUnit.CITIES: ("city", "cities"),
    ExtentUnit.TOWNS: ("town", "towns"),
    ExtentUnit.DISTRICTS: ("district", "districts"),
    ExtentUnit.PROVINCES: ("province", "provinces"),
    ExtentUnit.LOCATIONS: ("location", "locations"),
    ExtentUnit.ATTACKS: ("attack", "attacks"),
}
TACTICS: dict[TacticKind, str] = {
    TacticKind.GUNFIRE: "gunfire",
    TacticKind.GRENADE: "grenades",
    TacticKind.EXPLOSIVE: "explosions",
    TacticKind.VEHICLE_BOMB: "a vehicle bomb",
    TacticKind.SUICIDE_ATTACK: "suicide attacks",
    TacticKind.ROCKET: "rockets",
    TacticKind.SHELLING: "shelling",
    TacticKind.AIR_STRIKE: "air strikes",
    TacticKind.DRONE: "drones",
    TacticKind.MINE: "mines",
    TacticKind.ARSON: "arson",
    TacticKind.ROAD_BLOCK: "road blocks",
    TacticKind.ABDUCTION: "abductions",
    TacticKind.JAIL_BREAK: "the freeing of prisoners",
    TacticKind.MELEE: "stabbing or beating",
    TacticKind.VEHICLE_RAMMING: "vehicle ramming",
    TacticKind.OTHER: "other means",
}
TARGETS: dict[TargetKind, str] = {
    TargetKind.POLICE: "police",
    TargetKind.MILITARY: "military sites",
    TargetKind.GOVERNMENT: "government offices",
    TargetKind.PRISON: "prisons",
    TargetKind.INFRASTRUCTURE: "infrastructure",
    TargetKind.TRANSPORT: "transport",
    TargetKind.BUSINESS: "businesses",
    TargetKind.RELIGIOUS: "places of worship",
    TargetKind.EDUCATION: "schools",
    TargetKind.MEDICAL: "health facilities",
    TargetKind.MEDIA: "the media",
    TargetKind.AID: "aid workers",
    TargetKind.CIVILIANS: "civilians",
    TargetKind.OTHER: "other sites",
}
RESPONSES: dict[ResponseKind, str] = {
    ResponseKind.INTERNET_SUSPENDED: "internet services were suspended",
    ResponseKind.TRANSPORT_SUSPENDED: "transport services were suspended",
    ResponseKind.CURFEW: "a curfew was imposed",
    ResponseKind.SECURITY_OPERATION: "a security operation was launched",
    ResponseKind.CORDON: "areas were cordoned off",
    ResponseKind.ARRESTS: "arrests were made",
    ResponseKind.SCHOOLS_CLOSED: "schools were closed",
    ResponseKind.EMERGENCY: "an emergency was declared",
    ResponseKind.INVESTIGATION: "an investigation was opened",
}


def measure_of(said: Statement) -> str:
    """What was done, and how widely: "train services were suspended in the region"."""
    if not isinstance(said.value, Response):
        raise TypeError(f"no measure in a {said.value.field}")
    told = said.thing or RESPONSES[said.value.response]
    return f"{told} {said.hedge}" if said.hedge else told


def means_of(said: Statement) -> str:
    """A means, and for how long it was used: "an explosion", "gunfire for several hours"."""
    if not isinstance(said.value, Tactic):
        raise TypeError(f"no means in a {said.value.field}")
    told = said.thing or TACTICS[said.value.tactic]
    return f"{told} {said.hedge}" if said.hedge else told


def bare(thing: str) -> str:
    """A thing without its article."""
    return re.sub(r"^(?:the|an?) ", "", thing)
