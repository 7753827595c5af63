"""The log: words or JSON lines on standard error, from the level that is set."""

import json

import pytest

from llm_extract.dev.plans import Always
from tests.trust.conftest import write_reports


@pytest.fixture
def failing(serving, tmp_path) -> dict[str, str]:
    """The environment of a command whose every request is refused."""
    server = serving(Always("refusal"))
    write_reports(tmp_path / "reports.jsonl", 1)
    return {
        "OPENAI_BASE_URL": server.url,
        "OPENAI_API_KEY": "e",
        "LLM_EXTRACT_MODEL": "small",
        "LLM_EXTRACT_LOG_LEVEL": "info",
    }


def test_the_log_can_be_one_json_object_a_line(tmp_path, failing, called) -> None:
    done = called(tmp_path, "extract", "reports.jsonl", LLM_EXTRACT_LOG="json", **failing)
    told = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert [(one["level"], one["logger"]) for one in told] == [("info", "llm_extract.attempts")]
    assert "the model declined" in told[0]["message"]
    assert told[0]["time"].endswith("+00:00")


def test_the_log_is_words_unless_told_otherwise_and_silent_below_its_level(
    tmp_path, failing, called
) -> None:
    said = called(tmp_path, "extract", "reports.jsonl", **failing).stderr
    assert "info: reports.jsonl:0 could not be read: the model declined" in said
    quiet = failing | {"LLM_EXTRACT_LOG_LEVEL": "warning"}
    assert "info:" not in called(tmp_path, "extract", "reports.jsonl", **quiet).stderr
