"""The command line on the way to a model: a real endpoint, nothing mocked.

That the key stays where it is, is held to a process of its own as well.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Done
from tests.invented import DEPOT, reply_on_depot
from tests.llm.conftest import Answer, completion

KEY = "sk-planted-4711"
TEXT = f"Shooting at a depot in Orlo\n\n{DEPOT} The army said that nobody else had been hurt.\n"


@pytest.fixture
def desk(tmp_path) -> Path:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT}\nThis is report {name}.\n")
    return tmp_path


def asking(url: str, **more: str) -> dict[str, str]:
    return {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url, "LLM_EXTRACT_MODEL": "small", **more}


@pytest.fixture
def run(desk, called) -> Callable[..., Done]:
    return partial(called, desk)


BOTH = ("run", "one.txt", "two.txt", "--out", "out")


@pytest.fixture
def extract(run) -> Callable[..., Done]:
    def both(url: str, **more: str) -> Done:
        return run(*BOTH, **asking(url, **more))

    return both


def process(desk: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "llm_extract", *arguments]
    apart = os.environ | {"LLM_EXTRACT_CACHE_DIR": str(desk / "cache")} | environment
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=desk, env=apart)


def spent(desk: Path) -> dict[str, object]:
    about: dict[str, dict[str, object]] = json.loads((desk / "out/run.json").read_text())
    return about["spent"]


def test_articles_are_read_by_the_model_and_the_page_says_so(desk, endpoint, extract) -> None:
    endpoint.will(Answer(completion(reply_on_depot())))
    done = extract(endpoint.url)
    assert done.returncode == 0, done.stderr
    assert len(endpoint.requests) == 2
    assert "read by the model small" in done.stdout
    assert "Read by model small-1" in next(desk.glob("out/**/briefing.md")).read_text()
    assert spent(desk)["prompt_tokens"] == 200
    assert spent(desk)["cost_usd"] is None


def test_a_second_run_asks_nobody_and_says_what_it_saved(desk, endpoint, extract) -> None:
    endpoint.will(Answer(completion(reply_on_depot())))
    extract(endpoint.url)
    again = extract(endpoint.url)
    assert again.returncode == 0
    assert len(endpoint.requests) == 2
    assert (spent(desk)["cache_hits"], spent(desk)["saved_prompt_tokens"]) == (2, 200)


def test_a_run_that_was_broken_off_asks_only_for_what_is_missing(endpoint, extract) -> None:
    down = Answer({"error": {"message": "down"}}, 500)
    endpoint.will(Answer(completion(reply_on_depot())), down)
    one_by_one = {"LLM_EXTRACT_CONCURRENCY": "1", "LLM_EXTRACT_ATTEMPTS": "1"}
    assert extract(endpoint.url, **one_by_one).returncode == 1
    endpoint.will(Answer(completion(reply_on_depot())))
    assert extract(endpoint.url, **one_by_one).returncode == 0
    texts = [request["messages"][1]["content"] for request in endpoint.requests]
    assert [text.count("report one") for text in texts] == [1, 0, 0]


def test_the_re_ask_goes_over_the_wire_with_the_reply_and_what_is_wrong_with_it(
    desk, endpoint, run, extract
) -> None:
    invented = reply_on_depot().replace(DEPOT, "Twenty guards were slaughtered at a depot.")
    endpoint.will(Answer(completion(invented)), Answer(completion(reply_on_depot())))
    done = run("run", "one.txt", "--out", "out", **asking(endpoint.url))
    assert done.returncode == 0
    first, second = (request["messages"] for request in endpoint.requests)
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": invented}
    assert "Twenty guards were slaughtered" in second[3]["content"]
    assert "Twenty guards" not in (desk / "out/claims.csv").read_text()


def test_the_key_stands_in_no_file_and_on_no_screen(desk, endpoint, run, extract) -> None:
    endpoint.will(Answer(completion(reply_on_depot())))
    done = process(desk, *BOTH, **asking(endpoint.url, LLM_EXTRACT_RECORD="recorded"))
    assert done.returncode == 0, done.stderr
    doctor = run("doctor", **asking(endpoint.url))
    refused = Answer({"error": {"message": f"bad key {KEY}", "code": "invalid_api_key"}}, 401)
    endpoint.will(refused)
    failed = extract(endpoint.url, LLM_EXTRACT_CACHE_DIR="other")
    assert failed.returncode == 3
    printed = [p.stdout + p.stderr for p in (done, doctor, failed)]
    written = [path.read_bytes() for path in desk.rglob("*") if path.is_file()]
    assert not any(KEY in text for text in printed)
    assert not any(KEY.encode() in content for content in written)


def test_a_recording_replays_without_key_model_or_endpoint(desk, endpoint, run, extract) -> None:
    endpoint.will(Answer(completion(reply_on_depot())))
    extract(endpoint.url, LLM_EXTRACT_RECORD="recorded")
    replayed = run("run", "one.txt", "two.txt", "--out", "again", "--replay", "recorded")
    assert replayed.returncode == 0, replayed.stderr
    assert len(endpoint.requests) == 2
    for name in ("extractions.jsonl", "claims.csv", "incidents.csv"):
        assert (desk / "again" / name).read_bytes() == (desk / "out" / name).read_bytes()


def test_what_a_recording_does_not_hold_is_an_error_and_no_rules_step_in(
    desk, endpoint, run
) -> None:
    endpoint.will(Answer(completion(reply_on_depot())))
    run("extract", "one.txt", "--record", "recorded", **asking(endpoint.url))
    missed = run("run", "one.txt", "two.txt", "--out", "out", "--replay", "recorded")
    assert missed.returncode == 1
    assert "holds no reply" in missed.stderr
    assert (desk / "out/failures.jsonl").read_text().count("replay_miss") == 1


def test_asking_stops_at_the_limit_and_what_is_done_is_kept(desk, endpoint, extract) -> None:
    endpoint.will(Answer(completion(reply_on_depot())))
    done = extract(endpoint.url, LLM_EXTRACT_MAX_REQUESTS="1", LLM_EXTRACT_CONCURRENCY="1")
    assert done.returncode == 1
    assert len(endpoint.requests) == 1
    assert "the limit of 1 requests is reached" in done.stderr
    assert len((desk / "out/extractions.jsonl").read_text().splitlines()) == 1


def test_a_rehearsal_sends_nothing_and_needs_no_key(endpoint, run) -> None:
    without_key = {"OPENAI_BASE_URL": endpoint.url, "LLM_EXTRACT_MODEL": "small"}
    done = run("run", "one.txt", "--dry-run", **without_key)
    assert done.returncode == 0
    assert "1 request would be sent to the model small" in done.stdout
    assert endpoint.requests == []


# ---------------------------------------------------------------- one clear line, nothing spent


def complaint(done: Done) -> str:
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LLM_EXTRACT_MODEL": "small"}, "OPENAI_API_KEY"),
        ({"LLM_EXTRACT_EXTRACTOR": "model"}, "LLM_EXTRACT_MODEL"),
        ({**asking("http://127.0.0.1:9/v1"), "LLM_EXTRACT_PROMPT": "extract/v99"}, "v99"),
        ({**asking("http://127.0.0.1:9/v1"), "LLM_EXTRACT_PRICES": "none.toml"}, "none.toml"),
        ({"LLM_EXTRACT_REPLAY": "nowhere", "LLM_EXTRACT_EXTRACTOR": "model"}, "nowhere"),
    ],
)
def test_a_setting_that_is_missing_is_named_on_one_line(desk, environment, said, run) -> None:
    done = run("run", "one.txt", "--out", "out", **environment)
    assert done.returncode == 2
    assert said in complaint(done)
    assert not (desk / "out").exists() or not any((desk / "out").iterdir())


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer({"error": {"message": "no", "code": "invalid_api_key"}}, 401), "OPENAI_API_KEY"),
        (Answer({"error": {"message": "no", "code": "model_not_found"}}, 404), "LLM_EXTRACT_MODEL"),
        (Answer({"error": {"message": "pay", "code": "insufficient_quota"}}, 429), "billing"),
        (
            Answer({"error": {"message": "no response_format", "param": "response_format"}}, 400),
            "LLM_EXTRACT_OUTPUT_MODE",
        ),
    ],
)
def test_what_the_endpoint_refuses_is_said_once_for_all_articles(
    endpoint, answer, said, extract
) -> None:
    endpoint.will(answer)
    done = extract(endpoint.url, LLM_EXTRACT_CONCURRENCY="1")
    assert done.returncode == 3
    assert said in complaint(done)
    assert "one.txt, two.txt" in complaint(done)


def test_an_endpoint_that_is_not_there_is_said_on_one_line(socket_enabled, extract) -> None:
    done = extract("http://127.0.0.1:9/v1", LLM_EXTRACT_ATTEMPTS="1")
    assert done.returncode == 3
    assert "OPENAI_BASE_URL" in complaint(done)


def test_the_doctor_finds_out_which_output_modes_an_endpoint_takes(endpoint, run) -> None:
    no = Answer({"error": {"message": "no such thing", "param": "response_format"}}, 400)
    call = {"id": "c", "type": "function"}
    call["function"] = {"name": "Probe", "arguments": '{"colour": "green", "count": 3}'}
    yes = Answer(completion(None, tool_calls=[call]))
    prose = Answer(completion('```json\n{"colour": "green", "count": 3}\n```'))
    endpoint.will(no, yes, no, prose)
    done = run("doctor", "--probe", **asking(endpoint.url))
    assert done.returncode == 0, done.stderr
    assert "set LLM_EXTRACT_OUTPUT_MODE=tools" in done.stdout
    assert len(endpoint.requests) == 4
