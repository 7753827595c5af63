"""Attempts: what fails becomes a record with its reason, and takes nothing else along."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from llm_extract.errors import LlmExtractError, ModelError, Parked
from llm_extract.extractors import Extractor, PartRead
from llm_extract.llm.halting import Halt, pause
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

    An article whose endpoint asks for a long wait is parked: others have its seat until it is taken
    up again. One that would be parked for more than `park_s` seconds in all fails as that, unless
    some of it was read by then, which stands.
    """

    def __init__(
        self, extractor: Extractor, most: int, progress: Progress, halt: Halt, park_s: float = 0.0
    ) -> None:
        self._extractor = extractor
        self._seats = asyncio.Semaphore(most)
        self._progress = progress
        self._halt = halt
        self._park_s = park_s
        self._told_of_parking = False

    async def extract(self, article: Article) -> Outcome:
        """The article's extraction, or why there is none; `TypeError` for what is no article."""
        if not isinstance(article, Article):
            what = f"{type(article).__name__} {str(article)[:80]!r}"
            raise TypeError(f"only articles are extracted, not {what}: read() makes them of paths")
        left_s = self._park_s
        with self._halt.in_force():
            while isinstance(outcome := await self._seated(article), Parked):
                left_s -= outcome.wait_s
                if left_s >= 0:
                    self._tell_of_parking(outcome)
                    await pause(outcome.wait_s)
                if left_s < 0 or self._halt.why is not None:
                    outcome = self._unwaited(article, outcome)
                    break
        self._progress.advance(Stage.EXTRACT)
        return outcome

    async def _seated(self, article: Article) -> Outcome | Parked:
        async with self._seats:
            # Rules read without ever waiting: the loop's other work comes in here.
            await asyncio.sleep(0)
            return await self._read(article)

    async def _read(self, article: Article) -> Outcome | Parked:
        if self._halt.why is not None:
            return self._failed(article, self._halt.why)
        try:
            return await self._extractor.extract(article)
        except Parked as error:
            return error
        except Exception as error:  # noqa: BLE001 - no article may take the others along
            if isinstance(error, ModelError) and error.ends_run:
                self._halt.tell(error)
            _log.info("%s could not be read: %s", article.name, error)
            return self._failed(article, error)

    def _unwaited(self, article: Article, parked: Parked) -> Outcome:
        """What there is of an article that nobody waits for any longer."""
        if isinstance(parked, PartRead):
            return parked.reading
        return self._failed(article, self._halt.why or parked)

    def _failed(self, article: Article, error: Exception) -> Failure:
        return failure(Stage.EXTRACT, article.name, error, article.article_id)

    def _tell_of_parking(self, parked: Parked) -> None:
        if not self._told_of_parking:
            self._told_of_parking = True
            _log.warning("articles are parked until the endpoint can be asked again: %s", parked)


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
