"""A suite's text as an article: read as the same text in a file of the user's own would be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from llm_extract.errors import InputError
from llm_extract.records.article import Article
from llm_extract.sources.language import language_of
from llm_extract.sources.site import is_web, site_of
from llm_extract.sources.text import parse_text
from llm_extract.sources.worth import refuse_unless_article


def report(
    text: str,
    *,
    name: str,
    title: str | None = None,
    url: str | None = None,
    published_on: date | None = None,
) -> Article | None:
    """The article; None where reading refuses the text, as one with nothing but page furniture."""
    draft = parse_text(text)
    try:
        refuse_unless_article(draft)
    except InputError:
        return None
    told = draft.about
    address = url if url and is_web(url) else None
    return Article.of(
        draft.text,
        file=name,
        url=address,
        title=title or told.title,
        publisher=(site_of(address) if address else None) or told.publisher,
        published_on=published_on or (told.published.on if told.published else None),
        language=told.language or language_of(draft.text),
    )


def once(articles: Iterable[Article | None]) -> tuple[Article, ...]:
    """Each article that was read, in order: a text that stands on two lines is read once."""
    found: dict[str, Article] = {}
    for one in articles:
        if one is not None:
            found.setdefault(one.article_id, one)
    return tuple(found.values())
