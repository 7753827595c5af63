"""Figures that leave people out, though nobody says so: attackers, or those in other hospitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from llm_extract.consensus.bodies import body
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.statements import Statement
from llm_extract.records.claims import Group, IncludesPerpetrators, Role, Toll
from llm_extract.records.counts import CountKind


@dataclass(frozen=True, slots=True)
class Fewer:
    """By what it is told, of the tolls of one field, whether one leaves out whom another counts.

    `attackers` are the numbers of attackers that anybody gives for the same effect; `most` is the
    highest figure that a speaker gives at one time, less any attackers in it.
    """

    attackers: frozenset[int]
    most: Mapping[tuple[object, ...], int]

    @classmethod
    def of(cls, standings: Iterable[Standing], attackers: frozenset[int]) -> Fewer:
        """Gather it from the positions of a field."""
        # In rising order, so that the last figure of a breath is its highest.
        return cls(attackers, dict(sorted(_given(standings, attackers), key=itemgetter(1))))

    def are_attackers(self, low: Standing, high: Standing) -> bool:
        """Whether attackers make up the difference, and nobody says that both count alike.

        Where nobody says how many there were, it does for the higher to say that it counts them.
        """
        fewer, more = _toll(low), _toll(high)
        counted = fewer.includes_perpetrators is IncludesPerpetrators.YES
        left_out = more.includes_perpetrators is IncludesPerpetrators.NO
        if more.group is not Group.EVERYONE or counted or left_out:
            return False
        if not self.attackers:
            return more.includes_perpetrators is IncludesPerpetrators.YES
        exact = fewer.count.kind is CountKind.EXACT is more.count.kind
        return exact and bottom(high) - bottom(low) in self.attackers

    def is_of_some(self, low: Standing, high: Standing) -> bool:
        """Whether all who give the lower figure count only some of those whom the higher counts.

        So it is with whoever gives a higher one himself, and with a hospital.
        """
        top = _toll(low).count.high
        if top is None or top >= bottom(high) or _counts_attackers(low):
            return False
        return all(
            self.most.get(one.breath, 0) > top or (top > 0 and _counts_its_own(one, high))
            for one in low.holding
        )


def _given(
    standings: Iterable[Standing], attackers: frozenset[int]
) -> Iterator[tuple[tuple[object, ...], int]]:
    """Who gives which figure of the whole at what time, without as many attackers as may be."""
    for each in standings:
        if not is_figure(each) or each.part is not None:
            continue
        if _counts_attackers(each) and not attackers:
            continue
        without = bottom(each) - (max(attackers) if _counts_attackers(each) else 0)
        yield from ((one.breath, without) for one in each.holding if not one.is_hearsay)


def _counts_its_own(one: Statement, other: Standing) -> bool:
    """Whether a hospital or an ambulance speaks, which knows those brought to it."""
    speaker = one.claim.attribution.claimant
    if speaker is None or speaker.role is not Role.MEDICAL or body(speaker).kind == "ministry":
        return False
    return all(one.line.key != line.key for line in other.lines)


def attackers_lost(standings: Sequence[Standing]) -> frozenset[int]:
    """How many attackers anybody says there were, in the positions on their own toll."""
    tolls = (_toll(one) for one in standings if one.is_held and one.part is None)
    exact = (one.count.low for one in tolls if one.count.kind is CountKind.EXACT)
    return frozenset(number for number in exact if number)


def is_figure(one: Standing) -> bool:
    """Whether it is a toll with a number."""
    return isinstance(one.value, Toll) and one.value.count.is_bounded


def bottom(one: Standing) -> int:
    """Where a figure starts; of one that is open below, where it ends."""
    count = _toll(one).count
    return (count.low if count.low is not None else count.high) or 0


def _counts_attackers(one: Standing) -> bool:
    return _toll(one).includes_perpetrators is IncludesPerpetrators.YES


def _toll(one: Standing) -> Toll:
    if not isinstance(one.value, Toll):
        raise TypeError(f"only tolls count people, and not {one.value.field}")
    return one.value
