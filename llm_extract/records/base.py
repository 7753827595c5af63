"""What all records share: frozen, closed to unknown fields, and the same in JSON every time."""

from __future__ import annotations

import hashlib
import json
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from llm_extract.errors import RecordError

SCHEMA_VERSION: Literal[1] = 1


class Record(BaseModel):
    """A frozen value. Sequences are tuples, so that a record can be hashed and shared."""

    # Schemas are built at first use: importing a record must stay cheap.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Document(Record):
    """A record that is written to disk on its own, and so says which schema it follows."""

    schema_version: Literal[1] = SCHEMA_VERSION

    def to_json(self) -> str:
        """One line of JSON; `from_json` gives back an equal record."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, line: str | bytes) -> Self:
        """Read what `to_json` wrote.

        Raises:
            RecordError: not JSON, not this record, or of another schema version.
        """
        try:
            return cls.model_validate_json(line)
        except ValidationError as error:
            raise RecordError(_why_unreadable(cls.__name__, line, error)) from error


def _why_unreadable(name: str, line: str | bytes, error: ValidationError) -> str:
    try:
        found = json.loads(line)
    except ValueError:
        return f"not JSON, so no {name}"
    version = found.get("schema_version", SCHEMA_VERSION) if isinstance(found, dict) else None
    if version != SCHEMA_VERSION and version is not None:
        return (
            f"{name} of schema version {version!r}; this release reads version {SCHEMA_VERSION}:"
            " make it anew from its articles, or use the release that wrote it"
        )
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"]) or name
    return f"no valid {name}: {where}: {first['msg']}"


def counted(count: int, one: str, more: str) -> str:
    """A number with its noun.

    >>> counted(1, "story", "stories"), counted(0, "story", "stories")
    ('1 story', '0 stories')
    """
    return f"{count} {one if count == 1 else more}"


def fingerprint(*parts: str) -> str:
    """The first 16 hex digits of SHA-256 over the parts, each ended by NUL: the stem of every id.

    >>> fingerprint("a", "b") == fingerprint("ab")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:16]


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    return _CANONICAL.encode(value)
