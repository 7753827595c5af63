"""Readers of what strangers write, on anything at all: an answer or an error of ours."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract.counts import find_counts
from llm_extract.errors import BadReply, GoldError, ModelError
from llm_extract.evals.gold.form import read_form
from llm_extract.evals.gold.reading import load
from llm_extract.ground import ground
from llm_extract.llm.wire import error_of, read_completion, strict_json
from llm_extract.records.article import Article
from llm_extract.sources import read
from llm_extract.text import freeze
from llm_extract.when import find_dates
from llm_extract.where import find_places
from tests.trust.conftest import DEEP, QUOTE

MANY = settings(max_examples=1_000 if DEEP else 60)
ARTICLE = Article.of(QUOTE)

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
# Words that the readers look for, between anything.
TELLING = st.sampled_from(
    """twelve 12 1,200 -3 ٣ ½ dozens of at least killed and died said on Monday 31 February 2011
    May 3 the last of month yesterday a.m. GMT in near Orlo province (Reuters) — “ ” ' " : \n\n\t
    \u202e \u200b \ufeff \0 𝟗 Ⅷ é""".split(" ")
)
TEXT = st.lists(TELLING | st.text(max_size=6), max_size=30).map(" ".join)


def nested(names: list[str], leaf: st.SearchStrategy) -> st.SearchStrategy:
    """Objects with our own names in them, their values of any kind."""
    return st.dictionaries(st.sampled_from(names), leaf, max_size=len(names))


@MANY
@given(
    st.binary(max_size=300) | TEXT.map(str.encode),
    st.sampled_from([".txt", ".md", ".html", ".jsonl", ".csv", "", ".json"]),
)
def test_any_file_is_an_article_or_a_failure(raw, suffix) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"one{suffix}"
        file.write_bytes(raw)
        reading = read([file])
    assert all(one.code != "defect" and one.reason for one in reading.failures)


@MANY
@given(
    st.lists(
        nested(
            [
                "text",
                "id",
                "url",
                "title",
                "publisher",
                "date",
                "language",
                "article_id",
                "schema_version",
            ],
            SCALARS | JSON | TEXT.map(lambda text: text * 20),
        ),
        max_size=3,
    )
)
def test_any_lines_of_json_are_articles_or_failures(rows) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lines.jsonl"
        file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        reading = read([file])
    assert all(one.code != "defect" for one in reading.failures)


@MANY
@given(st.binary(max_size=300) | TEXT.map(str.encode))
def test_any_manifest_describes_articles_or_fails(raw) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "manifest.csv").write_bytes(b"path,publisher,published_at,url\n" + raw)
        (Path(folder) / "one.txt").write_text(QUOTE)
        reading = read([folder])
    assert reading.articles or reading.failures


@MANY
@given(TEXT, st.none() | st.dates())
def test_whatever_is_found_in_any_text_stands_in_it(text, anchor) -> None:
    text = freeze(text)
    for one in (*find_dates(text, anchor), *find_counts(text), *find_places(text)):
        assert 0 <= one.start < one.end <= len(text)


@MANY
@given(TEXT, TEXT)
def test_any_quotation_is_found_where_it_stands_or_not_at_all(quote, text) -> None:
    evidence = ground(quote, text)
    if evidence is not None:
        assert evidence.quote == text[evidence.span.start : evidence.span.end]


@pytest.mark.parametrize("day", [date.min, date.max, date(1, 3, 1), date(9999, 12, 30)])
def test_dates_at_the_ends_of_the_calendar_are_read_or_left(day) -> None:
    words = "yesterday, next week, last month, on Monday, two years ago, in 20 years, 31 December"
    find_dates(words, day)


COMPLETION = nested(
    ["choices", "usage", "error", "model"],
    JSON
    | st.lists(
        nested(
            ["message", "finish_reason", "index"],
            JSON | nested(["content", "refusal", "tool_calls", "function_call"], JSON),
        ),
        max_size=2,
    ),
)


@MANY
@given(st.binary(max_size=200) | COMPLETION.map(lambda one: json.dumps(one).encode()))
def test_any_body_is_a_reply_or_an_error_of_ours(body) -> None:
    with suppress(ModelError):
        assert read_completion(body, asked_model="small", latency_s=0).text


@MANY
@given(st.integers(100, 599), JSON | nested(["error", "code", "message", "param"], JSON), st.none())
def test_any_error_of_an_endpoint_is_one_of_ours(status, body, wait_s) -> None:
    assert isinstance(error_of(status, body, wait_s), ModelError)


@MANY
@given(st.text(max_size=60) | JSON.map(json.dumps))
def test_any_reply_is_json_that_can_be_written_again_or_is_refused(text) -> None:
    with suppress(BadReply):
        json.dumps(strict_json(text), allow_nan=False)


FORM_NAMES = [
    "incidents",
    "claims",
    "field",
    "quotes",
    "key",
    "speakers",
    "count",
    "date",
    "type",
    "language",
    "text_sha256",
    "document",
    "background",
    "group",
    "effect",
    "words",
]
# As deep as `JSON` goes by itself: objects within objects took longer to draw than to read.
FORM = st.recursive(
    SCALARS | JSON,
    lambda inner: nested(FORM_NAMES, inner | st.lists(inner, max_size=3)),
    max_leaves=8,
)


@MANY
@given(FORM.map(yaml.safe_dump) | TEXT)
def test_any_form_is_labels_or_is_refused(text) -> None:
    with suppress(GoldError):
        read_form(text, ARTICLE, "form.yaml")


@MANY
@given(st.sampled_from(["set.toml", "manifest.csv", "labels.json"]), st.binary(max_size=200))
def test_any_set_of_gold_is_read_or_refused_by_name(name, raw) -> None:
    with TemporaryDirectory() as folder:
        story = Path(folder) / "one"
        story.mkdir()
        (Path(folder) / "set.toml").write_text('version = "1"\n[dev]\nstories = ["one"]\n')
        (story / name if name != "set.toml" else Path(folder) / name).write_bytes(raw)
        with suppress(GoldError):
            load(Path(folder))
