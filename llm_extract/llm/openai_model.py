"""The one place that knows openai and instructor: a request out, a reply or one of our errors back.

Where the endpoint takes a strict JSON schema, the call goes straight through openai, with a schema
that was built once. instructor serves the endpoints that do not: it knows how each asks for a tool
call or for JSON in prose. Neither retries: that is decided once, in `retrying`.
"""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, assert_never
from urllib.parse import unquote, urlsplit

from llm_extract.errors import BadReply, ModelError, RequestRefused, Unreachable
from llm_extract.llm.ask import Reply, Request, charged
from llm_extract.llm.modes import OutputMode
from llm_extract.llm.per_loop import PerLoop
from llm_extract.llm.wire import error_of, read_completion, retry_after_s

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    import httpx2
    import openai
    from openai import AsyncOpenAI

# No reply of ours is larger; what is, is an attack or an accident.
_MOST_BYTES = 8_000_000
_SHORTEST_KEY = 8


@dataclass(frozen=True)
class Endpoint:
    """Where to ask. `timeout_s` bounds each wait for bytes; `deadlined` bounds the whole call."""

    api_key: str = field(repr=False)
    base_url: str | None = None
    mode: OutputMode = OutputMode.STRICT
    timeout_s: float = 120.0
    most_connections: int = 256


