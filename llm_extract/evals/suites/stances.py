"""Which claims a suite takes for an answer: those that give their value as the case."""

from __future__ import annotations

from llm_extract.records.claims import Stance

# Who rejects a value, takes it back or will not speak to it does not give it.
UNCOMMITTED = frozenset({Stance.DENIES, Stance.RETRACTS, Stance.CANNOT_CONFIRM, Stance.DECLINES})
