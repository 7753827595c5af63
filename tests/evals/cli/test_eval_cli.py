"""`eval` from the command line, on real files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from llm_extract.cli import call
from tests.evals.cli.releases import failed, read, silenced, write

pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture
def data(elsewhere) -> Path:
    return write(elsewhere / "releases.jsonl")


def heard(capsys) -> str:
    """The one line of complaint."""
    (line,) = capsys.readouterr().err.splitlines()
    return line


def printed(capsys) -> dict[str, object]:
    return json.loads(capsys.readouterr().out)


# ---------------------------------------------------------------- run


def test_a_run_is_kept_and_told(data, capsys):
    assert read(data, "run") == 0
    said = capsys.readouterr().out
    assert said.startswith("killed_exact: 1.000 [")
    assert said.endswith("kept in run\n")
    assert {path.name for path in Path("run").iterdir()} == {
        *("run.json", "outcomes.jsonl", "scores.jsonl"),
    }
    noted = json.loads(Path("run/run.json").read_text())
    assert noted["extractor"]["name"] == "rules"
    assert noted["hashes"].keys() == {"gold", "documents", "matcher"}
    assert noted["state"] == "finished"


def test_for_a_machine_it_is_one_object_with_every_metric_and_its_interval(data, capsys):
    assert read(data, "run", "--json") == 0
    told = printed(capsys)
    assert (told["suite"], told["n"], told["failed"], told["extractor"]) == ("isaf", 12, 0, "rules")
    assert {*told["metrics"]} == {
        *("killed_exact", "captured_exact", "date_exact", "province_exact"),
    }
    killed = told["metrics"]["killed_exact"]
    assert killed.keys() == {"value", "low", "high", "n"}
    assert killed["value"] == killed["high"] == 1
    assert killed["n"] == 12
    assert told["by_slot"]["killed"]["recall"]["value"] == 1


def test_without_a_folder_named_it_is_kept_under_out(data):
    arguments = ["eval", "run", "isaf", "--data", str(data), "--extractor", "rules"]
    assert call(arguments) == call(arguments) == 0
    (kept,) = Path("out/evals").iterdir()
    assert kept.name.startswith("isaf-rules-")


def test_a_limit_and_a_half_choose_documents(data, capsys):
    read(data, "some", "--limit", "4", "--json")
    assert printed(capsys)["n"] == 4
    read(data, "half", "--half", "2", "--sample", "3", "--seed", "1", "--json")
    assert printed(capsys)["n"] == 3


def test_where_every_article_fails_nothing_was_done(data, tmp_path, capsys):
    recording = tmp_path / "recording"
    recording.mkdir()
    other = {
        "key": "k",
        "asked": "m",
        "model": "m",
        "usage": {"prompt": 1, "cached_prompt": 0, "completion": 1},
        "messages": [],
        "reply": "{}",
    }
    (recording / "k.json").write_text(json.dumps(other))
    arguments = ["eval", "run", "isaf", "--data", str(data), "--out", "run", "--json"]
    assert call([*arguments, "--replay", str(recording)]) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["failed"], told["failures_by_code"]) == (12, {"replay_miss": 12})
    assert told["metrics"]["killed_exact"]["value"] == 0
    assert told["metrics"]["killed_exact"]["n"] == 12


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "there is no set 'nowhere'"),
        (["isaf"], "--data: name the file"),
        (["isaf", "--data", "gone.jsonl"], "gone.jsonl"),
        (["isaf", "--data", "releases.jsonl", "--split", "dev"], "--split"),
        (["nowhere", "--half", "1"], "--half"),
        (["isaf", "--data", "releases.jsonl", "--half", "3"], "--half"),
        (["nowhere", "--split", "train"], "--split"),
        (["isaf", "--data", "releases.jsonl", "--extractor", "rules", "--repeat", "2"], "--repeat"),
        (["isaf", "--data", "releases.jsonl", "--extractor", "oracle"], "--extractor"),
    ],
)
@pytest.mark.usefixtures("data")
def test_what_cannot_be_run_is_said_in_one_line(arguments, word, capsys):
    assert call(["eval", "run", *arguments]) == 2
    assert word in heard(capsys)
    assert not Path("out").exists()


def test_a_broken_file_of_answers_is_named_with_its_line(data, capsys):
    data.write_text(data.read_text() + "{\n")
    assert read(data, "run") == 2
    assert "releases.jsonl, line 13" in heard(capsys)


def test_a_folder_of_something_else_is_never_written_over(data, capsys):
    Path("mine").mkdir()
    Path("mine/letter.txt").write_text("dear")
    assert read(data, "mine") == 2
    assert "letter.txt" in heard(capsys)


# ---------------------------------------------------------------- rescore


def test_scoring_again_needs_no_reader_and_changes_nothing(data):
    read(data, "run")
    before = {path.name: path.read_bytes() for path in Path("run").iterdir()}
    assert call(["eval", "rescore", "run"]) == 0
    assert {path.name: path.read_bytes() for path in Path("run").iterdir()} == before


def test_answers_that_moved_are_refused_until_they_are_accepted(data, capsys):
    read(data, "run")
    data.write_text(data.read_text().replace('"min_killed": 2,', '"min_killed": 22,'))
    capsys.readouterr()
    assert call(["eval", "rescore", "run"]) == 7
    assert "the answers (gold) are no longer" in heard(capsys)
    assert call(["eval", "rescore", "run", "--accept-new-gold", "--json"]) == 0
    assert printed(capsys)["metrics"]["killed_exact"]["value"] == pytest.approx(11 / 12)


def test_other_documents_are_never_accepted(data, capsys):
    read(data, "run")
    write(data, 8)
    capsys.readouterr()
    assert call(["eval", "rescore", "run", "--accept-new-gold", "--accept-new-matcher"]) == 7
    assert "no longer holds the documents" in heard(capsys)


def test_data_that_was_moved_is_found_where_it_is_now(data, capsys):
    read(data, "run")
    data.rename("elsewhere.jsonl")
    capsys.readouterr()
    assert call(["eval", "rescore", "run"]) == 2
    capsys.readouterr()
    assert call(["eval", "rescore", "run", "--data", "elsewhere.jsonl"]) == 0


@pytest.mark.parametrize("command", [["rescore"], ["report"], ["compare", "run"], ["gate", "run"]])
def test_a_torn_run_is_refused_by_every_command(command, data, capsys):
    read(data, "run")
    read(data, "torn")
    lines = Path("torn/outcomes.jsonl").read_text()
    Path("torn/outcomes.jsonl").write_text(lines[:-100])
    capsys.readouterr()
    assert call(["eval", *command, "torn"]) == 2
    assert "torn/outcomes.jsonl" in heard(capsys)


def test_a_folder_that_is_no_run_is_refused(capsys):
    assert call(["eval", "report", "nowhere"]) == 2
    assert "no run of an eval" in heard(capsys)


# ---------------------------------------------------------------- compare


def test_two_runs_are_compared_verdict_first(data, capsys):
    read(data, "a")
    silenced(data, "b", 8)
    capsys.readouterr()
    assert call(["eval", "compare", "a", "b"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("killed_exact: regressed")
    assert "release-brask killed: expected 7; A says 7" in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_a_run_against_itself_shows_no_evidence(data, capsys):
    read(data, "a")
    capsys.readouterr()
    assert call(["eval", "compare", "a", "a", "--json"]) == 0
    told = printed(capsys)
    assert told["verdict"] == "no evidence"
    assert told["metrics"]["killed_exact"]["difference"]["value"] == 0


def test_runs_of_other_documents_are_not_compared(data, capsys):
    read(data, "a")
    read(data, "b", "--limit", "6")
    capsys.readouterr()
    for command in (["compare"], ["gate", "--gates", "gates.toml"], ["report"]):
        Path("gates.toml").write_text("")
        assert call(["eval", command[0], "a", "b", *command[1:]]) == 7
        assert "the documents asked for differ" in heard(capsys)


# ---------------------------------------------------------------- gate


@pytest.fixture
def gates(elsewhere) -> Path:
    Path("evals").mkdir()
    path = Path("evals/gates.toml")
    path.write_text('[sets.isaf]\nprimary = { metric = "killed_exact", margin = 0.05 }\n')
    return path


@pytest.mark.usefixtures("gates")
def test_each_outcome_of_a_gate_has_its_exit_code(data):
    read(data, "whole")
    silenced(data, "worse", 8)
    silenced(data, "unsure", 1)
    failed(data, "incomplete", 2)
    read(data, "other", "--limit", "6")
    codes = {
        name: call(["eval", "gate", "whole", name])
        for name in ("whole", "worse", "unsure", "incomplete", "other")
    }
    assert codes == {"whole": 0, "worse": 1, "unsure": 5, "incomplete": 6, "other": 7}
    assert call(["eval", "gate", "whole", "nowhere"]) == 2


def test_what_is_inconclusive_may_be_let_pass(data, gates):
    read(data, "whole")
    silenced(data, "unsure", 1)
    gates.write_text(gates.read_text() + "inconclusive = 0\n")
    assert call(["eval", "gate", "whole", "unsure"]) == 0


def test_without_a_file_of_gates_nothing_passes(data, capsys):
    read(data, "whole")
    capsys.readouterr()
    assert call(["eval", "gate", "whole", "whole"]) == 2
    assert "evals/gates.toml cannot be read" in heard(capsys)


@pytest.mark.usefixtures("gates")
def test_the_gates_are_written_for_a_pull_request(data):
    read(data, "whole")
    silenced(data, "worse", 8)
    arguments = ["--format", "markdown", "--out", "summary.md"]
    assert call(["eval", "gate", "whole", "worse", *arguments]) == 1
    assert Path("summary.md").read_text().startswith("## Gate: failed\n")


# ---------------------------------------------------------------- report


def test_the_page_is_written_with_the_texts_of_the_data(data):
    read(data, "a")
    assert call(["eval", "report", "a", "--format", "html", "--out", "page.html"]) == 0
    assert "A joint patrol killed" in Path("page.html").read_text()


def test_without_the_data_the_page_is_written_without_texts(data, capsys):
    read(data, "a")
    data.unlink()
    capsys.readouterr()
    assert call(["eval", "report", "a", "--format", "html", "--out", "page.html"]) == 0
    assert "shown without its texts" in heard(capsys)
    assert "A joint patrol" not in Path("page.html").read_text()


def test_texts_that_are_no_longer_those_that_were_read_are_not_shown(data, capsys):
    read(data, "a")
    data.write_text(data.read_text().replace("patrol", "convoy"))
    capsys.readouterr()
    assert call(["eval", "report", "a", "--format", "html", "--out", "page.html"]) == 0
    assert "no longer the one" in heard(capsys)
    assert "A joint" not in Path("page.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["run", "--format", "junit"], "two runs"),
        (["run", "--format", "pdf"], "--format"),
        (["run", "run", "run"], "name one run, or two"),
        (["run", "--out", "no/such/folder/x.txt"], "cannot be written"),
        (["run", "--gates", "none.toml"], "--gates"),
    ],
)
def test_a_report_that_there_is_not_is_refused_in_one_line(arguments, word, data, capsys):
    read(data, "run")
    capsys.readouterr()
    assert call(["eval", "report", *arguments]) == 2
    assert word in heard(capsys)


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("command", ["run", "rescore", "compare", "gate", "report"])
def test_every_command_explains_itself_and_its_exit_codes(command, capsys):
    assert call(["eval", command, "--help"]) == 0
    said = capsys.readouterr().out
    assert "Examples:" in said
    assert "Exit codes: 0" in said
    assert "cannot be compared" in said


def test_help_loads_none_of_the_machinery():
    program = (
        "from llm_extract.cli import call; call(['eval', 'run', '--help']); import sys;"
        " print(*(one for one in sys.modules if one.startswith('llm_extract.')"
        " and not one.startswith(('llm_extract.cli', 'llm_extract.errors'))))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout.splitlines()[-1] == ""
