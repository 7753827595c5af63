"""The wrappers around a model: each keeps one promise, and they compose."""

import asyncio
import sqlite3
from dataclasses import dataclass, field, replace

import pytest

from llm_extract.errors import (
    BadReply,
    BudgetSpent,
    DeadlinePassed,
    QuotaExhausted,
    RateLimited,
    ReplayMiss,
    ServerFault,
)
from llm_extract.llm.ask import Reply, Request, ScriptedModel, Usage
from llm_extract.llm.cached import CachedModel, ReplyCache
from llm_extract.llm.deadlined import DeadlinedModel
from llm_extract.llm.limited import LimitedModel, Pace, Time
from llm_extract.llm.metered import Budget, BudgetedModel, Meter, MeteredModel, Price
from llm_extract.llm.replayed import RecordingModel, ReplayedModel
from llm_extract.llm.retrying import RetryingModel, RetryLimits

QUICK = RetryLimits(attempts=3, first_wait_s=0.001, longest_wait_s=0.01)


@dataclass
class SlowModel:
    """Answers after a while, and counts how often and how widely it was asked."""

    seconds: float = 0.02
    asked: int = 0
    at_once: int = 0
    most_at_once: int = 0
    usage: Usage = field(default_factory=lambda: Usage(1_000_000, 400_000, 100_000))

    async def ask(self, request: Request) -> Reply:
        self.asked += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        return Reply("{}", request.model, self.usage, self.seconds)


def asked(model, question) -> Reply:
    return asyncio.run(model.ask(question))


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


def test_a_longer_wait_than_allowed_ends_the_trying(question) -> None:
    script = ScriptedModel([RateLimited("later", 3600), "{}"])
    with pytest.raises(RateLimited):
        asked(RetryingModel(script, QUICK), question)
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
    assert clock.waits == [pytest.approx(20), pytest.approx(20)]


def test_a_call_that_drips_on_is_given_up_at_its_deadline(question) -> None:
    with pytest.raises(DeadlinePassed, match=r"0\.01 seconds"):
        asked(DeadlinedModel(SlowModel(seconds=5), 0.01), question)


# ---------------------------------------------------------------- the cache


def test_an_answer_is_never_paid_for_twice_not_even_by_the_next_process(tmp_path, question) -> None:
    slow = SlowModel()
    assert not asked(CachedModel(slow, ReplyCache(tmp_path)), question).from_cache
    again = asked(CachedModel(slow, ReplyCache(tmp_path)), question)
    assert again.from_cache
    assert again.usage == slow.usage
    assert slow.asked == 1


def test_fifty_equal_questions_at_once_are_one_call(tmp_path, question) -> None:
    slow = SlowModel()

    async def fifty() -> list[Reply]:
        cached = CachedModel(slow, ReplyCache(tmp_path))
        return await asyncio.gather(*(cached.ask(question) for _ in range(50)))

    replies = asyncio.run(fifty())
    assert slow.asked == 1
    assert sum(not reply.from_cache for reply in replies) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"model": "large"},
        {"temperature": 0.5},
        {"seed": 1},
        {"sample": 1},
        {"max_output_tokens": 9},
    ],
)
def test_whatever_can_change_the_reply_changes_the_key(question, other) -> None:
    assert replace(question, **other).key != question.key


def test_a_fault_is_not_kept_as_an_answer(tmp_path, question) -> None:
    cache = ReplyCache(tmp_path)
    with pytest.raises(ServerFault):
        asked(CachedModel(ScriptedModel([ServerFault("500")]), cache), question)
    assert asked(CachedModel(ScriptedModel(["{}"]), cache), question).text == "{}"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE Cache SET mode = 4, value = X'80049525'",
        "UPDATE Cache SET filename = '/etc/hostname', mode = 3, value = NULL",
        "UPDATE Cache SET value = substr(value, 1, 80)",
        "UPDATE Cache SET value = replace(value, 'small', 'large')",
    ],
)
def test_a_row_that_was_tampered_with_is_asked_again_and_never_believed(
    tmp_path, question, damage
) -> None:
    slow = SlowModel()
    asked(CachedModel(slow, ReplyCache(tmp_path)), question)
    with sqlite3.connect(tmp_path / "cache.db") as rows:
        rows.execute(damage)
    rows.close()
    assert asked(CachedModel(slow, ReplyCache(tmp_path)), question).text == "{}"
    assert slow.asked == 2


