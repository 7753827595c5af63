"""Transport retries: here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llm_extract.errors import ModelError, RateLimited
from llm_extract.llm.ask import Model, Reply, Request

if TYPE_CHECKING:
    from tenacity import RetryCallState


@dataclass(frozen=True)
class RetryLimits:
    """How often and how long to try, in all; a longer Retry-After than `longest_wait_s` ends it."""

    attempts: int = 5
    first_wait_s: float = 0.5
    longest_wait_s: float = 60.0


class RetryingModel:
    """Asks again where the same request may succeed later; all other errors pass at once."""

    def __init__(self, model: Model, limits: RetryLimits | None = None) -> None:
        self._model = model
        self._limits = limits or RetryLimits()

    async def ask(self, request: Request) -> Reply:
        """As the inner model, after up to `attempts` tries with growing, jittered waits."""
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt  # noqa: PLC0415

        tries = AsyncRetrying(
            retry=retry_if_exception(self._worth_it),
            stop=stop_after_attempt(self._limits.attempts),
            wait=self._wait_s,
            reraise=True,
        )
        return await tries(self._model.ask, request)

    def _worth_it(self, error: BaseException) -> bool:
        if isinstance(error, RateLimited) and error.retry_after_s is not None:
            return error.retry_after_s <= self._limits.longest_wait_s
        return isinstance(error, ModelError) and error.retryable

    def _wait_s(self, state: RetryCallState) -> float:
        """What the endpoint asks for, or else a random wait under a bound that doubles."""
        from tenacity import wait_random_exponential  # noqa: PLC0415

        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, RateLimited) and error.retry_after_s is not None:
            return error.retry_after_s
        growing = wait_random_exponential(
            multiplier=self._limits.first_wait_s, max=self._limits.longest_wait_s
        )
        return growing(state)
