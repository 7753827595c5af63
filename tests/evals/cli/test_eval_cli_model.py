"""`eval run` with a model: a real endpoint, real HTTP."""

import json
from pathlib import Path

import pytest

from llm_extract.cli import call
from tests.evals.cli.releases import write
from tests.llm.conftest import Answer, completion, endpoint

__all__ = ["endpoint"]  # a fixture is found by its name here

NOTHING = '{"incidents": [], "background": [], "relays": []}'


@pytest.fixture
def model(elsewhere, monkeypatch, endpoint):
    """The endpoint, told to read nothing out of anything."""
    endpoint.will(Answer(completion(NOTHING)))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-4711")
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
    monkeypatch.setenv("LLM_EXTRACT_MODEL", "small")
    monkeypatch.setenv("LLM_EXTRACT_CACHE_DIR", str(elsewhere / "cache"))
    return endpoint


def run(*more: str) -> int:
    data = write(Path("releases.jsonl"), 7)
    return call(["eval", "run", "isaf", "--data", str(data), "--out", "run", *more])


def test_what_a_model_took_is_kept_and_no_secret_is(model, capsys):
    assert run("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["extractor"], told["model"], told["prompt"][:8]) == ("model", "small", "extract/")
    assert told["spent"]["requests"] == len(model.requests) == 7
    assert told["spent"]["prompt_tokens"] == 700
    assert told["spent"]["cost_usd"] is None
    assert told["latency"]["n"] == 7
    noted = Path("run/run.json").read_text()
    assert "sk-planted" not in noted
    assert json.loads(noted)["settings"]["temperature"] == 0
    assert len(json.loads(noted)["reply_schema"]) == 16


def test_no_reply_is_paid_for_twice_and_the_second_run_says_so(model, capsys):
    run()
    capsys.readouterr()
    assert run("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert len(model.requests) == 7
    assert (told["spent"]["requests"], told["spent"]["cache_hits"]) == (0, 7)


def test_each_further_reading_asks_anew_and_the_spread_is_told(model, capsys):
    assert run("--repeat", "3") == 0
    assert len(model.requests) == 21
    assert "over 3 readings killed_exact" in capsys.readouterr().out
    assert {path.name for path in Path("run").glob("outcomes*")} == {
        *("outcomes.jsonl", "outcomes-2.jsonl", "outcomes-3.jsonl"),
    }
    assert call(["eval", "rescore", "run"]) == 0


def test_documents_that_fail_are_counted_by_code_and_the_rest_is_kept(model, capsys):
    good, bad = Answer(completion(NOTHING)), Answer(completion("no JSON at all"))
    model.will(*([good] * 6), bad)
    assert run("--json", "--concurrency", "1") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["failed"], told["failures_by_code"]) == (1, {"bad_reply": 1})
    assert told["metrics"]["killed_exact"]["n"] == 7
