"""How many, kept as closely as the words allow: unknown and vague are never zero."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from llm_extract.records.base import Record


class CountKind(StrEnum):
    """How the words bound the number."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    BETWEEN = "between"
    VAGUE = "vague"
    ZERO = "zero"
    UNKNOWN = "unknown"


# Which bounds each kind must carry: (low, high). ZERO is checked apart, for its bounds are fixed.
_BOUNDS: dict[CountKind, tuple[bool, bool]] = {
    CountKind.EXACT: (True, True),
    CountKind.AT_LEAST: (True, False),
    CountKind.AT_MOST: (False, True),
    CountKind.ABOUT: (True, True),
    CountKind.BETWEEN: (True, True),
    CountKind.VAGUE: (False, False),
    CountKind.ZERO: (True, True),
    CountKind.UNKNOWN: (False, False),
}

_MORE_THAN = re.compile(
    r"\b(?:more than|over|above|exceed\w*|in excess of|upwards of)\b", re.IGNORECASE
)


class Count(Record):
    """A number as the source words it; both bounds inclusive, None where the words give none.

    "at least 10" is (10, None); "more than 50" is (51, None); "up to 12" is (None, 12); "dozens"
    is vague and "there were fatalities" unknown, both without bounds; "no one was hurt" is (0, 0).

    >>> str(Count(kind=CountKind.AT_LEAST, low=10, verbatim="at least 10"))
    'at least 10'
    """

    kind: CountKind
    low: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)
    verbatim: str

    @model_validator(mode="after")
    def _bounds_follow_kind(self) -> Self:
        if (self.low is not None, self.high is not None) != _BOUNDS[self.kind]:
            raise ValueError(f"a count of kind {self.kind} cannot be ({self.low}, {self.high})")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        if (self.kind is CountKind.ZERO) != ((self.low, self.high) == (0, 0)):
            raise ValueError("(0, 0) is said by kind zero, and by no other")
        return self

    def overlaps(self, other: Count) -> bool:
        """Whether some number fits both; a count without bounds overlaps with nothing."""
        if not self.is_bounded or not other.is_bounded:
            return False
        lowest = max(self.low or 0, other.low or 0)
        return all(bound is None or lowest <= bound for bound in (self.high, other.high))

    @property
    def is_bounded(self) -> bool:
        """Whether the words give a figure at all."""
        return self.low is not None or self.high is not None

    @property
    def stated_low(self) -> int | None:
        """The number the words name for the lower bound.

        >>> Count(kind=CountKind.AT_LEAST, low=13, verbatim="more than a dozen").stated_low
        12
        """
        if self.low and self.high is None and _MORE_THAN.search(self.verbatim):
            return self.low - 1
        return self.low

    def __str__(self) -> str:
        match self.kind:
            case CountKind.EXACT:
                return f"{self.low}"
            case CountKind.AT_LEAST:
                return f"at least {self.low}"
            case CountKind.AT_MOST:
                return f"up to {self.high}"
            case CountKind.ABOUT:
                return f"about {self.low}"
            case CountKind.BETWEEN:
                return f"{self.low} to {self.high}"
            case CountKind.ZERO:
                return "none"
            case CountKind.VAGUE:
                return f"“{self.verbatim}”"
            case CountKind.UNKNOWN:
                return "an unstated number"
