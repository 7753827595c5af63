"""What a reader may choose: a manifest, field names, a size limit, an encoding."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from llm_extract.errors import SettingsError

DEFAULT_MAX_BYTES = 2_000_000

# Our fields of a jsonl line, and under which names they are looked for, first one first.
JSONL_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "id": ("id",),
    "url": ("url",),
    "title": ("title",),
    "publisher": ("publisher",),
    "owner": ("owner",),
    "published": ("published_at", "published_on", "published", "date"),
    "language": ("language",),
}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are read.

    `manifest` describes the articles (see `sources.manifest`). `fields` says under which name a
    jsonl line holds one of ours: `{"text": "body"}`. `max_bytes` bounds one file, and in a jsonl
    file one line. `encoding` is used as told; None finds it out.

    Raises:
        SettingsError: an unknown field or encoding, or a limit below one byte.
    """

    manifest: str | os.PathLike[str] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = DEFAULT_MAX_BYTES
    encoding: str | None = None

    def __post_init__(self) -> None:
        unknown = sorted(set(self.fields) - set(JSONL_FIELDS))
        if unknown:
            raise SettingsError(
                f"fields (--field): no field of ours is called {', '.join(unknown)};"
                f" there are {', '.join(JSONL_FIELDS)}"
            )
        if self.max_bytes < 1:
            raise SettingsError(
                f"max_bytes (--max-bytes): {self.max_bytes} is too small; one byte is the least"
            )
        if self.encoding is not None and not _is_text_encoding(self.encoding):
            raise SettingsError(
                f"encoding (--encoding): Python knows no text encoding {self.encoding!r}"
            )

    @property
    def manifest_path(self) -> Path | None:
        """The manifest as a path."""
        return Path(self.manifest) if self.manifest is not None else None

    def names(self, of: str) -> tuple[str, ...]:
        """The names under which a jsonl line may hold the field `of`."""
        told = self.fields.get(of)
        return (told,) if told is not None else JSONL_FIELDS[of]


def _is_text_encoding(name: str) -> bool:
    try:
        return isinstance("a".encode(name).decode(name), str)
    except (LookupError, UnicodeError, ValueError):
        return False
