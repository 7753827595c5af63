"""States at war with each other: whoever speaks for the one is no ally of who speaks for the other.

Nothing but their words tells two states from two ministries of one: where one of them accuses "the
Orvan army", and somebody else speaks for Orva, there are two.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from llm_extract.names import fold

# So many first letters tell a country and its people: "Orvan", "the Orvans".
_STEM = 5
# Words of institutions and their servants, which name no country.
_COMMON = frozenset(
    """ministry minister government army armed military forces force troops police units unit
    general staff command office spokesman spokeswoman spokesperson defence defense interior
    foreign internal royal republic state soldiers soldier raiding party brigade side mountain
    border guard senior official officials security district province city capital prime president
    deputy regional local colonel major captain superintendent inspector terrorists militants
    rebels separatists gunmen authorities authority statements sources""".split()
)


class States:
    """Which of two hostile states a speaker speaks for, as far as accusations tell."""

    def __init__(self, accusations: Iterable[tuple[str, str]], speakers: Iterable[str]) -> None:
        stems = {stem for name in set(speakers) for stem in _stems(name)}
        self._hostile: dict[str, set[str]] = {}
        for accuser, accused in sorted(set(accusations)):
            mine, yours = _stems(accuser) & stems, _stems(accused) & stems
            for one in mine - yours:
                for other in yours - mine:
                    self._hostile.setdefault(one, set()).add(other)
                    self._hostile.setdefault(other, set()).add(one)

    def of(self, name: str) -> str | None:
        """The stem of the state that the name belongs to; None where no hostile one is named."""
        return min(_stems(name) & self._hostile.keys(), default=None)


@lru_cache(maxsize=4_096)
def _stems(name: str) -> frozenset[str]:
    words = fold(name).split()
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM and word not in _COMMON)
