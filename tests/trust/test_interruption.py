"""Ctrl-C: once takes on no more and writes what is done, twice stops at once; files are whole."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from llm_extract.dev.fault_server import FaultServer
from llm_extract.dev.plans import Always, Script
from tests.trust.conftest import DEEP, command, environment, lines, write_reports

COUNT = 200


def started(folder: Path, server: FaultServer | None, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        cwd=folder,
        env=environment(server, folder, LLM_EXTRACT_CONCURRENCY="2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def await_answers(server: FaultServer, count: int) -> None:
    until = time.monotonic() + 60
    while sum(not one.open for one in server.seen) < count and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_takes_on_no_more_and_writes_what_is_done(tmp_path, serving, sign) -> None:
    server = serving(Script([]), delay_s=0.1)
    write_reports(tmp_path / "reports.jsonl", COUNT)
    run = started(tmp_path, server, "run", "reports.jsonl")
    await_answers(server, 5)
    run.send_signal(sign)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    out = tmp_path / "out"
    read = lines(out / "extractions.jsonl")
    failed = [one for one in lines(out / "failures.jsonl") if one["stage"] == "extract"]
    assert 5 <= len(read) == len(server.seen) < COUNT
    assert len(read) + len(failed) == COUNT
    assert {one["code"] for one in failed} == {"stopped"}
    assert "stopping: what is under way is finished" in said
    about = json.loads((out / "run.json").read_text())
    assert (about["state"], about["exit_code"]) == ("finished", 130)
    assert sorted(about["files"]) == sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()
    )


def test_two_signals_stop_at_once(tmp_path, serving) -> None:
    server = serving(Always("hang"))
    write_reports(tmp_path / "reports.jsonl", 5)
    run = started(tmp_path, server, "run", "reports.jsonl")
    until = time.monotonic() + 60
    while not server.seen and time.monotonic() < until:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    assert run.stderr.readline().startswith("stopping")
    asked = time.monotonic()
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert (run.returncode, said) == (130, "llm-extract: interrupted\n")
    assert time.monotonic() - asked < 10
    assert list((tmp_path / "out").iterdir()) == []


def test_extract_writes_what_is_done_too(tmp_path, serving) -> None:
    server = serving(Script([]), delay_s=0.1)
    write_reports(tmp_path / "reports.jsonl", COUNT)
    run = started(tmp_path, server, "extract", "reports.jsonl", "--out", "read.jsonl")
    await_answers(server, 3)
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)
    assert run.returncode == 130
    assert 3 <= len(lines(tmp_path / "read.jsonl")) < COUNT


@pytest.mark.parametrize("late_s", [0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4, 2.7] if DEEP else [1.2])
def test_a_run_that_is_killed_leaves_each_file_whole_or_absent(tmp_path, called, late_s) -> None:
    write_reports(tmp_path / "reports.jsonl", 40)
    assert called(tmp_path, "run", "reports.jsonl", "--out", "whole").returncode == 0
    run = started(tmp_path, None, "run", "reports.jsonl", "--out", "cut")
    time.sleep(late_s)
    run.kill()
    run.communicate()
    for path in (tmp_path / "cut").rglob("*.*"):
        if path.is_file() and not path.name.startswith(".llm-extract-") and path.name != "run.json":
            like = tmp_path / "whole" / path.relative_to(tmp_path / "cut")
            assert path.read_bytes() == like.read_bytes()
    assert called(tmp_path, "run", "reports.jsonl", "--out", "cut").returncode == 0
    names = {path.name for path in (tmp_path / "cut").iterdir()}
    assert names == {path.name for path in (tmp_path / "whole").iterdir()}
