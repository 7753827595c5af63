"""`eval` over a folder of gold, found by its path or by its name in evals/gold."""

import json
import re
from pathlib import Path

import pytest

from llm_extract.cli import call
from llm_extract.evals.gold.labels import store
from tests.evals.gold.tiny import FORM, MANIFEST, SET, TEXT


@pytest.fixture
def gold(elsewhere) -> Path:
    """A set of one document, labelled by two readers and settled."""
    folder = elsewhere / "evals" / "gold" / "tiny"
    (folder / "mill").mkdir(parents=True)
    (folder / "set.toml").write_text(SET)
    (folder / "mill" / "manifest.csv").write_text(MANIFEST)
    (folder / "mill" / "01-wire.txt").write_text(TEXT)
    for annotator in "ab":
        form = elsewhere / f"{annotator}.yaml"
        form.write_text(FORM.replace("annotator: a", f"annotator: {annotator}"))
        store(folder, [form], settled=False)
    store(folder, [elsewhere / "a.yaml"], settled=True)
    return folder


def told(capsys) -> dict[str, object]:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("given", ["tiny", "evals/gold/tiny"])
@pytest.mark.usefixtures("gold")
def test_a_set_is_found_by_name_and_by_path(given, capsys):
    assert call(["eval", "run", given, "--extractor", "rules", "--out", "run", "--json"]) == 0
    found = told(capsys)
    assert (found["suite"], found["n"], found["documents"]) == ("tiny", 1, 1)
    assert found["metrics"]["damage_f1"]["n"] == 1
    assert json.loads(Path("run/run.json").read_text())["selection"]["split"] == "dev"


@pytest.mark.usefixtures("gold")
def test_a_set_is_read_and_not_worded_whatever_the_environment_says(monkeypatch):
    monkeypatch.setenv("LLM_EXTRACT_WORDING", "model")
    assert call(["eval", "run", "tiny", "--extractor", "rules", "--out", "run"]) == 0


@pytest.mark.usefixtures("gold")
def test_what_two_readers_reach_is_kept_beside_the_scores(capsys):
    call(["eval", "run", "tiny", "--extractor", "rules", "--out", "run"])
    assert re.search(r"^damage_f1 .* 1\.000$", capsys.readouterr().out, re.MULTILINE)


def test_labels_that_moved_are_refused_until_they_are_accepted(gold, capsys):
    call(["eval", "run", "tiny", "--extractor", "rules", "--out", "run"])
    form = gold.parents[2] / "a.yaml"
    form.write_text(form.read_text().replace("destroyed", "some"))
    store(gold, [form], settled=True)
    capsys.readouterr()
    assert call(["eval", "rescore", "run"]) == 7
    assert "the answers (gold)" in capsys.readouterr().err
    assert call(["eval", "rescore", "run", "--accept-new-gold"]) == 0


@pytest.mark.usefixtures("gold")
def test_a_split_without_documents_is_no_run_of_anything(capsys):
    assert call(["eval", "run", "tiny", "--split", "test", "--extractor", "rules"]) == 2
    assert "holds no document" in capsys.readouterr().err


@pytest.mark.usefixtures("gold")
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["run", "tiny", "--data", "nowhere", "--extractor", "rules"], "no folder nowhere"),
        (["labels", "check", "nowhere.yaml"], "nowhere.yaml: cannot be read"),
        (["labels", "import", "nowhere.json"], "nowhere.json: cannot be read"),
        (
            ["lint-gold", "--set", "evals/gold/tiny", "--prompts", "nowhere"],
            "no file or folder nowhere",
        ),
        (["stories", "tiny"], "no settled stories"),
        (["stories", "gva"], "SET: gva tells no stories; name a folder of gold"),
        (["hostile", "--set", "."], "payloads.toml: cannot be read: No such file or directory; "),
    ],
)
def test_what_is_not_there_is_said_in_one_line(arguments, word, capsys):
    assert call(["eval", *arguments]) == 2
    said = capsys.readouterr().err
    assert word in said
    assert "defect" not in said


def test_stories_are_only_scored_of_a_run_that_read_them(gold, capsys):
    (gold / "mill" / "story.json").write_text(
        '{"story": "mill", "annotator": "a",'
        ' "clusters": [{"key": "e1", "label": "fire", "mentions": ["mill/01-wire#i1"]}]}'
    )
    call(["eval", "run", "tiny", "--extractor", "rules", "--out", "run"])
    assert call(["eval", "stories", "tiny", "--run", "run"]) == 0
    (gold / "mill" / "manifest.csv").write_text(MANIFEST.replace(",en", "https://besk.test/1,en"))
    assert call(["eval", "stories", "tiny", "--run", "run"]) == 7
    assert "it never read 1, the first of them mill/01-wire" in capsys.readouterr().err


def test_slices_are_told_by_the_report_and_to_machines(gold, capsys):
    form = gold.parents[2] / "a.yaml"
    form.write_text(form.read_text().replace("annotator: a", "annotator: a\ntags: [wire, zero]"))
    store(gold, [form], settled=True)
    call(["eval", "run", "tiny", "--extractor", "rules", "--out", "run", "--json"])
    assert list(told(capsys)["by_tag"]) == ["wire", "zero"]
    assert call(["eval", "report", "run"]) == 0
    assert "casualty_f1 by tag, to look into" in capsys.readouterr().out
    assert call(["eval", "report", "run", "--format", "html"]) == 0
    assert "<caption>casualty_f1 by tag" in capsys.readouterr().out
    assert call(["eval", "report", "run", "--format", "markdown"]) == 0
    assert "<summary>casualty\\_f1 by tag" in capsys.readouterr().out
