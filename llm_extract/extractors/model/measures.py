"""Which responses tell of a measure: an operation is none to itself, and help is no emergency."""

from __future__ import annotations

import re

from llm_extract.extractors.model.reply import FactField, FactReply, IncidentReply
from llm_extract.records.claims import Response, ResponseKind, Value

# Powers that are taken: "declared a state of emergency", "Section 9 was imposed".
_POWERS = re.compile(
    r"\b(?:states? of (?:emergency|siege|alert)|martial law"
    r"|emergency (?:decree|law|laws|powers|regulations|rule)"
    r"|(?:declar|decree|impos|invok|proclaim|extend)\w*)\b",
    re.IGNORECASE,
)


def is_the_incident(fact: FactReply, incident: IncidentReply) -> bool:
    """Whether a response is the incident itself: an operation is none to itself."""
    return fact.field is FactField.RESPONSE and fact.code == incident.type == "security_operation"


def is_only_help(value: Value, quote: str) -> bool:
    """Whether an emergency is only ambulances, firefighters or a meeting, and none declares it.

    For quotations in English.
    """
    emergency = isinstance(value, Response) and value.response is ResponseKind.EMERGENCY
    return emergency and not _POWERS.search(quote)
