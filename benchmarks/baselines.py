"""Write evals/baselines/: what each reader reaches on each set, without a word of the texts.

    python benchmarks/baselines.py rules DATA           the rules, on our stories and three files
    python benchmarks/baselines.py keep NAME FILE ...   what another `eval run --json` printed

DATA is a folder with gva_dev.jsonl, isaf_dev.jsonl and muc34_dev.jsonl; `...` says in words which
documents a run was of.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BASELINES = ROOT / "evals" / "baselines"
COMMAND = [sys.executable, "-m", "llm_extract", "eval"]
KEPT = ("suite", "n", "failed", "extractor", "model", "prompt", "hashes", "floors", "metrics")
SUITES = {"gva": "gva_dev.jsonl", "isaf": "isaf_dev.jsonl", "muc4": "muc34_dev.jsonl"}


def asked(*arguments: str) -> dict[str, object]:
    """The JSON object that an eval command prints."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *arguments, "--json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if not done.stdout:
        raise SystemExit(done.stderr)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def write(name: str, found: dict[str, object], documents: str) -> None:
    """One baseline, with the documents it is of in words."""
    kept = {"documents": documents, **{key: found[key] for key in KEPT if key in found}}
    BASELINES.mkdir(exist_ok=True)
    (BASELINES / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    metrics = found["metrics"]
    first = next(iter(metrics.items())) if isinstance(metrics, dict) else ("", {})
    print(f"{name}: {first[0]} {first[1]}")


def rules(data: Path) -> None:
    """Every set in full, suites by halves: the first was looked at, the second was not."""
    for split in ("dev", "test"):
        found = asked("run", "stories", "--split", split, "--extractor", "rules")
        write(f"rules-stories-{split}", found, f"stories, {split}")
    for suite, file in SUITES.items():
        for half in ("1", "2"):
            run = ("run", suite, "--data", str(data / file), "--half", half)
            found = asked(*run, "--extractor", "rules")
            write(f"rules-{suite}-half{half}", found, f"{file}, half {half}")


def keep(name: str, printed: Path, documents: str) -> None:
    """A run that was made elsewhere."""
    write(name, json.loads(printed.read_text(encoding="utf-8")), documents)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["rules", folder]:
            rules(Path(folder).resolve())
        case ["keep", called, folder, *words]:
            keep(called, Path(folder), " ".join(words))
        case _:
            raise SystemExit(__doc__)
