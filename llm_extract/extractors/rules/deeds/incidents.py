"""Incidents: one, or a series with its parts; their type, stage, label and actors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from llm_extract.extractors.rules.reading.actors import Cast
from llm_extract.extractors.rules.reading.finding import Finding
from llm_extract.extractors.rules.reading.scene import Scene, Sentence
from llm_extract.records.claims import (
    Claim,
    Extent,
    ExtentUnit,
    Group,
    Outcome,
    Responsibility,
    Result,
    Role,
    Stance,
    Tactic,
    Target,
    TargetKind,
    Toll,
)
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import (
    Abduction,
    Actor,
    ActorPart,
    AirStrike,
    ArmedAttack,
    ArmedClash,
    Arson,
    Assassination,
    Bombing,
    Incident,
    IncidentStage,
    JailBreak,
    SecurityOperation,
    Series,
    Shelling,
    Takeover,
    Unclear,
    Unrest,
)

_OPERATION = re.compile(
    r"Operation [A-Z][\w-]+(?: [A-Z][\w-]+){0,2}(?: \d+(?:\.\d+)?)?"
    r"|(?:termed|called|named|dubbed|code-?named|as) [“\"]([A-Z][^”\"\n]{2,30}?)[.,]?[”\"]"
)
_MANY_TOWNS = 3
_NEAR_DEED = 3
_OPENING = 5
_REACH = frozenset(
    {ExtentUnit.CITIES, ExtentUnit.TOWNS, ExtentUnit.DISTRICTS, ExtentUnit.LOCATIONS}
)
# Whose means decide the type; the first that fits wins.
_BY_TACTIC: tuple[tuple[frozenset[str], type[Any]], ...] = (
    (frozenset({"jail_break"}), JailBreak),
    (frozenset({"air_strike", "drone"}), AirStrike),
    (frozenset({"suicide_attack", "vehicle_bomb", "mine"}), Bombing),
    (frozenset({"shelling"}), Shelling),
)


def is_series(findings: Sequence[Finding], towns: Iterable[str], scene: Scene) -> bool:
    """Whether the article treats attacks in several places as one."""
    if any(_reaches_far(finding) for finding in findings) or _names_series(scene):
        return True
    struck = frozenset(towns)
    return len(struck) >= _MANY_TOWNS and _opens_with_several(scene, struck)


def _opens_with_several(scene: Scene, towns: frozenset[str]) -> bool:
    """Whether a report begins with deeds in the plural, or with two of the towns.

    Where it begins with one deed, towns further down are where other things happened.
    """
    return any(
        sentence.of("deeds") or len(towns & {p.place.name for p in sentence.places}) > 1
        for sentence in scene.sentences[:_OPENING]
    )


def _reaches_far(finding: Finding) -> bool:
    value = finding.value
    if not isinstance(value, Extent) or value.unit not in _REACH:
        return False
    return value.count.kind is CountKind.VAGUE or (value.count.low or value.count.high or 0) > 1


def _names_series(scene: Scene) -> bool:
    return any(sentence.of("series") or _many_deeds(sentence) for sentence in scene.sentences)


def _many_deeds(sentence: Sentence) -> bool:
    """As in "a string of terrorist raids"."""
    deeds = [mark.first for mark in sentence.of("deeds")]
    return any(
        0 <= deed - mark.last <= _NEAR_DEED for mark in sentence.of("many") for deed in deeds
    )


def operation(scene: Scene) -> str | None:
    """The name an armed group gives a campaign: "Operation Dawn 2"."""
    names = [match[1] or match[0] for match in _OPERATION.finditer(scene.article.text)]
    return max(names, key=lambda name: (names.count(name), len(name))) if names else None


# ---------------------------------------------------------------- type, stage, label


def type_of(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> type[Any]:
    """The type the words speak for; `Unclear` where they speak for none."""
    tactics = {str(claim.value.tactic) for claim in claims if isinstance(claim.value, Tactic)}
    for means, kind in _BY_TACTIC:
        if means & tactics:
            return kind
    if _captured_by_state(claims) and not any(_is_result(c, Result.REPELLED) for c in claims):
        return SecurityOperation
    return _by_words(claims, tactics, sentences)


def _by_words(
    claims: Sequence[Claim], tactics: set[str], sentences: Sequence[Sentence]
) -> type[Any]:
    worded = {mark.kind for sentence in sentences for mark in sentence.marks}
    if "assassination" in worded and _kills_officials(claims):
        return Assassination
    if "unrest" in worded:
        return Unrest
    if "explosive" in tactics and "gunfire" not in tactics:
        return Bombing
    if "abduction" in tactics and not _kills(claims):
        return Abduction
    if any(_is_result(claim, Result.SITE_SEIZED) for claim in claims):
        return Takeover
    if "gunfire" not in tactics and "arson" in tactics:
        return Arson
    if "clash" in worded and _both_sides(claims):
        return ArmedClash
    return ArmedAttack if tactics or "attack" in worded else Unclear


def _captured_by_state(claims: Sequence[Claim]) -> bool:
    tolls = _tolls(claims)
    taken = any(t.effect == "captured" and t.group is Group.MILITANTS for t in tolls)
    others = [t for t in tolls if t.group is not Group.MILITANTS and (t.count.low or 0) > 0]
    return taken and not any(toll.effect in ("killed", "injured") for toll in others)


def _tolls(claims: Sequence[Claim]) -> list[Toll]:
    return [claim.value for claim in claims if isinstance(claim.value, Toll)]


def _kills(claims: Sequence[Claim]) -> bool:
    fatal = (toll for toll in _tolls(claims) if toll.effect in ("killed", "neutralised"))
    return any((toll.count.low or 0) > 0 for toll in fatal)


def _kills_officials(claims: Sequence[Claim]) -> bool:
    return any(t.group is Group.OFFICIALS and t.effect == "killed" for t in _tolls(claims))


def _both_sides(claims: Sequence[Claim]) -> bool:
    return any(toll.group is Group.MILITANTS for toll in _tolls(claims))


def _is_result(claim: Claim, result: Result) -> bool:
    return isinstance(claim.value, Outcome) and claim.value.result is result


def stage_of(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> IncidentStage:
    """Foiled or attempted only where the article says no more than that."""
    results = {claim.value.result for claim in claims if isinstance(claim.value, Outcome)}
    harmed = any(
        isinstance(claim.value, Toll)
        and claim.value.group is not Group.MILITANTS
        and claim.stance is Stance.ASSERTS
        and ((claim.value.count.low or 0) > 0 or claim.value.count.kind is CountKind.UNKNOWN)
        for claim in claims
    )
    held = results & {Result.SITE_ENTERED, Result.SITE_SEIZED, Result.SUCCEEDED}
    if harmed or held:
        return IncidentStage.ACCOMPLISHED
    if results & {Result.FOILED, Result.REPELLED, Result.FAILED}:
        return IncidentStage.FOILED
    if any(sentence.of("attempt") for sentence in sentences):
        return IncidentStage.ATTEMPTED
    return IncidentStage.ACCOMPLISHED


_OF_STATE = frozenset({TargetKind.MILITARY, TargetKind.POLICE, TargetKind.GOVERNMENT})
_LABELS: dict[type[Any], str] = {Series: "attacks", ArmedClash: "clash", Unclear: "violence"}


def label(kind: type[Any], place: str | None) -> str:
    """A few plain words: "attacks in Orlo province"."""
    said = _LABELS.get(kind) or kind.model_fields["type"].default.replace("_", " ")
    return f"{said} in {place}" if place else said


# ---------------------------------------------------------------- actors


def actors_of(
    claims: Sequence[Claim], sentences: Sequence[Sentence], cast: Cast
) -> tuple[Actor, ...]:
    """The named bodies of an incident, each with what it did there."""
    blamed = {
        claim.value.actor
        for claim in claims
        if isinstance(claim.value, Responsibility) and claim.stance is not Stance.DENIES
    }
    marks = [(mark, sentence) for sentence in sentences for mark in sentence.of("actor")]
    targets = [claim.value for claim in claims if isinstance(claim.value, Target)]
    state = " | ".join(t.words.casefold() for t in targets if t.target in _OF_STATE)
    named = {mark.value for mark, _ in marks} | blamed
    struck = {m.value for m, s in marks if s.said(m.first, m.last).casefold() in state}
    return tuple(
        Actor(
            name=body.name,
            aliases=body.aliases,
            role=body.role,
            part=_part(body.name, body.role, blamed, struck),
        )
        for body in cast.named.values()
        if body.name in named
    )


def _part(name: str, role: Role, blamed: set[str], struck: set[str]) -> ActorPart:
    if name in blamed:
        return ActorPart.PERPETRATOR
    if name in struck and role is not Role.ARMED_GROUP:
        return ActorPart.TARGET
    return ActorPart.RESPONDER if role is Role.SECURITY_FORCE else ActorPart.OTHER


def build(kind: type[Any], **fields: Any) -> Incident:  # noqa: ANN401 - the fields of the record
    """An incident of a type; the union's members share these fields."""
    incident: Incident = kind(**fields)
    return incident
