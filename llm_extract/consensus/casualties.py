"""The killed and the injured of one voice against the killed or injured of another.

"One dead and one hurt" beside "two dozen casualties" is a conflict that neither figure shows alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from llm_extract.consensus.positions import Standing
from llm_extract.records.claims import Effect, Group, Toll

_Sum = tuple[Standing, Standing]


def added_up(tolls: Sequence[Standing]) -> Iterator[tuple[_Sum, Standing]]:
    """Each killed and injured that come from one mouth, with a total of others that they miss."""
    totals = list(_of(tolls, Effect.KILLED_OR_INJURED))
    for dead, hurt in product(_of(tolls, Effect.KILLED), _of(tolls, Effect.INJURED)):
        if _group(dead) is not _group(hurt) or not dead.mouths & hurt.mouths:
            continue
        for total in totals:
            alike = _group(total) is _group(dead) and not total.mouths & dead.mouths
            if alike and _is_missed(total, dead, hurt):
                yield (dead, hurt), total


def _of(tolls: Iterable[Standing], effect: Effect) -> Iterator[Standing]:
    for one in tolls:
        if isinstance(one.value, Toll) and one.value.effect is effect:
            yield one


def _group(one: Standing) -> Group | None:
    return one.value.group if isinstance(one.value, Toll) else None


def _is_missed(total: Standing, dead: Standing, hurt: Standing) -> bool:
    """Whether no number of both together fits what is said of all.

    Only a body that lasts, an army or a ministry, need know of everybody; a paper that tells of one
    dead and one hurt may know of more.
    """
    low, high = _bounds(total)
    (least, most), (fewest, highest) = _bounds(dead), _bounds(hurt)
    both = None if most is None or highest is None else most + highest
    if both is not None and (low or 0) > both:
        return any(line.lasting for line in dead.lines & hurt.lines)
    return high is not None and (least or 0) + (fewest or 0) > high


def _bounds(one: Standing) -> tuple[int | None, int | None]:
    return (one.value.count.low, one.value.count.high) if isinstance(one.value, Toll) else (0, None)
