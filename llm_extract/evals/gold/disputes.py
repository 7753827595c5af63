"""Disagreements told of one story against those settled: the kinds, and false conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from llm_extract.evals.align import assign
from llm_extract.evals.gold import agreement
from llm_extract.evals.gold.lookup import OF_MENTIONS, Lookup
from llm_extract.evals.gold.records import GoldDisagreement, GoldStory, Reading
from llm_extract.evals.scores import LeafVerdict, Mark, Tally
from llm_extract.records.claims import Extent, Toll, Value
from llm_extract.records.consensus import Consensus, Disagreement, IncidentConsensus
from llm_extract.records.counts import CountKind

_HARD = frozenset({"denial", "attribution_conflict", "contradiction"})
_SOFT = frozenset({"scope_mismatch", "precision_difference"})


@dataclass(frozen=True)
class Found:
    """A disagreement of the consensus in terms of labels: one set of labels for each position.

    `opposed` are the sides, by number, that the record sets against each other.
    """

    kind: str
    field: str
    sides: tuple[frozenset[str], ...]
    opposed: tuple[tuple[int, int], ...]

    @property
    def claims(self) -> frozenset[str]:
        """All that it is about, on whichever side."""
        return frozenset().union(*self.sides)

    def joined(self, other: Found) -> Found:
        """Both in one, in which each side stands against those it stood against."""
        moved = tuple((one + len(self.sides), two + len(self.sides)) for one, two in other.opposed)
        return replace(self, sides=self.sides + other.sides, opposed=self.opposed + moved)

    def pairs(self) -> Iterator[frozenset[str]]:
        """Each two claims that it sets against each other."""
        for one, other in self.opposed:
            for left in self.sides[one]:
                for right in self.sides[other] - {left}:
                    yield frozenset({left, right})


class Disputes:
    """What a story is settled to disagree on beside what somebody found in it.

    Once scored, `slots` hold the tallies, by kind and for all kinds, and `marks` what each entry
    came to.
    """

    def __init__(self, story: GoldStory, lookup: Lookup, found: Iterable[Found]) -> None:
        self._story = story
        self._lookup = lookup
        self._told = tuple(found)
        self.slots: defaultdict[str, Tally] = defaultdict(Tally)
        self.marks: list[Mark] = []

    def score(self) -> None:
        """Labelled and found ones pair where they share two claims of one field; then by kind."""
        wanted, found = self._story.disagreements, self._told
        claims = [self._lookup.compared(one) for one in wanted]
        pairs = assign(
            [
                [_shared(one, named, other) for other in found]
                for one, named in zip(wanted, claims, strict=True)
            ]
        )
        answers = {one.row: found[one.column] for one in pairs}
        for at, one in enumerate(wanted):
            self._disagreement(one, answers.get(at))
        answered = {one.column for one in pairs}
        for at, other in enumerate(found):
            if at not in answered:
                self._count(other.kind, Tally(0, 1, 0))
                said = f"{other.kind} of {other.field}: {', '.join(sorted(other.claims))}"
                self.marks.append(Mark(other.kind, LeafVerdict.SPURIOUS, None, said))
        self._false_conflicts(found)

    def _disagreement(self, wanted: GoldDisagreement, found: Found | None) -> None:
        words = f"{wanted.kind} of {wanted.field}: {', '.join(wanted.claims)}"
        if found is None:
            self._count(wanted.kind, Tally(0, 0, 1))
            self.marks.append(Mark(wanted.kind, LeafVerdict.MISSING, words, None))
        elif found.kind in (wanted.kind, *wanted.also_kinds):
            self._count(wanted.kind, Tally(1, 1, 1))
            self.marks.append(Mark(wanted.kind, LeafVerdict.CORRECT, words, found.kind))
        else:
            self._count(wanted.kind, Tally(0, 0, 1))
            self._count(found.kind, Tally(0, 1, 0))
            self.marks.append(Mark(wanted.kind, LeafVerdict.WRONG_VALUE, words, found.kind))

    def _count(self, kind: str, tally: Tally) -> None:
        self.slots[kind] += tally
        self.slots["disagreement"] += tally

    def _false_conflicts(self, found: Sequence[Found]) -> None:
        """Of the pairs that differ in scope or precision only, how many are called a conflict."""
        opposed = {two for one in found if one.kind in _HARD for two in one.pairs()}
        conflicts = {
            two
            for one in self._story.disagreements
            if one.kind not in _SOFT
            for two in two_by_two(one.claims)
        }
        for one in self._story.disagreements:
            if one.kind in _SOFT:
                for two in two_by_two(one.claims):
                    if two not in conflicts and self._apart_in(one.kind, two):
                        self.slots["false_conflict"] += Tally(float(two in opposed), 1, 1)

    def _apart_in(self, kind: str, two: frozenset[str]) -> bool:
        """Whether it is these two that differ so: an entry lists all claims of its kind at once."""
        one, other = (self._lookup.claims[name].reading for name in two)
        if kind == "scope_mismatch":
            return _counted(one) != _counted(other)
        values = one.value, other.value
        return not agreement.same_value(*values) and _meet(*values)


# ---------------------------------------------------------------- who found them


def in_pile(story: GoldStory, lookup: Lookup, pile: Iterable[Consensus]) -> Iterator[Found]:
    """What a consensus calls a disagreement, where it is about claims of this story."""
    for one in pile:
        for incident in one.incidents:
            within = (each for field in incident.fields for each in field.disagreements)
            told = (
                _in_labels(story.story, lookup, one, incident, each)
                for each in (*within, *incident.across)
            )
            yield from _one_for_each_kind(each for each in told if len(each.claims) > 1)


def in_list(story: GoldStory, lookup: Lookup) -> Iterator[Found]:
    """What a reader who set the documents side by side lists: each claim against all others."""
    for one in story.disagreements:
        sides = tuple(frozenset({name}) for name in sorted(lookup.compared(one)))
        yield Found(one.kind, one.field, sides, tuple(combinations(range(len(sides)), 2)))


def _in_labels(
    name: str, lookup: Lookup, pile: Consensus, incident: IncidentConsensus, one: Disagreement
) -> Found:
    """The same in labels, under the first of the fields that it is about."""
    told = [
        (str(field.key), position)
        for field in incident.fields
        for position in field.positions
        if position.position_id in one.position_ids
    ]
    held = lookup.dated if told[0][0] in OF_MENTIONS else lookup.held
    sides = [
        frozenset(label for label in held(pile, position) if label.startswith(f"{name}/"))
        for _, position in told
    ]
    at = {position.position_id: number for number, (_, position) in enumerate(told)}
    opposed = tuple((at[left], at[right]) for left, right in one.pairs)
    return Found(one.kind, told[0][0], tuple(sides), opposed)


def _one_for_each_kind(told: Iterable[Found]) -> Iterator[Found]:
    """What a record tells of one kind and field in several sentences, as the labels list it: once.

    The guideline asks for all claims of a field that stand in a relation in one entry, so that of
    two groups of figures that each contradict only one another the second could find no label.
    """
    groups: dict[tuple[str, str], Found] = {}
    for one in told:
        key = one.kind, one.field
        groups[key] = groups[key].joined(one) if key in groups else one
    yield from groups.values()


def two_by_two(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Each two of them, in no order."""
    return (frozenset(two) for two in combinations(names, 2))


def _counted(reading: Reading) -> tuple[object, ...]:
    """Whom a figure counts and of what: figures that differ in it are not about the same thing."""
    value = reading.value
    names = ("field", "group", "effect", "includes_perpetrators", "unit")
    return (reading.scope, *(getattr(value, name, None) for name in names))


def _meet(one: Value, other: Value) -> bool:
    """Whether the bounds of two figures overlap; a word without bounds meets any but none."""
    if not (isinstance(one, Toll | Extent) and isinstance(other, Toll | Extent)):
        return True
    if not (one.count.is_bounded and other.count.is_bounded):
        return CountKind.ZERO not in (one.count.kind, other.count.kind)
    return one.count.overlaps(other.count)


def _shared(wanted: GoldDisagreement, claims: set[str], found: Found) -> int | None:
    """How many claims they share, one kind weighing more than any number; None: under two."""
    shared = len(found.claims & claims)
    if shared < 2 or wanted.field.partition("/")[0] != found.field.partition("/")[0]:  # noqa: PLR2004
        return None
    return shared + 1_000 * (found.kind in (wanted.kind, *wanted.also_kinds))
