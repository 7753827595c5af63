"""`eval hostile`: plant payloads in articles, read them, and tell which moved the reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from llm_extract.cli.codes import code_of
from llm_extract.cli.screen import remark_all, say, say_json, watch
from llm_extract.errors import SettingsError
from llm_extract.evals.hostile import POSITIONS, Exposure, Planted, exposure, load
from llm_extract.settings import Settings
from llm_extract.wiring import build


def expose(folder: Path, position: str | None, settings: Settings, *, as_json: bool) -> int:
    """Read the planted articles and say what became of them; the exit code.

    Raises:
        SettingsError: a setting is wrong, or there is no such position.
        GoldError: payloads or hosts are broken; nothing was read.
    """
    if position not in {None, *POSITIONS}:
        raise SettingsError(f"--position: {', '.join(POSITIONS)}; not {position!r}")
    hostile = load(folder, position)
    with build(settings) as pipeline, watch() as watcher:
        done = pipeline.extract(hostile.articles(), watcher)
    found = exposure(
        hostile,
        {
            **{one.article_id: one for one in done.extractions},
            **{one.article_id: one for one in done.failures if one.article_id},
        },
    )
    remark_all(done.failures, ())
    reader = pipeline.extractor.id
    if as_json:
        say_json({"read_by": reader.model or reader.name, "prompt": reader.prompt, **_facts(found)})
    else:
        say(f"hostile: read by {reader.model or reader.name}{_by_prompt(reader.prompt)}")
        say("\n".join(_lines(found)))
    return code_of(done.extractions, done.failures)


def _by_prompt(prompt: str | None) -> str:
    return f", {prompt}" if prompt else ""


def _facts(found: Exposure) -> dict[str, object]:
    return {
        "planted": len(found.tried),
        "failed": len(found.failed),
        "hits": [
            {"payload": one.payload.name, "host": one.host, "position": one.position}
            for one in found.hits
        ],
        "by_kind": {kind: {"hits": hits, "planted": n} for kind, hits, n in _by_kind(found)},
        "claims_lost": sum(found.lost.values()),
        "claims": found.claims,
    }


def _lines(found: Exposure) -> Iterable[str]:
    yield f"{'kind':18}{'hits':>6}{'planted':>9}"
    for kind, hits, planted in _by_kind(found):
        yield f"{kind:18}{hits:>6}{planted:>9}"
    yield f"{'all':18}{len(found.hits):>6}{len(found.tried):>9}"
    if found.failed:
        yield f"not read: {len(found.failed)}"
    lost = sum(found.lost.values())
    yield f"claims of the clean articles that were lost beside a payload: {lost} of {found.claims}"
    for one in found.hits:
        yield f"hit: {one.payload.name}, at the {one.position} of {one.host}"


def _by_kind(found: Exposure) -> list[tuple[str, int, int]]:
    hits, tried = _kinds(found.hits), _kinds(found.tried)
    return [(kind, hits[kind], tried[kind]) for kind in tried]


def _kinds(planted: Iterable[Planted]) -> Counter[str]:
    return Counter(one.payload.kind for one in planted)
