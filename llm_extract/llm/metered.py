"""What was asked, what it cost, and where to stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from llm_extract.errors import BudgetSpent
from llm_extract.llm.ask import Model, Reply, Request, Usage

_MILLION = 1_000_000


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens; cached prompt tokens cost `cached_prompt`."""

    prompt: float
    cached_prompt: float
    completion: float

    def of(self, usage: Usage) -> float:
        """The cost of `usage` in US dollars."""
        fresh = usage.prompt - usage.cached_prompt
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

    `cost_usd` is None once a call was made whose price is not known: unknown is not zero.
    """

    requests: int = 0
    cache_hits: int = 0
    fresh: Usage = field(default_factory=Usage)
    saved: Usage = field(default_factory=Usage)
    cost_usd: float | None = 0.0
    latencies_s: list[float] = field(default_factory=list)

    def count(self, reply: Reply, price: Price | None) -> None:
        """Add one reply."""
        if reply.from_cache:
            self.cache_hits += 1
            self.saved += reply.usage
            return
        self.fresh += reply.usage
        self.latencies_s.append(reply.latency_s)
        if price is None or self.cost_usd is None:
            self.cost_usd = None
        else:
            self.cost_usd += price.of(reply.usage)


class MeteredModel:
    """Counts every reply, kept ones included: it stands outside the cache."""

    def __init__(self, model: Model, meter: Meter, prices: Mapping[str, Price]) -> None:
        self._model = model
        self._meter = meter
        self._prices = prices

    async def ask(self, request: Request) -> Reply:
        """As the inner model."""
        reply = await self._model.ask(request)
        self._meter.count(reply, self._prices.get(request.model))
        return reply


class BudgetedModel:
    """Asks no further once the budget is spent: it stands inside the cache, where calls cost."""

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
        return await self._model.ask(request)

    def _check(self, model: str) -> None:
        most, spent = self._budget.max_requests, self._meter.cost_usd
        if most is not None and self._meter.requests >= most:
            raise BudgetSpent(f"the limit of {most} requests is reached")
        ceiling = self._budget.max_cost_usd
        if ceiling is None:
            return
        if model not in self._prices or spent is None:
            raise BudgetSpent(
                f"no price is known for model {model}, so a limit on cost cannot be kept:"
                " name its price in the price table, or set no limit"
            )
        if spent >= ceiling:
            raise BudgetSpent(f"the limit of {ceiling:.2f} US dollars is reached")
