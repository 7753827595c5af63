"""Who claims which toll for whom: in the highlights, in all, for a place; plans only."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from llm_extract.briefing.plan_remarks import remarks_of
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement, Voice, ids_of
from llm_extract.briefing.view import UNNAMED, View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.claims import Effect, Group, Role, Stance, Toll
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus, Position
from llm_extract.records.counts import CountKind

_GROUP_ORDER = {group: at for at, group in enumerate(Group)}
_EFFECT_ORDER = {effect: at for at, effect in enumerate(Effect)}
_COUNTING = frozenset({Role.MEDICAL, Role.NGO, Role.ANALYST})
_KEY = frozenset({Group.EVERYONE, Group.CIVILIANS, Group.MILITANTS, Group.SECURITY_FORCES})
# More figures than these are told by one of them and both ends of the others.
_MOST_TOLD = 3
_OPPOSING = frozenset({"contradiction", "denial", "possible_update"})


def casualties(view: View, told: Collection[FieldConsensus]) -> Iterator[Plan]:
    """The tolls beyond the highlights and those `told` in rows, and who is named as a victim."""
    whole = view.whole
    if whole is None:
        return
    known = [*_led(view, whole), *told]
    totals = _totals(view, whole)
    for field in tolls_of(whole):
        if (
            field not in known
            and not _is_part_of(totals, ordered(view, field))
            and not is_other_word(view, whole, field)
        ):
            yield from figures(view, (field,))
    yield from rejections(view, [one for one in tolls_of(whole) if one not in told])
    yield from victims(view, whole)


def is_other_word(view: View, whole: IncidentConsensus, field: FieldConsensus) -> bool:
    """Whether the reports that say "neutralised" give the same figures for the killed."""
    if field.key.effect is not Effect.NEUTRALISED:
        return False
    killed = {
        (report, str(one.value.count.low), str(one.value.count.high))
        for other in tolls_of(whole)
        if (other.key.group, other.key.effect) == (field.key.group, Effect.KILLED)
        for one in ordered(view, other)
        if isinstance(one.value, Toll) and one.value.count.is_bounded
        for voice in one.voices
        for report in voice.reports
    }
    said = ordered(view, field)
    return all(
        (report, str(one.value.count.low), str(one.value.count.high)) in killed
        for one in said
        if isinstance(one.value, Toll)
        for voice in one.voices
        for report in voice.reports
    )


def _totals(view: View, whole: IncidentConsensus) -> list[Statement]:
    """What a sentence words in full, with what it includes: the first figure of a field."""
    return [one for field in tolls_of(whole) for one in ordered(view, field)[:1] if one.includes]


def _is_part_of(totals: Sequence[Statement], said: Sequence[Statement]) -> bool:
    """Whether the one figure there is stands in the same mouth's total: "23, including nine"."""
    if len(said) != 1:
        return False
    own = [one for one in totals if one.voices == said[0].voices]
    return any(_counts_alike(part, said[0]) for one in own for part in one.includes)


def _counts_alike(part: Toll, said: Statement) -> bool:
    whole = said.value
    return isinstance(whole, Toll) and (
        (part.group, part.effect, part.count.low, part.count.high)
        == (whole.group, whole.effect, whole.count.low, whole.count.high)
    )


def tolls_of(incident: IncidentConsensus) -> tuple[FieldConsensus, ...]:
    """The tolls of an incident, by group and then by effect."""
    found = [field for field in incident.fields if field.key.field == "toll"]
    return tuple(
        sorted(
            found,
            key=lambda field: (
                _GROUP_ORDER[field.key.group or Group.OTHER],
                _EFFECT_ORDER[field.key.effect or Effect.KILLED],
            ),
        )
    )


