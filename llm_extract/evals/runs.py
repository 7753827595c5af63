"""Runs of a set: every article read once, and what came of it scored as often as wanted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from pydantic import AwareDatetime, Field, JsonValue, model_validator

from llm_extract.evals.intervals import Estimate, estimates
from llm_extract.evals.scores import Column, Floor, Hashes, Metric, Scored
from llm_extract.evals.sets import EvalSet
from llm_extract.extractors import Extractor
from llm_extract.extractors.model import ModelExtractor
from llm_extract.pipeline import Pipeline
from llm_extract.progress import SILENCE, Progress
from llm_extract.records.article import Article, Failure
from llm_extract.records.base import Document, Record, canonical, fingerprint
from llm_extract.records.incidents import Extraction, ExtractorId, Unread
from llm_extract.records.run import Spent

# What can change a model's reply, or where it came from.
_MATTERS = (
    *("temperature", "seed", "max_output_tokens", "max_characters", "output_mode"),
    *("openai_base_url", "replay", "readings"),
)
_LONGEST_PART = 40

Outcome = Extraction | Failure


class Selection(Record):
    """Which set, and which of its documents: enough to open it again.

    `given` is a suite's name or a folder of gold; `data` the file that a suite is read from.
    """

    given: str
    data: str | None = None
    split: Literal["dev", "test", "all"] | None = None
    limit: int | None = None
    sample: int | None = None
    seed: int = 0
    half: Literal[1, 2] | None = None


class Latency(Record):
    """How long articles took, in seconds: half of them no longer than `p50_s`."""

    n: int
    p50_s: float | None
    p95_s: float | None

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Latency:
        """By nearest rank; None for both where nothing was timed.

        >>> Latency.of([1, 2, 3, 4]).p50_s
        2.0
        """
        ordered = sorted(seconds)

        def rank(percent: int) -> float | None:
            return round(ordered[-(-len(ordered) * percent // 100) - 1], 4) if ordered else None

        return cls(n=len(ordered), p50_s=rank(50), p95_s=rank(95))


class Result(Record):
    """A metric's value with its 95 % interval, as run.json and `--json` show it."""

    value: float | None
    low: float | None
    high: float | None
    n: int | float
    clusters: int
    basis: str


class Spread(Record):
    """One metric over several readings of the same documents."""

    values: tuple[float | None, ...]

    @property
    def reach(self) -> tuple[float, float] | None:
        """The lowest and the highest value; None where a reading has none."""
        known = [value for value in self.values if value is not None]
        return (min(known), max(known)) if len(known) == len(self.values) and known else None


class About(Document):
    """run.json, without what the output folder adds of its own.

    `failed` counts documents, `unread` those that lack a stretch, `unread_by_code` the stretches.
    `ungrounded` counts what was said in words that no text holds; None: not counted then.
    """

    kind: Literal["eval"] = "eval"
    started_at: AwareDatetime
    seconds: float
    suite: str
    selection: Selection
    hashes: Hashes
    extractor: ExtractorId
    reply_schema: str | None
    policy: str
    settings: dict[str, JsonValue]
    versions: dict[str, str]
    spent: Spent
    latency: Latency
    documents: int
    failed: int
    unread: int
    failures_by_code: dict[str, int]
    unread_by_code: dict[str, int] = Field(default_factory=dict)
    ungrounded: int | None = None
    readings: int = Field(1, ge=1)
    units: int
    primary: str
    metrics: tuple[Metric, ...]
    floors: tuple[Floor, ...] = ()
    columns: tuple[Column, ...] = ()
    ceilings: dict[str, float] = Field(default_factory=dict)
    results: dict[str, Result]
    spread: dict[str, Spread] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _the_primary_is_a_metric(self) -> About:
        if self.primary not in {one.name for one in self.metrics}:
            raise ValueError(f"primary: there is no metric {self.primary!r}")
        return self


@dataclass(frozen=True)
class Circumstances:
    """What a run does not know of itself; `clock_s` times articles, in seconds."""

    started_at: AwareDatetime
    clock_s: Callable[[], float]
    versions: Mapping[str, str]


@dataclass(frozen=True)
class SavedRun:
    """A run with its scores. `outcomes` holds those of the first reading first."""

    about: About
    outcomes: tuple[tuple[Outcome, ...], ...]
    scored: Scored


# ---------------------------------------------------------------- reading


class Timed:
    """An extractor that notes how long each article took."""

    def __init__(self, extractor: Extractor, clock_s: Callable[[], float]) -> None:
        self._extractor = extractor
        self._clock_s = clock_s
        self.seconds: list[float] = []
        self.id = extractor.id

    async def extract(self, article: Article) -> Extraction:
        """As the inner extractor."""
        began = self._clock_s()
        try:
            return await self._extractor.extract(article)
        finally:
            self.seconds.append(self._clock_s() - began)


