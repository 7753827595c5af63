"""The output folder: ours or refused, and said so before any work."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.cli import call
from llm_extract.errors import OutputError
from llm_extract.outputs import OutputFolder, put
from llm_extract.outputs.files import folder_of
from tests.invented import BRIDGE, MARKET, write

pytestmark = pytest.mark.usefixtures("elsewhere")


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def reports() -> str:
    return str(write(Path("in"), bridge=BRIDGE))


def test_a_folder_with_other_files_is_refused_and_left_as_it_was(reports, capsys):
    write(Path("out"), diary="mine")
    assert call(["run", reports]) == 2
    assert names(Path("out")) == ["diary.txt"]
    said = capsys.readouterr().err
    assert "diary.txt" in said
    assert len(said.splitlines()) == 1


def test_a_file_put_beside_our_own_is_not_lost(reports):
    call(["run", reports])
    Path("out/notes.txt").write_text("mine")
    before = Path("out/report.html").read_bytes()
    assert call(["run", reports]) == 2
    assert Path("out/notes.txt").read_text() == "mine"
    assert Path("out/report.html").read_bytes() == before


def test_our_own_earlier_output_is_written_over(reports):
    assert call(["run", reports]) == 0
    write(Path("in"), bridge=MARKET)
    assert call(["run", reports]) == 0
    assert "Orvale" not in Path("out/briefing.md").read_text()


def test_somebody_elses_run_file_does_not_make_a_folder_ours(reports):
    Path("out").mkdir()
    Path("out/run.json").write_text(json.dumps({"files": ["run.json"]}))
    assert call(["run", reports]) == 2


def test_a_run_leaves_the_runs_that_lie_in_its_folder_alone(reports):
    call(["run", reports, "--out", "out/demo/first"])
    before = {path: path.read_bytes() for path in Path("out/demo").rglob("*.*")}
    assert call(["run", reports]) == 0
    assert call(["run", reports]) == 0
    assert {path: path.read_bytes() for path in Path("out/demo").rglob("*.*")} == before
    assert Path("out/report.html").exists()


def test_a_file_beside_a_run_that_lies_in_the_folder_is_still_a_strangers(reports, capsys):
    call(["run", reports, "--out", "out/demo/first"])
    Path("out/demo/notes.txt").write_text("mine")
    assert call(["run", reports]) == 2
    assert "demo/notes.txt" in capsys.readouterr().err


def test_a_file_where_the_folder_should_be_is_refused(reports, capsys):
    Path("out").write_text("mine")
    assert call(["run", reports]) == 2
    assert "not a folder" in capsys.readouterr().err
    assert Path("out").read_text() == "mine"


def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_read(reports, capsys):
    assert call(["run", "absent.txt", "--out", "/proc/out"]) == 2
    said = capsys.readouterr().err
    assert "/proc/out: not writable" in said
    assert "name another with --out" in said
    assert "absent.txt" not in said


def test_a_folder_that_would_be_read_as_input_next_time_is_refused(reports, capsys):
    assert call(["run", reports, "--out", f"{reports}/out"]) == 2
    assert "within the input folder" in capsys.readouterr().err
    assert names(Path(reports)) == ["bridge.txt"]


def test_a_link_among_our_files_is_replaced_and_not_followed(reports):
    call(["run", reports])
    Path("victim.html").write_text("mine")
    Path("out/report.html").unlink()
    Path("out/report.html").symlink_to(Path("victim.html").resolve())
    assert call(["run", reports]) == 0
    assert Path("victim.html").read_text() == "mine"
    assert not Path("out/report.html").is_symlink()


def test_a_link_in_place_of_a_story_is_not_followed():
    write(Path("in"), bridge=BRIDGE, market=MARKET)
    call(["run", "in"])
    story = next(path for path in Path("out").iterdir() if path.is_dir())
    story.rename("moved")
    story.symlink_to(Path("moved").resolve())
    before = sorted(path.stat().st_mtime_ns for path in Path("moved").iterdir())
    assert call(["run", "in"]) == 2
    assert sorted(path.stat().st_mtime_ns for path in Path("moved").iterdir()) == before


def test_a_link_that_is_not_ours_is_not_taken_for_an_empty_folder(reports):
    write(Path("elsewhere"), diary="mine")
    Path("out").mkdir()
    Path("out/link").symlink_to(Path("elsewhere").resolve())
    assert call(["run", reports]) == 2


def test_a_forged_list_of_files_removes_nothing_elsewhere(reports):
    Path("victim.txt").write_text("mine")
    Path("out").mkdir()
    forged = {"made_by": "llm-extract", "files": ["run.json", "../victim.txt", "/etc/hostname"]}
    Path("out/run.json").write_text(json.dumps(forged))
    assert call(["run", reports]) == 0
    assert Path("victim.txt").read_text() == "mine"


def test_what_a_killed_run_left_is_known_as_ours(reports, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(target: Path, text: str) -> None:
        if target.name == "consensus.json":
            raise Killed
        put(target, text)

    monkeypatch.setattr("llm_extract.outputs.folder.put", killed)
    with pytest.raises(Killed):
        call(["run", reports])
    monkeypatch.setattr("llm_extract.outputs.folder.put", put)
    Path("out/.llm-extract-0123").write_text("half a fi")
    assert json.loads(Path("out/run.json").read_text())["state"] == "unfinished"
    assert call(["run", reports]) == 0
    assert json.loads(Path("out/run.json").read_text())["state"] == "finished"
    assert not Path("out/.llm-extract-0123").exists()


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    target = tmp_path / "a.txt"
    put(target, "before")
    with pytest.raises(UnicodeEncodeError):
        put(target, "long enough " * 10_000 + "\ud800")
    assert target.read_text() == "before"
    assert names(tmp_path) == ["a.txt"]


def test_an_output_error_names_the_folder(tmp_path):
    (tmp_path / "sub").mkdir()
    with pytest.raises(OutputError, match=r"test_an_output_error.*directory"):
        OutputFolder(tmp_path).write({"sub": "a file where a folder is"}, {})


@given(st.integers(1, 9999), st.text(max_size=200))
def test_no_title_makes_a_folder_name_that_leads_elsewhere(number, title):
    name = folder_of(number, title)
    assert name == f"story-{number}" or name.startswith(f"story-{number}-")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) < 60
