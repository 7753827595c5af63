"""Statements other than figures in the mouth of somebody else, and what a text leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llm_extract.briefing.lint.findings import (
    ConflictSmoothed,
    Finding,
    MissingGap,
    SwappedParty,
)
from llm_extract.briefing.lint.held import Figure, Held, Mention, Standing
from llm_extract.briefing.lint.prose import Form, Passage
from llm_extract.briefing.lint.stated import Stated, speaking
from llm_extract.briefing.style import days, listed
from llm_extract.briefing.tolls import tolls_of
from llm_extract.records.article import Span
from llm_extract.records.claims import Outcome, Responsibility, Result, Role, Stance, Timing
from llm_extract.records.consensus import FieldConsensus

_RESULTS: tuple[tuple[frozenset[Result], re.Pattern[str]], ...] = tuple(
    (frozenset(results), re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for results, words in (
        (
            {Result.FOILED, Result.REPELLED, Result.FAILED, Result.ATTACKERS_FLED},
            r"foiled|thwarted|repelled|repulsed|beaten back|attacks? failed|fled",
        ),
        (
            {Result.UNDER_CONTROL, Result.AREA_SECURED},
            r"under control|area was secured|in control|threat (?:was )?contained",
        ),
        (
            {Result.SITE_ENTERED, Result.SITE_SEIZED, Result.SUCCEEDED},
            (
                r"took control of|entered|seized|broke into|overran|attacks? succeeded|"
                r"(?<!\d )taken(?=\s*(?:[,.;\[]|$))"
            ),
        ),
    )
)
_CLAIMED = re.compile(r"\bclaimed responsibility\b|\bsaid (?:it|they) carried out\b", re.IGNORECASE)
_REJECTED = re.compile(
    r"\b(?:which|that)\s+(?P<who>[^,;.]{3,80}?)\s+(?:rejected|withdrew)\b"
    r"|, (?:rejected|withdrawn) by (?P<behind>[^;\[]{3,80})"
)
_DENIAL = re.compile(
    r"\b(?:reject|den(?:y|ied|ies)|disput|dismiss|contest|withdr)\w*", re.IGNORECASE
)
_GAP = re.compile(
    r"\bno (?:\w+ ){0,3}(?:figures?|number|toll|count|casualty|hospital|independent)\b|"
    r"\bnot (?:been )?(?:known|confirmed|released|given|disclosed|clear|say)\b|"
    r"\bdid not (?:give|say|release|confirm)\b|"
    r"\b(?:unknown|unclear|unconfirmed|unverified|undisclosed|declin\w+|could not|cannot|refus\w+|"
    r"gave no|has given no|withheld|none mentioned)\b",
    re.IGNORECASE,
)

_NOBODY = re.compile(
    r"\b(?:none|nobody|no (?:one|(?:\w+ ){1,5}(?:was|were|killed|injured|captured|missing)))\b"
    r"|\bno \w+(?: \w+){0,3}(?=, )",
    re.IGNORECASE,
)


def in_mouths(passage: Passage, held: Held) -> Iterator[Finding]:
    """Outcomes, claims of responsibility and denials given to somebody who does not make them."""
    if passage.form not in {Form.PROSE, Form.CELL}:
        return
    for at, clause in passage.clauses():
        yield from _rejected(passage.start + at, clause, held)
        if passage.form is Form.CELL:
            continue
        mentions = held.mentions(clause)
        for one, said in _told(clause, speaking(clause, mentions)):
            start = passage.start + at + one.start
            yield from _outcomes(clause[one.start : one.end], start, one, said, held)
        yield from _claimed(passage.start + at, clause, mentions, held)


def _told(clause: str, speakers: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    """Each speaker of a clause with what they say: up to the next speaker."""
    for at, one in enumerate(speakers):
        end = speakers[at + 1].start if at + 1 < len(speakers) else len(clause)
        yield one, clause[one.end : end]


def _outcomes(name: str, start: int, one: Mention, said: str, held: Held) -> Iterator[Finding]:
    for results, pattern in _RESULTS:
        if not pattern.search(said) or re.search(r"\bno |\bnot\b|denied", said):
            continue
        keys, sides, claimants = _who_says(results, held)
        if keys and not one.may_be(keys, sides):
            hit = pattern.search(said)
            yield SwappedParty(
                span=Span(start=start, end=start + len(name)),
                words=name,
                said_by=name,
                claimants=claimants,
                record=f"“{hit[0] if hit else ''}” is said by {listed(list(claimants))}",
            )


def _who_says(
    results: frozenset[Result], held: Held
) -> tuple[frozenset[str], frozenset[Role], tuple[str, ...]]:
    keys: set[str] = set()
    sides: set[Role] = set()
    claimants: dict[str, None] = {}
    for one in held.consensus.claims:
        if isinstance(one.claim.value, Outcome) and one.claim.value.result in results:
            keys |= held.keys([one.claim.claim_id])
            claimant = one.claim.attribution.claimant
            if claimant:
                sides.add(claimant.role)
                claimants[held.view.speaker(claimant, (one.article_id,))] = None
            else:
                claimants[held.view.label(one.article_id)] = None
    return frozenset(keys), frozenset(sides), tuple(claimants)


def _claimed(start: int, clause: str, mentions: Sequence[Mention], held: Held) -> Iterator[Finding]:
    hit = _CLAIMED.search(clause)
    before = [one for one in mentions if hit and one.end <= hit.start()]
    if not hit or not before:
        return
    owners = [
        one
        for one in held.consensus.claims
        if isinstance(one.claim.value, Responsibility)
        and one.claim.stance is Stance.CLAIMS_RESPONSIBILITY
    ]
    keys = held.keys(one.claim.claim_id for one in owners)
    sides = frozenset(
        one.claim.attribution.claimant.role for one in owners if one.claim.attribution.claimant
    )
    last = before[-1]
    if not last.may_be(keys, sides):
        name = clause[last.start : last.end]
        claimants = tuple(sorted(key for key in keys if not key.startswith("outlet:")))
        yield SwappedParty(
            span=Span(start=start + last.start, end=start + last.end),
            words=name,
            said_by=name,
            claimants=claimants,
            record=f"responsibility is claimed by {listed(list(claimants)) or 'nobody'}",
        )


def _rejected(start: int, clause: str, held: Held) -> Iterator[Finding]:
    """Of "which officials rejected": whether they do."""
    for hit in _REJECTED.finditer(clause):
        deniers = frozenset(key for one in held.figures for key in one.denied_by)
        roles = frozenset(
            holder.claimant.role
            for _, field in held.incidents()
            for position in field.positions
            for holder in position.rejected_by
            if holder.claimant
        )
        who = "who" if hit["who"] else "behind"
        named = held.mentions(hit[who])
        if named and not any(one.may_be(deniers, roles) for one in named):
            at = start + hit.start(who)
            claimants = tuple(sorted(one for one in deniers if not one.startswith("outlet:")))
            yield SwappedParty(
                span=Span(start=at, end=at + len(hit[who])),
                words=hit[who],
                said_by=hit[who],
                claimants=claimants,
                record=f"rejected by {listed(list(claimants)) or 'nobody'}",
            )


# ---------------------------------------------------------------- conflicts


def one_sided(
    figures: Sequence[Stated], passages: Sequence[Passage], held: Held
) -> Iterator[Finding]:
    """Disagreements of which only one side stands in the text."""
    for _, field in held.incidents():
        if field.key.field in {"toll", "extent"}:
            yield from _figures_of_one_side(field, figures, passages, held)
        elif field.key.field == "date":
            yield from _days_of_one_side(field, passages)
        elif field.key.field == "outcome":
            yield from _outcomes_of_one_side(field, passages, held)


def _figures_of_one_side(
    field: FieldConsensus, figures: Sequence[Stated], passages: Sequence[Passage], held: Held
) -> Iterator[Finding]:
    ids = {
        one
        for difference in field.disagreements
        if difference.kind in {"contradiction", "denial"}
        for one in difference.position_ids
    }
    sides = [
        one
        for one in held.figures
        if one.position_id in ids
        and one.field is field
        and _is_of(field, one)
        and one.bounds
        and _holds(one)
        and one.standing is Standing.CURRENT
    ]
    told = {one.position_id: _statement_of(one, figures) for one in sides}
    given = [one for one in sides if told[one.position_id]]
    text = " ".join(passage.text for passage in passages)
    nobody = [0] if _NOBODY.search(text) else []
    missing = [
        one
        for one in sides
        if _differs(one, given)
        and not _is_passed_over(one, figures, nobody, held)
        and not (nobody if one.bounds == {0} else _is_told(one, figures))
    ]
    first = next((told[one.position_id] for one in given), None)
    if first and missing:
        yield _one_side(
            first, "; ".join(f"{listed(list(o.claimants))}: {o.count}" for o in missing)
        )
    # A figure that others hold too, and nobody rejects, may be theirs.
    free = [
        one.bounds
        for one in held.figures
        if one.field is field and _holds(one) and not one.denied_by
    ]
    for one in given:
        stated = told[one.position_id] if one.bounds not in free else None
        if stated and one.denied_by and not _denial_told(one, passages, held):
            deniers = sorted(key for key in one.denied_by if not key.startswith("outlet:"))
            yield _one_side(stated, f"rejected by {listed(deniers) or 'another source'}")


def _is_of(field: FieldConsensus, one: Figure) -> bool:
    """Whether it is a figure of the whole group; the parts of a total are in no dispute here."""
    return one.topic.extent or (one.topic.group, one.topic.effect) == (
        field.key.group,
        field.key.effect,
    )


def _holds(one: Figure) -> bool:
    return bool(one.claimants)


def _differs(one: Figure, given: Sequence[Figure]) -> bool:
    return all(not one.count.overlaps(other.count) for other in given)


def _is_passed_over(
    one: Figure, figures: Sequence[Stated], nobody: Sequence[int], held: Held
) -> bool:
    """Whether a text has other figures of the same voices, or figures on both sides of it."""
    told = [stated for stated in figures if stated.topic == one.topic]
    voices = {
        name
        for other in held.of(one.topic, Standing.CURRENT, Standing.REPLACED)
        if other.topic == one.topic and _statement_of(other, told)
        for name in other.claimants
    }
    bounds = [*nobody, *(bound for stated in told for bound in stated.bounds)]
    enclosed = bool(bounds) and min(bounds) <= min(one.bounds) and max(one.bounds) <= max(bounds)
    return enclosed or voices.issuperset(one.claimants)


def _one_side(stated: Stated, record: str) -> Finding:
    return ConflictSmoothed(
        span=Span(start=stated.start, end=stated.end),
        words=stated.found.count.verbatim,
        how="one_side",
        record=f"others differ: {record}",
    )


def _statement_of(one: Figure, figures: Sequence[Stated]) -> Stated | None:
    """Where a text gives this figure of just this group."""
    return next(
        (
            stated
            for stated in figures
            if stated.topic == one.topic and set(stated.bounds) & one.bounds
        ),
        None,
    )


def _is_told(one: Figure, figures: Sequence[Stated]) -> bool:
    """Whether a text gives this figure, of this group or of a wider one."""
    return any(
        stated.topic and stated.topic.covers(one.topic) and set(stated.bounds) & one.bounds
        for stated in figures
    )


def _denial_told(one: Figure, passages: Sequence[Passage], held: Held) -> bool:
    return any(
        mention.may_be(one.denied_by, frozenset()) or mention.sides
        for passage in passages
        if _DENIAL.search(passage.text)
        for mention in held.mentions(passage.plain)
    )


def _days_of_one_side(field: FieldConsensus, passages: Sequence[Passage]) -> Iterator[Finding]:
    ids = {
        one
        for difference in field.disagreements
        if difference.kind == "contradiction"
        for one in difference.position_ids
    }
    told: dict[str, tuple[int, str] | None] = {}
    for position in field.positions:
        if position.position_id in ids and isinstance(position.value, Timing):
            words = days(position.value.when)
            told[words] = _day_at(position.value, passages)
    missing = [words for words, where in told.items() if where is None]
    first = next((where for where in told.values() if where), None)
    if first and missing:
        yield ConflictSmoothed(
            span=Span(start=first[0], end=first[0] + len(first[1])),
            words=first[1],
            how="one_side",
            record=f"others say {listed(missing)}",
        )


def _day_at(value: Timing, passages: Sequence[Passage]) -> tuple[int, str] | None:
    when = value.when
    forms = [when.verbatim]
    if when.start:
        forms += [f"{when.start:%-d %B}", f"{when.start:%B %-d}", f"{when.start:%A}"]
    pattern = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in forms if one), re.IGNORECASE)
    for passage in passages:
        hit = pattern.search(passage.text) if passage.form in {Form.PROSE, Form.CELL} else None
        if hit:
            return passage.start + hit.start(), hit[0]
    return None


def _outcomes_of_one_side(
    field: FieldConsensus, passages: Sequence[Passage], held: Held
) -> Iterator[Finding]:
    if not any(one.kind == "contradiction" for one in field.disagreements):
        return
    results = {
        position.value.result
        for position in field.positions
        if isinstance(position.value, Outcome) and position.holders
    }
    contained, gained = _CONTAINED & results, _GAINED & results
    if not contained or not gained:
        return
    first, other = _outcome_at(_CONTAINED, passages), _outcome_at(_GAINED, passages)
    told, missing = (first, gained) if first else (other, contained)
    if told and not (first and other):
        _, _, claimants = _who_says(frozenset(missing), held)
        yield ConflictSmoothed(
            span=Span(start=told[0], end=told[0] + len(told[1])),
            words=told[1],
            how="one_side",
            record=f"{listed(list(claimants))} said otherwise",
        )


_CONTAINED = _RESULTS[0][0] | _RESULTS[1][0]
_GAINED = _RESULTS[2][0]


def _outcome_at(results: frozenset[Result], passages: Sequence[Passage]) -> tuple[int, str] | None:
    for passage in passages:
        for known, pattern in _RESULTS:
            hit = pattern.search(passage.plain) if known <= results else None
            if hit and passage.form in {Form.PROSE, Form.CELL}:
                return passage.start + hit.start(), hit[0]
    return None


# ---------------------------------------------------------------- gaps


def missing_gaps(
    figures: Sequence[Stated], passages: Sequence[Passage], held: Held
) -> Iterator[Finding]:
    """Who gave no figures, or could not confirm any, where the text gives figures and is silent."""
    first = next((one for one in figures if one.topic and not one.topic.extent), None)
    if first is None:
        return
    silent = [one for one in passages if one.form is not Form.SOURCE and _GAP.search(one.text)]
    fields = [field for one in held.consensus.incidents for field in tolls_of(one)]
    for said in held.view.withheld(fields):
        keys = held.keys(said.claim_ids)
        roles = frozenset(voice.role for voice in said.voices if voice.role)
        if not any(_tells(passage, keys, roles, held) for passage in silent):
            who = listed([voice.name for voice in said.voices])
            yield MissingGap(
                span=Span(start=first.start, end=first.end),
                words=first.found.count.verbatim,
                record=f"{who} gave no figures or could not confirm them",
            )


def _tells(passage: Passage, keys: frozenset[str], roles: frozenset[Role], held: Held) -> bool:
    official = bool(re.search(r"\bofficial\b", passage.text)) and not roles.isdisjoint(
        {Role.GOVERNMENT, Role.SECURITY_FORCE}
    )
    named = held.mentions(passage.plain)
    return official or not roles or any(one.may_be(keys, roles) for one in named)
