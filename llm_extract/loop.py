"""One event loop in the background, on which the synchronous face waits for the async core.

A loop of its own works inside a running one (a notebook, a service), and connections that were
opened by one call are still good in the next.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from typing import Any, TypeVar

_T = TypeVar("_T")


def wait_for(work: Coroutine[Any, Any, _T]) -> _T:
    """Run `work` to its end and return what it returns; an interruption cancels it.

    Raises:
        RuntimeError: called on the background loop itself, where it would wait for ever.
    """
    future = begin(work)
    try:
        return future.result()
    except BaseException:
        future.cancel()
        raise


def begin(work: Coroutine[Any, Any, _T]) -> Future[_T]:
    """Begin `work`, and go on; its future tells when it is done, and cancels it.

    Raises:
        RuntimeError: called on the background loop itself, where it would be waited for for ever.
    """
    if threading.current_thread().name == _NAME:
        work.close()
        raise RuntimeError("the synchronous face was called from within the async core: await it")
    return asyncio.run_coroutine_threadsafe(work, _background())


_NAME = "llm-extract-loop"


@cache
def _background() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name=_NAME, daemon=True).start()
    return loop