def test_a_cache_folder_that_cannot_be_used_costs_a_question_and_no_run(tmp_path, question) -> None:
    (tmp_path / "taken").write_text("a file")
    model = CachedModel(ScriptedModel(["{}"]), ReplyCache(tmp_path / "taken"))
    assert asked(model, question).text == "{}"


def test_a_database_that_is_none_costs_a_question_and_no_run(tmp_path, question) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database" * 100)
    assert asked(CachedModel(ScriptedModel(["{}"]), ReplyCache(tmp_path)), question).text == "{}"


def test_a_tampered_row_costs_one_question_and_deletes_nothing(tmp_path, question) -> None:
    bystander, folder = tmp_path / "bystander", tmp_path / "replies"
    bystander.write_text("not ours")
    slow = SlowModel()
    asked(CachedModel(slow, ReplyCache(folder)), question)
    with sqlite3.connect(folder / "cache.db") as rows:
        rows.execute("UPDATE Cache SET mode = 3, value = NULL, filename = ?", (str(bystander),))
    rows.close()
    for _ in range(2):
        asked(CachedModel(slow, ReplyCache(folder)), question)
    assert slow.asked == 2
    assert bystander.is_file()


def test_a_damaged_database_is_set_aside_and_begun_anew(tmp_path, question) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database" * 100)
    slow = SlowModel()
    for _ in range(2):
        asked(CachedModel(slow, ReplyCache(tmp_path)), question)
    assert slow.asked == 1
    assert (tmp_path / "cache.db.damaged").read_bytes().startswith(b"not a database")


# ---------------------------------------------------------------- cost

PRICES = {"small": Price(prompt=1.0, cached_prompt=0.5, completion=10.0)}


def test_cost_counts_fresh_cached_and_completion_tokens_apart(question) -> None:
    meter = Meter()
    asked(MeteredModel(SlowModel(), meter, PRICES), question)
    assert meter.cost_usd == pytest.approx(0.6 + 0.2 + 1.0)


def test_a_kept_reply_costs_nothing_and_its_tokens_are_counted_as_saved(question, tmp_path) -> None:
    meter, cache = Meter(), ReplyCache(tmp_path)
    for _ in range(2):
        asked(MeteredModel(CachedModel(SlowModel(), cache), meter, PRICES), question)
    assert (meter.cache_hits, meter.saved.prompt, meter.fresh.prompt) == (1, 1_000_000, 1_000_000)


def test_the_cost_of_a_model_without_a_price_is_unknown_and_not_zero(question) -> None:
    meter = Meter()
    asked(MeteredModel(SlowModel(), meter, {}), question)
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
    model = MeteredModel(
        BudgetedModel(SlowModel(), meter, Budget(max_cost_usd=1.0), PRICES), meter, PRICES
    )
    asked(model, question)
    with pytest.raises(BudgetSpent, match=r"1\.00 US dollars"):
        asked(model, question)


def test_a_limit_on_cost_without_a_price_is_refused_before_anything_is_spent(question) -> None:
    slow = SlowModel()
    with pytest.raises(BudgetSpent, match="no price is known for model small"):
        asked(BudgetedModel(slow, Meter(), Budget(max_cost_usd=1.0), {}), question)
    assert slow.asked == 0


# ---------------------------------------------------------------- recordings


def test_a_recording_answers_as_the_model_did(tmp_path, question) -> None:
    asked(RecordingModel(ScriptedModel(['{"killed": 3}']), tmp_path), question)
    assert asked(ReplayedModel(tmp_path), question).text == '{"killed": 3}'


def test_a_request_the_recording_does_not_hold_is_an_error_and_asks_nobody(
    tmp_path, question
) -> None:
    with pytest.raises(ReplayMiss, match="holds no reply"):
        asked(ReplayedModel(tmp_path), question)
