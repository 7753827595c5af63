"""Where the output of a command goes: to a file, whole or not at all, or to standard output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TextIO

from llm_extract.cli.screen import say
from llm_extract.errors import OutputError, SettingsError
from llm_extract.outputs import written
from llm_extract.sources.files import is_folder

STREAM = "-"


def give(text: str, out: str | Path | None) -> None:
    """Write a text; None, like "-", is standard output.

    Raises:
        OutputError: it cannot be written there.
    """
    if out is None or str(out) == STREAM:
        if text:
            say(text.removesuffix("\n"))
        return
    with opened(out) as file:
        file.write(text)


@contextmanager
def opened(out: str | Path) -> Iterator[TextIO]:
    """A file that stands in its place, whole, when this is over; a pipe or a device as it is.

    Raises:
        OutputError: it cannot be written there.
    """
    path = Path(out)
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8") as stream:
                yield stream
        else:
            with written(path.resolve()) as stream:
                yield stream
    except FileNotFoundError as error:
        raise OutputError(f"{out}: cannot be written: there is no folder {path.parent}") from error
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error


def refuse_overwriting(outs: Sequence[str | None], read: Sequence[str | PathLike[str]]) -> None:
    """Refuse outputs that would take the place of what is read, or of each other.

    Raises:
        SettingsError: one would; the message names it.
    """
    files = [one for one in outs if one is not None and one != STREAM]
    if len({Path(one).resolve() for one in files}) < len(files):
        raise SettingsError(f"{files[0]}: two outputs cannot go into one file; name another")
    for out in files:
        for one in read:
            if one != STREAM:
                _refuse(out, Path(one))


def _refuse(out: str, read: Path) -> None:
    target, source = Path(out).resolve(), read.resolve()
    if target == source and not is_folder(target):
        raise SettingsError(f"{out}: it is read, and would be written over; name another file")
    if is_folder(source) and target.is_relative_to(source) and target != source:
        raise SettingsError(
            f"{out}: it lies within the input folder {read}, all of whose files are read;"
            " name another place"
        )
