"""An endpoint in the manner of OpenAI's that fails on purpose, and keeps count.

with FaultServer(Script(["reset", "rate_limited=2"])) as server:
    ...  # ask server.url
assert [one.fault for one in server.seen] == ["reset", "rate_limited", "good"]
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from llm_extract.dev.completions import least_reply
from llm_extract.dev.exchange import Exchange
from llm_extract.dev.plans import Plan, Step

Replier = Callable[[Mapping[str, Any]], str]
_LONGEST_HEAD = 65_536


@dataclass
class Seen:
    """One request: its body, how often that body came before, and what it met.

    `open` until its answer is over; `whole` once all of an answer was handed to the network.
    """

    number: int
    body: bytes
    tried: int
    fault: str
    open: bool = True
    whole: bool = False

    def line(self) -> str:
        """The request as a line of JSON, its body as a hash."""
        return json.dumps(
            {
                "number": self.number,
                "sha256": hashlib.sha256(self.body).hexdigest(),
                "tried": self.tried,
                "fault": self.fault,
                "whole": self.whole,
            }
        )


class FaultServer:
    """Serves on this machine alone, in a thread of its own, while its context lasts.

    `reply` makes what a sound answer says out of the request; else it is the least that the
    schema allows. `delay_s` seconds pass before each answer. `told` hears of each request when
    its answer is over.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        reply: Replier = least_reply,
        delay_s: float = 0.0,
        port: int = 0,
        told: Callable[[Seen], object] = lambda _: None,
    ) -> None:
        self.seen: list[Seen] = []
        self.port = port
        self._plan = plan
        self._reply = reply
        self._delay_s = delay_s
        self._told = told
        self._tried: Counter[bytes] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        """What OPENAI_BASE_URL is to be."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def in_flight(self) -> int:
        """How many requests are being answered now."""
        return sum(one.open for one in self.seen)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> None:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, limit=_LONGEST_HEAD, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Whoever hangs up, times out or is killed on the other side is no fault of this one.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.is_closing():
                await self._answer(await _body_of(reader), writer)
        writer.close()

    async def _answer(self, body: bytes, writer: asyncio.StreamWriter) -> None:
        step, seen = self._met(body)
        request = json.loads(body or b"{}")
        exchange = Exchange(request, self._reply(request), writer)
        try:
            await asyncio.sleep(self._delay_s)
            await step.fault.act(exchange, step.amount)
        finally:
            seen.open, seen.whole = False, exchange.whole
            self._told(seen)

    def _met(self, body: bytes) -> tuple[Step, Seen]:
        tried = self._tried[body]
        self._tried[body] += 1
        step = self._plan.step(body, tried)
        self.seen.append(Seen(len(self.seen), body, tried, step.fault.name))
        return step, self.seen[-1]


async def _body_of(reader: asyncio.StreamReader) -> bytes:
    """The body of the next request on a connection."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return await reader.readexactly(int(line.partition(b":")[2]))
    return b""
