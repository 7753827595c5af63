"""A ministry under one name: "the ministry" is the one that its report names, or publishes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from llm_extract.records.consensus import Consensus

# The ministry itself, and nobody who speaks for it.
_MINISTRY = re.compile(
    r"(?:the )?(?:(?:[\w’'-]+ ){0,3}ministry|ministry (?:of|for) .+)", re.IGNORECASE
)
_JOINING = frozenset({"the", "of", "for", "and"})


class Ministries:
    """The ministries of a story by the reports that name them."""

    def __init__(self, consensus: Consensus) -> None:
        self._by_article: dict[str, list[str]] = {}
        for source in consensus.sources:
            self._add(source.article_id, source.publisher)
        for sourced in consensus.claims:
            for link in sourced.claim.attribution.chain:
                self._add(sourced.article_id, link.name)

    def _add(self, article_id: str, name: str | None) -> None:
        if name and _MINISTRY.fullmatch(name) and len(_words(name)) > 1:
            self._by_article.setdefault(article_id, []).append(name)

    def fuller(self, name: str, article_ids: Iterable[str]) -> str:
        """The name of the ministry that is meant, in the words that say most.

        Those of its own reports come first; another's only where the story has no second ministry.
        """
        if not _MINISTRY.fullmatch(name):
            return name
        own = [one for article in article_ids for one in self._by_article.get(article, ())]
        everywhere = [one for names in self._by_article.values() for one in names]
        meant = _only(name, own) or _only(name, everywhere) or name
        # In other words too it is called as it is called first.
        return next((one for one in everywhere if _words(one) == _words(meant)), meant)


def _only(name: str, known: Iterable[str]) -> str | None:
    """The one ministry among these that the words can mean, as it is first called."""
    meant = [one for one in known if _words(name) <= _words(one)]
    fullest = {_words(one) for one in meant if not any(_words(one) < _words(two) for two in meant)}
    if len(fullest) != 1:
        return None
    return next(one for one in meant if _words(one) in fullest)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split()) - _JOINING
