"""The vocabulary files are one set of tables: a name that stood in two would lose the first."""

import re
from collections import Counter
from importlib.resources import files

FOLDER = files("llm_extract.extractors.rules") / "vocabulary"


def test_no_table_stands_in_two_files():
    named = Counter(
        name
        for file in FOLDER.iterdir()
        for name in re.findall(r"^\[(\w+)\]", file.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert [name for name, times in named.items() if times > 1] == []
