"""The `dev` commands and their help. What they do stands in the modules they load when called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from llm_extract.cli.epilog import ending

_SERVER = "llm-extract dev fault-server"

dev = typer.Typer(
    name="dev",
    help="Try this package out against an endpoint that fails.",
    rich_markup_mode=None,
    epilog=ending(f"{_SERVER} --list", f"{_SERVER} --help"),
)


@dev.callback()
def _group() -> None:
    """Keep `dev` a group while it has one command."""


@dev.command(
    "fault-server",
    epilog=ending(
        f"{_SERVER} --rate 0.3 --seed 7",
        f"{_SERVER} --rate 0.5 --among reset --among rate_limited=2 --delay-s 0.2",
        f"{_SERVER} --script faults.txt --reply reply.json --port 8080",
        f"{_SERVER} --list",
    ),
)
def fault_server(  # noqa: PLR0913 - the options of the command, all by name
    *,
    script: Annotated[
        Path | None,
        typer.Option(
            "--script",
            metavar="FILE",
            help="Faults in order, one a line, as reset or hang=5; after the last all goes well.",
        ),
    ] = None,
    rate: Annotated[
        float, typer.Option("--rate", metavar="0..1", help="The share of requests that fail.")
    ] = 0.3,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="The same seed brings the same faults.")
    ] = 0,
    among: Annotated[
        list[str] | None,
        typer.Option(
            "--among",
            metavar="FAULT",
            help="Draw from these faults; else from all that do not end a run. Repeatable.",
        ),
    ] = None,
    reply: Annotated[
        Path | None,
        typer.Option(
            "--reply",
            metavar="FILE",
            help="What a sound answer says; else the least that the request's schema allows.",
        ),
    ] = None,
    delay_s: Annotated[
        float, typer.Option("--delay-s", metavar="S", help="Seconds before each answer.")
    ] = 0.0,
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="Where to listen; 0 takes a free one.")
    ] = 0,
    list_faults: Annotated[
        bool, typer.Option("--list", help="List the faults, and what their amounts mean.")
    ] = False,
) -> int:
    """Serve an endpoint on this machine that fails on purpose. It is OpenAI-compatible; each
    request it gets is a line of JSON on standard output. Ctrl-C ends it.
    """
    from llm_extract.cli import faults  # noqa: PLC0415 - loaded when called

    if list_faults:
        return faults.list_all()
    plan = faults.scripted(script) if script else faults.drawn(rate, seed, among or ())
    return faults.serve(plan, reply, delay_s, port)
