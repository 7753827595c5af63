"""Replies on disk: no answer is paid for twice, by this process, the next, or one beside it.

diskcache stores pickles unless told otherwise, and its JSON form still follows a tampered row to
pickled code or to any file. `_text_disk` takes text and gives text, inside the database alone; all
else that stands there is refused. Each value carries a checksum, so what was cut or altered is
asked for again instead of believed.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from llm_extract.llm.aside import Aside
from llm_extract.llm.ask import Model, Reply, Request, Usage
from llm_extract.llm.halting import pause
from llm_extract.llm.locks import Locks
from llm_extract.llm.per_loop import PerLoop

if TYPE_CHECKING:
    from diskcache import Cache

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

# diskcache's word for a value that is stored as it is, in the row itself.
_RAW = 1
_NEVER_A_FILE = 2**40
_NO_ROW = (None, None, None)
_DATABASE = "cache.db"
# How long another process may hold the database before a reply is not kept, or not looked up.
_LONGEST_LOCK_S = 10
# How long to leave another process to its asking before looking for its answer again.
_LOOK_AGAIN_S = 0.1
# How many replies are held in memory where the disk takes none: a few kB each.
_MOST_HELD = 4096
_BROKEN = (OSError, sqlite3.Error, ValueError, KeyError, TypeError)


class _RowRefused(Exception):
    """A row or a key that this cache did not write."""


class ReplyCache:
    """A folder of replies by request key. Trouble with it is logged, and costs later runs money.

    What the folder does not take is held in memory: an article that is parked between two questions
    asks the first of them again. It opens when first used and belongs to the thread that uses it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._cache: Cache | _ReadOnly | None = None
        self._off = False
        self._full = False
        self._renewed = False
        self._held: dict[str, Reply] = {}

    def get(self, key: str) -> Reply | None:
        """The reply kept under `key`, if it is whole."""
        if key in self._held:
            return self._held[key]
        kept = self._tried(lambda cache: _got(cache, key))
        if kept is None:
            return None
        try:
            return _unpacked(key, kept)
        except _BROKEN as error:
            _log.warning(
                "cache %s: reply %s is damaged and asked again: %s", self.folder, key[:12], error
            )
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Keep a reply; it is on disk when this returns, if it can be."""
        if self._full or not self._tried(lambda cache: self._set(cache, key, _packed(key, reply))):
            self._held[key] = reply
            if len(self._held) > _MOST_HELD:
                del self._held[next(iter(self._held))]

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _set(self, cache: Cache | _ReadOnly, key: str, packed: str) -> bool:
        """Whether the reply is on disk."""
        import diskcache  # noqa: PLC0415 - only a run that asks a model pays for it

        try:
            cache.set(key, packed)
        except diskcache.Timeout:
            _log.warning("cache %s: another process holds it; a reply is not kept", self.folder)
            return False
        except sqlite3.OperationalError as error:
            # What is kept can still be read, and need not be paid for again.
            self._full = True
            _log.warning("cache %s takes no more, going on with it: %s", self.folder, error)
            return False
        return True

    def _tried(self, act: Callable[[Cache | _ReadOnly], _T]) -> _T | None:
        if self._off:
            return None
        try:
            if self._cache is None:
                self._cache = _opened(self.folder)
            return act(self._cache)
        except _RowRefused as error:
            # One row is bad, and no reason to pay for the others again.
            _log.warning("cache %s: a reply is not believed: %s", self.folder, error)
            return None
        except _BROKEN as error:
            if _is_corrupt(error) and not self._renewed and self._set_aside():
                return self._tried(act)
            self._off = True
            _log.warning(
                "cache %s (LLM_EXTRACT_CACHE_DIR) cannot be used, going on without: %s",
                self.folder,
                error,
            )
            return None

    def _set_aside(self) -> bool:
        """Whether a damaged database was moved out of the way, so that a new one can be made."""
        try:
            self.close()
            moved = (self.folder / _DATABASE).replace(self.folder / f"{_DATABASE}.damaged")
            for journal in ("-wal", "-shm"):
                (self.folder / f"{_DATABASE}{journal}").unlink(missing_ok=True)
        except (OSError, sqlite3.Error):
            return False
        self._renewed = True
        _log.warning("cache %s was damaged: kept as %s, begun anew", self.folder, moved.name)
        return True


class CachedModel:
    """Asks only what was never answered; equal questions at once are asked once."""

    def __init__(self, model: Model, cache: ReplyCache) -> None:
        self._model = model
        self._cache = cache
        self._locks = Locks(cache.folder)
        self._asking: PerLoop[dict[str, asyncio.Task[Reply]]] = PerLoop(dict)
        # SQLite now and then stalls for milliseconds: it has one thread of its own.
        self._aside = Aside("reply-cache")

    async def ask(self, request: Request) -> Reply:
        """The kept reply, or that of a call under way, or a new one."""
        asking = self._asking.here()
        under_way = asking.get(request.key)
        if under_way is not None:
            return (await asyncio.shield(under_way)).cached()
        task = asyncio.create_task(self._ask(request))
        asking[request.key] = task
        task.add_done_callback(lambda done: _leave(asking, request.key, done))
        # Shielded: a waiter that gives up must not take the answer away from the others.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """End the calls that are under way on this event loop, and close the cache."""
        under_way = list((self._asking.leave() or {}).values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._aside.do(self._cache.close)
        self._locks.close()

    async def _ask(self, request: Request) -> Reply:
        while not self._locks.take(request.key):
            # Another process is asking this very thing: its answer will stand in the cache.
            kept = await self._aside.do(partial(self._cache.get, request.key))
            if kept is not None:
                return kept.cached()
            await pause(_LOOK_AGAIN_S)
        try:
            return await self._ask_alone(request)
        finally:
            self._locks.leave(request.key)

    async def _ask_alone(self, request: Request) -> Reply:
        kept = await self._aside.do(partial(self._cache.get, request.key))
        if kept is not None:
            return kept.cached()
        reply = await self._model.ask(request)
        await self._aside.do(partial(self._cache.put, request.key, reply))
        return reply


def _got(cache: Cache | _ReadOnly, key: str) -> str | None:
    try:
        kept: str | None = cache.get(key)
    except sqlite3.OperationalError as error:
        if "decode" in str(error):
            raise _RowRefused(str(error)) from error
        raise
    return kept


def _leave(asking: dict[str, asyncio.Task[Reply]], key: str, done: asyncio.Task[Reply]) -> None:
    del asking[key]
    if not done.cancelled():
        # Looked at, for all who waited may have given up, and a fault nobody saw is complained of.
        done.exception()


def _text_disk() -> type[Any]:
    import diskcache  # noqa: PLC0415 - only a run that asks a model pays for it

    class TextDisk(diskcache.Disk):  # type: ignore[misc]
        """Text in, text out, inside the row: no pickle, no files."""

        def store(self, value: object, read: bool, key: object = None) -> tuple[Any, ...]:  # noqa: ARG002, FBT001
            if not isinstance(value, str) or read:
                raise TypeError("only text is kept")
            return 0, _RAW, None, value

        def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> str:  # noqa: FBT001
            return _text_of(_NO_ROW if read else (mode, filename, value))

        def put(self, key: object) -> tuple[str, bool]:
            if not isinstance(key, str):
                raise TypeError("keys are text")
            return key, True

        def get(self, key: object, raw: bool) -> str:  # noqa: FBT001
            if not raw or not isinstance(key, str):
                raise _RowRefused("a key that this cache did not write")
            return key

        def remove(self, file_path: str) -> None:
            """Nothing: no value is a file, and a row that names one names somebody else's."""

    return TextDisk


