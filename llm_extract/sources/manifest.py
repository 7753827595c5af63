"""A manifest: one row an article file, with what the file itself does not say.

Columns are path, publisher, owner, published_at, url, language and title; only path must hold
something. A csv file names them in its first line, a jsonl file in each object. Paths are relative
to the manifest and stay within its folder: a manifest may come from a stranger.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from llm_extract.errors import InputError, MalformedInput, UnreadableInput
from llm_extract.sources.decode import decode
from llm_extract.sources.draft import About
from llm_extract.sources.files import inside, load
from llm_extract.sources.language import language_tag
from llm_extract.sources.options import ReadOptions
from llm_extract.sources.published import published
from llm_extract.sources.strict_json import json_object

NAMES = ("manifest.csv", "manifest.jsonl")
COLUMNS = ("path", "publisher", "owner", "published_at", "url", "language", "title")


@dataclass(frozen=True, slots=True)
class Row:
    """One article file, as the manifest describes it; `path` is resolved, `written` as it stands.

    `line` counts from 1, the header's line included.
    """

    line: int
    path: Path
    written: str
    about: About
    note: str | None = None


class BadRow(NamedTuple):
    """A row that cannot be used, and why."""

    line: int
    error: InputError


def read_manifest(path: Path, options: ReadOptions) -> tuple[Row | BadRow, ...]:
    """The rows, good and bad, in order.

    Raises:
        InputError: the manifest as a whole cannot be used; the message says why.
    """
    text = decode(load(path, options.max_bytes), options.encoding).text
    table = _json_rows(text) if path.suffix.casefold() in (".jsonl", ".ndjson") else _csv_rows(text)
    rows = tuple(_row(line, cells, path.parent) for line, cells in table)
    if not rows:
        raise MalformedInput("it lists no files; give one row an article")
    return rows


_Cells = Mapping[str, Any] | InputError


def _csv_rows(text: str) -> list[tuple[int, _Cells]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        _refuse_header(header)
        return [
            (reader.line_num, _cells(header, row))
            for row in reader
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise MalformedInput(f"line {reader.line_num} is no csv: {error}") from error


def _delimiter(text: str) -> str:
    """Spreadsheets of many countries write semicolons, or tabs."""
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _refuse_header(header: list[str]) -> None:
    _refuse_unknown(header)
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise MalformedInput(f"the column {twice[0]} stands twice")
    if "path" not in header:
        raise MalformedInput("there is no column path; the first line names the columns")


def _refuse_unknown(names: list[str]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        shown = ", ".join(name or "(no name)" for name in unknown)
        raise MalformedInput(f"unknown columns: {shown}; there are {', '.join(COLUMNS)}")


def _cells(header: list[str], row: list[str]) -> _Cells:
    if len(row) > len(header):
        return MalformedInput(
            f"{len(row)} cells under {len(header)} columns; quote cells that hold a comma"
        )
    return dict(zip(header, row, strict=False))


def _json_rows(text: str) -> list[tuple[int, _Cells]]:
    rows: list[tuple[int, _Cells]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json_object(line)
        except MalformedInput as error:
            rows.append((number, error))
            continue
        _refuse_unknown(list(found))
        rows.append((number, found))
    return rows


def _row(line: int, cells: _Cells, folder: Path) -> Row | BadRow:
    if isinstance(cells, InputError):
        return BadRow(line, cells)
    try:
        words = dict(_words(cells))
        written = words.pop("path", None)
        if written is None:
            raise MalformedInput("no path; name the article's file")
        about, note = _about(words)
        return Row(line, _within(folder, written), written, about, note)
    except InputError as error:
        return BadRow(line, error)


def _words(cells: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The cells that hold something, without blanks around it."""
    for name, value in cells.items():
        if value is None:
            continue
        if not isinstance(value, str):
            raise MalformedInput(f"{name} holds no text but {type(value).__name__}")
        if value.strip():
            yield name, value.strip()


def _about(words: dict[str, str]) -> tuple[About, str | None]:
    when, note = None, None
    if "published_at" in words:
        try:
            when, note = published(words.pop("published_at"))
        except ValueError as error:
            raise MalformedInput(f"published_at: {error}") from error
    if "language" in words:
        code = language_tag(words["language"])
        if code is None:
            raise MalformedInput(f"language: {words['language']!r} is no code such as en")
        words["language"] = code
    return About(published=when, **words), note


def _within(folder: Path, written: str) -> Path:
    path = folder / written
    if not inside(path, folder):
        raise UnreadableInput(
            f"{written} leads outside the manifest's folder, and is not read;"
            " put the file beside the manifest"
        )
    return path
