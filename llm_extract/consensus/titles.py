"""A title in neutral words, from kind, place and day: never a headline."""

from __future__ import annotations

import calendar

from llm_extract.records.consensus import IncidentConsensus
from llm_extract.records.incidents import ActorPart
from llm_extract.records.when_where import Place, When

# The incident types in plain words; anything new is "violence" until it is named here.
_KINDS = {
    "series": "Attacks",
    "armed_clash": "Armed clash",
    "armed_attack": "Armed attack",
    "bombing": "Bombing",
    "shelling": "Shelling",
    "air_strike": "Air strike",
    "abduction": "Abduction",
    "takeover": "Seizure of a site",
    "arson": "Arson",
    "jail_break": "Jail break",
    "assassination": "Assassination",
    "security_operation": "Security operation",
    "unrest": "Unrest",
    "unclear": "Violence",
}


def title(incident: IncidentConsensus) -> str:
    """Kind, place and day; without a place, the attackers' name if there is one."""
    kind = _KINDS.get(incident.types[0], "Violence")
    where = f" in {_short(incident.place)}" if incident.place else _by(incident)
    when = f", {_day(incident.when)}" if incident.when else ""
    return f"{kind}{where}{when}"


def _day(when: When) -> str:
    """The day in English: words that lead to no date may be in any language."""
    if when.start is None and when.weekday is not None:
        return calendar.day_name[when.weekday - 1]
    return str(when)


def _short(place: Place) -> str:
    """The finest unit and the country: enough to tell it from others."""
    finest = place.locality or place.admin1 or place.name
    wider = place.country if place.country and place.country != finest else place.admin1
    return f"{finest}, {wider}" if wider and wider != finest else finest


def _by(incident: IncidentConsensus) -> str:
    names = [one.name for one in incident.actors if one.part is ActorPart.PERPETRATOR]
    return f" attributed to {names[0]}" if names else ""