def toll_line(view: View) -> Iterator[Plan]:
    """The killed for the highlights, a sentence each: all together, the group furthest in dispute,
    the other groups.

    Where no deaths are told of, the first toll there is. What stands in a total is not said again.
    Whoever speaks only of injuries in the group in dispute stands beside those who count its dead.
    """
    whole = view.whole
    if whole is None:
        return
    led = _led(view, whole)
    disputed = most_disputed(view)
    first = [one for one in led if one.key.group is Group.EVERYONE]
    main = [one for one in led if one is disputed and one not in first]
    others = [one for one in led if one not in first and one not in main]
    all_told = [one for field in first for one in leading(view, field)]
    totals = [one for one in all_told if one.includes]
    for fields, said in (
        (first, sorted(all_told, key=lambda one: not one.includes)),
        (
            main,
            [
                *(o for f in main for o in leading(view, f) if not _says_no_more(o, totals)),
                *_only_hurt(view, whole, main, led),
            ],
        ),
        (others, [o for f in others for o in leading(view, f) if not _is_told(o, totals)]),
    ):
        if said:
            yield _plan(view, fields, said)


def _only_hurt(
    view: View,
    whole: IncidentConsensus,
    main: Sequence[FieldConsensus],
    led: Sequence[FieldConsensus],
) -> list[Statement]:
    """The injured of a group by voices who count no dead at all, where others dispute its dead."""
    counting = {v.name for field in led for one in ordered(view, field) for v in one.voices}
    groups = {field.key.group for field in main if field.key.effect is Effect.KILLED}
    return [
        one
        for field in tolls_of(whole)
        if field.key.group in groups and field.key.effect is Effect.INJURED
        for one in leading(view, field)
        if one.voices and counting.isdisjoint(voice.name for voice in one.voices)
    ]


def _is_told(said: Statement, totals: Sequence[Statement]) -> bool:
    return _is_part_of(totals, [said]) or _says_no_more(said, totals)


def _says_no_more(said: Statement, totals: Sequence[Statement]) -> bool:
    """Whether it is a looser word for what a total holds: "at least 14" beside "including 14"."""
    count = said.value.count if isinstance(said.value, Toll) else None
    return count is not None and any(
        (part.group, part.effect, part.count.low)
        == (said.value.group, said.value.effect, count.low)
        and count.high in (None, part.count.high)
        for one in totals
        for part in one.includes
        if isinstance(said.value, Toll)
    )


def leading(view: View, field: FieldConsensus) -> list[Statement]:
    """What is told of a toll where there are many figures: of each voice its widest, then of these
    the one that most origins give, the newer before the older, and both ends of the others.
    """
    said = _widest(view, ordered(view, field))
    if len(said) <= _MOST_TOLD:
        return said
    first = min(said, key=lambda one: _weightiest(view, one))
    rest = [one for one in said if one is not first]
    ends = [one.model_copy(update={"rest": True}) for one in (rest[0], rest[-1])]
    return [first, *ends]


def _weightiest(view: View, said: Statement) -> tuple[object, ...]:
    """Sorts figures by how many origins give them, how new they are, and what they include."""
    reports = {one for voice in said.voices for one in voice.reports}
    origins = {view.sources[one].origin_id or one for one in reports if one in view.sources}
    newest = -(said.as_of.day.toordinal() if said.as_of else 0)
    return -len(origins), newest, not said.includes, view.prominence(said)


def _widest(view: View, said: Sequence[Statement]) -> list[Statement]:
    """Of one voice in one report the largest figure alone: the others are parts of it, or earlier.

    Words such as "dozens" only where nobody has a number.
    """
    counted = [one for one in said if isinstance(one.value, Toll) and one.value.count.is_bounded]
    kept: list[Statement] = []
    spoken: set[tuple[str, str]] = set()
    for one in reversed(counted or list(said)):
        own = [voice for voice in one.voices if spoken.isdisjoint(_heard(voice))]
        if own:
            kept.append(one if len(own) == len(one.voices) else view.told_by(one, own))
        spoken |= {heard for voice in one.voices for heard in _heard(voice)}
    return kept[::-1]


def _heard(voice: Voice) -> set[tuple[str, str]]:
    return {(voice.name, report) for report in voice.reports}


