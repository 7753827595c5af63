"""Which fault comes when: from a script, or drawn by lot from a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from llm_extract.dev.faults import FAULTS, Fault, Reach
from llm_extract.errors import SettingsError


@dataclass(frozen=True)
class Step:
    """A fault, and how much of it."""

    fault: Fault
    amount: float

    @classmethod
    def of(cls, words: str) -> Step:
        """A step as it is written: `reset`, or with an amount `hang=5`.

        Raises:
            SettingsError: no fault of that name, or no number after the sign.

        >>> Step.of("drip=0.5").amount
        0.5
        """
        name, sign, amount = words.partition("=")
        if name not in FAULTS:
            raise SettingsError(f"{name!r} is no fault; there are {', '.join(FAULTS)}")
        try:
            return cls(FAULTS[name], float(amount) if sign else FAULTS[name].amount)
        except ValueError:
            raise SettingsError(f"{words!r}: {amount!r} is no number") from None


_GOOD = Step.of("good")


class Plan(Protocol):
    """Chooses what a request meets; `tried` is how often the same body came before."""

    def step(self, body: bytes, tried: int) -> Step:
        """The step for this request."""


class Script:
    """The steps in order, whoever asks; what comes after the last is answered soundly.

    >>> [Script(["reset", "hang=5"]).step(b"", 0).fault.name for _ in range(1)]
    ['reset']
    """

    def __init__(self, steps: Iterable[str]) -> None:
        self._steps = iter([Step.of(one) for one in steps])

    def step(self, body: bytes, tried: int) -> Step:  # noqa: ARG002 - the order is all that counts
        """The next step."""
        return next(self._steps, _GOOD)


class Always:
    """One step for ever."""

    def __init__(self, step: str) -> None:
        self._step = Step.of(step)

    def step(self, body: bytes, tried: int) -> Step:  # noqa: ARG002 - it is always the same
        """The step."""
        return self._step


class Lot:
    """A fault for about `rate` of the requests (0 to 1), drawn alike from all of `among`.

    What a request meets follows from the seed, its body and how often it came before, and not from
    the order in which requests arrive: two runs meet the same faults however they interleave.
    """

    def __init__(self, rate: float, seed: int = 0, among: Sequence[str] = ()) -> None:
        self._rate = rate
        self._seed = seed
        self._among = [Step.of(one) for one in among or PASSING_OR_REPLY]

    def step(self, body: bytes, tried: int) -> Step:
        """A fault or none."""
        drawn = hashlib.sha256(f"{self._seed}:{tried}:".encode() + body).digest()
        if int.from_bytes(drawn[:8]) >= self._rate * 2**64:
            return _GOOD
        return self._among[int.from_bytes(drawn[8:16]) % len(self._among)]


# Faults after which a run can go on: what ends a run would hide all the others.
PASSING_OR_REPLY = tuple(
    name for name, fault in FAULTS.items() if fault.reach in {Reach.PASSING, Reach.REPLY}
)
