"""From the briefing's lexicon to the report: the loaded words of a run's sources."""

from __future__ import annotations

from collections.abc import Sequence

from llm_extract.briefing.loaded import Hit, loadedness
from llm_extract.records.article import Article
from llm_extract.report.loaded import LoadedSource, LoadedWord

_AROUND = 45


def loaded_sources(articles: Sequence[Article]) -> tuple[LoadedSource, ...]:
    """Each article with its loaded words, the most loaded first."""
    named = {one.article_id: one for one in articles}
    found = [
        LoadedSource(
            article_id=one.article_id,
            outlet=named[one.article_id].name,
            language=named[one.article_id].language,
            length=one.words,
            per_1000=one.per_1000,
            found=tuple(_word(named[one.article_id].text, hit) for hit in one.hits),
        )
        for one in loadedness(articles)
    ]
    return tuple(sorted(found, key=lambda one: (-(one.per_1000 or 0), one.outlet, one.article_id)))


def _word(text: str, hit: Hit) -> LoadedWord:
    """The word in its line, cut at blanks."""
    line_start = text.rfind("\n", 0, hit.start) + 1
    line_end = text.find("\n", hit.end)
    before = text[line_start : hit.start]
    after = text[hit.end : line_end if line_end >= 0 else len(text)]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return LoadedWord(
        start=hit.start,
        end=hit.end,
        before=before,
        words=hit.words,
        after=after,
        quoted=hit.quoted,
        kind=hit.entry.kind,
        neutral=hit.entry.neutral,
        reason=hit.entry.reason,
    )
