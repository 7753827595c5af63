"""All patterns that the package compiles, found by watching it, and timed on text that means harm.

python -m tests.trust.patterns      # a process of its own: it watches `re.compile` from the start
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from re import _constants as op
from re import _parser

_PACKAGE = Path(__file__).parents[2] / "llm_extract"
_compile = re.compile
_FOUND: list[Watched] = []
# A pattern that is only ever tried at one place need not be quick to find everywhere.
_AT_ONE_PLACE = {"match", "fullmatch"}


class Watched:
    """A pattern of the package, and by which of its methods it is used."""

    def __init__(self, made: re.Pattern[str], file: str) -> None:
        self.made = made
        self.file = file
        self.methods: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.methods.add(name)
        return getattr(self.made, name)

    @property
    def at_one_place(self) -> bool:
        used = self.methods & {*_AT_ONE_PLACE, "search", "finditer", "findall", "sub", "split"}
        return bool(used) and used <= _AT_ONE_PLACE


def watched(pattern, flags=0):
    made = _compile(pattern, flags)
    file = Path(sys._getframe(1).f_code.co_filename)  # noqa: SLF001 - the caller's own file
    if _PACKAGE not in file.parents or not isinstance(made.pattern, str):
        return made
    _FOUND.append(Watched(made, file.relative_to(_PACKAGE).as_posix()))
    return _FOUND[-1]


def used() -> None:
    """Import everything and read an example, so that what is compiled late is compiled too."""
    package = importlib.import_module("llm_extract")
    for found in pkgutil.walk_packages(package.__path__, "llm_extract."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    package.build(package.Settings(_env_file=None)).run(["examples/border-town"])


# ---------------------------------------------------------------- harm

HARM = ("a", " ", "1", "\n", "A", "1,", "a ", "A ", "(", '"', "“a", "- ", "’s ", ", and ", "12 of ")


def texts(pattern: str, flags: int, length: int) -> Iterator[str]:
    """Runs of one thing, and what nearly matches the pattern over and over."""
    near = _sample(_parser.parse(pattern, flags)) or "a"
    for piece in (*HARM, near, near[:-1] or "a", near + " ", near[: len(near) // 2 + 1]):
        yield (piece * (length // len(piece) + 1))[:length]
    for piece in ("a", " ", "1", "A "):
        yield near[: len(near) // 2] + piece * (length // len(piece)) + "!"


def _sample(parsed) -> str:
    """A text that the pattern matches or nearly matches: the first of all choices."""
    return "".join(_one(kind, value) for kind, value in parsed)


def _one(kind, value) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.IN:
        return _of_set(value)
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        low, high, inner = value
        return _sample(inner) * max(low, min(int(high), 2))
    if kind is op.SUBPATTERN:
        return _sample(value[-1])
    if kind is op.BRANCH:
        return _sample(value[1][0])
    if kind is op.ATOMIC_GROUP:
        return _sample(value)
    return "x" if kind in {op.ANY, op.NOT_LITERAL} else ""


def _of_set(items) -> str:
    kind, value = items[0]
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.RANGE:
        return chr(value[0])
    if kind is op.CATEGORY:
        return {op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " "}.get(value, "a")
    return "x"


# ---------------------------------------------------------------- time


class TooLong(Exception):
    """A pattern took longer than it may."""


def _alarm(*_: object) -> None:
    raise TooLong


def worst_s(one: Watched, length: int, most_s: float) -> float:
    """The longest CPU seconds that a pattern takes for any harmful text, in the way it is used."""
    worst = 0.0
    for text in texts(one.made.pattern, one.made.flags, length):
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, most_s)
        try:
            if one.at_one_place:
                one.made.match(text)
                one.made.fullmatch(text)
            else:
                deque(one.made.finditer(text), 0)
        except TooLong:
            return most_s
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        worst = max(worst, time.process_time() - started)
    return worst


def main(length: int, most_s: float) -> None:
    """Print each pattern with its seconds, one JSON object a line."""
    re.compile = watched
    used()
    signal.signal(signal.SIGPROF, _alarm)
    distinct = {(one.made.pattern, one.made.flags): one for one in _FOUND}
    for one in distinct.values():
        seconds = worst_s(one, length, most_s)
        told = {"s": round(seconds, 3), "file": one.file, "pattern": one.made.pattern}
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
