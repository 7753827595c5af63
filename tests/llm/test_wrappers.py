"""The wrappers around a model: each keeps one promise, and they compose."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.errors import (
    BadReply,
    BudgetSpent,
    CutShort,
    DeadlinePassed,
    NoCompletion,
    Parked,
    QuotaExhausted,
    RateLimited,
    RequestRefused,
    ServerFault,
)
from llm_extract.llm.ask import Message, Reply, Request, ScriptedModel, Usage, charged
from llm_extract.llm.deadlined import DeadlinedModel
from llm_extract.llm.limited import LimitedModel, Pace, Time, estimated_tokens
from llm_extract.llm.metered import Budget, BudgetedModel, Meter, MeteredModel, Price
from llm_extract.llm.pared import ParedModel
from llm_extract.llm.retrying import RetryingModel, RetryLimits
from llm_extract.llm.schema import reply_schema
from tests.llm.conftest import SlowModel, Toll, asked

QUICK = RetryLimits(attempts=3, first_wait_s=0.001, longest_wait_s=0.01)


# ---------------------------------------------------------------- retrying


def test_a_passing_fault_is_tried_again(question) -> None:
    script = ScriptedModel([ServerFault("500"), RateLimited("429", 0.001), "{}"])
    assert asked(RetryingModel(script, QUICK), question).text == "{}"
    assert len(script.asked) == 3


def test_the_last_fault_is_raised_when_tries_run_out(question) -> None:
    script = ScriptedModel([ServerFault("500")] * 9)
    with pytest.raises(ServerFault):
        asked(RetryingModel(script, QUICK), question)
    assert len(script.asked) == 3


@pytest.mark.parametrize("fault", [QuotaExhausted("none left"), BadReply("no JSON")])
def test_what_will_not_pass_is_never_tried_again(question, fault) -> None:
    script = ScriptedModel([fault, "{}"])
    with pytest.raises(type(fault)):
        asked(RetryingModel(script, QUICK), question)
    assert len(script.asked) == 1


def test_a_wait_that_the_endpoint_asks_for_is_kept_to_though_longer_than_our_own(question) -> None:
    script = ScriptedModel([RateLimited("later", 0.2), "{}"])
    started = monotonic()
    assert asked(RetryingModel(script, QUICK), question).text == "{}"
    assert monotonic() - started >= 0.2


def test_a_wait_beyond_all_patience_parks_at_once_and_says_until_when(question) -> None:
    script = ScriptedModel([RateLimited("HTTP 429", 3600), "{}"])
    model = RetryingModel(script, now=lambda: datetime(2031, 4, 5, 22, 30, tzinfo=UTC))
    with pytest.raises(Parked, match=r"3600 seconds, until 2031-04-05 23:30:00 UTC.* 600 at most"):
        asked(model, question)
    assert len(script.asked) == 1


def test_what_is_no_completion_is_tried_once_more_and_no_oftener(question) -> None:
    script = ScriptedModel([NoCompletion("a web page")] * 9)
    with pytest.raises(NoCompletion):
        asked(RetryingModel(script, QUICK), question)
    assert len(script.asked) == 2


def test_waits_that_add_up_beyond_all_patience_end_the_trying(question) -> None:
    script = ScriptedModel([RateLimited("later", 0.1)] * 9)
    limits = RetryLimits(attempts=9, patience_s=0.25)
    with pytest.raises(Parked):
        asked(RetryingModel(script, limits), question)
    assert len(script.asked) == 3


# ---------------------------------------------------------------- leaving out


@dataclass
class PlainEndpoint(SlowModel):
    """Takes neither seed nor temperature, and says so of one at a time."""

    seen: list[tuple[int | None, float | None]] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        self.seen.append((request.seed, request.temperature))
        reply = await super().ask(request)
        for name in ("seed", "temperature"):
            if getattr(request, name) is not None:
                raise RequestRefused(f"no {name} here", name)
        return reply


def test_many_at_once_that_are_refused_the_same_parameter_all_get_their_reply(question) -> None:
    plain = PlainEndpoint()

    async def four() -> list[Reply]:
        pared = ParedModel(plain)
        replies = await asyncio.gather(*(pared.ask(question) for _ in range(4)))
        return [*replies, await pared.ask(question)]

    assert len(asyncio.run(four())) == 5
    assert plain.seen == [(0, 0.0)] * 4 + [(None, 0.0)] * 4 + [(None, None)] * 5


def test_a_parameter_that_a_request_cannot_do_without_is_refused_for_good(question) -> None:
    script = ScriptedModel([RequestRefused("no such field", "messages"), "{}"])
    with pytest.raises(RequestRefused):
        asked(ParedModel(script), question)
    assert len(script.asked) == 1


# ---------------------------------------------------------------- pace and time


def test_no_more_calls_run_at_once_than_allowed(question) -> None:
    slow = SlowModel()

    async def ten() -> None:
        limited = LimitedModel(slow, Pace(at_once=3))
        await asyncio.gather(*(limited.ask(question) for _ in range(10)))

    asyncio.run(ten())
    assert slow.most_at_once == 3


class StoppedTime:
    """A clock that moves only when somebody waits, and keeps how long."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.waits: list[float] = []

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now_s += seconds


