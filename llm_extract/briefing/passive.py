"""A clause as a passive: what a report says itself needs no speaker, "fighting was reported"."""

from __future__ import annotations

import re

from llm_extract.briefing.nouns import is_plural

_BE = re.compile(r"(?P<who>.+?) (?P<be>was|were) (?P<what>.+)")
_GOES_ON = re.compile(r"fighting continued(?P<until>.*)")
_DID = re.compile(
    r"(?P<who>.+?) (?P<how>(?:temporarily |briefly )?)"
    r"(?P<did>took|entered|fled|failed|succeeded|continued)\b(?P<what>.*)"
)
_PARTICIPLES = {"took": "taken"}
# What was done to somebody or something, as against how it is.
_DONE = re.compile(r"\w+ed\b")


def reported(clause: str) -> str:
    """A clause in the past tense, as something that was reported.

    >>> reported("the raid was foiled"), reported("the town was under control")
    ('the raid was reported to have been foiled', 'the town was reported to be under control')
    >>> reported("raiders took control of a mill"), reported("fighting continued after dark")
    ('raiders were reported to have taken control of a mill', 'fighting was reported after dark')
    >>> reported("there was damage to a mill")
    'damage to a mill was reported'
    """
    goes_on = _GOES_ON.fullmatch(clause)
    if goes_on:
        until = goes_on["until"]
        return f"fighting was reported{until}" if until else "continued fighting was reported"
    did = _DID.fullmatch(clause)
    if did and not _BE.fullmatch(did["who"]):
        be = "were" if is_plural(did["who"]) else "was"
        done = _PARTICIPLES.get(did["did"], did["did"])
        return f"{did['who']} {be} reported to have {did['how']}{done}{did['what']}"
    told = _BE.fullmatch(clause)
    if told is None:
        return f"it was reported that {clause}"
    who, be, what = told["who"], told["be"], told["what"]
    if who == "there":
        return f"{what} {be} reported"
    return f"{who} {be} reported to {'have been' if _DONE.match(what) else 'be'} {what}"
