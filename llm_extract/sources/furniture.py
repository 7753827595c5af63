"""Page furniture out of a text: comments lines, buttons, appeals for money, links elsewhere.

The rules stand in `furniture.toml`. They work on whole paragraphs only, so that no sentence is
ever cut, and where a paragraph may be either, it stays.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from llm_extract.text import paragraphs

Zone = Literal["anywhere", "head", "tail", "edges"]
LOGIN_WALL = "login wall"


class Cleared(NamedTuple):
    """The text that is left, and the name of the rule behind each paragraph that is not."""

    text: str
    removed: tuple[str, ...]

    @property
    def note(self) -> str | None:
        """What was left out, in a line; None where nothing was."""
        if not self.removed:
            return None
        kinds = ", ".join(sorted(set(self.removed)))
        return f"lines of page furniture left out: {len(self.removed)} ({kinds})"


def clear(text: str) -> Cleared:
    r"""Take the furniture out of a frozen text.

    >>> clear("Guards fired on the crowd, and two men fell.\n\nComments are closed.")
    Cleared(text='Guards fired on the crowd, and two men fell.', removed=('comments',))
    """
    parts = [_Part.of(text, start, end) for start, end in paragraphs(text)]
    names = [_named(part, "anywhere") for part in parts]
    _label_edges(parts, names)
    removed = [part for part, name in zip(parts, names, strict=True) if name]
    return Cleared(_without(text, removed), tuple(name for name in names if name))


# ---------------------------------------------------------------- one paragraph

_BLANKS = re.compile(r"\s+")
_PROSE_WORDS = 8
_STOP = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*(?=\s|$)")
# Signs of a report: someone is quoted, something happened, an agency is credited.
_REPORTS = re.compile(
    r"[“”«»\"]|\b(?:said|says|told|killed|wounded|injured|died|dead|arrested|according to"
    r"|contribut(?:ed|ing)|reporting by|edited by|with inputs?|agenc(?:y|ies))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    line: str
    words: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _Part:
        line = _BLANKS.sub(" ", text[start:end])
        return cls(start, end, line, line.count(" ") + 1)

    @property
    def is_prose(self) -> bool:
        return self.words >= _PROSE_WORDS and _STOP.search(self.line) is not None

    @property
    def is_label(self) -> bool:
        return self.words <= _PROSE_WORDS and not _STOP.search(self.line)


# ---------------------------------------------------------------- rules

# A "word" of a thousand letters must not make a pattern work for long.
_LETTERS_A_WORD = 25


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of furniture.toml."""

    name: str
    zone: Zone
    words: int
    strict: bool
    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()

    def takes(self, part: _Part) -> bool:
        """Whether the paragraph is furniture by this rule."""
        if part.words > self.words or len(part.line) > self.words * _LETTERS_A_WORD:
            return False
        if self.needs and not any(one in part.line.lower() for one in self.needs):
            return False
        if not self.pattern.match(part.line):
            return False
        return not (self.strict and _REPORTS.search(part.line))


@cache
def rules() -> tuple[Rule, ...]:
    """The table, read once."""
    table = (files("llm_extract.sources") / "furniture.toml").read_text(encoding="utf-8")
    return tuple(_rule(row) for row in tomllib.loads(table)["rule"])


def _rule(row: dict[str, Any]) -> Rule:
    joined = "|".join(f"(?:{one})" for one in row["patterns"])
    return Rule(
        name=row["name"],
        zone=row["zone"],
        words=row["words"],
        strict=row["strict"],
        pattern=re.compile(joined, re.IGNORECASE),
        needs=tuple(row.get("needs", ())),
    )


def _named(part: _Part, *zones: Zone) -> str | None:
    """The first rule of these zones that takes the paragraph."""
    if "anywhere" in zones and _is_button_row(part):
        return "share buttons"
    for rule in rules():
        if rule.zone in zones and rule.takes(part):
            return rule.name
    return None


_BUTTONS = frozenset(
    "share tweet facebook twitter x whatsapp telegram email e-mail print pinterest linkedin reddit"
    " tumblr instagram youtube tiktok threads bluesky mastodon messenger viber skype pocket"
    " flipboard google plus copy link save like more comment comments post pin rss sms via".split()
)
_TOKEN = re.compile(r"[\w-]+")
_MOST_BUTTONS = 16


def _is_button_row(part: _Part) -> bool:
    if part.words > _MOST_BUTTONS:
        return False
    tokens = [token for token in _TOKEN.findall(part.line.casefold()) if not token.isdigit()]
    return bool(tokens) and all(token in _BUTTONS for token in tokens)


# ---------------------------------------------------------------- the edges of the page


def _label_edges(parts: list[_Part], names: list[str | None]) -> None:
    """Name what is furniture only before the first prose of the report, or after its last."""
    prose = [at for at, part in enumerate(parts) if part.is_prose and names[at] is None]
    if not prose:
        return
    for at in range(prose[0]):
        names[at] = names[at] or _named(parts[at], "head", "edges")
    script = _script(" ".join(parts[at].line for at in prose[:3]))
    for at in range(prose[-1] + 1, len(parts)):
        names[at] = names[at] or _tail_name(parts[at], script)
    _label_company(parts, names, prose[-1] + 1)


def _tail_name(part: _Part, script: str | None) -> str | None:
    name = _named(part, "tail", "edges")
    if name is None and part.is_label and _script(part.line) not in (None, script):
        return "link in another script"
    return name


def _label_company(parts: list[_Part], names: list[str | None], first: int) -> None:
    """A label with furniture before and after it, at the foot of a page, is furniture too."""
    named = [at for at in range(first, len(parts)) if names[at]]
    if not named:
        return
    for at in range(named[0], named[-1]):
        if names[at] is None and parts[at].is_label and not _REPORTS.search(parts[at].line):
            names[at] = "label among furniture"


_SCRIPTS = re.compile(
    "(?P<latin>[A-Za-z\u00c0-\u024f])|(?P<cyrillic>[\u0400-\u052f])|(?P<greek>[\u0370-\u03ff])"
    "|(?P<arabic>[\u0600-\u06ff\u0750-\u077f])|(?P<hebrew>[\u0590-\u05ff])"
    "|(?P<indic>[\u0900-\u0dff])|(?P<ethiopic>[\u1200-\u137f])|(?P<thai>[\u0e00-\u0e7f])"
    "|(?P<east>[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])"
)


# Enough to tell the script of a paragraph.
_SAMPLE = 200
_LETTER = re.compile(r"[A-Za-z]")


def _script(text: str) -> str | None:
    """The script most of the letters belong to; None where there are no letters."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "latin" if _LETTER.search(sample) else None
    counted = Counter(match.lastgroup for match in _SCRIPTS.finditer(sample))
    return max(counted, key=lambda name: (counted[name], name or "")) if counted else None


# ---------------------------------------------------------------- putting together again

_GAP = re.compile(r"\n{3,}")


def _without(text: str, removed: list[_Part]) -> str:
    kept = "".join(_kept(text, removed))
    return _GAP.sub("\n\n", "\n".join(line.rstrip() for line in kept.split("\n"))).strip()


def _kept(text: str, removed: list[_Part]) -> Iterator[str]:
    start = 0
    for part in removed:
        yield text[start : part.start]
        start = part.end
    yield text[start:]
