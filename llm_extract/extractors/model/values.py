"""From a reply's facts to typed values: words as they stand, codes from their fields' lists."""

from __future__ import annotations

from datetime import date

from llm_extract.extractors.model.checked import code_of
from llm_extract.extractors.model.figures import Figures
from llm_extract.extractors.model.reply import FactField, FactReply
from llm_extract.extractors.model.when_where import place_of, through_the_night, when_of
from llm_extract.ground import ground
from llm_extract.particulars import CAN_BE_LIMITED, limit_in, measure_in
from llm_extract.records.claims import (
    Damage,
    Degree,
    Effect,
    Location,
    Outcome,
    Response,
    ResponseKind,
    Responsibility,
    Result,
    Stance,
    Tactic,
    TacticKind,
    Target,
    TargetKind,
    Timing,
    Value,
    Victim,
)
from llm_extract.records.when_where import PlacePrecision


def fact(reply: FactReply, anchor: date | None) -> Value:  # noqa: C901 - one case a field
    """The value of a fact; `anchor` is the day "on Saturday" is seen from.

    Raises:
        Unusable: the code is not one of its field's.
    """
    match reply.field:
        case FactField.DATE:
            return Timing(when=when_of(reply.words, anchor))
        case FactField.PLACE:
            return Location(place=place_of(reply.words, PlacePrecision(code_of(reply)), reply.of))
        case FactField.EXTENT:
            return Figures().extent(reply, Stance.ASSERTS)
        case FactField.RESPONSIBILITY:
            return Responsibility(actor=reply.words)
        case FactField.OUTCOME:
            return Outcome(result=Result(code_of(reply)), of=reply.of)
        case FactField.DAMAGE:
            return Damage(degree=Degree(code_of(reply)), of=_damaged(reply))
        case FactField.TACTIC:
            return Tactic(tactic=TacticKind(code_of(reply)))
        case FactField.TARGET:
            return Target(target=TargetKind(code_of(reply)), words=reply.words)
        case FactField.RESPONSE:
            return Response(response=ResponseKind(code_of(reply)))
        case FactField.VICTIM:
            return Victim(name=reply.words, effect=Effect(code_of(reply)), description=reply.of)


def with_particulars(value: Value, words: str, quote: str) -> Value:
    """The value with what its words say besides its code, where they stand in the quotation."""
    found = ground(words, quote)
    if found is None:
        return value
    match value:
        case Timing(when=when):
            return Timing(when=through_the_night(when, found.span, quote))
        case Outcome(result=result) if result in CAN_BE_LIMITED:
            limited = limit_in(quote, found.span.start, found.span.end)
            return value.model_copy(update={"limited": limited})
        case Response():
            named = measure_in(value.response, found.quote)
            return value.model_copy(update={"words": named})
        case _:
            return value


def _damaged(reply: FactReply) -> str:
    """What was damaged; of "no damage was reported" all that can be said is the words."""
    named = (reply.of or "").strip()
    return reply.words if not named or "damage" in named.casefold().split() else named
