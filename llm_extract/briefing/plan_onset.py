"""At what hour it began, in the words of the reports: plans only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_extract.briefing.plans import Cited, Kind, Plan, Quotation
from llm_extract.briefing.view import View
from llm_extract.records.briefing import Mode, Section
from llm_extract.records.comments import Act
from llm_extract.records.consensus import IncidentConsensus

_MOST = 2
# "Today" is the report's own, and the day is told at the head.
_TODAY = re.compile(
    r"^(?:at |on )?(?:today|yesterday),? (?=(?:at|around|about|shortly|before|after)\b)"
    r"|,? (?:today|yesterday)$"
)


def onset(view: View, whole: IncidentConsensus) -> Iterator[Plan]:
    """The hours at which it began, those by the clock if there are any."""
    clocked = [one for one in whole.began if one.onset.clock]
    found: dict[str, tuple[Quotation, Cited]] = {}
    for one in clocked or whole.began:
        cited = Cited(article_id=one.article_id, span=one.onset.span)
        voices = view.outlets([one.article_id])
        words = _TODAY.sub("", one.onset.words)
        said = Quotation(act=Act.SAID, words=words, voices=voices, keys=(cited.key,))
        found.setdefault(one.onset.words.casefold(), (said, cited))
    told = list(found.values())[:_MOST]
    if told:
        yield Plan(
            section=Section.WHAT_HAPPENED,
            mode=Mode.REPORTED,
            kind=Kind.ONSET,
            quotations=tuple(quotation for quotation, _ in told),
            cited=tuple(cited for _, cited in told),
            several=view.several,
            attackers=view.attackers,
            ids=(whole.incident_id,),
        )
