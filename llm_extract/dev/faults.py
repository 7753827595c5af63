"""Every fault of an endpoint that we know of, by name.

Each is one function over an `Exchange` and an amount: how long, how large, how far. What the amount
counts stands in the fault's meaning.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from llm_extract.dev.exchange import Exchange, head

Act = Callable[[Exchange, float], Awaitable[None]]
_MEGABYTE = 1_000_000


class Reach(StrEnum):
    """How far a fault goes.

    NONE: no fault. PASSING: the same request may fare better. REPLY: this reply is of no use.
    RUN: no request will fare better.
    """

    NONE = "none"
    PASSING = "passing"
    REPLY = "reply"
    RUN = "run"


@dataclass(frozen=True)
class Fault:
    """`amount` is what the fault does when nothing else is asked for."""

    name: str
    reach: Reach
    meaning: str
    act: Act
    amount: float = 0.0


# ---------------------------------------------------------------- kinds of fault


def _status(status: int, code: str, **headers: str) -> Act:
    """An error in the form that endpoints use; `{}` in a header is the amount."""

    async def act(exchange: Exchange, amount: float) -> None:
        filled = {n.replace("_", "-"): v.format(f"{amount:g}") for n, v in headers.items()}
        error = {"error": {"message": f"said on purpose: {code}", "code": code, "type": code}}
        await exchange.answer(error, status, filled)

    return act


def _body(body: bytes, status: int = 200) -> Act:
    """An answer that is no completion at all."""

    async def act(exchange: Exchange, _: float) -> None:
        await exchange.answer(body, status)

    return act


def _completion(spoil: Callable[[dict[str, Any]], object]) -> Act:
    """A completion that is spoilt in place."""

    async def act(exchange: Exchange, _: float) -> None:
        answer = exchange.completion
        spoil(answer)
        await exchange.answer(answer)

    return act


def _text(spoil: Callable[[str], str]) -> Act:
    """A sound completion around a text that is spoilt."""

    async def act(exchange: Exchange, _: float) -> None:
        exchange.text = spoil(exchange.text)
        await exchange.answer(exchange.completion)

    return act


def _message(**fields: object) -> Act:
    return _completion(lambda answer: answer["choices"][0]["message"].update(fields))


def _finish(reason: str, **fields: object) -> Act:
    def spoil(answer: dict[str, Any]) -> None:
        answer["choices"][0]["finish_reason"] = reason
        answer["choices"][0]["message"].update(fields)

    return _completion(spoil)


def _first_value(literal: str) -> Callable[[str], str]:
    """Put a literal, as it stands, in place of the first value of an object."""

    def spoil(text: str) -> str:
        first, *others = json.loads(text).items()
        rest = "".join(f", {json.dumps(name)}: {json.dumps(value)}" for name, value in others)
        return "{" + f"{json.dumps(first[0])}: {literal}{rest}" + "}"

    return spoil


def _without_last(text: str) -> str:
    found = json.loads(text)
    found.popitem()
    return json.dumps(found)


def _with_first_twice(text: str) -> str:
    name = json.dumps(next(iter(json.loads(text))))
    return text.replace("{", "{" + f"{name}: null, ", 1)


# ---------------------------------------------------------------- faults of the wire


async def _good(exchange: Exchange, _: float) -> None:
    await exchange.answer(exchange.completion)


async def _reset(exchange: Exchange, _: float) -> None:
    exchange.reset()


async def _close(exchange: Exchange, _: float) -> None:
    exchange.hang_up()


async def _part(exchange: Exchange) -> bytes:
    """Send the head and half of the body; what is left."""
    raw = json.dumps(exchange.completion).encode()
    half = len(raw) // 2
    await exchange.send(head(len(raw)) + raw[:half])
    return raw[half:]


async def _reset_mid_body(exchange: Exchange, _: float) -> None:
    await _part(exchange)
    await asyncio.sleep(0.02)  # so that what was sent is read before the reset overtakes it
    exchange.reset()


async def _short_body(exchange: Exchange, _: float) -> None:
    await _part(exchange)
    exchange.hang_up()


async def _hang(exchange: Exchange, seconds: float) -> None:
    await asyncio.sleep(seconds)
    exchange.hang_up()


async def _hang_mid_body(exchange: Exchange, seconds: float) -> None:
    await _part(exchange)
    await _hang(exchange, seconds)


async def _drip(exchange: Exchange, seconds: float) -> None:
    raw = json.dumps(exchange.completion).encode()
    await exchange.send(head(len(raw)))
    step = len(raw) // 30 + 1
    for start in range(0, len(raw), step):
        await exchange.send(raw[start : start + step])
        await asyncio.sleep(seconds)


async def _garbage(exchange: Exchange, _: float) -> None:
    await exchange.send(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
    exchange.hang_up()


async def _endless(exchange: Exchange, megabytes: float) -> None:
    await exchange.send(head(None, headers={"Transfer-Encoding": "chunked"}))
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    for _ in range(int(megabytes)):
        await exchange.send(chunk)
    exchange.hang_up()


async def _long_head(exchange: Exchange, megabytes: float) -> None:
    await exchange.send(head(2, headers={"X-Long": "x" * int(megabytes * _MEGABYTE)}) + b"{}")


async def _gzip_bomb(exchange: Exchange, megabytes: float) -> None:
    await exchange.answer(_packed_blanks(int(megabytes)), headers={"Content-Encoding": "gzip"})


@lru_cache(1)
def _packed_blanks(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    blanks = b" " * _MEGABYTE
    return b"".join([*(packer.compress(blanks) for _ in range(megabytes)), packer.flush()])


async def _redirect(exchange: Exchange, _: float) -> None:
    await exchange.answer({}, 307, {"Location": "http://127.0.0.1:9/v1/chat/completions"})


_PASSING, _REPLY, _RUN = Reach.PASSING, Reach.REPLY, Reach.RUN
_WAIT = "Retry-After of the amount in seconds"

FAULTS: dict[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("good", Reach.NONE, "no fault: a sound reply", _good),
        # The endpoint says no.
        Fault("rate_limited", _PASSING, f"429, {_WAIT}", _status(429, "rate", Retry_After="{}")),
        Fault("rate_limited_bare", _PASSING, "429, and not how long", _status(429, "rate")),
        Fault("overloaded", _PASSING, f"503, {_WAIT}", _status(503, "busy", Retry_After="{}")),
        Fault("server_error", _PASSING, "500 with an error object", _status(500, "server_error")),
        Fault("bad_gateway", _PASSING, "502 with a web page", _body(b"<html>gateway</html>", 502)),
        Fault("quota", _RUN, "429: nothing left to spend", _status(429, "insufficient_quota")),
        Fault("key_refused", _RUN, "401: the key is not taken", _status(401, "invalid_api_key")),
        Fault("unknown_model", _RUN, "404: no such model", _status(404, "model_not_found")),
        Fault(
            "context", _REPLY, "400: the text is too long", _status(400, "context_length_exceeded")
        ),
        Fault("redirect", _REPLY, "307 to another host", _redirect),
        # The connection fails.
        Fault("reset", _PASSING, "reset before a byte is sent", _reset),
        Fault("reset_mid_body", _PASSING, "reset in the middle of the body", _reset_mid_body),
        Fault("close", _PASSING, "closed before a byte is sent", _close),
        Fault("short_body", _PASSING, "closed before the length it promised", _short_body),
        Fault("hang", _PASSING, "silence for the amount in seconds", _hang, 3600),
        Fault("hang_mid_body", _PASSING, "half a body, then silence", _hang_mid_body, 3600),
        Fault("drip", _PASSING, "30 pieces, the amount in seconds apart", _drip, 0.3),
        Fault("garbage", _PASSING, "bytes that are not HTTP", _garbage),
        Fault("long_head", _PASSING, "a header of the amount in MB", _long_head, 1),
        Fault("endless", _REPLY, "blanks, the amount in MB", _endless, 300),
        Fault("gzip_bomb", _REPLY, "packed blanks, the amount in MB", _gzip_bomb, 30),
        # HTTP 200 around something that is no completion.
        Fault("error_as_200", _REPLY, "an error object", _body(b'{"error": {"message": "odd"}}')),
        Fault(
            "gateway_as_200",
            _PASSING,
            "an error object that names status 502",
            _body(b'{"error": {"message": "gateway", "code": 502}}'),
        ),
        Fault("html", _REPLY, "a web page", _body(b"<html><body>Welcome</body></html>")),
        Fault("empty", _REPLY, "an empty body", _body(b"")),
        Fault("not_utf8", _REPLY, "bytes that are not UTF-8", _body(b'{"choices": "\xff\xfe"}')),
        Fault("null", _REPLY, "the JSON null", _body(b"null")),
        Fault(
            "no_choices",
            _REPLY,
            "an empty list of choices",
            _completion(lambda answer: answer["choices"].clear()),
        ),
        Fault(
            "null_choices",
            _REPLY,
            "null for choices",
            _completion(lambda answer: answer.update(choices=None)),
        ),
        Fault(
            "two_choices",
            _REPLY,
            "two choices where one was asked",
            _completion(lambda answer: answer["choices"].append(answer["choices"][0])),
        ),
        Fault(
            "other_model",
            Reach.NONE,
            "another model's name",
            _completion(lambda answer: answer.update(model="another-model")),
        ),
        # The model does not say it.
        Fault("length", _REPLY, "finish_reason length", _finish("length")),
        Fault("filtered", _REPLY, "content_filter", _finish("content_filter", content=None)),
        Fault("refusal", _REPLY, "the model declines", _message(content=None, refusal="No.")),
        Fault("null_content", _REPLY, "no content", _message(content=None, tool_calls=None)),
        Fault(
            "wrong_channel",
            _REPLY,
            "the reply in a field for reasoning",
            _message(content=None, tool_calls=None, reasoning_content="{}"),
        ),
        # It says something else.
        Fault("truncated", _REPLY, "half its JSON", _text(lambda text: text[: len(text) // 2])),
        Fault("missing_field", _REPLY, "a field left out", _text(_without_last)),
        Fault("wrong_type", _REPLY, "a value of another type", _text(_first_value('"seven"'))),
        Fault(
            "extra_key",
            _REPLY,
            "a field too many",
            _text(lambda text: text.replace("{", '{"unasked": 1, ', 1)),
        ),
        Fault("prose", _REPLY, "prose around its JSON", _text(lambda text: f"Here: {text} Done.")),
        Fault("deep", _REPLY, "nesting without end", _text(lambda _: "[" * 200_000)),
        Fault("huge_integer", _REPLY, "5,000 digits", _text(_first_value("9" * 5000))),
        Fault("surrogate", _REPLY, "half a character", _text(_first_value('"\\ud800"'))),
        Fault("duplicate_key", _REPLY, "a key that stands twice", _text(_with_first_twice)),
        Fault("nan", _REPLY, "NaN for a value", _text(_first_value("NaN"))),
        Fault("infinity", _REPLY, "1e400 for a value", _text(_first_value("1e400"))),
        Fault("nul", Reach.NONE, "a NUL after its JSON", _text(lambda text: text + "\0")),
    )
}
