"""Transport retries: here and nowhere else. Each try is a request to all that counts and paces."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llm_extract.errors import ModelError, RateLimited
from llm_extract.llm.ask import Model, Reply, Request
from llm_extract.llm.halting import pause

if TYPE_CHECKING:
    from tenacity import RetryCallState

_log = logging.getLogger(__name__)
_WORTH_TELLING_S = 10.0


@dataclass(frozen=True)
class RetryLimits:
    """How often and how long to try, in all.

    `longest_wait_s` bounds our own waits. One that the endpoint asks for is kept to, however long,
    unless it would end more than `patience_s` after the first try.
    """

    attempts: int = 5
    first_wait_s: float = 0.5
    longest_wait_s: float = 60.0
    patience_s: float = 600.0


class RetryingModel:
    """Asks again where the same request may succeed later; all other errors pass at once."""

    def __init__(self, model: Model, limits: RetryLimits | None = None) -> None:
        self._model = model
        self._limits = limits or RetryLimits()

    async def ask(self, request: Request) -> Reply:
        """As the inner model, after up to `attempts` tries with growing, jittered waits."""
        import tenacity  # noqa: PLC0415 - only a run that asks a model pays for it

        limits = self._limits
        tries = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(_worth_it),
            stop=tenacity.stop_after_attempt(limits.attempts)
            | tenacity.stop_before_delay(limits.patience_s),
            wait=self._wait_s,
            before_sleep=_tell,
            sleep=pause,
            reraise=True,
        )
        try:
            return await tries(self._model.ask, request)
        except RateLimited as error:
            if error.retry_after_s is None:
                raise
            raise RateLimited(
                f"{error}. The endpoint asks to wait {error.retry_after_s:g} seconds; allowed are"
                f" {limits.attempts} tries within {limits.patience_s:g} seconds",
                error.retry_after_s,
            ) from error

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
