"""What a doubt about a whole account is about: its dead.

"Neither version can be checked" comes back with every figure of both versions, though it speaks of
none of them; a doubt that words a figure is of that figure.
"""

from __future__ import annotations

from llm_extract.counts import find_counts
from llm_extract.extractors.model.reply import StatementReply, TollReply
from llm_extract.records.claims import Effect, Stance

_DEAD = frozenset({Effect.KILLED, Effect.KILLED_OR_INJURED, Effect.NEUTRALISED})


def left_open(said: StatementReply) -> list[TollReply]:
    """The tolls of a statement; of a doubt that words no figure those of the dead, if any."""
    worded = any(find_counts(toll.words) for toll in said.tolls)
    if said.stance is not Stance.CANNOT_CONFIRM or worded:
        return said.tolls
    return [toll for toll in said.tolls if toll.effect in _DEAD] or said.tolls
