"""No reply that was written is paid for again: across kill -9, across processes side by side."""

import json
import random
import sqlite3
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from pydantic import SecretStr

from llm_extract.dev.fault_server import FaultServer
from llm_extract.dev.plans import Script
from llm_extract.settings import Settings
from llm_extract.wiring import rehearsal
from tests.trust.conftest import (
    DEEP,
    articles,
    command,
    environment,
    lines,
    number_in,
    way_to,
    write_reports,
)

COUNT, KILLS = (1000, 20) if DEEP else (40, 2)
AT_ONCE = 8


def started(folder: Path, server: FaultServer, out: str) -> subprocess.Popen[bytes]:
    """A process that reads all reports of the folder, to be killed or waited for."""
    return subprocess.Popen(
        command("run", "reports.jsonl", "--out", out),
        cwd=folder,
        env=environment(server, folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def key_of(number: int) -> str:
    """The name under which the reply about a report is kept."""
    settings = Settings(
        _env_file=None, model="small", openai_api_key=SecretStr("e"), extractor="model"
    )
    (request,) = rehearsal(settings).requests(articles(number + 1)[number])
    return request.key


def kept(folder: Path) -> set[str]:
    """The names of all replies on disk, as another program sees them."""
    file = folder / "cache" / "replies" / "cache.db"
    if not file.exists():
        return set()
    rows = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return {key for (key,) in rows.execute("SELECT key FROM Cache")}
    except sqlite3.OperationalError:  # killed before its tables were made
        return set()
    finally:
        rows.close()


def await_requests(server: FaultServer, count: int, run: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while len(server.seen) < count and run.poll() is None and time.monotonic() < until:
        time.sleep(0.005)


def test_kill_9_at_random_moments_loses_at_most_what_was_in_flight(tmp_path, serving) -> None:
    lot = random.Random(4711)  # noqa: S311 - moments, not secrets
    server = serving(Script([]), delay_s=0.02)
    write_reports(tmp_path / "reports.jsonl", COUNT)
    numbers = {key_of(number): number for number in range(COUNT)}
    for kill in range(KILLS):
        written = {numbers[key] for key in kept(tmp_path) if key in numbers}
        before = len(server.seen)
        run = started(tmp_path, server, f"out-{kill}")
        await_requests(server, before + lot.randint(1, COUNT // KILLS), run)
        time.sleep(lot.random() / 20)
        run.kill()
        run.wait()
        asked = {number_in(one.body) for one in server.seen[before:]}
        assert not asked & written, "what was written is asked again"
    written = len(kept(tmp_path))
    before = len(server.seen)
    assert started(tmp_path, server, "out").wait() == 0
    assert len(server.seen) - before == COUNT - written
    repeats = len(server.seen) - COUNT
    assert repeats <= KILLS * AT_ONCE
    assert len(lines(tmp_path / "out" / "extractions.jsonl")) == COUNT
    if DEEP:
        print(json.dumps({"articles": COUNT, "kills": KILLS, "asked again": repeats}))  # noqa: T201


def test_without_kills_nothing_is_asked_twice(tmp_path, serving, called) -> None:
    server = serving(Script([]))
    write_reports(tmp_path / "reports.jsonl", 30)
    for out in ("one", "two"):
        done = called(tmp_path, "run", "reports.jsonl", "--out", out, **way_to(server))
        assert done.returncode == 0
    assert Counter(one.tried for one in server.seen) == {0: 30}
    spent = json.loads((tmp_path / "two" / "run.json").read_text())["spent"]
    assert (spent["requests"], spent["cache_hits"]) == (0, 30)


def test_two_processes_side_by_side_on_one_cache_pay_once(tmp_path, serving) -> None:
    server = serving(Script([]), delay_s=0.05)
    write_reports(tmp_path / "reports.jsonl", COUNT)
    both = [started(tmp_path, server, out) for out in ("one", "two")]
    assert [run.wait() for run in both] == [0, 0]
    assert len(server.seen) == COUNT
    read = [(tmp_path / out / "extractions.jsonl").read_bytes() for out in ("one", "two")]
    assert read[0] == read[1]


def test_a_claim_of_a_process_that_was_killed_keeps_nobody_waiting(tmp_path, serving) -> None:
    server = serving(Script([]), delay_s=0.5)
    write_reports(tmp_path / "reports.jsonl", 1)
    first = started(tmp_path, server, "one")
    await_requests(server, 1, first)
    second = started(tmp_path, server, "two")
    time.sleep(0.2)
    first.kill()
    first.wait()
    assert second.wait(timeout=30) == 0
    assert len(server.seen) == 2


@pytest.mark.parametrize("fault", ["truncated", "refusal", "length"] if DEEP else ["length"])
def test_a_run_that_failed_is_taken_up_where_it_stopped(tmp_path, serving, called, fault) -> None:
    server = serving(Script(["good"] * 5 + [fault] * 20))
    write_reports(tmp_path / "reports.jsonl", 10)
    one_by_one = {"LLM_EXTRACT_CONCURRENCY": "1"} | way_to(server)
    first = called(tmp_path, "run", "reports.jsonl", **one_by_one)
    assert first.returncode == 1
    done = {number_in(one.body) for one in server.seen if one.fault == "good"}
    before = len(server.seen)
    called(tmp_path, "run", "reports.jsonl", **one_by_one)
    assert not done & {number_in(one.body) for one in server.seen[before:]}
