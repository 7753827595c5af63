"""What was asked, what it cost, and where to stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from llm_extract.errors import BudgetSpent, ModelError
from llm_extract.llm.ask import Model, Reply, Request, Usage, charge_of

_MILLION = 1_000_000


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens; cached prompt tokens cost `cached_prompt`."""

    prompt: float
    cached_prompt: float
    completion: float

    def of(self, usage: Usage) -> float:
        """The cost of `usage` in US dollars."""
        fresh = max(0, usage.prompt - usage.cached_prompt)
        spent = fresh * self.prompt + usage.cached_prompt * self.cached_prompt
        return (spent + usage.completion * self.completion) / _MILLION


@dataclass(frozen=True)
class Budget:
    """None: no limit. A call that is under way when the limit is reached is still paid for."""

    max_cost_usd: float | None = None
    max_requests: int | None = None


@dataclass
class Meter:
    """Sums of one run. `fresh` was paid for in it, `saved` came from the cache or a recording.

    `requests` counts every request that was sent, repeated ones too. `cost_usd` is None once a call
    was made whose price or whose tokens are not known: unknown is not zero.
    """

    requests: int = 0
    cache_hits: int = 0
    fresh: Usage = field(default_factory=Usage)
    saved: Usage = field(default_factory=Usage)
    cost_usd: float | None = 0.0

    def pay(self, usage: Usage, price: Price | None) -> None:
        """Add what an endpoint counted for one request."""
        self.fresh += usage
        cost = None if price is None else _cost(usage, price)
        self.cost_usd = None if cost is None or self.cost_usd is None else self.cost_usd + cost

    def save(self, usage: Usage) -> None:
        """Add what a kept reply would have cost."""
        self.cache_hits += 1
        self.saved += usage


class MeteredModel:
    """Counts what kept replies saved: it stands outside the cache.

    What is paid for is counted inside, by BudgetedModel, whoever is still waiting for it.
    """

    def __init__(self, model: Model, meter: Meter) -> None:
        self._model = model
        self._meter = meter

    async def ask(self, request: Request) -> Reply:
        """As the inner model."""
        reply = await self._model.ask(request)
        if reply.from_cache:
            self._meter.save(reply.usage)
        return reply


class BudgetedModel:
    """Counts each request and what it cost, and sends no further once the budget is spent.

    It stands next to the endpoint, inside the cache, the retries and the pace: nothing is paid for
    that it does not see, and nothing waits between its check and the sending.
    """

    def __init__(
        self, model: Model, meter: Meter, budget: Budget, prices: Mapping[str, Price]
    ) -> None:
        self._model = model
        self._meter = meter
        self._budget = budget
        self._prices = prices

    async def ask(self, request: Request) -> Reply:
        """As the inner model.

        Raises:
            BudgetSpent: the limit on cost or requests was reached before this call.
        """
        self._check(request.model)
        # Counted before it is answered, so that calls at once cannot pass the limit together.
        self._meter.requests += 1
        price = self._prices.get(request.model)
        try:
            reply = await self._model.ask(request)
        except ModelError as error:
            usage = charge_of(error)
            if usage is not None:
                self._meter.pay(usage, price)
            raise
        self._meter.pay(reply.usage, price)
        return reply

    def _check(self, model: str) -> None:
        most, spent = self._budget.max_requests, self._meter.cost_usd
        if most is not None and self._meter.requests >= most:
            raise BudgetSpent(f"the limit of {most} requests is reached")
        ceiling = self._budget.max_cost_usd
        if ceiling is None:
            return
        if model not in self._prices:
            raise BudgetSpent(
                f"no price is known for model {model}, so a limit on cost cannot be kept:"
                " name its price in the price table, or set no limit"
            )
        if spent is None:
            raise BudgetSpent(
                "the endpoint does not say how many tokens it counts, so a limit on cost cannot be"
                " kept: set a limit on requests instead"
            )
        if spent >= ceiling:
            raise BudgetSpent(f"the limit of {ceiling:.2f} US dollars is reached")


def _cost(usage: Usage, price: Price) -> float | None:
    """The cost in US dollars; None where tokens have a price and the endpoint counted none."""
    free = price == Price(0, 0, 0)
    return price.of(usage) if free or usage != Usage() else None
