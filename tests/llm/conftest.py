"""A real HTTP endpoint on this machine whose answers each test scripts."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from llm_extract.llm.ask import Message, Model, Reply, Request, Usage
from llm_extract.llm.cached import CachedModel, ReplyCache
from llm_extract.llm.schema import reply_schema


class Toll(BaseModel):
    """A reply small enough to read in a test."""

    killed: int
    said_by: str | None = None


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


def completion(text: str | None, **message: object) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "small-1",
        "choices": [
            {
                "index": 0,
                "finish_reason": message.pop("finish_reason", "stop"),
                "message": {"role": "assistant", "content": text, **message},
            }
        ],
        "usage": {
            "prompt_tokens": 100,
            "completion_tokens": 7,
            "total_tokens": 107,
            "prompt_tokens_details": {"cached_tokens": 40},
        },
    }


@dataclass
class Answer:
    """What the endpoint sends: a body (bytes as they are, else JSON), a status, extra headers."""

    body: object
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Endpoint:
    """The requests that came, and the answers to give: the last is given again and again."""

    url: str
    answers: list[Answer]
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None

    def will(self, *answers: Answer) -> None:
        self.answers[:] = answers


@pytest.fixture
def endpoint(socket_enabled) -> Iterator[Endpoint]:
    scripted = Endpoint("", [Answer(completion('{"killed": 3, "said_by": null}'))])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            scripted.requests.append(json.loads(self.rfile.read(length)))
            scripted.headers.append(dict(self.headers))
            scripted.before_answer()
            answers = scripted.answers
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            body = (
                answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            )
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/json")
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scripted.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield scripted
    server.shutdown()
    server.server_close()


@pytest.fixture
def question() -> Request:
    messages = (Message("system", "Count."), Message("user", "Three died. {{ 7*7 }}"))
    return Request(model="small", messages=messages, schema=reply_schema(Toll))


@pytest.fixture
def cached() -> Iterator[Callable[[Model, Path], CachedModel]]:
    """Makes caches over models, and closes them."""
    made: list[CachedModel] = []

    def over(model: Model, folder: Path) -> CachedModel:
        made.append(CachedModel(model, ReplyCache(folder)))
        return made[-1]

    yield over
    for one in made:
        asyncio.run(one.close())
