"""What one more article has changed: two records of a story, the later against the earlier.

Ids follow from what an incident is made of, so they change when a source joins it. What stays the
same are members and claims, and by these the two records are laid upon each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from llm_extract.records.changes import (
    Change,
    Changes,
    NewDisagreement,
    NewIncident,
    NewPosition,
    NewSource,
    ResolvedDisagreement,
    Updated,
)
from llm_extract.records.consensus import (
    Consensus,
    Disagreement,
    FieldConsensus,
    FieldKey,
    IncidentConsensus,
    Position,
    Update,
)

# A disagreement told by kind and by the claims on each of its sides.
_Told = tuple[str, frozenset[frozenset[str]]]
_Difference = tuple[Disagreement, _Told]


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
    were, are = _by_field(earlier), _by_field([incident])
    for name, key in keys.items():
        old = [field for one in earlier for field in one.fields if str(field.key) == name]
        new = [field for field in incident.fields if str(field.key) == name]
        if earlier:
            yield from _positions(incident.incident_id, old, new)
        yield from _differences(incident.incident_id, key, were[name], are[name])


def _positions(
    incident_id: str, old: Iterable[FieldConsensus], new: Iterable[FieldConsensus]
) -> Iterator[Change]:
    said = {claim for field in old for one in field.positions for claim in _claims(one)}
    for field in new:
        for one in field.positions:
            if not said & _claims(one):
                yield NewPosition(
                    incident_id=incident_id,
                    key=field.key,
                    position_id=one.position_id,
                    value=one.value,
                )


def _differences(
    incident_id: str, key: FieldKey, old: Sequence[_Difference], new: Sequence[_Difference]
) -> Iterator[Change]:
    """Differences that arose, then those that stand no more."""
    for one, told in new:
        if any(_goes_on(each, told) for _, each in old):
            continue
        what = {
            "incident_id": incident_id,
            "key": key,
            "disagreement_id": one.disagreement_id,
            "why": one.why,
        }
        yield Updated(**what) if isinstance(one, Update) else NewDisagreement(**what, way=one.kind)
    for one, told in old:
        if not any(_goes_on(told, each) for _, each in new):
            yield ResolvedDisagreement(incident_id=incident_id, key=key, way=one.kind, why=one.why)


def _by_field(incidents: Iterable[IncidentConsensus]) -> defaultdict[str, list[_Difference]]:
    """The disagreements of each field; one across fields under the first that it is about."""
    found: defaultdict[str, list[_Difference]] = defaultdict(list)
    for incident in incidents:
        of = {one.position_id: field for field in incident.fields for one in field.positions}
        claims = {
            one.position_id: frozenset(_claims(one))
            for field in incident.fields
            for one in field.positions
        }
        within = (one for field in incident.fields for one in field.disagreements)
        for one in (*within, *incident.across):
            first = min(one.position_ids, key=list(of).index)
            told = one.kind, frozenset(claims[each] for each in one.position_ids)
            found[str(of[first].key)].append((one, told))
    return found


def _goes_on(old: _Told, new: _Told) -> bool:
    """Whether the new is the old, perhaps with more voices or values in it."""
    return old[0] == new[0] and all(any(side <= other for other in new[1]) for side in old[1])


def _claims(one: Position) -> set[str]:
    return {claim for each in (*one.holders, *one.rejected_by) for claim in each.claim_ids}
