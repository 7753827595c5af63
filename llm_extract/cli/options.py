"""The options that several commands share, and how they become settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llm_extract.sources import ReadOptions

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        show_default=False,
        help="Articles (.txt, .md, .html, .jsonl), folders of them, a manifest, or - for standard"
        " input.",
    ),
]
ExtractorName = Annotated[
    str | None,
    typer.Option(
        "--extractor",
        metavar="auto|rules|model",
        help="Who reads the articles; auto asks a model only where LLM_EXTRACT_MODEL is set.",
    ),
]
PolicyName = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        help="The policy that may name a best value: range_only, gtd, acled_min,"
        " majority_of_origins or ucdp.",
    ),
]
Overrides = Annotated[
    Path | None,
    typer.Option(
        "--overrides",
        metavar="FILE",
        help="A YAML file of corrections by hand: claims rejected, amended or added, incidents"
        " joined or parted (docs/editing.md).",
    ),
]
Concurrency = Annotated[
    int | None,
    typer.Option("--concurrency", metavar="N", help="How many articles are under way at once."),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        metavar="FILE",
        help="A csv or jsonl file with path, publisher, owner, published_at, url, language.",
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="OURS=THEIRS",
        help="Which key of a jsonl line holds one of our fields, as in text=body. Repeatable.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="The encoding of all files; else found out."),
]
MaxBytes = Annotated[
    int | None,
    typer.Option("--max-bytes", metavar="N", help="The most bytes an article may have."),
]
ModelName = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="The model to ask; else LLM_EXTRACT_MODEL."),
]
PromptName = Annotated[
    str | None,
    typer.Option(
        "--prompt", metavar="NAME|FILE", help="A released prompt such as extract/v1, or a draft."
    ),
]
Replay = Annotated[
    Path | None,
    typer.Option(
        "--replay",
        metavar="DIR",
        help="Take the model's replies from a recording; what it does not hold is an error.",
    ),
]
Record = Annotated[
    Path | None,
    typer.Option("--record", metavar="DIR", help="Keep the model's replies as a recording."),
]
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost-usd", metavar="X", help="Ask no more once this much is spent."),
]
MaxRequests = Annotated[
    int | None,
    typer.Option("--max-requests", metavar="N", help="Ask no more than so many times."),
]
WordWithModel = Annotated[
    bool,
    typer.Option(
        "--word-with-model",
        help="Have the model word the briefing, sentence by sentence; each is checked, and what"
        " fails twice is worded by template.",
    ),
]
OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where it goes; else it is printed.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a machine to read.")]


def reader(
    extractor: str | None,
    model: str | None,
    prompt: str | None,
    replay: Path | None,
    record: Path | None,
) -> dict[str, object]:
    """Who reads the articles, as settings.

    A recording holds a model's replies: to name one is to choose the model extractor.
    """
    recorded = replay is not None and extractor is None
    return {
        "extractor": "model" if recorded else extractor,
        "model": model,
        "prompt": prompt,
        "replay": replay,
        "record": record,
    }


def sources(paths: Sequence[str] | None, manifest: Path | None) -> tuple[str, ...]:
    """What is to be read; with a manifest that may be nothing more.

    Raises:
        SettingsError: neither paths nor a manifest.
    """
    if not paths and manifest is None:
        from llm_extract.errors import SettingsError  # noqa: PLC0415 - so that --help stays quick

        raise SettingsError("PATHS: name files or folders to read, or give a --manifest")
    return tuple(paths or ())


def reading(
    manifest: Path | None, fields: Sequence[str] | None, encoding: str | None, max_bytes: int
) -> ReadOptions:
    """The options of reading.

    Raises:
        SettingsError: a mapping is not of the form OURS=THEIRS, or names a field that is not ours.
    """
    from llm_extract.errors import SettingsError  # noqa: PLC0415 - so that --help stays quick
    from llm_extract.sources import ReadOptions  # noqa: PLC0415 - the same

    mapping: dict[str, str] = {}
    for field in fields or ():
        ours, equals, theirs = field.partition("=")
        if not (ours and equals and theirs):
            raise SettingsError(f"--field: {field!r} is not of the form OURS=THEIRS")
        mapping[ours] = theirs
    return ReadOptions(manifest=manifest, fields=mapping, encoding=encoding, max_bytes=max_bytes)
