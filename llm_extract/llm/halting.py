"""Ending a run early: nothing more is asked, what is under way is finished and kept."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from llm_extract.errors import ModelError, Stopped
from llm_extract.llm.ask import Model, Reply, Request

# A halt may be told by a signal, from outside any event loop: who sleeps looks up so often.
_LOOK_UP_S = 0.25


class Halt:
    """The wish to end one run, told once, from any thread or from a signal."""

    def __init__(self) -> None:
        self.why: ModelError | None = None

    def tell(self, why: ModelError) -> None:
        """Ask for the end. The first reason is the one that counts."""
        self.why = self.why or why

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Make all that is asked here heed this halt."""
        outer = _IN_FORCE.set(self)
        try:
            yield
        finally:
            _IN_FORCE.reset(outer)

    @contextmanager
    def within(self, deadline_s: float | None) -> Iterator[None]:
        """Tell it when `deadline_s` have passed, unless this is over by then."""
        if deadline_s is None:
            yield
            return
        up = Stopped(f"the time for the whole run was up: {deadline_s:g} seconds")
        # A thread, for the event loop may be another's, or none.
        timer = threading.Timer(deadline_s, self.tell, [up])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


# Of the run, not of the model: one model serves many runs, and each ends by itself.
_IN_FORCE: ContextVar[Halt | None] = ContextVar("halt", default=None)


class HaltedModel:
    """Sends nothing once the run's halt was told."""

    def __init__(self, model: Model) -> None:
        self._model = model

    async def ask(self, request: Request) -> Reply:
        """As the inner model.

        Raises:
            Stopped: the run is to end.
        """
        if (why := _told()) is not None:
            # A fresh one: many raise it at once, and each adds to what it carries.
            raise type(why)(str(why))
        return await self._model.ask(request)


async def pause(seconds: float) -> None:
    """Sleep, but not past the end of the run."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while _told() is None and (left := until - loop.time()) > 0:  # noqa: ASYNC110 - see _LOOK_UP_S
        await asyncio.sleep(min(left, _LOOK_UP_S))


def _told() -> ModelError | None:
    halt = _IN_FORCE.get()
    return halt.why if halt else None
