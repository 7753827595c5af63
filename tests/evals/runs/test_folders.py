import json

import pytest

from llm_extract.errors import RecordError
from llm_extract.evals import folders
from tests.evals.runs.invented_set import Reader
from tests.evals.runs.made import kept, made


@pytest.fixture
def run(tmp_path):
    return kept(made(Reader(fails=["Brask"])), tmp_path / "run")


def refused(run) -> str:
    with pytest.raises(RecordError) as error:
        folders.load(run)
    return str(error.value)


def test_a_folder_without_a_run_is_refused(tmp_path):
    assert refused(tmp_path).startswith(f"{tmp_path}: no run of an eval: run.json: No such file")


def test_a_run_of_another_kind_is_refused(tmp_path):
    (tmp_path / "run.json").write_text('{"state": "finished", "read_by": "rules"}')
    assert "llm-extract eval run" in refused(tmp_path)


def test_a_run_that_never_finished_is_refused(run):
    noted = json.loads((run / "run.json").read_text())
    (run / "run.json").write_text(json.dumps(noted | {"state": "unfinished"}))
    assert "was not finished" in refused(run)


@pytest.mark.parametrize("name", ["run.json", "outcomes.jsonl", "scores.jsonl"])
@pytest.mark.parametrize("share", [0.3, 0.99])
def test_a_file_that_breaks_off_is_refused_by_name(run, name, share):
    text = (run / name).read_text()
    (run / name).write_text(text[: int(len(text) * share)])
    said = refused(run)
    assert said.startswith(f"{run / name}")
    assert "torn" in said


@pytest.mark.parametrize("name", ["outcomes.jsonl", "scores.jsonl"])
def test_a_file_that_lost_a_whole_line_is_refused(run, name):
    lines = (run / name).read_text().splitlines()
    (run / name).write_text("\n".join(lines[:-1]) + "\n")
    assert "it holds 11" in refused(run)


def test_a_file_that_is_gone_is_refused(run):
    (run / "outcomes.jsonl").unlink()
    assert "outcomes.jsonl: cannot be read" in refused(run)


def test_a_file_that_is_no_text_is_refused(run):
    (run / "outcomes.jsonl").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in refused(run)


@pytest.mark.parametrize("noted", [{"primary": "weather"}, {"metrics": []}, {"readings": 0}])
def test_a_run_that_says_what_cannot_be_is_refused_by_name(run, noted):
    kept = json.loads((run / "run.json").read_text())
    (run / "run.json").write_text(json.dumps(kept | noted))
    assert refused(run).startswith(f"{run / 'run.json'}: ")


def test_a_unit_that_stands_twice_is_refused(run):
    lines = (run / "scores.jsonl").read_text().splitlines()
    (run / "scores.jsonl").write_text("\n".join([*lines[:-1], lines[0]]) + "\n")
    assert "a unit stands twice" in refused(run)
