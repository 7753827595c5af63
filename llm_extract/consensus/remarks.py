"""Notes on a consensus: what was inferred in making it, and what a reader should know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from llm_extract.consensus.calendar import Calendar
from llm_extract.consensus.incidents import Cast, dates_of
from llm_extract.consensus.wording import listing, weekday_name
from llm_extract.records.consensus import IncidentConsensus, Source, Story, Verdict


def remarks(story: Story, cast: Cast, incidents: Sequence[IncidentConsensus]) -> tuple[str, ...]:
    """One sentence for each inference and each doubt, without repeats."""
    told = [
        *_read_weekdays(cast, incidents),
        *_maybe_apart(story, cast),
        *_maybe_elsewhere(story, cast),
        *_filed_authors(cast),
        *_across(incidents),
        *_unknown_origins(cast),
    ]
    return tuple(dict.fromkeys(told))


def _read_weekdays(cast: Cast, incidents: Sequence[IncidentConsensus]) -> Iterator[str]:
    """Weekdays that were given a date because another report prints one."""
    for incident in incidents:
        whens = [
            (article, when)
            for article, one in incident.members
            for when in dates_of([cast.incidents[article, one]])
        ]
        calendar = Calendar(when for _, when in whens)
        readers: dict[tuple[int, str], set[str]] = {}
        for article, when in whens:
            found = calendar.resolve(when)
            if found.start != when.start and when.weekday is not None:
                readers.setdefault((when.weekday, str(found)), set()).add(article)
        for (day, found_as), articles in sorted(readers.items()):
            yield (
                f"“{weekday_name(day)}” in {cast.called(*articles)} is read as {found_as},"
                " the date that another report of the same events gives."
            )


def _filed_authors(cast: Cast) -> Iterator[str]:
    """Units and descriptions that stand under the name of a group."""
    told = chain.from_iterable(cast.statements.values())
    for name, called in cast.names.authors.descriptions(told).items():
        words = listing([f"“{one}”" for one in sorted(called)], most=len(called))
        yield f"Filed under {name}, as a part of it or by description: {words}."


def _across(incidents: Sequence[IncidentConsensus]) -> Iterator[str]:
    """Figures of different groups that speak to one another, which no single field shows."""
    for incident in incidents:
        for one in incident.across:
            yield f"On “{incident.label}”, across groups: {one.why}"


def _maybe_apart(story: Story, cast: Cast) -> Iterator[str]:
    """Accounts that may be of one incident and were left apart."""
    names = {"/".join(member): member for member in cast.incidents}
    for link in story.links:
        if link.verdict is not Verdict.POSSIBLE:
            continue
        left, right = names.get(link.left), names.get(link.right)
        if left is None or right is None:
            continue
        reasons = listing([*link.speaks_against]) if link.speaks_against else "too little in common"
        yield (
            f"“{cast.incidents[left].label}” ({cast.called(left[0])}) and"
            f" “{cast.incidents[right].label}” ({cast.called(right[0])}) may be one incident"
            f" or separate incidents; they are kept apart: {reasons}."
        )


def _maybe_elsewhere(story: Story, cast: Cast) -> Iterator[str]:
    """Accounts that may be of an incident which stands in a record of its own."""
    labels = {"/".join(member): one.label for member, one in cast.incidents.items()}
    others: dict[str, list[str]] = {}
    for link in story.links:
        if link.verdict is not Verdict.POSSIBLE:
            continue
        here = {link.left, link.right} & labels.keys()
        if len(here) != 1:
            continue
        own = here.pop()
        other = link.right_told if own == link.left else link.left_told
        others.setdefault(labels[own], []).append(other or "an incident")
    for label, told in sorted(others.items()):
        yield (
            f"“{label}” may be one incident with {listing(sorted(set(told)))}, told in another"
            " record; too little speaks for it to merge them."
        )


def _unknown_origins(cast: Cast) -> Iterator[str]:
    unknown = [one for one in cast.sources.values() if _is_unknown(one, cast)]
    if unknown:
        names = cast.called(*(one.article_id for one in unknown))
        yield (
            f"Nothing tells where the reporting of {names} comes from; such an article is not"
            " counted as an independent confirmation of any other."
        )


def _is_unknown(source: Source, cast: Cast) -> bool:
    return source.origin_id not in cast.provenance.countable
