"""Marks for and against two incidents being one, and what a set of them comes to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

from llm_extract.link.traits import Member
from llm_extract.records.consensus import Verdict

# What is rare and specific weighs more than what is common. SAME takes two strong signs, or three
# fair ones; below POSSIBLE nothing is worth an editor's look.
SAME_FROM = 4.5
POSSIBLE_FROM = 3.0


# Each is made once and known by itself, and what a set of them comes to is summed once: of the many
# pairs nearly all carry the same few.
@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One sign: positive speaks for one incident, negative against.

    `bars` forbids outright. `settles`: a sign of this very event, and not only of its like; where
    an area sees the same kind of thing every week, all the other signs may agree on two.
    `of_later`: the dates of the two are not of one thing, and need not agree. `of_people`: nor need
    their towns, for no other event has those people.
    """

    weight: float
    reason: str
    bars: bool = False
    settles: bool = False
    of_later: bool = False
    of_people: bool = False


Marks = tuple[Mark, ...]
NOTHING: Marks = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a set of marks comes to; one that bars forbids the link, whatever else agrees.

    SAME takes the score and a sign that settles; a bar makes it DIFFERENT. `of_later`: one tells
    of what followed upon the other, and its date is of that. `of_people`: both are of the same.
    """

    score: float
    verdict: Verdict
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    of_later: bool
    of_people: bool

    @classmethod
    def of(cls, marks: Marks) -> Self:
        """Sum the marks."""
        score = sum(mark.weight for mark in marks)
        return cls(
            score,
            _verdict(score, marks),
            speaks_for=tuple(mark.reason for mark in marks if mark.weight > 0),
            speaks_against=tuple(mark.reason for mark in marks if mark.weight < 0),
            of_later=any(mark.of_later for mark in marks),
            of_people=any(mark.of_people for mark in marks),
        )

    @property
    def is_worth_showing(self) -> bool:
        """Whether so much speaks for one incident that an editor may want to see it."""
        return self.score >= POSSIBLE_FROM


def _verdict(score: float, marks: Marks) -> Verdict:
    if score < POSSIBLE_FROM or any(mark.bars for mark in marks):
        return Verdict.DIFFERENT
    sure = score >= SAME_FROM and any(mark.settles for mark in marks)
    return Verdict.SAME if sure else Verdict.POSSIBLE


_found = lru_cache(maxsize=65_536)(Finding.of)


class Judgement(NamedTuple):
    """A pair of incidents, with what was found on it."""

    left: Member
    right: Member
    finding: Finding

    @classmethod
    def of(cls, left: Member, right: Member, marks: Marks) -> Self:
        """What the marks on a pair come to."""
        return cls(left, right, _found(marks))
