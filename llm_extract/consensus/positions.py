"""Positions: the values held for a field, and for each the lines that hold or reject it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from llm_extract.consensus.calendar import Calendar
from llm_extract.consensus.lines import OWN_VOICE, Line
from llm_extract.consensus.moments import Instant, earliest
from llm_extract.consensus.sameness import Names, position_key, subject
from llm_extract.consensus.statements import Statement, order
from llm_extract.names import fold
from llm_extract.records.base import canonical, fingerprint
from llm_extract.records.claims import (
    Extent,
    ExtentUnit,
    IncludesPerpetrators,
    Location,
    Outcome,
    Responsibility,
    Result,
    Speaker,
    Stance,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.consensus import Holder, Position
from llm_extract.records.when_where import Moment


@dataclass(frozen=True)
class Standing:
    """A position with the statements behind it, which is what rules and policies look at.

    What follows from the statements is worked out once: each is compared with many others.
    """

    position: Position
    statements: tuple[Statement, ...]

    @cached_property
    def value(self) -> Value:
        """What is held."""
        return self.position.value

    @cached_property
    def holding(self) -> tuple[Statement, ...]:
        """Statements that give the value as the case."""
        return tuple(one for one in self.statements if one.commits)

    @cached_property
    def rejecting(self) -> tuple[Statement, ...]:
        """Statements that deny the value."""
        return self._of(Stance.DENIES)

    @cached_property
    def correcting(self) -> tuple[Statement, ...]:
        """Statements that give the value in place of an earlier word."""
        return tuple(one for one in self.holding if one.claim.stance is Stance.CORRECTS)

    @cached_property
    def withdrawing(self) -> tuple[Statement, ...]:
        """Statements that take back the value, or tell it as what was said before."""
        return tuple(
            one for one in self.statements if one.superseded or one.claim.stance is Stance.RETRACTS
        )

    def _of(self, stance: Stance) -> tuple[Statement, ...]:
        return tuple(one for one in self.statements if one.claim.stance is stance)

    @property
    def is_held(self) -> bool:
        """Whether anybody gives the value as the case."""
        return bool(self.holding)

    @cached_property
    def lines(self) -> frozenset[Line]:
        """The voices that hold it."""
        return frozenset(one.line for one in self.holding)

    @cached_property
    def mouths(self) -> frozenset[tuple[str, str]]:
        """The voices that hold it, each with the article in which it does."""
        return frozenset(one.mouth for one in self.holding)

    @cached_property
    def sides(self) -> frozenset[str]:
        """The parties to the conflict that hold it."""
        return frozenset(line.side for line in self.lines if line.side)

    @cached_property
    def first_told(self) -> tuple[tuple[Line, Instant | None], ...]:
        """Each voice with when it first gave the value: it is no newer for being printed again."""
        tellings: dict[tuple[str, str], list[Statement]] = {}
        for one in self.holding:
            report = one.source.origin_id or one.source.article_id
            tellings.setdefault((one.line.key, report), []).append(one)
        firsts = [
            (group[0].line, earliest(one.instant for one in group)) for group in tellings.values()
        ]
        lasting = {line for line, _ in firsts if line.lasting}
        of_body = {
            line: earliest(at for other, at in firsts if line.is_one_body_with(other))
            for line in lasting
        }
        # "Residents" of two reports are two voices, each with a word of its own.
        return tuple((line, of_body.get(line, at)) for line, at in firsts)

    @cached_property
    def first_of_bodies(self) -> Mapping[Line, Instant | None]:
        """When each voice that lasts first gave the value."""
        return {line: at for line, at in self.first_told if line.lasting}

    @cached_property
    def firsts(self) -> tuple[Instant | None, ...]:
        """The moments at which voices first gave the value, each once."""
        return tuple(dict.fromkeys(at for _, at in self.first_told))

    @cached_property
    def houses(self) -> Mapping[str, Sequence[Statement]]:
        """By outlet, what holds it in the outlet's own voice."""
        found: dict[str, list[Statement]] = {}
        for one in self.holding:
            if one.line.key == OWN_VOICE and one.source.publisher:
                found.setdefault(fold(one.source.publisher), []).append(one)
        return found

    @cached_property
    def first_published(self) -> date | None:
        """The day on which it was first given, as far as the articles are dated."""
        first = earliest(at for _, at in self.first_told)
        return first.day if first else None

    @cached_property
    def resting_on(self) -> str | None:
        """The one party on whose word alone it rests; None where anybody else holds it too."""
        sides = {line.side for line in self.lines}
        return next(iter(sides)) if len(sides) == 1 else None

    @cached_property
    def part(self) -> str | None:
        """What it is of, where that is less than the whole incident."""
        return self.statements[0].part

    @property
    def is_taken_back(self) -> bool:
        """Whether each article that gives it tells as well that it was taken back."""
        taken_back = {one.source.article_id for one in self.withdrawing}
        return self.is_held and {one.source.article_id for one in self.holding} <= taken_back

    @property
    def is_partial(self) -> bool:
        """Whether all who hold it say it of less than the whole, as of one death among many."""
        return all(one.partial for one in self.holding)

    @cached_property
    def latest(self) -> Moment | None:
        """When it was last said to hold."""
        return latest(self.holding)


def latest(statements: Iterable[Statement]) -> Moment | None:
    """The last moment at which one of the statements was current."""
    moments = [one.claim.as_of for one in statements if one.claim.as_of]
    return max(moments, key=moment_key, default=None)


