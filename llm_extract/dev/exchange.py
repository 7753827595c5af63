"""One request, and the connection that its answer goes out on, byte by byte if need be."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from llm_extract.dev.completions import completion


@dataclass
class Exchange:
    """What came, and the way back. `text` is what a sound reply would say.

    `whole` tells whether all of an answer was handed to the network.
    """

    request: Mapping[str, Any]
    text: str
    writer: asyncio.StreamWriter
    whole: bool = False

    @property
    def completion(self) -> dict[str, Any]:
        """A sound answer, to be sent or spoilt."""
        return completion(self.request, self.text)

    async def answer(
        self, body: object, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """A whole answer; a body that is not bytes is sent as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        await self.send(head(len(raw), status, headers) + raw)
        self.whole = True

    async def send(self, raw: bytes) -> None:
        """Bytes as they are."""
        self.writer.write(raw)
        await self.writer.drain()

    def hang_up(self) -> None:
        """End the connection in good order."""
        self.writer.close()

    def reset(self) -> None:
        """Tear the connection: the other side finds it reset."""
        held = self.writer.get_extra_info("socket")
        held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def head(length: int | None, status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """The head of an HTTP answer; None leaves its length out."""
    fields = {"Content-Type": "application/json", **(headers or {})}
    if length is not None:
        fields["Content-Length"] = str(length)
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
