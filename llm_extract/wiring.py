"""The one place that names concretes: settings in, a pipeline out."""

from __future__ import annotations

from llm_extract import settings as current
from llm_extract.consensus.policies import POLICIES, Policy
from llm_extract.errors import SettingsError
from llm_extract.extractors import Extractor
from llm_extract.extractors.rules import RulesExtractor
from llm_extract.pipeline import Options, Pipeline
from llm_extract.settings import Settings
from llm_extract.sources import ReadOptions


def build(settings: Settings | None = None, reading: ReadOptions | None = None) -> Pipeline:
    """The pipeline that the settings describe; None takes those of the environment and `.env`.

    `reading` says how sources are read, where more than a size limit is wanted.

    Raises:
        SettingsError: a setting is wrong, or names something that does not exist.
    """
    settings = settings or current.load()
    return Pipeline(
        extractor=_extractor(settings),
        policy=_policy(settings.policy),
        options=Options(
            reading=reading or ReadOptions(max_bytes=settings.max_bytes),
            concurrency=settings.concurrency,
        ),
    )


def _extractor(settings: Settings) -> Extractor:
    match settings.resolved_extractor:
        case "rules":
            return RulesExtractor()
        case "model":
            raise SettingsError(_NO_MODEL_YET)


_NO_MODEL_YET = (
    "LLM_EXTRACT_EXTRACTOR, LLM_EXTRACT_MODEL: this release has no model extractor;"
    " unset both, or pass --extractor rules"
)


def _policy(name: str) -> Policy:
    if name not in POLICIES:
        raise SettingsError(
            f"LLM_EXTRACT_POLICY: there is no policy {name!r}; there are {', '.join(POLICIES)}"
        )
    return POLICIES[name]
