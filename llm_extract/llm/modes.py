"""How an endpoint is asked to answer in a given shape."""

from __future__ import annotations

from enum import StrEnum


class OutputMode(StrEnum):
    """How the endpoint is made to answer in our shape.

    STRICT: a strict JSON schema (OpenAI, vLLM and others). TOOLS: a tool call. JSON: the JSON mode
    of older endpoints. PROSE: JSON fenced in prose, for models that know nothing else.
    """

    STRICT = "strict"
    TOOLS = "tools"
    JSON = "json"
    PROSE = "prose"
