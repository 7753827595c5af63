"""What is remarked on a difference, beside its sides: plans only."""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.briefing.plans import Remark, Statement
from llm_extract.records.claims import Outcome, Result
from llm_extract.records.consensus import FieldConsensus

CONTAINED_FIRST = (
    Result.FOILED,
    Result.REPELLED,
    Result.FAILED,
    Result.UNDER_CONTROL,
    Result.AREA_SECURED,
    Result.ATTACKERS_FLED,
)
_MANY = 2


def kinds_of(field: FieldConsensus) -> frozenset[str]:
    """The kinds of disagreement on a field."""
    return frozenset(one.kind for one in field.disagreements)


def remarks_of(field: FieldConsensus, said: Sequence[Statement]) -> tuple[Remark, ...]:
    """What the kinds of difference on a field call for, of these statements on it."""
    kinds = kinds_of(field)
    found = []
    differ = bool(kinds & {"scope_mismatch", "contradiction"})
    if differ and "contradiction" not in kinds:
        found.append(Remark.NOT_THE_SAME)
    if "possible_update" in kinds:
        found.append(Remark.MAYBE_NEWER)
    elif differ and len({one.as_of for one in said if one.as_of}) >= _MANY:
        found.append(Remark.TIMING)
    return (*found, *(one for one in maybe_timing(said) if Remark.TIMING not in found))


def maybe_timing(said: Sequence[Statement]) -> tuple[Remark, ...]:
    """Fighting that goes on in one account may be over in a later one."""
    results = {one.value.result for one in said if isinstance(one.value, Outcome)}
    ongoing = Result.ONGOING in results and not results.isdisjoint(CONTAINED_FIRST)
    return (Remark.MAYBE_TIMING,) if ongoing else ()
