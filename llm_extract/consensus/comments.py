"""Comments of all sources of a story: put side by side, and never compared.

What is worded alike by one speaker is one comment printed twice. Nothing else is merged: two
analysts who see the same in other words are two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from llm_extract.records.consensus import Commentary, Source, SourcedComment, Story
from llm_extract.records.incidents import Extraction

_Key = tuple[str, ...]


def commentary(
    story: Story, sources: Sequence[Source], read: Mapping[str, Extraction]
) -> tuple[Commentary, ...]:
    """What the sources of a story say beyond what happened, in the order of the sources."""
    printed: dict[_Key, list[SourcedComment]] = {}
    for one in _told(story, sources, read):
        printed.setdefault(_key(one), []).append(one)
    origin_of = {source.article_id: source.origin_id for source in sources}
    return tuple(
        Commentary(mentions=tuple(mentions), origin_ids=_origins(mentions, origin_of))
        for mentions in printed.values()
    )


def _told(
    story: Story, sources: Sequence[Source], read: Mapping[str, Extraction]
) -> Iterator[SourcedComment]:
    """Every comment of an article whose first incident, of which they speak, is in this story."""
    members = {member for cluster in story.clusters for member in cluster}
    for source in sources:
        extraction = read[source.article_id]
        first = next((one.incident_id for one in extraction.incidents), None)
        if (source.article_id, first) in members:
            for comment in extraction.comments:
                yield SourcedComment(article_id=source.article_id, comment=comment)


def _key(one: SourcedComment) -> _Key:
    comment = one.comment
    speaker = comment.attribution.claimant
    who = speaker.name if speaker else ""
    return comment.kind, comment.act, _flat(comment.words), _flat(who)


def _flat(words: str) -> str:
    return " ".join(words.split()).casefold()


def _origins(
    mentions: Sequence[SourcedComment], origin_of: Mapping[str, str | None]
) -> tuple[str, ...]:
    known = (origin_of[one.article_id] for one in mentions)
    return tuple(dict.fromkeys(one for one in known if one))
