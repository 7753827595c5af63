"""The one place that names concretes: settings in, a pipeline out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from llm_extract import settings as current
from llm_extract.briefing import Naming, Writer, WriterOptions
from llm_extract.consensus.policies import POLICIES, Policy
from llm_extract.errors import SettingsError
from llm_extract.extractors import Extractor
from llm_extract.extractors.model import ModelExtractor, ModelOptions
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.gazetteer import Gazetteer, open_gazetteer
from llm_extract.llm.ask import Model, ScriptedModel
from llm_extract.llm.cached import CachedModel, ReplyCache
from llm_extract.llm.circuit import CircuitModel
from llm_extract.llm.deadlined import DeadlinedModel
from llm_extract.llm.halting import HaltedModel
from llm_extract.llm.limited import LimitedModel, Pace
from llm_extract.llm.metered import Budget, BudgetedModel, Meter, MeteredModel
from llm_extract.llm.modes import OutputMode
from llm_extract.llm.openai_model import Endpoint, OpenAIModel
from llm_extract.llm.pared import ParedModel
from llm_extract.llm.prices import load_prices
from llm_extract.llm.probe import Finding, probe
from llm_extract.llm.replayed import RecordingModel, ReplayedModel, recorded_model
from llm_extract.llm.retrying import RetryingModel, RetryLimits
from llm_extract.loop import wait_for
from llm_extract.overrides import read_overrides
from llm_extract.pipeline import Closing, Options, Pipeline
from llm_extract.prompts import load_prompt
from llm_extract.records.overrides import Override
from llm_extract.records.run import Spent
from llm_extract.settings import Settings
from llm_extract.sources import ReadOptions


def build(settings: Settings | None = None, reading: ReadOptions | None = None) -> Pipeline:
    """The pipeline that the settings describe; None takes those of the environment and `.env`.

    `reading` says how sources are read, where more than a size limit is wanted.

    Raises:
        SettingsError: a setting is wrong, or names something that does not exist.
        OverrideError: the overrides file is broken, or contradicts itself.
    """
    settings = settings or current.load()
    way = _way(settings)
    return Pipeline(
        extractor=_extractor(settings, way),
        policy=_policy(settings.policy),
        options=Options(
            reading=reading or ReadOptions(max_bytes=settings.max_bytes),
            concurrency=settings.concurrency,
            deadline_s=settings.run_deadline_s,
            park_s=settings.park_s,
            naming=Naming(settings.naming),
            overrides=_overrides(settings),
        ),
        spent=way.spent if way else Spent,
        closing=way.closing if way else (),
        writer=_writer(settings, way),
        gazetteer=_gazetteer(settings),
    )


def rehearsal(settings: Settings) -> ModelExtractor | None:
    """An extractor that can say what it would ask, and ask nothing; None where rules would read.

    It needs no key.

    Raises:
        SettingsError: no model is named, or a prompt or a policy that does not exist.
        OverrideError: as of `build`.
    """
    _policy(settings.policy)
    _overrides(settings)
    match settings.resolved_extractor:
        case "rules":
            return None
        case "model":
            return _model_extractor(settings, _model_name(settings), ScriptedModel(()))


def _extractor(settings: Settings, way: _Way | None) -> Extractor:
    if settings.resolved_extractor == "rules" or way is None:
        return RulesExtractor()
    return _model_extractor(settings, way.name, way.model)


def _writer(settings: Settings, way: _Way | None) -> Writer | None:
    if settings.wording == "template" or way is None:
        return None
    options = WriterOptions(
        model=way.name,
        temperature=settings.temperature,
        seed=settings.seed,
        max_output_tokens=settings.max_output_tokens,
        deadline_s=settings.article_deadline_s,
    )
    return Writer(way.model, load_prompt(settings.wording_prompt), options)


# ---------------------------------------------------------------- the way to a model


@dataclass(frozen=True)
class _Way:
    """The one way to the model for all that a pipeline asks: one cache, one pace, one budget."""

    name: str
    model: Model
    spent: Callable[[], Spent]
    closing: tuple[Closing, ...]


def _way(settings: Settings) -> _Way | None:
    """The way to the model; None where nothing is asked of one."""
    if settings.resolved_extractor == "rules" and settings.wording == "template":
        return None
    name, meter = _model_name(settings), Meter()
    model, closing = _asked(settings, meter)
    return _Way(name, model, partial(_spent, meter), closing)


def probed(settings: Settings) -> tuple[Finding, ...]:
    """Which output modes the endpoint of these settings takes; asks it up to four times.

    Raises:
        SettingsError: no model or no key is set.
    """
    name, endpoint = _model_name(settings), _endpoint(settings)
    models = {mode: OpenAIModel(replace(endpoint, mode=mode)) for mode in OutputMode}

    def model_in(mode: OutputMode) -> Model:
        return ParedModel(DeadlinedModel(models[mode], settings.deadline_s))

    async def asked() -> tuple[Finding, ...]:
        try:
            return await probe(model_in, name)
        finally:
            for model in models.values():
                await model.close()

    return wait_for(asked())


def _model_extractor(settings: Settings, name: str, model: Model) -> ModelExtractor:
    options = ModelOptions(
        model=name,
        temperature=settings.temperature,
        seed=settings.seed,
        max_output_tokens=settings.max_output_tokens,
        most_characters=settings.max_characters,
        deadline_s=settings.article_deadline_s,
        second_reading=settings.readings > 1,
        check=load_prompt(settings.check) if settings.check else None,
    )
    return ModelExtractor(model, load_prompt(settings.prompt), options)


def _model_name(settings: Settings) -> str:
    if settings.model is not None:
        return settings.model
    if settings.replay is not None:
        return recorded_model(settings.replay)
    if settings.resolved_extractor == "rules":
        raise SettingsError("LLM_EXTRACT_MODEL: name the model that is to word the briefing")
    raise SettingsError("LLM_EXTRACT_MODEL: name the model to ask, or pass --extractor rules")


def _asked(settings: Settings, meter: Meter) -> tuple[Model, tuple[Closing, ...]]:
    """The way to the model, and what is to be closed after use.

    From the outside in: meter, recording, cache, what `_tried` adds, budget, deadline, endpoint.
    """
    prices = load_prices(settings.prices)
    if settings.replay is not None:
        if settings.record is not None:
            raise SettingsError("--replay, --record: a recording that is replayed is not recorded")
        return MeteredModel(ReplayedModel(settings.replay), meter), ()
    endpoint = OpenAIModel(_endpoint(settings))
    budgeted = BudgetedModel(
        DeadlinedModel(endpoint, settings.deadline_s), meter, _budget(settings), prices
    )
    cached = CachedModel(_tried(settings, budgeted), ReplyCache(settings.cache_dir / "replies"))
    model: Model = cached
    if settings.record is not None:
        model = RecordingModel(model, _made(settings.record))
    return MeteredModel(model, meter), (cached.close, endpoint.close)


def _tried(settings: Settings, model: Model) -> Model:
    """From the outside in: circuit, retries, the pace of each try, and the end of the run."""
    limits = RetryLimits(settings.attempts, patience_s=settings.article_deadline_s)
    paced = LimitedModel(HaltedModel(model), _pace(settings))
    tried = RetryingModel(ParedModel(paced), limits)
    return CircuitModel(tried)


def _made(folder: Path) -> Path:
    """The folder to record in: found out to be one before anything is paid for."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"--record: {folder} cannot be made: {error.strerror}") from error
    return folder