@dataclass(frozen=True)
class Plan:
    """Who is to read which documents, how, and how many times: all that can change the outcome.

    `ceilings` are what two readers who labelled the same documents reach against each other.
    """

    evalset: EvalSet
    selection: Selection
    extractor: ExtractorId
    policy: str
    settings: Mapping[str, Any]
    repeat: int = 1
    ceilings: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        pipeline: Pipeline,
        evalset: EvalSet,
        selection: Selection,
        settings: Mapping[str, object],
        repeat: int = 1,
    ) -> Plan:
        """Of all settings only those that matter to who reads."""
        reader = pipeline.extractor.id
        asked = _MATTERS if reader.name == "model" else ()
        kept = {name: settings.get(name) for name in asked}
        return cls(evalset, selection, reader, pipeline.policy.name, kept, repeat)

    @property
    def folder_name(self) -> str:
        """Where a run is kept unless told otherwise: who reads what, and a hash of how.

        Two plans share a name only if they would ask the same of the same documents.
        """
        how = canonical(
            {
                "selection": self.selection.model_dump(exclude={"data"}),
                "hashes": asdict(self.evalset.hashes),
                "extractor": self.extractor.model_dump(),
                "settings": dict(self.settings),
                "repeat": self.repeat,
            }
        )
        who = (self.extractor.model or self.extractor.name, self.extractor.prompt)
        # Of a draft's path the end tells most.
        named = "-".join(part[-_LONGEST_PART:] for part in (self.evalset.name, *who) if part)
        return f"{re.sub(r'[^a-zA-Z0-9.]+', '-', named).strip('-.')}-{fingerprint(how)[:8]}"


def read(
    pipeline: Pipeline,
    plan: Plan,
    circumstances: Circumstances,
    progress: Progress = SILENCE,
) -> SavedRun:
    """Read every article of a set as often as planned, each on its own, and score what came."""
    articles = plan.evalset.articles()
    began, seconds = circumstances.clock_s(), list[float]()
    readings: list[tuple[Outcome, ...]] = []
    for sample in range(plan.repeat):
        timed = Timed(_sampled(pipeline.extractor, sample), circumstances.clock_s)
        extracted = replace(pipeline, extractor=timed).extract(articles, progress)
        readings.append(_in_order(articles, (*extracted.extractions, *extracted.failures)))
        seconds += timed.seconds
    about = {
        "started_at": circumstances.started_at,
        "seconds": round(circumstances.clock_s() - began, 3),
        "suite": plan.evalset.name,
        "selection": plan.selection,
        "extractor": plan.extractor,
        "reply_schema": _schema_hash(pipeline.extractor),
        "policy": plan.policy,
        "settings": dict(plan.settings),
        "versions": dict(circumstances.versions),
        "spent": pipeline.spent(),
        "latency": Latency.of(seconds),
        "documents": len(articles),
        "ceilings": dict(plan.ceilings),
    }
    return _scored(about, readings, plan.evalset)


def _sampled(extractor: Extractor, sample: int) -> Extractor:
    """The same reader, asking each question anew; rules have nothing to ask."""
    return extractor.sampled(sample) if isinstance(extractor, ModelExtractor) else extractor


def _schema_hash(extractor: Extractor) -> str | None:
    return extractor.schema.sha256[:16] if isinstance(extractor, ModelExtractor) else None


def _in_order(articles: Sequence[Article], outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    found = _by_article(outcomes)
    return tuple(found[one.article_id] for one in articles if one.article_id in found)


def _scored(
    about: Mapping[str, Any], readings: Sequence[tuple[Outcome, ...]], evalset: EvalSet
) -> SavedRun:
    """The run with what scoring says of it; all else in `about` stays as it is."""
    every = [evalset.score(_by_article(outcomes)) for outcomes in readings]
    first, outcomes = every[0], readings[0]
    failures = [one for one in outcomes if isinstance(one, Failure)]
    extractions = [one for one in outcomes if isinstance(one, Extraction)]
    unread = [part for one in extractions for part in one.unread]
    scores = {
        "hashes": evalset.hashes,
        "failed": len(failures),
        "unread": sum(bool(one.unread) for one in extractions),
        "failures_by_code": _by_code(failures),
        "unread_by_code": _by_code(unread),
        "ungrounded": sum(len(one.ungrounded) for one in extractions),
        "readings": len(readings),
        "units": len(first.units),
        "primary": first.primary,
        "metrics": first.metrics,
        "floors": first.floors,
        "columns": first.columns,
        "results": {name: _result(one) for name, one in estimates(first).items()},
        "spread": _spread(every),
    }
    return SavedRun(About.model_validate({**about, **scores}), tuple(readings), first)


def _by_code(errors: Sequence[Failure | Unread]) -> dict[str, int]:
    return dict(sorted(Counter(one.code for one in errors).items()))


def _result(found: Estimate) -> Result:
    told = asdict(found)
    return Result(**{name: told[name] for name in Result.model_fields})


def _spread(every: Sequence[Scored]) -> dict[str, Spread]:
    if len(every) == 1:
        return {}
    return {
        metric.name: Spread(values=tuple(metric.over(one.units) for one in every))
        for metric in every[0].metrics
    }


def _by_article(outcomes: Sequence[Outcome]) -> dict[str, Outcome]:
    return {one.article_id: one for one in outcomes if one.article_id is not None}


# ---------------------------------------------------------------- scoring again


def moved(run: SavedRun, evalset: EvalSet) -> dict[str, str]:
    """What is no longer as it was when the run was made: "gold", "documents", "matcher"."""
    then, now = asdict(run.about.hashes), asdict(evalset.hashes)
    return {name: f"{then[name]}, now {now[name]}" for name in then if then[name] != now[name]}


def rescored(
    run: SavedRun, evalset: EvalSet, ceilings: Mapping[str, float] | None = None
) -> SavedRun:
    """The same outcomes under the set as it is now; nothing is read or asked."""
    about = dict(run.about) | ({} if ceilings is None else {"ceilings": dict(ceilings)})
    return _scored(about, run.outcomes, evalset)
