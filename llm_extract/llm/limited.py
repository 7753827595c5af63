"""Limits on how fast and how wide to ask: requests and tokens a minute, and calls at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from llm_extract.llm.ask import Model, Reply, Request

_MINUTE_S = 60.0
# English news prose has about this many characters to a token; other scripts have fewer.
_CHARACTERS_A_TOKEN = 4


@dataclass(frozen=True)
class Pace:
    """None: no limit. `at_once` bounds the calls in flight."""

    requests_a_minute: float | None = None
    tokens_a_minute: float | None = None
    at_once: int = 8


@dataclass(frozen=True)
class Time:
    """The clock and the wait, in seconds."""

    now: Callable[[], float] = monotonic
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep


class LimitedModel:
    """Waits for its turn before each call. The waiting is fair: first come, first asked."""

    def __init__(self, model: Model, pace: Pace, time: Time | None = None) -> None:
        self._model = model
        self._at_once = asyncio.Semaphore(pace.at_once)
        self._requests = _Bucket(pace.requests_a_minute, time or Time())
        self._tokens = _Bucket(pace.tokens_a_minute, time or Time())

    async def ask(self, request: Request) -> Reply:
        """As the inner model, when its turn has come."""
        async with self._at_once:
            await self._requests.take(1)
            await self._tokens.take(estimated_tokens(request))
            return await self._model.ask(request)


class _Bucket:
    """A bucket that holds a minute's worth and refills evenly; a draught may leave it in debt."""

    def __init__(self, a_minute: float | None, time: Time) -> None:
        self._a_minute = a_minute
        self._time = time
        self._level = a_minute or 0.0
        self._read_at = time.now()
        self._turn = asyncio.Lock()

    async def take(self, amount: float) -> None:
        if self._a_minute is None:
            return
        async with self._turn:
            now = self._time.now()
            refilled = self._level + (now - self._read_at) * self._a_minute / _MINUTE_S
            self._level = min(self._a_minute, refilled) - amount
            self._read_at = now
            if self._level < 0:
                await self._time.wait(-self._level * _MINUTE_S / self._a_minute)


def estimated_tokens(request: Request) -> int:
    """Roughly how many tokens a request sends, from its characters; no tokeniser is asked."""
    characters = sum(len(turn.text) for turn in request.messages)
    return characters // _CHARACTERS_A_TOKEN + (request.max_output_tokens or 0)
