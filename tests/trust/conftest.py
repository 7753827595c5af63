"""A real endpoint that fails on purpose, settings that lead to it, and real processes."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from llm_extract import wiring
from llm_extract.dev.fault_server import FaultServer
from llm_extract.dev.plans import Plan
from llm_extract.pipeline import Pipeline
from llm_extract.records.article import Article
from llm_extract.settings import Settings
from tests.invented import DEPOT, reply_on_depot

KEY = "sk-planted-4711"
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
deep_only = pytest.mark.skipif(not DEEP, reason="long: it runs in `make check-long`")

QUOTE = DEPOT


def text(number: int) -> str:
    """A report that differs from every other."""
    return f"{QUOTE} The army gave no figure. This is report {number} of the day.\n"


def articles(count: int) -> list[Article]:
    return [Article.of(text(number), file=f"{number}.txt") for number in range(count)]


def number_in(body: bytes) -> int:
    """Which report a request is about."""
    return int(re.search(rb"This is report (\d+) of the day", body)[1])


def reply(_: object = None) -> str:
    """A reply with one claim that stands in every report."""
    return reply_on_depot()


@pytest.fixture
def serving(socket_enabled) -> Iterator[Callable[..., FaultServer]]:
    """Starts fault servers whose sound answer is `reply`, and stops them."""
    with ExitStack() as stack:

        def start(plan: Plan, **options: object) -> FaultServer:
            return stack.enter_context(FaultServer(plan, **({"reply": reply} | options)))

        yield start


@pytest.fixture
def built(tmp_path) -> Iterator[Callable[..., Pipeline]]:
    """Builds pipelines that ask a server, and closes them."""
    made: list[Pipeline] = []

    def build(server: FaultServer, **more: object) -> Pipeline:
        given = {
            "model": "small",
            "cache_dir": tmp_path / "cache",
            "openai_api_key": SecretStr(KEY),
            "openai_base_url": server.url,
        }
        made.append(wiring.build(Settings(_env_file=None, **(given | more))))
        return made[-1]

    yield build
    for one in made:
        one.close()


def environment(server: FaultServer | None, folder: Path, **more: str) -> dict[str, str]:
    """A bare environment that leads a process to a server, its cache below `folder`."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LLM_EXTRACT_", "OPENAI_"))}
    clean["LLM_EXTRACT_CACHE_DIR"] = str(folder / "cache")
    return clean | (way_to(server) if server is not None else {}) | more


def way_to(server: FaultServer) -> dict[str, str]:
    """The settings that lead to a server."""
    return {
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": server.url,
        "LLM_EXTRACT_MODEL": "small",
    }


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "llm_extract", *map(str, arguments)]


def lines(file: Path) -> list[dict]:
    return [json.loads(one) for one in file.read_text(encoding="utf-8").splitlines()]


def write_reports(file: Path, count: int) -> Path:
    """A jsonl file of `count` reports."""
    rows = (json.dumps({"id": str(n), "text": text(n)}) + "\n" for n in range(count))
    file.write_text("".join(rows), encoding="utf-8")
    return file
