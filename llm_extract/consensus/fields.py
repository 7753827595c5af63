"""One field of one incident: its positions, their range, how they differ, and what is best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from llm_extract.consensus.calendar import Calendar
from llm_extract.consensus.disagreements import disagreements
from llm_extract.consensus.independence import Provenance, confidence
from llm_extract.consensus.policies import Candidate, Policy
from llm_extract.consensus.positions import Standing, moment_key, positions
from llm_extract.consensus.sameness import Names, field_key
from llm_extract.consensus.shares import shares_apart
from llm_extract.consensus.statements import Statement
from llm_extract.consensus.wording import listing
from llm_extract.records.claims import Effect, Extent, Group, Toll, Value
from llm_extract.records.consensus import Best, FieldConsensus, FieldKey, Range, Source
from llm_extract.records.counts import CountKind

# The order in which a reader asks: how many, when, where, how far, who, how it ended, and so on.
_FIELDS = (
    "toll date place extent responsibility outcome damage tactic target response victim".split()
)


@dataclass(frozen=True)
class Frame:
    """What the fields of one incident have in common."""

    incident_id: str
    names: Names
    calendar: Calendar
    provenance: Provenance
    policy: Policy
    covering: Mapping[str, Source]
    many_places: bool


def by_field(statements: Iterable[Statement], frame: Frame) -> dict[FieldKey, tuple[Standing, ...]]:
    """The positions on every field that any statement speaks to, in a fixed order."""
    groups: dict[FieldKey, list[Statement]] = {}
    for one in statements:
        groups.setdefault(field_key(one.claim.value), []).append(one)
    return {
        key: positions(
            _told(key, groups[key]), f"{frame.incident_id} {key}", frame.names, frame.calendar
        )
        for key in sorted(groups, key=_rank)
    }


def _told(key: FieldKey, statements: Sequence[Statement]) -> Sequence[Statement]:
    return shares_apart(statements) if key.field == "toll" else statements


def _rank(key: FieldKey) -> tuple[int, int, int, str]:
    return (
        _FIELDS.index(key.field),
        list(Effect).index(key.effect) if key.effect else 0,
        list(Group).index(key.group) if key.group else 0,
        key.facet or "",
    )


def field_consensus(key: FieldKey, standings: Sequence[Standing], frame: Frame) -> FieldConsensus:
    """The consensus on one field: how its positions differ, and how they stand."""
    found = disagreements(standings, many_places=frame.many_places)
    speaking = {one.source.article_id: one.source for each in standings for one in each.statements}
    best, no_best = _best(standings, frame)
    return FieldConsensus(
        key=key,
        positions=tuple(one.position for one in standings),
        reported_range=_range(standings),
        best=best,
        no_best=no_best,
        disagreements=found,
        independence=frame.provenance.count(speaking.values()),
        confidence=confidence(standings, found, frame.provenance),
        silent=tuple(sorted(set(frame.covering) - set(speaking))),
    )


# ---------------------------------------------------------------- the best value


def _best(standings: Sequence[Standing], frame: Frame) -> tuple[Best | None, str | None]:
    held = [one for one in standings if one.is_held and one.part is None and _gives(one.value)]
    if not held:
        return None, "nobody gives a value for the whole"
    free = [one for one in held if not one.resting_on]
    if not free:
        parties = sorted({_party(one) for one in held})
        if len(parties) == 1:
            return None, f"it rests on the word of one party to the conflict: {parties[0]}"
        return None, f"it rests on the word of parties to the conflict alone: {listing(parties)}"
    chosen = frame.policy.choose([_candidate(one, frame.provenance) for one in free])
    if isinstance(chosen, str):
        return None, chosen
    best = Best(
        policy=frame.policy.name,
        value=chosen.value,
        position_id=chosen.position_id,
        low=chosen.low,
        high=chosen.high,
    )
    return best, None


def _gives(value: Value) -> bool:
    """Whether a value is one at all: "there were deaths" gives no number to pick."""
    return not isinstance(value, Toll | Extent) or value.count.kind is not CountKind.UNKNOWN


def _party(one: Standing) -> str:
    holder = one.position.holders[0].claimant
    if holder is not None:
        return holder.name
    # A party's own release.
    return next((each.source.publisher for each in one.holding if each.source.publisher), "a side")


def _candidate(one: Standing, provenance: Provenance) -> Candidate:
    newest = one.latest
    return Candidate(
        position_id=one.position.position_id,
        value=one.value,
        support=provenance.support(one.holding),
        latest=moment_key(newest) if newest else None,
        rejected=bool(one.rejecting or one.withdrawing),
    )


# ---------------------------------------------------------------- the range


def _range(standings: Sequence[Standing]) -> Range | None:
    """The lowest and highest figure anybody gives for the whole.

    `high` is None where the highest figure is itself an "at least", and `low` where the lowest is
    an "up to": beyond these nothing is reported.
    """
    counts = [
        one.value.count
        for one in standings
        if one.is_held and one.part is None and isinstance(one.value, Toll | Extent)
    ]
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts if count.high is not None]
    if not lows and not highs:
        return None
    low, high = min(lows, default=None), max(highs, default=None)
    if low is not None and highs and min(highs) < low:
        low = None
    if high is not None and lows and max(lows) > high:
        high = None
    return Range(low=low, high=high)
