"""Attempts: what fails becomes a record with its reason, and takes nothing else along."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from llm_extract.errors import LlmExtractError, ModelError
from llm_extract.extractors import Extractor
from llm_extract.llm.halting import Halt
from llm_extract.loop import begin
from llm_extract.progress import Progress
from llm_extract.records.article import Article, Failure, Stage
from llm_extract.records.incidents import Extraction

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
Outcome = Extraction | Failure

# How many articles, or what came of them, a stream holds: one that is slow to read keeps the
# others from being handed on, in their order, and must not keep them from being read.
_MOST_HELD = 256


class Desk:
    """Extracts articles, `most` of them at once.

    An error that ends the run (a refused key, a spent budget) is not run into again: it tells the
    halt, and the articles that are still waiting fail with the same reason, unasked.
    """

    def __init__(self, extractor: Extractor, most: int, progress: Progress, halt: Halt) -> None:
        self._extractor = extractor
        self._seats = asyncio.Semaphore(most)
        self._progress = progress
        self._halt = halt

    async def extract(self, article: Article) -> Outcome:
        """The article's extraction, or why there is none."""
        with self._halt.in_force():
            async with self._seats:
                # Rules read without ever waiting: the loop's other work comes in here.
                await asyncio.sleep(0)
                outcome = await self._read(article)
        self._progress.advance(Stage.EXTRACT)
        return outcome

    async def _read(self, article: Article) -> Outcome:
        if self._halt.why is not None:
            return failure(Stage.EXTRACT, article.name, self._halt.why, article.article_id)
        try:
            return await self._extractor.extract(article)
        except Exception as error:  # noqa: BLE001 - no article may take the others along
            if isinstance(error, ModelError) and error.ends_run:
                self._halt.tell(error)
            _log.info("%s could not be read: %s", article.name, error)
            return failure(Stage.EXTRACT, article.name, error, article.article_id)


def streamed(desk: Desk, articles: Iterable[Article]) -> Iterator[tuple[Article, Outcome]]:
    """Each article with what came of it, in their order; they are taken as there is room."""
    held: deque[tuple[Article, Future[Outcome]]] = deque()
    try:
        for article in articles:
            held.append((article, begin(desk.extract(article))))
            while len(held) == _MOST_HELD or (held and held[0][1].done()):
                yield _first_of(held)
        while held:
            yield _first_of(held)
    finally:
        for _, one in held:
            one.cancel()


def _first_of(held: deque[tuple[Article, Future[Outcome]]]) -> tuple[Article, Outcome]:
    article, outcome = held.popleft()
    return article, outcome.result()


def attempt(stage: Stage, source: str, act: Callable[[], _T]) -> _T | Failure:
    """What `act` returns, or the record of how it failed."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - no story may take the others along
        return failure(stage, source, error)


def failure(stage: Stage, source: str, error: Exception, article_id: str | None = None) -> Failure:
    """The record of an error: in its own words where it is one of ours, else as a defect."""
    if isinstance(error, LlmExtractError):
        code, reason = error.code, str(error)
    else:
        _log.debug("a defect met at %s of %s", stage, source, exc_info=error)
        code, reason = "defect", f"a defect of llm-extract ({type(error).__name__}: {error})"
    return Failure(stage=stage, source=source, code=code, reason=reason, article_id=article_id)
