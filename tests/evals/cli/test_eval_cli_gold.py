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
