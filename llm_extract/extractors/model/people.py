"""Whom a toll counts, by the noun that its sentence puts to the figure.

Replies take for civilians whoever died unarmed. "Six people" and "five Tavars" are people: who
they were is not said, and another report's "six" is to meet them.
"""

from __future__ import annotations

import re

from llm_extract.records.claims import Group, Toll

# Nouns that tell nobody from others, and names of a people that end their phrase.
_ANYBODY = re.compile(
    r"\s+(?:of (?:our|their|the|his|her) )?(?:(?!civilian)[a-z]+ ){0,2}"
    r"(?:people|persons?|man|men|lives|souls|relatives|family members)\b"
    r"|\s+(?:(?:are|were) )?[A-Z]\w+"
    r"(?=[.,;:]|$| (?:are|is|was|were|have|has|had|died|dead|killed|wounded|injured|hurt)\b)"
)


def not_only_civilians(toll: Toll, quote: str) -> Toll:
    """The toll, of people where it is given for civilians whom its sentence does not call so."""
    if toll.group is not Group.CIVILIANS:
        return toll
    _, figure, rest = quote.partition(toll.count.verbatim)
    told = figure and _ANYBODY.match(rest)
    return toll.model_copy(update={"group": Group.EVERYONE}) if told else toll
