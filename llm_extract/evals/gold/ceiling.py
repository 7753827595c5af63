"""How far two readers under one guideline agree, by the scorer that grades programs.

It is printed beside every score as a measure of how settled the task is. The readers here are
language models: their agreement is no measure of what people would reach.
"""

from __future__ import annotations

from pathlib import Path

from llm_extract.evals.gold.extraction import as_extraction
from llm_extract.evals.gold.reading import articles, read_labels, read_manifest
from llm_extract.evals.gold.scoring import METRICS, PRIMARY, score
from llm_extract.evals.scores import Scored


def between(folder: Path, one: str = "a", other: str = "b") -> Scored:
    """The other's labels scored against the one's, over the documents that both have labelled.

    F1 is the same whichever of the two is taken for the gold; precision and recall change places.

    Raises:
        GoldError: a file of labels is broken.
    """
    units = []
    for story in sorted(read_manifest(folder).stories):
        labels = folder / story / "labels"
        for name, article in articles(folder / story).items():
            paths = [labels / f"{name}.{annotator}.json" for annotator in (one, other)]
            if all(path.exists() for path in paths):
                first, second = (read_labels(path, article) for path in paths)
                answer = as_extraction(second, article)
                units.append(score(first, article, answer, story))
    return Scored(tuple(units), METRICS, PRIMARY)
