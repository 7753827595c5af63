"""Who did the whole is said of the whole: replies repeat it under each part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from llm_extract.extractors.model.blame import is_doer, speaker
from llm_extract.extractors.model.reply import FactReply, IncidentReply, StatementReply
from llm_extract.names import fold

# The keys of the incidents under which one thing is said.
_Told = defaultdict[tuple[str, ...], set[str]]


def of_the_whole(incidents: list[IncidentReply]) -> list[IncidentReply]:
    """What is said of who did the whole, told of the whole alone and not of its parts again."""
    wholes = {one.key for one in incidents if not one.part_of}
    told = _told(incidents)
    lifted: dict[str, list[StatementReply]] = {}
    kept = [
        _without(one, one.part_of, told, lifted) if one.part_of in wholes and one.part_of else one
        for one in incidents
    ]
    return [
        one
        if one.part_of
        else one.model_copy(update={"statements": [*one.statements, *lifted.pop(one.key, ())]})
        for one in kept
    ]


def _told(incidents: Iterable[IncidentReply]) -> _Told:
    """The keys under which each doer is told: anywhere within a whole, and in each sentence."""
    told: _Told = defaultdict(set)
    for one in incidents:
        for said in one.statements:
            for doer in filter(is_doer, said.facts):
                saying = (one.part_of or one.key, *_saying(said, doer))
                told[saying].add(one.key)
                told[(said.quote, *saying)].add(one.key)
    return told


def _without(
    part: IncidentReply, whole: str, told: _Told, lifted: dict[str, list[StatementReply]]
) -> IncidentReply:
    """A part without the doers that are told of its whole; those go to `lifted`."""
    statements = []
    for said in part.statements:
        wide = [one for one in said.facts if _is_wide(whole, said, one, told)]
        if wide:
            moved = said.model_copy(update={"tolls": [], "facts": wide})
            lifted.setdefault(whole, []).append(moved)
        rest = [one for one in said.facts if one not in wide]
        statements.append(said.model_copy(update={"facts": rest}))
    return part.model_copy(update={"statements": statements})


def _is_wide(whole: str, said: StatementReply, doer: FactReply, told: _Told) -> bool:
    """Whether a doer is told of the whole too, or in one sentence of several parts."""
    if not is_doer(doer):
        return False
    saying = (whole, *_saying(said, doer))
    return whole in told[saying] or len(told[(said.quote, *saying)]) > 1


def _saying(said: StatementReply, fact: FactReply) -> tuple[str, ...]:
    return fold(fact.words), str(said.stance), speaker(said)
