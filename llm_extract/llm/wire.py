"""Reading an endpoint's answer as a stranger's: whole, strict, and into our own words for failure.

The body is parsed here and not by a client library, because what endpoints send under HTTP 200
includes error objects, web pages, empty choices, doubled keys and numbers that are none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

from llm_extract.errors import (
    BadReply,
    ContextTooLong,
    CutShort,
    KeyRefused,
    ModelError,
    ModeRefused,
    NoCompletion,
    QuotaExhausted,
    RateLimited,
    Refusal,
    RequestRefused,
    ServerFault,
    UnknownModel,
)
from llm_extract.llm.ask import Reply, Usage, charged

_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "quota_exceeded"})
# The parts of a request that the output mode decides.
_OF_MODE = frozenset({"response_format", "json_schema", "tools", "tool_choice"})
_FINDS_IT = "`llm-extract doctor --probe`"
# JSON can spell half a character; no file and no request can carry one.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_YEAR_S = 365 * 86_400.0
_CONTEXT = frozenset({"context_length_exceeded", "string_above_max_length"})


def strict_json(text: str | bytes) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Parse JSON that says one thing: no doubled keys, no NaN, no infinities.

    Raises:
        BadReply: with the reason in words.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite
        )
    except (ValueError, RecursionError) as error:
        raise BadReply(f"not JSON that can be trusted: {error or 'nested too deeply'}") from error


def read_completion(body: bytes, *, asked_model: str, latency_s: float) -> Reply:
    """The reply in the body of a chat completion.

    Raises:
        ModelError: the body holds an error, a refusal, a reply cut short, or no reply.
    """
    answer = _object_in(body)
    if answer.get("error"):
        raise error_of(_status_in(answer["error"]), answer, None)
    usage = _usage(answer.get("usage"))
    try:
        text = _text_in(answer)
    except ModelError as error:
        raise charged(error, usage) from None
    model = str(answer.get("model") or asked_model)
    return Reply(text=text, model=model, usage=usage, latency_s=latency_s)


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds to wait that Retry-After asks for, in either of its forms, a year at most.

    A date counts from the endpoint's own clock where it tells the time, else from `now`.
    """
    said = headers.get("retry-after", "")
    try:
        asked_s = float(said)
    except ValueError:
        until, since = _date(said), _date(headers.get("date", ""))
        if until is None:
            return None
        asked_s = (until - (since or now)).total_seconds()
    # In this order, for what is no number is below none.
    return max(0.0, min(_YEAR_S, asked_s)) if asked_s == asked_s else None  # noqa: PLR0124 - NaN


def error_of(status: int, body: object, retry_after_s: float | None) -> ModelError:
    """The error that an HTTP status and its body stand for."""
    code, said = _code_and_words(body)
    message = f"the endpoint answered HTTP {status}" + (f": {said}" if said else "")
    if code in _QUOTA:
        return QuotaExhausted(f"{message}. Check the account's plan and billing")
    if code in _CONTEXT:
        return ContextTooLong(message)
    if status in {401, 403}:
        return KeyRefused(f"{message}. Check OPENAI_API_KEY and OPENAI_BASE_URL")
    if code == "model_not_found" or (status == 404 and "model" in said.lower()):  # noqa: PLR2004
        return UnknownModel(f"{message}. Check LLM_EXTRACT_MODEL")
    if status == 429 or (status == 503 and retry_after_s is not None):  # noqa: PLR2004 - HTTP
        return RateLimited(message, retry_after_s)
    if status >= 500 or status in {408, 409}:  # noqa: PLR2004 - HTTP
        return ServerFault(message)
    parameter = _parameter(body)
    if parameter in _OF_MODE or any(name in said for name in _OF_MODE):
        return ModeRefused(f"{message}. Set LLM_EXTRACT_OUTPUT_MODE to what {_FINDS_IT} finds")
    return RequestRefused(message, parameter)


def _object_in(body: bytes) -> dict[str, Any]:
    try:
        answer = strict_json(body)
    except BadReply as error:
        raise NoCompletion(f"the endpoint's answer is {error}") from error
    if not isinstance(answer, dict):
        raise NoCompletion("the endpoint answered with JSON that is no object")
    return answer


def _status_in(error: object) -> int:
    """The HTTP status that an error under HTTP 200 names: gateways pass on what they met so."""
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) and 400 <= code < 600 else 400  # noqa: PLR2004 - HTTP


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _text_in(answer: dict[str, Any]) -> str:
    choice = _only_choice(answer)
    message = choice.get("message")
    if not isinstance(message, dict):
        raise NoCompletion("the endpoint answered without a message")
    _check_finish(choice.get("finish_reason"), message)
    return _text_of(message)


def _only_choice(answer: dict[str, Any]) -> dict[str, Any]:
    choices = answer.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise NoCompletion("the endpoint answered without choices")
    if len(choices) > 1:
        raise BadReply(f"the endpoint answered with {len(choices)} choices where one was asked")
    only: dict[str, Any] = choices[0]
    return only


def _check_finish(finish: object, message: dict[str, Any]) -> None:
    if finish == "length":
        raise CutShort("the reply ran into its length limit")
    if finish == "content_filter":
        raise Refusal("a content filter stopped the reply")
    if message.get("refusal"):
        raise Refusal(f"the model declined: {str(message['refusal'])[:200]}")


def _text_of(message: dict[str, Any]) -> str:
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls:
        if len(calls) > 1:
            raise BadReply(f"the model made {len(calls)} tool calls where one was asked")
        called = calls[0].get("function") if isinstance(calls[0], dict) else None
        text = called.get("arguments") if isinstance(called, dict) else None
    else:
        text = message.get("content")
    if not isinstance(text, str) or not text.strip():
        raise BadReply("the model replied with nothing")
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\0", ""))


def _usage(usage: object) -> Usage:
    if not isinstance(usage, dict):
        return Usage()
    details = usage.get("prompt_tokens_details")
    return Usage(
        prompt=_whole(usage.get("prompt_tokens")),
        cached_prompt=_whole(details.get("cached_tokens") if isinstance(details, dict) else None),
        completion=_whole(usage.get("completion_tokens")),
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _code_and_words(body: object) -> tuple[str, str]:
    error = body.get("error", body) if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "", str(error or "")[:200]
    return str(error.get("code") or error.get("type") or ""), str(error.get("message") or "")[:200]


def _parameter(body: object) -> str | None:
    error = body.get("error", body) if isinstance(body, dict) else None
    named = error.get("param") if isinstance(error, dict) else None
    return named if isinstance(named, str) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise ValueError(f"{digits} is beyond any number")
    return value
