"""Secrets that are planted in every setting turn up in nothing that is written or printed."""

import logging
import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from llm_extract.cli import call
from llm_extract.dev.plans import Always, Script
from tests.trust.conftest import DEEP, articles, write_reports

KEY = "sk-planted-4711-key"
PASSWORD = "planted-4711-password"  # noqa: S105 - planted
PLANTED = (KEY, PASSWORD)


def with_password(url: str) -> str:
    return url.replace("http://", f"http://somebody:{PASSWORD}@")


def found_below(folder: Path) -> list[str]:
    """The files, their names included, in which something planted stands."""
    found = []
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root) / name
            held = path.read_bytes()
            if any(word.encode() in held or word in name for word in PLANTED):
                found.append(str(path.relative_to(folder)))
    return found


@pytest.mark.parametrize("step", ["good", "key_refused", "truncated"] if DEEP else ["key_refused"])
def test_no_secret_is_in_any_file_or_on_the_screen(tmp_path, serving, called, step) -> None:
    server = serving(Script(["good", *[step] * 20]))
    write_reports(tmp_path / "reports.jsonl", 3)
    done = called(
        tmp_path,
        *("run", "reports.jsonl", "--record", "recording"),
        OPENAI_API_KEY=KEY,
        OPENAI_BASE_URL=with_password(server.url),
        LLM_EXTRACT_MODEL="small",
        LLM_EXTRACT_ATTEMPTS="2",
        LLM_EXTRACT_CONCURRENCY="1",
        LLM_EXTRACT_LOG="json",
        LLM_EXTRACT_LOG_LEVEL="debug",
    )
    assert (tmp_path / "out" / "run.json").exists()
    assert list((tmp_path / "recording").iterdir())
    assert found_below(tmp_path) == []
    assert not any(word in done.stdout + done.stderr for word in PLANTED)


@pytest.mark.parametrize("arguments", [("doctor", "--json"), ("run", "reports.jsonl", "--dry-run")])
def test_no_secret_is_shown_where_settings_are(tmp_path, arguments, called) -> None:
    write_reports(tmp_path / "reports.jsonl", 1)
    (tmp_path / ".env").write_text(
        f"OPENAI_API_KEY={KEY}\nOPENAI_BASE_URL=http://somebody:{PASSWORD}@127.0.0.1:9/v1\n"
        "LLM_EXTRACT_MODEL=small\n"
    )
    done = called(tmp_path, *arguments)
    assert done.returncode == 0
    assert not any(word in done.stdout + done.stderr for word in PLANTED)


@pytest.mark.parametrize(
    "variable",
    ["CONCURRENCY", "OUTPUT_MODE", "POLICY", "DEADLINE_S", "EXTRACTOR", "LOG", "MAX_COST_USD"],
)
def test_a_secret_in_the_wrong_place_is_refused_unseen(elsewhere, monkeypatch, capsys, variable):
    write_reports(elsewhere / "reports.jsonl", 1)
    monkeypatch.setenv(f"LLM_EXTRACT_{variable}", KEY)
    assert call(["run", "reports.jsonl"]) == 2
    said = capsys.readouterr()
    assert variable in said.err
    assert KEY not in said.out + said.err


@pytest.mark.parametrize("step", ["good", "key_refused", "reset_mid_body"])
def test_no_secret_is_in_any_log_even_of_the_libraries_or_in_a_traceback(
    serving, built, caplog, step
) -> None:
    caplog.set_level(logging.DEBUG)
    server = serving(Always(step))
    url = with_password(server.url)
    pipeline = built(server, openai_api_key=SecretStr(KEY), openai_base_url=url, attempts=2)
    extracted = pipeline.extract(articles(1))
    assert len(server.seen) > 0
    assert not any(word in caplog.text for word in PLANTED)
    for failure in extracted.failures:
        assert not any(word in failure.to_json() for word in PLANTED)
