"""A sound chat completion in whatever shape a request asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def least_reply(request: Mapping[str, Any]) -> str:
    """The smallest reply that the schema in a request allows; an empty object where it has none."""
    schema = _schema_in(request)
    return json.dumps(_least(schema, schema.get("$defs", {})) if schema else {})


def completion(request: Mapping[str, Any], text: str) -> Json:
    """A whole completion that says `text`, as a tool call where one was asked for."""
    return {
        "id": "chatcmpl-fault",
        "object": "chat.completion",
        "created": 0,
        "model": request.get("model", "unnamed"),
        "choices": [{"index": 0, "finish_reason": "stop", "message": _message(request, text)}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200},
    }


def _message(request: Mapping[str, Any], text: str) -> Json:
    if not request.get("tools"):
        return {"role": "assistant", "content": text, "refusal": None}
    called = {"name": request["tools"][0]["function"]["name"], "arguments": text}
    call = {"id": "call-1", "type": "function", "function": called}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def _schema_in(request: Mapping[str, Any]) -> Json:
    found: Json
    if request.get("tools"):
        found = request["tools"][0]["function"].get("parameters", {})
    else:
        found = request.get("response_format", {}).get("json_schema", {}).get("schema", {})
    return found


def _least(schema: Json, defs: Json) -> Any:  # noqa: ANN401 - JSON is any of its types
    if "$ref" in schema:
        return _least(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        nothing = any(one.get("type") == "null" for one in schema["anyOf"])
        return None if nothing else _least(schema["anyOf"][0], defs)
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        return {name: _least(field, defs) for name, field in fields.items()}
    empty = {"array": [], "string": "", "integer": 0, "number": 0, "boolean": False}
    return empty.get(schema.get("type", ""))
