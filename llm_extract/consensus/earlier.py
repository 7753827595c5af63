"""Figures that by their words are older than the report that prints them: "rose to 17 from 12".

A reading seldom marks them, and beside the newer figure they would pass for a rival of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from llm_extract.records.claims import Claim, Extent, Toll

_MOVED = (
    r"(?:up|down|rose|risen|rises|rising|raise[sd]?|raising|grew|grown|climbed|jumped|increased|"
    r"revised|corrected|lowered|cut|fell|fallen|dropped)"
)
_OLD = r"(?:earlier|previous|initial|original|first|preliminary)"
_REPORT = (
    r"(?:toll|count|tally|figure|number|estimate|report|update|statement|headline|version|"
    r"bulletin|edition)s?"
)
_THEN = r"(?:earlier|previously|initially|originally|at first)"
_SAID = r"(?:said|put|gave|given|reported|counted|announced|stated|confirmed|claimed|spoke|spoken)"
# A few words, and none that leads on to the newer figure.
_FEW = r"(?:(?!(?:to|now|not|but)\b)[\w’'-]+[ ,:]+[\"“‘]?){0,8}"
# Where "#" stands the figure.
_SIGNS = "|".join(
    (
        rf"\b{_MOVED}\b[^.;]{{0,60}}?\bfrom (?:an? )?(?:{_OLD} )?(?:{_REPORT} of )?#",
        rf"\b{_OLD} (?:\w+ )?{_REPORT} {_FEW}#",
        rf"\b{_THEN} (?:had )?{_SAID} [\"“‘]?{_FEW}#",
        rf"\b(?:update|version|bulletin|edition) (?:no\. ?)?\d+ {_FEW}#",
    )
)


# Without one of these no sign stands, and no pattern need be made for the figure.
_HINT = re.compile(
    r"\b(?:from|earlier|previous|initial|original|first|preliminary|update|version|bulletin|"
    r"edition)",
    re.IGNORECASE,
)


def is_superseded(claim: Claim) -> bool:
    """Whether the words beside a figure say that it was given before, and no longer holds.

    What the article dates stands at its date, and needs no such words.
    """
    value = claim.value
    if claim.as_of is not None or not isinstance(value, Toll | Extent):
        return False
    figure = value.count.verbatim.strip()
    return any(_says_so(figure, each.quote) for each in claim.evidence)


# One sentence is printed by many houses, and is said by many voices in a pile of reports.
@lru_cache(maxsize=4_096)
def _says_so(figure: str, quote: str) -> bool:
    return bool(_HINT.search(quote) and _sign(figure).search(quote))


@lru_cache(maxsize=4_096)
def _sign(figure: str) -> re.Pattern[str]:
    counted = r"\s+".join(map(re.escape, figure.split()))
    words = _SIGNS.replace(" ", r"\s+").replace("#", rf"\b{counted}\b")
    return re.compile(words, re.IGNORECASE)