class _ReadOnly:
    """A cache in a folder that may not be written: what was kept there is read, and no more."""

    def __init__(self, folder: Path) -> None:
        file = (folder / _DATABASE).absolute().as_uri()
        self._rows = sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True)

    def get(self, key: str) -> str | None:
        """The text kept under a key."""
        found = "SELECT mode, filename, value FROM Cache WHERE key = ? AND raw = 1"
        row = self._rows.execute(found, (key,)).fetchone()
        return _text_of(row) if row else None

    def set(self, key: str, packed: str) -> None:  # noqa: ARG002 - nothing is kept
        """Refuse."""
        raise sqlite3.OperationalError("its folder may only be read")

    def close(self) -> None:
        """Close the database."""
        self._rows.close()


def _text_of(row: tuple[object, object, object]) -> str:
    mode, filename, value = row
    if mode != _RAW or filename is not None or not isinstance(value, str):
        raise _RowRefused("a row that this cache did not write")
    return value


def _opened(folder: Path) -> Cache | _ReadOnly:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return _opened_to_write(folder)
    except sqlite3.OperationalError:
        if os.access(folder, os.W_OK) or not (folder / _DATABASE).is_file():
            raise
        return _ReadOnly(folder)


def _opened_to_write(folder: Path) -> Cache:
    import diskcache  # noqa: PLC0415

    class ClosingCache(diskcache.Cache):  # type: ignore[misc]
        """A cache that leaves no connection open where it cannot be made."""

        def __init__(self, *given: object, **named: object) -> None:
            try:
                super().__init__(*given, **named)
            except BaseException:
                self.close()
                raise

    return ClosingCache(
        str(folder),
        timeout=_LONGEST_LOCK_S,
        disk=_text_disk(),
        disk_min_file_size=_NEVER_A_FILE,
        eviction_policy="none",
        cull_limit=0,
        statistics=0,
    )


def _is_corrupt(error: Exception) -> bool:
    """Damage to the database itself, or another program's tables in it.

    A full disk or a lock is an OperationalError too, and passes.
    """
    if isinstance(error, sqlite3.OperationalError):
        return str(error).startswith("no such column")
    return isinstance(error, sqlite3.DatabaseError)


def _packed(key: str, reply: Reply) -> str:
    usage = reply.usage
    kept = json.dumps(
        {
            "key": key,
            "text": reply.text,
            "model": reply.model,
            "usage": [usage.prompt, usage.cached_prompt, usage.completion],
            "latency_s": reply.latency_s,
        },
        ensure_ascii=True,
    )
    return hashlib.sha256(kept.encode()).hexdigest() + kept


def _unpacked(key: str, value: str) -> Reply:
    checksum, kept = value[:64], value[64:]
    if hashlib.sha256(kept.encode()).hexdigest() != checksum:
        raise ValueError("the checksum does not fit")
    fields = json.loads(kept)
    # Replies that were kept before they named their key are taken at their place.
    if fields.get("key", key) != key:
        raise ValueError("it is the reply to another request")
    text, model, usage = fields["text"], fields["model"], Usage(*fields["usage"])
    if not (isinstance(text, str) and isinstance(model, str)):
        raise TypeError("the text and the model of a reply are words")
    return Reply(text=text, model=model, usage=usage, latency_s=fields["latency_s"])
