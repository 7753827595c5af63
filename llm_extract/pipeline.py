"""The flow, one stage after the other. One async core; the synchronous methods wait on it.

- read: sources to an Article each
- extract: each Article, alone, to an Extraction
- merge: all Extractions to one Consensus a story
- brief: each Consensus to a Briefing
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Self

from llm_extract import briefing, consensus, link, overrides, sources
from llm_extract.attempts import Desk, Outcome, attempt, streamed
from llm_extract.briefing import Naming, Writer
from llm_extract.consensus.policies import Policy
from llm_extract.extractors import Extractor
from llm_extract.gazetteer import Gazetteer, located
from llm_extract.llm.halting import Halt
from llm_extract.loop import wait_for
from llm_extract.overrides import Edited, concerning
from llm_extract.progress import SILENCE, Progress
from llm_extract.records.article import Article, Failure, Stage, told_apart
from llm_extract.records.briefing import Briefing
from llm_extract.records.consensus import Consensus, Story
from llm_extract.records.incidents import Extraction
from llm_extract.records.overrides import Override
from llm_extract.records.run import Run, Spent
from llm_extract.sources import Reading, ReadOptions

Paths = Sequence[str | os.PathLike[str]]
Closing = Callable[[], Awaitable[None]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Extracted:
    """The extractions, in the order of the articles, and those articles that gave none."""

    extractions: tuple[Extraction, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True)
class Options:
    """`concurrency` is how many articles are under way at once; `naming` says which private victims
    a briefing names; `overrides` are an editor's corrections, laid over what is read.

    After `deadline_s` seconds of extracting nothing more is asked, and what is done stands. An
    article waits up to `park_s` seconds for an endpoint that asks for it; others go before it.
    """

    reading: ReadOptions = field(default_factory=ReadOptions)
    concurrency: int = 8
    deadline_s: float | None = None
    park_s: float = 3600.0
    naming: Naming = Naming.GUARDED
    overrides: Sequence[Override] = ()


@dataclass(frozen=True)
class Pipeline:
    """Built once (see `llm_extract.build`), used for as many runs as wanted, and then closed.

    `spent` tells what asking has cost so far; `closing` is called one by one at the close. `writer`
    has a model word the sentences of briefings; None: templates word them. `gazetteer` locates the
    towns of what was read before it is merged; None: names of places stay names.

        with build() as pipeline:
            run = pipeline.run(["reports/"])
    """

    extractor: Extractor
    policy: Policy
    options: Options = field(default_factory=Options)
    spent: Callable[[], Spent] = Spent
    closing: tuple[Closing, ...] = ()
    writer: Writer | None = None
    gazetteer: Gazetteer | None = None

    async def aclose(self) -> None:
        """Close the reply cache, and the connections that this event loop opened.

        Those of another loop close when it ends. A pipeline that is used again opens them anew.
        """
        for close in self.closing:
            await close()

    def close(self) -> None:
        """As `aclose`, for what the synchronous methods opened."""
        wait_for(self.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def read(self, paths: Paths, progress: Progress = SILENCE) -> Reading:
        """Files, folders, manifests and `-` as articles; what cannot be read is in `failures`."""
        progress.begin(Stage.READ, None)
        reading = sources.read(paths, self.options.reading)
        progress.end(Stage.READ)
        return reading

    async def aextract(
        self, articles: Sequence[Article], progress: Progress = SILENCE, halt: Halt | None = None
    ) -> Extracted:
        """Each article on its own. One that fails is a failure, and the others go on.

        Once `halt` is told, what is under way is finished and the rest fails for its reason.
        """
        halt = halt or Halt()
        progress.begin(Stage.EXTRACT, len(articles))
        desk = self._desk(progress, halt)
        with halt.within(self.options.deadline_s):
            outcomes = await asyncio.gather(*map(desk.extract, articles))
        progress.end(Stage.EXTRACT)
        return Extracted(
            extractions=tuple(one for one in outcomes if isinstance(one, Extraction)),
            failures=tuple(one for one in outcomes if isinstance(one, Failure)),
        )

    def extract(
        self, articles: Sequence[Article], progress: Progress = SILENCE, halt: Halt | None = None
    ) -> Extracted:
        """As `aextract`; it works inside a running event loop too."""
        return wait_for(self.aextract(articles, progress, halt))

    def stream(
        self, articles: Iterable[Article], progress: Progress = SILENCE, halt: Halt | None = None
    ) -> Iterator[tuple[Article, Outcome]]:
        """As `extract`, each article with what came of it, in their order, and none is kept.

        Articles are taken from `articles` as there is room, in the caller's thread: however many
        there are, a few hundred are held. Must not be called from within a coroutine.
        """
        halt = halt or Halt()
        progress.begin(Stage.EXTRACT, None)
        desk = self._desk(progress, halt)
        with halt.within(self.options.deadline_s):
            yield from streamed(desk, articles)
        progress.end(Stage.EXTRACT)

    def edit(self, articles: Sequence[Article], extractions: Sequence[Extraction]) -> Edited:
        """What was read, its towns located and the overrides laid over it.

        The extractions themselves stay as they are. Overrides that do not apply are failures.
        """
        towns = self.gazetteer
        placed = extractions if towns is None else [located(one, towns) for one in extractions]
        return overrides.apply(self.options.overrides, articles, placed)

    def _desk(self, progress: Progress, halt: Halt) -> Desk:
        options = self.options
        return Desk(self.extractor, options.concurrency, progress, halt, options.park_s)

    def merge(
        self, articles: Sequence[Article], extractions: Sequence[Extraction]
    ) -> tuple[Consensus, ...]:
        """One record a story, the widest covered first: who claims what, and how they differ.

        Overrides that do not apply are told in the log; `edit` gives them as records.
        """
        edited = self.edit(articles, extractions)
        for one in edited.failures:
            _log.warning("%s", one)
        return self.merge_edited(articles, edited)

    def merge_edited(self, articles: Sequence[Article], edited: Edited) -> tuple[Consensus, ...]:
        """As `merge`, from what `edit` gave."""
        return tuple(make() for make in self._merging(articles, edited))

    def _merging(
        self, articles: Sequence[Article], edited: Edited
    ) -> list[Callable[[], Consensus]]:
        """For each story, what makes its record; it is handed its own articles and no others."""
        texts = {one.article_id: one for one in articles}
        read = {one.article_id: one for one in edited.extractions}

        def made(story: Story) -> Consensus:
            told = story.article_ids
            own, said = [texts[one] for one in told], [read[one] for one in told]
            record = consensus.build(story, own, said, self.policy)
            return record.model_copy(update={"edits": concerning(story, edited.edits)})

        stories = link.link(articles, edited.extractions, edited.rulings)
        return [partial(made, story) for story in stories]

    async def abrief(self, story: Consensus, halt: Halt | None = None) -> Briefing:
        """A neutral account of one story, every sentence cited.

        What a writer could not be asked, or once `halt` was told, is worded by template.
        """
        if self.writer is None:
            return briefing.write(story, self.options.naming)
        with (halt or Halt()).in_force():
            proposals = await self.writer.propose(story, self.options.naming)
        return briefing.write(story, self.options.naming, proposals)

    def brief(self, story: Consensus, halt: Halt | None = None) -> Briefing:
        """As `abrief`; it works inside a running event loop too."""
        if self.writer is None:
            return briefing.write(story, self.options.naming)
        return wait_for(self.abrief(story, halt))

    def run(self, paths: Paths, progress: Progress = SILENCE) -> Run:
        """From sources to briefings."""
        reading = self.read(paths, progress)
        extracted = self.extract(reading.articles, progress)
        return self.conclude(reading, extracted, progress)

    async def arun(self, paths: Paths, progress: Progress = SILENCE) -> Run:
        """As `run`, without holding up the event loop."""
        reading = await asyncio.to_thread(self.read, paths, progress)
        extracted = await self.aextract(reading.articles, progress)
        return await asyncio.to_thread(self.conclude, reading, extracted, progress)

    def conclude(
        self,
        reading: Reading,
        extracted: Extracted,
        progress: Progress = SILENCE,
        halt: Halt | None = None,
    ) -> Run:
        """Merge and brief what was extracted. A story that fails is a failure; others go on."""
        articles, extractions = reading.articles, extracted.extractions
        progress.begin(Stage.MERGE, None)
        edited = self.edit(articles, extractions)
        making = self._merging(articles, edited)
        merged = [attempt(Stage.MERGE, "a story", make) for make in making]
        progress.end(Stage.MERGE)
        stories = tuple(one for one in merged if isinstance(one, Consensus))
        progress.begin(Stage.BRIEF, len(stories))
        briefed = [self._briefed(one, progress, halt) for one in stories]
        progress.end(Stage.BRIEF)
        return Run(
            extractor=self.extractor.id,
            articles=articles,
            extractions=extractions,
            failures=(
                *reading.failures,
                *extracted.failures,
                *_unread(articles, extractions),
                *edited.failures,
                *(one for one in (*merged, *briefed) if isinstance(one, Failure)),
                *_unworded([one for one in briefed if isinstance(one, Briefing)]),
            ),
            consensus=stories,
            briefings=tuple(one for one in briefed if isinstance(one, Briefing)),
            edits=edited.edits,
            notes=(
                *_undated(articles, extractions),
                *reading.notes,
                *_without_incidents(articles, extractions),
                *_set_aside(articles, extractions),
            ),
            spent=self.spent(),
        )

    def _briefed(
        self, story: Consensus, progress: Progress, halt: Halt | None
    ) -> Briefing | Failure:
        outcome = attempt(Stage.BRIEF, story.title, partial(self.brief, story, halt))
        progress.advance(Stage.BRIEF)
        return outcome


def _unread(articles: Sequence[Article], extractions: Sequence[Extraction]) -> Iterator[Failure]:
    """A failure for each stretch of an article that no reply came for; the rest of it stands."""
    names = told_apart(articles)
    for one in extractions:
        for gap in one.unread:
            source = f"{names[one.article_id]}, characters {gap.span.start} to {gap.span.end}"
            yield Failure(
                stage=Stage.EXTRACT,
                source=source,
                code=gap.code,
                reason=gap.reason,
                article_id=one.article_id,
            )


def _unworded(briefings: Sequence[Briefing]) -> Iterator[Failure]:
    """A failure for each reason why a model worded no sentence; the template's stand."""
    for one in briefings:
        unanswered = [(each.code, each.reason) for each in one.rejected if each.code is not None]
        for code, reason in dict.fromkeys(unanswered):
            yield Failure(
                stage=Stage.BRIEF,
                source=f"{one.title}, sentences asked of a model",
                code=code,
                reason=reason,
            )


