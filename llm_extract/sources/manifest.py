"""A manifest: one row an article file, with what the file itself does not say.

A csv file names its columns in its first line, a jsonl file in each object; only the file's path
must be there. A column that means nothing to us costs nothing but itself, and so does a cell that
cannot be read: both are told in notes. Paths are relative to the manifest and stay within its
folder: a manifest may come from a stranger.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from llm_extract.errors import InputError, MalformedInput, UnreadableInput
from llm_extract.sources.decode import decode
from llm_extract.sources.draft import About, Published
from llm_extract.sources.files import inside, load, shown
from llm_extract.sources.kinds import KNOWN
from llm_extract.sources.language import language_tag
from llm_extract.sources.options import JSONL_FIELDS, ReadOptions
from llm_extract.sources.published import published
from llm_extract.sources.strict_json import json_object

NAMES = ("manifest.csv", "manifest.jsonl")
# What a row tells, and under which names it is looked for: the first that holds something.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "path": ("path", "file", "filename", "document"),
    "publisher": ("publisher", "outlet", "source"),
    "owner": ("owner",),
    "published": JSONL_FIELDS["published"],
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "title": ("title", "headline"),
}
_FIELDS = {name: field for field, names in COLUMNS.items() for name in names}
_BLANKS = re.compile(r"[ _-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One article file, as the manifest describes it; `path` is resolved, `written` as it stands.

    `line` counts from 1, the header's line included. `notes` tell of cells that are not used.
    """

    line: int
    path: Path
    written: str
    about: About
    notes: tuple[str, ...] = ()


class BadRow(NamedTuple):
    """A row that cannot be used, and why; `notes` tell what else is wrong with it."""

    line: int
    error: InputError
    notes: tuple[str, ...] = ()


class Manifest(NamedTuple):
    """The rows, good and bad, in order, and remarks on the columns."""

    rows: tuple[Row | BadRow, ...]
    notes: tuple[str, ...] = ()


def read_manifest(path: Path, options: ReadOptions) -> Manifest:
    """What the manifest says of its files.

    Raises:
        InputError: the manifest as a whole cannot be used; the message says why.
    """
    text = decode(load(path, options.max_bytes), options.encoding).text
    table = _json_rows(text) if path.suffix.casefold() in (".jsonl", ".ndjson") else _csv_rows(text)
    rows = tuple(_row(line, cells, path.parent) for line, cells in table)
    if not rows:
        raise MalformedInput("it lists no files; give one row an article")
    return Manifest(rows, tuple(_column_notes([cells for _, cells in table])))


# ---------------------------------------------------------------- tables

_Cells = Mapping[str, Any] | InputError


