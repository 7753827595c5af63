"""Lines of JSON as articles."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from llm_extract.records.article import Article
from llm_extract.sources import ReadOptions, read

REPORT = "Gunmen stormed a post near Tavo on Saturday and killed ten guards, officials said."
OTHER = "A roadside bomb hit a bus outside Merrin on Sunday, and four people were hurt."


def lines(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "wire.jsonl"
    written = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(written), encoding="utf-8", errors="surrogatepass")
    return path


def test_every_documented_field_is_read(tmp_path):
    row = {
        "id": "w-1",
        "text": REPORT,
        "url": "https://orlopost.example/a",
        "title": "Ten guards die",
        "publisher": "Orlo Post",
        "owner": "Orlo Media",
        "published_at": "2026-01-31T10:00:00Z",
        "language": "en-GB",
        "anything_else": [1],
    }
    (article,) = read([lines(tmp_path, row)]).articles
    assert article == Article.of(
        REPORT,
        file="wire.jsonl:w-1",
        url="https://orlopost.example/a",
        title="Ten guards die",
        publisher="Orlo Post",
        owner="Orlo Media",
        published_at=datetime(2026, 1, 31, 10, tzinfo=UTC),
        language="en",
    )


@pytest.mark.parametrize("name", ["published_at", "published_on", "published", "date"])
def test_the_date_goes_by_several_names(tmp_path, name):
    (article,) = read([lines(tmp_path, {"text": REPORT, name: "2026-01-31"})]).articles
    assert (article.published_on, article.published_at) == (date(2026, 1, 31), None)


def test_fields_of_other_names_are_mapped(tmp_path):
    path = lines(tmp_path, {"body": REPORT, "outlet": "Orlo Post"})
    options = ReadOptions(fields={"text": "body", "publisher": "outlet"})
    (article,) = read([path], options).articles
    assert (article.text, article.publisher) == (REPORT, "Orlo Post")


def test_an_article_without_an_id_is_called_by_its_line(tmp_path):
    assert read([lines(tmp_path, "", {"text": REPORT})]).articles[0].file == "wire.jsonl:line 2"


def test_the_site_stands_for_a_publisher_that_is_not_named(tmp_path):
    path = lines(tmp_path, {"text": REPORT, "url": "https://www.orlopost.example/a"})
    assert read([path]).articles[0].publisher == "orlopost.example"


def test_an_address_that_is_none_of_the_web_is_left_out_with_a_note(tmp_path):
    path = lines(tmp_path, {"text": REPORT, "url": "javascript:alert(1)"})
    reading = read([path])
    assert reading.articles[0].url is None
    assert reading.notes == (f"{path}:line 1: its url is no web address, and is left out",)


@pytest.mark.parametrize(
    ("bad", "code", "words"),
    [
        ("{not json", "malformed", "no JSON object"),
        ("[1]", "malformed", "but no object"),
        ('"text"', "malformed", "but no object"),
        ({"body": REPORT}, "malformed", "the field text is missing"),
        ({"text": ""}, "malformed", "the field text is missing"),
        ({"text": [REPORT]}, "malformed", "the field text holds no text but list"),
        ({"text": REPORT, "published": "soon"}, "malformed", "no date can be read"),
        ('{"text": "a", "text": "b"}', "malformed", "the key 'text' stands twice"),
        ('{"text": ' + "[" * 100_000, "malformed", "nested too deep"),
        ('{"text": ' + "9" * 5_000 + "}", "malformed", "no JSON object"),
        ({"text": "Ten dead"}, "not_an_article", "2 words"),
        ({"text": REPORT + " " * 2_000}, "oversize", "more than 2,000 bytes"),
    ],
)
def test_a_bad_line_is_a_failure_of_its_own_and_the_next_is_read(tmp_path, bad, code, words):
    path = lines(tmp_path, {"text": REPORT}, bad, {"text": OTHER})
    options = ReadOptions(max_bytes=2_000) if code == "oversize" else None
    reading = read([path], options)
    assert [article.text for article in reading.articles] == [REPORT, OTHER]
    (failure,) = reading.failures
    assert (failure.source, failure.code) == (f"{path}:line 2", code)
    assert words in failure.reason


def test_a_lone_surrogate_in_json_becomes_a_mark_that_can_be_stored(tmp_path):
    row = '{"text": "' + REPORT + ' \\ud800", "title": "a\\ud800b", "publisher": "P\\u0000"}'
    (article,) = read([lines(tmp_path, row)]).articles
    assert article.text.endswith("\ufffd")
    assert (article.title, article.publisher) == ("a\ufffdb", "P")
    assert Article.from_json(article.to_json()) == article


def test_an_article_that_was_written_is_read_back_as_it_was(tmp_path):
    article = Article.of(f"World\n\n{REPORT}", file="a.txt", publisher="Orlo Post")
    reading = read([lines(tmp_path, article.to_json())])
    assert reading.articles == (article,)


def test_an_article_whose_text_was_changed_after_is_refused(tmp_path):
    row = json.loads(Article.of(REPORT).to_json()) | {"text": OTHER}
    (failure,) = read([lines(tmp_path, row)]).failures
    assert "changed after its article_id was made" in failure.reason
