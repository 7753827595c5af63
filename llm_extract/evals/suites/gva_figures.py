"""What one article comes to: one figure for the killed and one for the injured.

Points 2 to 4 of the policy in `gva`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from llm_extract.records.claims import Claim, Effect, Group, IncludesPerpetrators, Toll, Victim


@dataclass(frozen=True)
class Figure:
    """What one article gives of one effect; `whole` false: of a share of the people only."""

    whole: bool
    number: int


def figures(held: Sequence[Claim]) -> dict[str, Figure | None]:
    """Both figures of the claims that an article commits itself to; None where it gives none."""
    killed = _figure(held, Effect.KILLED)
    injured = _figure(held, Effect.INJURED)
    shot = _figure(held, Effect.KILLED_OR_INJURED)
    if injured is None and shot is not None:
        injured = Figure(shot.whole, max(shot.number - (killed.number if killed else 0), 0))
    return {"killed": killed, "injured": injured}


def _figure(held: Sequence[Claim], effect: Effect) -> Figure | None:
    named = {
        claim.value.name
        for claim in held
        if isinstance(claim.value, Victim) and claim.value.effect is effect
    }
    tolls = [
        (claim, claim.value)
        for claim in held
        if isinstance(claim.value, Toll) and claim.value.effect is effect
    ]
    tolls = [(claim, toll) for claim, toll in tolls if toll.count.is_bounded]
    if not tolls:
        return Figure(whole=False, number=len(named)) if named else None
    highest: dict[Group, tuple[int, bool]] = {}
    for _, toll in tolls:
        told = _bound(toll), toll.includes_perpetrators is IncludesPerpetrators.NO
        highest[toll.group] = max(highest.get(toll.group, told), told)
    beside = max(_beside(tolls), default=0)
    whole = beside > 0 or not _APART.isdisjoint(highest) or Group.EVERYONE in highest
    return Figure(whole, max(_total(highest), beside, len(named)))


def _bound(toll: Toll) -> int:
    return toll.count.low if toll.count.low is not None else toll.count.high or 0


def _beside(tolls: Sequence[tuple[Claim, Toll]]) -> Iterator[int]:
    """The sums of two figures that one sentence joins: "three adults and two boys were shot"."""
    for (one, first), (two, second) in permutations(tolls, 2):
        if one.claim_id in two.parts or two.claim_id in one.parts:
            continue
        joined = re.compile(
            rf"\b{re.escape(first.count.verbatim)}\b{_AND}{re.escape(second.count.verbatim)}\b"
        )
        shared = {evidence.quote for evidence in one.evidence} & {e.quote for e in two.evidence}
        within = first.includes_perpetrators is IncludesPerpetrators.YES
        is_attacker = second.group is Group.MILITANTS is not first.group and not within
        if any(is_attacker or joined.search(quote) for quote in shared):
            yield _bound(first) + _bound(second)


# A few words about the first, then "and", and the second.
_AND = r"\W+(?:[\w'’-]+\W+){0,5}?and\W+(?:the\W+)?"
# Groups that share nobody; the others (children, officials) may be counted in these.
_APART = frozenset(
    {Group.CIVILIANS, Group.POLICE, Group.MILITARY, Group.SECURITY_FORCES, Group.OTHER}
)


def _total(highest: Mapping[Group, tuple[int, bool]]) -> int:
    """Victims and perpetrators together, from the highest figure of each group."""
    perpetrators, _ = highest.get(Group.MILITANTS, (0, False))
    if Group.EVERYONE in highest:
        everyone, without = highest[Group.EVERYONE]
        return everyone + perpetrators if without else max(everyone, perpetrators)
    apart = sum(figure for group, (figure, _) in highest.items() if group in _APART)
    others = [figure for group, (figure, _) in highest.items() if group is not Group.MILITANTS]
    return max(apart, *others, 0) + perpetrators
