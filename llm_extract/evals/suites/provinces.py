"""The provinces of Afghanistan under one spelling each, and the districts that lie in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from llm_extract.names import fold

_PROVINCES = (
    "badakhshan badghis baghlan balkh bamyan daykundi farah faryab ghazni ghor helmand herat"
    " jowzjan kabul kandahar kapisa khost kunar kunduz laghman logar nangarhar nimroz nuristan"
    " paktika paktya panjshir parwan samangan sarepul takhar uruzgan wardak zabul"
).split()
# Spellings that likeness would tell wrong, or not at all.
_ALSO = {"maidanwardak": "wardak", "paktia": "paktya", "paktiya": "paktya", "saripul": "sarepul"}
_UNIT = re.compile(r"\s+(?:province|district|city)$")
_LEAST_LIKENESS = 80
_LEAST_LIKENESS_OF_DISTRICTS = 85


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
    return named_province(name) or _likest(name, _PROVINCES, _LEAST_LIKENESS)


@cache
def province_of_district(name: str) -> str | None:
    """The province that the one district of this name lies in, in any spelling.

    >>> province_of_district("Musa Qal'ah"), province_of_district("Tagab")
    ('helmand', None)
    """
    known = _districts()
    likest = _likest(name, tuple(known), _LEAST_LIKENESS_OF_DISTRICTS)
    return known[likest] if likest else None


@cache
def _districts() -> dict[str, str | None]:
    """Each district's province; None for a name that several provinces have."""
    known: dict[str, str | None] = {}
    table = files("llm_extract.evals.suites").joinpath("districts.txt").read_text("utf-8")
    for line in table.splitlines()[1:]:
        holder, _, names = line.partition(":")
        for name in map(_plain, names.split(";")):
            known[name] = holder if known.get(name, holder) == holder else None
    return known


def _likest(name: str, known: Sequence[str], least: int) -> str | None:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to import

    best = process.extractOne(_plain(name), known, scorer=fuzz.ratio, score_cutoff=least)
    return best[0] if best else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", _UNIT.sub("", fold(name)))
