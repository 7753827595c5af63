"""Which claims of a reading stand, by the reply to a second look at the article.

The reply is believed only as far as the reading carries it: a claim is a repetition only of what
the same mouth says, and nothing is out for repeating what is out itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from llm_extract.extractors.model.checked import words_of
from llm_extract.extractors.model.reply import FaultReply
from llm_extract.records.claims import (
    Claim,
    Effect,
    Extent,
    Fault,
    Party,
    SetAside,
    Speaker,
    Stance,
    Toll,
    Value,
)
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Extraction, Incident

# Days and places follow from what else is told, and means and kinds of targets are not compared.
_NOT_SHOWN = frozenset({"date", "place", "tactic", "target"})
_POINTING = frozenset({Fault.REPEATS, Fault.COUNTED})
_CAN_BE_DEAD = {Effect.KILLED, Effect.NEUTRALISED}
_NOT_GIVEN = frozenset({Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.RETRACTS, Stance.DECLINES})


@dataclass(frozen=True)
class Told:
    """A claim and the incident it is told of; None: background."""

    claim: Claim
    incident: Incident | None

    @property
    def incident_id(self) -> str | None:
        """The id of the incident."""
        return self.incident.incident_id if self.incident else None


def told(reading: Extraction) -> tuple[Told, ...]:
    """The claims that can be looked at again, by incident and sentence; their numbers count from 1
    in this order.
    """
    inside = [
        Told(claim, one)
        for one in reading.incidents
        for claim in sorted(one.claims, key=_place)
        if claim.field not in _NOT_SHOWN
    ]
    return (*inside, *(Told(claim, None) for claim in sorted(reading.background, key=_place)))


def listing(claims: Iterable[Told]) -> str:
    """The claims in lines for the model, each under its incident and its sentence."""
    return "\n".join(_lines(enumerate(claims, 1)))


def _lines(numbered: Iterable[tuple[int, Told]]) -> Iterator[str]:
    for _, of_incident in groupby(numbered, key=lambda each: each[1].incident_id):
        told_of = list(of_incident)
        incident = told_of[0][1].incident
        yield f"Under: {incident.label} ({incident.type})" if incident else "Under: background"
        for quote, said in groupby(told_of, key=lambda each: each[1].claim.evidence[0].quote):
            yield f"“{quote}”"
            yield from (f"{number}. {_line(one.claim)}" for number, one in said)


def _line(claim: Claim) -> str:
    about = f", of {claim.about}" if claim.about else ""
    how = f"{claim.stance}, {claim.evidentiality}"
    return f"{claim.field}: {_worded(claim.value)}{about} | {how} | {claim.attribution}"


def _worded(value: Value) -> str:
    match value:
        case Toll(group=group, effect=effect, count=count):
            return f"{count} {group} {effect} (“{count.verbatim}”)"
        case Extent(unit=unit, count=count):
            return f"{count} {unit} (“{count.verbatim}”)"
        case _:
            told = value.model_dump(mode="json", exclude_none=True, exclude={"field", "group"})
            return ", ".join(told.values())


def _place(claim: Claim) -> int:
    return claim.evidence[0].span.start


# ---------------------------------------------------------------- what is set aside


def without(
    reading: Extraction, claims: Sequence[Told], faults: Iterable[FaultReply]
) -> Extraction:
    """The reading without the claims that have a fault, which are set aside with it.

    A fault that cannot be, by the reading itself, is a note, and its claim stands.
    """
    fallen: dict[int, FaultReply] = {}
    notes: list[str] = []
    # Whether another claim stands is settled before anything is out for repeating it.
    for fault in sorted(faults, key=lambda one: one.fault in _POINTING):
        if why := _refused(fault, claims, fallen):
            notes.append(f"claim {fault.claim} of the check is not out for {fault.fault}: {why}")
        else:
            fallen[fault.claim] = fault
    out = {(claims[at - 1].incident_id, claims[at - 1].claim.claim_id) for at in fallen}
    aside = [_aside(fallen[number], claims) for number in sorted(fallen)]
    return reading.model_copy(
        update={
            "incidents": tuple(
                one.model_copy(update={"claims": _left(one.claims, one.incident_id, out)})
                for one in reading.incidents
            ),
            "background": _left(reading.background, None, out),
            "set_aside": (*reading.set_aside, *aside),
            "notes": (*reading.notes, *notes),
        }
    )


def _aside(fault: FaultReply, claims: Sequence[Told]) -> SetAside:
    one = claims[fault.claim - 1]
    pointed = claims[fault.of - 1] if fault.of and fault.fault in _POINTING else None
    return SetAside(
        claim=one.claim,
        incident=one.incident.label if one.incident else None,
        fault=fault.fault,
        of=pointed.claim.claim_id if pointed else None,
    )


def _left(
    claims: tuple[Claim, ...], incident_id: str | None, out: set[tuple[str | None, str]]
) -> tuple[Claim, ...]:
    """The claims that are not out; no total is linked to a part that is."""
    kept = [one for one in claims if (incident_id, one.claim_id) not in out]
    ids = {one.claim_id for one in kept}
    return tuple(
        one if ids.issuperset(one.parts) else one.model_copy(update={"parts": ()}) for one in kept
    )


def _refused(
    fault: FaultReply, claims: Sequence[Told], fallen: Mapping[int, FaultReply]
) -> str | None:
    """Why a fault cannot be; None: it can."""
    numbers = range(1, len(claims) + 1)
    if fault.claim not in numbers:
        return "there is no such claim"
    if fault.claim in fallen:
        return "it is out already"
    claim = claims[fault.claim - 1].claim
    if fault.fault is Fault.NOT_REJECTED and claim.stance not in _NOT_GIVEN:
        return "it rejects nothing"
    if fault.fault not in _POINTING:
        return None
    if fault.of is None or fault.of not in numbers or fault.of == fault.claim:
        return "it names no other claim"
    if fault.of in fallen:
        return "the other claim is out itself"
    return _unlike(fault.fault, claim, claims[fault.of - 1].claim)


def _unlike(fault: Fault, claim: Claim, other: Claim) -> str | None:
    """Why one claim cannot be contained in the other; None: it can."""
    if not _same_mouth(claim, other):
        return "another speaker says the other"
    if _sense(claim) != _sense(other):
        return "one of the two is rejected"
    contained = _repeats if fault is Fault.REPEATS else _counted
    return None if contained(claim, other) else "the other says something else"


def _same_mouth(claim: Claim, other: Claim) -> bool:
    """Whether both can be by one speaker, in full or in short; the report's own voice is one."""
    speaker, again = claim.attribution.claimant, other.attribution.claimant
    if speaker is None or again is None:
        return speaker is again
    names = words_of(speaker.name), words_of(again.name)
    return names[0] <= names[1] or names[1] <= names[0] or _one_party(speaker, again)


