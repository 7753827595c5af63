"""What a reply's words and codes are held to before anything is made of them."""

from __future__ import annotations

import re
import unicodedata

from llm_extract.extractors.model.reply import CODES, FactReply

_WORD = re.compile(r"\w+")
KNOWN = {field: frozenset(map(str, codes or ())) for field, codes in CODES.items()}
"""The codes of each field."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, compatibility forms and case aside."""
    return frozenset(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


class Unusable(ValueError):
    """A value that cannot be taken as the reply has it; the message says why, for the re-ask."""


def code_of(reply: FactReply) -> str:
    """The code of a fact.

    Raises:
        Unusable: it is none of its field.
    """
    known = KNOWN[reply.field]
    if reply.code not in known:
        raise Unusable(
            f"the code of a {reply.field} is one of {', '.join(sorted(known))}, not {reply.code!r}"
        )
    return reply.code
