"""Exit codes: part of the interface, the same for every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sized

GOOD = 0
SOME_FAILED = 1
USAGE = 2
NOTHING_DONE = 3
INTERRUPTED = 130

IN_WORDS = (
    "Exit codes: 0 all good; 1 some articles failed, the outputs are written; 2 wrong usage or"
    " settings; 3 nothing could be done: no article could be read; 130 interrupted."
)


def code_of(done: Sized, failed: Sized) -> int:
    """The code of a run by what was done and what failed.

    >>> code_of(["one"], []), code_of(["one"], ["two"]), code_of([], [])
    (0, 1, 3)
    """
    if not done:
        return NOTHING_DONE
    return SOME_FAILED if failed else GOOD
