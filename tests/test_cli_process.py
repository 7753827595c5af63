"""The command as a process of its own: signals, pipes, terminals."""

import io
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from llm_extract.cli import call
from llm_extract.cli.bars import Bars
from llm_extract.records.article import Stage
from tests.invented import BRIDGE, write

HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
COMMAND = [sys.executable, "-m", "llm_extract"]
pytestmark = pytest.mark.usefixtures("elsewhere")


def test_in_a_pipe_it_is_quiet_and_plain():
    write(Path("in"), bridge=f"Date: 2026-02-04\n\n{BRIDGE}")
    ran = subprocess.run([*COMMAND, "run", "in"], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "\x1b" not in ran.stdout
    assert "\r" not in ran.stdout


def test_on_a_terminal_it_shows_bars_beside_the_result():
    write(Path("in"), bridge=BRIDGE)
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [*COMMAND, "run", "in"],
        stdout=subprocess.PIPE,
        stderr=follower,
        text=True,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(follower)
    screen = b"".join(iter(lambda: drained(leader), b""))
    out, _ = running.communicate(timeout=30)
    os.close(leader)
    assert out.startswith("1 article, 1 story, ")
    assert HIDE_CURSOR.encode() in screen
    assert screen.rindex(SHOW_CURSOR.encode()) > screen.rindex(HIDE_CURSOR.encode())


def drained(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def test_an_interrupted_run_ends_at_once_on_one_line():
    running = subprocess.Popen(
        [*COMMAND, "run", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        if Path("out").exists():
            break
        time.sleep(0.05)
    time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, "", "llm-extract: interrupted\n")


def test_a_reader_that_has_enough_is_no_error(monkeypatch, capsys):
    class Closed(io.StringIO):
        def write(self, _):
            raise BrokenPipeError

        def fileno(self):
            return spare

    spare = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", Closed())
    assert call(["doctor"]) == 0
    assert capsys.readouterr().err == ""
    os.close(spare)


def test_a_full_disk_under_standard_output_is_one_line():
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*COMMAND, "doctor"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith("llm-extract: standard output: cannot be written: ")
    assert len(ran.stderr.splitlines()) == 1


def test_output_that_the_terminal_cannot_show_is_no_error():
    write(Path("in"), brücke=BRIDGE)
    ran = subprocess.run(
        [*COMMAND, "run", "in", "--dry-run"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert ran.returncode == 0
    assert b"br\\xfccke.txt" in ran.stdout


def test_bars_show_counts_and_give_the_cursor_back():
    screen = io.StringIO()
    bars = Bars(Console(file=screen, force_terminal=True, width=100))
    bars.begin(Stage.EXTRACT, 3)
    bars.advance(Stage.EXTRACT)
    bars.close()
    assert "extracting" in screen.getvalue()
    assert "1/3" in screen.getvalue()
    assert screen.getvalue().rindex(SHOW_CURSOR) > screen.getvalue().rindex(HIDE_CURSOR)
