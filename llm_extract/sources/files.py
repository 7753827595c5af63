"""Files as the disk holds them: loading within a limit, walking a folder, staying inside one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from llm_extract.errors import OversizeInput, UnreadableInput
from llm_extract.text import freeze


def shown(path: str | os.PathLike[str]) -> str:
    """A path that can be printed and stored: a name need not be text to the disk."""
    return freeze(os.fspath(path)).replace("\n", " ")


def load(path: Path, max_bytes: int) -> bytes:
    """All bytes of a regular file.

    Raises:
        UnreadableInput: missing, a broken link, no file, or no permission.
        OversizeInput: more than `max_bytes`.
    """
    with opened(path) as stream:
        return load_stream(stream, max_bytes)


def load_stream(stream: BinaryIO, max_bytes: int) -> bytes:
    """All bytes of a stream; no more than the limit is ever held.

    Raises:
        OversizeInput: more than `max_bytes`.
    """
    raw = stream.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise OversizeInput(
            f"more than {max_bytes:,} bytes; raise max_bytes (--max-bytes),"
            " or save the article alone"
        )
    return raw


def opened(path: Path) -> BinaryIO:
    """The file, open for reading.

    Raises:
        UnreadableInput: missing, a broken link, no file, or no permission.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            raise UnreadableInput(f"this is {what}, not a file; name a file, or pipe it into -")
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path | None, error: OSError | ValueError) -> UnreadableInput:
    """What the system says, in words that say what to do."""
    return UnreadableInput(_why(path, error))


def _why(path: Path | None, error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return f"no usable file name ({error})"
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR if path is not None and path.is_symlink():
            return "a link that leads nowhere; mend or remove it"
        case errno.ENOENT | errno.ENOTDIR:
            return "there is no such file; check the path"
        case errno.EACCES | errno.EPERM:
            return "no permission to read it; change its permissions"
        case errno.ELOOP:
            return "a link that leads back to itself; mend or remove it"
        case _:
            return f"it cannot be read ({error.strerror or error}); check the file"


def real(path: Path) -> str:
    """The path with all links followed, by which two ways to one file are the same."""
    try:
        return os.path.realpath(path)
    except ValueError:  # an impossible name
        return os.fspath(path)


def inside(path: Path, folder: Path) -> bool:
    """Whether the path, all links followed, stays within the folder.

    An impossible name, such as one with a NUL in it, opens nothing, inside or outside.
    """
    return Path(real(path)).is_relative_to(real(folder))


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; an impossible name is not."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def walk(folder: Path) -> Iterator[Path | tuple[Path, UnreadableInput]]:
    """Every file below a folder, sorted by name, links to folders not followed.

    A folder that may not be listed, and a link to a folder, come with the reason. Hidden files and
    folders are passed over.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, unreadable(folder, error)
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(path)
        elif entry.is_symlink() and is_folder(path):
            yield path, UnreadableInput("a link to a folder is not followed; name the folder")
        else:
            yield path
