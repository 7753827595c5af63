"""Contradicting reports of one violent incident in; one sourced, neutral record out.

    run = llm_extract.build().run(["reports/"])
    print(run.briefings[0])

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llm_extract.errors import (
        ExtractionError,
        InputError,
        LlmExtractError,
        OutputError,
        RecordError,
        SettingsError,
    )
    from llm_extract.extractors import Extractor
    from llm_extract.pipeline import Extracted, Options, Pipeline
    from llm_extract.progress import Progress
    from llm_extract.records.article import Article, Failure, Span, Stage
    from llm_extract.records.briefing import Briefing, Sentence
    from llm_extract.records.claims import Claim
    from llm_extract.records.consensus import Consensus
    from llm_extract.records.counts import Count
    from llm_extract.records.incidents import Extraction, Incident
    from llm_extract.records.run import Run
    from llm_extract.settings import Settings
    from llm_extract.sources import Reading, ReadOptions
    from llm_extract.wiring import build

__all__ = [
    "Article",
    "Briefing",
    "Claim",
    "Consensus",
    "Count",
    "Extracted",
    "Extraction",
    "ExtractionError",
    "Extractor",
    "Failure",
    "Incident",
    "InputError",
    "LlmExtractError",
    "Options",
    "OutputError",
    "Pipeline",
    "Progress",
    "ReadOptions",
    "Reading",
    "RecordError",
    "Run",
    "Sentence",
    "Settings",
    "SettingsError",
    "Span",
    "Stage",
    "build",
]

_HOMES = {
    "errors": ("ExtractionError InputError LlmExtractError OutputError RecordError SettingsError"),
    "extractors": "Extractor",
    "pipeline": "Extracted Options Pipeline",
    "progress": "Progress",
    "records.article": "Article Failure Span Stage",
    "records.briefing": "Briefing Sentence",
    "records.claims": "Claim",
    "records.consensus": "Consensus",
    "records.counts": "Count",
    "records.incidents": "Extraction Incident",
    "records.run": "Run",
    "settings": "Settings",
    "sources": "ReadOptions Reading",
    "wiring": "build",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
