"""Files of answers as text."""

from __future__ import annotations

from pathlib import Path

from llm_extract.errors import GoldError


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        GoldError: it is not there, may not be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        why = f"{error.strerror or error}; name a file that can be read"
        raise GoldError(f"{path}: cannot be read: {why}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: cannot be read: not UTF-8; save it as that") from error
