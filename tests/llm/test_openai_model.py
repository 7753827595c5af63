"""The real client against a real endpoint: what goes over the wire, and what each fault becomes."""

import asyncio
import gzip
import json

import pytest

from llm_extract import errors
from llm_extract.llm.ask import Reply, Usage
from llm_extract.llm.cached import CachedModel, ReplyCache
from llm_extract.llm.modes import OutputMode
from llm_extract.llm.openai_model import Endpoint as Target
from llm_extract.llm.openai_model import OpenAIModel
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
    (Answer(b"<html>welcome</html>"), errors.BadReply),
    (Answer(b""), errors.BadReply),
    (Answer(b"\xff\xfe\x00"), errors.BadReply),
    (Answer(b"[" * 100_000), errors.BadReply),
    (Answer(b'{"choices": [], "choices": []}'), errors.BadReply),
    (Answer(b'{"choices": NaN}'), errors.BadReply),
    (Answer({"choices": []}), errors.BadReply),
    (Answer({"choices": None}), errors.BadReply),
    (Answer({"choices": [{"message": None}]}), errors.BadReply),
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


def test_the_wait_an_endpoint_asks_for_is_read(endpoint, question) -> None:
    endpoint.will(Answer({"error": {"message": "slow"}}, 429, {"Retry-After": "7"}))
    with pytest.raises(errors.RateLimited) as raised:
        ask(endpoint, question)
    assert raised.value.retry_after_s == 7


def test_fifty_equal_questions_at_once_are_one_request(endpoint, question, tmp_path) -> None:
    async def fifty() -> list[Reply]:
        model = OpenAIModel(Target(api_key=KEY, base_url=endpoint.url))
        cached = CachedModel(model, ReplyCache(tmp_path))
        try:
            return await asyncio.gather(*(cached.ask(question) for _ in range(50)))
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
        await model.ask(question)
        await model.ask(question)
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


def test_the_key_does_not_show_when_a_target_is_printed() -> None:
    assert KEY not in repr(Target(api_key=KEY))
