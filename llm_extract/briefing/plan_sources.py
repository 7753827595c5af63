"""Whose reporting a source relays, and which sources lead back to one origin: plans only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from llm_extract.briefing.plans import Cited, Kind, Plan, Voice
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.consensus import Source

_MOST_LEANED_ON = 2


def sources(view: View) -> Iterator[Plan]:
    """Which source relays whom, then how far the sources are independent."""
    relaying = [one for one in view.consensus.sources if one.credits]
    if relaying:
        yield _relays(view, relaying)
    independence = _independence(view)
    if independence:
        yield independence


def _relays(view: View, relaying: Sequence[Source]) -> Plan:
    labels = tuple((one.article_id, view.label(one.article_id)) for one in relaying)
    credited = [(source.article_id, credit) for source in relaying for credit in source.credits]
    return Plan(
        section=Section.SOURCES,
        mode=Mode.REPORTED,
        kind=Kind.RELAYS,
        names=(*(label for _, label in labels), *(credit.name for _, credit in credited)),
        groups=tuple(
            Voice(name=credit.name, role=None, reports=(article_id,))
            for article_id, credit in credited
        ),
        labels=labels,
        ids=tuple(one.article_id for one in relaying),
        cited=tuple(
            Cited(article_id=article_id, span=credit.span) for article_id, credit in credited
        ),
    )


def _independence(view: View) -> Plan | None:
    """How many reports have a known origin, and which of them share one."""
    sources = view.consensus.sources
    if len(sources) < 2 or not view.claims:  # noqa: PLR2004 - independence takes two
        return None
    unknown = [source.article_id for source in sources if source.origin_id is None]
    shared = [origin for origin in view.consensus.origins if len(origin.article_ids) > 1]
    first = {sourced.article_id: sourced.claim for sourced in reversed(view.consensus.claims)}
    voices = tuple(
        Voice(name=origin.name, role=None, reports=origin.article_ids) for origin in shared
    )
    alone = Voice(name="", role=None, reports=tuple(unknown))
    return Plan(
        section=Section.SOURCES,
        mode=Mode.GAP if unknown else Mode.REPORTED,
        kind=Kind.INDEPENDENCE,
        totals=(len(sources), *view.numbers.values()),
        names=tuple(view.label(one.article_id) for one in sources),
        groups=(*voices, alone),
        leaning=tuple(voice for one in unknown for voice in _leaning(view, one)),
        labels=tuple((source.article_id, view.label(source.article_id)) for source in sources),
        ids=tuple(origin.origin_id for origin in view.consensus.origins)
        or tuple(source.article_id for source in sources),
        cited=tuple(
            Cited(
                article_id=one.article_id,
                span=first[one.article_id].evidence[0].span,
                claim_id=first[one.article_id].claim_id,
            )
            for one in sources
            if one.article_id in first
        ),
    )


def _leaning(view: View, article_id: str) -> list[Voice]:
    """The two speakers behind most claims of a report, outlets in their own voice aside."""
    speakers = (
        sourced.claim.attribution.claimant
        for sourced in view.consensus.claims
        if sourced.article_id == article_id
    )
    told = Counter(
        (view.speaker(one, [article_id]), one.role) for one in speakers if one is not None
    )
    return [
        Voice(name=name, role=role, reports=(article_id,))
        for (name, role), _ in told.most_common(_MOST_LEANED_ON)
    ]
