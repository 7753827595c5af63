"""The circuit: where the next call could only fail the same way, it fails at once."""

import asyncio

import pytest

from llm_extract.errors import (
    BadReply,
    DeadlinePassed,
    KeyRefused,
    Parked,
    QuotaExhausted,
    ServerFault,
    Unreachable,
)
from llm_extract.llm.ask import ScriptedModel
from llm_extract.llm.circuit import CircuitModel
from llm_extract.llm.limited import Time
from tests.llm.conftest import asked

LOST = Unreachable("no answer")


def fail(model, question, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Unreachable):
            asked(model, question)


@pytest.mark.parametrize("fault", [QuotaExhausted("none left"), KeyRefused("no such key")])
def test_a_spent_quota_or_a_refused_key_is_met_once_and_then_told_at_once(question, fault) -> None:
    script = ScriptedModel([fault, "{}"])
    model = CircuitModel(script)
    with pytest.raises(type(fault)):
        asked(model, question)
    with pytest.raises(type(fault), match=rf"{fault} .not asked: calls before this one failed so"):
        asked(model, question)
    assert len(script.asked) == 1


def test_after_five_calls_in_a_row_without_a_connection_the_next_is_not_made(question) -> None:
    script = ScriptedModel([LOST] * 9)
    model = CircuitModel(script)
    fail(model, question, 5)
    with pytest.raises(Unreachable, match=r"no answer .not asked"):
        asked(model, question)
    assert len(script.asked) == 5


@pytest.mark.parametrize("answer", ["{}", BadReply("no JSON"), ServerFault("500")])
def test_any_answer_shows_that_the_endpoint_is_there(question, answer) -> None:
    script = ScriptedModel([*[LOST] * 4, answer, *[LOST] * 4, "{}"])
    model = CircuitModel(script)

    async def all_of_them() -> list[object]:
        return [
            (await asyncio.gather(model.ask(question), return_exceptions=True))[0]
            for _ in range(10)
        ]

    assert getattr(asyncio.run(all_of_them())[-1], "text", None) == "{}"


def test_a_call_that_takes_too_long_is_no_answer_and_no_lost_connection(question) -> None:
    script = ScriptedModel([LOST, DeadlinePassed("slow")] * 4 + [LOST, "{}"])
    model = CircuitModel(script)
    for _ in range(9):
        with pytest.raises((Unreachable, DeadlinePassed)):
            asked(model, question)
    with pytest.raises(Unreachable, match="not asked"):
        asked(model, question)


def test_now_and_then_one_call_is_let_through_and_a_reply_closes_the_circuit(question) -> None:
    now_s = 0.0
    script = ScriptedModel([*[LOST] * 6, "{}", "{}"])
    model = CircuitModel(script, Time(now=lambda: now_s))
    fail(model, question, 5)
    now_s = 31.0
    fail(model, question, 2)
    assert len(script.asked) == 6
    now_s = 62.0
    assert [asked(model, question).text for _ in range(2)] == ["{}", "{}"]


def test_who_asks_to_be_left_alone_is_left_alone_for_as_long_and_then_asked_by_all(
    question,
) -> None:
    now_s = 0.0
    script = ScriptedModel([Parked("later", 3600), "{}", "{}"])
    model = CircuitModel(script, Time(now=lambda: now_s))
    with pytest.raises(Parked):
        asked(model, question)
    now_s = 600.0
    with pytest.raises(Parked, match="later") as parked:
        asked(model, question)
    assert parked.value.wait_s == 3000
    now_s = 3600.0
    assert [asked(model, question).text for _ in range(2)] == ["{}", "{}"]
    assert len(script.asked) == 3
