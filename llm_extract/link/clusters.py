"""Clusters under constraints: a chain of likenesses never joins two incidents that cannot be one.

Pairs are taken from the surest down, and two clusters are joined only where nothing that is known
of the one forbids the other. Connected components would follow every chain to its end.
"""

from __future__ import annotations

from collections.abc import Iterable

from llm_extract.days import is_full_date
from llm_extract.link.judge import Judgement
from llm_extract.link.traits import Level, Member, Traits
from llm_extract.records.consensus import Verdict


class Cluster:
    """What is known of the incidents joined so far, kept short so that checking is cheap."""

    def __init__(self, one: Traits) -> None:
        self.members = {one.member}
        self.articles = {one.member[0]}
        self.levels = {one.level}
        self.series = one.series
        self.towns = set(one.towns) if one.level is not Level.SERIES and one.certain_town else set()
        self.days = {one.day} if is_full_date(one.when) and one.day is not None else set[int]()

    def admits(self, other: Cluster) -> bool:
        """Whether the two may be one incident."""
        # An article tells its own incidents apart, and nobody knows better.
        if self.articles & other.articles:
            return False
        if {Level.SERIES, Level.PART} <= self.levels | other.levels:
            return False
        apart = self.towns and other.towns and not self.towns & other.towns
        return not apart and _near(self.days | other.days)

    def absorb(self, other: Cluster) -> None:
        """Take in all that is known of the other."""
        self.members |= other.members
        self.articles |= other.articles
        self.levels |= other.levels
        self.towns |= other.towns
        self.days |= other.days


def _near(days: set[int]) -> bool:
    """Whether printed dates may be of one event: a night belongs to two."""
    return not days or max(days) - min(days) <= 1


class Clustering:
    """The clusters so far; every incident starts alone."""

    def __init__(self, traits: Iterable[Traits]) -> None:
        self._of = {one.member: Cluster(one) for one in traits}

    def of(self, member: Member) -> Cluster:
        """The cluster an incident stands in."""
        return self._of[member]

    def join(self, judgements: Iterable[Judgement]) -> None:
        """Join what is SAME, the surest first; ties by member, so that order plays no part."""
        same = (one for one in judgements if one.verdict is Verdict.SAME)
        for pair in sorted(same, key=lambda one: (-one.score, one.left, one.right)):
            self._join(pair.left, pair.right)

    def _join(self, left: Member, right: Member) -> None:
        one, other = self._of[left], self._of[right]
        if one is other or not one.admits(other):
            return
        if len(one.members) < len(other.members):
            one, other = other, one
        one.absorb(other)
        for member in other.members:
            self._of[member] = one

    def all(self) -> tuple[Cluster, ...]:
        """Every cluster once, by its first member."""
        unique = {id(cluster): cluster for cluster in self._of.values()}
        return tuple(sorted(unique.values(), key=lambda cluster: min(cluster.members)))
