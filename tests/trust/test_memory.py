"""Memory does not grow with the number of articles that are read one after the other."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.conftest import DEEP, environment, lines, write_reports

# More than a stream holds at once, in both.
FEW, MANY = (2_000, 10_000) if DEEP else (300, 900)
MOST_KB_AN_ARTICLE = 5

# A process tells its own peak: what its parent is told of it counts the parent's own memory too.
TELLING = """
import atexit, pathlib, runpy, sys
atexit.register(lambda: sys.stderr.write(pathlib.Path("/proc/self/status").read_text()))
runpy.run_module("llm_extract", run_name="__main__")
"""


def peak_kb(folder: Path, doing: str, count: int) -> int:
    """The most memory of a process that reads `count` reports by rules, in kilobytes."""
    write_reports(folder / "reports.jsonl", count)
    run = subprocess.run(
        [sys.executable, "-c", TELLING, doing, "reports.jsonl", "--out", doing],
        check=True,
        cwd=folder,
        env=environment(None, folder),
        capture_output=True,
        text=True,
    )
    return int(re.search(r"VmHWM:\s+(\d+) kB", run.stderr)[1])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="nobody tells the peak here")
def test_what_was_extracted_and_written_is_forgotten(tmp_path) -> None:
    # Kept, an article and its extraction are 30 kB.
    few = peak_kb(tmp_path, "extract", FEW)
    many = peak_kb(tmp_path, "extract", MANY)
    assert len(lines(tmp_path / "extract")) == MANY
    assert (many - few) / (MANY - FEW) < MOST_KB_AN_ARTICLE
