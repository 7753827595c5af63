"""Saved web pages: the article's text, and what the page says about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from llm_extract.errors import NotAnArticle
from llm_extract.sources import furniture
from llm_extract.sources.draft import About, Draft, Published
from llm_extract.sources.headers import split_stamp
from llm_extract.sources.language import language_tag
from llm_extract.sources.published import published
from llm_extract.sources.site import is_web
from llm_extract.text import freeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SNIFF = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,30})", re.IGNORECASE)
_HEAD_BYTES = 4096


def is_html(raw: bytes) -> bool:
    """Whether the bytes open as a web page does."""
    return _SNIFF.match(raw[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")) is not None


def charset_of(raw: bytes) -> str | None:
    """The encoding a page declares in its head."""
    found = _CHARSET.search(raw[:_HEAD_BYTES])
    return found[1].decode("ascii") if found else None


def parse_html(page: str) -> Draft:
    """The article in a page; what the page hides from its readers is left out.

    Raises:
        NotAnArticle: no article was found in the page.
    """
    tree = _tree(page)
    about, notes = _about(tree)
    text, found = _article(tree)
    # Each of its lines is a paragraph of the page: none was broken by a column.
    cleared = furniture.clear(freeze(text.replace("\n", "\n\n")))
    stamped, kept = split_stamp(cleared.text)
    about = about.over(found).over(About(published=stamped))
    if cleared.note:
        notes = (*notes, cleared.note)
    return Draft(freeze(kept), about, notes, cleared.removed)


# ---------------------------------------------------------------- the page

# What a reader of the page never sees must not speak in the article either.
_STYLE = (
    "concat(translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz'), ';')"
)
_UNSEEN = ("display:none", "visibility:hidden", "font-size:0;", "font-size:0p", "opacity:0;")
_HIDDEN = (
    "//*[self::script[not(@type='application/ld+json')] or self::style or self::noscript"
    " or self::template]"
    " | //*[@hidden or @aria-hidden='true'][not(self::html or self::body)]"
    " | //*[@style][" + " or ".join(f"contains({_STYLE}, '{sign}')" for sign in _UNSEEN) + "]"
)

# No report has as many; what has takes the search for the article many seconds.
_MOST_ELEMENTS = 50_000


def _tree(page: str) -> HtmlElement:
    # Slow to import, and needed for web pages only.
    from lxml import etree, html  # noqa: PLC0415

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAnArticle("no web page could be read from it") from error
    if tree.xpath(f"count(//*) > {_MOST_ELEMENTS}"):
        raise NotAnArticle(
            f"a page of more than {_MOST_ELEMENTS:,} elements; save its text as .txt"
        )
    for hidden in tree.xpath(_HIDDEN):
        if hidden.getparent() is not None:
            hidden.drop_tree()
    return tree


def _article(tree: HtmlElement) -> tuple[str, About]:
    import logging  # noqa: PLC0415

    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document: Any = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "max_date": "2100-01-01"},
        )
    except Exception as error:  # a stranger's page may break the parser in any way
        raise NotAnArticle(f"the page could not be read ({type(error).__name__})") from error
    if document is None or not document.text:
        raise NotAnArticle("no article was found in the page; save its text as .txt")
    return document.text, _metadata(document)


def _metadata(document: Any) -> About:  # noqa: ANN401 - trafilatura's own type is untyped
    day = None
    if document.date:
        try:
            day, _ = published(document.date)
        except ValueError:
            day = None
    return About(
        title=document.title or None,
        publisher=document.sitename or None,
        url=document.url if document.url and is_web(document.url) else None,
        published=day,
    )


# ---------------------------------------------------------------- what the head says

_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='DC.date.issued']/@content",
    "//article//time[@datetime][1]/@datetime",
)
_LINKED = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"\\]{8,40})"')


def _about(tree: HtmlElement) -> tuple[About, tuple[str, ...]]:
    when, notes = _published(tree)
    language = _first(tree, "/html/@lang")
    url = _first(tree, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    about = About(
        publisher=_first(tree, "//meta[@property='og:site_name']/@content"),
        url=url if url and is_web(url) else None,
        published=when,
        language=language_tag(language) if language else None,
    )
    return about, notes


def _published(tree: HtmlElement) -> tuple[Published | None, tuple[str, ...]]:
    """The first of the places where pages keep their date that holds one."""
    linked = " ".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    stated = _LINKED.search(linked[:200_000])
    words = [_first(tree, _PUBLISHED[0]), stated[1] if stated else None]
    words.extend(_first(tree, place) for place in _PUBLISHED[1:])
    notes: list[str] = []
    for found in filter(None, words):
        try:
            when, note = published(found)
        except ValueError as error:
            notes.append(str(error))
            continue
        return when, (note,) if note else ()
    return None, tuple(notes)


def _first(tree: HtmlElement, *places: str) -> str | None:
    for place in places:
        for found in tree.xpath(place):
            if words := " ".join(str(found)[:2000].split()):
                return words
    return None
