"""Exit codes: part of the interface, the same for every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sized

GOOD = 0
SOME_FAILED = 1
USAGE = 2
NOTHING_DONE = 3
INCONCLUSIVE = 5
INCOMPLETE = 6
NOT_COMPARABLE = 7
INTERRUPTED = 130

IN_WORDS = (
    "Exit codes: 0 all good; 1 some articles failed or an override no longer applies, the outputs"
    " are written; 2 wrong usage or settings; 3 nothing could be done: no article could be read;"
    " 130 interrupted: what was done by then is written, unless there was a second interruption."
)
EVAL_IN_WORDS = (
    f"{IN_WORDS} Of eval besides: 1 the candidate regressed; 5 the evidence does not suffice;"
    " 6 documents of the candidate failed, so it is not judged; 7 the runs, or a run and the set as"
    " it is now, cannot be compared."
)


def code_of(done: Sized, failed: Sized) -> int:
    """The code of a run by what was done and what failed.

    >>> code_of(["one"], []), code_of(["one"], ["two"]), code_of([], [])
    (0, 1, 3)
    """
    return code_of_counts(len(done), len(failed))


def code_of_counts(done: int, failed: int) -> int:
    """As `code_of`, where nothing but the numbers is known any more."""
    if not done:
        return NOTHING_DONE
    return SOME_FAILED if failed else GOOD
