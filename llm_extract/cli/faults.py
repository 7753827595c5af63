"""`dev fault-server`: an endpoint that fails on purpose, until it is interrupted."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from llm_extract.cli.codes import INTERRUPTED
from llm_extract.cli.screen import remark, say
from llm_extract.dev.completions import least_reply
from llm_extract.dev.fault_server import FaultServer
from llm_extract.dev.faults import FAULTS
from llm_extract.dev.plans import Lot, Plan, Script
from llm_extract.errors import SettingsError


def list_all() -> int:
    """Print every fault."""
    for fault in FAULTS.values():
        say(f"{fault.name:18} {fault.reach:8} {fault.meaning}")
    return 0


def scripted(file: Path) -> Plan:
    """The faults of a file; blank lines and what follows a # are passed over."""
    lines = (line.partition("#")[0].strip() for line in _text(file, "--script").splitlines())
    try:
        return Script(filter(None, lines))
    except SettingsError as error:
        raise SettingsError(f"--script: {file}: {error}") from error


def drawn(rate: float, seed: int, among: Sequence[str]) -> Plan:
    """Faults by lot.

    Raises:
        SettingsError: a rate that is none, or a fault that is unknown.
    """
    if not 0 <= rate <= 1:
        raise SettingsError(f"--rate: {rate:g} is no share; it takes a number from 0 to 1")
    try:
        return Lot(rate, seed, among)
    except SettingsError as error:
        raise SettingsError(f"--among: {error}") from error


def serve(plan: Plan, reply: Path | None, delay_s: float, port: int) -> int:
    """Serve until interrupted.

    Raises:
        SettingsError: the reply cannot be read, or the port is taken.
    """
    text = _text(reply, "--reply") if reply else None
    server = FaultServer(
        plan,
        reply=(lambda _: text) if text is not None else least_reply,
        delay_s=delay_s,
        port=port,
        told=lambda seen: say(seen.line()),
    )
    try:
        with server:
            remark(f"OPENAI_BASE_URL={server.url}")
            threading.Event().wait()
    except OSError as error:
        raise SettingsError(f"--port: {port} cannot be listened on: {error.strerror}") from error
    return INTERRUPTED


def _text(file: Path, option: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{option}: {file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{option}: {file} is not UTF-8; save it as that") from error