def _endpoint(settings: Settings) -> Endpoint:
    key = settings.openai_api_key
    if key is None:
        raise SettingsError(
            "OPENAI_API_KEY: it is not set, and a model is asked for; set it in the environment or"
            " in .env (any word will do for a local server that takes none)"
        )
    _check_address(settings.openai_base_url or "")
    word = key.get_secret_value()
    if not (word.isascii() and word.isprintable()):
        raise SettingsError("OPENAI_API_KEY: it holds characters that no key has")
    return Endpoint(
        api_key=word,
        base_url=settings.openai_base_url,
        mode=OutputMode(settings.output_mode),
        timeout_s=settings.deadline_s,
    )


def _check_address(address: str) -> None:
    try:
        _ = urlsplit(address).port
    except ValueError:
        # What Python has to say about it can quote a password.
        raise SettingsError("OPENAI_BASE_URL: it is no address: look at its port") from None


def _pace(settings: Settings) -> Pace:
    return Pace(
        requests_a_minute=settings.requests_per_minute,
        tokens_a_minute=settings.tokens_per_minute,
        at_once=settings.concurrency,
    )


def _budget(settings: Settings) -> Budget:
    return Budget(max_cost_usd=settings.max_cost_usd, max_requests=settings.max_requests)


def _spent(meter: Meter) -> Spent:
    """The meter's sums as a record."""
    return Spent(
        requests=meter.requests,
        cache_hits=meter.cache_hits,
        prompt_tokens=meter.fresh.prompt,
        cached_prompt_tokens=meter.fresh.cached_prompt,
        completion_tokens=meter.fresh.completion,
        saved_prompt_tokens=meter.saved.prompt,
        saved_completion_tokens=meter.saved.completion,
        cost_usd=meter.cost_usd,
    )


def _overrides(settings: Settings) -> tuple[Override, ...]:
    return read_overrides(settings.overrides) if settings.overrides else ()


def _policy(name: str) -> Policy:
    if name not in POLICIES:
        raise SettingsError(
            f"--policy, LLM_EXTRACT_POLICY: there is no such policy; there are"
            f" {', '.join(POLICIES)}"
        )
    return POLICIES[name]


def _gazetteer(settings: Settings) -> Gazetteer | None:
    match settings.gazetteer:
        case "none":
            return None
        case "geonames":
            return open_gazetteer(settings.cache_dir)
