"""Leaving out what an endpoint does not take: some models take no temperature, some no seed."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from llm_extract.errors import RequestRefused
from llm_extract.llm.ask import Model, Reply, Request

_log = logging.getLogger(__name__)

# What a reply can do without.
_OPTIONAL = frozenset({"temperature", "seed"})


class ParedModel:
    """Asks once more without a parameter that is refused by name, and never with it again.

    The second asking is a request like any other: it goes through all that counts and paces.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._not_taken: dict[str, Any] = {}

    async def ask(self, request: Request) -> Reply:
        """As the inner model, with fewer parameters where it takes no more."""
        pared = replace(request, **self._not_taken) if self._not_taken else request
        try:
            return await self._model.ask(pared)
        except RequestRefused as refused:
            name = refused.parameter
            # Of many calls at once each may be the first to hear of it, but none hears of it twice.
            if name not in _OPTIONAL or getattr(pared, name) is None:
                raise
            if name not in self._not_taken:
                self._not_taken[name] = None
                _log.warning("the endpoint takes no %s; it is left out", name)
        return await self.ask(request)
