"""`doctor`: what is installed, what is set, and what a run would use."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from llm_extract.cli.codes import GOOD, NOTHING_DONE
from llm_extract.cli.screen import say, say_json
from llm_extract.llm.probe import Finding
from llm_extract.outputs import versions
from llm_extract.settings import ENV_FILE, Settings, load, variable
from llm_extract.wiring import probed


def examine(*, as_json: bool, ask: bool) -> int:
    """Print the findings; with `ask`, those of asking the endpoint too.

    Raises:
        SettingsError: a setting is wrong.
    """
    settings = load()
    findings = probed(settings) if ask else ()
    if as_json:
        say_json(_found(settings) | ({"output_modes": _modes(findings)} if ask else {}))
    else:
        for line in (*_in_words(settings), *_modes_in_words(findings)):
            say(line)
    return GOOD if not ask or any(one.fault is None for one in findings) else NOTHING_DONE


def _modes(findings: Sequence[Finding]) -> dict[str, str]:
    return {one.mode.value: one.fault or "works" for one in findings}


def _modes_in_words(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield "output modes, as the endpoint takes them"
    for mode, said in _modes(findings).items():
        yield f"  {mode}: {said}"
    works = next((one.mode for one in findings if one.fault is None), None)
    if works is not None:
        yield f"set {variable('output_mode')}={works}"


def _found(settings: Settings) -> dict[str, object]:
    return {
        "versions": versions(),
        "settings": {variable(name): value for name, value in settings.public().items()},
        "env_file": str(Path(ENV_FILE).resolve()) if Path(ENV_FILE).is_file() else None,
        "extractor": settings.resolved_extractor,
        "cache_writable": _writable(settings.cache_dir),
    }


def _in_words(settings: Settings) -> Iterator[str]:
    yield "versions"
    for name, number in versions().items():
        yield f"  {name} {number}"
    yield f"settings ({ENV_FILE} is {'read' if Path(ENV_FILE).is_file() else 'not there'})"
    for name, value in settings.public().items():
        yield f"  {variable(name)} = {'not set' if value is None else value}"
    yield f"extractor: {settings.resolved_extractor} ({_why(settings)})"
    writable = "writable" if _writable(settings.cache_dir) else "NOT writable, so nothing is kept"
    yield f"cache folder: {settings.cache_dir}, {writable}"


def _why(settings: Settings) -> str:
    if settings.extractor.value != "auto":
        return f"{variable('extractor')} says so"
    return f"{variable('model')} is {'set' if settings.model else 'not set'}"


def _writable(folder: Path) -> bool:
    """Whether the folder can be written to, or made."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
