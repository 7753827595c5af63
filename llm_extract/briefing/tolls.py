"""The tolls of an incident: group by group, from the lowest figure up, and who gives the widest."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from llm_extract.briefing.plans import Statement, Voice
from llm_extract.briefing.view import View
from llm_extract.records.claims import Effect, Group, Toll, Value
from llm_extract.records.consensus import FieldConsensus, IncidentConsensus
from llm_extract.records.counts import CountKind

_GROUP_ORDER = {group: at for at, group in enumerate(Group)}
_EFFECT_ORDER = {effect: at for at, effect in enumerate(Effect)}
_FORCES = frozenset({Group.SECURITY_FORCES, Group.POLICE, Group.MILITARY})
_OPPOSING = frozenset({"contradiction", "denial", "possible_update"})


@dataclass(frozen=True)
class Tally:
    """All that is counted of one group under one heading: its dead, or who else came to harm.

    Police and soldiers stand with the security forces: some count together what others split.
    """

    group: Group
    fields: tuple[FieldConsensus, ...]

    @property
    def is_of_dead(self) -> bool:
        """Whether it counts the killed, and nobody else."""
        return self.fields[0].key.effect is Effect.KILLED

    @property
    def is_disputed(self) -> bool:
        """Whether its figures oppose each other, or somebody rejects one."""
        return any(is_disputed(field) for field in self.fields)


def tallies(
    view: View, incident: IncidentConsensus, without: Collection[FieldConsensus] = ()
) -> list[Tally]:
    """The tolls of an incident, group by group, the dead of each before its other losses."""
    found: dict[tuple[Group, bool], list[FieldConsensus]] = {}
    for field in tolls_of(incident):
        if field not in without and not _is_other_word(view, incident, field):
            dead = field.key.effect is Effect.KILLED
            found.setdefault((family(field.key.group), not dead), []).append(field)
    # The first field of a group says where its other losses stand.
    groups = list(dict.fromkeys(group for group, _ in found))
    ordered_keys = sorted(found, key=lambda key: (groups.index(key[0]), key[1]))
    return [Tally(group=key[0], fields=tuple(found[key])) for key in ordered_keys]


def family(group: Group | None) -> Group:
    """The group under whose heading the figures of a group stand."""
    return Group.SECURITY_FORCES if group in _FORCES else group or Group.OTHER


def is_disputed(field: FieldConsensus) -> bool:
    """Whether its figures oppose each other, or somebody rejects one."""
    return any(one.kind in _OPPOSING for one in field.disagreements)


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


def leading(view: View, field: FieldConsensus, most: int = 3) -> list[Statement]:
    """What is told of a toll where there are more than `most` figures: of each voice its widest,
    then of these the lowest, the one that most origins give, and the highest.
    """
    said = widest(view, field)
    if len(said) <= most:
        return said
    weightiest = min(said[1:-1], key=lambda one: _weightiest(view, one))
    return [said[0], weightiest, said[-1]]


def _weightiest(view: View, said: Statement) -> tuple[object, ...]:
    """Sorts figures by how many origins give them, how new they are, and what they include."""
    reports = {one for voice in said.voices for one in voice.reports}
    origins = {view.sources[one].origin_id or one for one in reports if one in view.sources}
    newest = -(said.as_of.day.toordinal() if said.as_of else 0)
    return -len(origins), newest, not said.includes, view.prominence(said)


def widest(view: View, field: FieldConsensus) -> list[Statement]:
    """Of one voice in one report the largest figure alone: the others are parts of it, or earlier.

    Words such as "dozens" only where nobody has a number.
    """
    said = ordered(view, field)
    counted = [one for one in said if isinstance(one.value, Toll) and one.value.count.is_bounded]
    kept: list[Statement] = []
    spoken: set[tuple[str, str]] = set()
    for one in reversed(counted or said):
        own = [voice for voice in one.voices if spoken.isdisjoint(_heard(voice))]
        if own:
            kept.append(one if len(own) == len(one.voices) else view.told_by(one, own))
        spoken |= {heard for voice in one.voices for heard in _heard(voice)}
    return kept[::-1]


def _heard(voice: Voice) -> set[tuple[str, str]]:
    return {(voice.name, report) for report in voice.reports}


def parts_of(said: Iterable[Statement]) -> frozenset[object]:
    """What totals contain, as `loosely` has it."""
    return frozenset(loosely(part) for one in said for part in one.includes)


def loosely(value: Value) -> tuple[Group, Effect, int | None, int | None] | None:
    """Of whom, what befell them and how many, be it at least as many; None for what is no toll."""
    if not isinstance(value, Toll):
        return None
    low, high = value.count.low, value.count.high
    return value.group, value.effect, low, low if high is None else high


def rejected_figures(view: View, field: FieldConsensus) -> tuple[Statement, ...]:
    """The denials of a field's figures: the value denied, in the mouth of those who deny it."""
    return tuple(
        view.statement(position, position.rejected_by)
        for position in field.positions
        if position.rejected_by
    )


def _is_other_word(view: View, incident: IncidentConsensus, field: FieldConsensus) -> bool:
    """Whether the reports that say "neutralised" give the same figures for the killed."""
    if field.key.effect is not Effect.NEUTRALISED:
        return False
    killed = {
        told
        for other in tolls_of(incident)
        if (other.key.group, other.key.effect) == (field.key.group, Effect.KILLED)
        for told in _bounds_by_report(view, other)
    }
    return _bounds_by_report(view, field) <= killed


def _bounds_by_report(view: View, field: FieldConsensus) -> set[tuple[str, int | None, int | None]]:
    return {
        (report, one.value.count.low, one.value.count.high)
        for one in ordered(view, field)
        if isinstance(one.value, Toll)
        for voice in one.voices
        for report in voice.reports
    }
