"""A folder of gold, read and checked."""

import json

import pytest

from llm_extract.errors import GoldError
from llm_extract.evals.gold import reading
from llm_extract.evals.gold.labels import store, write_form
from llm_extract.records.article import Failure, Stage
from tests.evals.gold.tiny import FORM, TEXT


def test_a_set_offers_its_texts_with_what_is_known_of_them(folder):
    (article,) = reading.load(folder).articles()
    assert (article.text, article.publisher) == (TEXT, "Besk Wire")
    assert str(article.published_on) == "2024-05-14"


def test_a_split_takes_the_stories_that_are_listed_for_it(folder):
    assert len(reading.load(folder, "dev").documents) == 1
    assert reading.load(folder, "test").documents == ()


def test_an_absent_document_and_a_failed_one_are_scored_as_all_missing(folder):
    gold = reading.load(folder)
    failure = Failure(stage=Stage.EXTRACT, source="01-wire", code="unreachable", reason="gone")
    for outcomes in ({}, {gold.articles()[0].article_id: failure}):
        (unit,) = gold.score(outcomes).units
        assert unit.failed
        assert unit.slots["damage"].expected == 1


def test_a_text_that_was_changed_after_labelling_is_refused(folder):
    (folder / "mill" / "01-wire.txt").write_text(TEXT.replace("Tuesday", "Monday"))
    with pytest.raises(GoldError, match=r"01-wire\.json: its hash is not that of the text"):
        reading.load(folder)


def test_an_offset_that_does_not_hold_its_quotation_is_refused(folder, labels):
    found = json.loads(labels.read_text())
    evidence = found["incidents"][0]["claims"][0]["evidence"][0]
    evidence["span"] = {"start": 0, "end": 4}
    labels.write_text(json.dumps(found))
    with pytest.raises(GoldError, match=r"01-wire\.json: c1: the text at 0\.\.4 is not"):
        reading.load(folder)


def test_an_unknown_field_is_refused_with_its_path(folder, labels):
    found = json.loads(labels.read_text())
    found["incidents"][0]["colour"] = "red"
    labels.write_text(json.dumps(found))
    with pytest.raises(GoldError, match=r"01-wire\.json: .*incidents\.0\.colour"):
        reading.load(folder)


def test_a_missing_file_is_named(folder, labels):
    labels.unlink()
    with pytest.raises(GoldError, match=r"01-wire\.json: cannot be read"):
        reading.load(folder)


@pytest.mark.parametrize("broken", ["name = ", 'name = "tiny"\n'])
def test_a_broken_set_file_is_refused(folder, broken):
    (folder / "set.toml").write_text(broken)
    with pytest.raises(GoldError, match=r"set\.toml"):
        reading.load(folder)


def test_a_form_for_a_document_that_is_not_there_is_refused(folder):
    form = folder / "form.yaml"
    form.write_text(FORM.replace("mill/01-wire", "mill/09-other"))
    with pytest.raises(GoldError, match="mill has 01-wire, and no '09-other'"):
        store(folder, [form], settled=False)


def test_other_labels_give_another_hash_and_the_same_documents(folder, labels):
    before = reading.load(folder).hashes
    labels.write_text(labels.read_text().replace("destroyed", "some"))
    after = reading.load(folder).hashes
    assert before.gold != after.gold
    assert (before.documents, before.matcher) == (after.documents, after.matcher)


def test_another_day_of_publication_makes_other_documents(folder):
    before = reading.load(folder).hashes
    manifest = folder / "mill" / "manifest.csv"
    manifest.write_text(manifest.read_text().replace("2024-05-14,,en", "2024-05-15,,en"))
    after = reading.load(folder).hashes
    assert before.documents != after.documents
    assert before.gold == after.gold


def test_settled_labels_go_back_to_a_form_and_return_unchanged(folder, labels):
    before = labels.read_text()
    form = folder / "again.yaml"
    form.write_text(write_form(reading.load(folder).documents[0].gold), encoding="utf-8")
    store(folder, [form], settled=True)
    assert labels.read_text() == before


STORY = (
    '{"story": "mill", "annotator": "a",'
    ' "clusters": [{"key": "e1", "label": "fire", "mentions": ["mill/01-wire#i1"]}]}'
)


def test_labels_of_another_document_are_refused(folder, labels):
    labels.write_text(labels.read_text().replace("mill/01-wire", "mill/02-wire"))
    with pytest.raises(GoldError, match=r"01-wire\.json: document: .* labels of 'mill/02-wire'"):
        reading.load(folder)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"mill",', '"weir",', "written of 'weir'"),
        ("#i1", "#i9", "there is no mention 'mill/01-wire#i9'"),
    ],
)
def test_a_story_that_is_not_of_these_labels_is_refused(folder, old, new, why):
    (folder / "mill" / "story.json").write_text(STORY)
    assert list(reading.load(folder).stories) == ["mill"]
    (folder / "mill" / "story.json").write_text(STORY.replace(old, new, 1))
    with pytest.raises(GoldError, match=rf"story\.json: .*{why}"):
        reading.load(folder)


def test_a_limit_leaves_the_stories_whole(folder):
    (folder / "mill" / "story.json").write_text(STORY)
    assert list(reading.load(folder, limit=1).stories) == ["mill"]


@pytest.mark.parametrize(
    ("splits", "why"),
    [
        ('dev = ["mill"]\ntest = ["mill"]', "mill stands twice"),
        ('dev = ["../mill"]', "should match pattern"),
    ],
)
def test_splits_that_overlap_or_lead_elsewhere_are_refused(folder, splits, why):
    path = folder / "set.toml"
    path.write_text(path.read_text().partition("dev =")[0] + splits)
    with pytest.raises(GoldError, match=why):
        reading.load(folder)


@pytest.mark.parametrize(
    ("row", "why"),
    [("01-wire,,,,,,,en", "line 3: 01-wire stands twice"), ("02-wire,,", "line 3: a row is to")],
)
def test_a_manifest_with_rows_that_nobody_would_miss_is_refused(folder, row, why):
    path = folder / "mill" / "manifest.csv"
    path.write_text(path.read_text() + row + "\n")
    with pytest.raises(GoldError, match=why):
        reading.load(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"tags": []', '"tags": ["wires"]'),
        ('"labelled": [', '"labelled": ["colour",'),
        ('"annotator": "settled"', '"annotator": "../x"'),
    ],
)
def test_a_word_that_no_list_holds_is_refused(folder, labels, old, new):
    assert old in labels.read_text()
    labels.write_text(labels.read_text().replace(old, new))
    with pytest.raises(GoldError, match=r"01-wire\.json: no valid GoldDocument"):
        reading.load(folder)


@pytest.mark.parametrize(
    ("content", "why"), [(b"\xff\xfe", "cannot be read"), (b"document: [", "no YAML")]
)
def test_a_form_that_cannot_be_read_is_named(folder, content, why):
    form = folder / "broken.yaml"
    form.write_bytes(content)
    with pytest.raises(GoldError, match=rf"broken\.yaml: {why}"):
        store(folder, [form], settled=False)


def test_a_form_that_is_not_there_is_named(folder):
    with pytest.raises(GoldError, match=r"nothing\.yaml: cannot be read"):
        store(folder, [folder / "nothing.yaml"], settled=False)