_FEW = 5


def _undated(articles: Sequence[Article], extractions: Sequence[Extraction]) -> Iterator[str]:
    """A remark on articles without a date that tell the day of a deed by words alone."""
    names = told_apart(articles)
    dated = {one.article_id for one in articles if one.published_on}
    words = {
        one.article_id: dict.fromkeys(
            each.when.verbatim for each in one.incidents if each.when and each.when.start is None
        )
        for one in extractions
        if one.article_id not in dated
    }
    lost = [f"{names[one]} (“{'”, “'.join(said)}”)" for one, said in words.items() if said]
    if lost:
        more = f" and {len(lost) - _FEW} more" if len(lost) > _FEW else ""
        yield (
            f"no date of publication is known of {', '.join(lost[:_FEW])}{more}: such days cannot"
            " be placed, and reports of one event may come apart; give the dates in a manifest"
        )


def _without_incidents(articles: Sequence[Article], extractions: Sequence[Extraction]) -> list[str]:
    """A remark on each article that was read and tells of no incident."""
    names = told_apart(articles)
    return [
        f"{names[one.article_id]}: no violent incident was found in it{_because(one)}"
        for one in extractions
        if not one.incidents
    ]


def _set_aside(articles: Sequence[Article], extractions: Sequence[Extraction]) -> list[str]:
    """A remark on each article of which a check took something out."""
    names = told_apart(articles)
    return [f"{names[one.article_id]}: {told}" for one in extractions if (told := one.told_aside())]


def _because(reading: Extraction) -> str:
    return f" ({'; '.join(reading.notes)})" if reading.notes else ""
