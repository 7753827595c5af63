"""What is asked after a first reply: to mend what cannot be used, or to read once more."""

from __future__ import annotations

from collections.abc import Iterable

from llm_extract.errors import BadReply
from llm_extract.llm.ask import Message, Reply
from llm_extract.records.claims import Ungrounded
from llm_extract.records.incidents import Extraction

# How many faults a re-ask names: a longer list is not read to its end.
MOST_FAULTS = 20


def faults(reading: Extraction | BadReply) -> tuple[str, ...]:
    """What of a reading cannot be used, in words for the model; empty where all of it stands."""
    if isinstance(reading, BadReply):
        return (str(reading),)
    return tuple(_fault(one) for one in reading.ungrounded)


def to_mend(reply: Reply, found: tuple[str, ...]) -> tuple[Message, Message]:
    """The turns that send a reply back with its faults."""
    named = _listed(found[:MOST_FAULTS])
    more = f"\n- and {len(found) - MOST_FAULTS} more" if len(found) > MOST_FAULTS else ""
    return _turns(
        reply,
        f"These parts of your reply cannot be used:\n{named}{more}\n"
        "Send the whole reply again with these mended: copy quotations letter by letter from"
        " the article, and leave out what it does not say.",
    )


def to_read_again(reply: Reply) -> tuple[Message, Message]:
    """The turns that ask for what a reply leaves out of the article."""
    return _turns(
        reply,
        "Read the article once more, sentence by sentence, and send only what your reply leaves"
        " out: tolls first, then who denies, doubts or takes back a figure, then other facts and"
        " background. Give the incident it belongs to as you did, with key, part_of, type, label"
        " and place unchanged, and under it only the further statements. Send empty lists where"
        " nothing is missing: do not look for more than the article says.",
    )


def _turns(reply: Reply, question: str) -> tuple[Message, Message]:
    return Message("assistant", reply.text), Message("user", question)


def _fault(one: Ungrounded) -> str:
    return f"{one.field}: {one.reason}: “{one.words}”"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