def led_by_one(view: View, whole: IncidentConsensus) -> list[Statement]:
    """The tolls of the highlights that one report alone gives, the first figure of each."""
    return [
        one
        for field in _led(view, whole)
        if _is_alone(view, field)
        for one in ordered(view, field)[:1]
    ]


def _led(view: View, whole: IncidentConsensus) -> list[FieldConsensus]:
    """The tolls that the highlights give."""
    tolls = [one for one in tolls_of(whole) if ordered(view, one)]
    killed = [one for one in tolls if one.key.effect is Effect.KILLED]
    led = [one for one in killed if one.key.group in _KEY or one is most_disputed(view)]
    return led or killed[:1] or tolls[:1]


def most_disputed(view: View) -> FieldConsensus | None:
    """The toll over which the sides are furthest apart; deaths before all else."""
    whole = view.whole
    fields = [field for field in tolls_of(whole) if _is_disputed(field)] if whole else []
    return max(fields, key=_weight, default=None)


def _is_disputed(field: FieldConsensus) -> bool:
    return any(one.kind in _OPPOSING for one in field.disagreements)


def _weight(field: FieldConsensus) -> tuple[bool, bool, int]:
    figures = [
        bound
        for position in field.positions
        if isinstance(position.value, Toll)
        for bound in (position.value.count.low, position.value.count.high)
        if bound is not None
    ]
    spread = max(figures) - min(figures) if figures else 0
    denied = any(one.kind != "possible_update" for one in field.disagreements)
    return (field.key.effect is Effect.KILLED, denied, spread)


def ordered(view: View, field: FieldConsensus) -> list[Statement]:
    """The statements on a toll from the lowest figure up, then those in words such as "dozens".

    Casualties spoken of without any number are no figure; they stand among what is not known. What
    a voice replaced stands among the changes.
    """
    return sorted(filter(has_figure, view.statements(view.current(field))), key=_rank)


def has_figure(said: Statement) -> bool:
    """Whether a toll says how many, be it as vaguely as "dozens"."""
    return isinstance(said.value, Toll) and said.value.count.kind is not CountKind.UNKNOWN


def _rank(said: Statement) -> tuple[float, float]:
    if not isinstance(said.value, Toll) or not said.value.count.is_bounded:
        return (math.inf, math.inf)
    low, high = said.value.count.low, said.value.count.high
    return (low if low is not None else high or 0, high if high is not None else math.inf)


def figures(
    view: View,
    fields: Sequence[FieldConsensus],
    *,
    part: IncidentConsensus | None = None,
) -> Iterator[Plan]:
    """Who claims which of these tolls, in one sentence."""
    """Who gives which figure on these fields, but for what stands in totals `told` before."""
    said = [
        one.model_copy(update={"alone": part is None and _is_alone(view, field)})
        for field in fields
        for one in leading(view, field)
    ]
    if said:
        yield _plan(view, fields, said, part=part)


def _plan(
    view: View,
    fields: Sequence[FieldConsensus],
    said: Sequence[Statement],
    *,
    part: IncidentConsensus | None = None,
) -> Plan:
    disputed = any(_is_disputed(field) for field in fields)
    return Plan(
        section=Section.CASUALTIES,
        mode=Mode.DISPUTED if disputed else _settled(fields),
        kind=Kind.FIGURES,
        statements=tuple(said),
        rejected=tuple(one for field in fields for one in rejected_figures(view, field)),
        remarks=_remarks(fields, said, part),
        place=place_of(part) if part else None,
        attackers=view.attackers,
        several=view.several and part is None,
        contested=disputed or _settled(fields) is not Mode.AGREED,
        names=(str(part.place),) if part and part.place else (),
        ids=(*ids_of(said), *(one.disagreement_id for f in fields for one in f.disagreements)),
    )


def _is_alone(view: View, field: FieldConsensus) -> bool:
    return len(view.sources) > 1 and field.independence.articles == 1


