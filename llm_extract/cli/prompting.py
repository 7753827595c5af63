"""`prompts`: what stands in them, how two differ, and exactly what would be sent."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator

from llm_extract import sources
from llm_extract.cli.codes import GOOD, code_of
from llm_extract.cli.screen import remark_all, say
from llm_extract.extractors.model import ModelExtractor, ModelOptions
from llm_extract.llm.ask import Request, ScriptedModel
from llm_extract.llm.limited import estimated_tokens
from llm_extract.prompts import Prompt, drafts, load_prompt, released
from llm_extract.settings import load
from llm_extract.sources import ReadOptions


def list_all() -> int:
    """One line a prompt, drafts after releases: name, hash, why it was made."""
    for name, kind in (*((one, "") for one in released()), *((one, "draft: ") for one in drafts())):
        prompt = load_prompt(name)
        say(f"{name}  {prompt.sha256[:12]}  {kind}{prompt.changed_because}")
    return GOOD


def show(name: str) -> int:
    """A prompt's parts.

    Raises:
        SettingsError: there is no such prompt.
    """
    say("\n".join(_lines(load_prompt(name))))
    return GOOD


def diff(old: str, new: str) -> int:
    """A unified diff of what two prompts send.

    Raises:
        SettingsError: one of them is not there.
    """
    left, right = load_prompt(old), load_prompt(new)
    for line in difflib.unified_diff(
        list(_lines(left)), list(_lines(right)), left.name, right.name, lineterm=""
    ):
        say(line)
    return GOOD


def preview(name: str, path: str) -> int:
    """Every request an article would lead to, were each reply good at once, as settings have it.

    Raises:
        SettingsError: there is no such prompt, or a setting is wrong.
    """
    settings = load()
    options = ModelOptions(model="preview", most_characters=settings.max_characters)
    extractor = ModelExtractor(ScriptedModel(()), load_prompt(name), options)
    reading = sources.read([path], ReadOptions(max_bytes=settings.max_bytes))
    remark_all(reading.failures, reading.notes)
    requests = [request for article in reading.articles for request in extractor.requests(article)]
    for number, request in enumerate(requests, start=1):
        _say_request(number, len(requests), request)
    return code_of(requests, reading.failures)


def _say_request(number: int, of: int, request: Request) -> None:
    schema = json.dumps(request.schema.json_schema, ensure_ascii=False)
    tokens = estimated_tokens(request)
    say(f"=== request {number} of {of}: about {tokens} tokens, and {len(schema) // 4} of schema")
    for turn in request.messages:
        say(f"--- {turn.role}\n{turn.text}")


def _lines(prompt: Prompt) -> Iterator[str]:
    yield "# system"
    yield from prompt.system.splitlines()
    yield ""
    yield "# user"
    yield from prompt.user.splitlines()
