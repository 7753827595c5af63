"""A clause as a passive: what a report says itself needs no speaker, "fighting was reported"."""

from __future__ import annotations

import re

from llm_extract.briefing.nouns import is_plural

_BE = re.compile(r" (was|were) ")
_GOES_ON = re.compile(r"fighting continued(?P<until>.*)")
_DID = re.compile(
    r" (?P<how>(?:temporarily |briefly )?)"
    r"(?P<did>took|entered|breached|fled|failed|succeeded|continued)\b"
)
_PARTICIPLES = {"took": "taken"}
_HARMED = re.compile(r"(?:killed|injured|captured|missing|displaced|rescued)\b")
# What was done to somebody or something, as against how it is.
_DONE = re.compile(r"\w{1,30}ed\b")


def reported(clause: str) -> str:
    """A clause in the past tense, as something that was reported.

    >>> reported("the raid was foiled"), reported("the town was under control")
    ('the raid was reported to have been foiled', 'the town was reported to be under control')
    >>> reported("raiders took control of a mill"), reported("fighting continued after dark")
    ('raiders were reported to have taken control of a mill', 'fighting was reported after dark')
    >>> reported("there was damage to a mill"), reported("at least two people were killed")
    ('damage to a mill was reported', 'at least two people were reported killed')
    """
    goes_on = _GOES_ON.fullmatch(clause)
    if goes_on:
        until = goes_on["until"]
        return f"fighting was reported{until}" if until else "continued fighting was reported"
    did, told = _DID.search(clause), _BE.search(clause)
    if did and not (told and told.start() < did.start()):
        who = clause[: did.start()]
        be = "were" if is_plural(who) else "was"
        done = _PARTICIPLES.get(did["did"], did["did"])
        return f"{who} {be} reported to have {did['how']}{done}{clause[did.end() :]}"
    if told is None:
        return f"it was reported that {clause}"
    who, be, what = clause[: told.start()], told[1], clause[told.end() :]
    if who == "there":
        return f"{what} {be} reported"
    if _HARMED.match(what):
        return f"{who} {be} reported {what}"
    return f"{who} {be} reported to {'have been' if _DONE.match(what) else 'be'} {what}"
