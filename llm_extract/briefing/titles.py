"""The office of a person, where a report prints it before the name: "Interior Minister A. Moor"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from llm_extract.records.consensus import Consensus

_HEADS = (
    r"(?:minister|president|premier|governor|mayor|chancellor|senator|commissioner|secretary"
    r"|ambassador|director|head|leader|chief|commander|general|colonel|major|captain|lieutenant"
    r"|sergeant|superintendent|inspector|officer|administrator|chair(?:man|woman|person)?"
    r"|spokes(?:man|woman|person)|lawmaker|judge|prosecutor|doctor|surgeon|analyst|researcher)"
)
_BEFORE = (
    r"(?:[A-Z]{2,}|interior|defen[cs]e|foreign|home|health|information|justice|prime|deputy|vice"
    r"|acting|senior|police|army|military|navy|air|force|government|provincial|regional|district"
    r"|state|federal|security|press|chief|lieutenant|major|brigadier|general|hospital|opposition"
    r"|rebel|group|ministry|council|assistant|inspector|public)"
)
_TITLE = rf"(?<![\w-])((?:(?i:{_BEFORE})\s+)*(?i:{_HEADS})(?:\s+(?i:{_HEADS}))?)\s+"
_A_NAME = re.compile(r"(?:[^\W\d_a-z][\w’'.-]*\s+){1,3}[^\W\d_a-z][\w’'-]*")


class Titles:
    """The offices that the cited sentences of a story print before names."""

    def __init__(self, consensus: Consensus) -> None:
        self._quotes: dict[str, list[str]] = {}
        for sourced in consensus.claims:
            told = self._quotes.setdefault(sourced.article_id, [])
            told.extend(evidence.quote for evidence in sourced.claim.evidence)
        self._found = cache(self._search)

    def fuller(self, name: str, article_ids: Iterable[str]) -> str:
        """A person's name with the office, by the reports that quote him, else by any.

        A name that is none of a person, or has its office already, stays as it is.
        """
        if not _A_NAME.fullmatch(name):
            return name
        own = next(filter(None, (self._found(name, one) for one in article_ids)), None)
        title = own or next(filter(None, (self._found(name, one) for one in self._quotes)), None)
        return f"{title} {name}" if title else name

    def _search(self, name: str, article_id: str) -> str | None:
        pattern = re.compile(_TITLE + re.escape(name))
        hits = (pattern.search(quote) for quote in self._quotes.get(article_id, ()))
        return next((hit[1] for hit in hits if hit), None)
