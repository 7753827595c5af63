"""Sources: files, folders, html, jsonl and manifests in; articles out."""

from llm_extract.sources.options import DEFAULT_MAX_BYTES, ReadOptions
from llm_extract.sources.reading import Reading, read, stream

__all__ = ["DEFAULT_MAX_BYTES", "ReadOptions", "Reading", "read", "stream"]
