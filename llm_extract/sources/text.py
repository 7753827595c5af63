"""Plain text and markdown: one report a file."""

from __future__ import annotations

import re

from llm_extract.sources import furniture
from llm_extract.sources.draft import About, Draft
from llm_extract.sources.headers import FRONT_MATTER, headline, split_headers, split_stamp
from llm_extract.text import freeze


def parse_text(raw: str) -> Draft:
    r"""A report with whatever headers, furniture and stray date stand around it.

    >>> parse_text("Date: 2026-01-31\n\nTen men fled Tavo at dawn.").about.published.on
    datetime.date(2026, 1, 31)
    """
    about, text, notes = split_headers(freeze(raw))
    cleared = furniture.clear(text)
    stamped, text = split_stamp(cleared.text)
    found = About(title=headline(text), published=stamped)
    if cleared.note:
        notes = (*notes, cleared.note)
    return Draft(freeze(text), about.over(found), notes, cleared.removed)


def parse_markdown(raw: str) -> Draft:
    """The same, without the marks of markdown: readers of the text want its words."""
    return parse_text(_unmarked(freeze(raw)))


_TARGET = r"\([^()\[\s]{0,1000}(?:\s[^()\[\n]{0,200})?\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,300}}\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]\n]{{1,300}})\]{_TARGET}")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,500}?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}[ \t]+([^\n]*)$", re.MULTILINE)
_QUOTED = re.compile(r"^>[ \t]?", re.MULTILINE)
_RULER = re.compile(r"^[ \t]*(?:[-*_][ \t]?){3,}$", re.MULTILINE)


def _unmarked(text: str) -> str:
    front = FRONT_MATTER.match(text)
    top = front.group() if front else ""
    body = text[len(top) :]
    body = _LINK.sub(r"\1", _IMAGE.sub("", body))
    body = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", body))
    return top + _RULER.sub("", _QUOTED.sub("", _HEADING.sub(_heading, body)))


def _heading(found: re.Match[str]) -> str:
    """The words of a heading, without the marks that some put behind them too."""
    return found[1].rstrip("#").rstrip(" \t")
