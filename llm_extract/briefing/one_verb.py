"""Clauses in a row under one verb: "a bus was destroyed", "carts were destroyed" as one clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from llm_extract.briefing.hedges import HARMED
from llm_extract.briefing.style import WORDS, listed

_BEFALLEN = re.compile(
    r"(?P<who>(?!no |there ).+?)(?P<verb> (?:was|were))? "
    rf"(?P<done>killed|injured|captured|rescued|missing|{'|'.join(HARMED)}|destroyed|damaged"
    r"|responsible)"
)
# People who are counted need not be the same when they are counted again.
_COUNTED = re.compile(rf"\d|“|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)


def under_one_verb(clauses: Sequence[str]) -> list[str]:
    """Clauses with those of one end put together, and all that befell one person under the name.

    >>> under_one_verb(["a bus was destroyed", "the gate was damaged", "two carts were destroyed"])
    ['a bus and two carts were destroyed', 'the gate was damaged']
    >>> under_one_verb(["Ada Moor was captured", "Ada Moor was injured"])
    ['Ada Moor was captured and injured']
    """
    hits = [_BEFALLEN.fullmatch(one) for one in clauses]
    names = Counter(hit["who"] for hit in hits if hit and not _COUNTED.search(_name(hit["who"])))
    told: dict[tuple[str, str], list[re.Match[str]]] = {}
    for text, hit in zip(clauses, hits, strict=True):
        if hit is None:
            told[("", text)] = []
            continue
        again = names[hit["who"]] > 1
        told.setdefault((hit["who"], "") if again else ("", hit["done"]), []).append(hit)
    return [_together(some) if some else text for (_, text), some in told.items()]


def in_a_row(clauses: Sequence[str]) -> str:
    """Clauses as prose; a comma parts them where one of them has an "and" or "or" of its own.

    >>> in_a_row(["two carts burned", "a guard and a clerk were killed"])
    'two carts burned, and a guard and a clerk were killed'
    """
    if len(clauses) > 1 and any(" and " in text or " or " in text for text in clauses):
        return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"
    return listed(clauses)


def _name(who: str) -> str:
    """Without the age or the description behind a name."""
    return who.partition(" (")[0]


def _together(hits: Sequence[re.Match[str]]) -> str:
    first = hits[0]
    if len(hits) == 1:
        return first[0]
    who = list(dict.fromkeys(hit["who"] for hit in hits))
    if len(who) == 1:
        return f"{who[0]}{first['verb'] or ''} {listed([hit['done'] for hit in hits])}"
    joint = ", and " if any(" and " in one for one in who) else " and "
    verb = " were" if first["verb"] else ""
    return f"{', '.join(who[:-1])}{joint}{who[-1]}{verb} {first['done']}"
