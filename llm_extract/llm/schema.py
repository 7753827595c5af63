"""The JSON schema of a reply, in the strict form that endpoints can hold a model to."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from llm_extract.llm.ask import ReplySchema

# Strict endpoints refuse some of what pydantic adds, and a model gains nothing from the rest.
_LEFT_OUT = frozenset({"title", "default"})


@cache
def reply_schema(reply: type[BaseModel]) -> ReplySchema:
    """The schema of `reply`, built once: every field required, no other allowed."""
    return ReplySchema(reply, _strict(reply.model_json_schema()))


def _strict(node: Any) -> Any:  # noqa: ANN401 - JSON is any of its types
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    strict = {
        name: {field: _strict(inner) for field, inner in value.items()}
        if name in {"properties", "$defs"}
        else _strict(value)
        for name, value in node.items()
        if name not in _LEFT_OUT
    }
    if strict.get("type") == "object":
        strict["required"] = list(strict.get("properties", {}))
        strict["additionalProperties"] = False
    return strict
