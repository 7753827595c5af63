"""What is asked of a model and what comes back: the seam that every wrapper here sits on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Protocol

from pydantic import BaseModel

from llm_extract.errors import ModelError, ReplayMiss


@dataclass(frozen=True)
class Message:
    """One turn. The text is sent as it stands: nothing in it is ever read as a template."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, eq=False)
class ReplySchema:
    """The shape a reply must have. Made once for a class, for building the schema is slow."""

    reply: type[BaseModel]
    json_schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the schema is called on the wire."""
        return self.reply.__name__

    @cached_property
    def sha256(self) -> str:
        """A hash of the schema: two releases with the same hash ask for the same thing."""
        return _sha256(self.json_schema)


@dataclass(frozen=True)
class Request:
    """One question. `sample` tells repeated askings of the same thing apart."""

    model: str
    messages: tuple[Message, ...]
    schema: ReplySchema
    temperature: float | None = 0.0
    seed: int | None = 0
    max_output_tokens: int | None = None
    sample: int = 0

    @cached_property
    def key(self) -> str:
        """SHA-256 over everything that can change the reply: the name of the reply everywhere."""
        return _sha256(
            {
                "model": self.model,
                "messages": [[message.role, message.text] for message in self.messages],
                "schema": self.schema.sha256,
                "temperature": self.temperature,
                "seed": self.seed,
                "max_output_tokens": self.max_output_tokens,
                "sample": self.sample,
            }
        )


@dataclass(frozen=True)
class Usage:
    """Tokens, as the endpoint counts them; `cached_prompt` are part of `prompt`."""

    prompt: int = 0
    cached_prompt: int = 0
    completion: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt + other.prompt,
            self.cached_prompt + other.cached_prompt,
            self.completion + other.completion,
        )


@dataclass(frozen=True)
class Reply:
    """What came back: the text, not yet read as anything. `model` is the one that answered."""

    text: str
    model: str
    usage: Usage = field(default_factory=Usage)
    latency_s: float = 0.0
    from_cache: bool = False

    def cached(self) -> Reply:
        """The same reply, marked as one that cost this caller nothing."""
        return replace(self, from_cache=True)


def charged(error: ModelError, usage: Usage) -> ModelError:
    """The error, carrying what it cost: a reply that cannot be used is paid for like any other."""
    vars(error)["usage"] = usage
    return error


def charge_of(error: ModelError) -> Usage | None:
    """What the failed call cost; None where no endpoint said."""
    usage: Usage | None = vars(error).get("usage")
    return usage


class Model(Protocol):
    """Anything that answers. Wrappers are models over models."""

    async def ask(self, request: Request) -> Reply:
        """Answer one request.

        Raises:
            ModelError: one of its closed set; nothing else escapes.
        """


class ScriptedModel:
    """A model that answers from a list, in order, and keeps what it was asked: for tests."""

    def __init__(self, replies: Sequence[str | Exception]) -> None:
        self._replies = list(replies)
        self.asked: list[Request] = []

    async def ask(self, request: Request) -> Reply:
        """The next reply of the list; an exception in it is raised."""
        self.asked.append(request)
        if not self._replies:
            raise ReplayMiss("the script has no reply left")
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return Reply(text=reply, model=request.model)


def _sha256(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
