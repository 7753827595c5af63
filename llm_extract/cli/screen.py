"""What is printed: results to standard output, remarks and bars to standard error."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from llm_extract.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llm_extract.progress import Progress
    from llm_extract.records.article import Failure

# What a terminal would obey: titles and file names come from strangers.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MOST_LINES = 20
_MOST_NAMED = 3


def harmless(text: str) -> str:
    r"""Text that moves no cursor and sets no colour.

    >>> harmless("a\x1b[31mb")
    'a�[31mb'
    """
    return _CONTROL.sub("\ufffd", text)


def say(text: str) -> None:
    """A result, to standard output.

    Raises:
        OutputError: it cannot be written there.
    """
    try:
        sys.stdout.write(harmless(text) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has enough; what is left in the buffer must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError(f"standard output: cannot be written: {error.strerror}") from error


def say_json(value: object) -> None:
    """A result for a machine, to standard output."""
    say(json.dumps(value, indent=2, ensure_ascii=False))


def remark(text: str) -> None:
    """A remark on one line, to standard error."""
    sys.stderr.write(harmless(" ".join(text.split())) + "\n")


def complain(text: str) -> None:
    """Why a command ended, on one line of standard error."""
    remark(f"llm-extract: {text}")


def remark_all(failures: Iterable[Failure], notes: Iterable[str]) -> None:
    """What failed and what is worth knowing, one line each, the first of each kind."""
    for kind, lines in (("failed", list(_by_reason(failures))), ("note", list(notes))):
        for line in lines[:_MOST_LINES]:
            remark(f"{kind}: {line}")
        if len(lines) > _MOST_LINES:
            remark(f"{kind}: and {len(lines) - _MOST_LINES} more")


def _by_reason(failures: Iterable[Failure]) -> Iterator[str]:
    """One line a reason: a refused key fails every article, and is said once."""
    sources: dict[str, list[str]] = {}
    for failure in failures:
        sources.setdefault(failure.reason, []).append(failure.source)
    for reason, named in sources.items():
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        yield f"{', '.join(named[:_MOST_NAMED])}{more}: {reason}"


@contextmanager
def watch() -> Iterator[Progress]:
    """Bars where somebody looks on, else nothing."""
    if sys.stderr.isatty():
        from llm_extract.cli.bars import Bars  # noqa: PLC0415 - rich is slow to load

        bars = Bars()
        try:
            yield bars
        finally:
            bars.close()
    else:
        from llm_extract.progress import SILENCE  # noqa: PLC0415 - so that --help stays quick

        yield SILENCE
