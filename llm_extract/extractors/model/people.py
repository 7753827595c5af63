"""Whom a toll counts, and whether it counts anybody.

Replies take for civilians whoever died unarmed. "Six people" and "five Tavars" are people: who
they were is not said, and another report's "six" is to meet them. Nor is "Sergeant Ana Ruiz" a
figure: she is told by name, as a victim.
"""

from __future__ import annotations

import re

from llm_extract.counts import find_counts
from llm_extract.extractors.model.reply import FactField, StatementReply, TollReply
from llm_extract.records.claims import Group, Toll

# Nouns that tell nobody from others, and names of a people that end their phrase.
_ANYBODY = re.compile(
    r"\s+(?:of (?:our|their|the|his|her) )?(?:(?!civilian)[a-z]+ ){0,2}"
    r"(?:people|persons?|man|men|lives|souls|relatives|family members)\b"
    r"|\s+(?:(?:are|were) )?[A-Z]\w+"
    r"(?=[.,;:]|$| (?:are|is|was|were|have|has|had|died|dead|killed|wounded|injured|hurt)\b)"
)

# "His driver" and "the gunman" are one person, told by what he is.
_ONE = re.compile(r"(?:the|this|that|his|her|their|its|our|my|another)\b", re.IGNORECASE)


def not_only_civilians(toll: Toll, quote: str) -> Toll:
    """The toll, of people where it is given for civilians whom its sentence does not call so."""
    if toll.group is not Group.CIVILIANS:
        return toll
    _, figure, rest = quote.partition(toll.count.verbatim)
    told = figure and _ANYBODY.match(rest)
    return toll.model_copy(update={"group": Group.EVERYONE}) if told else toll


def is_only_named(toll: TollReply, said: StatementReply) -> bool:
    """Whether a toll of one is the rank, the trade or the name of a victim whom its statement
    names.
    """
    named = any(
        fact.field is FactField.VICTIM and fact.code == toll.effect and fact.words
        for fact in said.facts
    )
    counted = find_counts(toll.words, articles=True) or _ONE.match(toll.words)
    return named and (toll.low, toll.high) == (1, 1) and not counted
