"""What in a reply says who did it, and who says so."""

from __future__ import annotations

from llm_extract.extractors.model.reply import (
    ActorReply,
    FactField,
    FactReply,
    IncidentReply,
    StatementReply,
)
from llm_extract.names import fold
from llm_extract.records.claims import Role, Stance
from llm_extract.records.incidents import ActorPart

# To hold that somebody did it, and to take up what another holds.
LAID = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.CLAIMS_RESPONSIBILITY})
TAKEN_UP = frozenset({Stance.DENIES, Stance.CANNOT_CONFIRM})


def is_doer(fact: FactReply) -> bool:
    """Whether a fact says who did it."""
    return fact.field is FactField.RESPONSIBILITY


def speaker(said: StatementReply) -> str:
    """The one who says it, folded; empty for the report itself."""
    return fold(said.speakers[-1].name) if said.speakers else ""


def did_it(actor: ActorReply, incident: IncidentReply) -> bool:
    """Whether a reply lists an actor as having done it: in an operation of state forces, these."""
    own = incident.type == "security_operation" and actor.role is Role.SECURITY_FORCE
    return actor.part is ActorPart.PERPETRATOR or (own and actor.part is ActorPart.RESPONDER)
