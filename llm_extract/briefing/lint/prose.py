"""A text, plain or Markdown, as passages to be checked; every offset stays that of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from llm_extract.briefing.style import WORDS
from llm_extract.text import sentences

_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
_CLAUSES = re.compile(r";\s+|(?<=\w): (?=\w)|(?<=\*) \|")
_HEADING = re.compile(r"#{1,6}\s+(.*)")
# A line that lists a source, ours or a footnote: "[1] name ...", in bold or not.
_SOURCE = re.compile(r"\W*\[\d{1,3}\]\W+\w")
_CITATION = re.compile(
    r"\\?\[\d{1,3}(?:[,–-] ?\d{1,3})*\\?\]|\(\d{1,2}(?:\s?[,–-]\s?\d{1,2})*\)|<https?://[^>\s]*>"
)
_SAID = re.compile(r"\b(?:said|spoke of|(?:rejected|withdrew) (?:the|what|accounts))\b")
# A sentence of figures under a label: "Civilians killed: 11, the hospital".
_ROW = re.compile(
    rf"\s*(?P<label>[A-Z][^:;.“”]{{2,80}}): (?:at least |at most |more than |up to |about |over )?"
    rf"(?=\d|“|(?:none|{'|'.join(WORDS)})\b)"
)
_MARKUP = re.compile(r"[*_`#|\\]+|^\s*[-+•] ", re.MULTILINE)


class Form(Enum):
    """What a passage is; headings and listed sources are no statements on the event."""

    PROSE = auto()
    CELL = auto()
    QUOTED = auto()
    HEADING = auto()
    SOURCE = auto()


@dataclass(frozen=True)
class Passage:
    """A sentence or a table cell. `text` is as long as the original from `start` on, its markup,
    citations and links blanked; `heading` and `label` are the heading and the row it stands under.
    """

    start: int
    text: str
    form: Form
    heading: str = ""
    label: str = ""

    @property
    def plain(self) -> str:
        """The text with everything in quotation marks blanked."""
        return _QUOTATION.sub(lambda hit: _blank(hit[0]), self.text)

    @property
    def with_own_words(self) -> str:
        """The same with single words in quotation marks left in, for they may say what was done."""
        return _QUOTATION.sub(_but_single_words, self.text)

    def quotations(self) -> Iterator[tuple[int, str]]:
        """What stands in quotation marks, and where within the passage."""
        for hit in _QUOTATION.finditer(self.text):
            inner = hit[0][1:-1]
            if inner.strip():
                yield hit.start() + 1, inner

    def clauses(self) -> Iterator[tuple[int, str]]:
        """The clauses between semicolons, quotations blanked, and where each starts."""
        text, at = self.plain, 0
        for mark in _CLAUSES.finditer(text):
            yield at, text[at : mark.start()]
            at = mark.end()
        yield at, text[at:]

    def segment(self, at: int) -> str:
        """What stands between the semicolons around a place, quotations blanked."""
        text = self.plain
        start = text.rfind(";", 0, at) + 1
        end = text.find(";", at)
        return text[start : end if end >= 0 else len(text)]


def passages(text: str) -> tuple[Passage, ...]:
    """The sentences, cells, quotations and headings of a text, in order."""
    found: list[Passage] = []
    heading, at = "", 0
    for line in text.split("\n"):
        bare = line.strip()
        head = _HEADING.match(bare)
        if head:
            heading = head[1]
        if bare:
            found += _of_line(line, at, heading)
        at += len(line) + 1
    return tuple(found)


def _of_line(line: str, at: int, heading: str) -> Iterator[Passage]:
    bare = line.strip()
    if bare.startswith("#"):
        yield Passage(at, _bared(line), Form.HEADING, heading)
    elif _SOURCE.match(bare):
        yield Passage(at, _bared(line), Form.SOURCE, heading)
    elif bare.startswith(">"):
        quoted = _MARKUP.sub(lambda hit: _blank(hit[0]), line.replace(">", " ", 1))
        yield Passage(at, quoted, Form.QUOTED, heading)
    elif bare.startswith("|"):
        yield from _cells(line, at, heading)
    else:
        text = _bared(line)
        for spot in sentences(text):
            yield _sentence(text, spot, at, heading, None)


def _sentence(text: str, spot: tuple[int, int], at: int, heading: str, cell: str | None) -> Passage:
    """A sentence of a line that stands at `at`, or of a `cell` under this label; one of figures
    under a label is a row of its own.
    """
    said = _SAID.search(text, *spot)
    row = None if said else _ROW.match(text, *spot)
    tabled = row is not None or (cell is not None and not said)
    label = "; ".join(filter(None, (cell, row["label"] if row else None)))
    start, end = spot
    return Passage(at + start, text[start:end], Form.CELL if tabled else Form.PROSE, heading, label)


def _cells(line: str, at: int, heading: str) -> Iterator[Passage]:
    """The cells of a row after the first, which names what the row is about."""
    if re.fullmatch(r"[\s|:-]+", line):
        return
    start, cells = 0, []
    for part in re.split(r"(?<!\\)\|", line):
        cells.append((start, part))
        start += len(part) + 1
    filled = [(where, cell) for where, cell in cells if cell.strip()]
    label = _bared(filled[0][1]).strip() if filled else ""
    for where, cell in filled[1:]:
        text = _bared(cell)
        # A cell may hold sentences, each with a speaker of its own.
        several = _SAID.search(text) or _ROW.match(text)
        spans = sentences(text) if several else [(0, len(text))]
        for spot in spans:
            yield _sentence(text, spot, at + where, heading, label)


def _bared(text: str) -> str:
    """The text without markup, citations and links, its length unchanged."""
    quoted = [hit.span() for hit in _QUOTATION.finditer(text)]

    def blanked(hit: re.Match[str]) -> str:
        inside = any(start < hit.start() < end for start, end in quoted)
        return hit[0] if inside else _blank(hit[0])

    text = _CITATION.sub(blanked, text)
    return _MARKUP.sub(lambda hit: _blank(hit[0]), text)


def _but_single_words(hit: re.Match[str]) -> str:
    inner = hit[0][1:-1]
    return _blank(hit[0]) if " " in inner else f" {inner} "


def _blank(words: str) -> str:
    return " " * len(words)
