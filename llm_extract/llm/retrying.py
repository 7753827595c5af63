"""Transport retries: here and nowhere else. Each try is a request to all that counts and paces."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from llm_extract.errors import ModelError, NoCompletion, Parked, RateLimited
from llm_extract.llm.ask import Model, Reply, Request
from llm_extract.llm.halting import pause

if TYPE_CHECKING:
    from tenacity import RetryCallState

_log = logging.getLogger(__name__)
_WORTH_TELLING_S = 10.0
# What is no completion costs as much as one that is, and seldom mends.
_MOST_NO_COMPLETIONS = 2


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class RetryLimits:
    """How often and how long to try, in all.

    `longest_wait_s` bounds our own waits. One that the endpoint asks for is kept to, however long;
    where it would end more than `patience_s` after the first try, the question is parked.
    """

    attempts: int = 5
    first_wait_s: float = 0.5
    longest_wait_s: float = 60.0
    patience_s: float = 600.0


class RetryingModel:
    """Asks again where the same request may succeed later; all other errors pass at once."""

    def __init__(
        self,
        model: Model,
        limits: RetryLimits | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._model = model
        self._limits = limits or RetryLimits()
        self._now = now

    async def ask(self, request: Request) -> Reply:
        """As the inner model, after up to `attempts` tries with growing, jittered waits.

        Raises:
            Parked: the endpoint asks for a longer wait than there is patience for.
        """
        import tenacity  # noqa: PLC0415 - only a run that asks a model pays for it

        limits = self._limits
        no_patience = tenacity.stop_before_delay(limits.patience_s)
        tries = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(_worth_it),
            stop=lambda state: self._tries_are_up(state) or no_patience(state),
            wait=self._wait_s,
            before_sleep=_tell,
            sleep=pause,
            reraise=True,
        )
        try:
            return await tries(self._model.ask, request)
        except RateLimited as error:
            wait_s = error.retry_after_s
            if wait_s is None or tries.statistics["attempt_number"] >= limits.attempts:
                raise
            until = self._now() + timedelta(seconds=wait_s)
            raise Parked(
                f"{error}. The endpoint asks to wait {wait_s:g} seconds, until"
                f" {until:%Y-%m-%d %H:%M:%S} UTC; an article takes {limits.patience_s:g} at most",
                wait_s,
            ) from error

    def _tries_are_up(self, state: RetryCallState) -> bool:
        fault = state.outcome.exception() if state.outcome else None
        most = self._limits.attempts
        if isinstance(fault, NoCompletion):
            most = min(most, _MOST_NO_COMPLETIONS)
        return state.attempt_number >= most

    def _wait_s(self, state: RetryCallState) -> float:
        """What the endpoint asks for, or else a random wait under a bound that doubles."""
        from tenacity import wait_random_exponential  # noqa: PLC0415

        asked_s = _asked_s(state)
        if asked_s is not None:
            return asked_s
        growing = wait_random_exponential(
            multiplier=self._limits.first_wait_s, max=self._limits.longest_wait_s
        )
        return growing(state)


def _worth_it(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.retryable


def _asked_s(state: RetryCallState) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after_s if isinstance(error, RateLimited) else None


def _tell(state: RetryCallState) -> None:
    """Say why nothing moves, where that is the endpoint's wish."""
    asked_s = _asked_s(state)
    fault = state.outcome.exception() if state.outcome else None
    _log.info(
        "try %d failed, another follows in %.1f s: %s",
        state.attempt_number,
        state.upcoming_sleep,
        fault,
    )
    if asked_s is not None and asked_s >= _WORTH_TELLING_S:
        _log.warning("the endpoint asks to wait %g seconds; waiting", asked_s)
