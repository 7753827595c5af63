"""Figures that leave people out, though nobody says so: attackers, or those in other hospitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from llm_extract.consensus.bodies import body
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.sameness import count_key
from llm_extract.consensus.statements import Statement
from llm_extract.records.claims import IncludesPerpetrators, Role, Toll


@dataclass(frozen=True, slots=True)
class Fewer:
    """By what it is told, of the tolls of one field, whether one leaves out whom another counts.

    `most` is the highest figure that a speaker gives at one time, attackers left out; `parts` are
    the figures that a voice gives of a part.
    """

    most: Mapping[tuple[object, ...], int]
    parts: frozenset[tuple[tuple[str, str], str]]

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> Fewer:
        """Gather it from the positions of a field."""
        figures = [one for one in standings if is_figure(one)]
        # In rising order, so that the last figure of a breath is its highest.
        rising = sorted(_given(figures), key=itemgetter(1))
        return cls(dict(rising), frozenset(_given_of_parts(figures)))

    def is_told(self, low: Standing, high: Standing) -> bool:
        """Whether the higher counts attackers, which the lower does not say of itself, or all who
        give the higher say that the lower is a part of it.
        """
        if counts_attackers(high) and not counts_attackers(low):
            return True
        return bottom(low) > 1 and self._is_part_of(low, high)

    def _is_part_of(self, low: Standing, high: Standing) -> bool:
        figure = count_key(_toll(low).count)
        return high.is_held and all((one.mouth, figure) in self.parts for one in high.holding)

    def is_of_some(self, low: Standing, high: Standing) -> bool:
        """Whether all who give the lower figure count only some of those whom the higher counts.

        So it is with whoever gives a higher one himself, and with a hospital.
        """
        top = _toll(low).count.high
        if top is None or top >= bottom(high) or counts_attackers(low):
            return False
        return all(
            self.most.get(one.breath, 0) > top or (top > 0 and _counts_its_own(one, high))
            for one in low.holding
        )


def _given(figures: Iterable[Standing]) -> Iterator[tuple[tuple[object, ...], int]]:
    """Who gives which figure of the whole at what time, without attackers."""
    for each in figures:
        if each.part is None and not counts_attackers(each):
            yield from ((one.breath, bottom(each)) for one in each.holding if not one.is_hearsay)


def _given_of_parts(figures: Iterable[Standing]) -> Iterator[tuple[tuple[str, str], str]]:
    """Who gives which figure of a part."""
    for each in figures:
        if each.part is not None:
            yield from ((one.mouth, count_key(_toll(each).count)) for one in each.holding)


def _counts_its_own(one: Statement, other: Standing) -> bool:
    """Whether a hospital or an ambulance speaks, which knows those brought to it."""
    speaker = one.claim.attribution.claimant
    if speaker is None or speaker.role is not Role.MEDICAL or body(speaker).kind == "ministry":
        return False
    return all(one.line.key != line.key for line in other.lines)


def is_figure(one: Standing) -> bool:
    """Whether it is a toll with a number."""
    return isinstance(one.value, Toll) and one.value.count.is_bounded


def bottom(one: Standing) -> int:
    """Where a figure starts; of one that is open below, where it ends."""
    count = _toll(one).count
    return (count.low if count.low is not None else count.high) or 0


def counts_attackers(one: Standing) -> bool:
    """Whether a toll is said to count the attackers too."""
    return _toll(one).includes_perpetrators is IncludesPerpetrators.YES


def _toll(one: Standing) -> Toll:
    if not isinstance(one.value, Toll):
        raise TypeError(f"only tolls count people, and not {one.value.field}")
    return one.value
