"""Ctrl-C: once to finish what is under way and write it, twice to stop at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from llm_extract.cli.codes import INTERRUPTED
from llm_extract.cli.screen import remark
from llm_extract.errors import Stopped
from llm_extract.llm.halting import Halt

# What asks a program to end, by hand or from whatever runs it.
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """A halt that the first signal tells."""

    def __init__(self) -> None:
        self.halt = Halt()
        self.asked = False

    def code(self, otherwise: int) -> int:
        """The exit code: that of an interruption where there was one."""
        return INTERRUPTED if self.asked else otherwise

    def ask(self, *_: object) -> None:
        """End the run in good order; the next signal ends it at once."""
        for one in _SIGNALS:
            signal.signal(one, signal.default_int_handler)
        self.asked = True
        self.halt.tell(Stopped("not read: the run was interrupted"))
        remark("stopping: what is under way is finished and written; again, to stop at once")


@contextmanager
def stoppable() -> Iterator[Stop]:
    """While this lasts, the first signal asks for an end, and the second raises."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # signals are the main thread's affair
        return
    before = {one: signal.signal(one, stop.ask) for one in _SIGNALS}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
