"""Who is held responsible, by whom, and who denies it, beyond the highlights: plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_happened import accounts
from llm_extract.briefing.plans import Plan, Statement
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Section
from llm_extract.records.claims import Responsibility, Role, Stance
from llm_extract.records.consensus import IncidentConsensus

_STANCES = (Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES)
_RELAYING = frozenset({None, Role.MEDIA, Role.UNATTRIBUTED})


def responsibility(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who is blamed by whom and who denies it; then what is said of one place alone.

    Who claims it stands in the lead; that outlets take the claim as given is not said again.
    """
    told = view.said(whole, "responsibility")
    claimed = {one.thing for one in told if one.stance is Stance.CLAIMS_RESPONSIBILITY}
    said = [one for one in _held(view, told) if not _is_relayed(one, claimed)]
    said += _denials(view, whole)
    if said:
        yield accounts(view, Section.RESPONSIBILITY, said)
    known = {(one.value, one.stance) for one in told}
    for part in view.parts:
        own = [
            one
            for one in view.said(part, "responsibility")
            if (one.value, one.stance) not in known and one.thing
        ]
        if own:
            ordered = sorted(own, key=view.prominence)
            yield accounts(view, Section.RESPONSIBILITY, ordered, part=part)


def _held(view: View, told: Sequence[Statement]) -> list[Statement]:
    """Those that name somebody, by what is done with it."""
    return [
        one
        for stance in _STANCES
        for one in sorted(told, key=view.prominence)
        if one.stance is stance and isinstance(one.value, Responsibility) and one.thing
    ]


def _is_relayed(said: Statement, claimed: set[str | None]) -> bool:
    """Whether outlets say of a group what it says of itself."""
    own = all(voice.role in _RELAYING for voice in said.voices)
    return own and said.stance is Stance.ASSERTS and said.thing in claimed


def _denials(view: View, whole: IncidentConsensus) -> list[Statement]:
    denied = [
        view.statement(position, position.rejected_by)
        for field in whole.fields
        for position in field.positions
        if field.key.field == "responsibility" and position.rejected_by
    ]
    return [one.model_copy(update={"stance": Stance.DENIES}) for one in denied]
