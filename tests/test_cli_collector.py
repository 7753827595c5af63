"""How often the process of a command looks for cycles of dead objects among its records."""

import subprocess
import sys

# What `main` leaves behind, then as many records as three thousand articles come to.
HOLDING = """
import gc, sys
from llm_extract import Article
from llm_extract.cli import main
sys.argv = ["llm-extract", "--version"]
try:
    main()
except SystemExit:
    line = Article.of("A mill burned in Orla.").to_json()
    Article.from_json(line)
    before = sum(one["collections"] for one in gc.get_stats())
    held = [Article.from_json(line) for _ in range(3_000)]
    print(sum(one["collections"] for one in gc.get_stats()) - before)
"""


def test_a_command_reads_thousands_of_records_with_hardly_a_look_for_cycles():
    told = subprocess.run(
        [sys.executable, "-c", HOLDING], capture_output=True, text=True, check=True
    )
    assert int(told.stdout.split()[-1]) <= 1
