"""What is printed: results to standard output, remarks and bars to standard error."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
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


def say(text: str) -> bool:
    """A result, to standard output; whether anybody still reads it.

    Raises:
        OutputError: it cannot be written there.
    """
    try:
        sys.stdout.write(harmless(text) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has enough; what is left in the buffer must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError(f"standard output: cannot be written: {error.strerror}") from error
    return True


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
    remarks = Remarks()
    for failure in failures:
        remarks.failed(failure)
    for note in notes:
        remarks.noted(note)
    remarks.say()


class Remarks:
    """What failed and what is worth knowing: the first of each kind, and how many more there are.

    However many are told it, it keeps no more than it will say.
    """

    def __init__(self) -> None:
        self.failures = 0
        self._named: dict[str, list[str]] = {}
        self._counts: Counter[str] = Counter()
        self._notes: list[str] = []
        self._more_notes = 0

    def failed(self, failure: Failure) -> None:
        """One more that failed. A refused key fails every article, and is said once."""
        self.failures += 1
        if failure.reason in self._named or len(self._named) < _MOST_LINES:
            named = self._named.setdefault(failure.reason, [])
            self._counts[failure.reason] += 1
            if len(named) < _MOST_NAMED:
                named.append(failure.source)

    def noted(self, note: str) -> None:
        """One more remark."""
        if len(self._notes) < _MOST_LINES:
            self._notes.append(note)
        else:
            self._more_notes += 1

    def say(self) -> None:
        """All of it, a line each, to standard error."""
        for reason, named in self._named.items():
            more = self._counts[reason] - len(named)
            remark(f"failed: {', '.join(named)}{f' and {more} more' if more else ''}: {reason}")
        if more := self.failures - self._counts.total():
            remark(f"failed: and {more} more")
        for note in self._notes:
            remark(f"note: {note}")
        if self._more_notes:
            remark(f"note: and {self._more_notes} more")


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
