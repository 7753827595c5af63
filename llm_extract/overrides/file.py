"""The overrides file: YAML in, signed overrides out, each with the line where it stands.

Scalars are read as plain text, so that `no` and `2026-03-01` mean what they look like.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import yaml
from pydantic import TypeAdapter, ValidationError

from llm_extract.counts import find_counts
from llm_extract.errors import OverrideError
from llm_extract.overrides.contradictions import refuse_contradictions
from llm_extract.records.overrides import Override

# What a node of the file holds, all scalars as text.
_Plain: TypeAlias = "str | list[_Plain] | dict[str, _Plain] | None"

_MOST_BYTES = 5_000_000
_NOTHING = frozenset({"", "~", "null"})
_SIGNED = ("who", "when", "why")
# How an entry opens, by what it is: the key that names what it is about, and the others it takes.
_FORMS = {
    "reject": ("claim_id", ()),
    "amend": ("claim_id", ("to",)),
    "add": ("article_id", ("claim",)),
    "join": ("ends", ()),
    "part": ("ends", ()),
}
_OVERRIDES: TypeAdapter[Override] = TypeAdapter(Override)


def read_overrides(path: Path) -> tuple[Override, ...]:
    """The overrides of a file, in its order.

    Raises:
        OverrideError: the file cannot be read, an entry does not follow the form, or two entries
            contradict each other; the message names the file and the lines.
    """
    return parse_overrides(_text(path), str(path))


def parse_overrides(text: str, file: str) -> tuple[Override, ...]:
    """As `read_overrides`, from text; `file` is how errors name it."""
    found = tuple(_override(node, file) for node in _entries(text, file))
    refuse_contradictions(found)
    return found


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        if len(raw) > _MOST_BYTES:
            raise OverrideError(f"{path}: larger than {_MOST_BYTES} bytes, so no overrides file")
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise OverrideError(f"{path}: {error.strerror}, where overrides should stand") from error
    except UnicodeDecodeError as error:
        raise OverrideError(f"{path}: not UTF-8") from error


def _entries(text: str, file: str) -> Iterator[yaml.MappingNode]:
    """The entries of the list that the file is; none where it is empty."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise OverrideError(f"{file}: no YAML: {' '.join(str(error).split())}") from error
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise OverrideError(f"{file}: it is no list; each override begins with a dash")
    for node in root.value:
        if not isinstance(node, yaml.MappingNode):
            raise OverrideError(f"{file}, line {_line(node)}: no override: it has no keys")
        yield node


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _override(node: yaml.MappingNode, file: str) -> Override:
    at = f"{file}, line {_line(node)}"
    try:
        keys = _mapping(node, set())
        kind = _kind(keys)
        about, others = _FORMS[kind]
        _refuse_unknown(keys, (kind, *others, *_SIGNED))
        fields = {name: _in_records(value) for name, value in keys.items() if name != kind}
        placed = {"kind": kind, about: keys[kind], "file": file, "line": _line(node)}
        return _OVERRIDES.validate_python({**fields, **placed})
    except ValidationError as error:
        raise OverrideError(f"{at}: {in_words(error)}") from error
    except ValueError as error:
        raise OverrideError(f"{at}: {error}") from error


def _kind(keys: dict[str, _Plain]) -> str:
    kinds = [name for name in _FORMS if name in keys]
    if len(kinds) != 1:
        there = f"there are {' and '.join(kinds)}" if kinds else "there is none"
        raise ValueError(f"one of {', '.join(_FORMS)} says what is to be done; {there}")
    return kinds[0]


def _refuse_unknown(keys: dict[str, _Plain], known: tuple[str, ...]) -> None:
    for name in keys:
        if name not in known:
            raise ValueError(f"{name}: no key of this override; it takes {', '.join(known)}")
    for name in known:
        if keys.get(name) is None:
            raise ValueError(f"{name}: it is required")


def in_words(error: ValidationError) -> str:
    """The first thing that is wrong with a record, on one line."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"] if step not in _FORMS)
    return f"{where}: {first['msg']}" if where else first["msg"]


# ---------------------------------------------------------------- from nodes to plain values


def _value(node: yaml.Node, above: set[int]) -> _Plain:
    match node:
        case yaml.MappingNode():
            return _mapping(node, above)
        case yaml.SequenceNode():
            return [_value(one, _deeper(node, above)) for one in node.value]
        case _:
            bare = not getattr(node, "style", None) and node.value in _NOTHING
            return None if bare else str(node.value)


def _mapping(node: yaml.MappingNode, above: set[int]) -> dict[str, _Plain]:
    found: dict[str, _Plain] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in found:
            raise ValueError(f"{name}: it stands there twice")
        found[name] = _value(value, _deeper(node, above))
    return found


def _deeper(node: yaml.Node, above: set[int]) -> set[int]:
    """The nodes above a child; an alias that leads back to one of them would never end."""
    if id(node) in above:
        raise ValueError("an alias leads back to itself")
    return above | {id(node)}


def _in_records(value: _Plain) -> _Plain:
    """A count written in words becomes the record it stands for, however deep it lies."""
    if not isinstance(value, dict):
        return value
    read = {name: _in_records(inner) for name, inner in value.items()}
    count = read.get("count")
    if isinstance(count, str):
        read["count"] = _count(count)
    return read


def _count(words: str) -> _Plain:
    """A count from words such as “at least 12”, which must be that count and nothing else."""
    found = find_counts(f"{words} people")
    if len(found) != 1 or words[found[0].start : found[0].end] != words:
        raise ValueError(f"count: “{words}” is no single count; write for example “at least 12”")
    return found[0].count.model_dump(mode="json")