def test_requests_beyond_the_rate_wait_for_their_turn(question) -> None:
    clock = StoppedTime()

    async def five() -> None:
        time = Time(now=lambda: clock.now_s, wait=clock.wait)
        limited = LimitedModel(SlowModel(0), Pace(requests_a_minute=3, at_once=9), time)
        for _ in range(5):
            await limited.ask(question)

    asyncio.run(five())
    assert clock.waits == [pytest.approx(60)]


@given(
    amounts=st.lists(st.integers(1, 400), max_size=40),
    gaps=st.lists(st.floats(0, 50), min_size=40, max_size=40),
)
def test_in_no_minute_are_more_tokens_sent_than_allowed(amounts, gaps) -> None:
    clock = StoppedTime()
    sent: list[tuple[float, int]] = []

    class Endpoint:
        async def ask(self, request: Request) -> Reply:
            sent.append((clock.now_s, estimated_tokens(request)))
            return Reply("{}", "small")

    async def all_of_them() -> None:
        time = Time(now=lambda: clock.now_s, wait=clock.wait)
        limited = LimitedModel(Endpoint(), Pace(tokens_a_minute=500), time)
        for amount, gap in zip(amounts, gaps, strict=False):
            words = (Message("user", "word" * amount),)
            await limited.ask(Request("small", words, reply_schema(Toll)))
            clock.now_s += gap

    asyncio.run(all_of_them())
    for at, _ in sent:
        assert sum(amount for when, amount in sent if when <= at < when + 60) <= 500