def _csv_rows(text: str) -> list[tuple[int, _Cells]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [_plain(name) for name in next(reader, [])]
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


def _plain(name: str) -> str:
    """A column's name as we compare it: "Published at" is published_at."""
    return _BLANKS.sub("_", name.strip().casefold())


def _refuse_header(header: list[str]) -> None:
    _refuse_twice(header)
    if not any(name in COLUMNS["path"] for name in header):
        raise MalformedInput(
            f"there is no column path{_meant(header)}; the first line names the columns"
        )


def _refuse_twice(names: Sequence[str]) -> None:
    """Refuse two cells for one column: "Published at" and "published_at" are one name."""
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise MalformedInput(f"the column {twice[0]} stands twice")


def _meant(header: Sequence[str]) -> str:
    near = [name for name in header if get_close_matches(name, COLUMNS["path"], 1, _NEAR)]
    return f" (is it {near[0]}?)" if near else ""


def _cells(header: list[str], row: list[str]) -> _Cells:
    if any(cell.strip() for cell in row[len(header) :]):
        return MalformedInput(
            f"{len(row)} cells under {len(header)} columns; quote cells that hold a comma"
        )
    return dict(zip(header, row, strict=False))


def _json_rows(text: str) -> list[tuple[int, _Cells]]:
    return [
        (number, _json_cells(line))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]


def _json_cells(line: str) -> _Cells:
    try:
        found = json_object(line)
        _refuse_twice([_plain(name) for name in found])
    except MalformedInput as error:
        return error
    return {_plain(name): value for name, value in found.items()}


# ---------------------------------------------------------------- columns

_NEAR = 0.75


def _column_notes(table: Sequence[_Cells]) -> Iterator[str]:
    """A remark on columns that hold something and are not used, or not wherever they do."""
    held = dict.fromkeys(
        name
        for cells in table
        if not isinstance(cells, InputError)
        for name, value in cells.items()
        if value is not None and str(value).strip()
    )
    unknown = [_shown(name) for name in held if name not in _FIELDS]
    if unknown:
        known = ", ".join(names[0] for names in COLUMNS.values())
        yield f"columns not used: {', '.join(unknown)}; those that are: {known}"
    for field, names in COLUMNS.items():
        first, *others = [name for name in names if name in held] or [""]
        if others and field != "published":
            yield f"not used where {first} holds something: {', '.join(others)}"


def _shown(name: str) -> str:
    near = get_close_matches(name, _FIELDS, 1, _NEAR)
    return (name or "(no name)") + (f" (did you mean {near[0]}?)" if near else "")


# ---------------------------------------------------------------- rows


def _row(line: int, cells: _Cells, folder: Path) -> Row | BadRow:
    if isinstance(cells, InputError):
        return BadRow(line, cells)
    words, notes = _words(cells)
    about = _about(words, notes)
    try:
        path, written = _within(folder, _path(words))
    except InputError as error:
        return BadRow(line, error, tuple(notes))
    return Row(line, path, written, about, tuple(notes))


def _words(cells: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """The cells of our columns that hold something, blanks around it off; notes on what is none."""
    found: dict[str, str] = {}
    notes: list[str] = []
    for name, value in cells.items():
        if name not in _FIELDS or value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            notes.append(_unused(f"{name} holds no text but {type(value).__name__}"))
        elif words := str(value).strip():
            found[name] = words
    return found, notes


def _told(field: str, words: Mapping[str, str]) -> str | None:
    return next((words[name] for name in COLUMNS[field] if name in words), None)


def _path(words: Mapping[str, str]) -> str:
    named = _told("path", words)
    if named is None:
        raise MalformedInput("no path; name the article's file")
    return named


def _about(words: Mapping[str, str], notes: list[str]) -> About:
    return About(
        title=_told("title", words),
        publisher=_told("publisher", words),
        owner=_told("owner", words),
        url=_told("url", words),
        published=_published(words, notes),
        language=_language(words, notes),
    )


def _published(words: Mapping[str, str], notes: list[str]) -> Published | None:
    """The first date that can be read; another day in another column is told."""
    chosen: Published | None = None
    for name in COLUMNS["published"]:
        if name not in words:
            continue
        when, note = _date(name, words[name])
        if chosen is None:
            chosen = when
        elif when and when.on != chosen.on:
            note = _unused(f"{name} is another day, {when.on}, than {chosen.on} before it")
        notes.extend([note] if note else [])
    return chosen


def _date(name: str, words: str) -> tuple[Published | None, str | None]:
    try:
        return published(words)
    except ValueError as error:
        return None, _unused(f"{name}: {error}")


def _language(words: Mapping[str, str], notes: list[str]) -> str | None:
    told = _told("language", words)
    code = language_tag(told) if told else None
    if told and code is None:
        notes.append(_unused(f"language: {told!r} is no code such as en"))
    return code


def _unused(why: str) -> str:
    return f"in its manifest, {why}: the cell is not used"


def _within(folder: Path, written: str) -> tuple[Path, str]:
    """The file that is meant, and its name; where it is written without its ending, with it.

    Raises:
        InputError: it leads out of the folder, may be one of several, or is not there.
    """
    path = folder / written
    if inside(path, folder) and not _is_there(path):
        meant = [one for ending in sorted(KNOWN) if _is_there(folder / (one := written + ending))]
        if len(meant) > 1:
            raise MalformedInput(f"{written} may be {' or '.join(meant)}; write its ending")
        path, written = (folder / meant[0], meant[0]) if meant else (path, written)
    if not inside(path, folder):
        raise UnreadableInput(
            f"{written} leads outside the manifest's folder, and is not read;"
            " put the file beside the manifest"
        )
    if not _is_there(path):
        raise UnreadableInput(f"{shown(written)} is not there; mend the path or drop the row")
    return path, written


def _is_there(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # an impossible name
        return False
