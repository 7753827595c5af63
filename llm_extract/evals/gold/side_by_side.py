"""Linking, disagreements and origins against the settled stories.

All documents of the set lie in one pile. What a story's labels call one event, one conflict or one
origin is compared with what linking and consensus made of the extractions they were given: the
labels themselves, so that reading is out of the picture, or those of a run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import get_args

from llm_extract.evals.gold import agreement
from llm_extract.evals.gold.disputes import Disputes, in_list, in_pile, two_by_two
from llm_extract.evals.gold.extraction import as_extraction
from llm_extract.evals.gold.lookup import Lookup
from llm_extract.evals.gold.reading import GoldSet
from llm_extract.evals.gold.records import DisagreementKind, GoldClaim, GoldCluster, GoldStory
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
from llm_extract.records.consensus import Consensus, Position
from llm_extract.records.incidents import Extraction

Merge = Callable[[Sequence[Article], Sequence[Extraction]], tuple[Consensus, ...]]

KINDS: tuple[str, ...] = get_args(DisagreementKind)

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
    lookup = Lookup(gold.documents, read)
    units = [_Desk(story, gold, lookup, pile).score() for story in gold.stories.values()]
    return _scored(units)


def score_second_reading(gold: GoldSet, second: Mapping[str, GoldStory]) -> Scored:
    """What another reader found who set the same labels side by side, by story, held to the settled
    stories: how far two readers agree, and so how settled the task is.
    """
    lookup = Lookup(gold.documents, {})
    units = []
    for name, settled in gold.stories.items():
        if name in second:
            disputes = Disputes(settled, lookup, in_list(second[name], lookup))
            disputes.score()
            links = _Links(settled, _clusters(second[name]))
            slots = {**disputes.slots, **links.slots}
            units.append(UnitScore(name, name, slots, (*links.marks, *disputes.marks)))
    return _scored(units)


def _scored(units: Sequence[UnitScore]) -> Scored:
    macro = [value for kind in KINDS if (value := summed(units, kind).f1) is not None]
    columns = (
        (Column("disagreement_macro_f1", sum(macro) / len(macro), "over kinds"),) if macro else ()
    )
    return Scored(tuple(units), METRICS, "disagreement_f1", columns=columns)


# ---------------------------------------------------------------- linking


class _Links:
    """Pairs of mentions, and for each mention how pure and how whole its cluster is.

    A mention that no incident was read for stands alone, as does one in no settled cluster.
    """

    def __init__(self, story: GoldStory, together: Iterable[set[str]]) -> None:
        expected = {one: cluster for cluster in _clusters(story) for one in cluster}
        made = {one: {one} for one in expected}
        for cluster in together:
            made.update({one: cluster for one in cluster if one in expected})
        wanted, said = _pairs(expected), _pairs(made)
        self.slots: defaultdict[str, Tally] = defaultdict(Tally)
        self.slots["link"] += Tally(len(wanted & said), len(said), len(wanted))
        for mention, cluster in expected.items():
            shared = len(cluster & made[mention])
            self.slots["bcubed_precision"] += Tally(shared / len(made[mention]), 1, 1)
            self.slots["bcubed_recall"] += Tally(shared / len(cluster), 1, 1)
        self.marks = [
            *(Mark("link", LeafVerdict.MISSING, one, None) for one in _named(wanted - said)),
            *(Mark("link", LeafVerdict.SPURIOUS, None, one) for one in _named(said - wanted)),
        ]


def _clusters(story: GoldStory) -> Iterator[set[str]]:
    return (set(one.mentions) for one in story.clusters)


def _named(pairs: Iterable[frozenset[str]]) -> list[str]:
    return [" = ".join(sorted(one)) for one in sorted(pairs, key=sorted)]


# ---------------------------------------------------------------- one story


class _Desk:
    """One story's labels beside what was made of them."""

    def __init__(
        self, story: GoldStory, gold: GoldSet, lookup: Lookup, pile: Sequence[Consensus]
    ) -> None:
        self._story = story
        self._documents = [one for one in gold.documents if one.story == story.story]
        self._lookup = lookup
        self._pile = pile
        self._slots: defaultdict[str, Tally] = defaultdict(Tally)
        self._marks: list[Mark] = []

    def score(self) -> UnitScore:
        links = _Links(self._story, self._together())
        disputes = Disputes(
            self._story, self._lookup, in_pile(self._story, self._lookup, self._pile)
        )
        disputes.score()
        for one in (links, disputes):
            self._slots |= one.slots
            self._marks += one.marks
        self._minorities()
        self._origins()
        return UnitScore(
            unit=self._story.story,
            cluster=self._story.story,
            slots=dict(self._slots),
            marks=tuple(self._marks),
        )

    def _together(self) -> Iterator[set[str]]:
        """The labelled mentions that each incident of the pile is made of."""
        for story in self._pile:
            for incident in story.incidents:
                yield self._lookup.mentioned(incident)

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
    return {two for cluster in clusters.values() for two in two_by_two(sorted(cluster))}


def _alike(origins: Mapping[str, str]) -> set[frozenset[str]]:
    """Pairs of documents with one origin."""
    return {
        frozenset(two) for two in combinations(origins, 2) if origins[two[0]] == origins[two[1]]
    }


def _field(claim: GoldClaim) -> str:
    """What values of one field can be compared: a toll's group and effect, else the field."""
    value = claim.reading.value
    parts = [str(getattr(value, name, "")) for name in ("field", "group", "effect", "unit")]
    return "/".join(part for part in parts if part)
