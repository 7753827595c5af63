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
    r"\s{1,3}(?:of (?:our|their|the|his|her) )?(?:(?!civilian)[a-z]{1,30} ){0,2}"
    r"(?:people|persons?|man|men|lives|souls|relatives|family members)\b"
    r"|\s{1,3}(?:(?:are|were) )?[A-Z]\w{1,40}"
    r"(?=[.,;:]|$| (?:are|is|was|were|have|has|had|died|dead|killed|wounded|injured|hurt)\b)"
)

# "His driver" and "the gunman" are one person, told by what he is.
_ONE = re.compile(r"(?:the|this|that|his|her|their|its|our|my|another)\b", re.IGNORECASE)

# What parts a name from the age and the trade that follow it.
_APPOSED = re.compile(r",(?: \d{1,3},)? $")


def not_only_civilians(toll: Toll, quote: str) -> Toll:
    """The toll, of people where it is given for civilians whom its sentence does not call so."""
    if toll.group is not Group.CIVILIANS:
        return toll
    _, figure, rest = quote.partition(toll.count.verbatim)
    told = figure and _ANYBODY.match(rest)
    return toll.model_copy(update={"group": Group.EVERYONE}) if told else toll


def is_only_named(toll: TollReply, said: StatementReply) -> bool:
    """Whether a toll of one is no more than a victim's name, or the rank or trade put to it:
    "Sergeant Ana Ruiz", "the inspector Ana Ruiz", "Ana Ruiz, 41, a clerk".
    """
    names = tuple(
        fact.words
        for fact in said.facts
        if fact.field is FactField.VICTIM and fact.code == toll.effect and fact.words
    )
    if not names or (toll.low, toll.high) != (1, 1):
        return False
    told_apart = _ONE.match(toll.words) is not None
    if not (told_apart or find_counts(toll.words, articles=True)):
        return True
    before, _, after = said.quote.partition(toll.words)
    apposed = _APPOSED.search(before)
    if apposed and before[: apposed.start()].endswith(names):
        # "Ana Ruiz, a clerk and a porter" may be three people.
        return not after.startswith(" and ")
    return told_apart and after.lstrip().startswith(names)
