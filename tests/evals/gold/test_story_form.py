"""The form of a story: what its documents come to side by side, checked and stored."""

import pytest

from llm_extract.cli import call
from llm_extract.errors import GoldError
from llm_extract.evals.gold import load
from llm_extract.evals.gold.labels import check, store


@pytest.fixture
def form(tmp_path):
    """Writes the form of a story of one cluster, and says where."""

    def written(cluster: str, story: str = "mill"):
        path = tmp_path / "story.yaml"
        path.write_text(
            f"story: {story}\nannotator: a\nclusters:\n  - {{key: e1, label: fire, {cluster}}}\n"
        )
        return path

    return written


def test_a_story_that_is_stored_is_read_with_its_set(folder, form):
    (path,) = store(folder, [form("mentions: [mill/01-wire#i1]")], settled=True)
    assert path == folder / "mill" / "story.json"
    assert load(folder).stories["mill"].clusters[0].mentions == ("mill/01-wire#i1",)


def test_the_command_checks_it_and_writes_nothing(folder, form, capsys):
    path = form("mentions: [mill/01-wire#i1]")
    assert call(["eval", "labels", "check", str(path), "--set", str(folder)]) == 0
    assert "1 cluster, 0 disagreements" in capsys.readouterr().out
    assert load(folder).stories == {}


@pytest.mark.parametrize(
    ("cluster", "complaint"),
    [
        ("mentions: [mill/01-wire#i9]", "no mention 'mill/01-wire#i9'"),
        ("mentions: [mill/01-wire#i1, mill/01-wire#i1]", "mill/01-wire#i1 stands in two clusters"),
        ("mentions: [mill/01-wire#i1], part_of: e9", "no cluster 'e9'"),
        ("mentions: [mill/01-wire#i1], colour: red", "clusters.0.colour"),
    ],
)
def test_a_form_that_names_what_is_not_there_is_refused(folder, form, cluster, complaint):
    path = form(cluster)
    with pytest.raises(GoldError, match=complaint) as refused:
        check(folder, [path])
    assert str(refused.value).startswith(f"{path}: ")


def test_a_story_that_the_set_does_not_hold_is_refused(folder, form):
    with pytest.raises(GoldError, match="story: 'weir' is not in"):
        check(folder, [form("mentions: [weir/01-wire#i1]", story="weir")])


def test_a_form_of_neither_a_document_nor_a_story_is_refused(folder, tmp_path):
    path = tmp_path / "neither.yaml"
    path.write_text("annotator: a\n")
    with pytest.raises(GoldError, match="no document: STORY/NAME, and no story: STORY"):
        check(folder, [path])
