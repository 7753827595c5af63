"""What stands above a report in a text file: header lines, front matter, a stray date, a headline.

A line is taken for a header only where its value can be understood; all else stays in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from llm_extract.sources.draft import NOTHING, About, Published
from llm_extract.sources.language import language_tag
from llm_extract.sources.published import published
from llm_extract.text import paragraphs


class Split(NamedTuple):
    """What was above the report, and the report."""

    about: About
    text: str
    notes: tuple[str, ...] = ()


_NAMES = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "outlet": "publisher",
    "site": "publisher",
    "source": "publisher",
    "owner": "owner",
    "url": "url",
    "link": "url",
    "date": "published",
    "published": "published",
    "published at": "published",
    "published on": "published",
    "published_at": "published",
    "published_on": "published",
    "publication date": "published",
    "language": "language",
    "lang": "language",
}
# Words that open headlines too ("Source: army to pull out"); they count beside another header.
_NEVER_ALONE = frozenset({"source", "site", "link", "outlet", "owner", "headline"})
_HEADER = re.compile(r"([A-Za-z][A-Za-z_ ]{1,20}?)[ \t]*:[ \t]+(\S.{0,500})")
_URL = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})?")
_MOST_HEADERS = 20


def split_headers(text: str) -> Split:
    r"""Header lines, or front matter between `---` lines, off the top of a frozen text.

    >>> split_headers("Publisher: Orlo Post\nDate: 2026-01-31\n\nTen men fled.").text
    'Ten men fled.'
    """
    text = text.lstrip("\n")
    front = FRONT_MATTER.match(text)
    split = _front_matter(front["lines"], text[front.end() :]) if front else None
    return split or _header_lines(text)


# Keys with values, and what is indented or listed under them: prose between rulers is none.
_FRONT_LINE = r"(?:[\w -]{1,40}:.{0,1000}|[ \t].{0,1000}|-[ \t].{0,500}|)\n"
FRONT_MATTER = re.compile(rf"---\n(?P<lines>(?:{_FRONT_LINE}){{1,60}}?)---(?:\n|$)")


def _front_matter(lines: str, text: str) -> Split | None:
    """What it says; None where no key is one of ours, for then it may be part of the report."""
    about, unused, notes = About(), list[str](), list[str]()
    for line in filter(str.strip, lines.split("\n")):
        name, _, value = line.partition(":")
        value = value.strip().strip("\"'")
        try:
            found, note = _understood(name.strip().casefold(), value)
        except ValueError as error:
            notes.append(str(error))
            continue
        if found is None:
            unused.append(name.strip())
        else:
            about = about.over(found)
            notes.extend([note] if note else [])
    if about == NOTHING and not notes:
        return None
    if unused:
        notes.append(f"not used of its front matter: {', '.join(unused)[:200]}")
    return Split(about, text.lstrip("\n"), tuple(notes))


def _header_lines(text: str) -> Split:
    about, names, notes = About(), set[str](), list[str]()
    rest = text
    for _ in range(_MOST_HEADERS):
        line, _, after = rest.partition("\n")
        header = _HEADER.fullmatch(line.strip())
        if header is None:
            break
        name = header[1].casefold()
        try:
            found, note = _understood(name, header[2])
        except ValueError:
            break
        if found is None:
            break
        about, rest = about.over(found), after
        names.add(name)
        notes.extend([note] if note else [])
        if after.startswith("\n"):
            break
    if names <= _NEVER_ALONE and len(names) <= 1:
        return Split(About(), text)
    return Split(about, rest.lstrip("\n"), tuple(notes))


def _understood(name: str, value: str) -> tuple[About | None, str | None]:
    """What one header says; None where the name is no header of ours or the value is no such thing.

    Raises:
        ValueError: a date that cannot be read.
    """
    field, value = _NAMES.get(name), value.strip()
    if not value:
        return None, None
    match field:
        case "published":
            when, note = published(value)
            return About(published=when), note
        case "url":
            return About(url=value) if _URL.fullmatch(value) else None, None
        case "language":
            is_code = _LANGUAGE.fullmatch(value) is not None
            return About(language=language_tag(value)) if is_code else None, None
        case "title":
            return About(title=value), None
        case "publisher":
            return About(publisher=value), None
        case "owner":
            return About(owner=value), None
        case _:
            return None, None


# ---------------------------------------------------------------- a stray date

_STAMP = re.compile(
    r"\s*(?:(?:date|published|posted|updated|dateline)(?:[ \t]+(?:on|at))?[ \t]*:?[ \t]+)"
    r"(?P<when>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)"
    r"(?=\s)\s*|(?P<alone>\d{4}-\d{2}-\d{2})[ \t]*\n\s*",
    re.IGNORECASE,
)


def split_stamp(text: str) -> tuple[Published | None, str]:
    """A date that a scraper left before the first word; it is no part of the report, and goes.

    >>> split_stamp("date 2026-01-31 Ten men fled.")[1]
    'Ten men fled.'
    """
    stamp = _STAMP.match(text)
    if stamp is None:
        return None, text
    try:
        when, _ = published(stamp["when"] or stamp["alone"])
    except ValueError:
        return None, text
    return when, text[stamp.end() :]


# ---------------------------------------------------------------- the headline

_LONGEST_HEADLINE = 25
_SHORTEST_HEADLINE = 2
_CLOSED = re.compile(r"[.:;,…–—-]['\"”’)]*$")
_BYLINE = re.compile(r"(?:by|from|story by|reported by)\s", re.IGNORECASE)
_LEAST_BODY = 8
# An editor's remark stands above some reports, all of it in brackets: it is no headline.
_REMARK = re.compile(r"\[[^\[\]]*\]")


def headline(text: str) -> str | None:
    r"""The first line, where it reads as a headline over a body; it stays in the text as well.

    >>> headline("Ten men flee\n\nTen men fled the town of Tavo at dawn, guards said.")
    'Ten men flee'
    """
    parts = [one for one in paragraphs(text[:10_000]) if not _REMARK.fullmatch(text, *one)]
    if len(parts) < 2:  # noqa: PLR2004 - a headline and a body
        return None
    first, second = (" ".join(text[slice(*part)].split()) for part in parts[:2])
    first = first.lstrip("#").strip()
    words = first.count(" ") + 1
    if not _SHORTEST_HEADLINE <= words <= _LONGEST_HEADLINE or _CLOSED.search(first):
        return None
    if _BYLINE.match(first):
        return None
    return first if second.count(" ") + 1 >= _LEAST_BODY or len(parts) > 2 else None  # noqa: PLR2004
