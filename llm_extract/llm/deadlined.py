"""A bound on the whole call: an endpoint that drips a byte now and then never times out alone."""

from __future__ import annotations

import asyncio

from llm_extract.errors import DeadlinePassed
from llm_extract.llm.ask import Model, Reply, Request


class DeadlinedModel:
    """Gives up on a call after `seconds`, however many bytes have come."""

    def __init__(self, model: Model, seconds: float) -> None:
        self._model = model
        self._seconds = seconds

    async def ask(self, request: Request) -> Reply:
        """As the inner model, or DeadlinePassed."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._model.ask(request)
        except TimeoutError as error:
            raise DeadlinePassed(f"no whole reply within {self._seconds:g} seconds") from error
