"""Extractions of the pieces of one article, as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from llm_extract.extractors.model.mentions import said_once
from llm_extract.records.base import fingerprint
from llm_extract.records.claims import Timing
from llm_extract.records.incidents import Actor, Extraction, Incident, Series, Unread
from llm_extract.records.when_where import DatePrecision, When

_NOON = 12


def join(pieces: Sequence[Extraction], unread: Iterable[Unread] = ()) -> Extraction:
    """One extraction: what two pieces tell of one incident is one; no claim stands twice.

    Two incidents that one piece tells apart stay apart.
    """
    told: list[Incident] = []
    for piece in pieces:
        told = _with_piece(told, piece)
    return pieces[0].model_copy(
        update={
            "incidents": tuple(_dated(told)),
            "background": said_once(claim for piece in pieces for claim in piece.background),
            "comments": tuple(
                {one.comment_id: one for piece in pieces for one in piece.comments}.values()
            ),
            "credits": tuple(dict.fromkeys(credit for piece in pieces for credit in piece.credits)),
            "ungrounded": tuple(
                dict.fromkeys(words for piece in pieces for words in piece.ungrounded)
            ),
            "set_aside": tuple(
                dict.fromkeys(aside for piece in pieces for aside in piece.set_aside)
            ),
            "unread": tuple(unread),
            "notes": tuple(dict.fromkeys(note for piece in pieces for note in piece.notes)),
        }
    )


def _with_piece(told: Sequence[Incident], piece: Extraction) -> list[Incident]:
    """What was told so far, and what a further piece tells, each under an id of its own."""
    joined = {one.incident_id: one for one in told}
    free = list(told)
    ids: dict[str, str] = {}
    for again in piece.incidents:
        same = _same(again, free)
        if same is not None:
            free.remove(same)
        ids[again.incident_id] = same.incident_id if same else _unused(again.incident_id, joined)
        joined[ids[again.incident_id]] = same or again
    for again in piece.incidents:
        own = ids[again.incident_id]
        renamed = again.model_copy(
            update={"incident_id": own, "part_of": ids.get(again.part_of or "")}
        )
        kept = joined[own]
        joined[own] = renamed if kept is again else _merged(kept, renamed)
    return list(joined.values())


def _dated(incidents: Sequence[Incident]) -> Iterator[Incident]:
    """A part without a day of its own happened within the days of its series."""
    days = {one.incident_id: one.when for one in incidents}
    for one in incidents:
        within = days.get(one.part_of or "")
        undated = one.when is None or one.when.start is None
        if undated and within is not None:
            yield one.model_copy(update={"when": _hour_within(one.when, within)})
        else:
            yield one


def _hour_within(hour: When | None, days: When) -> When:
    """The days, or the one of a night's two that an hour is of: "2 a.m." is of the second."""
    if hour is None or hour.clock is None or days.start is None or days.end is None:
        return days
    of_night = (days.end - days.start).days == 1
    day = days.start if hour.clock.hour >= _NOON else days.end
    ends = {"start": day, "end": day, "precision": DatePrecision.DAY} if of_night else {}
    return days.model_copy(update={**ends, "verbatim": hour.verbatim, "clock": hour.clock})


def _unused(incident_id: str, taken: Iterable[str]) -> str:
    """The id, or one that follows from it: ids count from one again in each piece."""
    while incident_id in taken:
        incident_id = "i" + fingerprint(incident_id)
    return incident_id


# ---------------------------------------------------------------- sameness


def _same(again: Incident, told: Sequence[Incident]) -> Incident | None:
    """The incident of earlier pieces that this one is: by type, place and day, best by claims."""
    able = [one for one in told if _where(one) == _where(again) and _days_agree(one, again)]
    return max(able, key=lambda one: _likeness(one, again), default=None)


def _where(incident: Incident) -> tuple[str, str]:
    place = incident.place.name.casefold() if incident.place else ""
    # Without a place there is no telling two incidents of one type apart but by their label.
    return incident.type, place or incident.label.casefold()


def _likeness(one: Incident, other: Incident) -> tuple[int, bool]:
    """How many claims two incidents share, and whether both give a day; the days agree already."""
    shared = {claim.claim_id for claim in one.claims} & {claim.claim_id for claim in other.claims}
    return len(shared), bool(_whens(one) and _whens(other))


def _days_agree(one: Incident, other: Incident) -> bool:
    """Whether some day fits both; where one of them gives none, nothing speaks against it."""
    ours, theirs = _whens(one), _whens(other)
    return not (ours and theirs) or any(_meet(a, b) for a in ours for b in theirs)


def _whens(incident: Incident) -> set[When]:
    """The days an incident is given, as far as they name any."""
    named = [claim.value.when for claim in incident.claims if isinstance(claim.value, Timing)]
    return {
        when
        for when in (*named, incident.when)
        if when is not None and (when.start is not None or when.weekday is not None)
    }


def _meet(one: When, other: When) -> bool:
    if one.start and one.end and other.start and other.end:
        return one.start <= other.end and other.start <= one.end
    return one.weekday is None or other.weekday is None or one.weekday == other.weekday


# ---------------------------------------------------------------- merging


def _merged(kept: Incident, again: Incident) -> Incident:
    filled: dict[str, object] = {
        "when": kept.when or again.when,
        "began": kept.began or again.began,
        "place": kept.place or again.place,
        "part_of": kept.part_of or again.part_of,
        "actors": _actors((*kept.actors, *again.actors)),
        "claims": said_once((*kept.claims, *again.claims)),
    }
    if isinstance(kept, Series) and isinstance(again, Series):
        filled["operation"] = kept.operation or again.operation
        filled["phase"] = kept.phase or again.phase
    return kept.model_copy(update=filled)


def _actors(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once in each part, with all the names it is given."""
    known: dict[tuple[str, str, str], Actor] = {}
    for actor in actors:
        same = (actor.name.casefold(), actor.role, actor.part)
        kept = known.setdefault(same, actor)
        aliases = tuple(dict.fromkeys((*kept.aliases, *actor.aliases)))
        known[same] = kept.model_copy(update={"aliases": aliases})
    return tuple(known.values())
