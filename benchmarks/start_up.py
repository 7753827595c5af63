"""How long a user waits before anything happens: whole processes, medians over several runs.

    python benchmarks/start_up.py

Beside ours stand the imports that a script would make instead.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 15
COMMAND = str(Path(sys.executable).with_name("llm-extract"))
CASES = {
    "python, nothing imported": [sys.executable, "-c", "pass"],
    "import llm_extract": [sys.executable, "-c", "import llm_extract"],
    "from llm_extract import Article": [sys.executable, "-c", "from llm_extract import Article"],
    "from llm_extract import build": [sys.executable, "-c", "from llm_extract import build"],
    "llm-extract --help": [COMMAND, "--help"],
    "from openai import OpenAI": [sys.executable, "-c", "from openai import OpenAI"],
    "from instructor import from_openai": [
        sys.executable,
        "-c",
        "from instructor import from_openai",
    ],
}


def median_ms(command: list[str]) -> float:
    """Wall milliseconds of the whole process, median of `RUNS`, after one to warm the disk."""
    took: list[float] = []
    for run in range(RUNS + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed commands
        if run:
            took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print each case, and what it takes over bare Python."""
    bare = 0.0
    for name, command in CASES.items():
        took = median_ms(command)
        bare = bare or took
        print(f"{name:36} {took:6.0f} ms   {took - bare:+6.0f} over bare Python")


if __name__ == "__main__":
    main()
