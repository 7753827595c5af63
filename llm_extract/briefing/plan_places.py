"""Place by place: who tells what of each, voice by voice; plans only.

Each voice has a sentence of its own, in the order in which they come up. The camp of a speaker says
in which column of the grid the sentence stands, and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from llm_extract.briefing.plan_happened import accounts, named_only
from llm_extract.briefing.plan_tolls import (
    differs_there,
    figures,
    leading,
    place_of,
    rejections,
    tolls_of,
)
from llm_extract.briefing.plans import Kind, Plan, Statement, Voice, ids_of
from llm_extract.briefing.sides import sides
from llm_extract.briefing.view import UNNAMED, View
from llm_extract.records.briefing import Column, Mode, Section
from llm_extract.records.claims import (
    Damage,
    Outcome,
    Result,
    Role,
    Tactic,
    TacticKind,
    Target,
    Toll,
    Victim,
)
from llm_extract.records.consensus import IncidentConsensus

_ORDER = ("tactic", "target", "damage", "outcome", "response", "victim")
# What one voice alone says of a place in no more points than these needs no row.
_BRIEFLY = 2
# What is plain from the damage that the same voice tells of.
_DAMAGING = frozenset({TacticKind.ARSON})
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_DIFFER = frozenset({"contradiction", "scope_mismatch", "denial"})


def by_place(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Row by row what is told of a place; then in a line those of which one voice alone tells a
    thing or two, and those of which no more is told.
    """
    brief = [part for part in view.parts if _is_brief(view, part)]
    full = [part for part in view.parts if part not in brief]
    rows = [tuple(_row(view, part)) for part in full]
    for row in rows:
        yield from row
    yield from _apart(view, [*zip(full, rows, strict=True)])
    yield from _in_a_line(view, brief)
    yield from named_only(view, whole)


def _is_brief(view: View, part: IncidentConsensus) -> bool:
    told = _said(view, part)
    alone = len(sides(told, joined=False)) == 1 and len(told) <= _BRIEFLY
    return alone and not any(isinstance(one.value, Toll | Victim) for one in told)


def _in_a_line(view: View, parts: Sequence[IncidentConsensus]) -> Iterator[Plan]:
    said = [
        one.model_copy(update={"about": place_of(part)})
        for part in parts
        for one in _without_implied(_said(view, part))
    ]
    if said:
        plan = accounts(view, Section.PLACES, said)
        names = tuple(place_of(part) for part in parts)
        yield plan.model_copy(update={"kind": Kind.PLACE_BY_PLACE, "names": names})


def _row(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    """What each voice tells of a place; its tolls apart where some are rejected or many."""
    tolls = [*figures(view, tolls_of(part), part=part), *rejections(view, tolls_of(part))]
    apart = tolls if _has_many(view, part) else []
    yield from _told(view, part)
    for one in apart:
        update = {"section": Section.PLACES, "column": Column.CASUALTIES, "place": place_of(part)}
        # What its own claimant withdrew is told among the changes.
        yield one if one.section is Section.CHANGES else one.model_copy(update=update)


def _has_many(view: View, part: IncidentConsensus) -> bool:
    """Whether a toll is rejected, or a voice gives more than one: too much for a cell of deeds."""
    tolls = tolls_of(part)
    said = [one for field in tolls for one in view.statements(field)]
    given = Counter(voice.name for one in said for voice in one.voices)
    return max(given.values(), default=0) > 1 or any(
        p.rejected_by for f in tolls for p in f.positions
    )


def _said(view: View, part: IncidentConsensus) -> list[Statement]:
    """All that is told of a place, deeds before harm, but for tolls that stand apart."""
    said = [
        one
        for field in part.fields
        if field.key.field in _ORDER
        for one in view.statements(field)
        if one.thing != UNNAMED
    ]
    said.sort(key=lambda one: (_ORDER.index(one.value.field), view.prominence(one)))
    tolls = () if _has_many(view, part) else tolls_of(part)
    figured = [one for field in tolls for one in leading(view, field)]
    names = [one for one in said if isinstance(one.value, Victim)]
    deeds = [one for one in said if one not in names]
    return [*deeds, *(one.model_copy(update={"rest": False}) for one in figured), *names]


def _told(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    for side in sides(_said(view, part), joined=False):
        own = _without_implied([view.told_by(one, side.voices) for one in side.said])
        plan = accounts(view, Section.PLACES, own, part=part)
        yield plan.model_copy(update={"column": _column(side.voices[0])})


def _column(voice: Voice) -> Column:
    return Column.STATE if voice.role in _STATE else Column.OTHERS


def _without_implied(said: Sequence[Statement]) -> list[Statement]:
    """Without the target that the same voice says was damaged or entered, and without the entry
    where it says that the site was taken.
    """
    taken = _sites(one for one in said if _result(one) is Result.SITE_SEIZED)
    entered = _sites(one for one in said if _result(one) is Result.SITE_ENTERED)
    damaged = _sites(one for one in said if isinstance(one.value, Damage))
    reached = (taken | entered | damaged) - {""}
    return [
        one
        for one in said
        if not (isinstance(one.value, Target) and _sites([one]) <= reached)
        and not (damaged and isinstance(one.value, Tactic) and one.value.tactic in _DAMAGING)
        and not (_result(one) is Result.SITE_ENTERED and _sites([one]) <= taken)
    ]


def _result(said: Statement) -> Result | None:
    return said.value.result if isinstance(said.value, Outcome) else None


def _sites(said: Iterable[Statement]) -> frozenset[str]:
    """What they are of, one by one and without articles: "a mill and the tax house" are two."""
    things = (re.sub(r"\b(?:the|an?) ", "", one.thing or "") for one in said)
    return frozenset(site for thing in things for site in re.split(r",? and |, ", thing))


def _may_be_apart(view: View, part: IncidentConsensus, tolls: Sequence[Plan]) -> bool:
    differ = any(
        one.kind in _DIFFER
        for field in part.fields
        if field.key.field in _ORDER
        for one in field.disagreements
    )
    return differ or differs_there(view, part, [one for plan in tolls for one in plan.statements])


def _apart(view: View, rows: Sequence[tuple[IncidentConsensus, Sequence[Plan]]]) -> Iterator[Plan]:
    """Of which places the accounts may be of separate incidents there, in one sentence."""
    doubtful = [(part, told) for part, told in rows if _may_be_apart(view, part, told)]
    said = [one for _, told in doubtful for plan in told for one in plan.statements]
    if said:
        yield Plan(
            section=Section.PLACES,
            mode=Mode.GAP,
            kind=Kind.APART,
            statements=tuple(said),
            names=tuple(place_of(part) for part, _ in doubtful),
            several=view.several,
            attackers=view.attackers,
            ids=ids_of(said),
        )
