"""Options that belong together reach a command as one record."""

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from llm_extract.cli.grouped import grouped


@dataclass(frozen=True)
class Route:
    """Where to."""

    start: Annotated[str, typer.Argument()]
    stops: Annotated[int, typer.Option("--stops")] = 3


def said(*arguments: str) -> str:
    app = typer.Typer()

    @app.command()
    @grouped
    def drive(*, loud: Annotated[bool, typer.Option("--loud")] = False, route: Route) -> int:
        """Drive along."""
        typer.echo(f"{route} {loud}")
        return 0

    return CliRunner().invoke(app, arguments).output


def test_each_field_of_a_record_is_an_option_and_the_command_gets_the_record():
    assert said("Orlo", "--stops", "7", "--loud") == "Route(start='Orlo', stops=7) True\n"


def test_a_field_that_is_not_given_has_the_records_own_default():
    assert said("Orlo") == "Route(start='Orlo', stops=3) False\n"


def test_the_help_lists_the_fields_and_the_commands_own_words():
    told = said("--help")
    assert "--stops" in told
    assert "Drive along." in told
