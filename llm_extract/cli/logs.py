"""The log: remarks of this package while it works, on standard error, as words or as JSON lines."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from llm_extract.cli.screen import harmless, remark
from llm_extract.settings import Settings

_OURS = "llm_extract"


def begin(settings: Settings) -> None:
    """Send our log, and no library's, where and how the settings say."""
    log = logging.getLogger(_OURS)
    for handler in [one for one in log.handlers if isinstance(one, _Words)]:
        log.removeHandler(handler)
    log.addHandler(_JsonLines() if settings.log == "json" else _Words())
    log.setLevel(settings.log_level.upper())


class _Words(logging.Handler):
    """One line of words a record."""

    def emit(self, record: logging.LogRecord) -> None:
        remark(f"{record.levelname.lower()}: {record.getMessage()}")


class _JsonLines(_Words):
    """One JSON object a record: `time` (UTC), `level`, `logger`, `message`, of a defect where."""

    def emit(self, record: logging.LogRecord) -> None:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": harmless(record.getMessage()),
        }
        if record.exc_info:
            told["traceback"] = logging.Formatter().formatException(record.exc_info)
        sys.stderr.write(json.dumps(told, ensure_ascii=False) + "\n")
