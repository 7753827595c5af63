"""A file of press releases of our own with answers, as a suite is read from."""

import json
from pathlib import Path

from llm_extract.cli import call

TOWNS = (
    "Orvale Tessaly Merrow Quillon Hathe Brask Oldmere Vennick Sarrow Tolve Imber Casque".split()
)
_KILLED = "two three four five six seven eight nine ten eleven twelve fifteen".split()
_FIGURES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15)


def write(path: Path, count: int = len(TOWNS)) -> Path:
    """So many releases, one a line."""
    rows = zip(TOWNS[:count], _KILLED, _FIGURES, strict=False)
    path.write_text("".join(json.dumps(_row(*row)) + "\n" for row in rows), encoding="utf-8")
    return path


def _row(town: str, word: str, figure: int) -> dict[str, object]:
    text = (
        f"TAVO (May 3, 2011)\n\nA joint patrol killed {word} insurgents near {town} in Wendlow"
        " province on Tuesday, a spokesman said.\n\nThe patrol had come under fire from a farm and"
        " called for help, he added. No civilians were hurt.\n"
    )
    gold = {
        "start_date": "2011-05-03",
        "province": ["Wendlow"],
        "min_killed": figure,
        "min_captured": 0,
    }
    return {"id": f"release-{town.lower()}", "text": text, "gold": gold}


def read(data: Path, out: str, *more: str) -> int:
    """Read the releases by rules into a folder; the exit code."""
    return call(
        ["eval", "run", "isaf", "--data", str(data), "--extractor", "rules", "--out", out, *more]
    )


def silenced(data: Path, out: str, count: int) -> None:
    """A run in which the first releases were found to tell of nothing."""
    read(data, out)
    outcomes = Path(out, "outcomes.jsonl")
    lines = [json.loads(line) for line in outcomes.read_text().splitlines()]
    for one in lines[:count]:
        one["incidents"] = []
    outcomes.write_text("".join(json.dumps(one) + "\n" for one in lines))
    assert call(["eval", "rescore", out]) == 0


def failed(data: Path, out: str, count: int) -> None:
    """A run in which the first releases were not read."""
    read(data, out)
    outcomes = Path(out, "outcomes.jsonl")
    lines = [json.loads(line) for line in outcomes.read_text().splitlines()]
    for at, one in enumerate(lines[:count]):
        lines[at] = {
            "schema_version": 1,
            "stage": "extract",
            "source": TOWNS[at],
            "code": "refusal",
            "reason": "declined",
            "article_id": one["article_id"],
        }
    outcomes.write_text("".join(json.dumps(one, separators=(",", ":")) + "\n" for one in lines))
    assert call(["eval", "rescore", out]) == 0
