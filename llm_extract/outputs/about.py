"""run.json: how a run was made, in full, and without any secret."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from llm_extract.records.base import SCHEMA_VERSION
from llm_extract.records.run import Run

# The libraries that a result may depend on.
LIBRARIES = (
    "instructor",
    "jinja2",
    "openai",
    "pydantic",
    "rapidfuzz",
    "trafilatura",
)


@dataclass(frozen=True)
class Circumstances:
    """What a run does not know of itself: when it began, and how many seconds each stage took."""

    started_at: datetime
    seconds: Mapping[str, float]
    settings: Mapping[str, object]
    exit_code: int


def about(run: Run, circumstances: Circumstances) -> dict[str, object]:
    """The content of run.json."""
    producer = run.extractor
    # The cache folder is the machine's own affair, and this file is passed on.
    settings = {k: v for k, v in circumstances.settings.items() if k != "cache_dir"}
    return {
        "schema_version": SCHEMA_VERSION,
        "started_at": circumstances.started_at.isoformat(timespec="seconds"),
        "seconds": {stage: round(took, 3) for stage, took in circumstances.seconds.items()},
        "exit_code": circumstances.exit_code,
        "read_by": run.read_by,
        "extractor": producer.model_dump(mode="json", include={"name", "version"}),
        "model": producer.model,
        "worded_by": run.worded_by,
        "prompts": _prompts(run),
        "spent": run.spent.model_dump(mode="json"),
        "counts": run.counts(),
        "notes": run.notes,
        "settings": settings,
        "versions": versions(),
    }


def _prompts(run: Run) -> dict[str, str | None]:
    """The hash of each prompt that was used, by its name."""
    producer = run.extractor
    read = {producer.prompt: producer.prompt_hash} if producer.prompt else {}
    return read | {one.worder.prompt: one.worder.prompt_hash for one in run.briefings if one.worder}


def versions() -> dict[str, str]:
    """The versions in use: of this package, of Python, and of the libraries that matter."""
    names = ("llm-extract", *LIBRARIES)
    return {"python": platform.python_version()} | {name: version(name) for name in names}
