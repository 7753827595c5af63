"""How a source limits what it says: how many of the attacks, for how long, how widely."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm_extract.records.claims import (
    Claim,
    Damage,
    Degree,
    Effect,
    Extent,
    Outcome,
    Response,
    ResponseKind,
    Result,
    Toll,
    Value,
)

_SHARE = re.compile(
    r"\b(nearly all|almost all|most|some|several)(?: of)?(?: the)? "
    r"(?:attacks|assaults|raids|strikes|attempts)\b",
    re.IGNORECASE,
)
_SPELL = re.compile(
    r"\b((?:over|within) (?:the (?:past|last|first) )?(?:two|three|four|five|\d+)"
    r" (?:days|hours|weeks))\b"
)
_BRIEFLY = re.compile(
    r"\b(?:temporar(?:y|ily) (?:control|took|seiz)|briefly|for a time)", re.IGNORECASE
)
# By when it was over, or that it was not.
_STILL = re.compile(
    r"\b(as night fell|(?:at|by) nightfall|after dark|into the night|overnight"
    r"|within (?:\w+ )?hours|by (?:the )?(?:morning|noon|midday|afternoon|evening))\b",
    re.IGNORECASE,
)
# That a threat was contained does not say how it is there now.
THREAT = "threat contained"
_THREAT = re.compile(
    r"\bthreats?\b(?! level)[^;.]{0,40}\bcontained\b|\bcontain(?:ed|ing) (?:\w+ ){0,3}threats?\b",
    re.IGNORECASE,
)
_IN_HAND = re.compile(
    r"\b(?:control|calm|order|normal(?:cy|ity)|peace)\b|\bsituation\b[^;.]{0,30}\bcontained\b",
    re.IGNORECASE,
)
_LIGHTLY = re.compile(
    r"\b(?:(?:minor|light|slight) (?:injur|wound)|(?:slightly|lightly) (?:injured|wounded|hurt))"
)
# Fighters who are about have not attacked by that.
_PRESENCE = re.compile(r"\bpresence\b[^;.]{0,60}$", re.IGNORECASE)
_NEAR = 60
_FIRE = (
    r"(?:gunfire|firing|fire|gun ?battles?|shoot-?outs?|shooting|fighting|clashes|shelling"
    r"|bombardment|explosions|siege)"
)
_FOR_HOURS = re.compile(
    rf"\b(?:hours of (?:\w+ ){{0,2}}{_FIRE}\b|{_FIRE}(?: \w+){{0,2}} (?:lasted|continued|raged"
    r"|persisted|went on)(?: for)? (?P<spell>(?:\w+ ){0,3}(?:hours?|minutes))\b)",
    re.IGNORECASE,
)
_BREACHED = re.compile(r"\bbreach(?:ed|ing|es)?\b", re.IGNORECASE)
# What was done to a thing, where it says more than that it was damaged: as what somebody did to it
# and as what it was or had done to it.
_HARM = {
    "set on fire": (
        (
            r"torch(?:ed|ing)|set(?:ting)? (?:fire to|ablaze|alight|on fire)"
            r"|set(?:ting)?(?=.{1,60}?\b(?:ablaze|alight|on fire)\b)"
        ),
        r"torched|set (?:ablaze|alight|on fire)|ablaze|alight",
    ),
    "burned": (r"burn(?:ed|t|ing)(?:[- ](?:down|out))?|gutt(?:ed|ing)", r"burn(?:ed|t)|gutted"),
    "blown up": (r"bl(?:ew|owing) up|blown-up", r"blown up"),
    "looted": (r"(?:loot|ransack)(?:ed|ing)", r"looted|ransacked"),
}
HARMED = (*_HARM, "destroyed by fire")
_ON_FIRE = ("set on fire", "burned")
# The words from a verb to its object, past other objects and before any other verb: of "torched
# banks, a school and damaged a depot" the depot was not torched.
_CLAUSE = r"was|were|is|are|has|have|had|having|while|which|who|as|before|after|then|but"
_IRREGULAR = r"shot|stole|took|blew|broke|tore|hit|struck|fled|left|cut|drove|threw|ran|made"
_VERB = rf"(?:,|\band\b|\bor\b)\s(?:\w+ly\s)?(?:\w+(?:ed|ing)|{_IRREGULAR})"
_TO_OBJECT = rf"(?:(?!\b(?:{_CLAUSE})\b|{_VERB}\b)[^;.]){{0,60}}?"
# The words from a thing to what befell it: no other thing's clause.
_TO_VERB = rf"(?:(?!\b(?:{_CLAUSE}|and|or)\b)[^;.,]){{0,60}}?"
# How far a measure goes.
_SOME = r"(?:several|some|many|most|all|various|affected|a number of)"
_AREAS = r"(?:districts|areas|towns|cities|provinces|regions|neighbou?rhoods|villages)"
_ONE_AREA = r"(?:province|country|region|state|district|city|capital|island|area|town|valley)"
_WHERE = re.compile(
    rf"\b(?:in|across|throughout) (?P<where>(?:the )?{_SOME}(?: \w+){{0,2}} {_AREAS}"
    rf"|(?:(?:large|many|some|several|most) )?parts of the (?:\w+ )?{_ONE_AREA}"
    rf"|the (?:whole |entire )?{_ONE_AREA})\b",
    re.IGNORECASE,
)
_MEASURE_ENDS = re.compile(r"[;.,]| (?:as|while|after|when|and (?=\w+ed\b)) ?")


def hedge(value: Value, claims: Sequence[Claim]) -> str | None:
    """How every source alike limits a value: "nearly all" attacks, dead "over two days", hurt
    "lightly", under control "within hours" or no more than "threat contained", carts "set on fire",
    trains stopped "in the region".
    """
    found = {_hedge(value, claim) for claim in claims}
    return found.pop() if len(found) == 1 else None


def lasted(claims: Sequence[Claim]) -> str | None:
    """For how long there was shooting, by any of these claims of it: "for several hours"."""
    told = (_FOR_HOURS.search(one.evidence[0].quote) for one in claims)
    hit = next(filter(None, told), None)
    return f"for {(hit['spell'] or 'hours').casefold()}" if hit else None


def _hedge(value: Value, claim: Claim) -> str | None:
    quote = claim.evidence[0].quote
    match value:
        case Outcome():
            return _of_outcome(value, quote)
        case Extent(count=count) if count.verbatim in quote:
            return "presence in" if _PRESENCE.search(quote.partition(count.verbatim)[0]) else None
        case Toll(count=count) if count.verbatim in quote:
            return _of_toll(value, quote)
        case Damage(degree=Degree.SOME | Degree.DESTROYED):
            return _harm(value, quote)
        case Response():
            return _area(claim.value, quote)
        case _:
            return None


def _of_outcome(value: Outcome, quote: str) -> str | None:
    match value.result:
        case Result.SITE_SEIZED:
            return "temporarily" if _BRIEFLY.search(quote) else None
        case Result.SITE_ENTERED:
            return "breached" if _BREACHED.search(quote) else None
        case Result.ONGOING | Result.UNDER_CONTROL:
            still = _STILL.search(quote)
            told = [THREAT] if _is_of_threat(value, quote) else []
            return " ".join([*told, *([still[1].lower()] if still else [])]) or None
        case _:
            shares = _SHARE.findall(quote)
            return shares[0].lower() if len(shares) == 1 else None


def _is_of_threat(value: Outcome, quote: str) -> bool:
    held = value.result is Result.UNDER_CONTROL and _THREAT.search(quote)
    return bool(held) and not _IN_HAND.search(quote)


def _of_toll(value: Toll, quote: str) -> str | None:
    _, _, after = quote.partition(value.count.verbatim)
    after = re.split(r"[;.]", after, maxsplit=1)[0][:_NEAR]
    spell = _SPELL.search(after)
    if spell is None and value.effect is Effect.INJURED and _LIGHTLY.search(after):
        return "lightly"
    return spell[1] if spell else None


def _harm(value: Damage, quote: str) -> str | None:
    """What was done to a thing by the words of its own clause."""
    done = next((how for how in _HARM if _befell(how, value.of, quote)), None)
    if done in _ON_FIRE and value.degree is Degree.DESTROYED:
        return "destroyed by fire"
    return done


def _befell(how: str, thing: str, quote: str) -> bool:
    did, done = _HARM[how]
    head = re.escape((thing.split() or ["property"])[-1])
    active = rf"(?<!was )(?<!were )(?<!been )\b(?:{did})\b{_TO_OBJECT}\b{head}\b"
    be = r"(?:was|were|been|being|is|are|stood)"
    passive = rf"\b{head}\b{_TO_VERB}\b{be}\b(?: \w+){{0,3}}? (?:{done})\b"
    return re.search(f"{active}|{passive}", quote, re.IGNORECASE) is not None


def _area(value: Value, quote: str) -> str | None:
    """Where a measure holds, by the words behind it in its clause."""
    words = value.words if isinstance(value, Response) else None
    told = re.search(re.escape(words), quote, re.IGNORECASE) if words else None
    if told is None:
        return None
    where = _WHERE.search(_MEASURE_ENDS.split(quote[told.end() :], maxsplit=1)[0])
    return f"in {where['where']}" if where else None


# What is suspended, by the noun that every report of it has.
_SUSPENDED: dict[ResponseKind, tuple[tuple[str, re.Pattern[str]], ...]] = {
    ResponseKind.INTERNET_SUSPENDED: (
        ("mobile internet", re.compile(r"\bmobile (?:internet|data)\b", re.IGNORECASE)),
        ("phone", re.compile(r"^(?!.*\binternet\b).*\b(?:phone|telephone)\b", re.IGNORECASE)),
    ),
    ResponseKind.TRANSPORT_SUSPENDED: (
        ("train", re.compile(r"\b(?:trains?|railways?|rail)\b", re.IGNORECASE)),
        ("bus", re.compile(r"\bbus(?:es)?\b", re.IGNORECASE)),
        ("ferry", re.compile(r"\bferr(?:y|ies)\b", re.IGNORECASE)),
        ("air", re.compile(r"\b(?:flights?|airports?)\b", re.IGNORECASE)),
    ),
}


def measure(kind: ResponseKind, claims: Sequence[Claim]) -> str | None:
    """Which services were suspended, where all who tell of it name the same; else None."""
    quotes = [claim.evidence[0].quote for claim in claims]
    fitting = [
        noun
        for noun, pattern in _SUSPENDED.get(kind, ())
        if quotes and all(map(pattern.search, quotes))
    ]
    return f"{fitting[0]} services were suspended" if len(fitting) == 1 else None
