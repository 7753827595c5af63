"""Clusters under constraints: a chain of likenesses never joins two incidents that cannot be one.

Pairs are taken from the surest down, and two clusters are joined only where nothing that is known
of the one forbids the other. Connected components would follow every chain to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from llm_extract.link.marks import Finding, Judgement
from llm_extract.link.traits import Level, Member, Traits
from llm_extract.records.consensus import Verdict
from llm_extract.records.overrides import LinkEdit

Compare = Callable[[Traits, Traits], Judgement]

# Between clusters of so many incidents a majority decides, heard from so many of each.
_VOTES_FROM = 3
_HEARD = 4


class Cluster:
    """What is known of the incidents joined so far, kept short so that checking is cheap."""

    def __init__(self, one: Traits) -> None:
        self.members = frozenset({one.member})
        self.articles = frozenset({one.member[0]})
        self.levels = frozenset({one.level})
        self.series = one.series
        certain = one.level is not Level.SERIES and one.certain_town
        self.towns = one.towns if certain else frozenset[str]()
        self.spoken = one.spoken
        self.days = frozenset({one.day} if one.prints_date and one.day is not None else ())
        self.parted = frozenset[Member]()

    def admits(self, other: Cluster, found: Finding) -> bool:
        """Whether the two may be one incident, after what was found on one of each."""
        if self.parted & other.members:
            return False
        # An article tells its own incidents apart, and nobody but an editor knows better.
        if self.articles & other.articles:
            return False
        if {Level.SERIES, Level.PART} <= self.levels | other.levels:
            return False
        if found.of_people:
            return True
        return not self._lies_apart(other) and (found.of_later or _near(self.days | other.days))

    def _lies_apart(self, other: Cluster) -> bool:
        if not self.towns or not other.towns or self.towns & other.towns:
            return False
        return not (_named(self.towns, other.spoken) or _named(other.towns, self.spoken))

    def absorb(self, other: Cluster) -> None:
        """Take in all that is known of the other."""
        self.members |= other.members
        self.articles |= other.articles
        self.levels |= other.levels
        self.towns |= other.towns
        self.spoken |= other.spoken
        # The earlier is the day it was, the later that of what followed.
        days = self.days | other.days
        self.days = frozenset(day for day in days if day <= min(days) + 1)
        self.parted |= other.parted


def _named(towns: frozenset[str], spoken: frozenset[str]) -> bool:
    return any(spoken.issuperset(town.split()) for town in towns)


def _near(days: frozenset[int]) -> bool:
    """Whether printed dates may be of one event: a night belongs to two."""
    return not days or max(days) - min(days) <= 1


class Clustering:
    """The clusters so far; every incident starts alone."""

    def __init__(self, traits: Iterable[Traits]) -> None:
        listed = tuple(traits)
        self._of = {one.member: Cluster(one) for one in listed}
        self._traits = {one.member: one for one in listed}

    def of(self, member: Member) -> Cluster:
        """The cluster an incident stands in."""
        return self._of[member]

    def told(self, member: Member) -> str:
        """An incident in words: its label and its source."""
        return self._traits[member].told

    def are_one(self, left: Member, right: Member) -> bool:
        """Whether two incidents stand in one cluster."""
        return self._of[left] is self._of[right]

    def obey(self, rulings: Iterable[LinkEdit]) -> None:
        """Join and part what an editor says, before anything is judged and whatever speaks against.

        Rulings do not contradict each other.
        """
        for one in rulings:
            left, right = self._of[one.left], self._of[one.right]
            if one.action == "parted":
                left.parted |= {one.right}
                right.parted |= {one.left}
            elif left is not right:
                self._absorb(left, right)

    def join(self, judgements: Iterable[Judgement], compare: Compare) -> list[Judgement]:
        """Join what is SAME, the surest first; ties by member, so that order plays no part.

        `compare` judges a pair that was never a candidate, where two clusters are to be joined.
        Returned are those that joined two clusters: each incident of a cluster is led to every
        other by them, and what merely agrees with them is as many as the square of its reports.
        """
        same = (one for one in judgements if one.finding.verdict is Verdict.SAME)
        ordered = sorted(same, key=lambda one: (-one.finding.score, one.left, one.right))
        return [
            pair
            for pair in ordered
            # Nearly all are one by then.
            if self._of[pair.left] is not self._of[pair.right] and self._join(pair, compare)
        ]

    def _join(self, pair: Judgement, compare: Compare) -> bool:
        one, other = self._of[pair.left], self._of[pair.right]
        if not one.admits(other, pair.finding):
            return False
        if self._is_outvoted(one, other, pair.finding, compare):
            return False
        self._absorb(one, other)
        return True

    def _absorb(self, one: Cluster, other: Cluster) -> None:
        if len(one.members) < len(other.members):
            one, other = other, one
        one.absorb(other)
        for member in other.members:
            self._of[member] = one

    def _is_outvoted(self, one: Cluster, other: Cluster, found: Finding, compare: Compare) -> bool:
        """Whether most pairs between two clusters are unlike: one likeness may be chance.

        The same people are named by a round-up too, which would join two events that it tells of:
        there half the pairs are enough, however few they are.
        """
        sizes = len(one.members), len(other.members)
        if min(sizes) < _VOTES_FROM and not (found.of_people and max(sizes) > 1):
            return False
        votes = [
            compare(self._traits[left], self._traits[right]).finding.verdict
            for left in sorted(one.members)[:_HEARD]
            for right in sorted(other.members)[:_HEARD]
        ]
        unlike = 2 * votes.count(Verdict.DIFFERENT)
        return unlike > len(votes) or (found.of_people and unlike == len(votes))

    def all(self) -> tuple[Cluster, ...]:
        """Every cluster once, by its first member."""
        unique = {id(cluster): cluster for cluster in self._of.values()}
        return tuple(sorted(unique.values(), key=lambda cluster: min(cluster.members)))
