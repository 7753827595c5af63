"""Every error this package raises, in one tree.

    LlmExtractError
    ├── SettingsError           a setting or an option is missing or wrong
    ├── OutputError             the output folder cannot be used
    ├── RecordError             a stored record cannot be read as this schema
    ├── InputError              a source cannot be read as an article
    │   ├── UnreadableInput     missing, a broken link, or no permission
    │   ├── EmptyInput          no text at all, or none left without page furniture
    │   ├── BinaryInput         not text
    │   ├── UndecodableInput    text in an encoding that could not be told
    │   ├── OversizeInput       larger than the stated limit
    │   ├── MalformedInput      a jsonl line or a manifest row that does not parse
    │   └── NotAnArticle        text, but nothing that reads as a report
    └── ExtractionError         an article was read, but not extracted

Each class has a `code`: the word that stands in failures.jsonl and never changes once released.
The message names the file or the setting, and says what to do.
"""

from __future__ import annotations

from typing import ClassVar


class LlmExtractError(Exception):
    """Base of all errors raised on purpose by this package."""

    code: ClassVar[str] = "error"


class SettingsError(LlmExtractError):
    """A setting or an option is missing or wrong; the message names it."""

    code = "settings"


class OutputError(LlmExtractError):
    """The output folder is not writable or holds files that are not ours."""

    code = "output"


class RecordError(LlmExtractError):
    """A stored record is of another schema version, or is no record of ours."""

    code = "record"


class InputError(LlmExtractError):
    """A source cannot be read as an article; the others go on."""

    code = "input"


class UnreadableInput(InputError):
    """The path does not exist, leads nowhere, or may not be read."""

    code = "unreadable"


class EmptyInput(InputError):
    """Nothing stands in the file, or nothing is left once page furniture is out."""

    code = "empty"


class BinaryInput(InputError):
    """The bytes are not text."""

    code = "binary"


class UndecodableInput(InputError):
    """The bytes are text in an encoding that could not be told."""

    code = "undecodable"


class OversizeInput(InputError):
    """The file is larger than the stated limit."""

    code = "oversize"


class MalformedInput(InputError):
    """A jsonl line or a manifest row does not parse, or lacks a required field."""

    code = "malformed"


class NotAnArticle(InputError):
    """The text does not read as a report: a login wall, a listing, a handful of words."""

    code = "not_an_article"


class ExtractionError(LlmExtractError):
    """An article was read but could not be extracted; its text is kept."""

    code = "extraction"