class OpenAIModel:
    """A model behind an OpenAI-compatible endpoint. It may be asked on any number of event loops.

    One `ask` is one HTTP request.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._clients = PerLoop(lambda: _held(_opened(endpoint)))

    async def ask(self, request: Request) -> Reply:
        """The reply to one HTTP request, or one of our errors."""
        started = time.perf_counter()
        client = await anext(self._clients.here())
        async with self._key_kept(), _our_errors():
            body = await self._send(client, request)
            latency_s = time.perf_counter() - started
            reply = read_completion(body, asked_model=request.model, latency_s=latency_s)
            return _out_of_prose(reply) if self._endpoint.mode is OutputMode.PROSE else reply

    @asynccontextmanager
    async def _key_kept(self) -> AsyncIterator[None]:
        """Take the key out of what an endpoint says: some repeat it when they refuse it."""
        key = self._endpoint.api_key
        try:
            yield
        except ModelError as error:
            # A word that stands in for a key is no secret, and may be part of any other word.
            if len(key) < _SHORTEST_KEY:
                raise
            error.args = tuple(str(part).replace(key, "[the key]") for part in error.args)
            raise

    async def close(self) -> None:
        """Close the connections of the running event loop; those of others close as they end."""
        held = self._clients.leave()
        if held is not None:
            await held.aclose()

    async def _send(self, client: AsyncOpenAI, request: Request) -> bytes:
        shaped = _shaped(self._endpoint.mode, request)
        answer = await client.chat.completions.with_raw_response.create(**shaped)
        body: bytes = answer.http_response.content
        return body


def _shaped(mode: OutputMode, request: Request) -> dict[str, Any]:
    """The arguments of the call, in the form that `mode` asks for."""
    arguments = _plain(request)
    match mode:
        case OutputMode.STRICT:
            strict = {
                "name": request.schema.name,
                "strict": True,
                "schema": request.schema.json_schema,
            }
            # As a body of our own: openai walks through every node of what it is given by name.
            form = {"type": "json_schema", "json_schema": strict}
            return arguments | {"extra_body": {"response_format": form}}
        case OutputMode.TOOLS | OutputMode.JSON | OutputMode.PROSE:
            return _by_instructor(mode, request, arguments)
        case _:
            assert_never(mode)


def _plain(request: Request) -> dict[str, Any]:
    optional = {
        "temperature": request.temperature,
        "seed": request.seed,
        "max_completion_tokens": request.max_output_tokens,
    }
    return {
        "model": request.model,
        "messages": [{"role": turn.role, "content": turn.text} for turn in request.messages],
        **{name: value for name, value in optional.items() if value is not None},
    }


def _by_instructor(mode: OutputMode, request: Request, arguments: dict[str, Any]) -> dict[str, Any]:
    from instructor import Mode  # noqa: PLC0415 - slow to import, and seldom needed
    from instructor.processing.response import handle_response_model  # noqa: PLC0415

    modes = {
        OutputMode.TOOLS: Mode.TOOLS,
        OutputMode.JSON: Mode.JSON,
        OutputMode.PROSE: Mode.MD_JSON,
    }
    # No `context` is ever passed: it would turn article text into a template.
    shaped: dict[str, Any] = handle_response_model(
        request.schema.reply, mode=modes[mode], **arguments
    )[1]
    return shaped


def _out_of_prose(reply: Reply) -> Reply:
    from instructor.utils import extract_json_from_codeblock  # noqa: PLC0415

    try:
        return replace(reply, text=extract_json_from_codeblock(reply.text))
    except ValueError as error:
        fault = BadReply(f"no JSON could be told apart from the prose: {error}")
        raise charged(fault, reply.usage) from error


# ---------------------------------------------------------------- the client


async def _held(client: AsyncOpenAI) -> AsyncGenerator[AsyncOpenAI]:
    """The client, again and again. A loop closes its generators when it ends, and so the client."""
    try:
        while True:
            yield client
    finally:
        await client.close()


def _opened(endpoint: Endpoint) -> AsyncOpenAI:
    import httpx2  # noqa: PLC0415 - slow to import; only a run that asks a model pays for it
    from openai import AsyncOpenAI  # noqa: PLC0415

    limits = httpx2.Limits(
        max_connections=endpoint.most_connections,
        max_keepalive_connections=endpoint.most_connections,
    )
    address, user, password = _apart(endpoint.base_url)
    http = httpx2.AsyncClient(
        auth=(user, password) if user is not None else None,
        # A redirect would send article text to a host nobody named.
        follow_redirects=False,
        timeout=endpoint.timeout_s,
        limits=limits,
        # What is sent packed can unpack to a thousand times its size.
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_bound]},
    )
    return AsyncOpenAI(api_key=endpoint.api_key, base_url=address, max_retries=0, http_client=http)


def _apart(address: str | None) -> tuple[str | None, str | None, str]:
    """An address, the user and the password that stood in it: client libraries log addresses."""
    if address is None:
        return None, None, ""
    parts = urlsplit(address)
    if parts.username is None:
        return address, None, ""
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return bare, unquote(parts.username), unquote(parts.password or "")


async def _bound(response: httpx2.Response) -> None:
    """Refuse a packed body, and one that says or turns out to be larger than any reply of ours."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise BadReply("the endpoint sent a packed body, though asked not to")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _MOST_BYTES:
            await response.aclose()
            raise BadReply(f"the endpoint sent more than {_MOST_BYTES:,} bytes")
    response._content = bytes(body)  # noqa: SLF001 - as httpx2's own `aread` leaves it


# ---------------------------------------------------------------- errors


@asynccontextmanager
async def _our_errors() -> AsyncIterator[None]:
    """Turn all that openai, its transport and its parsing may raise into our closed set."""
    import httpx2  # noqa: PLC0415
    import openai  # noqa: PLC0415

    try:
        yield
    except ModelError:
        raise
    except openai.APIStatusError as error:
        wait_s = retry_after_s(error.response.headers, datetime.now(UTC))
        raise error_of(error.status_code, _body_of(error), wait_s) from error
    except (openai.APIConnectionError, httpx2.HTTPError) as error:
        cause = error.__cause__
        if isinstance(cause, ModelError):
            raise cause from None
        raise Unreachable(
            f"no answer from the endpoint ({cause or error}). Check OPENAI_BASE_URL and the network"
        ) from error
    except UnicodeEncodeError as error:
        raise RequestRefused(f"the text cannot be sent as UTF-8: {error}") from error
    except openai.OpenAIError as error:
        raise BadReply(f"the client could not read the answer: {error}") from error


def _body_of(error: openai.APIStatusError) -> object:
    return error.body if error.body is not None else error.response.text[:200]
