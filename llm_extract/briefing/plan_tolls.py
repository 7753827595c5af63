"""Who counts how many of whom: at the head, row by row where they differ, and the rest; plans only.

Every sentence on tolls has one form, figures first: "Civilians killed: 11, the hospital".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from llm_extract.briefing.plan_outcomes import PARTIES
from llm_extract.briefing.plan_remarks import kinds_of
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement, Voice, ids_of
from llm_extract.briefing.tolls import (
    Tally,
    family,
    has_figure,
    leading,
    loosely,
    parts_of,
    rejected_figures,
    tallies,
    tolls_of,
    widest,
)
from llm_extract.briefing.view import View, place_of
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Effect, Group, Stance, Toll
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus, Position

_KEY = frozenset({Group.EVERYONE, Group.CIVILIANS, Group.MILITANTS, Group.SECURITY_FORCES})
# More rows than these no reader takes in.
_MOST_ROWS = 6
# So many figures of one row stand one by one.
_A_CELL = 6
# With as many figures, that somebody else gave none is no news.
_A_ROW = 3
# Of many losses a row has these.
_CHIEF = frozenset({Effect.KILLED, Effect.INJURED, Effect.CAPTURED})
_HARM = frozenset({Effect.KILLED, Effect.INJURED, Effect.CAPTURED, Effect.MISSING})

# ---------------------------------------------------------------- the head


def led(view: View, whole: IncidentConsensus) -> list[Tally]:
    """The tallies of the head: the dead of the chief groups, and those over whom sources differ."""
    counted = [one for one in tallies(view, whole) if figures_of(view, one)]
    dead = [one for one in counted if one.is_of_dead]
    chief = [one for one in dead if one.group in _KEY or one.is_disputed]
    return chief or dead[:1] or counted[:1]


def figures_of(view: View, tally: Tally, most: int = 3) -> list[Statement]:
    """The figures of a tally, of each field as many as can be told."""
    return [one for field in tally.fields for one in leading(view, field, most)]


def by_dispute(tally: Tally) -> tuple[bool, bool, bool]:
    """Sorts tallies: all together, then those of which somebody rejects a figure, then disputed."""
    rejected = any(p.rejected_by for field in tally.fields for p in field.positions)
    return tally.group is not Group.EVERYONE, not rejected, not tally.is_disputed


def _only_hurt(view: View, whole: IncidentConsensus, tally: Tally) -> list[Statement]:
    """The injured of a group by a party that counts none of its dead, where others dispute how
    many: it would seem to agree with those who do.
    """
    counting = _counting(view, tally)
    return [
        one
        for other in tallies(view, whole)
        if other.group is tally.group and tally.is_of_dead
        for field in other.fields
        if field.key.effect is Effect.INJURED
        for one in leading(view, field)
        if one.voices
        and all(voice.role in PARTIES for voice in one.voices)
        and not any(name in _bare(voice) for voice in one.voices for name in counting)
    ]


def _counting(view: View, tally: Tally) -> set[str]:
    """Whoever counts dead of a group, or of all, be it only at one place."""
    fields = [field for one in view.consensus.incidents for field in tolls_of(one)]
    return {
        _bare(voice)
        for field in fields
        if field.key.effect is Effect.KILLED
        and (
            tally.group is Group.EVERYONE
            or family(field.key.group) in {tally.group, Group.EVERYONE}
        )
        for one in view.statements(field)
        if has_figure(one)
        for voice in one.voices
    }


def _bare(voice: Voice) -> str:
    """A name without its article: "the Hill Police" may be the police that others quote."""
    return voice.name.casefold().removeprefix("the ")


# ---------------------------------------------------------------- where they differ


def toll_rows(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """A row for the dead of each group, and one for its other losses, where sources differ on
    them; then those that one report alone counts, as far as there is room.
    """
    minor = [one for one in tolls_of(whole) if one.key.effect not in _HARM and not kinds_of(one)]
    found = [one for one in tallies(view, whole, minor) if figures_of(view, one)]
    differing = [one for one in found if _differs(view, one)]
    opened = {one.group for one in differing}
    # What one report alone counts of other groups is news as far as the head has it.
    heads = {field.key for one in led(view, whole) for field in one.fields if _is_alone(one)}
    alone = [
        one
        for one in found
        if one not in differing
        and len(view.sources) > 1
        # A total stands in the head, and its parts have rows.
        and not any(said.includes for said in figures_of(view, one))
        and (one.group in opened or not heads.isdisjoint(field.key for field in one.fields))
    ]
    ranked = sorted(differing, key=by_dispute)
    groups = list(dict.fromkeys(one.group for one in (*ranked, *alone)))
    rows = [*ranked, *alone][:_MOST_ROWS]
    for tally in sorted(rows, key=lambda one: (groups.index(one.group), not one.is_of_dead)):
        yield _row(view, whole, tally)


def _differs(view: View, tally: Tally) -> bool:
    """Whether its figures say more than one thing: "23" and "at least 23" do not."""
    return any(
        kinds_of(field) and len(figures_of(view, tally, _A_CELL)) > 1 and not _says_one_thing(field)
        for field in tally.fields
    )


def _says_one_thing(field: FieldConsensus) -> bool:
    counts = [one.value.count for one in field.positions if isinstance(one.value, Toll)]
    return (
        kinds_of(field) <= {"precision_difference", "scope_mismatch"}
        and len({count.low for count in counts}) == 1
        and all(count.high in (None, count.low) for count in counts)
    )


def _is_alone(tally: Tally) -> bool:
    """Whether one report alone gives any figure of it."""
    holders = (one for field in tally.fields for p in field.positions for one in p.holders)
    return len({article for one in holders for article in one.article_ids}) == 1


def _row(view: View, whole: IncidentConsensus, tally: Tally) -> Plan:
    said = figures_of(view, tally, _A_CELL)
    if len(said) > _A_CELL:
        chief = tuple(one for one in tally.fields if one.key.effect in _CHIEF)
        tally = Tally(tally.group, chief or tally.fields)
        said = figures_of(view, tally)
    if tally.is_of_dead:
        elsewhere = _elsewhere(view, tally.group, said)
        said += elsewhere if len(said) + len(elsewhere) <= _A_CELL else []
        said += _only_hurt(view, whole, tally) if tally.is_disputed else []
        said += _numberless(view, tally, said) if len(said) < _A_ROW else []
    plan = tally_plan(view, Section.DISAGREEMENTS, tally, said)
    return plan.model_copy(update={"remarks": _remarks(view, tally, said)})


def _elsewhere(view: View, group: Group, said: Sequence[Statement]) -> list[Statement]:
    """The dead of one place, by voices who count none of this group for the whole."""
    counting = {voice.name for one in said for voice in one.voices}
    return [
        one.model_copy(update={"hedge": f"in {place_of(part)}"})
        for part in view.parts
        if part.place is not None
        for field in tolls_of(part)
        if (field.key.group, field.key.effect) == (group, Effect.KILLED)
        for one in leading(view, field)
        if counting.isdisjoint(voice.name for voice in one.voices)
    ]


def _numberless(view: View, tally: Tally, said: Sequence[Statement]) -> list[Statement]:
    """Who speaks of such casualties and gives no number of any."""
    counting = {voice.name for one in said for voice in one.voices}
    told = [one for f in tally.fields for one in view.statements(f) if not has_figure(one)]
    return [
        one
        for one in told
        if one.stance is not Stance.DENIES
        and any(voice.role is not None for voice in one.voices)
        and counting.isdisjoint(voice.name for voice in one.voices)
    ]


def _remarks(view: View, tally: Tally, said: Sequence[Statement]) -> tuple[Remark, ...]:
    """What is to be said of all the figures of a row, where they are no plain contradiction."""
    kinds = {kind for field in tally.fields for kind in kinds_of(field)}
    if len({report for one in said for v in one.voices for report in v.reports}) == 1:
        return (Remark.NO_OTHER,)
    printed = set(ids_of(said))
    left_out = (one for field in tally.fields for one in widest(view, field))
    if any(printed.isdisjoint(one.ids) for one in left_out):
        return (Remark.BETWEEN,)
    newer = "possible_update" in kinds and "contradiction" not in kinds
    return (Remark.MAYBE_NEWER,) if newer else ()


# ---------------------------------------------------------------- the rest


def casualties(
    view: View, whole: IncidentConsensus, rows: Sequence[Plan], head: Sequence[Plan]
) -> Iterator[Plan]:
    """The tolls that neither the head nor a row gives, and who rejects what nobody else gives."""
    printed = {one for plan in (*rows, *head) for one in plan.ids}
    printed |= {one for plan in (*rows, *head) for said in plan.statements for one in said.ids}
    for tally in tallies(view, whole):
        said = [one for one in figures_of(view, tally) if not printed & set(one.ids)]
        parts = parts_of(said)
        said = [one for one in said if loosely(one.value) not in parts]
        if said:
            yield tally_plan(view, Section.CASUALTIES, tally, said)
    told = {one for plan in rows for one in plan.ids}
    for plan in rejections(view, tolls_of(whole)):
        fields = (f for f in tolls_of(whole) if any(p.position_id in plan.ids for p in f.positions))
        in_row = any(p.position_id in told for f in fields for p in f.positions)
        # What its own claimant withdrew is told in any case.
        if plan.section is Section.CHANGES or not in_row:
            yield plan


def figures(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    """The tolls of a place, group by group."""
    for tally in tallies(view, part):
        said = figures_of(view, tally)
        if said:
            plan = tally_plan(view, Section.PLACES, tally, said)
            names = (str(part.place),) if part.place else ()
            yield plan.model_copy(
                update={"place": place_of(part), "names": names, "several": False}
            )


def tally_plan(view: View, section: Section, tally: Tally, said: Sequence[Statement]) -> Plan:
    """A sentence or a row of these figures."""
    effects = {field.key.effect for field in tally.fields}
    own = [one.value for one in said if isinstance(one.value, Toll)]
    groups = {value.group for value in own if value.effect in effects}
    settled = len(said) == 1 and all(field.independence.origins > 1 for field in tally.fields)
    mode = Mode.AGREED if settled else Mode.REPORTED
    return Plan(
        section=section,
        mode=Mode.DISPUTED if tally.is_disputed else mode,
        kind=Kind.FIGURES,
        statements=tuple(said),
        rejected=tuple(
            one
            for field in tally.fields
            for one in rejected_figures(view, field)
            if set(one.ids) & set(ids_of(said))
        ),
        group=groups.pop() if len(groups) == 1 else tally.group,
        attackers=view.attackers,
        several=view.several,
        contested=tally.is_disputed or not settled,
        ids=(
            *ids_of(said),
            *(one.disagreement_id for field in tally.fields for one in field.disagreements),
        ),
    )


def rejections(view: View, fields: Collection[FieldConsensus]) -> Iterator[Plan]:
    """Who rejects whose figures, as far as the figures themselves are not printed with it.

    One sentence for each who rejects, whatever the number.
    """
    found: dict[tuple[str, ...], tuple[Statement, list[Statement]]] = {}
    for field in fields:
        printed = ids_of([one for one in view.statements(view.current(field)) if has_figure(one)])
        for position in field.positions:
            if position.rejected_by and position.position_id not in printed:
                denial = view.statement(position, position.rejected_by)
                key = tuple(voice.name for voice in denial.voices)
                found.setdefault(key, (denial, []))[1].append(_rejected(view, position, denial))
    for denial, rejected in found.values():
        withdrawn = denial.stance is Stance.RETRACTS
        yield Plan(
            section=Section.CHANGES if withdrawn else Section.CASUALTIES,
            mode=Mode.UPDATE if withdrawn else Mode.DISPUTED,
            kind=Kind.REJECTION,
            statements=(denial,),
            rejected=tuple(rejected),
            attackers=view.attackers,
            several=view.several,
            contested=True,
            ids=ids_of(rejected),
        )


def _rejected(view: View, position: Position, denial: Statement) -> Statement:
    if not position.holders:
        return denial.model_copy(update={"voices": ()})
    said = view.statement(position)
    return said.model_copy(update={"claim_ids": (*said.claim_ids, *denial.claim_ids)})
