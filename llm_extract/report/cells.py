"""Cells and rows of a table that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from llm_extract.records.incidents import ExtractorId

Cell = str | int | float | None
Row = TypeVar("Row")
Columns = Mapping[str, Callable[[Row], Cell]]

# What a spreadsheet takes for a formula, or drops; the full-width signs are formulas too in some.
_FORMULA = tuple("=+-@\t\n\0＝＋－＠")


def cell(value: Cell) -> str:
    """A cell that no spreadsheet runs: numbers as they are, risky text behind an apostrophe.

    >>> cell(-3), cell("-3"), cell("=1+1"), cell(None)
    ('-3', "'-3", "'=1+1", '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    # A lone CR would end the row for most readers, quoted or not.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(_FORMULA) else text


def written(columns: Columns[Row], rows: Iterable[Row]) -> str:
    """The table as CSV: a header, then one line a row; LF between them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(read(row)) for read in columns.values()] for row in rows)
    return out.getvalue()


def made_by(extractor: ExtractorId) -> str:
    """The extractor, its version, and its model and prompt where it has them."""
    parts = [f"{extractor.name} {extractor.version}", extractor.model, extractor.prompt]
    return " ".join(part for part in parts if part)
