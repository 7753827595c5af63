"""When something said is what was labelled: one question for each kind of value.

Numbers agree when their bounds are equal, and never by looking alike. Names agree when they are one
name spelt in two ways, or when the longer one holds the words of the shorter.
"""

from __future__ import annotations

from collections.abc import Iterable

from llm_extract.evals.gold.records import GoldClaim, GoldIncident, GoldSpeaker, Reading
from llm_extract.names import fold, same_group, same_name
from llm_extract.records.claims import (
    Attribution,
    Claim,
    Damage,
    Evidence,
    Extent,
    Outcome,
    Response,
    Responsibility,
    Speaker,
    Stance,
    Target,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count
from llm_extract.records.incidents import Incident
from llm_extract.records.when_where import Place, When

_REJECTS = frozenset({Stance.DENIES, Stance.RETRACTS})
_LEAVES_OPEN = frozenset({Stance.CANNOT_CONFIRM, Stance.DECLINES})
_SMALL = frozenset("a an the of in at for and on s".split())


def right(gold: GoldClaim, said: Claim) -> Reading | None:
    """The reading of the label that the claim gives, the label's own first; None: a wrong one."""
    return next((reading for reading in gold.readings if _given(reading, said)), None)


def _given(reading: Reading, said: Claim) -> bool:
    return same_side(reading.stance, said.stance) and same_value(reading.value, said.value)


def same_side(one: Stance, other: Stance) -> bool:
    """Whether both hold the value, both reject it, or both leave it open."""
    return (one in _REJECTS, one in _LEAVES_OPEN) == (other in _REJECTS, other in _LEAVES_OPEN)


def same_value(gold: Value, said: Value) -> bool:
    """Whether the two say the same. What an outcome or damage is of need only share a word."""
    match gold, said:
        case Toll(), Toll():
            alike = (gold.group, gold.effect) == (said.group, said.effect)
            return alike and same_bounds(gold.count, said.count)
        case Victim(), Victim():
            return gold.effect == said.effect and person(gold.name, said.name)
        case Responsibility(), Responsibility():
            return same_group(gold.actor, said.actor) or covers(gold.actor, said.actor)
        case Outcome(), Outcome():
            return gold.result == said.result and _of_one(gold.of, said.of)
        case Extent(), Extent():
            return gold.unit == said.unit and same_bounds(gold.count, said.count)
        case Damage(), Damage():
            return gold.degree == said.degree and _of_one(gold.of, said.of)
        case Target(), Target():
            return gold.target == said.target
        case Response(), Response():
            return gold.response == said.response
        case _:  # a tactic is one word; date and place stand with incidents
            return gold == said


def same_bounds(one: Count, other: Count) -> bool:
    """Whether two counts allow the same numbers: "about 20" and "20" do, "dozens" and 24 do not."""
    return (one.low, one.high) == (other.low, other.high)


# ---------------------------------------------------------------- names


def person(gold: str, said: str) -> bool:
    """Whether the two name one person: titles and given names may be left out."""
    return same_name(gold, said) or covers(gold, said)


def covers(gold: str, said: str) -> bool:
    """Whether every word of the shorter name, small words apart, stands in the longer one."""
    words = [set(fold(name).split()) - _SMALL for name in (gold, said)]
    shorter, longer = sorted(words, key=len)
    return bool(shorter) and all(any(same_name(a, b) for b in longer) for a in shorter)


def _of_one(gold: str | None, said: str | None) -> bool:
    if gold is None or said is None:
        return True
    words = [set(fold(name).split()) - _SMALL for name in (gold, said)]
    return any(same_name(a, b) for a in words[0] for b in words[1])


def same_speaker(gold: GoldSpeaker, said: Speaker) -> bool:
    """Whether the name is one of those the label allows, or holds or is held by one."""
    return any(
        same_group(name, said.name) or covers(name, said.name) for name in (gold.name, *gold.also)
    )


def same_claimant(gold: GoldClaim, said: Attribution) -> bool:
    """Whether both lead back to one origin; the outlet's own voice is an origin like others."""
    claimant = said.claimant
    if not gold.speakers or claimant is None:
        return not gold.speakers and claimant is None
    return same_speaker(gold.speakers[-1], claimant)


def same_role(gold: GoldClaim, said: Attribution) -> bool:
    """Whether who is named on both sides is of one kind, as two of one name may not be."""
    return bool(gold.speakers and said.claimant and gold.speakers[-1].role == said.claimant.role)


def same_relays(gold: GoldClaim, said: Attribution) -> bool:
    """Whether both name the same relays between the outlet and the origin, in order."""
    relays = gold.speakers[:-1]
    return len(relays) == len(said.relayed_by) and all(map(same_speaker, relays, said.relayed_by))


# ---------------------------------------------------------------- incidents


def same_days(gold: When, said: When) -> bool:
    """Whether both give the same interval, or both words that lead to no day."""
    return (gold.start, gold.end) == (said.start, said.end)


def days_meet(gold: When | None, said: When | None) -> bool:
    """Whether some day fits both."""
    if gold is None or said is None:
        return False
    if gold.start is None or gold.end is None or said.start is None or said.end is None:
        return False
    return gold.start <= said.end and said.start <= gold.end


def same_place(gold: Place, said: Place) -> bool:
    """Whether the town is the same; where the label names none, whether its finest name is."""
    wanted = gold.locality or gold.name
    named = (said.locality, said.name, said.site, said.admin1 if not gold.locality else None)
    return any(
        name is not None and (same_name(wanted, name) or covers(wanted, name)) for name in named
    )


def place_of(gold: GoldIncident, said: Incident) -> bool:
    """Whether the incident stands where the label, or one it accepts, puts it."""
    if said.place is None:
        return False
    wanted = (gold.place, *gold.also_places) if gold.place else gold.also_places
    return any(same_place(place, said.place) for place in wanted)


# ---------------------------------------------------------------- evidence


def overlap(gold: Iterable[Evidence], said: Iterable[Evidence]) -> bool:
    """Whether some quotation of the one shares a character with some quotation of the other."""
    stretches = [one.span for one in said]
    return any(one.span.overlaps(other) for one in gold for other in stretches)
