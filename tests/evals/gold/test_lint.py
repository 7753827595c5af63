"""What is wrong with a folder of gold."""

import json
from pathlib import Path

from llm_extract.evals.gold.lint import lint

ROOT = Path(__file__).parents[3]


def told(faults):
    return [str(fault) for fault in faults]


def test_a_sound_set_has_no_faults(folder):
    assert lint(folder) == ()


def test_every_fault_is_told_and_not_the_first_alone(folder, labels):
    found = json.loads(labels.read_text())
    found["text_sha256"] = "0" * 64
    labels.write_text(json.dumps(found))
    (folder / "stray").mkdir()
    faults = told(lint(folder))
    assert any("stray: is in no split" in fault for fault in faults)
    assert any("its hash is not that of the text" in fault for fault in faults)
    assert any("mill/01-wire: has no settled labels" in fault for fault in faults)


def test_a_story_in_both_splits_is_a_fault(folder):
    path = folder / "set.toml"
    path.write_text(path.read_text().replace("test = []", 'test = ["mill"]'))
    (fault,) = told(lint(folder))
    assert "the story mill stands twice in the splits" in fault


def test_a_text_and_labels_that_the_manifest_forgot_are_faults(folder):
    (folder / "mill" / "02-late.txt").write_text("Nobody lists this.")
    (folder / "mill" / "labels" / "03-lost.a.json").write_text("{}")
    text, labels = told(lint(folder))
    assert "02-late.txt: is of no document" in text
    assert "03-lost.a.json: is of no document" in labels


def test_labels_are_not_taken_for_those_of_a_document_whose_name_they_begin_with(folder):
    row = "01,Mill,Besk Wire,,2024-05-14T20:00:00+02:00,2024-05-14,,en\n"
    manifest = folder / "mill" / "manifest.csv"
    manifest.write_text(manifest.read_text() + row)
    (folder / "mill" / "01.txt").write_text("A drill, and no fire.\n")
    assert told(lint(folder)) == ["mill/01: has no settled labels that can be used"]


def test_eight_words_of_a_document_in_a_prompt_are_a_leak(folder, tmp_path):
    prompt = tmp_path / "v9.md"
    prompt.write_text("Example: “The mill burned down on Tuesday, the reeve said.”")
    (fault,) = lint(folder, [prompt])
    assert "mill burned down on tuesday the reeve said" in fault.what
    prompt.write_text("The mill burned down on Tuesday, the miller said.")
    assert lint(folder, [prompt]) == ()


def test_a_story_that_names_what_is_not_there_is_a_fault(folder):
    (folder / "mill" / "story.json").write_text(
        '{"story": "mill", "annotator": "a",'
        ' "clusters": [{"key": "e1", "label": "fire", "mentions": ["mill/01-wire#i9"]}]}'
    )
    assert any("there is no mention 'mill/01-wire#i9'" in one for one in told(lint(folder)))


def test_a_second_reader_s_story_is_held_to_the_labels_too(folder):
    (folder / "mill" / "story.b.json").write_text(
        '{"story": "mill", "annotator": "b",'
        ' "clusters": [{"key": "e1", "label": "fire", "mentions": ["mill/01-wire#i9"]}]}'
    )
    assert any("story.b.json" in one for one in told(lint(folder)))


def test_our_own_set_is_sound_and_no_prompt_holds_words_of_it():
    prompts = sorted((ROOT / "prompts").rglob("*.md"))
    assert lint(ROOT / "evals" / "gold" / "stories", prompts) == ()


def test_our_own_set_holds_no_words_of_others(shared):
    files = sorted(path for path in shared.rglob("*") if path.suffix in (".txt", ".jsonl"))
    assert lint(ROOT / "evals" / "gold" / "stories", (), files) == ()
