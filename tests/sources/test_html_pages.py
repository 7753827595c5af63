"""Saved web pages as articles."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from llm_extract.sources import read

FIRST = "Gunmen stormed a post near Tavo on Saturday and killed ten guards, officials said."
SECOND = "The Orlo Front said its men had held the post for two hours before they withdrew."
THIRD = "A hospital in Merrin said that it had taken in four people with wounds from the raid."

HEAD = """
<title>Ten guards die | Orlo Post</title>
<meta property="og:title" content="Ten guards die">
<meta property="og:site_name" content="Orlo Post">
<meta property="article:published_time" content="2026-01-31T23:30:00+05:00">
<link rel="canonical" href="https://orlopost.example/ten-guards">
"""


def page(body: str, head: str = HEAD, lang: str = "en-GB") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        '<nav><a href="/">Home</a><a href="/w">World</a></nav>'
        f"<article><h1>Ten guards die</h1>{body}</article>"
        '<footer><p>© 2026 Orlo Post</p><a href="/about">About</a></footer></body></html>'
    )


BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def article_of(tmp_path: Path, text: str | bytes, name: str = "page.html"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    reading = read([path])
    assert not reading.failures
    return reading.articles[0]


def test_a_page_gives_its_article_and_what_its_head_says(tmp_path):
    article = article_of(tmp_path, page(BODY))
    assert article.text == f"Ten guards die\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (article.title, article.publisher) == ("Ten guards die", "Orlo Post")
    assert article.url == "https://orlopost.example/ten-guards"
    assert article.published_on == date(2026, 1, 31)
    assert article.published_at == datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
    assert article.language == "en"


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">{}</p>',
        '<p style="color:red;VISIBILITY:hidden">{}</p>',
        "<p hidden>{}</p>",
        '<div aria-hidden="true"><p>{}</p></div>',
        "<!-- {} -->",
        "<noscript><p>{}</p></noscript>",
        "<template><p>{}</p></template>",
    ],
)
def test_what_a_page_hides_from_its_readers_is_not_read(tmp_path, hidden):
    lie = "The true toll of the raid near Tavo was 9,999 guards, all officials confirmed on Sunday."
    article = article_of(tmp_path, page(f"<p>{FIRST}</p>{hidden.format(lie)}<p>{SECOND}</p>"))
    assert "9,999" not in article.text
    assert SECOND in article.text


def test_furniture_within_the_article_goes(tmp_path):
    body = (
        f"<p>{FIRST}</p><p>Read more: Curfew in Orlo</p><p>{SECOND}</p><p>Comments are closed.</p>"
    )
    text = article_of(tmp_path, page(body)).text
    assert text == f"Ten guards die\n\n{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"datePublished": "2026-01-31T08:00:00Z"}</script>',
        '<meta itemprop="datePublished" content="2026-01-31">',
        '<meta name="date" content="31 January 2026">',
    ],
)
def test_the_date_is_found_where_pages_keep_it(tmp_path, head):
    assert article_of(tmp_path, page(BODY, head)).published_on == date(2026, 1, 31)


def test_a_page_in_its_own_encoding_is_read_by_what_it_declares(tmp_path):
    body = BODY + "<p>Şolvan yolunda iki bekçi yaralandı, dedi görevliler; ağır değil.</p>"
    text = page(body).replace("utf-8", "iso-8859-9")
    assert "Şolvan yolunda" in article_of(tmp_path, text.encode("iso-8859-9")).text


def test_a_page_under_another_ending_is_known_by_its_look(tmp_path):
    assert article_of(tmp_path, page(BODY), "page.txt").publisher == "Orlo Post"


def test_a_page_with_an_xml_declaration_is_read(tmp_path):
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + page(BODY)
    assert FIRST in article_of(tmp_path, text, "page.xhtml").text


@pytest.mark.parametrize(
    "text",
    [
        "<html></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        page("<p>Please log in to read this story.</p>"),
        "<html>" + "<div>" * 5_000,
        "<!doctype html>",
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path, text):
    path = tmp_path / "page.html"
    path.write_text(text)
    reading = read([path])
    assert not reading.articles
    assert reading.failures[0].code == "not_an_article"
