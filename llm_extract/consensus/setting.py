"""What the accounts of when and where tell together, by which two that differ may yet be one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from llm_extract.consensus.positions import Standing
from llm_extract.consensus.relations import Relation
from llm_extract.consensus.scene import holds_both, may_be_one_night, places
from llm_extract.records.claims import Location, Timing
from llm_extract.records.when_where import Place


@dataclass(frozen=True, slots=True)
class Setting:
    """All places that are given for an incident; `is_spread`: one report itself gives several."""

    given: tuple[Place, ...] = ()
    is_spread: bool = False

    @classmethod
    def of(cls, standings: Sequence[Standing]) -> Setting:
        """Gather it from the positions of a field, of whichever kind."""
        located = [one for one in standings if isinstance(one.value, Location)]
        spread = any(
            left.mouths & right.mouths and _are_apart(left, right)
            for left, right in combinations(located, 2)
        )
        return cls(tuple(_places(located)), spread)

    def reconciles(self, left: Standing, right: Standing) -> bool:
        """Whether the words around two days make them one night, or others tell one place of two.

        "Bethel" beside "Orva" is no other place where a third report says "Bethel, in Orva".
        """
        match left.value, right.value:
            case Timing(when=one), Timing(when=other):
                return may_be_one_night((one, _quotes(left)), (other, _quotes(right)))
            case Location(place=one_place), Location(place=other_place):
                return self.is_spread or any(
                    holds_both(each, one_place, other_place) for each in self.given
                )
            case _:
                return False


def _are_apart(left: Standing, right: Standing) -> bool:
    one, other = _place(left), _place(right)
    return one is not None and other is not None and places(one, other) is Relation.OPPOSED


def _places(standings: Sequence[Standing]) -> Iterator[Place]:
    """Of equal places each, for one report may tell in what province the town lies."""
    for standing in standings:
        for one in standing.holding:
            if isinstance(one.claim.value, Location):
                yield one.claim.value.place


def _place(one: Standing) -> Place | None:
    return one.value.place if isinstance(one.value, Location) else None


def _quotes(one: Standing) -> str:
    return " ".join(quote.quote for each in one.holding for quote in each.claim.evidence)
