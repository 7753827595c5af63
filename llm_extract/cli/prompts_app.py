"""The `prompts` commands and their help. What they do stands in `prompting`, loaded when called."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from llm_extract.cli.codes import IN_WORDS
from llm_extract.cli.epilog import ending

_after = partial(ending, codes=IN_WORDS)

prompts = typer.Typer(
    name="prompts",
    help="List, show, compare and try prompts.",
    rich_markup_mode=None,
    epilog=_after(
        "llm-extract prompts list",
        "llm-extract prompts diff extract/v1 draft.md",
        "llm-extract prompts preview extract report.txt",
    ),
)
_PromptArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE",
        show_default=False,
        help="A released prompt, as extract or extract/v1, or a draft.",
    ),
]


@prompts.command("list", epilog=_after("llm-extract prompts list"))
def list_prompts() -> int:
    """Every released prompt, its hash, and why it was made."""
    from llm_extract.cli.prompting import list_all  # noqa: PLC0415 - loaded when called

    return list_all()


@prompts.command("show", epilog=_after("llm-extract prompts show extract/v1"))
def show_prompt(prompt: _PromptArgument) -> int:
    """A prompt as it is sent, without an article."""
    from llm_extract.cli.prompting import show  # noqa: PLC0415 - loaded when called

    return show(prompt)


@prompts.command("diff", epilog=_after("llm-extract prompts diff extract/v1 draft.md"))
def diff_prompts(old: _PromptArgument, new: _PromptArgument) -> int:
    """The lines that differ between two prompts."""
    from llm_extract.cli.prompting import diff  # noqa: PLC0415 - loaded when called

    return diff(old, new)


@prompts.command("preview", epilog=_after("llm-extract prompts preview extract report.txt"))
def preview_prompt(
    prompt: _PromptArgument,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", show_default=False, help="The file of an article.")
    ],
) -> int:
    """What would be sent about an article, to the letter. Its tokens are estimated, and nothing is
    sent.
    """
    from llm_extract.cli.prompting import preview  # noqa: PLC0415 - loaded when called

    return preview(prompt, article)
