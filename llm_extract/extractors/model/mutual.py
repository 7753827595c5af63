"""Two sides that blame each other: each of them says it of the other, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from llm_extract.extractors.model.blame import is_doer, speaker
from llm_extract.extractors.model.checked import words_of
from llm_extract.extractors.model.reply import (
    ActorReply,
    FactReply,
    IncidentReply,
    SpeakerReply,
    StatementReply,
)
from llm_extract.names import fold
from llm_extract.records.incidents import ActorPart

_THE_OTHER = re.compile(
    r"(?:(?:the|each) other|one another|the other (?:side|party|camp|community|country))"
    r"(?:['’]s|s?['’]?)",
    re.IGNORECASE,
)
_BOTH = frozenset("each both either two sides parties rivals".split())


def told_apart(incident: IncidentReply, printed: AbstractSet[str]) -> IncidentReply:
    """The incident with "each side blames the other" said by the one of the other, and back.

    Where the reply does not list exactly two sides by names among the `printed` words of the
    article, what is said stays as it is.
    """
    present = [one for one in incident.actors if one.part is not ActorPart.RESPONDER]
    sides = [one for one in present if words_of(one.name) <= printed]
    if len(sides) != len(present) or len(sides) != 2:  # noqa: PLR2004 - one and the other
        return incident
    statements = [each for said in incident.statements for each in _apart(said, sides)]
    return incident.model_copy(update={"statements": statements})


def _apart(said: StatementReply, sides: list[ActorReply]) -> Iterator[StatementReply]:
    mutual = [one for one in said.facts if is_doer(one) and is_the_other(one.words)]
    told = [] if not mutual else list(_told(said, mutual[0], sides))
    rest = [one for one in said.facts if one not in mutual] if told else said.facts
    yield said.model_copy(update={"facts": rest})
    yield from told


def _told(
    said: StatementReply, fact: FactReply, sides: list[ActorReply]
) -> Iterator[StatementReply]:
    for side, other in (sides, sides[::-1]):
        named = words_of(speaker(said))
        if words_of(fold(side.name)) <= named or named & _BOTH:
            link = SpeakerReply(name=side.name, named=True, role=side.role)
            facts = [fact.model_copy(update={"words": other.name})]
            chain = [*said.speakers[:-1], link]
            yield said.model_copy(update={"speakers": chain, "tolls": [], "facts": facts})


def is_the_other(words: str) -> bool:
    """Whether words mean the other of two sides: "the other", "each other", "the other side"."""
    return _THE_OTHER.fullmatch(words.strip()) is not None