def test_one_who_gives_up_waiting_takes_no_share_of_the_pace(question) -> None:
    clock = StoppedTime()

    async def two() -> None:
        gave_up = asyncio.Event()

        async def wait(seconds: float) -> None:
            await gave_up.wait()
            await clock.wait(seconds)

        time = Time(now=lambda: clock.now_s, wait=wait)
        limited = LimitedModel(SlowModel(0), Pace(requests_a_minute=1), time)
        await limited.ask(question)
        first, second = (asyncio.create_task(limited.ask(question)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        gave_up.set()
        await second

    asyncio.run(two())
    assert clock.waits == [pytest.approx(60)]


def test_the_pace_holds_from_one_event_loop_to_the_next(question) -> None:
    clock = StoppedTime()
    time = Time(now=lambda: clock.now_s, wait=clock.wait)
    limited = LimitedModel(SlowModel(0), Pace(requests_a_minute=2, at_once=1), time)

    async def two() -> None:
        await asyncio.gather(limited.ask(question), limited.ask(question))

    asyncio.run(two())
    asyncio.run(two())
    assert clock.waits == [pytest.approx(60)]


def test_a_call_that_drips_on_is_given_up_at_its_deadline(question) -> None:
    with pytest.raises(DeadlinePassed, match=r"0\.01 seconds"):
        asked(DeadlinedModel(SlowModel(seconds=5), 0.01), question)


# ---------------------------------------------------------------- cost

PRICES = {"small": Price(prompt=1.0, cached_prompt=0.5, completion=10.0)}


@pytest.fixture
def metered(cached, tmp_path):
    """The counting parts as they stand on the way to a model: one inside the cache, one outside."""

    def way_to(model, meter) -> MeteredModel:
        return MeteredModel(cached(BudgetedModel(model, meter, Budget(), PRICES), tmp_path), meter)

    return way_to


def test_cost_counts_fresh_cached_and_completion_tokens_apart(question) -> None:
    meter = Meter()
    asked(BudgetedModel(SlowModel(), meter, Budget(), PRICES), question)
    assert meter.cost_usd == pytest.approx(0.6 + 0.2 + 1.0)


def test_a_kept_reply_costs_nothing_and_its_tokens_are_counted_as_saved(question, metered) -> None:
    meter = Meter()
    for _ in range(2):
        asked(metered(SlowModel(), meter), question)
    assert (meter.cache_hits, meter.saved.prompt, meter.fresh.prompt) == (1, 1_000_000, 1_000_000)


def test_the_cost_of_a_model_without_a_price_is_unknown_and_not_zero(question) -> None:
    meter = Meter()
    asked(BudgetedModel(SlowModel(), meter, Budget(), {}), question)
    assert meter.cost_usd is None


def test_asking_stops_at_the_limit_of_requests_even_when_all_come_at_once(question) -> None:
    slow, meter = SlowModel(), Meter()

    async def ten() -> list[Reply | BaseException]:
        model = BudgetedModel(slow, meter, Budget(max_requests=3), PRICES)
        return await asyncio.gather(
            *(model.ask(question) for _ in range(10)), return_exceptions=True
        )

    outcomes = asyncio.run(ten())
    assert slow.asked == 3
    assert sum(isinstance(outcome, BudgetSpent) for outcome in outcomes) == 7


def test_asking_stops_once_the_cost_is_reached(question) -> None:
    meter = Meter()
    model = BudgetedModel(SlowModel(), meter, Budget(max_cost_usd=1.0), PRICES)
    asked(model, question)
    with pytest.raises(BudgetSpent, match=r"1\.00 US dollars"):
        asked(model, question)


def test_a_limit_on_cost_without_a_price_is_refused_before_anything_is_spent(question) -> None:
    slow = SlowModel()
    with pytest.raises(BudgetSpent, match="no price is known for model small"):
        asked(BudgetedModel(slow, Meter(), Budget(max_cost_usd=1.0), {}), question)
    assert slow.asked == 0


def test_tokens_are_counted_once_when_the_first_of_equal_callers_gives_up(
    question, metered
) -> None:
    meter, slow = Meter(), SlowModel(0.1)

    async def one_gives_up() -> None:
        model = metered(slow, meter)
        first, second = (asyncio.create_task(model.ask(question)) for _ in range(2))
        await asyncio.sleep(0.05)
        first.cancel()
        await second

    asyncio.run(one_gives_up())
    assert (slow.asked, meter.fresh) == (1, slow.usage)
    assert meter.cost_usd == pytest.approx(1.8)


def test_a_reply_that_nobody_waited_for_is_paid_for_and_kept(question, metered) -> None:
    meter, slow = Meter(), SlowModel(0.05)

    async def all_give_up() -> None:
        model = metered(slow, meter)
        task = asyncio.create_task(model.ask(question))
        await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.sleep(0.2)
        await model.ask(question)

    asyncio.run(all_give_up())
    assert (slow.asked, meter.fresh.prompt, meter.cache_hits) == (1, 1_000_000, 1)


def test_a_reply_that_cannot_be_used_is_paid_for_like_any_other(question) -> None:
    meter = Meter()
    script = ScriptedModel([charged(CutShort("too long"), Usage(1_000_000, 0, 0))])
    with pytest.raises(CutShort):
        asked(BudgetedModel(script, meter, Budget(), PRICES), question)
    assert meter.cost_usd == pytest.approx(1.0)


def test_the_cost_at_an_endpoint_that_counts_no_tokens_is_unknown_and_ends_a_limit_on_it(
    question,
) -> None:
    meter, silent = Meter(), SlowModel(usage=Usage())
    model = BudgetedModel(silent, meter, Budget(max_cost_usd=1.0), PRICES)
    asked(model, question)
    assert meter.cost_usd is None
    with pytest.raises(BudgetSpent, match="does not say how many tokens"):
        asked(model, question)


def test_what_has_no_price_costs_nothing_though_no_tokens_are_counted(question) -> None:
    meter, local = Meter(), SlowModel(usage=Usage())
    asked(BudgetedModel(local, meter, Budget(), {"small": Price(0, 0, 0)}), question)
    assert meter.cost_usd == 0


def test_more_cached_tokens_than_there_are_never_lower_the_cost() -> None:
    assert PRICES["small"].of(Usage(prompt=0, cached_prompt=1_000_000)) == pytest.approx(0.5)
