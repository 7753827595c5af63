"""A newer word, or only a later one: when what is said replaces what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.consensus.lines import OWN_VOICE, Line
from llm_extract.consensus.moments import Instant, all_after
from llm_extract.consensus.opposition import is_far_above
from llm_extract.consensus.positions import Standing
from llm_extract.consensus.statements import Statement
from llm_extract.names import fold
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Extent,
    Outcome,
    Toll,
    Value,
    Victim,
)

# Those of whom there are more today and fewer tomorrow, and nobody is wrong.
IN_FLUX = frozenset({Effect.MISSING, Effect.RESCUED, Effect.DISPLACED})


def may_move(value: Value) -> bool:
    """Whether a later word may be news: what was damaged is not whole again a day later."""
    match value:
        case Damage():
            return value.degree is not Degree.NONE
        case Toll() | Extent() | Outcome() | Victim():
            return True
        case _:
            return False


def rules_out_any(none: Standing, some: Standing) -> bool:
    """Whether somebody says that nobody was harmed or taken, of whom others give a number.

    That is no earlier word of theirs; but an outlet itself may say so too soon, and one or two may
    have died since.
    """
    mine, yours = none.value, some.value
    if not (isinstance(mine, Toll) and isinstance(yours, Toll)) or mine.count.high != 0:
        return False
    if mine.effect in IN_FLUX or all(line.key == OWN_VOICE for line in none.lines):
        return False
    may_have_died = mine.effect is Effect.KILLED and is_later(some, none)
    return not may_have_died or is_far_above(yours.count, mine.count)


def replaces(new: Standing, old: Standing) -> bool:
    """Whether a voice that takes back the old value gives the new, or its article does for it."""
    return any(_speak_for_one(one, other) for one in old.withdrawing for other in new.holding)


def _speak_for_one(one: Statement, other: Statement) -> bool:
    """Whether two statements are one voice's; an outlet also takes back what it quoted."""
    if one.line.is_one_body_with(other.line):
        return True
    in_one = one.source.article_id == other.source.article_id
    own = OWN_VOICE in {one.line.key, other.line.key}
    return in_one and (own or one.line == other.line)


def corrects(new: Standing, old: Standing) -> bool:
    """Whether somebody replaces an earlier word: his own, or one that came through him."""
    return any(
        _came_through(one, other) or _is_one_voice(one, other)
        for one in new.correcting
        for other in old.holding
    )


def _came_through(one: Statement, other: Statement) -> bool:
    """Whether an article puts right what stands in it, or whom it relays what he said there."""
    if one.source.article_id != other.source.article_id:
        return False
    mine, theirs = one.claim.attribution.chain, other.claim.attribution.chain
    if not mine or fold(mine[-1].name) in {fold(speaker.name) for speaker in theirs}:
        return True
    # What a spokesman corrects is what his state gave before, by whichever of its mouths.
    of_one_state = one.line.of_state and one.line.side == other.line.side
    return of_one_state and all_after([one.instant], [other.instant])


def _is_one_voice(one: Statement, other: Statement) -> bool:
    if one.line.is_one_body_with(other.line):
        return True
    house = one.source.publisher
    return house is not None and house == other.source.publisher and one.line == other.line


def moves_on(left: Standing, right: Standing) -> bool:
    """Whether a lasting voice, or an outlet in its own, gives the one and then the other."""
    # A voice that does not last is one body with nobody.
    for line in left.first_of_bodies:
        mine, yours = _instants(left, line), _instants(right, line)
        if mine and yours and _are_in_turn(mine, yours):
            return True
    houses = left.houses.keys() & right.houses.keys()
    return any(_is_newer_word(left.houses[one], right.houses[one]) for one in houses)


def _is_newer_word(mine: Sequence[Statement], yours: Sequence[Statement]) -> bool:
    """Whether an outlet gives two figures in turn: in two articles, or by the hours of one."""
    both = [*mine, *yours]
    in_one = {one.source.article_id for one in mine} & {one.source.article_id for one in yours}
    if in_one and not all(one.claim.as_of for one in both):
        return False
    return _are_in_turn([one.instant for one in mine], [one.instant for one in yours])


def _are_in_turn(mine: Sequence[Instant | None], yours: Sequence[Instant | None]) -> bool:
    return all_after(mine, yours) or all_after(yours, mine)


def is_later(later: Standing, earlier: Standing) -> bool:
    """Whether each voice behind the one first gave it after all behind the other."""
    return all_after(later.firsts, earlier.firsts)


def stand_side_by_side(left: Standing, right: Standing) -> bool:
    """Whether an article gives both as of one time, so that there neither is the later word."""
    told = {(one.source.article_id, one.claim.as_of) for one in left.holding}
    return any((one.source.article_id, one.claim.as_of) in told for one in right.holding)


def _instants(one: Standing, line: Line) -> list[Instant | None]:
    """When each voice of one body first gave the value."""
    return [at for each, at in one.first_of_bodies.items() if each.is_one_body_with(line)]
