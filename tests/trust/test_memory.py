"""Memory does not grow with the number of articles that are read one after the other."""

import os
import subprocess
from pathlib import Path

from tests.trust.conftest import DEEP, command, environment, lines, write_reports

# More than a stream holds at once, in both.
FEW, MANY = (2_000, 10_000) if DEEP else (300, 900)
MOST_KB_AN_ARTICLE = 5


def peak_kb(folder: Path, count: int) -> float:
    """The most memory of a process that extracts `count` reports, in kilobytes."""
    write_reports(folder / "reports.jsonl", count)
    run = subprocess.Popen(
        command("extract", "reports.jsonl", "--out", "read.jsonl"),
        cwd=folder,
        env=environment(None, folder),
    )
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode == 0
    assert len(lines(folder / "read.jsonl")) == count
    return used.ru_maxrss


def test_what_was_extracted_and_written_is_forgotten(tmp_path) -> None:
    # Kept, an article and its extraction are 30 kB.
    more = peak_kb(tmp_path, MANY) - peak_kb(tmp_path, FEW)
    assert more / (MANY - FEW) < MOST_KB_AN_ARTICLE
