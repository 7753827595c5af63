"""`run`: from sources to an output folder, or the rehearsal of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from llm_extract import sources
from llm_extract.cli import logs
from llm_extract.cli.codes import code_of
from llm_extract.cli.screen import remark_all, say, say_json, watch
from llm_extract.cli.stopping import stoppable
from llm_extract.cli.stopwatch import Stopwatch
from llm_extract.extractors.model import ModelExtractor
from llm_extract.llm.limited import estimated_tokens
from llm_extract.outputs import Circumstances, OutputFolder, about, render
from llm_extract.records.article import Article
from llm_extract.records.base import counted
from llm_extract.records.run import Run
from llm_extract.settings import Settings
from llm_extract.sources import Reading, ReadOptions
from llm_extract.wiring import build, rehearsal


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    out: Path
    reading: ReadOptions
    settings: Settings
    as_json: bool = False


def run_all(asked: Asked) -> int:
    """Run, and write what came of it; the exit code.

    Raises:
        SettingsError: a setting is wrong.
        OutputError: the output folder cannot be used; nothing was read.
    """
    logs.begin(asked.settings)
    pipeline = build(asked.settings, asked.reading)
    folder = OutputFolder.at(asked.out, [Path(path) for path in asked.paths if path != "-"])
    folder.open()
    started_at = datetime.now(UTC)
    with pipeline, watch() as watcher:
        stopwatch = Stopwatch(watcher, time.perf_counter)
        reading = pipeline.read(asked.paths, stopwatch)
        with stoppable() as stop:
            extracted = pipeline.extract(reading.articles, stopwatch, stop.halt)
            run = pipeline.conclude(reading, extracted, stopwatch, stop.halt)
            code = stop.code(code_of(run.extractions, run.failures))
            files = render(run, asked.settings.evidence)
            made = Circumstances(started_at, stopwatch.seconds, asked.settings.public(), code)
            folder.write(files, about(run, made))
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
        "worded_by": run.worded_by,
        **run.counts(),
        "titles": [story.title for story in run.consensus],
        "spent": run.spent.model_dump(mode="json"),
        "files": files,
        "failed": [one.model_dump(mode="json") for one in run.failures],
        "notes": list(run.notes),
    }


# ---------------------------------------------------------------- rehearsal


def rehearse(asked: Asked) -> int:
    """Read, and say what would be sent. Nothing is sent, and nothing written.

    Raises:
        SettingsError: a setting is wrong.
        OutputError: the output folder could not be used.
    """
    extractor = rehearsal(asked.settings)
    OutputFolder.at(asked.out, [Path(path) for path in asked.paths if path != "-"])
    reading = sources.read(asked.paths, asked.reading)
    plan = [_sending(article, extractor) for article in reading.articles]
    model = extractor.id.model if extractor else None
    if asked.as_json:
        say_json(_plan(reading, plan, model))
    else:
        for line in _plan_in_words(reading, plan, model):
            say(line)
        if asked.settings.wording == "model":
            say("but each sentence of the briefing is asked of a model, once or twice")
        remark_all(reading.failures, reading.notes)
    return code_of(reading.articles, reading.failures)


@dataclass(frozen=True)
class _Sending:
    """What one article would send, prompt included: nothing, where rules read it."""

    article: Article
    requests: int
    tokens: int


def _sending(article: Article, extractor: ModelExtractor | None) -> _Sending:
    requests = extractor.requests(article) if extractor else ()
    return _Sending(article, len(requests), sum(map(estimated_tokens, requests)))


def _plan(reading: Reading, plan: list[_Sending], model: str | None) -> dict[str, object]:
    return {
        "model": model,
        "articles": [
            {
                "file": one.article.file,
                "name": one.article.name,
                "characters": len(one.article.text),
                "requests": one.requests,
                "tokens_estimated": one.tokens,
            }
            for one in plan
        ],
        "characters": sum(len(one.article.text) for one in plan),
        "requests": sum(one.requests for one in plan),
        "tokens_estimated": sum(one.tokens for one in plan),
        "failed": [one.model_dump(mode="json") for one in reading.failures],
        "notes": list(reading.notes),
    }


def _plan_in_words(reading: Reading, plan: list[_Sending], model: str | None) -> Iterator[str]:
    for one in plan:
        article = one.article
        names = dict.fromkeys(name for name in (article.file, article.name) if name)
        yield f"{len(article.text):>8} characters  {'  '.join(names)}"
    characters = sum(len(one.article.text) for one in plan)
    failures = counted(len(reading.failures), "failure", "failures")
    yield f"{counted(len(plan), 'article', 'articles')}, {characters} characters, {failures}"
    if model is None:
        yield "read by rules: nothing is sent"
        return
    requests, tokens = sum(one.requests for one in plan), sum(one.tokens for one in plan)
    asked = counted(requests, "request", "requests")
    yield f"{asked} would be sent to the model {model}: about {tokens} tokens"
