"""A thread beside the event loop, for what may stall."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from llm_extract.llm.per_loop import PerLoop

_T = TypeVar("_T")


class _Errand(NamedTuple):
    act: Callable[[], Any]
    done: asyncio.Future[Any]


class Aside:
    """Does one thing after the other, none of them on the event loop.

    All that is asked for in one turn of the loop goes over together: to change threads and back
    takes longer than most of what is done there.
    """

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._gathered: PerLoop[list[_Errand]] = PerLoop(list)

    async def do(self, act: Callable[[], _T]) -> _T:
        """What `act` returns or raises."""
        loop = asyncio.get_running_loop()
        gathered = self._gathered.here()
        errand = _Errand(act, loop.create_future())
        gathered.append(errand)
        if len(gathered) == 1:
            loop.call_soon(self._send, loop, gathered)
        result: _T = await errand.done
        return result

    def _send(self, loop: asyncio.AbstractEventLoop, gathered: list[_Errand]) -> None:
        together = tuple(gathered)
        gathered.clear()
        self._thread.submit(_run, loop, together)


def _run(loop: asyncio.AbstractEventLoop, errands: tuple[_Errand, ...]) -> None:
    ended = [_ended(errand.act) for errand in errands]
    with suppress(RuntimeError):  # the loop is closed, and nobody waits
        loop.call_soon_threadsafe(_tell, errands, ended)


def _ended(act: Callable[[], Any]) -> tuple[Any, BaseException | None]:
    try:
        return act(), None
    except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
        return None, error


def _tell(errands: tuple[_Errand, ...], ended: list[tuple[Any, BaseException | None]]) -> None:
    for errand, (result, error) in zip(errands, ended, strict=True):
        if errand.done.done():
            continue  # whoever asked gave up
        if error is None:
            errand.done.set_result(result)
        else:
            errand.done.set_exception(error)
