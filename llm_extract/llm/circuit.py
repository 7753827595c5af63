"""A circuit that opens when the endpoint or the quota is plainly gone."""

from __future__ import annotations

from llm_extract.errors import (
    BudgetSpent,
    DeadlinePassed,
    KeyRefused,
    ModelError,
    Parked,
    QuotaExhausted,
    Unreachable,
)
from llm_extract.llm.ask import Model, Reply, Request
from llm_extract.llm.limited import Time

# Each of these has outlasted all its retries, so so many in a row are no passing fault.
_MOST_UNREACHABLE = 5
_REST_S = 30.0
# Who was told to wait comes back by another clock, and must not find it closed by a hair.
_SLACK_S = 0.05


class CircuitModel:
    """Fails at once, with the same error, where the next call could only fail the same way.

    It opens at the first refused key or spent quota, and after five calls in a row that found no
    connection. Every `_REST_S` seconds one call is let through to see; an answer closes it again.
    Where the endpoint asks for a wait that parks a question, it is left alone for as long.
    """

    def __init__(self, model: Model, time: Time | None = None) -> None:
        self._model = model
        self._now = (time or Time()).now
        self._unreachable = 0
        self._gone: ModelError | None = None
        self._until = 0.0

    async def ask(self, request: Request) -> Reply:
        """As the inner model, or at once the error that opened the circuit."""
        self._check()
        try:
            reply = await self._model.ask(request)
        except (KeyRefused, QuotaExhausted) as error:
            self._open(error)
            raise
        except Parked as error:
            self._unreachable = 0
            self._open(error, error.wait_s)
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
        left_s = self._until - self._now()
        if isinstance(self._gone, Parked):
            if left_s > _SLACK_S:
                raise Parked(str(self._gone), left_s)
            self._close()
        elif left_s <= 0:
            self._until = self._now() + _REST_S
        else:
            why = f"{self._gone} (not asked: calls before this one failed so; try again later)"
            raise type(self._gone)(why)

    def _close(self) -> None:
        """The endpoint is there: it answered, if only with a fault."""
        self._unreachable, self._gone = 0, None

    def _open(self, error: ModelError, rest_s: float = _REST_S) -> None:
        self._gone = error
        self._until = self._now() + rest_s
