"""What a command writes takes the place of nothing that it reads, and of no device."""

import os
import stat
import threading
from pathlib import Path

import pytest

from llm_extract.cli import call
from llm_extract.cli.outfile import give
from tests.invented import BRIDGE, write


@pytest.fixture
def stored(elsewhere):
    """Articles, extractions and a record, as the commands wrote them."""
    write(elsewhere / "reports", one=BRIDGE)
    extracted = ["--out", "e.jsonl", "--articles", "a.jsonl"]
    assert call(["extract", "reports", *extracted]) == 0
    assert call(["merge", "a.jsonl", "e.jsonl", "--out", "c.json"]) == 0
    return elsewhere


@pytest.mark.parametrize(
    ("command", "out"),
    [
        ("extract reports/one.txt", "reports/one.txt"),
        ("extract reports", "reports/one.txt"),
        ("extract reports", "reports/new.jsonl"),
        ("extract reports/one.txt --articles both.jsonl", "both.jsonl"),
        ("extract --manifest a.jsonl", "a.jsonl"),
        ("merge a.jsonl e.jsonl", "a.jsonl"),
        ("merge a.jsonl e.jsonl", "./e.jsonl"),
        ("brief c.json", "c.json"),
    ],
)
def test_what_is_read_or_written_already_is_not_written_over(stored, capsys, command, out):
    before = {path: path.read_bytes() for path in stored.rglob("*.*") if path.is_file()}
    assert call([*command.split(), "--out", out]) == 2
    assert f"llm-extract: {out}: " in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before


def test_a_file_in_a_folder_that_is_not_there_is_refused_by_its_folder(stored, capsys):
    assert call(["brief", "c.json", "--out", "none/b.md"]) == 2
    assert "none/b.md: cannot be written: there is no folder none" in capsys.readouterr().err


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[str] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    listener.start()
    give("told\n", pipe)
    listener.join(timeout=10)
    assert heard == ["told\n"]
    assert stat.S_ISFIFO(Path(pipe).stat().st_mode)
