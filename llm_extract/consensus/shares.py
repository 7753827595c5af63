"""Figures that by their words count only some: the bodies one hospital received, the badly hurt.

A reading seldom marks them, and beside a total they would pass for a rival of it. Where no larger
figure stands, or only a party's boast, such a count is the best there is and stays as it is; and
one that is larger than the total goes on to contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from llm_extract.consensus.statements import UNNAMED_PART, Statement
from llm_extract.records.claims import Effect, Group, Toll
from llm_extract.records.counts import Count

_HOUSE = r"\b(?:hospital|clinic|infirmary|morgue|mortuary|health (?:centre|center|post))"
_TOOK_IN = r"(?:received|admitted|treated|taken in|took in|counted)"
_THEM = r"(?:the|those) (?:dead|killed|injured|wounded|hurt|victims|casualties)"
_THESE = r"(?:people|persons|others|of them|of whom|of these)"
_IN_CARE = (
    r"(?:under|during) treatment|(?:in|at|on) (?:the |an? )?(?:\w+ )?"
    r"(?:hospital|clinic|ward|operating table|way)"
)
_OF_WOUNDS = r"(?:of|from|to) (?:their|his|her) (?:wounds|injuries)"
_GRAVELY = r"(?:seriously|critically|badly|severely|gravely|critical|serious|grave)"
# Where "#" stands the figure.
_TAKEN_IN = rf"{_HOUSE}(?: (?:had|has|have))?(?: (?:already|so far))?(?: {_TOOK_IN})? #"
# Of everybody these are some; of one group, as of the police among the dead, they are all.
_AMONG = (
    rf"\b(?:includ(?:ed|es|ing)|among them|among {_THEM}(?: (?:is|are|was|were))?) #",
    rf"# of {_THEM}\b",
)
_BODIES = r"(?:body|bodies|corpses?|shrouds?|stretchers)"
_OF_KILLED = (
    rf"# (?:\w+ ){{0,2}}{_BODIES}\b",
    rf"\b{_BODIES} of #",
    r"# (?:more|others)\b",
    r"\banother #",
    r"# (?:\w+ ){0,3}dead on arrival\b",
    rf"# (?:\w+ ){{0,3}}(?:died|succumbed|expired) (?:later|overnight|{_IN_CARE}|{_OF_WOUNDS})\b",
)
_OF_INJURED = (
    rf"# (?:{_THESE} )?(?:(?:is|are|was|were) )?(?:in (?:an? )?)?{_GRAVELY}\b",
    r"\bcondition of #",
)
# Women are filed under the civilians, and where they are listed they are some of them.
_AND = r"(?:including|includ(?:e|ed|es)|among them|of whom|comprise[ds]?)"
_KIN = r"(?:man|men|child|children|girls?|boys?)"
_WOMEN = "|".join(
    (
        rf"\b{_AND} (?:\w+ ){{0,5}}?# (?:\w+ )?wom[ae]n\b",
        rf"\b{_KIN} and # wom[ae]n\b",
        rf"# wom[ae]n(?: and|,) (?:\w+ ){{1,2}}{_KIN}\b",
        r"# (?:of (?:them|whom)|were|are) wom[ae]n\b",
        r"\bwom[ae]n: #",
    )
)
_SIGNS = {
    Effect.KILLED: "|".join((_TAKEN_IN, *_OF_KILLED)),
    Effect.INJURED: "|".join((_TAKEN_IN, *_OF_INJURED)),
}
_SIGNS_OF_ALL = {effect: "|".join((signs, *_AMONG)) for effect, signs in _SIGNS.items()}


def shares_apart(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements on one toll, those of some filed as of a part where a total is larger."""
    shares = [_share(one) for one in statements]
    totals = [
        _high(one)
        for one, share in zip(statements, shares, strict=True)
        if share is None and _is_total(one)
    ]
    most = max((total for total in totals if total is not None), default=0)
    return tuple(
        one if share is None or not _falls_short(one, most) else replace(one, part=share)
        for one, share in zip(statements, shares, strict=True)
    )


def _is_total(one: Statement) -> bool:
    """Whether it is given of the whole as the case, and is not an armed party's word."""
    boasts = one.line.side is not None and not one.line.of_state
    return one.commits and one.part is None and not boasts


def _share(one: Statement) -> str | None:
    """Of whom a figure is by the words beside it, where these are only some."""
    value = one.claim.value
    if not isinstance(value, Toll) or value.effect not in _SIGNS or one.part is not None:
        return None
    figure = value.count.verbatim.strip()
    signs = (_SIGNS_OF_ALL if value.group is Group.EVERYONE else _SIGNS)[value.effect]
    quotes = [each.quote for each in one.claim.evidence]
    if value.group is Group.CIVILIANS and any(_says_some(_WOMEN, figure, one) for one in quotes):
        return "women"
    return UNNAMED_PART if any(_says_some(signs, figure, one) for one in quotes) else None


# One sentence is printed by many houses, and is said by many voices in a pile of reports.
@lru_cache(maxsize=4_096)
def _says_some(signs: str, figure: str, quote: str) -> bool:
    return _sign(signs, figure).search(quote) is not None


@lru_cache(maxsize=4_096)
def _sign(signs: str, figure: str) -> re.Pattern[str]:
    counted = r"\s+".join(map(re.escape, figure.split()))
    words = signs.replace(" ", r"\s+").replace("#", rf"\b{counted}\b")
    return re.compile(words, re.IGNORECASE)


def _falls_short(one: Statement, most: int) -> bool:
    high = _count(one).high
    return high is not None and 0 < high < most


def _high(one: Statement) -> int | None:
    """The most it speaks of; of "at least 19" the 19."""
    count = _count(one)
    return count.low if count.high is None else count.high


def _count(one: Statement) -> Count:
    if not isinstance(one.claim.value, Toll):
        raise TypeError(f"only tolls count people, and not {one.claim.value.field}")
    return one.claim.value.count
