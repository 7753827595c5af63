"""The options that several commands share, and how they become settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from llm_extract.settings import Settings
    from llm_extract.sources import ReadOptions

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


@dataclass(frozen=True)
class Sources:
    """What is read, and how."""

    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS",
            show_default=False,
            help="Articles (.txt, .md, .html, .jsonl), folders of them, a manifest, or - for"
            " standard input.",
        ),
    ] = None
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            metavar="FILE",
            help="A csv or jsonl file with path, publisher, owner, published_at, url, language.",
        ),
    ] = None
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            metavar="OURS=THEIRS",
            help="Which key of a jsonl line holds one of our fields, as in text=body. Repeatable.",
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", help="The encoding of all files; else found out."
        ),
    ] = None
    max_bytes: Annotated[
        int | None,
        typer.Option("--max-bytes", metavar="N", help="The most bytes an article may have."),
    ] = None

    def named(self) -> tuple[str, ...]:
        """What is to be read; with a manifest that may be nothing more.

        Raises:
            SettingsError: neither paths nor a manifest.
        """
        if not self.paths and self.manifest is None:
            from llm_extract.errors import SettingsError  # noqa: PLC0415 - so that --help is quick

            raise SettingsError("PATHS: name files or folders to read, or give a --manifest")
        return tuple(self.paths or ())

    def reading(self, settings: Settings) -> ReadOptions:
        """The options of reading.

        Raises:
            SettingsError: a mapping is not of the form OURS=THEIRS, or names a field that is not
                ours.
        """
        from llm_extract.errors import SettingsError  # noqa: PLC0415 - so that --help is quick
        from llm_extract.sources import ReadOptions  # noqa: PLC0415 - the same

        mapping: dict[str, str] = {}
        for field in self.field or ():
            ours, equals, theirs = field.partition("=")
            if not (ours and equals and theirs):
                raise SettingsError(f"--field: {field!r} is not of the form OURS=THEIRS")
            mapping[ours] = theirs
        return ReadOptions(
            manifest=self.manifest,
            fields=mapping,
            encoding=self.encoding,
            max_bytes=settings.max_bytes,
        )


@dataclass(frozen=True)
class Reader:
    """Who reads the articles."""

    extractor: Annotated[
        str | None,
        typer.Option(
            "--extractor",
            metavar="auto|rules|model",
            help="Who reads the articles; auto asks a model only where LLM_EXTRACT_MODEL is set.",
        ),
    ] = None
    prompt: Annotated[
        str | None,
        typer.Option(
            "--prompt",
            metavar="NAME|FILE",
            help="A released prompt such as extract/v1, or a draft.",
        ),
    ] = None
    concurrency: Annotated[
        int | None,
        typer.Option("--concurrency", metavar="N", help="How many articles are under way at once."),
    ] = None


@dataclass(frozen=True)
class Asking:
    """Which model is asked, and for how much."""

    model: Annotated[
        str | None,
        typer.Option("--model", metavar="NAME", help="The model to ask; else LLM_EXTRACT_MODEL."),
    ] = None
    replay: Annotated[
        Path | None,
        typer.Option(
            "--replay",
            metavar="DIR",
            help="Take the model's replies from a recording; what it does not hold is an error.",
        ),
    ] = None
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="DIR", help="Keep the model's replies as a recording."),
    ] = None
    max_cost_usd: Annotated[
        float | None,
        typer.Option("--max-cost-usd", metavar="X", help="Ask no more once this much is spent."),
    ] = None
    max_requests: Annotated[
        int | None,
        typer.Option("--max-requests", metavar="N", help="Ask no more than so many times."),
    ] = None


@dataclass(frozen=True)
class Making:
    """How one record is made of the sources, and how it is told and shown."""

    policy: PolicyName = None
    overrides: Overrides = None
    evidence: Annotated[
        str | None,
        typer.Option(
            "--evidence",
            metavar="full|sentences",
            help="What report.html shows of each source: its text, or the cited sentences only,"
            " for a page that is passed on.",
        ),
    ] = None
    word_with_model: WordWithModel = False

    def chosen(self) -> dict[str, object]:
        """The settings given by hand, by name; None for one that was not."""
        return {
            "policy": self.policy,
            "overrides": self.overrides,
            "evidence": self.evidence,
            "wording": "model" if self.word_with_model else None,
        }


@dataclass(frozen=True)
class Manner:
    """Whether it is done or only rehearsed, and who reads what is printed."""

    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be read and sent; do neither.")
    ] = False
    as_json: AsJson = False


def settings(*groups: Reader | Asking, **given: object) -> Settings:
    """The settings in force, with what was given by hand.

    A recording holds a model's replies: to name one is to choose the model extractor, where none is
    chosen.

    Raises:
        SettingsError: a setting is wrong.
    """
    from llm_extract.settings import load  # noqa: PLC0415 - so that --help is quick

    by_hand = {name: value for group in groups for name, value in vars(group).items()} | given
    if by_hand.get("replay") is not None and by_hand.get("extractor") is None:
        by_hand["extractor"] = "model"
    return load(**by_hand)
