"""Reading: paths in; articles, failures and notes out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from llm_extract.errors import InputError, MalformedInput, UnreadableInput
from llm_extract.records.article import Article, Failure
from llm_extract.sources import files, html, kinds
from llm_extract.sources.decode import decode
from llm_extract.sources.draft import About, Draft
from llm_extract.sources.gather import Gathering, Source
from llm_extract.sources.jsonl import parse_jsonl
from llm_extract.sources.language import language_of
from llm_extract.sources.ledger import Ledger
from llm_extract.sources.options import ReadOptions
from llm_extract.sources.site import is_web, site_of
from llm_extract.sources.text import parse_markdown, parse_text
from llm_extract.sources.worth import refuse_unless_article
from llm_extract.text import freeze


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the sources: articles in the order asked for, and what did not become one."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        counts = (len(self.articles), len(self.failures), len(self.notes))
        return "articles: {}, failures: {}, notes: {}".format(*counts)


def read(paths: Sequence[str | os.PathLike[str]], options: ReadOptions | None = None) -> Reading:
    """Read files, folders and standard input (`-`) as articles.

    A folder is read to its depths, in the order of names, with the manifest that lies in it. With
    no paths, everything is read that `options.manifest` lists; with paths, it describes those.
    One bad source is a failure in the answer, never an exception, and the others are read.
    """
    if isinstance(paths, str | os.PathLike):
        paths = [paths]  # one path is meant, not its letters
    failures: list[Failure] = []
    notes: list[str] = []
    articles = tuple(stream(paths, options or ReadOptions(), failures.append, notes.append))
    return Reading(articles, tuple(failures), tuple(notes))


def stream(
    paths: Sequence[str | os.PathLike[str]],
    options: ReadOptions,
    failed: Callable[[Failure], None],
    noted: Callable[[str], None],
) -> Iterator[Article]:
    """As `read`, one article after the other, none of which is kept.

    What becomes no article is told to `failed`, remarks to `noted`, before the next one comes. Of
    a jsonl file a line is held at a time, of anything else the file.
    """
    ledger = Ledger(failed, noted)
    for source in Gathering(options, ledger).gather(paths):
        yield from _read_one(source, options, ledger)


def _read_one(source: Source, options: ReadOptions, ledger: Ledger) -> Iterator[Article]:
    for note in source.notes:
        ledger.note(source.asked, note)
    try:
        if source.path is None:
            yield from _read_stream(source, _standard_input(), options, ledger)
        else:
            with files.opened(source.path) as opened:
                yield from _read_stream(source, opened, options, ledger)
    except InputError as error:
        ledger.refuse(source.asked, error)
    except OSError as error:
        ledger.refuse(source.asked, files.unreadable(source.path, error))


_NO_ARTICLES = {
    ".json": "JSON in one piece is not read; write one object a line, as .jsonl",
    ".csv": "a table is no article; if it is a manifest, give it as one or call it manifest.csv",
    ".tsv": "a table is no article; if it is a manifest, give it as one",
}


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise UnreadableInput("there is no standard input; name a file")
    return sys.stdin.buffer


def _read_stream(
    source: Source, opened: BinaryIO, options: ReadOptions, ledger: Ledger
) -> Iterator[Article]:
    if source.suffix in _NO_ARTICLES:
        raise MalformedInput(_NO_ARTICLES[source.suffix])
    if source.suffix in kinds.JSONL:
        yield from _read_lines(source, opened, options, ledger)
        return
    raw = files.load_stream(opened, options.max_bytes)
    if source.suffix not in kinds.KNOWN and raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"'):
        yield from _read_lines(source, BytesIO(raw), options, ledger)
        return
    draft, notes = _parsed(raw, source.suffix, options)
    yield from _entered(_Entry(source, source.asked, source.name), draft, notes, ledger)


def _parsed(raw: bytes, suffix: str, options: ReadOptions) -> tuple[Draft, tuple[str, ...]]:
    page = suffix in kinds.HTML or (suffix not in kinds.MARKDOWN and html.is_html(raw))
    decoded = decode(raw, options.encoding, html.charset_of(raw) if page else None)
    if page:
        draft = html.parse_html(decoded.text)
    elif suffix in kinds.MARKDOWN:
        draft = parse_markdown(decoded.text)
    else:
        draft = parse_text(decoded.text)
    return draft, (decoded.note,) if decoded.note else ()


def _read_lines(
    source: Source, opened: BinaryIO, options: ReadOptions, ledger: Ledger
) -> Iterator[Article]:
    for line in parse_jsonl(opened, options):
        asked = f"{source.asked}:line {line.number}"
        match line.outcome:
            case InputError() as error:
                ledger.refuse(asked, error)
            case Article() as article:
                if ledger.is_new(article, asked):
                    yield article
            case Draft() as draft:
                own = files.shown(line.key) if line.key else f"line {line.number}"
                name = f"{source.name}:{own}"
                try:
                    yield from _entered(_Entry(source, asked, name), draft, (), ledger)
                except InputError as error:
                    ledger.refuse(asked, error)


@dataclass(frozen=True, slots=True)
class _Entry:
    source: Source
    asked: str
    name: str


def _entered(
    entry: _Entry, draft: Draft, notes: tuple[str, ...], ledger: Ledger
) -> Iterator[Article]:
    """The article of a draft, unless it came before."""
    refuse_unless_article(draft)
    about = _cleaned(entry.source.about.over(draft.about))
    notes = (*notes, *draft.notes)
    if about.url and not is_web(about.url):
        notes = (*notes, "its url is no web address, and is left out")
        about = replace(about, url=None)
    for note in notes:
        ledger.note(entry.asked, note)
    article = _article(entry.name, draft.text, about)
    if ledger.is_new(article, entry.asked):
        yield article


def _cleaned(about: About) -> About:
    """Each word on one clean line, or None: names and titles come from strangers too."""
    return replace(
        about,
        title=_line(about.title),
        publisher=_line(about.publisher),
        owner=_line(about.owner),
        url=_line(about.url),
    )


def _line(words: str | None) -> str | None:
    return " ".join(freeze(words).split()) or None if words else None


def _article(name: str, text: str, about: About) -> Article:
    when = about.published
    return Article.of(
        text,
        file=name,
        url=about.url,
        title=about.title,
        publisher=about.publisher or (site_of(about.url) if about.url else None),
        owner=about.owner,
        published_at=when.at if when else None,
        published_on=when.on if when else None,
        language=about.language or language_of(text),
    )
