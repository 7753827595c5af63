"""The provinces of Afghanistan, under one spelling each."""

from __future__ import annotations

import re
from functools import cache

from llm_extract.names import fold

_PROVINCES = (
    "badakhshan badghis baghlan balkh bamyan daykundi farah faryab ghazni ghor helmand herat"
    " jowzjan kabul kandahar kapisa khost kunar kunduz laghman logar nangarhar nimroz nuristan"
    " paktika paktya panjshir parwan samangan sarepul takhar uruzgan wardak zabul"
).split()
# Spellings that likeness would tell wrong, or not at all.
_ALSO = {"maidanwardak": "wardak", "paktia": "paktya", "paktiya": "paktya", "saripul": "sarepul"}
_UNIT = re.compile(r"\s+(?:province|city)$")
_LEAST_LIKENESS = 80


def named_province(name: str) -> str | None:
    """The province that bears this name letter for letter: a town may be called nearly so.

    >>> named_province("Kandahar city"), named_province("Kandhar")
    ('kandahar', None)
    """
    plain = _plain(name)
    return plain if plain in _PROVINCES else _ALSO.get(plain)


@cache
def province(name: str) -> str | None:
    """The province that a name means, whatever its transliteration; None where it means none.

    >>> province("Paktiya Province"), province("Konduz"), province("Tavo")
    ('paktya', 'kunduz', None)
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to import

    plain = _plain(name)
    best = process.extractOne(plain, _PROVINCES, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return named_province(name) or (best[0] if best else None)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", _UNIT.sub("", fold(name)))
