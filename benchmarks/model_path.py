"""CPU milliseconds a request on the way to a model, beside what one would use instead.

nginx answers every request with one fixed reply after no delay, on the second processor; each
client runs on the first, with 32 requests in flight. What is timed is processor time of the client
process, not the wall: waiting for an endpoint costs nothing.

    python benchmarks/model_path.py            # needs nginx and two processors

Every client sends the same article with the same reply schema and validates the reply. Ours also
caches it, meters it, grounds each quotation and builds the extraction.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from llm_extract.extractors.model import ModelExtractor, ModelOptions
from llm_extract.extractors.model.reply import ArticleReply
from llm_extract.llm.ask import Model
from llm_extract.llm.cached import CachedModel, ReplyCache
from llm_extract.llm.circuit import CircuitModel
from llm_extract.llm.deadlined import DeadlinedModel
from llm_extract.llm.limited import LimitedModel, Pace
from llm_extract.llm.metered import Budget, BudgetedModel, Meter, MeteredModel
from llm_extract.llm.openai_model import Endpoint, OpenAIModel
from llm_extract.llm.pared import ParedModel
from llm_extract.llm.retrying import RetryingModel
from llm_extract.prompts import load_prompt
from llm_extract.records.article import Article

PORT = 18080
URL = f"http://127.0.0.1:{PORT}/v1"
SENTENCES = [
    "Gunmen shot at a depot in Orlo on Monday and {n} guards died, a hospital said.",
    "The army said {n} attackers were killed and that the road was open again by noon.",
    "A resident told the Voice of Karst that shots were heard from the river until dark.",
    "Shops in the centre stayed closed and few people went out, the mayor's office said.",
]
Once = Callable[[int], Awaitable[object]]


def article(number: int) -> Article:
    """About 4.6 kB of news prose, different for each number."""
    lines = [SENTENCES[at % 4].format(n=number * 64 + at) for at in range(58)]
    return Article.of("\n".join(lines), publisher="Voice of Karst")


def reply_text() -> str:
    """About 2.4 kB: one incident whose six quotations stand in every article."""
    said = {
        "speakers": [{"name": "a resident", "named": False, "role": "witness"}],
        "stance": "asserts",
        "sure": "stated",
        "tolls": [],
    }
    quotes = [SENTENCES[2], SENTENCES[3]] * 3
    codes = ["gunfire", "grenade", "explosive", "rocket", "shelling", "mine"]
    facts = [{"field": "tactic", "words": "shots", "of": None, "code": code} for code in codes]
    statements = [{**said, "quote": q, "facts": [f]} for q, f in zip(quotes, facts, strict=True)]
    incident = {
        "key": "i1",
        "part_of": None,
        "type": "armed_attack",
        "label": "shooting at a depot in Orlo",
        "stage": "accomplished",
        "place": "Orlo",
        "operation": None,
        "actors": [],
        "statements": statements,
    }
    return json.dumps({"incidents": [incident], "background": [], "relays": []})


def serve(folder: Path) -> subprocess.Popen[bytes]:
    """Start nginx on the second processor; it answers every POST with the fixed reply."""
    message = {"role": "assistant", "content": reply_text(), "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 2500, "completion_tokens": 600, "total_tokens": 3100}
    body = {"id": "c", "object": "chat.completion", "created": 0, "model": "m"}
    (folder / "reply.json").write_text(json.dumps({**body, "choices": [choice], "usage": usage}))
    call = {"id": "t", "type": "function"}
    call["function"] = {"name": "ArticleReply", "arguments": reply_text()}  # type: ignore[assignment]
    message_tool = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice_tool = {**choice, "message": message_tool, "finish_reason": "tool_calls"}
    tool = json.dumps({**body, "choices": [choice_tool], "usage": usage})
    (folder / "tool.json").write_text(tool)
    (folder / "nginx.conf").write_text(
        f"""user root; worker_processes 1; daemon off;
pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; client_body_temp_path {folder}/b; client_max_body_size 10m;
  default_type application/json; keepalive_requests 1000000;
  error_page 405 =200 $uri;
  server {{ listen 127.0.0.1:{PORT}; root {folder};
    location /v1/ {{ rewrite .* /reply.json break; error_page 405 =200 /reply.json; }}
    location /tool/ {{ rewrite .* /tool.json break; error_page 405 =200 /tool.json; }} }} }}
