"""What one more article has changed: two records of a story, the later against the earlier.

Ids follow from what an incident is made of, so they change when a source joins it. What stays the
same are members and claims, and by these the two records are laid upon each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from llm_extract.records.consensus import (
    Change,
    Changes,
    Consensus,
    Disagreement,
    FieldConsensus,
    IncidentConsensus,
    NewDisagreement,
    NewIncident,
    NewPosition,
    NewSource,
    Position,
    ResolvedDisagreement,
    Update,
    Updated,
)

# A disagreement told by kind and by the claims on each of its sides.
_Told = tuple[str, frozenset[frozenset[str]]]


def changes(before: Consensus, after: Consensus) -> Changes:
    """Each new source, incident, position, update and disagreement, and each one resolved.

    A record compared with itself has no changes. More support for a known position is none.
    """
    return Changes(
        before=before.consensus_id, after=after.consensus_id, changes=tuple(_all(before, after))
    )


def _all(before: Consensus, after: Consensus) -> Iterator[Change]:
    known = {one.article_id for one in before.sources}
    for source in after.sources:
        if source.article_id not in known:
            yield NewSource(article_id=source.article_id)
    for incident in after.incidents:
        earlier = [one for one in before.incidents if set(one.members) & set(incident.members)]
        if not earlier:
            yield NewIncident(incident_id=incident.incident_id, label=incident.label)
        yield from _in_incident(earlier, incident)


def _in_incident(earlier: list[IncidentConsensus], incident: IncidentConsensus) -> Iterator[Change]:
    keys = {str(field.key): field.key for one in (*earlier, incident) for field in one.fields}
    for name, key in keys.items():
        old = [field for one in earlier for field in one.fields if str(field.key) == name]
        new = [field for field in incident.fields if str(field.key) == name]
        said = {claim for field in old for one in field.positions for claim in _claims(one)}
        for field in new:
            for one in field.positions:
                if not said & _claims(one) and earlier:
                    yield NewPosition(
                        incident_id=incident.incident_id,
                        key=key,
                        position_id=one.position_id,
                        value=one.value,
                    )
            yield from _differences(incident.incident_id, old, field)
        for way, why in _gone(old, new):
            yield ResolvedDisagreement(incident_id=incident.incident_id, key=key, way=way, why=why)


def _differences(
    incident_id: str, old: Iterable[FieldConsensus], field: FieldConsensus
) -> Iterator[Change]:
    known = {told for one in old for _, told in _told(one)}
    for one, told in _told(field):
        if any(_goes_on(each, told) for each in known):
            continue
        what = {
            "incident_id": incident_id,
            "key": field.key,
            "disagreement_id": one.disagreement_id,
            "why": one.why,
        }
        yield Updated(**what) if isinstance(one, Update) else NewDisagreement(**what, way=one.kind)


def _gone(
    old: Iterable[FieldConsensus], new: Iterable[FieldConsensus]
) -> Iterator[tuple[str, str]]:
    now = [told for field in new for _, told in _told(field)]
    for field in old:
        for one, told in _told(field):
            if not any(_goes_on(told, each) for each in now):
                yield one.kind, one.why


def _told(field: FieldConsensus) -> Iterator[tuple[Disagreement, _Told]]:
    claims = {one.position_id: frozenset(_claims(one)) for one in field.positions}
    for one in field.disagreements:
        yield one, (one.kind, frozenset(claims[each] for each in one.position_ids))


def _goes_on(old: _Told, new: _Told) -> bool:
    """Whether the new is the old, perhaps with more voices or values in it."""
    return old[0] == new[0] and all(any(side <= other for other in new[1]) for side in old[1])


def _claims(one: Position) -> set[str]:
    return {claim for each in (*one.holders, *one.rejected_by) for claim in each.claim_ids}
