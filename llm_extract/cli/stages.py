"""`extract`, `merge` and `brief`: one stage each, from files to a file or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from llm_extract.cli import logs
from llm_extract.cli.codes import GOOD, code_of_counts
from llm_extract.cli.outfile import STREAM, give, opened, refuse_overwriting
from llm_extract.cli.screen import Remarks, remark, remark_all, say, watch
from llm_extract.cli.stopping import stoppable
from llm_extract.errors import RecordError, Stopped
from llm_extract.outputs import json_lines
from llm_extract.records.article import Article, Failure
from llm_extract.records.base import Document
from llm_extract.records.consensus import Consensus
from llm_extract.records.incidents import Extraction
from llm_extract.report.markdown import render_markdown
from llm_extract.settings import Settings
from llm_extract.sources import ReadOptions, stream
from llm_extract.wiring import build

_D = TypeVar("_D", bound=Document)


def extract_all(
    settings: Settings,
    reading_options: ReadOptions,
    paths: Sequence[str],
    out: str,
    articles_out: str | None,
) -> int:
    """Read and extract; the extractions to `out`, the articles to `articles_out`.

    A stream: each article is read, extracted, written and forgotten.
    """
    manifest = reading_options.manifest
    refuse_overwriting((out, articles_out), [*paths, *([manifest] if manifest else [])])
    logs.begin(settings)
    pipeline = build(settings, reading_options)
    remarks, done = Remarks(), 0
    articles = stream(paths, pipeline.options.reading, remarks.failed, remarks.noted)
    with ExitStack() as stack:
        stack.enter_context(pipeline)
        watcher, stop = stack.enter_context(watch()), stack.enter_context(stoppable())
        put_extraction = stack.enter_context(_lines_to(out))
        put_article = stack.enter_context(_lines_to(articles_out))
        for article, outcome in pipeline.stream(articles, watcher, stop.halt):
            put_article(article)
            if isinstance(outcome, Failure):
                remarks.failed(outcome)
                continue
            done += 1
            if aside := outcome.told_aside():
                remarks.noted(f"{article.name}: {aside}")
            if not put_extraction(outcome):
                stop.halt.tell(Stopped("not read: nobody reads the output any more"))
    remarks.say()
    return stop.code(code_of_counts(done, remarks.failures))


def merge_all(settings: Settings, articles: str, extractions: str, out: str) -> int:
    """Merge stored extractions into one record a story; articles without one are named.

    Raises:
        RecordError: a line is no such record, or an extraction's article is missing.
    """
    refuse_overwriting([out], [articles, extractions])
    read = tuple(records_in(Article, articles))
    extracted = tuple(records_in(Extraction, extractions))
    unread = {article.article_id: article.name for article in read}
    for key in {one.article_id: None for one in extracted}:
        if unread.pop(key, None) is None:
            raise RecordError(
                f"{extractions}: article {key} is not in {articles}; name what one extract wrote"
            )
    pipeline = build(settings)
    edited = pipeline.edit(read, extracted)
    stories = pipeline.merge_edited(read, edited)
    give(json_lines(stories), out)
    remark_all(
        edited.failures, (f"{name}: {extractions} has no reading of it" for name in unread.values())
    )
    if not stories:
        remark("note: no violent incident was found in these articles")
    return code_of_counts(len(extracted), len(edited.failures))


def brief_all(settings: Settings, consensus: str, out: str, *, as_json: bool) -> int:
    """Write the briefing of each story in a file.

    Raises:
        RecordError: it holds no consensus.
    """
    refuse_overwriting([out], [consensus])
    pipeline = build(settings)
    stories = tuple(stories_in(consensus))
    if not stories:
        raise RecordError(f"{consensus}: it holds no consensus")
    briefed = [(pipeline.brief(story), story) for story in stories]
    if as_json:
        give(json_lines(briefing for briefing, _ in briefed), out)
    else:
        give("\n".join(render_markdown(briefing, story) for briefing, story in briefed), out)
    return GOOD


# ---------------------------------------------------------------- files


def records_in(kind: type[_D], path: str) -> Iterator[_D]:
    """The records of a file, one a line."""
    for number, line in enumerate(text_in(path).split("\n"), start=1):
        if line.strip():
            try:
                yield kind.from_json(line)
            except RecordError as error:
                raise RecordError(f"{path}, line {number}: {error}") from error


def stories_in(path: str) -> Iterator[Consensus]:
    """One record over many lines, as `run` writes it, or one a line, as `merge` does."""
    try:
        yield Consensus.from_json(text_in(path))
    except RecordError:
        yield from records_in(Consensus, path)


def text_in(path: str) -> str:
    """The text of a file, or of standard input where it is "-"."""
    try:
        raw = sys.stdin.buffer.read() if path == STREAM else Path(path).read_bytes()
        return raw.decode("utf-8")
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}; name a file that can be read") from error
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: not UTF-8; save it as that, or name another file") from error


@contextmanager
def _lines_to(path: str | None) -> Iterator[Callable[[Document], bool]]:
    """Takes records and writes them, a line each; tells whether anybody reads them.

    A file stands in its place when the last line is written, whole, and else not at all.
    """
    match path:
        case None:
            yield lambda _: True
        case "-":
            yield lambda record: say(record.to_json())
        case _:
            with opened(path) as file:
                yield lambda record: file.write(record.to_json() + "\n") > 0
