"""The commands and their help. What they do stands in the modules they load when called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from llm_extract.cli import options
from llm_extract.cli.codes import IN_WORDS, USAGE
from llm_extract.cli.dev_app import dev
from llm_extract.cli.epilog import ending
from llm_extract.cli.eval_app import evals
from llm_extract.cli.grouped import grouped
from llm_extract.cli.prompts_app import prompts


def _after(*examples: str, extra: str = "") -> str:
    return ending(*examples, codes=f"{IN_WORDS} {extra}")


app = typer.Typer(
    name="llm-extract",
    add_completion=False,
    # Help is plain text: it loads in a third of the time, and reads the same in a pipe.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_after(
        "llm-extract run examples/border-town --out out/border-town", "llm-extract COMMAND --help"
    ),
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - the form typer calls it in
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only --version needs it

        typer.echo(f"llm-extract {version('llm-extract')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001, FBT002 - typer calls _print_version with it
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Contradicting reports of one violent incident in; one sourced, neutral record of who says
    what out.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(USAGE)


@app.command(
    epilog=_after(
        "llm-extract run examples/border-town --out out/border-town",
        "llm-extract run a.txt b.html c.jsonl --out out/story --evidence sentences",
        "llm-extract run --manifest articles.csv --out out/week --policy acled_min",
        "llm-extract run reports/ --dry-run",
        "llm-extract run reports/ --model gpt-4.1-mini --max-cost-usd 2",
        "llm-extract run reports/ --overrides overrides.yaml",
        "llm-extract run examples/border-town --replay evals/recordings/border-town",
    )
)
@grouped
def run(
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder that is written.")
    ] = Path("out"),
    reader: options.Reader,
    asking: options.Asking,
    making: options.Making,
    sources: options.Sources,
    manner: options.Manner,
) -> int:
    """Read articles; write report, briefing and tables."""
    from llm_extract.cli.running import Asked, rehearse, run_all  # noqa: PLC0415 - loaded when called

    chosen = making.chosen()
    settings = options.settings(reader, asking, **chosen, max_bytes=sources.max_bytes)
    asked = Asked(sources.named(), out, sources.reading(settings), settings, as_json=manner.as_json)
    return rehearse(asked) if manner.dry_run else run_all(asked)


@app.command(
    epilog=_after(
        "llm-extract extract reports/ --out extractions.jsonl --articles articles.jsonl",
        "llm-extract extract - < report.txt",
    )
)
@grouped
def extract(
    *,
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Where extractions go; - to print them.")
    ] = "-",
    articles: Annotated[
        str | None,
        typer.Option(
            "--articles", metavar="FILE", help="Where the articles go, as merge wants them."
        ),
    ] = None,
    reader: options.Reader,
    asking: options.Asking,
    sources: options.Sources,
) -> int:
    """Read each article alone; write what it says."""
    from llm_extract.cli.stages import extract_all  # noqa: PLC0415 - loaded when called

    settings = options.settings(reader, asking, max_bytes=sources.max_bytes, wording="template")
    return extract_all(settings, sources.reading(settings), sources.named(), out, articles)


@app.command(
    epilog=_after(
        "llm-extract merge articles.jsonl extractions.jsonl --out consensus.json",
        "llm-extract merge articles.jsonl extractions.jsonl | llm-extract brief -",
    )
)
def merge(
    articles: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLES.jsonl", show_default=False, help="What extract wrote by --articles."
        ),
    ],
    extractions: Annotated[
        str,
        typer.Argument(
            metavar="EXTRACTIONS.jsonl", show_default=False, help="What extract wrote by --out."
        ),
    ],
    *,
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Where the records go; - to print them.")
    ] = "-",
    policy: options.PolicyName = None,
    overrides: options.Overrides = None,
) -> int:
    """Set side by side who says what, story by story."""
    from llm_extract.cli.stages import merge_all  # noqa: PLC0415 - loaded when called

    # No article is read here, so no model is needed, whatever the environment names.
    settings = options.settings(
        policy=policy, overrides=overrides, extractor="rules", wording="template"
    )
    return merge_all(settings, articles, extractions, out)


@app.command(
    epilog=_after(
        "llm-extract brief out/consensus.json",
        "llm-extract brief consensus.json --json --out briefing.json",
    )
)
@grouped
def brief(
    consensus: Annotated[
        str,
        typer.Argument(
            metavar="CONSENSUS.json",
            show_default=False,
            help="What run or merge wrote; - for standard input.",
        ),
    ],
    *,
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Where the briefing goes; - to print it.")
    ] = "-",
    asking: options.Asking,
    word_with_model: options.WordWithModel = False,
    as_json: options.AsJson = False,
) -> int:
    """Write the briefing of stored records.

    A model is asked for its wording only with --word-with-model.
    """
    from llm_extract.cli.stages import brief_all  # noqa: PLC0415 - loaded when called

    settings = options.settings(
        asking, extractor="rules", wording="model" if word_with_model else None
    )
    return brief_all(settings, consensus, out, as_json=as_json)


@app.command(
    epilog=_after(
        "llm-extract lint summary.md --against out/consensus.json",
        "llm-extract lint - --against consensus.json --articles articles.jsonl --json < text",
        extra="Of lint: 0 nothing found; 1 findings; 2 wrong usage.",
    )
)
def lint(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", show_default=False, help="The summary; - for standard input."
        ),
    ],
    *,
    against: Annotated[
        str, typer.Option("--against", metavar="CONSENSUS.json", help="The record of the story.")
    ],
    articles: Annotated[
        str | None,
        typer.Option(
            "--articles",
            metavar="FILE",
            help="articles.jsonl: look for names and quotations in the whole texts.",
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> int:
    """Check a summary by anyone against a record."""
    from llm_extract.cli.lint import lint as check  # noqa: PLC0415 - loaded when called

    return check(file, against, articles, as_json=as_json)


app.add_typer(prompts)
app.add_typer(evals)
app.add_typer(dev)


@app.command(
    epilog=_after(
        "llm-extract doctor",
        "llm-extract doctor --json",
        "llm-extract doctor --probe",
    )
)
def doctor(
    *,
    probe: Annotated[
        bool,
        typer.Option("--probe", help="Ask the endpoint which output modes it takes: four calls."),
    ] = False,
    as_json: options.AsJson = False,
) -> int:
    """Say what is installed, set, and would be used."""
    from llm_extract.cli.examine import examine  # noqa: PLC0415 - loaded when called

    return examine(as_json=as_json, ask=probe)
