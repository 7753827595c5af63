"""How long scoring takes: 500 documents against their labels, and one alignment of 40 by 40.

    python benchmarks/scoring.py

Each figure is CPU time of this process, the median of several rounds. The documents are those of
the project's own set, read by the rules extractor beforehand and repeated until there are 500.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from llm_extract.evals.align import assign
from llm_extract.evals.gold import load
from llm_extract.evals.gold.scoring import score
from llm_extract.extractors.rules import RulesExtractor

STORIES = Path(__file__).parents[1] / "evals" / "gold" / "stories"
DOCUMENTS = 500
SIDE = 40
ROUNDS = 5


def median_s(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median CPU time of one call."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def main() -> None:
    """Print the figures."""
    gold, rules = load(STORIES), RulesExtractor()

    async def read() -> list[tuple[object, ...]]:
        return [(one, await rules.extract(one.article)) for one in gold.documents]

    pairs = list(islice(cycle(asyncio.run(read())), DOCUMENTS))
    took = median_s(lambda: [score(d.gold, d.article, e, d.story) for d, e in pairs])
    print(f"scoring {DOCUMENTS} documents: {took:.2f} s ({1e3 * took / DOCUMENTS:.2f} ms each)")
    draw = random.Random(1)  # noqa: S311 - the same weights every time
    for name, weight in (
        ("any weights", lambda _row, _column: draw.randint(1, 1_000_000)),
        (
            "nearly equal weights",
            lambda row, column: 1_000 + 5 * (row == column) + draw.randint(0, 3),
        ),
    ):
        weights = [[weight(row, column) for column in range(SIDE)] for row in range(SIDE)]
        took = median_s(lambda: assign(weights), 31)  # noqa: B023 - called before the next round
        print(f"aligning {SIDE} by {SIDE}, {name}: {1e3 * took:.1f} ms")


if __name__ == "__main__":
    main()
