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
