"""Limits on how fast and how wide to ask: requests and tokens a minute, and calls at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from llm_extract.llm.ask import Model, Reply, Request
from llm_extract.llm.halting import pause
from llm_extract.llm.per_loop import PerLoop

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
    wait: Callable[[float], Awaitable[None]] = pause


class LimitedModel:
    """Waits for its turn before each call. The waiting is fair: first come, first asked.

    The limits hold over all event loops together, `at_once` for each of them.
    """

    def __init__(self, model: Model, pace: Pace, time: Time | None = None) -> None:
        self._model = model
        self._at_once = PerLoop(lambda: asyncio.Semaphore(pace.at_once))
        self._requests = _Minute(pace.requests_a_minute, time or Time())
        self._tokens = _Minute(pace.tokens_a_minute, time or Time())

    async def ask(self, request: Request) -> Reply:
        """As the inner model, when its turn has come."""
        # Who waits for the pace keeps nobody else: all wait behind each other for the same.
        async with self._at_once.here():
            await self._requests.take(1)
            await self._tokens.take(estimated_tokens(request))
            return await self._model.ask(request)


class _Minute:
    """No more than the limit in any sixty seconds; what alone is more has a minute of its own."""

    def __init__(self, most: float | None, time: Time) -> None:
        self._most = most
        self._time = time
        # When each amount was taken, the oldest first.
        self._taken: deque[tuple[float, float]] = deque()
        self._sum = 0.0
        self._turn = PerLoop(asyncio.Lock)

    async def take(self, amount: float) -> None:
        if self._most is None:
            return
        async with self._turn.here():
            while (wait_s := self._wait_s(amount, self._most)) > 0:
                await self._time.wait(wait_s)
            self._taken.append((self._time.now(), amount))
            self._sum += amount

    def _wait_s(self, amount: float, most: float) -> float:
        """Seconds until more may be free; 0 where `amount` is."""
        now = self._time.now()
        while self._taken and self._taken[0][0] + _MINUTE_S <= now:
            self._sum -= self._taken.popleft()[1]
        if not self._taken or self._sum + amount <= most:
            return 0.0
        return self._taken[0][0] + _MINUTE_S - now


def estimated_tokens(request: Request) -> int:
    """Roughly how many tokens a request sends, from its characters; no tokeniser is asked."""
    characters = sum(len(turn.text) for turn in request.messages)
    return characters // _CHARACTERS_A_TOKEN + (request.max_output_tokens or 0)
