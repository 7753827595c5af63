"""The office of a person, where a report prints it before the name: "Interior Minister A. Moor"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from llm_extract.particulars import office_in
from llm_extract.records.consensus import Consensus


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
        own = next(filter(None, (self._found(name, one) for one in article_ids)), None)
        title = own or next(filter(None, (self._found(name, one) for one in self._quotes)), None)
        return f"{title} {name}" if title else name

    def _search(self, name: str, article_id: str) -> str | None:
        told = (office_in(quote, name) for quote in self._quotes.get(article_id, ()))
        return next(filter(None, told), None)