def _one_party(speaker: Speaker, again: Speaker) -> bool:
    """Whether both can speak for one side: "the army", "its generals" and the officer by name."""
    sides = speaker.party, again.party
    alike = speaker.role is again.role and sides == (Party.YES, Party.YES)
    return alike and not (speaker.named and again.named)


def _sense(claim: Claim) -> str:
    """Whether a claim gives a figure or fact or does not; "denied any deaths" gives none at all."""
    given = claim.stance not in _NOT_GIVEN
    if isinstance(claim.value, Toll):
        count = claim.value.count
        denied = claim.stance is Stance.DENIES and not count.is_bounded
        if denied or (given and count.kind is CountKind.ZERO):
            return "none"
    return "given" if given else "not given"


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether the two can be one statement, put more and less fully."""
    match claim.value, other.value:
        case Toll(effect=effect, count=count), Toll(effect=again, count=figure):
            bounded = count.is_bounded, figure.is_bounded
            if effect is not again and {effect, again} != _CAN_BE_DEAD:
                # Whoever withholds or denies dead and wounded in one word says one thing.
                return claim.stance in _NOT_GIVEN and not any(bounded)
            if figure.kind is CountKind.ZERO and not count.is_bounded:
                # A number left open is none that is known, though a nought may tell it again.
                return False
            rough = CountKind.ABOUT in (count.kind, figure.kind) or not all(bounded)
            return rough or count.overlaps(figure)
        case value, also:
            return value.field == also.field


def _counted(claim: Claim, other: Claim) -> bool:
    """Whether those whom a toll counts can be among those whom the other counts."""
    match claim.value, other.value:
        case Toll(effect=effect, count=few), Toll(effect=of_all, count=all_of_them):
            most = all_of_them.high
            fits = most is None or few.low is None or few.low <= most
            return fits and of_all in (effect, Effect.KILLED_OR_INJURED)
        case _:
            return False
