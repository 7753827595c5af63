"""The real client against a real endpoint: what goes over the wire, and what each fault becomes."""

import asyncio
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from llm_extract import errors
from llm_extract.llm.ask import Message, Reply, Usage, charge_of
from llm_extract.llm.modes import OutputMode
from llm_extract.llm.openai_model import Endpoint as Target
from llm_extract.llm.openai_model import OpenAIModel
from llm_extract.llm.pared import ParedModel
from llm_extract.llm.wire import retry_after_s
from tests.llm.conftest import Answer, Endpoint, completion

KEY = "sk-planted-4711"


def ask(endpoint: Endpoint, question, mode: OutputMode = OutputMode.STRICT) -> Reply:
    async def once() -> Reply:
        model = OpenAIModel(Target(api_key=KEY, base_url=endpoint.url, mode=mode, timeout_s=5))
        try:
            return await model.ask(question)
        finally:
            await model.close()

    return asyncio.run(once())


def test_a_reply_comes_back_with_its_model_and_its_tokens(endpoint, question) -> None:
    reply = ask(endpoint, question)
    assert json.loads(reply.text)["killed"] == 3
    assert reply.model == "small-1"
    assert reply.usage == Usage(prompt=100, cached_prompt=40, completion=7)


def test_the_schema_goes_over_the_wire_strict_and_closed(endpoint, question) -> None:
    ask(endpoint, question)
    sent = endpoint.requests[0]["response_format"]
    assert sent["type"] == "json_schema"
    assert sent["json_schema"]["strict"] is True
    assert sent["json_schema"]["schema"]["additionalProperties"] is False
    assert sent["json_schema"]["schema"]["required"] == ["killed", "said_by"]
    assert endpoint.requests[0]["temperature"] == 0
    assert endpoint.requests[0]["seed"] == 0


@pytest.mark.parametrize("mode", list(OutputMode))
def test_text_is_sent_as_it_stands_and_never_as_a_template(endpoint, question, mode) -> None:
    reply = '{"killed": 3, "said_by": null}'
    call = {"id": "c", "type": "function", "function": {"name": "Toll", "arguments": reply}}
    as_tool = mode is OutputMode.TOOLS
    answer = completion(None, tool_calls=[call]) if as_tool else completion(reply)
    endpoint.will(Answer(answer))
    ask(endpoint, question, mode)
    assert "Three died. {{ 7*7 }}" in endpoint.requests[0]["messages"][-1]["content"]


def test_tools_mode_asks_for_a_tool_call_and_reads_its_arguments(endpoint, question) -> None:
    call = {
        "id": "c",
        "type": "function",
        "function": {"name": "Toll", "arguments": '{"killed": 9}'},
    }
    endpoint.will(Answer(completion(None, tool_calls=[call])))
    assert ask(endpoint, question, OutputMode.TOOLS).text == '{"killed": 9}'
    assert endpoint.requests[0]["tools"][0]["function"]["name"] == "Toll"


def test_prose_mode_takes_the_json_out_of_the_prose(endpoint, question) -> None:
    endpoint.will(Answer(completion('Here it is:\n```json\n{"killed": 9}\n```')))
    assert json.loads(ask(endpoint, question, OutputMode.PROSE).text) == {"killed": 9}


FAULTS = [
    (Answer({"error": {"message": "no", "code": "invalid_api_key"}}, 401), errors.KeyRefused),
    (Answer({"error": {"message": "no", "code": "model_not_found"}}, 404), errors.UnknownModel),
    (
        Answer({"error": {"message": "pay", "code": "insufficient_quota"}}, 429),
        errors.QuotaExhausted,
    ),
    (Answer({"error": {"message": "slow", "code": "rate_limit"}}, 429), errors.RateLimited),
    (Answer({"error": {"code": "context_length_exceeded"}}, 400), errors.ContextTooLong),
    (Answer({"error": {"message": "bad"}}, 400), errors.RequestRefused),
    (Answer(b"<html>gateway</html>", 502), errors.ServerFault),
    (Answer({"error": {"message": "odd"}}), errors.RequestRefused),
    (Answer(b"<html>welcome</html>"), errors.NoCompletion),
    (Answer(b""), errors.NoCompletion),
    (Answer(b"\xff\xfe\x00"), errors.NoCompletion),
    (Answer(b"[" * 100_000), errors.NoCompletion),
    (Answer(b'{"choices": [], "choices": []}'), errors.NoCompletion),
    (Answer(b'{"choices": NaN}'), errors.NoCompletion),
    (Answer({"choices": []}), errors.NoCompletion),
    (Answer({"choices": None}), errors.NoCompletion),
    (Answer({"choices": [{"message": None}]}), errors.NoCompletion),
    (Answer(completion(None)), errors.BadReply),
    (Answer(completion(None, tool_calls=[{"function": None}])), errors.BadReply),
    (Answer(completion("")), errors.BadReply),
    (Answer({**completion("x"), "choices": completion("x")["choices"] * 2}), errors.BadReply),
    (Answer(completion('{"kil', finish_reason="length")), errors.CutShort),
    (Answer(completion(None, finish_reason="content_filter")), errors.Refusal),
    (Answer(completion(None, refusal="I will not")), errors.Refusal),
    (
        Answer(gzip.compress(b"0" * 9_000_000, mtime=0), headers={"Content-Encoding": "gzip"}),
        errors.BadReply,
    ),
    (Answer(b" " * 9_000_000), errors.BadReply),
]


