"""Linking, disagreements and origins against the settled stories.

All documents of the set lie in one pile. What a story's labels call one event, one conflict or one
origin is compared with what linking and consensus made of the extractions they were given: the
labels themselves, so that reading is out of the picture, or those of a run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

from llm_extract.evals.align import assign
from llm_extract.evals.gold import agreement
from llm_extract.evals.gold.extraction import as_extraction
from llm_extract.evals.gold.pairing import Pairing, pair
from llm_extract.evals.gold.reading import GoldSet, LabelledDocument
from llm_extract.evals.gold.records import (
    DisagreementKind,
    GoldClaim,
    GoldCluster,
    GoldDisagreement,
    GoldStory,
    Reading,
)
from llm_extract.evals.scores import (
    Column,
    LeafVerdict,
    Mark,
    Metric,
    Scored,
    Tally,
    UnitScore,
    summed,
)
from llm_extract.evals.sets import Outcomes
from llm_extract.records.article import Article
from llm_extract.records.claims import Extent, Toll, Value
from llm_extract.records.consensus import (
    Consensus,
    Disagreement,
    IncidentConsensus,
    Position,
)
from llm_extract.records.counts import CountKind
from llm_extract.records.incidents import Extraction

Merge = Callable[[Sequence[Article], Sequence[Extraction]], tuple[Consensus, ...]]

KINDS: tuple[str, ...] = get_args(DisagreementKind)
_HARD = frozenset({"denial", "attribution_conflict", "contradiction"})
_SOFT = frozenset({"scope_mismatch", "precision_difference"})
# Labelled with the incident and not as claims: their entries name any claim of the incident.
_OF_MENTIONS = frozenset({"date", "place"})

METRICS: tuple[Metric, ...] = (
    Metric("disagreement_f1", "disagreement"),
    *(Metric(f"{kind}_f1", kind) for kind in KINDS),
    Metric("link_f1", "link"),
    Metric("link_precision", "link", "precision"),
    Metric("link_recall", "link", "recall"),
    Metric("bcubed_precision", "bcubed_precision", "precision"),
    Metric("bcubed_recall", "bcubed_recall", "recall"),
    Metric("minority_recall", "minority", "recall"),
    Metric("false_conflict", "false_conflict", "recall", higher_is_better=False),
    Metric("origin_pair_f1", "origin"),
    Metric("echo_inflation", "echo", "recall", higher_is_better=False),
)
"""`echo_inflation` is origins found over origins labelled: above 1, copies pass for sources."""


def labelled_outcomes(gold: GoldSet) -> Outcomes:
    """The labels as extractions, to score linking and consensus apart from reading."""
    return {one.article.article_id: as_extraction(one.gold, one.article) for one in gold.documents}


def score_side_by_side(gold: GoldSet, outcomes: Outcomes, merge: Merge) -> Scored:
    """Every settled story against what `merge` makes of the pile; a document without an extraction
    is missing from the pile, and what it holds counts as missing.
    """
    read = {
        one.article.article_id: found
        for one in gold.documents
        if isinstance(found := outcomes.get(one.article.article_id), Extraction)
    }
    pile = merge([one.article for one in gold.documents], list(read.values()))
    lookup = _Lookup(gold.documents, read)
    units = [_Desk(story, gold, lookup, pile).score() for story in gold.stories.values()]
    macro = [value for kind in KINDS if (value := summed(units, kind).f1) is not None]
    columns = (
        (Column("disagreement_macro_f1", sum(macro) / len(macro), "over kinds"),) if macro else ()
    )
    return Scored(tuple(units), METRICS, "disagreement_f1", columns=columns)


# ---------------------------------------------------------------- labels and predictions


class _Lookup:
    """From incidents and claims of the extractions to the labels they answer, by name."""

    def __init__(
        self, documents: Iterable[LabelledDocument], read: Mapping[str, Extraction]
    ) -> None:
        self.mentions: dict[tuple[str, str], str] = {}
        self.mention_of: dict[str, str] = {}
        self.labels: dict[tuple[str, str], str] = {}
        self.claims: dict[str, GoldClaim] = {}
        for one in documents:
            for claim in one.gold.claims():
                self.claims[f"{one.name}#{claim.key}"] = claim
            for incident in one.gold.incidents:
                for claim in incident.claims:
                    self.mention_of[f"{one.name}#{claim.key}"] = f"{one.name}#{incident.key}"
            if one.article.article_id in read:
                self._add(one, pair(one.gold, read[one.article.article_id]))

    def _add(self, one: LabelledDocument, pairing: Pairing) -> None:
        at = one.article.article_id
        for each in pairing.incidents:
            said = pairing.extraction.incidents[each.column]
            self.mentions[at, said.incident_id] = f"{one.name}#{one.gold.incidents[each.row].key}"
        for each in pairing.claims:
            claim_id = pairing.said[each.column].claim.claim_id
            self.labels[at, claim_id] = f"{one.name}#{pairing.labelled[each.row].claim.key}"

    def mentioned(self, incident: IncidentConsensus) -> set[str]:
        """The labelled mentions that an incident of the consensus is made of."""
        return {self.mentions[one] for one in incident.members if one in self.mentions}

    def held(self, story: Consensus, position: Position) -> set[str]:
        """The labels of the claims behind a position."""
        article_of = {one.claim.claim_id: one.article_id for one in story.claims}
        ids = [
            claim_id
            for holder in (*position.holders, *position.rejected_by)
            for claim_id in holder.claim_ids
        ]
        keys = [(article_of[one], one) for one in ids if one in article_of]
        return {self.labels[key] for key in keys if key in self.labels}

    def dated(self, story: Consensus, position: Position) -> set[str]:
        """The labelled mentions of the incidents that the claims behind a position stand in."""
        ids = {claim_id for holder in position.holders for claim_id in holder.claim_ids}
        told = [
            (one.article_id, one.incident_id)
            for one in story.claims
            if one.claim.claim_id in ids and one.incident_id is not None
        ]
        return {self.mentions[one] for one in told if one in self.mentions}

    def compared(self, wanted: GoldDisagreement) -> set[str]:
        """What an entry sets side by side: claims, or the mentions whose days or places differ."""
        if wanted.field in _OF_MENTIONS:
            return {self.mention_of.get(one, one) for one in wanted.claims}
        return set(wanted.claims)


@dataclass(frozen=True)
class _Found:
    """A disagreement of the consensus in terms of labels: one set of labels for each position."""

    kind: str
    field: str
    sides: tuple[frozenset[str], ...]

    @property
    def claims(self) -> frozenset[str]:
        return frozenset().union(*self.sides)

    def pairs(self) -> Iterator[frozenset[str]]:
        """Each two claims that it sets against each other."""
        for one, other in combinations(self.sides, 2):
            for left in one:
                for right in other - {left}:
                    yield frozenset({left, right})


# ---------------------------------------------------------------- one story


class _Desk:
    """One story's labels beside what was made of them."""

    def __init__(
        self, story: GoldStory, gold: GoldSet, lookup: _Lookup, pile: Sequence[Consensus]
    ) -> None:
        self._story = story
        self._documents = [one for one in gold.documents if one.story == story.story]
        self._lookup = lookup
        self._pile = pile
        self._slots: defaultdict[str, Tally] = defaultdict(Tally)
        self._marks: list[Mark] = []

    def score(self) -> UnitScore:
        self._links()
        self._disagreements()
        self._minorities()
        self._origins()
        return UnitScore(
            unit=self._story.story,
            cluster=self._story.story,
            slots=dict(self._slots),
            marks=tuple(self._marks),
        )

    # ------------------------------------------------------------ linking

    def _links(self) -> None:
        """Pairs of mentions, and for each mention how pure and how whole its cluster is.

        A mention that no incident was read for stands alone, as does one in no labelled cluster.
        """
        expected = {
            one: set(cluster.mentions)
            for cluster in self._story.clusters
            for one in cluster.mentions
        }
        made = {one: {one} for one in expected}
        for story in self._pile:
            for incident in story.incidents:
                together = self._lookup.mentioned(incident)
                made.update({one: together for one in together if one in expected})
        wanted, said = _pairs(expected), _pairs(made)
        self._slots["link"] += Tally(len(wanted & said), len(said), len(wanted))
        for mention, cluster in expected.items():
            shared = len(cluster & made[mention])
            self._slots["bcubed_precision"] += Tally(shared / len(made[mention]), 1, 1)
            self._slots["bcubed_recall"] += Tally(shared / len(cluster), 1, 1)
        self._mark_links(wanted, said)

    def _mark_links(self, wanted: set[frozenset[str]], said: set[frozenset[str]]) -> None:
        for one in sorted(wanted - said, key=sorted):
            self._marks.append(Mark("link", LeafVerdict.MISSING, " = ".join(sorted(one)), None))
        for one in sorted(said - wanted, key=sorted):
            self._marks.append(Mark("link", LeafVerdict.SPURIOUS, None, " = ".join(sorted(one))))

    # ------------------------------------------------------------ disagreements

    def _disagreements(self) -> None:
        """Labelled and found ones pair where they share two claims of one field; then by kind."""
        wanted, found = self._story.disagreements, list(self._found())
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
                self._marks.append(Mark(other.kind, LeafVerdict.SPURIOUS, None, said))
        self._false_conflicts(found)

    def _disagreement(self, wanted: GoldDisagreement, found: _Found | None) -> None:
        words = f"{wanted.kind} of {wanted.field}: {', '.join(wanted.claims)}"
        if found is None:
            self._count(wanted.kind, Tally(0, 0, 1))
            self._marks.append(Mark(wanted.kind, LeafVerdict.MISSING, words, None))
        elif found.kind in (wanted.kind, *wanted.also_kinds):
            self._count(wanted.kind, Tally(1, 1, 1))
            self._marks.append(Mark(wanted.kind, LeafVerdict.CORRECT, words, found.kind))
        else:
            self._count(wanted.kind, Tally(0, 0, 1))
            self._count(found.kind, Tally(0, 1, 0))
            self._marks.append(Mark(wanted.kind, LeafVerdict.WRONG_VALUE, words, found.kind))

    def _count(self, kind: str, tally: Tally) -> None:
        self._slots[kind] += tally
        self._slots["disagreement"] += tally

    def _found(self) -> Iterator[_Found]:
        """What the consensus calls a disagreement, where it is about claims of this story."""
        for story in self._pile:
            for incident in story.incidents:
                within = (one for field in incident.fields for one in field.disagreements)
                for one in (*within, *incident.across):
                    found = self._in_labels(story, incident, one)
                    if len(found.claims) > 1:
                        yield found

    def _in_labels(
        self, story: Consensus, incident: IncidentConsensus, one: Disagreement
    ) -> _Found:
        """The same in labels, under the first of the fields that it is about."""
        told = [
            (str(field.key), position)
            for field in incident.fields
            for position in field.positions
            if position.position_id in one.position_ids
        ]
        held = self._lookup.dated if told[0][0] in _OF_MENTIONS else self._lookup.held
        sides = [
            frozenset(name for name in held(story, position) if self._is_ours(name))
            for _, position in told
        ]
        return _Found(one.kind, told[0][0], tuple(side for side in sides if side))

    def _is_ours(self, name: str) -> bool:
        return name.startswith(f"{self._story.story}/")

    def _false_conflicts(self, found: Sequence[_Found]) -> None:
        """Of the pairs that differ in scope or precision only, how many are called a conflict."""
        opposed = {two for one in found if one.kind in _HARD for two in one.pairs()}
        conflicts = {
            two
            for one in self._story.disagreements
            if one.kind not in _SOFT
            for two in _two_by_two(one.claims)
        }
        for one in self._story.disagreements:
            if one.kind in _SOFT:
                for two in _two_by_two(one.claims):
                    if two not in conflicts and self._apart_in(one.kind, two):
                        self._slots["false_conflict"] += Tally(float(two in opposed), 1, 1)

    def _apart_in(self, kind: str, two: frozenset[str]) -> bool:
        """Whether it is these two that differ so: an entry lists all claims of its kind at once."""
        one, other = (self._lookup.claims[name].reading for name in two)
        if kind == "scope_mismatch":
            return _counted(one) != _counted(other)
        values = one.value, other.value
        return not agreement.same_value(*values) and _meet(*values)

    # ------------------------------------------------------------ minorities

    def _minorities(self) -> None:
        """Values fewer documents hold than the most held one: is each still there to be seen?"""
        shown = [
            (self._lookup.held(story, position), position)
            for story in self._pile
            for incident in story.incidents
            for field in incident.fields
            for position in field.positions
        ]
        for cluster in self._story.clusters:
            for group in self._minority_values(cluster):
                kept = any(self._shows(held, position, group) for held, position in shown)
                self._slots["minority"] += Tally(float(kept), 1, 1)
                if not kept:
                    self._marks.append(
                        Mark("minority", LeafVerdict.MISSING, ", ".join(group), None)
                    )

    def _shows(self, held: set[str], position: Position, group: Sequence[str]) -> bool:
        """Whether the position is held by one of these claims and has their value."""
        return any(
            name in held
            and any(
                agreement.same_value(reading.value, position.value)
                for reading in self._lookup.claims[name].readings
            )
            for name in group
        )

    def _minority_values(self, cluster: GoldCluster) -> Iterator[list[str]]:
        """Groups of claims of one value each, for values that are not the most widely held."""
        by_field: defaultdict[str, list[list[str]]] = defaultdict(list)
        for name in self._claims_of(cluster):
            claim = self._lookup.claims[name]
            groups = by_field[_field(claim)]
            for group in groups:
                first = self._lookup.claims[group[0]].reading.value
                if agreement.same_value(first, claim.reading.value):
                    group.append(name)
                    break
            else:
                groups.append([name])
        for groups in by_field.values():
            widths = [len({name.partition("#")[0] for name in group}) for group in groups]
            yield from (g for g, width in zip(groups, widths, strict=True) if width < max(widths))

    def _claims_of(self, cluster: GoldCluster) -> Iterator[str]:
        mentions = set(cluster.mentions)
        for one in self._documents:
            for incident in one.gold.incidents:
                if f"{one.name}#{incident.key}" in mentions:
                    yield from (f"{one.name}#{claim.key}" for claim in incident.claims)

    # ------------------------------------------------------------ origins

    def _origins(self) -> None:
        ids = [one.article.article_id for one in self._documents]
        names = {one.name: one.article.article_id for one in self._documents}
        wanted = {one: one for one in ids}
        for group in self._story.origins:
            for document in group.documents:
                wanted[names[document]] = names[group.documents[0]]
        made = {one: one for one in ids}
        for story in self._pile:
            for source in story.sources:
                if source.article_id in made and source.origin_id is not None:
                    made[source.article_id] = source.origin_id
        told, asked = _alike(made), _alike(wanted)
        self._slots["origin"] += Tally(len(told & asked), len(told), len(asked))
        counts = len(set(made.values())), len(set(wanted.values()))
        self._slots["echo"] += Tally(counts[0], counts[0], counts[1])


def _pairs(clusters: Mapping[str, set[str]]) -> set[frozenset[str]]:
    return {two for cluster in clusters.values() for two in _two_by_two(sorted(cluster))}


def _two_by_two(names: Sequence[str]) -> Iterator[frozenset[str]]:
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


def _alike(origins: Mapping[str, str]) -> set[frozenset[str]]:
    """Pairs of documents with one origin."""
    return {
        frozenset(two) for two in combinations(origins, 2) if origins[two[0]] == origins[two[1]]
    }


def _shared(wanted: GoldDisagreement, claims: set[str], found: _Found) -> int | None:
    """How many claims they share, one kind weighing more than any number; None: under two."""
    shared = len(found.claims & claims)
    if shared < 2 or wanted.field.partition("/")[0] != found.field.partition("/")[0]:  # noqa: PLR2004
        return None
    return shared + 1_000 * (found.kind in (wanted.kind, *wanted.also_kinds))


def _field(claim: GoldClaim) -> str:
    """What values of one field can be compared: a toll's group and effect, else the field."""
    value = claim.reading.value
    parts = [str(getattr(value, name, "")) for name in ("field", "group", "effect", "unit")]
    return "/".join(part for part in parts if part)
