"""A circuit that opens when the endpoint or the quota is plainly gone."""

from __future__ import annotations

from math import inf

from llm_extract.errors import (
    BudgetSpent,
    DeadlinePassed,
    KeyRefused,
    ModelError,
    QuotaExhausted,
    RateLimited,
    Unreachable,
)
from llm_extract.llm.ask import Model, Reply, Request
from llm_extract.llm.limited import Time

# Each of these has outlasted all its retries, so so many in a row are no passing fault.
_MOST_UNREACHABLE = 5
_REST_S = 30.0


class CircuitModel:
    """Fails at once, with the same error, where the next call could only fail the same way.

    It opens at the first refused key or spent quota, and after five calls in a row that found no
    connection. Every `_REST_S` seconds one call is let through to see; an answer closes it again.
    Where the endpoint asks to wait longer than `patience_s`, which no call does, it is left alone
    for as long.
    """

    def __init__(self, model: Model, time: Time | None = None, patience_s: float = inf) -> None:
        self._model = model
        self._patience_s = patience_s
        self._now = (time or Time()).now
        self._unreachable = 0
        self._gone: tuple[type[ModelError], str] | None = None
        self._until = 0.0

    async def ask(self, request: Request) -> Reply:
        """As the inner model, or at once the error that opened the circuit."""
        self._check()
        try:
            reply = await self._model.ask(request)
        except (KeyRefused, QuotaExhausted) as error:
            self._open(error)
            raise
        except RateLimited as error:
            self._close()
            if (error.retry_after_s or 0.0) > self._patience_s:
                self._open(error, error.retry_after_s)
            raise
        except Unreachable as error:
            self._unreachable += 1
            if self._unreachable >= _MOST_UNREACHABLE:
                self._open(error)
            raise
        except (DeadlinePassed, BudgetSpent):
            # Neither shows that the endpoint is there, nor that it is not.
            raise
        except ModelError:
            self._close()
            raise
        self._close()
        return reply

    def _check(self) -> None:
        if self._gone is None:
            return
        if self._now() >= self._until:
            self._until = self._now() + _REST_S
            return
        kind, why = self._gone
        raise kind(f"{why} (not asked: calls before this one failed so; try again later)")

    def _close(self) -> None:
        """The endpoint is there: it answered, if only with a fault."""
        self._unreachable, self._gone = 0, None

    def _open(self, error: ModelError, rest_s: float | None = None) -> None:
        self._gone = type(error), str(error)
        self._until = self._now() + (rest_s or _REST_S)
