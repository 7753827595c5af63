"""The command line: parse, call, print. Each command loads what it needs when it is called."""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import typer

from llm_extract.cli.app import app
from llm_extract.cli.codes import GOOD, INTERRUPTED, NOTHING_DONE, USAGE
from llm_extract.cli.screen import complain
from llm_extract.errors import LlmExtractError

# A look at all young objects once for so many new ones; Python's own habit is 700.
_OBJECTS_A_LOOK = 50_000

__all__ = ["app", "call", "look_seldom", "main"]


def main() -> NoReturn:
    """What the `llm-extract` command runs."""
    # Names of files may hold what the terminal's encoding does not know.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    look_seldom()
    sys.exit(call(sys.argv[1:]))


def look_seldom() -> None:
    """Have Python look for cycles of dead objects more rarely, in the whole process.

    Records hold no cycles, and of a large pile millions are held at once: to look through them as
    often as is its habit takes a sixth of the time of merging 5,000 readings.
    """
    gc.set_threshold(_OBJECTS_A_LOOK)


def call(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors are one line on standard error."""
    try:
        code = app(list(arguments), prog_name="llm-extract", standalone_mode=False)
    except typer.TyperException as error:
        command = getattr(getattr(error, "ctx", None), "command_path", "llm-extract")
        complain(f"{error.format_message()} (see {command} --help)")
        return USAGE
    except LlmExtractError as error:
        complain(str(error))
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a line, not a page of traceback
        complain(
            _of_a_file(error) or f"a defect of llm-extract, please report it: {_located(error)}"
        )
        return NOTHING_DONE
    if code == INTERRUPTED:  # typer turns an interruption into this code without a word
        complain("interrupted")
    return code if isinstance(code, int) else GOOD


def _of_a_file(error: Exception) -> str | None:
    """What the system says of a file: it is the disk's doing, or the name's, and no defect."""
    if isinstance(error, OSError) and isinstance(error.filename, str) and error.strerror:
        return f"{error.filename}: {error.strerror}; mend that, or name another"
    return None


def _located(error: Exception) -> str:
    """An unforeseen error in its own words, and the line of code it came from."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}, line {last.lineno})"
