"""All that is claimed of one group of people in one row, where the claims differ: plans only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.briefing.plan_remarks import kinds_of
from llm_extract.briefing.plan_tolls import (
    has_figure,
    is_other_word,
    leading,
    rejected_figures,
    tolls_of,
)
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement, ids_of
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Effect, Group, Stance, Toll
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus

_FORCES = (Group.SECURITY_FORCES, Group.POLICE, Group.MILITARY)
# More rows than these no reader takes in.
_MOST_ROWS = 3
# With as many figures of the whole a row needs none of one place.
_A_CELL = 6
# With as many figures, that somebody else gave none is no news.
_A_ROW = 3


def counted(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """A row for each group over whose toll the sources differ, the most opposed first."""
    families: dict[Group, list[FieldConsensus]] = {}
    for field in tolls_of(whole):
        if is_other_word(view, whole, field):
            continue
        families.setdefault(_family(field.key.group), []).append(field)
    rows = [
        _row(view, group, fields)
        for group, fields in families.items()
        if any(kinds_of(field) for field in fields) and not all(map(_says_one_thing, fields))
    ]
    opposed = sorted(rows, key=lambda one: not one.rejected)
    yield from (one for one in opposed[:_MOST_ROWS] if len(one.statements) > 1)


def _says_one_thing(field: FieldConsensus) -> bool:
    """Whether its figures differ by no more than "23" from "at least 23"."""
    values = [one.value for one in field.positions if isinstance(one.value, Toll)]
    return (
        kinds_of(field) <= {"precision_difference", "scope_mismatch"}
        and len({value.count.low for value in values}) == 1
    )


def in_rows(view: View, whole: IncidentConsensus) -> list[FieldConsensus]:
    """The tolls that these rows tell of."""
    groups = {plan.group for plan in counted(view, whole)}
    return [one for one in tolls_of(whole) if _family(one.key.group) in groups]


def _family(group: Group | None) -> Group:
    """Police and soldiers stand with the security forces: some count together what others split."""
    return Group.SECURITY_FORCES if group in _FORCES else group or Group.OTHER


def _row(view: View, group: Group, fields: Sequence[FieldConsensus]) -> Plan:
    said = [one for field in fields for one in leading(view, field)]
    if len(said) <= _A_CELL:
        said += _elsewhere(view, group, said)
    if len(said) < _A_ROW:
        said += _numberless(view, fields, said)
    rejected = [one for field in fields for one in rejected_figures(view, field)]
    return Plan(
        section=Section.DISAGREEMENTS,
        mode=Mode.DISPUTED,
        kind=Kind.COUNTS,
        statements=tuple(one.model_copy(update={"rest": False}) for one in said),
        rejected=tuple(rejected),
        remarks=_remarks(fields),
        group=group,
        attackers=view.attackers,
        several=view.several,
        contested=True,
        ids=(
            *ids_of(said),
            *(one.disagreement_id for field in fields for one in field.disagreements),
        ),
    )


def _elsewhere(view: View, group: Group, said: Sequence[Statement]) -> list[Statement]:
    """The dead of one place, by voices who count none of this group for the whole."""
    counting = {voice.name for one in said for voice in one.voices}
    return [
        one.model_copy(update={"hedge": f"in {part.place.name}"})
        for part in view.parts
        if part.place is not None
        for field in tolls_of(part)
        if (field.key.group, field.key.effect) == (group, Effect.KILLED)
        for one in leading(view, field)
        if counting.isdisjoint(voice.name for voice in one.voices)
    ]


def _numberless(
    view: View, fields: Sequence[FieldConsensus], said: Sequence[Statement]
) -> list[Statement]:
    """Who speaks of such casualties and gives no number of any."""
    counting = {voice.name for one in said for voice in one.voices}
    told = [one for field in fields for one in view.statements(field) if not has_figure(one)]
    return [
        one
        for one in told
        if one.stance is not Stance.DENIES
        and any(voice.role is not None for voice in one.voices)
        and counting.isdisjoint(voice.name for voice in one.voices)
    ]


def _remarks(fields: Sequence[FieldConsensus]) -> tuple[Remark, ...]:
    """What is to be said of all the figures of a row, where they are no plain contradiction."""
    kinds = {kind for field in fields for kind in kinds_of(field)}
    if "contradiction" in kinds:
        return ()
    if "possible_update" in kinds:
        return (Remark.MAYBE_NEWER,)
    return (Remark.COMPATIBLE,) if kinds == {"precision_difference"} else ()
