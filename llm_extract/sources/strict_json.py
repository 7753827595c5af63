"""JSON objects from strangers: one a line, no key twice, no nesting without end."""

from __future__ import annotations

import json
from typing import Any

from llm_extract.errors import MalformedInput


def json_object(line: str) -> dict[str, Any]:
    """The object that the line holds.

    Raises:
        MalformedInput: no JSON, no object, or a key that stands twice.
    """
    try:
        found = json.loads(line, object_pairs_hook=_without_repeats)
    except RecursionError:
        raise MalformedInput("nested too deep; one flat object a line is expected") from None
    except ValueError as error:
        raise MalformedInput(f"no JSON object ({error}); one object a line is expected") from error
    if not isinstance(found, dict):
        raise MalformedInput(f"JSON, but no object: {line[:40]!r}; one object a line is expected")
    return found


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"the key {twice[0]!r} stands twice")
    return found
