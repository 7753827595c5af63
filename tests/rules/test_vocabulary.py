"""The vocabulary files are one set of tables: a name that stood in two would lose the first."""

import ast
import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

RULES = files("llm_extract.extractors.rules")
FOLDER = RULES / "vocabulary"


def test_no_table_stands_in_two_files():
    named = Counter(
        name
        for file in FOLDER.iterdir()
        for name in re.findall(r"^\[(\w+)\]", file.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert [name for name, times in named.items() if times > 1] == []


def test_no_entry_stands_twice_in_its_list():
    lists = {
        (file.name, table, key): entries
        for file in FOLDER.iterdir()
        for table, rows in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for key, entries in rows.items()
    }
    assert {at: found for at, one in lists.items() if (found := _twice(one))} == {}


def test_every_table_is_read_by_some_rule():
    named = {
        node.value
        for module in Path(str(RULES)).rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    tables = {
        table
        for file in FOLDER.iterdir()
        for table in tomllib.loads(file.read_text(encoding="utf-8"))
    }
    assert tables - named == set()


def _twice(entries):
    return [entry for entry, times in Counter(entries).items() if times > 1]