"""
    )
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    server = subprocess.Popen(  # noqa: S603 - a fixed program on our own configuration
        ["taskset", "-c", "1", nginx, "-c", str(folder / "nginx.conf")]  # noqa: S607
    )
    time.sleep(1)
    return server


def ours(folder: Path) -> Once:
    """The whole path: cache, circuit, retries, pace, budget, deadline, client, extraction."""
    meter = Meter()
    inner: Model = DeadlinedModel(OpenAIModel(Endpoint(api_key="x", base_url=URL)), 60)
    inner = LimitedModel(BudgetedModel(inner, meter, Budget(), {}), Pace(at_once=32))
    inner = CircuitModel(RetryingModel(ParedModel(inner)))
    model = MeteredModel(CachedModel(inner, ReplyCache(folder / "cache")), meter)
    extractor = ModelExtractor(model, load_prompt("extract"), ModelOptions(model="m"))

    async def once(number: int) -> object:
        extraction = await extractor.extract(article(number))
        assert len(extraction.claims()) == 6, extraction.ungrounded  # noqa: PLR2004, S101
        return extraction

    return once


def messages(number: int) -> list[dict[str, str]]:
    """The same prompt as ours, for the others."""
    system = load_prompt("extract").system
    return [
        {"role": "system", "content": system},
        {"role": "user", "content": article(number).text},
    ]


def openai_create(_: Path) -> Once:
    """The bare client with a schema built once, and the reply validated."""
    from openai import AsyncOpenAI  # noqa: PLC0415

    from llm_extract.llm.schema import reply_schema  # noqa: PLC0415

    client = AsyncOpenAI(api_key="x", base_url=URL, max_retries=0, timeout=120)
    schema = {
        "name": "ArticleReply",
        "strict": True,
        "schema": reply_schema(ArticleReply).json_schema,
    }
    form = {"type": "json_schema", "json_schema": schema}

    async def once(number: int) -> object:
        answer = await client.chat.completions.create(
            model="m", messages=messages(number), response_format=form
        )
        return ArticleReply.model_validate_json(answer.choices[0].message.content)

    return once


def openai_parse(_: Path) -> Once:
    """The client's own structured output."""
    from openai import AsyncOpenAI  # noqa: PLC0415

    client = AsyncOpenAI(api_key="x", base_url=URL, max_retries=0, timeout=120)

    async def once(number: int) -> object:
        answer = await client.chat.completions.parse(
            model="m", messages=messages(number), response_format=ArticleReply
        )
        return answer.choices[0].message.parsed

    return once


def instructor_tools(_: Path) -> Once:
    """The library instructor, in its default mode."""
    import instructor  # noqa: PLC0415
    from openai import AsyncOpenAI  # noqa: PLC0415

    base = URL.replace("/v1", "/tool")
    client = instructor.from_openai(
        AsyncOpenAI(api_key="x", base_url=base, max_retries=0, timeout=120)
    )

    async def once(number: int) -> object:
        return await client.chat.completions.create(
            model="m", messages=messages(number), response_model=ArticleReply, max_retries=0
        )

    return once


async def cpu_ms(once: Once, count: int, in_flight: int) -> float:
    """Processor milliseconds a request over `count` requests, `in_flight` at a time."""
    numbers = iter(range(count + in_flight))
    await asyncio.gather(*(once(next(numbers)) for _ in range(in_flight)))  # connections open

    async def worker() -> None:
        for number in numbers:
            await once(number)

    started = time.process_time()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    return (time.process_time() - started) * 1000 / count


CLIENTS = {
    "llm_extract, whole path": ours,
    "openai create": openai_create,
    "openai parse": openai_parse,
    "instructor tools": instructor_tools,
}


def main() -> None:
    """Print the median of a few rounds for each client, in one run."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--requests", type=int, default=500)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    os.sched_setaffinity(0, {0})
    rounds: dict[str, list[float]] = {name: [] for name in CLIENTS}
    loop = asyncio.new_event_loop()  # one for all: clients are closed late, by their own hands
    with tempfile.TemporaryDirectory() as name:
        server = serve(Path(name))
        try:
            for number in range(given.rounds):
                for client, build in CLIENTS.items():
                    folder = Path(name) / str(number)
                    rounds[client].append(
                        loop.run_until_complete(cpu_ms(build(folder), given.requests, 32))
                    )
        finally:
            server.terminate()
    for client, figures in rounds.items():
        spread = f"{min(figures):.2f} to {max(figures):.2f}"
        print(f"{client:28} {statistics.median(figures):6.2f} ms CPU a request ({spread})")


if __name__ == "__main__":
    main()
