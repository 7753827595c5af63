"""Where within a wording its citations stand: marks that no printed text has.

A template sets a mark behind each clause, with the claims that the clause rests on; before anything
is checked or printed the marks are taken out, and what is left of them are offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llm_extract.briefing.plans import Statement, Voice

# Of the private use area: no text means anything by them.
_OPEN, _OF, _BY, _CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"
# No mark holds another, so that a mark left open is not searched to the end of the text.
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_BY}{_CLOSE}]*){_BY}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_STRAY = re.compile(f"[{_OPEN}{_OF}{_BY}{_CLOSE}]")


@dataclass(frozen=True)
class Mark:
    """What stands behind the text up to `at`: claims or places of a source, by their keys.

    `reports` are the only articles that are meant; empty: all of them.
    """

    at: int
    keys: tuple[str, ...]
    reports: frozenset[str]


def cite(said: Iterable[Statement], voices: Sequence[Voice] = ()) -> str:
    """A mark for what statements rest on, as far as the reports of these voices carry it."""
    ids = dict.fromkeys(one for each in said for one in each.claim_ids)
    return cite_keys(ids, dict.fromkeys(one for voice in voices for one in voice.reports))


def cite_keys(keys: Iterable[str], reports: Iterable[str] = ()) -> str:
    """A mark for these claims, or places of a source."""
    listed = _OF.join(keys)
    return f"{_OPEN}{listed}{_BY}{_OF.join(reports)}{_CLOSE}" if listed else ""


def plain(text: str) -> str:
    """The wording as it is printed."""
    return placed(text)[0]


def placed(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The wording as it is printed, and where its marks stood.

    >>> placed("Officials said so" + cite_keys(["c1"]) + ".")
    ('Officials said so.', (Mark(at=17, keys=('c1',), reports=frozenset()),))
    """
    runs, marks, start = [], [], 0
    for hit in _MARK.finditer(text):
        runs.append(_STRAY.sub("", text[start : hit.start()]))
        keys, reports = (tuple(filter(None, group.split(_OF))) for group in hit.groups())
        marks.append(Mark(sum(map(len, runs)), keys, frozenset(reports)))
        start = hit.end()
    return "".join([*runs, _STRAY.sub("", text[start:])]), tuple(marks)
