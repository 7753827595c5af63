"""The `dev` commands and their help. What they do stands in the modules they load when called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llm_extract.cli.epilog import ending
from llm_extract.cli.grouped import grouped

if TYPE_CHECKING:
    from llm_extract.dev.plans import Plan

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


@dataclass(frozen=True)
class _Faults:
    """Which requests fail, and how."""

    script: Annotated[
        Path | None,
        typer.Option(
            "--script",
            metavar="FILE",
            help="Faults in order, one a line, as reset or hang=5; after the last all goes well.",
        ),
    ] = None
    rate: Annotated[
        float | None,
        typer.Option(
            "--rate", metavar="0..1", help="The share of requests that fail; 0.3 if not said."
        ),
    ] = None
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="N", help="The same seed brings the same faults; 0 if not said."
        ),
    ] = None
    among: Annotated[
        list[str] | None,
        typer.Option(
            "--among",
            metavar="FAULT",
            help="Draw from these faults; else from all that do not end a run. Repeatable.",
        ),
    ] = None

    def plan(self) -> Plan:
        """The faults of the script, else by lot.

        Raises:
            SettingsError: the script cannot be read, names what is no fault, or is not alone.
        """
        from llm_extract.cli.faults import drawn, scripted  # noqa: PLC0415 - loaded when called
        from llm_extract.errors import SettingsError  # noqa: PLC0415 - the same

        if self.script is None:
            rate = 0.3 if self.rate is None else self.rate
            return drawn(rate, self.seed or 0, self.among or ())
        if (self.rate, self.seed, self.among) != (None, None, None):
            raise SettingsError(
                "--script: it says what fails; leave out --rate, --seed and --among, which draw it"
            )
        return scripted(self.script)


@dev.command(
    "fault-server",
    epilog=ending(
        f"{_SERVER} --rate 0.3 --seed 7",
        f"{_SERVER} --rate 0.5 --among reset --among rate_limited=2 --delay-s 0.2",
        f"{_SERVER} --script faults.txt --reply reply.json --port 8080",
        f"{_SERVER} --list",
    ),
)
@grouped
def fault_server(
    *,
    faults: _Faults,
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
        int,
        typer.Option(
            "--port", metavar="N", min=0, max=65535, help="Where to listen; 0 takes a free one."
        ),
    ] = 0,
    list_faults: Annotated[
        bool, typer.Option("--list", help="List the faults, and what their amounts mean.")
    ] = False,
) -> int:
    """Serve an endpoint on this machine that fails on purpose. It is OpenAI-compatible; each
    request it gets is a line of JSON on standard output. Ctrl-C ends it.
    """
    from llm_extract.cli.faults import list_all, serve  # noqa: PLC0415 - loaded when called

    return list_all() if list_faults else serve(faults.plan(), reply, delay_s, port)
