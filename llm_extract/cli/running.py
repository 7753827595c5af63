"""`run`: from sources to an output folder, or the rehearsal of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from llm_extract.cli.codes import code_of
from llm_extract.cli.screen import remark_all, say, say_json, watch
from llm_extract.cli.stopwatch import Stopwatch
from llm_extract.outputs import Circumstances, OutputFolder, about, render
from llm_extract.pipeline import Pipeline
from llm_extract.records.article import Article
from llm_extract.records.run import Run
from llm_extract.settings import Settings
from llm_extract.sources import Reading, ReadOptions
from llm_extract.wiring import build

# English prose comes to about four characters a token with the usual vocabularies.
_CHARACTERS_A_TOKEN = 4


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    out: Path
    reading: ReadOptions
    settings: Settings
    as_json: bool = False


def run_all(asked: Asked, *, rehearse: bool = False) -> int:
    """Run, or say what a run would do; the exit code.

    Raises:
        SettingsError: a setting is wrong.
        OutputError: the output folder cannot be used; nothing was read.
    """
    pipeline = build(asked.settings, asked.reading)
    folder = OutputFolder.at(asked.out, [Path(path) for path in asked.paths if path != "-"])
    if rehearse:
        return _rehearse(pipeline, asked)
    folder.open()
    started_at = datetime.now(UTC)
    with watch() as watcher:
        stopwatch = Stopwatch(watcher, time.perf_counter)
        run = pipeline.run(asked.paths, stopwatch)
    code = code_of(run.extractions, run.failures)
    files = render(run, asked.settings.evidence)
    circumstances = Circumstances(started_at, stopwatch.seconds, asked.settings.public(), code)
    folder.write(files, about(run, circumstances))
    _report(run, sorted(files), asked, code)
    return code


def _report(run: Run, files: list[str], asked: Asked, code: int) -> None:
    if asked.as_json:
        say_json(_summary(run, files, asked, code))
        return
    remark_all(run.failures, run.notes)
    say(str(run))
    say(f"written to {asked.out / _first_to_open(files)}")


def _first_to_open(files: list[str]) -> str:
    return "index.html" if "index.html" in files else "report.html"


def _summary(run: Run, files: list[str], asked: Asked, code: int) -> dict[str, object]:
    return {
        "exit_code": code,
        "out": str(asked.out),
        "open": str(asked.out / _first_to_open(files)),
        "read_by": run.read_by,
        **run.counts(),
        "titles": [story.title for story in run.consensus],
        "spent": run.spent.model_dump(mode="json"),
        "files": files,
        "failed": [one.model_dump(mode="json") for one in run.failures],
        "notes": list(run.notes),
    }


# ---------------------------------------------------------------- rehearsal


def _rehearse(pipeline: Pipeline, asked: Asked) -> int:
    """Read, and say what would be sent. Nothing is sent, and nothing written."""
    reading = pipeline.read(asked.paths)
    sent = pipeline.extractor.id.name == "model"
    if asked.as_json:
        say_json(_plan(reading, pipeline, sent=sent))
    else:
        for line in _plan_in_words(reading, pipeline, sent=sent):
            say(line)
        remark_all(reading.failures, reading.notes)
    return code_of(reading.articles, reading.failures)


def _plan(reading: Reading, pipeline: Pipeline, *, sent: bool) -> dict[str, object]:
    return {
        "extractor": pipeline.extractor.id.model_dump(mode="json"),
        "articles": [
            {
                "file": article.file,
                "name": article.name,
                "characters": len(article.text),
                "tokens_estimated": _tokens(article),
            }
            for article in reading.articles
        ],
        "characters": sum(len(article.text) for article in reading.articles),
        "tokens_estimated": sum(map(_tokens, reading.articles)),
        "sent": sent,
        "failed": [one.model_dump(mode="json") for one in reading.failures],
        "notes": list(reading.notes),
    }


def _plan_in_words(reading: Reading, pipeline: Pipeline, *, sent: bool) -> Iterator[str]:
    for article in reading.articles:
        yield f"{len(article.text):>8} characters  {article.file or ''}  {article.name}"
    characters = sum(len(article.text) for article in reading.articles)
    tokens = sum(map(_tokens, reading.articles))
    yield (
        f"{len(reading.articles)} articles, {characters} characters,"
        f" about {tokens} tokens of text, {len(reading.failures)} failures"
    )
    model = pipeline.extractor.id.model
    yield f"they would be sent to the model {model}" if sent else "read by rules: nothing is sent"


def _tokens(article: Article) -> int:
    return -(-len(article.text) // _CHARACTERS_A_TOKEN)
