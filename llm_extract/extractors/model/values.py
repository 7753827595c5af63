"""From a reply's words to typed values, by the same rules that read any text.

A model says "more than 50"; that this is 51 or more is worked out here, so that every extraction
words its counts and dates alike, and a figure that its own words do not carry is refused.
"""

from __future__ import annotations

import re
from datetime import date

from llm_extract.counts import find_counts
from llm_extract.extractors.model.reply import CODES, FactField, FactReply, TollReply
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Extent,
    ExtentUnit,
    Location,
    Outcome,
    Response,
    ResponseKind,
    Responsibility,
    Result,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.when_where import Place, PlacePrecision, When
from llm_extract.when import find_dates

_DIGITS = re.compile(r"\d+")


class Unusable(ValueError):
    """A value that cannot be taken as the reply has it; the message says why, for the re-ask."""


def toll(reply: TollReply) -> Toll:
    """The toll a reply words.

    Raises:
        Unusable: its figure does not stand in its words.
    """
    return Toll(
        group=reply.group,
        effect=reply.effect,
        count=count_of(reply.words, reply.low, reply.high),
        includes_perpetrators=reply.attackers_included,
    )


def count_of(words: str, low: int | None, high: int | None) -> Count:
    """The count that `words` say; `low` and `high` only break ties and serve other languages.

    >>> count_of("more than 50", 50, None).low
    51
    """
    readings = [found.count for found in find_counts(words, articles=True)]
    if len(readings) > 1:
        agreeing = [count for count in readings if (count.low, count.high) == (low, high)]
        readings = agreeing or readings[:1]
    if readings:
        return readings[0].model_copy(update={"verbatim": words})
    if low is None and high is None:
        return Count(kind=CountKind.UNKNOWN, verbatim=words)
    return _as_given(words, low, high)


def _as_given(words: str, low: int | None, high: int | None) -> Count:
    """Bounds in words our rules cannot read, such as another language's, or one named person."""
    digits = {int(found) for found in _DIGITS.findall(words)}
    if digits and not {bound for bound in (low, high) if bound is not None} <= digits:
        raise Unusable(f"the figure {low}..{high} does not stand in the words “{words}”")
    if low == high:
        kind = CountKind.ZERO if low == 0 else CountKind.EXACT
    elif high is None:
        kind = CountKind.AT_LEAST
    else:
        kind = CountKind.AT_MOST if low is None else CountKind.BETWEEN
    return Count(kind=kind, low=low, high=high, verbatim=words)


def fact(reply: FactReply, anchor: date | None) -> Value:  # noqa: C901 - one case a field
    """The value of a fact; `anchor` is the day "on Saturday" is seen from.

    Raises:
        Unusable: the code is not one of its field's.
    """
    match reply.field:
        case FactField.DATE:
            return Timing(when=when_of(reply.words, anchor))
        case FactField.PLACE:
            return Location(place=place_of(reply.words, PlacePrecision(_code(reply)), reply.of))
        case FactField.EXTENT:
            return Extent(unit=ExtentUnit(_code(reply)), count=count_of(reply.words, None, None))
        case FactField.RESPONSIBILITY:
            return Responsibility(actor=reply.words)
        case FactField.OUTCOME:
            return Outcome(result=Result(_code(reply)), of=reply.of)
        case FactField.DAMAGE:
            return Damage(degree=Degree(_code(reply)), of=reply.of or reply.words)
        case FactField.TACTIC:
            return Tactic(tactic=TacticKind(_code(reply)))
        case FactField.TARGET:
            return Target(target=TargetKind(_code(reply)), words=reply.words)
        case FactField.RESPONSE:
            return Response(response=ResponseKind(_code(reply)))
        case FactField.VICTIM:
            return Victim(name=reply.words, effect=Effect(_code(reply)), description=reply.of)


def when_of(words: str, anchor: date | None) -> When:
    """The date interval that `words` name, unresolved where no calendar day follows from them."""
    found = find_dates(words, anchor)
    return found[0].when if found else When(verbatim=words)


def place_of(name: str, precision: PlacePrecision, within: str | None) -> Place:
    """A place with its name in the part that `precision` says, and `within` as the next wider."""
    match precision:
        case PlacePrecision.SITE:
            return Place(name=name, site=name, locality=within, precision=precision)
        case PlacePrecision.LOCALITY:
            return Place(name=name, locality=name, admin1=within, precision=precision)
        case PlacePrecision.ADMIN1:
            return Place(name=name, admin1=name, country=within, precision=precision)
        case PlacePrecision.COUNTRY:
            return Place(name=name, country=name, precision=precision)
        case PlacePrecision.UNKNOWN:
            return Place(name=name)


def _code(reply: FactReply) -> str:
    codes = CODES[reply.field]
    known = {str(code) for code in codes} if codes else set()
    if reply.code not in known:
        raise Unusable(
            f"the code of a {reply.field} is one of {', '.join(sorted(known))}, not {reply.code!r}"
        )
    return reply.code
