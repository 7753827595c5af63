"""How many articles the rules read in a second of CPU, by set; the best of several rounds.

    python benchmarks/reading.py DATA [ROUNDS]

DATA is a folder with gva_dev.jsonl, isaf_dev.jsonl and muc34_dev.jsonl, of which the first halves
are read; our own practice stories come last. What an article costs goes with its length, so the
thousands of characters a second stand beside. CPU time, on one core; rounds of a busy machine
differ, and the best of them says most.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from llm_extract.evals import gold, suites
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.records.article import Article

ROOT = Path(__file__).parents[1]
ROUNDS = 3


def sets(data: Path) -> Iterator[tuple[str, Sequence[Article]]]:
    """Each set by its name, the part of it that was looked at while rules were written."""
    yield "gva", suites.load("gva", data / "gva_dev.jsonl", half=1).articles()
    yield "isaf", suites.load("isaf", data / "isaf_dev.jsonl", half=1).articles()
    yield "muc4", suites.load("muc4", data / "muc34_dev.jsonl", half=1).articles()
    yield "practice", gold.load(ROOT / "evals/gold/practice", "all", None).articles()


def seconds(articles: Sequence[Article]) -> float:
    """The CPU seconds of reading each once."""
    reader = RulesExtractor()
    started = time.process_time()
    for article in articles:
        reader.read(article)
    return time.process_time() - started


def main(data: Path, rounds: int) -> None:
    """One line a set."""
    for name, articles in sets(data):
        seconds(articles[:5])  # what is read and built once in a process
        best = min(seconds(articles) for _ in range(rounds))
        length = sum(len(article.text) for article in articles)
        print(
            f"{name:9} {len(articles):4} articles of {length / len(articles):5.0f} characters:"
            f" {len(articles) / best:6.1f} a second, {length / best / 1000:5.0f} thousand"
            " characters",
            flush=True,
        )


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder]:
            main(Path(folder), ROUNDS)
        case [folder, rounds]:
            main(Path(folder), int(rounds))
        case _:
            raise SystemExit(__doc__)
