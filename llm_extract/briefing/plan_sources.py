"""Whose reporting a source relays, on whom it rests, and which sources lead back to one origin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from llm_extract.briefing.plans import Cited, Kind, Plan, Voice
from llm_extract.briefing.style import listed
from llm_extract.briefing.view import View
from llm_extract.names import fold
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.consensus import Source

_MOST_LEANED_ON = 2
_JOINT = re.compile(r"(?:both|each|either) ")


def sources(view: View) -> Iterator[Plan]:
    """Which reports lead back to one origin, beyond what the key says of each."""
    shared = [origin for origin in view.consensus.origins if len(origin.article_ids) > 1]
    first = {sourced.article_id: sourced.claim for sourced in reversed(view.consensus.claims)}
    told = [
        one
        for one in view.consensus.sources
        if any(one.article_id in o.article_ids for o in shared)
    ]
    if any(one.article_id in first for one in told):
        yield Plan(
            section=Section.SOURCES,
            mode=Mode.REPORTED,
            kind=Kind.INDEPENDENCE,
            totals=tuple(view.numbers.values()),
            groups=tuple(Voice(name=o.name, role=None, reports=o.article_ids) for o in shared),
            labels=tuple((one.article_id, view.label(one.article_id)) for one in told),
            ids=tuple(origin.origin_id for origin in shared),
            cited=tuple(
                Cited(
                    article_id=one.article_id,
                    span=first[one.article_id].evidence[0].span,
                    claim_id=first[one.article_id].claim_id,
                )
                for one in told
                if one.article_id in first
            ),
        )


def key_of(source: Source, view: View) -> str:
    """What a report is, in a few words: its outlet, and whom it relays or rests on."""
    if source.publisher and view.parties.publishing(source.publisher):
        return f"{source.publisher}, its own word"
    credited = list(dict.fromkeys(credit.name for credit in source.credits))
    cited = [one for one in credited if _for_one_speaker(view, source.article_id, one)]
    relayed = [one for one in credited if one not in cited]
    if relayed:
        told = [f"relays {listed(relayed)}"]
    else:
        told = [f"rests on {listed(_leaning(view, source.article_id)) or 'its own account'}"]
    told += [f"cites {listed(cited)}"] * bool(cited)
    return ", ".join(filter(None, [source.publisher, *told]))


def _for_one_speaker(view: View, article_id: str, outlet: str) -> bool:
    """Whether a report has no more from an outlet than what one speaker told it."""
    chains = [
        sourced.claim.attribution.chain
        for sourced in view.consensus.claims
        if sourced.article_id == article_id
    ]
    through = [[one.name for one in chain] for chain in chains]
    through = [names for names in through if outlet in names]
    speakers = {names[-1] for names in through}
    return len(speakers) == 1 and outlet not in speakers


def _leaning(view: View, article_id: str) -> list[str]:
    """The two speakers behind most claims of a report, outlets in their own voice aside, and those
    that are two at once; nobody twice.
    """
    speakers = (
        sourced.claim.attribution.claimant
        for sourced in view.consensus.claims
        if sourced.article_id == article_id
    )
    told = Counter(view.speaker(one, [article_id]) for one in speakers if one is not None)
    named = [name for name, _ in told.most_common() if not _JOINT.match(name)]
    apart = [
        name
        for at, name in enumerate(named)
        if not any(_is_within(name, other) or _is_within(other, name) for other in named[:at])
    ]
    return apart[:_MOST_LEANED_ON]


def _is_within(name: str, other: str) -> bool:
    """Whether all words of one name are of the other: a colonel with and without his first name."""
    return set(fold(name).split()) <= set(fold(other).split())
