"""The stages one by one, from file to file and through pipes."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from llm_extract.cli import call
from llm_extract.records.briefing import Briefing
from tests.invented import BRIDGE, COUNCIL, MARKET, write

pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture
def stdin(monkeypatch):
    """Sets what the next command reads from standard input."""

    def given(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return given


def extracted(*paths: str) -> None:
    assert call(["extract", *paths, "--out", "e.jsonl", "--articles", "a.jsonl"]) == 0


def test_the_stages_one_by_one_give_what_a_run_gives(example):
    call(["run", str(example), "--out", "out"])
    extracted(str(example))
    assert call(["merge", "a.jsonl", "e.jsonl", "--out", "consensus.json"]) == 0
    assert call(["brief", "consensus.json", "--out", "briefing.md"]) == 0
    assert Path("briefing.md").read_text() == Path("out/briefing.md").read_text()
    assert Path("e.jsonl").read_text() == Path("out/extractions.jsonl").read_text()
    assert Path("a.jsonl").read_text() == Path("out/articles.jsonl").read_text()


def test_a_record_that_a_run_wrote_can_be_briefed(example, capsys):
    call(["run", str(example), "--out", "out"])
    capsys.readouterr()
    assert call(["brief", "out/consensus.json"]) == 0
    assert capsys.readouterr().out == Path("out/briefing.md").read_text()


def test_a_stage_reads_what_the_one_before_prints(stdin, capsys):
    write(Path("in"), bridge=BRIDGE)
    extracted("in")
    call(["merge", "a.jsonl", "e.jsonl"])
    stdin(capsys.readouterr().out)
    assert call(["brief", "-", "--json"]) == 0
    assert Briefing.from_json(capsys.readouterr().out).sentences


def test_an_article_may_come_through_standard_input(stdin, capsys):
    stdin(BRIDGE)
    assert call(["extract", "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_several_stories_are_a_line_each_and_a_briefing_each(capsys):
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    extracted("in")
    call(["merge", "a.jsonl", "e.jsonl", "--out", "c.jsonl"])
    assert len(Path("c.jsonl").read_text().splitlines()) == 2
    call(["brief", "c.jsonl"])
    assert capsys.readouterr().out.count("\n# ") == 1


def test_a_policy_is_named_where_stories_are_merged(capsys):
    write(Path("in"), bridge=BRIDGE)
    extracted("in")
    capsys.readouterr()
    call(["merge", "a.jsonl", "e.jsonl", "--policy", "gtd"])
    assert json.loads(capsys.readouterr().out)["policy"] == "gtd"


def test_merging_needs_no_model_whatever_the_environment_names(monkeypatch):
    write(Path("in"), bridge=BRIDGE)
    extracted("in")
    monkeypatch.setenv("LLM_EXTRACT_MODEL", "small-1")
    assert call(["merge", "a.jsonl", "e.jsonl", "--out", "c.json"]) == 0
    assert call(["brief", "c.json", "--out", "b.md"]) == 0


@pytest.mark.parametrize("idle", [["--model", "small-1"], ["--replay", "recorded"]])
def test_a_model_that_would_word_nothing_is_refused_by_its_option(idle, capsys):
    write(Path("in"), bridge=BRIDGE)
    extracted("in")
    call(["merge", "a.jsonl", "e.jsonl", "--out", "c.json"])
    capsys.readouterr()
    assert call(["brief", "c.json", *idle]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"llm-extract: {idle[0]}: ")
    assert "--word-with-model" in said.err


def test_no_incident_no_story_and_it_is_said(capsys):
    write(Path("in"), council=COUNCIL)
    extracted("in")
    assert call(["merge", "a.jsonl", "e.jsonl"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "no violent incident" in said.err


def test_some_articles_that_failed_are_told_in_the_exit_code():
    write(Path("in"), bridge=BRIDGE)
    assert call(["extract", "in", "absent.txt", "--out", "e.jsonl"]) == 1
    assert call(["extract", "absent.txt", "--out", "e.jsonl"]) == 3


@pytest.mark.parametrize("text", ["{}", "no json", '{"schema_version": 9}', "", "\xff"])
def test_what_is_no_record_is_named_on_one_line(text, capsys):
    Path("bad.json").write_text(text, encoding="latin-1")
    assert call(["brief", "bad.json"]) == 2
    said = capsys.readouterr().err
    assert "bad.json" in said
    assert len(said.splitlines()) == 1


def test_a_bad_line_is_named_by_its_number(capsys):
    write(Path("in"), bridge=BRIDGE)
    extracted("in")
    with Path("e.jsonl").open("a") as stream:
        stream.write("{}\n")
    assert call(["merge", "a.jsonl", "e.jsonl"]) == 2
    assert "e.jsonl, line 2" in capsys.readouterr().err


def test_an_extraction_without_its_article_is_refused(capsys):
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    extracted("in")
    Path("a.jsonl").write_text(Path("a.jsonl").read_text().splitlines()[0] + "\n")
    assert call(["merge", "a.jsonl", "e.jsonl"]) == 2
    assert "is not in a.jsonl" in capsys.readouterr().err


def test_an_article_without_an_extraction_is_named_where_stories_are_merged(capsys):
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    extracted("in")
    Path("e.jsonl").write_text(Path("e.jsonl").read_text().splitlines()[0] + "\n")
    assert call(["merge", "a.jsonl", "e.jsonl", "--out", "c.json"]) == 0
    assert "note: market.txt: e.jsonl has no reading of it" in capsys.readouterr().err


def test_merging_nothing_at_all_is_told_in_the_exit_code(capsys):
    write(Path("in"), bridge=BRIDGE)
    extracted("in")
    Path("e.jsonl").write_text("")
    assert call(["merge", "a.jsonl", "e.jsonl"]) == 3
    assert "bridge.txt: e.jsonl has no reading of it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            '{"schema_version": 9}',
            "of schema version 9; this release reads version 1: make it anew",
        ),
        ("{}", "no valid Consensus: consensus_id"),
        ("[1]", "no valid Consensus"),
    ],
)
def test_another_version_of_a_record_is_told_apart_from_no_record(line, why, capsys):
    Path("c.json").write_text(line)
    assert call(["brief", "c.json"]) == 2
    assert why in capsys.readouterr().err


def test_an_option_that_is_not_there_sends_to_the_help_of_its_command(capsys):
    assert call(["extract", "in", "--jsno"]) == 2
    assert "(see llm-extract extract --help)" in capsys.readouterr().err


def test_a_missing_file_is_named(capsys):
    assert call(["brief", "absent.json"]) == 2
    assert "absent.json" in capsys.readouterr().err


def test_an_article_is_not_written_over(capsys):
    write(Path("in"), bridge=BRIDGE)
    assert call(["extract", "in/bridge.txt", "--out", "in/bridge.txt"]) == 2
    assert "in/bridge.txt" in capsys.readouterr().err
    assert Path("in/bridge.txt").read_text() == BRIDGE


def test_a_folder_that_is_not_there_is_told(capsys):
    write(Path("in"), bridge=BRIDGE)
    assert call(["extract", "in", "--out", "nowhere/e.jsonl"]) == 2
    assert "nowhere/e.jsonl" in capsys.readouterr().err


# ---------------------------------------------------------------- doctor


def test_the_doctor_shows_settings_and_hides_the_key(monkeypatch, capsys):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("LLM_EXTRACT_CONCURRENCY", "3")
    assert call(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "LLM_EXTRACT_CONCURRENCY = 3" in said
    assert "OPENAI_API_KEY = set" in said
    assert "extractor: rules (LLM_EXTRACT_MODEL is not set)" in said
    assert "sk-secret" not in said


def test_the_doctor_speaks_to_machines_too(monkeypatch, capsys):
    monkeypatch.setenv("LLM_EXTRACT_CACHE_DIR", "/proc/nothing")
    assert call(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["extractor"] == "rules"
    assert found["versions"]["llm-extract"] == "0.1.0"


def test_the_doctor_names_a_wrong_setting(monkeypatch, capsys):
    monkeypatch.setenv("LLM_EXTRACT_CONCURRENCY", "many")
    assert call(["doctor"]) == 2
    assert "LLM_EXTRACT_CONCURRENCY" in capsys.readouterr().err


def test_extracting_stops_when_nobody_reads_what_it_prints(tmp_path):
    rows = (json.dumps({"text": f"{BRIDGE} It was report {n}."}) + "\n" for n in range(600))
    (tmp_path / "reports.jsonl").write_text("".join(rows))
    run = subprocess.Popen(
        [sys.executable, "-m", "llm_extract", "extract", "reports.jsonl", "--extractor", "rules"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout.readline()
    run.stdout.close()
    said = run.stderr.read().decode()
    run.stderr.close()
    assert run.wait() == 1
    assert "nobody reads the output any more" in said