def _remarks(
    fields: Sequence[FieldConsensus], said: Sequence[Statement], part: IncidentConsensus | None
) -> tuple[Remark, ...]:
    """Of the figures of a place it is remarked once whether they are of one event."""
    if part:
        return ()
    found = (one for field in fields for one in remarks_of(field, said))
    return tuple(dict.fromkeys(found))


def _settled(fields: Sequence[FieldConsensus]) -> Mode:
    """Agreed: one value each, and at least two known origins behind it."""
    agreed = all(len(field.positions) == 1 and field.independence.origins > 1 for field in fields)
    return Mode.AGREED if agreed else Mode.REPORTED


def differs_there(view: View, part: IncidentConsensus, said: Sequence[Statement]) -> bool:
    """Whether the tolls told of one place may be of different events there."""
    doubted = {one for link in view.consensus.possible_links for one in (link.left, link.right)}
    members = {incident_id for _, incident_id in part.members} | {part.incident_id}
    differ = any(field.disagreements for field in tolls_of(part))
    return len(said) > 1 and (differ or _apart(said) or not members.isdisjoint(doubted))


def _apart(said: Sequence[Statement]) -> bool:
    """Whether each report tells another part of it: no report tells two."""
    told = [one for statement in said for voice in statement.voices for one in voice.reports]
    return len(set(told)) == len(told)


def place_of(part: IncidentConsensus) -> str:
    """Where a part happened, by its finest name; its label where it has no place."""
    return part.place.name if part.place else part.label


def rejected_figures(view: View, field: FieldConsensus) -> tuple[Statement, ...]:
    """The denials of a field's figures: the value denied, in the mouth of those who deny it."""
    return tuple(
        view.statement(position, position.rejected_by)
        for position in field.positions
        if position.rejected_by
    )


def rejections(view: View, fields: Sequence[FieldConsensus]) -> Iterator[Plan]:
    """Who rejects whose figures, as far as the figures themselves are not printed with it.

    One sentence for each who rejects, whatever the number.
    """
    found: dict[tuple[str, ...], tuple[Statement, list[Statement]]] = {}
    for field in fields:
        printed = ids_of(ordered(view, field))
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


def victims(view: View, incident: IncidentConsensus) -> Iterator[Plan]:
    """Who is named among the victims, as far as the policy on names allows."""
    named = [
        one
        for field in incident.fields
        if field.key.field == "victim"
        for one in view.statements(field)
    ]
    said = [one for one in named if one.thing != UNNAMED]
    if said:
        yield Plan(
            section=Section.CASUALTIES,
            mode=Mode.REPORTED,
            kind=Kind.ACCOUNTS,
            statements=tuple(said),
            place=place_of(incident) if incident.part_of else None,
            attackers=view.attackers,
            contested=True,
            ids=ids_of(said),
        )


def unnamed(view: View) -> Plan | None:
    """That sources name victims whom the policy leaves unnamed."""
    fields = [f for one in view.consensus.incidents for f in one.fields if f.key.field == "victim"]
    said = [one for f in fields for one in view.statements(f) if one.thing == UNNAMED]
    if not said:
        return None
    return Plan(
        section=Section.UNKNOWN,
        mode=Mode.GAP,
        kind=Kind.UNNAMED,
        totals=(2,),  # "two origins", of the policy
        statements=tuple(said),
        label=view.naming,
        ids=ids_of(said),
    )


def uncounted(view: View) -> Plan | None:
    """That no body outside the conflict is cited for any count of the whole."""
    whole = view.whole
    said = [one for field in tolls_of(whole) for one in view.statements(field)] if whole else []
    counted = [one for one in said if has_figure(one)]
    if not counted or any(voice.role in _COUNTING for one in counted for voice in one.voices):
        return None
    return Plan(
        section=Section.UNKNOWN,
        mode=Mode.GAP,
        kind=Kind.UNCOUNTED,
        statements=tuple(counted),
        ids=ids_of(counted),
    )
