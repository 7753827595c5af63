"""Bytes to text: told encodings first, then proof, then a careful guess that is put on record."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from llm_extract.errors import BinaryInput, EmptyInput, UndecodableInput

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch


class Decoded(NamedTuple):
    """Text, and how it was read where that was not plain."""

    text: str
    note: str | None = None


_SIGNATURES = (
    (b"%PDF-", "a PDF", "save its text as .txt"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save its text as .txt"),
    (b"{\\rtf", "a rich text document", "save its text as .txt"),
    (b"\x1f\x8b", "gzip data", "unpack it first"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstandard data", "unpack it first"),
    (b"\xfd7zXZ", "xz data", "unpack it first"),
    (b"\x89PNG", "an image", "give its text"),
    (b"\xff\xd8\xff", "an image", "give its text"),
    (b"GIF8", "an image", "give its text"),
    (b"\x7fELF", "a program", "give a text"),
    (b"SQLite format 3\x00", "a database", "export its texts as .jsonl"),
)
# UTF-32's mark for little endian begins with UTF-16's, and so comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Above these shares (of characters, of bytes) the bytes are no text with a blemish.
_MOST_CONTROL = 0.02
_MOST_BROKEN = 0.002
_LEAST_WIDE = 0.2


def decode(raw: bytes, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text in `raw`; `encoding` is the user's word, `declared` the document's own.

    Raises:
        EmptyInput: no bytes, or nothing but blanks.
        BinaryInput: no text.
        UndecodableInput: text in an encoding that could not be told, or not the one named.
    """
    _refuse_signature(raw)
    decoded = _as_told(raw, encoding) if encoding else _found_out(raw, declared)
    if not decoded.text.strip("\0\ufeff \t\r\n"):
        raise EmptyInput("nothing stands in it; remove it, or put the report's text in")
    return _without_blemish(decoded)


def _refuse_signature(raw: bytes) -> None:
    for signature, what, advice in _SIGNATURES:
        if raw.startswith(signature):
            raise BinaryInput(f"this is {what}, not text; {advice}")


def _as_told(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding).removeprefix("\ufeff"))
    except UnicodeError as error:
        raise UndecodableInput(
            f"not {encoding}: {_where(error)}; name the right encoding, or none to have it found"
        ) from error


def _where(error: UnicodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"{error.reason} at byte {error.start}"
    return str(error)


def _found_out(raw: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _as_told(raw, encoding)
    wide = _unmarked_utf16(raw)
    if wide is not None:
        return wide
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _as_declared(raw, declared) or _mended_utf8(raw) or _guessed(raw)


def _unmarked_utf16(raw: bytes) -> Decoded | None:
    """UTF-16 of a Western text has a NUL in every other byte, always on the same side."""
    if raw.count(0) < _LEAST_WIDE * len(raw) or len(raw) % 2:
        return None
    sides = (raw[0::2].count(0), raw[1::2].count(0))
    if min(sides) > _MOST_CONTROL * max(sides):
        return None
    encoding = "utf-16-le" if sides[1] > sides[0] else "utf-16-be"
    try:
        return Decoded(raw.decode(encoding), f"read as {encoding}, which it does not say")
    except UnicodeDecodeError:
        return None


def _as_declared(raw: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        return Decoded(raw.decode(declared))
    except (LookupError, UnicodeError):
        return None


def _mended_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with a byte or two broken on the way: most of what is not ASCII is sound."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - raw.count("\ufffd".encode())
    sound = sum(map(raw.count, _LEADING)) - broken
    if broken > max(2, _MOST_BROKEN * len(text)) or sound < 4 * broken:
        return None
    return Decoded(text, f"broken characters in its UTF-8, each shown as \ufffd: {broken}")


_LEADING = tuple(bytes([byte]) for byte in range(0xC2, 0xF5))


def _guessed(raw: bytes) -> Decoded:
    western = _western(raw)
    if western is not None:
        return western
    if len(_CONTROL_BYTES.findall(raw)) > _MOST_CONTROL * len(raw):
        raise BinaryInput("the bytes are not text; give a text, a web page or a jsonl file")
    # Slow to import, and needed by few.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    matches = list(from_bytes(raw))
    if not matches or not _is_sure(matches):
        raise UndecodableInput("its encoding could not be told; save it as UTF-8, or name it")
    return Decoded(str(matches[0]), f"not UTF-8: read as {matches[0].encoding}, by its look")


def _is_sure(matches: Sequence[CharsetMatch]) -> bool:
    """Whether the best reading makes words of a language, and no other comes near it."""
    best, *others = matches
    rivals = [
        one.coherence for one in others if one.chaos <= best.chaos + _NEAR and str(one) != str(best)
    ]
    return best.coherence >= max([_LEAST_COHERENCE, *(rival + _NEAR for rival in rivals)])


_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LEAST_COHERENCE = 0.2
_NEAR = 0.1
# Windows-1252 has its accents among ASCII. Another alphabet stands in unbroken runs of high bytes;
# another Latin alphabet would show signs, or the letters of Icelandic, in the middle of words.
_RUN = re.compile(rb"[\x80-\xff]{3}")
_SIGN_IN_WORD = re.compile("[a-z][¡¢£¤¥¦§¨ª¬¯°±²³´µ¶¸¹º¼½¾¿×÷ðýþ][a-z]", re.IGNORECASE)
_MOST_WESTERN = 0.15


def _western(raw: bytes) -> Decoded | None:
    high = sum(byte > 0x7F for byte in raw)  # noqa: PLR2004 - the end of ASCII
    if high > _MOST_WESTERN * len(raw) or _RUN.search(raw) or _CONTROL_BYTES.search(raw):
        return None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if _SIGN_IN_WORD.search(text):
        return None
    return Decoded(text, "not UTF-8: read as Windows-1252")


def _without_blemish(decoded: Decoded) -> Decoded:
    found = len(_CONTROL.findall(decoded.text))
    if found > max(2, _MOST_CONTROL * len(decoded.text)):
        raise BinaryInput("too many control characters for a text; give a text or a web page")
    if not found:
        return decoded
    note = f"control characters (such as NUL) left out: {found}"
    return Decoded(decoded.text, "; ".join(filter(None, [decoded.note, note])))
