"""What was damaged, as the sentence has it: all that it joins, and with its number."""

from __future__ import annotations

import re

from llm_extract.counts import find_counts
from llm_extract.extractors.model.reply import FactField, FactReply, StatementReply

# Between things that one verb is said of: "the bank, the mill and a school", "to A or to B".
_JOINT = re.compile(
    r"(?:,|,? (?:and|or|nor|as well as))(?: (?:to|of|in|at))?(?: (?:an?|the))? ", re.IGNORECASE
)
# Between a number and its noun: "60 burnt houses", and not "12 men fired on houses".
_OF_ONE = re.compile(r"(?:[\w-]{1,40} )?")


def as_joined(said: StatementReply) -> StatementReply:
    """The statement with the things that its sentence joins told as one, in the sentence's words.

    What has a figure of its own is a thing of its own: "30 houses and 12 shops" are two.
    """
    facts: list[FactReply] = []
    for fact in map(_counted, said.facts):
        last = facts[-1] if facts else None
        if last and (joined := _joined(last, fact, said.quote)):
            facts[-1] = joined
        else:
            facts.append(fact)
    return said.model_copy(update={"facts": facts})


def _is_damage(fact: FactReply) -> bool:
    return fact.field is FactField.DAMAGE and bool((fact.of or "").strip())


def _counted(fact: FactReply) -> FactReply:
    """The thing with the number that the words give it: "60 homes" of "60 homes burnt", "homes"."""
    if not _is_damage(fact) or _has_count(fact):
        return fact
    of, found = fact.of or "", find_counts(fact.words)
    at = fact.words.find(of)
    if not found or at < 0 or not _OF_ONE.fullmatch(fact.words[found[0].head_start : at]):
        return fact
    return fact.model_copy(update={"of": fact.words[found[0].start : at + len(of)]})


def _joined(one: FactReply, other: FactReply, quote: str) -> FactReply | None:
    """Two things of one degree, of which the same words say it, side by side in the quotation."""
    if not (_is_damage(one) and _is_damage(other)):
        return None
    if (one.code, one.words) != (other.code, other.words) or all(map(_has_count, (one, other))):
        return None
    first, then = one.of or "", other.of or ""
    start, last = quote.find(first), quote.find(then)
    if min(start, last) < 0 or not _JOINT.fullmatch(quote[start + len(first) : last]):
        return None
    return one.model_copy(update={"of": quote[start : last + len(then)]})


def _has_count(fact: FactReply) -> bool:
    return bool(find_counts(fact.of or ""))
