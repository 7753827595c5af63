"""Sums: whether the figures of the parts add up to the whole. Derived by us, and said to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from llm_extract.consensus.wording import people
from llm_extract.records.claims import Claim, Effect, Group, Toll
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus, Range
from llm_extract.records.counts import Count, CountKind

# Groups whose figures are contained in another group's.
_WITHIN = {
    Group.SECURITY_FORCES: (Group.POLICE, Group.MILITARY),
    Group.EVERYONE: (Group.SECURITY_FORCES, Group.CIVILIANS, Group.MILITANTS, Group.OFFICIALS),
}


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The least and the most that positions allow; `high` None: no upper bound."""

    low: int
    high: int | None

    def __str__(self) -> str:
        if self.high is None:
            return f"at least {self.low}"
        return f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"


def notes(incidents: Sequence[IncidentConsensus], claims: Sequence[Claim]) -> tuple[str, ...]:
    """A note for each total that its parts do not add up to."""
    return (*_within_claims(claims), *_within_series(incidents))


def _within_claims(claims: Sequence[Claim]) -> Iterator[str]:
    """Totals that an article itself breaks down: 21, "including 10 and 11"."""
    by_id = {claim.claim_id: claim for claim in claims}
    for claim in claims:
        total = _exact(claim)
        parts = [_exact(by_id[part]) for part in claim.parts if part in by_id]
        given = [part for part in parts if part is not None]
        if total is None or len(given) < 2 or len(given) != len(parts) or sum(given) == total:  # noqa: PLR2004 - a sum has two terms
            continue
        how = "less" if sum(given) < total else "more"
        terms = " + ".join(map(str, given))
        yield f"Derived: {terms} = {sum(given)}, {how} than the {total} they are said to make up."


def _exact(claim: Claim) -> int | None:
    value = claim.value
    return value.count.low if isinstance(value, Toll) else None


def _within_series(incidents: Sequence[IncidentConsensus]) -> Iterator[str]:
    parts: dict[str, list[IncidentConsensus]] = {}
    for one in incidents:
        if one.part_of:
            parts.setdefault(one.part_of, []).append(one)
    for whole in incidents:
        yield from _against_whole(whole, parts.get(whole.incident_id, []))


def _against_whole(whole: IncidentConsensus, parts: Sequence[IncidentConsensus]) -> Iterator[str]:
    tolls = [_tolls(part) for part in parts]
    for (group, effect), bounds in _tolls(whole).items():
        given = [found for part in tolls if (found := _of_group(part, group, effect))]
        if not given:
            continue
        low = sum(one.low for one in given)
        high = (
            None if any(one.high is None for one in given) else sum(one.high or 0 for one in given)
        )
        total = _Bounds(low, high)
        how = _compare(total, bounds)
        # That parts seen only through smaller groups fall short of the whole says nothing.
        direct = all((group, effect) in part for part in tolls if _of_group(part, group, effect))
        if how == "more" or (how == "less" and direct):
            who = people(
                group, Count(kind=CountKind.EXACT, low=low or 2, high=low or 2, verbatim="")
            )
            yield (
                f"Derived: the figures for single places add up to {total} {who} {_said(effect)},"
                f" {how} than the {bounds} given for the whole."
            )


def _compare(total: _Bounds, whole: _Bounds) -> str | None:
    if whole.high is not None and total.low > whole.high:
        return "more"
    return "less" if total.high is not None and total.high < whole.low else None


def _said(effect: Effect) -> str:
    return str(effect).replace("_", " ")


def _tolls(one: IncidentConsensus) -> Mapping[tuple[Group, Effect], _Bounds]:
    return {
        (field.key.group, field.key.effect): bounds
        for field in one.fields
        if field.key.group and field.key.effect and (bounds := _bounds(field))
    }


def _bounds(field: FieldConsensus) -> _Bounds | None:
    found: Range | None = field.reported_range
    return _Bounds(found.low or 0, found.high) if found else None


def _of_group(
    part: Mapping[tuple[Group, Effect], _Bounds], group: Group, effect: Effect
) -> _Bounds | None:
    """The part's own figure for the group, else the sum over the groups within it."""
    if (group, effect) in part:
        return part[group, effect]
    inner = [part[one, effect] for one in _WITHIN.get(group, ()) if (one, effect) in part]
    if not inner:
        return None
    high = None if any(one.high is None for one in inner) else sum(one.high or 0 for one in inner)
    return _Bounds(sum(one.low for one in inner), high)
