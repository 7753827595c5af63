"""Recorded replies: the same request gets the same reply, with no key, no network and no cost.

A recording is a folder with one JSON file a request, named by the request's key:
`{"key", "asked", "model", "usage", "messages", "reply"}`, `asked` being the model that was named in
the request and `model` the one that answered. It is read here and written by `RecordingModel`.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
from dataclasses import astuple
from pathlib import Path
from typing import Any

from llm_extract.errors import ReplayMiss, SettingsError
from llm_extract.llm.ask import Model, Reply, Request, Usage


def recorded_model(folder: Path) -> str:
    """The model that the requests of a recording name, so that a replay need not name it again.

    Raises:
        SettingsError: no folder, no recorded reply in it, or replies of more than one model.
    """
    asked = {_recorded_in(path)["asked"] for path in folder.glob("*.json")}
    if not folder.is_dir() or not asked:
        raise SettingsError(f"--replay: {folder} is no folder of recorded replies")
    if len(asked) > 1:
        names = ", ".join(sorted(asked))
        raise SettingsError(f"--replay: {folder} holds replies of {names}: name one with --model")
    return str(asked.pop())


class ReplayedModel:
    """Answers from a recording. What it does not hold is an error, never a question to anyone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def ask(self, request: Request) -> Reply:
        """The recorded reply.

        Raises:
            ReplayMiss: no reply to this very request; prompt, schema or text has changed.
            SettingsError: a file of the recording is damaged, or under another's name.
        """
        path = self._folder / f"{request.key}.json"
        if not path.is_file():
            raise ReplayMiss(
                f"{self._folder} holds no reply to request {request.key[:12]}: the prompt, the"
                " reply schema, the model or the text differ from what was recorded; replay with"
                " those, or record anew with --record"
            )
        kept = _recorded_in(path)
        if kept["key"] != request.key:
            raise SettingsError(f"{path}: it holds the reply to another request, {kept['key']}")
        return Reply(
            text=kept["reply"], model=kept["model"], usage=Usage(**kept["usage"]), from_cache=True
        )


class RecordingModel:
    """Writes each reply of the inner model to a folder, for `ReplayedModel` to read."""

    def __init__(self, model: Model, folder: Path) -> None:
        self._model = model
        self._folder = folder

    async def ask(self, request: Request) -> Reply:
        """As the inner model; the reply is kept before it is handed on.

        Raises:
            SettingsError: it cannot be written.
        """
        reply = await self._model.ask(request)
        path = self._folder / f"{request.key}.json"
        try:
            await asyncio.to_thread(_put, path, _recorded(request, reply))
        except OSError as error:
            raise SettingsError(f"--record: {path} cannot be written: {error.strerror}") from error
        return reply


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; the same one may be written by another at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _recorded_in(path: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        words = [kept[name] for name in ("key", "asked", "model", "reply")]
        counts = astuple(Usage(**kept["usage"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path}: no recorded reply: {error}") from error
    if not all(isinstance(word, str) for word in words) or {type(one) for one in counts} != {int}:
        raise SettingsError(f"{path}: no recorded reply: words and counts are of other types")
    return kept


def _recorded(request: Request, reply: Reply) -> bytes:
    usage = reply.usage
    kept = {
        "key": request.key,
        "asked": request.model,
        "model": reply.model,
        "usage": {
            "prompt": usage.prompt,
            "cached_prompt": usage.cached_prompt,
            "completion": usage.completion,
        },
        "messages": [{"role": turn.role, "text": turn.text} for turn in request.messages],
        "reply": reply.text,
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    # Half a character cannot be UTF-8; its escape here is the very one of JSON.
    return text.encode("utf-8", "backslashreplace")
