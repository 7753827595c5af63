"""Who is held responsible, by whom, and who denies it, beyond the highlights: plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_happened import accounts
from llm_extract.briefing.plans import Plan, Statement
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Section
from llm_extract.records.claims import Responsibility, Stance
from llm_extract.records.consensus import IncidentConsensus

_STANCES = (Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES)


def blamed(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who is blamed by whom, and who denies it.

    Who claims it stands in the lead; that others take a group at its word is not said again, nor
    that it was "militants".
    """
    told = view.said(whole, "responsibility")
    claimed = {one.thing for one in told if one.stance is Stance.CLAIMS_RESPONSIBILITY}
    said = [
        one
        for one in _held(view, told)
        if one.stance is not Stance.ASSERTS or (one.thing not in claimed and _is_named(one))
    ]
    said += _denials(view, whole)
    if said:
        yield accounts(view, Section.HIGHLIGHTS, said)


def _is_named(said: Statement) -> bool:
    """Whether it is by its name, or in a source's own words, that somebody is held responsible."""
    return any(word[:1].isupper() or word.startswith("“") for word in (said.thing or "").split())


def blamed_for_parts(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who is blamed or claims it for one place, beyond what is said of the whole."""
    told = view.said(whole, "responsibility")
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


def _denials(view: View, whole: IncidentConsensus) -> list[Statement]:
    denied = [
        view.statement(position, position.rejected_by)
        for field in whole.fields
        for position in field.positions
        if field.key.field == "responsibility" and position.rejected_by
    ]
    return [one.model_copy(update={"stance": Stance.DENIES}) for one in denied]
