"""Lines of JSON: one article a line, under documented or mapped field names.

`text` is required. `id`, `url`, `title`, `publisher`, `owner`, `language` and a date may be there;
the date is looked for as `published_at`, `published_on`, `published` and `date`. Other fields are
passed over. A line that this package wrote, with its `article_id`, is taken as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from llm_extract.errors import InputError, MalformedInput, OversizeInput, RecordError
from llm_extract.records.article import Article
from llm_extract.sources.decode import decode
from llm_extract.sources.draft import About, Draft, Published
from llm_extract.sources.language import language_tag
from llm_extract.sources.options import ReadOptions
from llm_extract.sources.published import published
from llm_extract.sources.strict_json import json_object
from llm_extract.sources.text import parse_text


class Line(NamedTuple):
    """One line and what came of it; `number` counts from 1, `key` is the line's own id."""

    number: int
    outcome: Draft | Article | InputError
    key: str | None = None


def parse_jsonl(stream: BinaryIO, options: ReadOptions) -> Iterator[Line]:
    """Every line that is not blank. A bad line yields its error, and the next one follows."""
    number = 0
    while raw := stream.readline(options.max_bytes + 1):
        number += 1
        if len(raw) > options.max_bytes:
            _skip_line(stream, raw)
            most = f"{options.max_bytes:,} bytes; raise max_bytes (--max-bytes), or cut it"
            yield Line(number, OversizeInput(f"a line of more than {most}"))
        elif raw.strip(b" \t\r\n\0\xef\xbb\xbf"):
            yield _line(number, raw, options)


def _skip_line(stream: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(1 << 20)


def _line(number: int, raw: bytes, options: ReadOptions) -> Line:
    try:
        row = json_object(decode(raw, options.encoding).text)
        if "article_id" in row and "schema_version" in row:
            return Line(number, _our_own(raw))
        draft = _draft(row, options)
    except InputError as error:
        return Line(number, error)
    return Line(number, draft, _words(row, "id", options))


def _our_own(raw: bytes) -> Article:
    """An article that this package wrote: taken as it stands, for offsets refer to its text."""
    try:
        article = Article.from_json(raw)
    except RecordError as error:
        raise MalformedInput(str(error)) from error
    again = Article.of(article.text, url=article.url, publisher=article.publisher)
    if again.article_id != article.article_id:
        raise MalformedInput("its text was changed after its article_id was made; drop article_id")
    return article


def _draft(row: dict[str, Any], options: ReadOptions) -> Draft:
    text = _words(row, "text", options)
    if text is None:
        names = " or ".join(options.names("text"))
        raise MalformedInput(f"no text: the field {names} is missing or empty")
    draft = parse_text(text)
    when, note = _published(row, options)
    language = _words(row, "language", options)
    about = About(
        title=_words(row, "title", options),
        publisher=_words(row, "publisher", options),
        owner=_words(row, "owner", options),
        url=_words(row, "url", options),
        published=when,
        language=language_tag(language) if language else None,
    )
    notes = (*draft.notes, note) if note else draft.notes
    return Draft(draft.text, about.over(draft.about), notes, draft.removed)


def _published(row: dict[str, Any], options: ReadOptions) -> tuple[Published | None, str | None]:
    words = _words(row, "published", options)
    if words is None:
        return None, None
    try:
        return published(words)
    except ValueError as error:
        raise MalformedInput(str(error)) from error


def _words(row: dict[str, Any], field: str, options: ReadOptions) -> str | None:
    """The first of the field's names that holds something; numbers are taken as they print."""
    for name in options.names(field):
        value = row.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise MalformedInput(f"the field {name} holds no text but {type(value).__name__}")
        return str(value)
    return None
