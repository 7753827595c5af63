"""No pattern of ours takes long over text that was written to make it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.trust.conftest import DEEP

ROOT = Path(__file__).parents[2]
# Quadratic patterns take longer than this over such a length; linear ones a hundredth of it.
LENGTH, MOST_S = (100_000, 2.0) if DEEP else (6_000, 0.1)

# What strangers cannot reach: the files of benchmarks, and checks of what we wrote ourselves.
NOBODYS_TEXT = ("evals/", "briefing/lint/")
# Only ever tried on a text that is short by then.
SHORT_BY_THEN = {"where/names.py", "consensus/authors.py"}


def test_every_pattern_is_quick_over_harmful_text() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.trust.patterns", str(LENGTH), str(MOST_S)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    ).stdout
    timed = [json.loads(line) for line in told.splitlines()]
    assert len(timed) > 200
    slow = [
        one
        for one in timed
        if one["s"] >= MOST_S
        and not one["file"].startswith(NOBODYS_TEXT)
        and one["file"] not in SHORT_BY_THEN
    ]
    assert slow == []
