"""How well reports of many incidents are linked in one pile, with two plain rules beside it.

    python benchmarks/linking.py GVA_FILE [INCIDENTS]

The file is that of the `gva` suite; the first 200 incidents are read unless another number is said.
Two articles belong together where the file lists them under one incident. Of the plain rules, one
takes all reports of a day for one incident, the other all of a town and week.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from llm_extract.evals.suites import gva
from llm_extract.evals.suites.rows import Choice
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.link import draw, link
from llm_extract.link.traits import Traits
from llm_extract.records.article import Article
from llm_extract.records.incidents import Extraction

INCIDENTS = 200
DAYS_A_WEEK = 7

Pairs = set[frozenset[str]]


def pairs(groups: Iterable[Iterable[str]]) -> Pairs:
    """Every two members of each group."""
    return {frozenset(two) for group in groups for two in combinations(sorted(set(group)), 2)}


def linked(articles: Sequence[Article], read: Sequence[Extraction]) -> Pairs:
    """What linking takes for one incident."""
    stories = link(articles, read)
    return pairs((at for at, _ in cluster) for story in stories for cluster in story.clusters)


def alike(keys: Iterable[tuple[Hashable, Traits]]) -> Pairs:
    """What has a key in common."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for key, one in keys:
        groups[key].append(one.member[0])
    return pairs(groups.values())


def by_rule(traits: Sequence[Traits]) -> Mapping[str, Pairs]:
    """What the two plain rules take for one incident."""
    dated = [(one.day, one) for one in traits if one.day is not None]
    placed = (((town, day // DAYS_A_WEEK), one) for day, one in dated for town in sorted(one.towns))
    return {"one a day": alike(dated), "same place and week": alike(placed)}


def main(path: Path, most: int) -> None:
    """Print precision, recall and F1 of pairs, of linking and of the rules."""
    chosen = gva.TASK.over(path, Choice(limit=most))
    articles, rows = chosen.articles(), chosen.chosen.rows
    reader = RulesExtractor()
    read = [reader.read(one) for one in articles]
    wanted = pairs((one.article_id for one in gva.TASK.articles_of(row)) for row in rows)
    traits = [one for a, each in zip(articles, read, strict=True) for one in draw(a, each)]
    print(f"{len(rows)} incidents, {len(articles)} articles, {len(wanted)} pairs")
    for name, found in {"linking": linked(articles, read), **by_rule(traits)}.items():
        right = len(found & wanted)
        precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
        f1 = 2 * right / max(1, len(found) + len(wanted))
        print(f"{name:20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else INCIDENTS)  # noqa: PLR2004
