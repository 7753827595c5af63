"""Place by place: who tells what of each, voice by voice; plans only.

Each voice has a sentence of its own, in the order in which they come up. The camp of a speaker says
in which column of the grid the sentence stands, and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from llm_extract.briefing.nouns import with_article
from llm_extract.briefing.plan_happened import accounts, places_of_one
from llm_extract.briefing.plan_tolls import figures, rejections
from llm_extract.briefing.plans import Kind, Plan, Remark, Statement, Voice, ids_of
from llm_extract.briefing.sides import sides
from llm_extract.briefing.tolls import leading, tolls_of
from llm_extract.briefing.view import UNNAMED, View, place_of
from llm_extract.records.article import Span
from llm_extract.records.briefing import Column, Mode, Section
from llm_extract.records.claims import (
    Damage,
    Effect,
    Outcome,
    Result,
    Role,
    Tactic,
    TacticKind,
    Target,
    Toll,
    Victim,
)
from llm_extract.records.consensus import Holder, IncidentConsensus, SourcedClaim

_ORDER = ("tactic", "target", "damage", "outcome", "response", "victim")
# What one voice alone says of a place in no more points than these needs no row.
_BRIEFLY = 2
_MOST_ROWS = 2
_MOST_VOICES = 4
_MOST_POINTS = 3
# What is plain from the damage that the same voice tells of.
_DAMAGING = frozenset({TacticKind.ARSON})
# "Senior officer", "shopkeeper": no name, no kin, no age.
# "His sons" leads nowhere without the sentence before.
_WHOSE = re.compile(r"(?:his|her|their|its|my|our)\b", re.IGNORECASE)
_ARTICLE_OR_PART = re.compile(r"\b(?:the|an?|(?:large )?(?:sections?|parts?) of) ")
_SHORT_DESCRIPTION = re.compile(r"[a-z][a-z-]+(?: [a-z][a-z-]+){0,2}")
_STATE = frozenset({Role.GOVERNMENT, Role.SECURITY_FORCE})
_DIFFER = frozenset({"contradiction", "scope_mismatch", "denial"})


def by_place(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """Row by row what is told of a place; then in a line those of which one voice alone tells a
    thing or two, and those that one report names.
    """
    brief = [part for part in view.parts if _is_brief(view, part)]
    full = [part for part in view.parts if part not in brief]
    rows = [tuple(_row(view, part)) for part in full]
    for row in rows:
        yield from row
    yield from _apart(view, [*zip(full, rows, strict=True)])
    yield from _in_a_line(view, brief)
    yield from places_of_one(view, whole)


def place_rows(view: View) -> Iterator[Plan]:
    """The places of which several voices tell most, a row each: who tells what came of it."""
    found = []
    for part in view.parts:
        told = _gravest(view, part)
        said = [one for own in told for one in own]
        if len(told) > 1:
            apart = _may_be_apart(view, part, said)
            found.append((-sum(map(_is_grave, said)), _place_row(view, part, said, apart=apart)))
    ranked = sorted(found, key=lambda one: one[0])[:_MOST_ROWS]
    yield from (plan for _, plan in ranked)


def _gravest(view: View, part: IncidentConsensus) -> list[list[Statement]]:
    """What the voices who tell of most say came of it at a place, and no more than a cell holds."""
    tolls = _leading(view, part) if _has_many(view, part) else []
    told = []
    for side in sides([*_said(view, part), *tolls], joined=False):
        own = _without_implied([view.told_by(one, side.voices) for one in side.said])
        grave = sorted(filter(_is_grave, own), key=_gravity)[:_MOST_POINTS]
        hit = any(isinstance(one.value, Damage) or one.thing for one in grave)
        aimed = [one for one in own if isinstance(one.value, Target) and one.thing and not hit]
        kept = [one for one in own if one in grave or one in aimed]
        if grave:
            told.append([one.model_copy(update={"includes": ()}) for one in kept])
    fullest = sorted(told, key=_weight)[:_MOST_VOICES]
    return [own for own in told if own in fullest]


def _is_grave(said: Statement) -> bool:
    if isinstance(said.value, Victim):
        return not _WHOSE.match(said.thing or "")
    return isinstance(said.value, Toll | Outcome | Damage)


def _gravity(said: Statement) -> int:
    """Sorts what came of it: the dead, how it ended, what was damaged, who else came to harm."""
    match said.value:
        case Toll(effect=Effect.KILLED) | Victim(effect=Effect.KILLED):
            return 0
        case Outcome():
            return 1
        case Damage():
            return 2
        case _:
            return 3


def _weight(own: Sequence[Statement]) -> tuple[bool, int]:
    """Sorts what voices tell: those who count somebody first, then those who tell of most."""
    return not any(isinstance(one.value, Toll) for one in own), -len(own)


def _place_row(
    view: View, part: IncidentConsensus, said: Sequence[Statement], *, apart: bool
) -> Plan:
    plan = accounts(view, Section.DISAGREEMENTS, said, part=part)
    return plan.model_copy(
        update={
            "mode": Mode.DISPUTED,
            "kind": Kind.PLACE,
            "place": None,
            "label": place_of(part),
            "remarks": (Remark.MAYBE_APART,) * apart,
        }
    )


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
        update = {"kind": Kind.PLACE_BY_PLACE, "names": names, "several": False}
        yield plan.model_copy(update=update)


def _row(view: View, part: IncidentConsensus) -> Iterator[Plan]:
    """What each voice tells of a place; its tolls apart where some are rejected or many."""
    tolls = [*figures(view, part), *rejections(view, tolls_of(part))]
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


def _leading(view: View, part: IncidentConsensus) -> list[Statement]:
    return [one for field in tolls_of(part) for one in leading(view, field)]


def _said(view: View, part: IncidentConsensus) -> list[Statement]:
    """All that is told of a place, deeds before harm, but for tolls that stand apart."""
    said = [
        one for field in part.fields if field.key.field in _ORDER for one in view.statements(field)
    ]
    said = [*_placed_by_words(view, part, said), *said]
    said = [_with_others(view, told) for one in said if (told := _as_described(one))]
    said.sort(key=lambda one: (_ORDER.index(one.value.field), view.prominence(one)))
    figured = [] if _has_many(view, part) else _leading(view, part)
    names = [one for one in said if isinstance(one.value, Victim)]
    deeds = [one for one in said if one not in names]
    return [*deeds, *figured, *names]


def _placed_by_words(
    view: View, part: IncidentConsensus, told: Sequence[Statement]
) -> Iterator[Statement]:
    """The means told of the whole in a sentence that opens with this place, "In Orlo and Brask,
    ...", by voices who tell of no such means there otherwise.
    """
    here = re.compile(rf"In [^,.;]*\b{re.escape(place_of(part))}\b[^.;]{{0,80}}?, ")

    def opening(holder: Holder) -> Holder:
        """The holder as far as his sentences open with the place."""
        ids = tuple(
            one for one in holder.claim_ids if here.match(view.claims[one].claim.evidence[0].quote)
        )
        articles = tuple(dict.fromkeys(view.claims[one].article_id for one in ids))
        return holder.model_copy(update={"claim_ids": ids, "article_ids": articles})

    fields = view.whole.fields if view.whole else ()
    for position in (p for field in fields if field.key.field == "tactic" for p in field.positions):
        holders = [own for one in position.holders if (own := opening(one)).claim_ids]
        said = view.statement(position, holders)
        known = {v.name for one in told if one.value == said.value for v in one.voices}
        if voices := [one for one in said.voices if one.name not in known]:
            yield view.told_by(said, voices)


def _as_described(said: Statement) -> Statement | None:
    """A victim whom the policy leaves unnamed by what he was, if his source says so in a word."""
    value = said.value
    if said.thing != UNNAMED or not isinstance(value, Victim):
        return said
    what = value.description or ""
    if not _SHORT_DESCRIPTION.fullmatch(what):
        return None
    return said.model_copy(update={"thing": with_article(what)})


def _with_others(view: View, said: Statement) -> Statement:
    """A victim with the "others" whom the same sentence has beside him without a number."""
    value = said.value
    if not isinstance(value, Victim):
        return said
    own = [view.claims[one] for one in said.claim_ids]
    told = {(one.article_id, one.claim.evidence[0].span) for one in own}
    others = [
        one.claim.claim_id
        for one in view.claims.values()
        if isinstance(toll := one.claim.value, Toll)
        and toll.effect is value.effect
        and toll.count.verbatim.casefold() == "others"
        and (one.article_id, one.claim.evidence[0].span) in told
    ]
    if not others or any(other.claim.value != value for other in _named_with(view, told)):
        return said
    claim_ids = (*said.claim_ids, *others)
    return said.model_copy(update={"thing": f"{said.thing} and others", "claim_ids": claim_ids})


def _named_with(view: View, told: Collection[tuple[str, Span]]) -> Iterator[SourcedClaim]:
    """The victims of these sentences."""
    for one in view.claims.values():
        at = (one.article_id, one.claim.evidence[0].span)
        if isinstance(one.claim.value, Victim) and at in told:
            yield one


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
    """What they are of, one by one and without articles: "a mill and the tax house" are two, and a
    part stands for the whole.
    """
    things = (_ARTICLE_OR_PART.sub("", one.thing or "") for one in said)
    return frozenset(site for thing in things for site in re.split(r",? and |, ", thing))


def _may_be_apart(view: View, part: IncidentConsensus, told: Sequence[Statement]) -> bool:
    differ = any(
        one.kind in _DIFFER
        for field in part.fields
        if field.key.field in _ORDER
        for one in field.disagreements
    )
    return differ or _tolls_differ(view, part, told)


def _tolls_differ(view: View, part: IncidentConsensus, said: Sequence[Statement]) -> bool:
    """Whether the tolls told of one place may be of different events there."""
    doubted = {one for link in view.consensus.possible_links for one in (link.left, link.right)}
    members = {incident_id for _, incident_id in part.members} | {part.incident_id}
    differ = any(field.disagreements for field in tolls_of(part))
    return len(said) > 1 and (differ or _each_alone(said) or not members.isdisjoint(doubted))


def _each_alone(said: Sequence[Statement]) -> bool:
    """Whether each report tells another part of it: no report tells two."""
    told = [one for statement in said for voice in statement.voices for one in voice.reports]
    return len(set(told)) == len(told)


def _of(plans: Sequence[Plan]) -> list[Statement]:
    return [one for plan in plans for one in plan.statements]


def _apart(view: View, rows: Sequence[tuple[IncidentConsensus, Sequence[Plan]]]) -> Iterator[Plan]:
    """Of which places the accounts may be of separate incidents there, in one sentence."""
    doubtful = [(part, told) for part, told in rows if _may_be_apart(view, part, _of(told))]
    said = [one for _, told in doubtful for one in _of(told)]
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