def moment_key(moment: Moment) -> tuple[str, str]:
    """Sorts by day, then hour; a day without an hour comes before its hours."""
    return moment.day.isoformat(), moment.at.isoformat() if moment.at else ""


def positions(
    statements: Iterable[Statement], stem: str, names: Names, calendar: Calendar
) -> tuple[Standing, ...]:
    """Group the statements of one field by value; ids follow from `stem` and the value."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for one in order(statements):
        groups[position_key(one, names, calendar)].append(one)
    found = [_standing(stem, key, groups[key], names, calendar) for key in sorted(groups)]
    return tuple(sorted(found, key=lambda one: reading_order(one.value)))


def reading_order(value: Value) -> tuple[int, int]:
    """Figures rise, those without bounds last; outcomes run from held off to got through."""
    match value:
        case Toll() | Extent():
            count = value.count
            bounds = [bound for bound in (count.low, count.high) if bound is not None]
            unit = list(ExtentUnit).index(value.unit) if isinstance(value, Extent) else 0
            return (unit, bounds[0] if bounds else sys.maxsize)
        case Outcome():
            return (list(Result).index(value.result), 0)
        case _:
            return (0, 0)


def _standing(
    stem: str, key: str, group: list[Statement], names: Names, calendar: Calendar
) -> Standing:
    return Standing(
        position=Position(
            position_id="p" + fingerprint(stem, key),
            value=_shown(group, names, calendar),
            holders=_holders(one for one in group if not one.rejects),
            rejected_by=_holders(one for one in group if one.rejects),
        ),
        statements=tuple(group),
    )


def _shown(group: list[Statement], names: Names, calendar: Calendar) -> Value:
    """One value to stand for equal ones, whatever the number of articles that print each."""
    # As those put it who hold it: "at least 14" may have been rejected as "14".
    held = [one for one in group if one.commits] or group
    fullest = held[0].claim.value
    if any(one.claim.value != fullest for one in held):
        fullest = max({one.claim.value for one in held}, key=_by_fullness)
    match fullest:
        case Timing():
            return fullest.model_copy(update={"when": calendar.resolve(fullest.when)})
        case Responsibility():
            return fullest.model_copy(update={"actor": names.authors.name(held[0])})
        case Outcome() if subject(fullest.of) is None:
            return fullest.model_copy(update={"of": None})
        case _:
            return fullest


def _by_fullness(value: Value) -> tuple[int, str]:
    return _fullness(value), canonical(value)


def _fullness(value: Value) -> int:
    match value:
        case Toll():
            return int(value.includes_perpetrators is not IncludesPerpetrators.UNSTATED)
        case Timing():
            when = value.when
            # The hour tells whether two days in a row may be one night.
            hour = when.clock is not None
            return 4 * (when.start is not None) + 2 * hour + (when.weekday is not None)
        case Location():
            place = value.place
            return sum(bool(part) for part in (place.country, place.admin1, place.locality))
        case Victim():
            return len(value.description or "")
        case Outcome():
            return len(value.of or "")
        case _:
            return 0


# ---------------------------------------------------------------- holders


def _holders(statements: Iterable[Statement]) -> tuple[Holder, ...]:
    groups: dict[tuple[str, Stance], list[Statement]] = defaultdict(list)
    for one in statements:
        groups[one.line.key, one.claim.stance].append(one)
    # Named voices first: the outlets' own voice is the weakest attribution there is.
    ordered = sorted(groups, key=lambda key: (key[0] == OWN_VOICE, key))
    return tuple(_holder(groups[key]) for key in ordered)


def _holder(group: Sequence[Statement]) -> Holder:
    return Holder(
        claimant=speaker_of(group),
        stance=group[0].claim.stance,
        as_of=latest(group),
        claim_ids=tuple(dict.fromkeys(one.claim.claim_id for one in group)),
        article_ids=tuple(sorted({one.source.article_id for one in group})),
        origin_ids=tuple(sorted({one.source.origin_id for one in group if one.source.origin_id})),
    )


def speaker_of(group: Iterable[Statement]) -> Speaker | None:
    """The name under which most origins print a voice; None for the outlets' own.

    Origins are counted and not articles, for a name does not gain by being reprinted.
    """
    # By identity, for a story shares its speakers, and to hash each anew takes longest of all here.
    speakers: dict[int, Speaker] = {}
    origins: dict[int, set[str]] = defaultdict(set)
    for one in group:
        if one.speaker is not None:
            speakers[id(one.speaker)] = one.speaker
            origins[id(one.speaker)].add(one.source.origin_id or one.source.article_id)
    if len(speakers) == 1:
        (speaker,) = speakers.values()
        return _plain(speaker)
    printed: dict[str, tuple[Speaker, set[str]]] = {}
    for at, speaker in speakers.items():
        plain, text = _plainly(speaker)
        printed.setdefault(text, (plain, set()))[1].update(origins[at])
    # Of names used equally often the plainest: "officials" before "officials of the province".
    ranked = ((-len(votes), len(one.name), text, one) for text, (one, votes) in printed.items())
    best = min(ranked, default=None, key=lambda told: told[:3])
    return best[3] if best else None


@lru_cache(maxsize=4_096)
def _plainly(speaker: Speaker) -> tuple[Speaker, str]:
    """A speaker without the words that introduce him, and as text: asked for at every claim."""
    plain = _plain(speaker)
    return plain, canonical(plain)


def _plain(speaker: Speaker) -> Speaker:
    return speaker if speaker.cue is None else speaker.model_copy(update={"cue": None})
