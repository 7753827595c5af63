"""Lines of a file that a user brings: each checked as it is read, each fault named by its place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from llm_extract.errors import GoldError, InputError
from llm_extract.evals.scores import Hashes
from llm_extract.records.base import fingerprint
from llm_extract.sources.strict_json import json_object

_BOM = b"\xef\xbb\xbf"


class Row(BaseModel):
    """One line, its fields typed; fields that no suite needs are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


_T = TypeVar("_T")
_R = TypeVar("_R", bound=Row)
OrBlank = Annotated[_T | None, BeforeValidator(lambda value: None if value == "" else value)]
"""A field that must be there and may be blank: null or an empty text."""


@dataclass(frozen=True)
class Choice:
    """Which lines are asked for: a half of the file, of it a sample, of that the first ones.

    `half` 1 holds the odd line in the middle. A sample is drawn by the hash of seed and id, so that
    it depends on neither the order of the file nor a generator of random numbers.
    """

    limit: int | None = None
    sample: int | None = None
    seed: int = 0
    half: Literal[1, 2] | None = None

    def of(self, rows: Sequence[_R], id_of: Callable[[_R], str]) -> tuple[_R, ...]:
        """The chosen rows, in the order of the file."""
        middle = (len(rows) + 1) // 2
        taken = {None: rows, 1: rows[:middle], 2: rows[middle:]}[self.half]
        if self.sample is not None:
            drawn = sorted(taken, key=lambda row: self._lot(id_of(row)))[: self.sample]
            ids = {id_of(row) for row in drawn}
            taken = [row for row in taken if id_of(row) in ids]
        return tuple(taken[: self.limit])

    def _lot(self, unit: str) -> str:
        return hashlib.sha256(f"{self.seed}:{unit}".encode()).hexdigest()


@dataclass(frozen=True)
class Chosen(Generic[_R]):
    """The rows that are asked for, and the hashes that a run of them is held to."""

    rows: tuple[_R, ...]
    hashes: Hashes


def read(
    path: str | os.PathLike[str],
    form: type[_R],
    id_of: Callable[[_R], str],
    choice: Choice,
    matcher: str,
) -> Chosen[_R]:
    """All lines of a file are checked, whichever of them are then chosen.

    Raises:
        GoldError: the file, one of its lines or one of a line's fields is not as `form` asks.
    """
    raw = _bytes(path)
    rows = [
        _row(line, f"{path}, line {number}", form)
        for number, line in enumerate(raw.removeprefix(_BOM).split(b"\n"), start=1)
        if line.strip()
    ]
    if not rows:
        raise GoldError(f"{path}: no line stands in it; one JSON object a line is expected")
    _refuse_repeats(path, map(id_of, rows))
    chosen = choice.of(rows, id_of)
    return Chosen(
        rows=chosen,
        hashes=Hashes(
            gold=hashlib.sha256(raw).hexdigest()[:16],
            documents=fingerprint(*map(id_of, chosen)),
            matcher=fingerprint(matcher),
        ),
    )


def _bytes(path: str | os.PathLike[str]) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}; name a file of lines") from error


def _row(line: bytes, place: str, form: type[_R]) -> _R:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldError(
            f"{place}: not UTF-8 at its byte {error.start + 1}; save the file as UTF-8"
        ) from error
    try:
        return form.model_validate(json_object(text))
    except InputError as error:
        raise GoldError(f"{place}: {error}") from error
    except ValidationError as error:
        raise GoldError(f"{place}, {_fault(error.errors()[0])}") from error


def _fault(error: Any) -> str:  # noqa: ANN401 - pydantic's own account of one fault
    field = ".".join(str(step) for step in error["loc"]) or "the whole"
    return f"field {field}: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _refuse_repeats(path: str | os.PathLike[str], ids: Iterable[Hashable]) -> None:
    seen: set[Hashable] = set()
    for one in ids:
        if one in seen:
            raise GoldError(f"{path}: the id {one} stands on two lines; give each line its own")
        seen.add(one)
