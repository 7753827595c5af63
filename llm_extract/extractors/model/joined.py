"""Extractions of the pieces of one article, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llm_extract.records.claims import Claim
from llm_extract.records.incidents import Extraction, Incident, Unread


def join(pieces: Sequence[Extraction], unread: Iterable[Unread] = ()) -> Extraction:
    """One extraction: incidents of one type and place are one; no claim stands twice."""
    first = pieces[0]
    incidents: dict[str, Incident] = {}
    renamed: dict[str, str] = {}
    for incident in (incident for piece in pieces for incident in piece.incidents):
        same = _sameness(incident)
        kept = incidents.get(same)
        renamed[incident.incident_id] = (kept or incident).incident_id
        incidents[same] = _merged(kept, incident) if kept else incident
    return first.model_copy(
        update={
            "incidents": tuple(_part_renamed(one, renamed) for one in incidents.values()),
            "background": _once(claim for piece in pieces for claim in piece.background),
            "credits": tuple(dict.fromkeys(credit for piece in pieces for credit in piece.credits)),
            "ungrounded": tuple(
                dict.fromkeys(words for piece in pieces for words in piece.ungrounded)
            ),
            "unread": tuple(unread),
            "notes": tuple(dict.fromkeys(note for piece in pieces for note in piece.notes)),
        }
    )


def _sameness(incident: Incident) -> str:
    place = incident.place.name.casefold() if incident.place else ""
    # Without a place there is no telling two incidents of one type apart but by their label.
    return "|".join((incident.type, place or incident.label.casefold()))


def _merged(kept: Incident, again: Incident) -> Incident:
    return kept.model_copy(
        update={
            "when": kept.when or again.when,
            "place": kept.place or again.place,
            "actors": tuple(dict.fromkeys((*kept.actors, *again.actors))),
            "claims": _once((*kept.claims, *again.claims)),
        }
    )


def _part_renamed(incident: Incident, renamed: dict[str, str]) -> Incident:
    series = renamed.get(incident.part_of or "")
    return incident.model_copy(update={"part_of": series}) if series else incident


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple({claim.claim_id: claim for claim in claims}.values())
