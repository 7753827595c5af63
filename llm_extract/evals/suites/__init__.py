"""Suites: other people's answers, read from a file that the user brings.

- gva: shootings, several articles each, with the registry's counts
- isaf: press releases with killed, captured, day and province
- muc4: the templates of the third and fourth Message Understanding Conferences
"""

from __future__ import annotations

import os
from typing import Literal, assert_never

from llm_extract.evals.sets import EvalSet
from llm_extract.evals.suites import gva, isaf, muc4
from llm_extract.evals.suites.rows import Choice

__all__ = ["Suite", "load"]

Suite = Literal["gva", "isaf", "muc4"]


def load(
    name: Suite,
    path: str | os.PathLike[str],
    *,
    limit: int | None = None,
    sample: int | None = None,
    seed: int = 0,
    half: Literal[1, 2] | None = None,
) -> EvalSet:
    """A suite over one file, one JSON object a line.

    `half` takes the first or the second half of the lines (an odd one in the middle goes to the
    first), `sample` draws so many of them by `seed`, `limit` takes the first of those. Their order
    stays that of the file.

    Raises:
        GoldError: the file, a line or a field of it is not in the suite's shape.
    """
    choice = Choice(limit=limit, sample=sample, seed=seed, half=half)
    match name:
        case "gva":
            return gva.TASK.over(path, choice)
        case "isaf":
            return isaf.TASK.over(path, choice)
        case "muc4":
            return muc4.TASK.over(path, choice)
        case _:
            assert_never(name)
