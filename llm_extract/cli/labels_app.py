"""The `eval labels` commands and their help. What they do stands in `labelling`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from llm_extract.cli import options
from llm_extract.cli.codes import EVAL_IN_WORDS
from llm_extract.cli.epilog import ending

_SET = Path("evals/gold/stories")
_after = partial(ending, codes=EVAL_IN_WORDS)

labels = typer.Typer(
    name="labels",
    help="Labels in and out, as forms or by Label Studio; agreement.",
    rich_markup_mode=None,
    epilog=_after(
        "llm-extract eval labels check form.yaml",
        "llm-extract eval labels form quay-market/01-atlas-dispatch > form.yaml",
        "llm-extract eval labels agreement",
        "llm-extract eval labels COMMAND --help",
    ),
)

_Forms = Annotated[
    list[Path],
    typer.Argument(
        metavar="FORM...", show_default=False, help="YAML files, as docs/labelling.md has them."
    ),
]
_Names = Annotated[
    list[str],
    typer.Argument(metavar="STORY[/NAME]...", show_default=False, help="Documents, or a story's."),
]
_Folder = Annotated[
    Path, typer.Option("--set", metavar="DIR", help="The folder of gold.", show_default=True)
]
_By = Annotated[
    str | None,
    typer.Option("--by", metavar="LETTER", help="One reader's labels; else the settled ones."),
]
_Settled = Annotated[
    bool, typer.Option("--settled", help="These are gold, and not one reader's labels.")
]


@labels.command("check", epilog=_after("llm-extract eval labels check forms/*.yaml"))
def check_forms(forms: _Forms, *, folder: _Folder = _SET) -> int:
    """Say where a form is broken, if it is. A document's form is held to its text, a story's to
    the settled labels of its documents.
    """
    from llm_extract.cli.labelling import check  # noqa: PLC0415 - loaded when called

    return check(folder, forms)


@labels.command("store", epilog=_after("llm-extract eval labels store forms/*.yaml --settled"))
def store_forms(forms: _Forms, *, settled: _Settled = False, folder: _Folder = _SET) -> int:
    """Write the labels of forms into the set."""
    from llm_extract.cli.labelling import store_all  # noqa: PLC0415 - loaded when called

    return store_all(folder, forms, settled=settled)


@labels.command(
    "form", epilog=_after("llm-extract eval labels form quay-market/01-atlas-dispatch --by a")
)
def show_form(
    names: _Names, *, by: _By = None, folder: _Folder = _SET, out: options.OutFile = None
) -> int:
    """Labels as a form, to read, mend and store again."""
    from llm_extract.cli.labelling import forms  # noqa: PLC0415 - loaded when called

    return forms(folder, names, by, out)


@labels.command("review", epilog=_after("llm-extract eval labels review quay-market --out s.md"))
def review_sheet(
    names: _Names, *, by: _By = None, folder: _Folder = _SET, out: options.OutFile = None
) -> int:
    """A sheet for a person to confirm or correct. Each sentence has its labels and room for a
    verdict.
    """
    from llm_extract.cli.labelling import review  # noqa: PLC0415 - loaded when called

    return review(folder, names, by, out)


@labels.command(
    "export", epilog=_after("llm-extract eval labels export quay-market --out tasks.json")
)
def export_tasks(
    names: _Names, *, by: _By = None, folder: _Folder = _SET, out: options.OutFile = None
) -> int:
    """Labels as Label Studio tasks. The labelling interface that they want follows as a remark."""
    from llm_extract.cli.labelling import export  # noqa: PLC0415 - loaded when called

    return export(folder, names, by, out)


@labels.command("import", epilog=_after("llm-extract eval labels import export.json --settled"))
def import_tasks(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", show_default=False, help="The export, raw JSON.")
    ],
    *,
    settled: _Settled = False,
    folder: _Folder = _SET,
) -> int:
    """Take labels from Label Studio's raw JSON. Every quotation is held to its offsets."""
    from llm_extract.cli.labelling import import_all  # noqa: PLC0415 - loaded when called

    return import_all(folder, file, settled=settled)


@labels.command("agreement", epilog=_after("llm-extract eval labels agreement"))
def show_agreement(
    *,
    one: Annotated[str, typer.Option("--one", metavar="LETTER", help="Whose are the gold.")] = "a",
    other: Annotated[str, typer.Option("--other", metavar="LETTER", help="Whose answer.")] = "b",
    folder: _Folder = _SET,
    as_json: options.AsJson = False,
) -> int:
    """Say how far two readers of the same documents agree. The scorer is that which grades
    programs.
    """
    from llm_extract.cli.labelling import agreement  # noqa: PLC0415 - loaded when called

    return agreement(folder, one, other, as_json=as_json)
