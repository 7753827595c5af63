"""Sums: whether the figures of the parts add up to the whole. Derived by us, and said to be.

Three kinds of parts: those that an article itself counts in a total, the groups of one incident,
and the places of a series.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from llm_extract.consensus.wording import people
from llm_extract.records.claims import Claim, Effect, Group, Toll
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus, Sum
from llm_extract.records.counts import Count, CountKind

# Groups whose figures are contained in another group's.
_WITHIN = {
    Group.SECURITY_FORCES: (Group.POLICE, Group.MILITARY),
    Group.EVERYONE: (Group.SECURITY_FORCES, Group.CIVILIANS, Group.MILITANTS, Group.OFFICIALS),
}
# Of one incident, whoever counts all need not count the attackers.
_VICTIMS = (Group.SECURITY_FORCES, Group.CIVILIANS, Group.OFFICIALS)
_FEWEST_TERMS = 2

_How = Literal["fits", "less", "more"]
_Whom = tuple[Group, Effect]


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The least and the most that positions allow, and which these are; `high` None: no most."""

    low: int
    high: int | None
    position_ids: tuple[str, ...] = ()

    def __add__(self, other: _Bounds) -> _Bounds:
        open_ended = self.high is None or other.high is None
        return _Bounds(
            self.low + other.low,
            None if open_ended else (self.high or 0) + (other.high or 0),
            self.position_ids + other.position_ids,
        )

    def __str__(self) -> str:
        if self.high is None:
            return f"at least {self.low}"
        return f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"


def added(
    incidents: Sequence[IncidentConsensus], claims: Sequence[Claim]
) -> tuple[IncidentConsensus, ...]:
    """The incidents with their sums."""
    parts: dict[str, list[IncidentConsensus]] = {}
    for one in incidents:
        if one.part_of:
            parts.setdefault(one.part_of, []).append(one)
    by_id = {claim.claim_id: claim for claim in claims}
    at = {claim: position for one in incidents for claim, position in _places(one)}
    return tuple(
        one.model_copy(
            update={
                "sums": (
                    *_by_the_article(one, by_id, at),
                    *_by_groups(one),
                    *_by_places(one, parts.get(one.incident_id, [])),
                )
            }
        )
        for one in incidents
    )


def notes(incidents: Sequence[IncidentConsensus]) -> tuple[str, ...]:
    """A note for each total that its parts do not add up to."""
    return tuple(one.why for each in incidents for one in each.sums if one.how != "fits")


def _sum(total: _Bounds, parts: _Bounds, how: _How, why: str) -> Sum:
    return Sum(
        total_ids=total.position_ids,
        part_ids=parts.position_ids,
        low=parts.low,
        high=parts.high,
        how=how,
        why=why,
    )


def _compare(parts: _Bounds, total: _Bounds) -> _How:
    if total.high is not None and parts.low > total.high:
        return "more"
    return "less" if parts.high is not None and parts.high < total.low else "fits"


# ---------------------------------------------------------------- by the article's own word


def _places(incident: IncidentConsensus) -> Iterator[tuple[str, str]]:
    """Each claim with the position that it holds."""
    for field in incident.fields:
        for one in field.positions:
            for holder in one.holders:
                yield from ((claim, one.position_id) for claim in holder.claim_ids)


def _by_the_article(
    incident: IncidentConsensus, by_id: Mapping[str, Claim], at: Mapping[str, str]
) -> Iterator[Sum]:
    """Totals that an article itself breaks down: 21, "including 10 and 11"."""
    for claim_id, _ in _places(incident):
        claim = by_id[claim_id]
        if not claim.parts:
            continue
        total = _of_claim(claim, at)
        given = [_of_claim(by_id[one], at) for one in claim.parts if one in by_id]
        terms = [one for one in given if one is not None]
        if total is None or len(terms) < _FEWEST_TERMS or len(terms) != len(given):
            continue
        parts = reduce(_Bounds.__add__, terms)
        how = _compare(parts, total)
        as_many = "which fits" if how == "fits" else f"{how} than"
        sum_ = " + ".join(map(str, terms))
        why = f"Derived: {sum_} = {parts}, {as_many} the total they are said to make up ({total})."
        yield _sum(total, parts, how, why)


def _of_claim(claim: Claim, at: Mapping[str, str]) -> _Bounds | None:
    value = claim.value
    if not isinstance(value, Toll) or not value.count.is_bounded or claim.claim_id not in at:
        return None
    return _Bounds(value.count.low or 0, value.count.high, (at[claim.claim_id],))


# ---------------------------------------------------------------- by the groups of one incident


def _by_groups(incident: IncidentConsensus) -> Iterator[Sum]:
    """Groups that come to more than all: what is not among them may always make up the rest."""
    tolls = _tolls(incident)
    for (group, effect), total in tolls.items():
        inner = _VICTIMS if group is Group.EVERYONE else _WITHIN.get(group, ())
        given = [found for one in inner if (found := _of_group(tolls, one, effect))]
        if len(given) < _FEWEST_TERMS:
            continue
        parts = reduce(_Bounds.__add__, given)
        if _compare(parts, total) == "more":
            who = _people(group, parts.low)
            why = (
                f"Derived: the figures for single groups add up to {parts} {who} {_said(effect)},"
                f" more than the {total} given for all."
            )
            yield _sum(total, parts, "more", why)


# ---------------------------------------------------------------- by the places of a series


def _by_places(whole: IncidentConsensus, parts: Sequence[IncidentConsensus]) -> Iterator[Sum]:
    tolls = [_tolls(part) for part in parts]
    for (group, effect), total in _tolls(whole).items():
        given = [found for part in tolls if (found := _of_group(part, group, effect))]
        if not given:
            continue
        added_up = reduce(_Bounds.__add__, given)
        how = _compare(added_up, total)
        # That parts seen only through smaller groups fall short of the whole says nothing.
        direct = all((group, effect) in part for part in tolls if _of_group(part, group, effect))
        if how == "more" or (how == "less" and direct):
            why = (
                f"Derived: the figures for single places add up to {added_up}"
                f" {_people(group, added_up.low)} {_said(effect)},"
                f" {how} than the {total} given for the whole."
            )
            yield _sum(total, added_up, how, why)


# ---------------------------------------------------------------- what a field allows


def _people(group: Group, number: int) -> str:
    count = Count(kind=CountKind.EXACT, low=number or 2, high=number or 2, verbatim="")
    return people(group, count)


def _said(effect: Effect) -> str:
    return str(effect).replace("_", " ")


def _tolls(one: IncidentConsensus) -> Mapping[_Whom, _Bounds]:
    return {
        (field.key.group, field.key.effect): bounds
        for field in one.fields
        if field.key.group and field.key.effect and (bounds := _bounds(field))
    }


def _bounds(field: FieldConsensus) -> _Bounds | None:
    found = field.reported_range
    held = tuple(one.position_id for one in field.positions if one.holders)
    return _Bounds(found.low or 0, found.high, held) if found and held else None


def _of_group(tolls: Mapping[_Whom, _Bounds], group: Group, effect: Effect) -> _Bounds | None:
    """The group's own figure, else the sum over the groups within it."""
    if (group, effect) in tolls:
        return tolls[group, effect]
    inner = [tolls[one, effect] for one in _WITHIN.get(group, ()) if (one, effect) in tolls]
    return reduce(_Bounds.__add__, inner) if inner else None
