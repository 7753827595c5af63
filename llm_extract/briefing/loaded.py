"""How loaded the language of each source is: which words, where, and how many in a thousand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from llm_extract.briefing import lexicon
from llm_extract.records.article import Article

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_QUOTED = re.compile(r"“[^“”]{1,600}”|\"[^\"]{1,600}\"")
# House rules for our own sentences; in a newspaper these are plain words.
_OUR_OWN = frozenset({"arbitration"})


@dataclass(frozen=True)
class Hit:
    """A loaded word of a source; `quoted`: it stands in quotation marks, so another said it."""

    start: int
    end: int
    words: str
    entry: lexicon.Entry
    quoted: bool


@dataclass(frozen=True)
class Loadedness:
    """The loaded words of one article. `words` None: it is not in English, so not looked at."""

    article_id: str
    words: int | None
    hits: tuple[Hit, ...] = ()

    @property
    def per_1000(self) -> float | None:
        """Loaded words in the outlet's own voice, in a thousand of its words."""
        if not self.words:
            return None
        return 1000 * sum(not hit.quoted for hit in self.hits) / self.words


def loadedness(articles: Iterable[Article]) -> tuple[Loadedness, ...]:
    """Each article's loaded words, in the order of the articles; the list is English."""
    return tuple(map(_of, articles))


def _of(article: Article) -> Loadedness:
    if not article.language.startswith("en"):
        return Loadedness(article.article_id, None)
    quoted = [hit.span() for hit in _QUOTED.finditer(article.text)]
    hits = tuple(
        Hit(
            one.start,
            one.end,
            one.words,
            one.entry,
            quoted=any(start < one.start < end for start, end in quoted),
        )
        for one in lexicon.find(article.text)
        if one.entry.kind not in _OUR_OWN and not _in_a_name(article.text, one)
    )
    return Loadedness(article.article_id, len(_WORD.findall(article.text)), hits)


def _in_a_name(text: str, hit: lexicon.Loaded) -> bool:
    """Whether it is part of a proper name, or of the set phrase "responsibility was claimed"."""
    if re.search(r"responsibility (?:was|is|has been) $", text[: hit.start], re.IGNORECASE):
        return True
    after = re.match(r"[ -][A-Z][a-z]", text[hit.end : hit.end + 3])
    return hit.words[:1].isupper() and after is not None
