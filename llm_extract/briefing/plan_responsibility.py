"""Who is held responsible, by whom, and who denies it: at the head and beyond; plans only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.briefing.plan_claimed import claimed, operation
from llm_extract.briefing.plan_happened import accounts
from llm_extract.briefing.plans import Plan, Statement
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Section
from llm_extract.records.claims import Responsibility, Role, Stance
from llm_extract.records.consensus import IncidentConsensus
from llm_extract.records.incidents import ActorPart

_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_STANCES = (Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES)


def doers(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who claims it; where nobody does, who is blamed by whom, and who denies it."""
    owned = list(claimed(view, whole))
    accused = [] if owned else _accused(view, whole)
    yield from owned
    if accused:
        yield accounts(view, Section.OPENING, accused)


def _accused(view: View, whole: IncidentConsensus) -> list[Statement]:
    """Whom most reports have blamed, another whom others blame, and who of them denies it."""
    held = [one for one in _held(view, whole) if _is_telling(one)]
    ranked = sorted(held, key=lambda one: (not _is_named(one), *view.prominence(one)))
    others = [one for one in ranked if _is_named(one) and not _is_alike(one, ranked[0])]
    blamed = [*ranked[:1], *others[:1]]
    denied = [one for one in _denied(view, whole) if any(_is_alike(one, n) for n in blamed)]
    return [*blamed, *denied[:1]]


def _is_alike(said: Statement, other: Statement) -> bool:
    """Whether a name is in both: "units of the Hill Brigade" may be the Brigade."""
    one, two = (
        {word for word in re.findall(r"\w+", each.thing or "") if word[:1].isupper()}
        for each in (said, other)
    )
    return said.thing == other.thing or bool(one & two)


def is_anybody_named(view: View) -> bool:
    """Whether any report says who did it, or denies it, of the whole or of a part; of a security
    operation it goes without saying.
    """
    whole = view.whole
    goes_without = whole is None or "security_operation" in whole.types
    return goes_without or any(
        any(one.part is ActorPart.PERPETRATOR for one in incident.actors)
        or any(field.key.field == "responsibility" for field in incident.fields)
        for incident in view.consensus.incidents
    )


def blamed(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Who else is blamed by whom, and who denies it.

    Who claims it is told before; that others than the state take a group at its word is not said
    again, nor that it was "militants".
    """
    told = [one for plan in doers(view, whole) for one in plan.statements]
    held = _held(view, whole)
    said = [one for one in held if _is_of_the_state(view, whole, one)]
    said += [one for one in held if not _is_taken_at_its_word(view, whole, one)]
    said = [one for one in said if one.stance is Stance.DENIES or _is_telling(one)]
    said += _denials(view, whole)
    said = [one for one in said if one not in told]
    if said:
        yield accounts(view, Section.HIGHLIGHTS, said)


def _denied(view: View, whole: IncidentConsensus) -> list[Statement]:
    own = [one for one in _held(view, whole) if one.stance is Stance.DENIES]
    return [*own, *_denials(view, whole)]


def responsibility(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Beyond the head: who else blames those who claim it, what they call it, who did each
    part.
    """
    said = [one for one in _held(view, whole) if one.stance is Stance.ACCUSES]
    said = [one for one in said if _is_taken_at_its_word(view, whole, one)]
    said = [one for one in said if not _is_of_the_state(view, whole, one)]
    if said:
        yield accounts(view, Section.RESPONSIBILITY, said)
    yield from operation(view, whole)
    yield from _blamed_for_parts(view, whole)


def _is_of_the_state(view: View, whole: IncidentConsensus, said: Statement) -> bool:
    """Whether the state blames those who claim it."""
    blames = said.stance is Stance.ACCUSES and _is_taken_at_its_word(view, whole, said)
    return blames and any(voice.role in _STATE for voice in said.voices)


def _is_taken_at_its_word(view: View, whole: IncidentConsensus, said: Statement) -> bool:
    """Whether it only lays on a group what this claims itself."""
    claiming = (
        one
        for one in view.said(whole, "responsibility")
        if one.stance is Stance.CLAIMS_RESPONSIBILITY
    )
    return said.stance is not Stance.DENIES and said.thing in {one.thing for one in claiming}


def _is_telling(said: Statement) -> bool:
    """Whether it blames somebody, or names who did it."""
    return said.stance is Stance.ACCUSES or (said.stance is Stance.ASSERTS and _is_named(said))


def _is_named(said: Statement) -> bool:
    """Whether it is by its name, or in a source's own words, that somebody is held responsible."""
    return any(word[:1].isupper() or word.startswith("“") for word in (said.thing or "").split())


def _blamed_for_parts(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
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


def _held(view: View, whole: IncidentConsensus) -> list[Statement]:
    """Those that name somebody, by what is done with it."""
    told = view.said(whole, "responsibility")
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
