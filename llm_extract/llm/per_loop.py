"""What belongs to one event loop: locks and connections of one are of no use in another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class PerLoop(Generic[_T]):
    """One of its kind for each event loop, made when that loop first asks for it."""

    def __init__(self, make: Callable[[], _T]) -> None:
        self._make = make
        self._made: dict[asyncio.AbstractEventLoop, _T] = {}

    def here(self) -> _T:
        """The one of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._made:
            # A caller that starts a loop for each run must not gather those that have ended.
            alive = {one: made for one, made in self._made.items() if not one.is_closed()}
            self._made = alive | {loop: self._make()}
        return self._made[loop]

    def leave(self) -> _T | None:
        """The one of the running loop, which is forgotten here; None where none was made."""
        return self._made.pop(asyncio.get_running_loop(), None)