@pytest.mark.parametrize(("answer", "error"), FAULTS, ids=lambda case: str(case)[:60])
def test_every_fault_becomes_one_of_our_errors_after_one_request(
    endpoint, question, answer, error
) -> None:
    endpoint.will(answer)
    with pytest.raises(error) as raised:
        ask(endpoint, question)
    assert type(raised.value) is error
    assert len(endpoint.requests) == 1
    assert KEY not in str(raised.value)


def test_a_word_in_place_of_a_key_leaves_messages_readable(question, socket_enabled) -> None:
    model = OpenAIModel(Target(api_key="e", base_url="http://127.0.0.1:9/v1"))
    with pytest.raises(errors.Unreachable, match="no answer from the endpoint"):
        asyncio.run(model.ask(question))


def test_a_redirect_is_not_followed(endpoint, question) -> None:
    endpoint.will(Answer({}, 307, {"Location": "http://127.0.0.1:9/v1/chat/completions"}))
    with pytest.raises(errors.RequestRefused, match="307"):
        ask(endpoint, question)


@pytest.mark.parametrize("as_date", [False, True])
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_an_endpoint_asks_for_is_read_in_either_form(
    endpoint, question, status, as_date
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=3600), usegmt=True)
    asked_for = date if as_date else "3600"
    endpoint.will(Answer({"error": {"message": "slow"}}, status, {"Retry-After": asked_for}))
    with pytest.raises(errors.RateLimited) as raised:
        ask(endpoint, question)
    assert raised.value.retry_after_s == pytest.approx(3600, abs=600)


NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)
NOON, HOUR_LATER = "Tue, 01 Jan 2030 12:00:00 GMT", "Tue, 01 Jan 2030 13:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": HOUR_LATER}, 3600),
        ({"retry-after": NOON, "date": HOUR_LATER}, 0),
        # The endpoint's clock runs an hour ahead of ours: it is its own that counts.
        ({"retry-after": HOUR_LATER, "date": HOUR_LATER}, 0),
    ],
)
def test_a_date_to_wait_for_counts_from_the_endpoints_own_clock(headers, seconds) -> None:
    assert retry_after_s(headers, NOW) == seconds


def test_fifty_equal_questions_at_once_are_one_request(
    endpoint, question, tmp_path, cached
) -> None:
    async def fifty() -> list[Reply]:
        model = OpenAIModel(Target(api_key=KEY, base_url=endpoint.url))
        once = cached(model, tmp_path)
        try:
            return await asyncio.gather(*(once.ask(question) for _ in range(50)))
        finally:
            await model.close()

    replies = asyncio.run(fifty())
    assert len(endpoint.requests) == 1
    assert {reply.text for reply in replies} == {'{"killed": 3, "said_by": null}'}


def test_a_parameter_the_endpoint_refuses_by_name_is_left_out_from_then_on(
    endpoint, question
) -> None:
    no = Answer({"error": {"message": "no seed here", "param": "seed"}}, 400)
    endpoint.will(no, Answer(completion('{"killed": 3, "said_by": null}')))

    async def twice() -> None:
        model = OpenAIModel(Target(api_key=KEY, base_url=endpoint.url))
        pared = ParedModel(model)
        await pared.ask(question)
        await pared.ask(question)
        await model.close()

    asyncio.run(twice())
    assert ["seed" in request for request in endpoint.requests] == [True, False, False]


def test_a_connection_that_breaks_before_the_body_is_whole_is_unreachable(
    endpoint, question
) -> None:
    endpoint.will(Answer(b'{"choices', headers={"Content-Length": "9999", "Connection": "close"}))
    with pytest.raises(errors.Unreachable):
        ask(endpoint, question)


def test_an_endpoint_that_is_not_there_is_unreachable(question, socket_enabled) -> None:
    with pytest.raises(errors.Unreachable):
        ask(Endpoint("http://127.0.0.1:9/v1", []), question)


def test_one_model_serves_one_event_loop_after_the_other(endpoint, question) -> None:
    model = OpenAIModel(Target(api_key=KEY, base_url=endpoint.url))
    replies = [asyncio.run(model.ask(question)) for _ in range(3)]
    assert [json.loads(reply.text)["killed"] for reply in replies] == [3, 3, 3]


def test_half_a_character_in_a_reply_is_put_as_unknown_so_that_it_can_be_sent_and_kept(
    endpoint, question
) -> None:
    endpoint.will(Answer(completion("a \ud83d b \U0001f600")))
    assert ask(endpoint, question).text == "a \N{REPLACEMENT CHARACTER} b \U0001f600"


def test_a_text_that_cannot_be_sent_is_a_request_refused(endpoint, question) -> None:
    with pytest.raises(errors.RequestRefused, match="UTF-8"):
        ask(endpoint, replace(question, messages=(Message("user", "\ud83d"),)))


@pytest.mark.parametrize(
    "answer",
    [
        completion('{"kil', finish_reason="length"),
        completion(None, refusal="I will not"),
    ],
)
def test_a_reply_that_cannot_be_used_says_what_it_cost(endpoint, question, answer) -> None:
    endpoint.will(Answer(answer))
    with pytest.raises(errors.ModelError) as raised:
        ask(endpoint, question)
    assert charge_of(raised.value) == Usage(prompt=100, cached_prompt=40, completion=7)


def test_the_key_does_not_show_when_a_target_is_printed() -> None:
    assert KEY not in repr(Target(api_key=KEY))
