"""Gold to Label Studio and back."""

import json

import pytest
from hypothesis import given

from llm_extract.errors import GoldError
from llm_extract.evals.gold import load
from llm_extract.evals.gold.form import read_form
from llm_extract.evals.gold.label_studio import as_task, read_tasks
from llm_extract.records.article import Article
from tests.evals.gold.strategies import ARTICLE, documents
from tests.evals.gold.tiny import FORM, TEXT


def there_and_back(gold, article):
    exported = json.dumps([as_task(gold, article)])
    return read_tasks(exported, {gold.document: article}, "export.json")


@given(documents())
def test_labels_come_back_as_they_went(gold):
    assert there_and_back(gold, ARTICLE) == (gold,)


def test_offsets_hold_behind_characters_that_take_two_units_there():
    article = Article.of("🔥🔥 " + TEXT)
    gold = read_form(FORM, article, "form")
    task = as_task(gold, article)
    start = task["annotations"][0]["result"][0]["value"]["start"]
    assert start == gold.claims()[0].evidence[0].span.start + 2
    assert there_and_back(gold, article) == (gold,)


@pytest.fixture
def task(folder):
    (document,) = load(folder).documents
    return as_task(document.gold, document.article)


@pytest.fixture
def texts(folder):
    return {one.name: one.article for one in load(folder).documents}


def test_a_region_whose_words_are_not_those_of_the_text_is_refused(task, texts):
    task["annotations"][0]["result"][0]["value"]["start"] += 1
    with pytest.raises(GoldError, match=r"export\.json: mill/01-wire: c1-0: the text from"):
        read_tasks(json.dumps([task]), texts, "export.json")


def test_an_export_without_regions_is_refused_with_what_to_do(texts):
    with pytest.raises(GoldError, match="export as JSON"):
        read_tasks(json.dumps([{"text": TEXT, "id": 1}]), texts, "export.json")


def test_a_text_that_was_changed_is_refused(task, texts):
    task["data"]["text"] += " "
    with pytest.raises(GoldError, match="the text is not the one of this set"):
        read_tasks(json.dumps([task]), texts, "export.json")


def test_the_work_of_two_readers_in_one_task_is_refused(task, texts):
    task["annotations"] *= 2
    with pytest.raises(GoldError, match="2 annotations"):
        read_tasks(json.dumps([task]), texts, "export.json")


def test_words_that_stand_earlier_too_are_refused_and_not_moved_there():
    article = Article.of(TEXT + TEXT)
    task = as_task(read_form(FORM, article, "form"), article)
    for one in task["annotations"][0]["result"][:2]:
        one["value"]["start"] += len(TEXT)
        one["value"]["end"] += len(TEXT)
    with pytest.raises(GoldError, match="stands earlier too; mark more words"):
        read_tasks(json.dumps([task]), {"mill/01-wire": article}, "export.json")


def test_a_region_that_belongs_to_no_claim_is_refused(task, texts):
    results = task["annotations"][0]["result"]
    task["annotations"][0]["result"] = [one for one in results if one["from_name"] != "claim"]
    with pytest.raises(GoldError, match=r"c1-0: 'The mill .* belongs to no claim"):
        read_tasks(json.dumps([task]), texts, "export.json")


def test_a_label_and_a_box_that_name_two_fields_are_refused(task, texts):
    task["annotations"][0]["result"][0]["value"]["labels"] = ["toll"]
    with pytest.raises(GoldError, match=r"its label is \['toll'\], and its box says 'damage'"):
        read_tasks(json.dumps([task]), texts, "export.json")


@pytest.mark.parametrize("key", ["value", "id"])
def test_what_label_studio_would_never_write_is_refused(task, texts, key):
    del task["annotations"][0]["result"][0][key]
    with pytest.raises(GoldError, match=r"export\.json: not as Label Studio writes it"):
        read_tasks(json.dumps([task]), texts, "export.json")
