"""The `eval` commands and their help. What they do stands in `evaluating`, loaded when called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from llm_extract.cli import options
from llm_extract.cli.codes import EVAL_IN_WORDS
from llm_extract.cli.epilog import ending
from llm_extract.cli.grouped import grouped
from llm_extract.cli.labels_app import labels
from llm_extract.errors import SettingsError

_RUN = "llm-extract eval run"
_after = partial(ending, codes=EVAL_IN_WORDS)

evals = typer.Typer(
    name="eval",
    help="Score readings against answers; compare two; pass or refuse.",
    rich_markup_mode=None,
    epilog=_after(
        f"{_RUN} stories --extractor rules",
        "llm-extract eval compare out/evals/A out/evals/B",
        "llm-extract eval gate out/evals/A out/evals/B",
        "llm-extract eval COMMAND --help",
    ),
)

_Set = Annotated[
    str,
    typer.Argument(
        metavar="SET",
        show_default=False,
        help="gva, isaf or muc4 (with --data), or a folder of gold, or its name in evals/gold.",
    ),
]
_Run = Annotated[
    Path, typer.Argument(metavar="RUN", show_default=False, help="The folder of a kept run.")
]
_Baseline = Annotated[
    Path, typer.Argument(metavar="A", show_default=False, help="The folder of the baseline's run.")
]
_Candidate = Annotated[
    Path, typer.Argument(metavar="B", show_default=False, help="The folder of the candidate's run.")
]
_Data = Annotated[
    str | None,
    typer.Option(
        "--data", metavar="PATH", help="The file a suite is read from, or where the set is now."
    ),
]
_Gates = Annotated[
    Path | None,
    typer.Option(
        "--gates", metavar="FILE", help="What is asked of a candidate; else evals/gates.toml."
    ),
]


@dataclass(frozen=True)
class _Documents:
    """Which set, and which documents of it."""

    given: _Set
    data: _Data = None
    split: Annotated[
        str | None,
        typer.Option(
            "--split", metavar="dev|test|all", help="Of gold, which part; dev if not said."
        ),
    ] = None
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="The first documents only.")
    ] = None
    sample: Annotated[
        int | None,
        typer.Option("--sample", metavar="N", min=1, help="Of a suite, so many drawn by --seed."),
    ] = None
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="What --sample draws by.")] = 0
    half: Annotated[
        int | None,
        typer.Option("--half", metavar="1|2", min=1, max=2, help="Of a suite, one half."),
    ] = None


@evals.command(
    "run",
    epilog=_after(
        f"{_RUN} stories --extractor rules",
        f"{_RUN} stories --split dev --prompt draft.md --max-cost-usd 2",
        f"{_RUN} gva --data gva.jsonl --half 1 --sample 50 --seed 7 --json",
        f"{_RUN} stories --model gpt-4.1-mini --repeat 3",
    ),
)
@grouped
def run_set(
    *,
    documents: _Documents,
    reader: options.Reader,
    asking: options.Asking,
    repeat: Annotated[
        int, typer.Option("--repeat", metavar="N", min=1, help="Read so often; tell the spread.")
    ] = 1,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="The run's folder; else one in out/evals."),
    ] = None,
    as_json: options.AsJson = False,
) -> int:
    """Read a set, score it, and keep the run."""
    from llm_extract.cli.eval_sets import selected  # noqa: PLC0415 - loaded when called
    from llm_extract.cli.evaluating import Asked, run_eval  # noqa: PLC0415 - the same

    settings = options.settings(reader, asking, wording="template")
    selection = selected(**vars(documents))
    return run_eval(Asked(selection, settings, repeat, out, as_json=as_json))


@evals.command("rescore", epilog=_after("llm-extract eval rescore out/evals/RUN"))
def rescore_run(
    run: _Run,
    *,
    data: _Data = None,
    accept_new_gold: Annotated[
        bool,
        typer.Option("--accept-new-gold", help="Score against the answers as they are now."),
    ] = False,
    accept_new_matcher: Annotated[
        bool,
        typer.Option("--accept-new-matcher", help="Score by the rules of this version."),
    ] = False,
    as_json: options.AsJson = False,
) -> int:
    """Score a kept run again, without reading anything."""
    from llm_extract.cli.evaluating import rescore  # noqa: PLC0415 - loaded when called

    accepted = {"gold": accept_new_gold, "matcher": accept_new_matcher}
    named = frozenset(name for name, accept in accepted.items() if accept)
    return rescore(run, data, named, as_json=as_json)


@evals.command("compare", epilog=_after("llm-extract eval compare out/evals/A out/evals/B"))
def compare_runs(
    a: _Baseline,
    b: _Candidate,
    *,
    gates: _Gates = None,
    data: _Data = None,
    as_json: options.AsJson = False,
) -> int:
    """Say whether B is better than A. Both are runs of one set; it also says what difference the
    set could have shown.
    """
    from llm_extract.cli.evaluating import compare  # noqa: PLC0415 - loaded when called

    return compare(a, b, gates, data, as_json=as_json)


@evals.command(
    "gate",
    epilog=_after(
        "llm-extract eval gate out/evals/A out/evals/B",
        "llm-extract eval gate A B --format markdown --out summary.md",
    ),
)
def gate_candidate(
    a: _Baseline,
    b: _Candidate,
    *,
    gates: _Gates = None,
    form: Annotated[
        str, typer.Option("--format", metavar="table|markdown|junit", help="The form it takes.")
    ] = "table",
    out: options.OutFile = None,
) -> int:
    """Pass or refuse B by what the gates ask of it against A."""
    from llm_extract.cli.evaluating import gate  # noqa: PLC0415 - loaded when called

    return gate(a, b, gates, form, out)


@evals.command(
    "report",
    epilog=_after(
        "llm-extract eval report out/evals/RUN",
        "llm-extract eval report A B --format html --out errors.html",
    ),
)
def report_runs(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN [RUN]", show_default=False, help="One or two.")
    ],
    *,
    form: Annotated[
        str,
        typer.Option("--format", metavar="table|markdown|junit|html", help="The form it takes."),
    ] = "table",
    gates: _Gates = None,
    data: _Data = None,
    out: options.OutFile = None,
) -> int:
    """Show one run, or two side by side."""
    from llm_extract.cli.evaluating import report  # noqa: PLC0415 - loaded when called

    return report(runs, form, gates, data, out)


@evals.command(
    "stories",
    epilog=_after(
        "llm-extract eval stories stories",
        "llm-extract eval stories stories --run out/evals/RUN",
        "llm-extract eval stories stories --by b",
    ),
)
def score_stories(
    given: Annotated[
        str,
        typer.Argument(metavar="SET", show_default=False, help="A folder of gold, or its name."),
    ],
    *,
    split: Annotated[
        str, typer.Option("--split", metavar="dev|test|all", help="Which part of it.")
    ] = "dev",
    run: Annotated[
        Path | None,
        typer.Option("--run", metavar="RUN", help="Of what a run read; else of the labels."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="READER", help="Score story.READER.json, and merge nothing."),
    ] = None,
    as_json: options.AsJson = False,
) -> int:
    """Score linking, disagreements and origins. The documents are merged, and the result is held
    to the stories as they were settled. With --by, a second reader is held to them instead: how
    far two agree says how settled the task is.
    """
    from llm_extract.cli.eval_stories import second_reader, stories  # noqa: PLC0415 - when called

    if by is None:
        return stories(given, split, run, as_json=as_json)
    if run is not None:
        raise SettingsError("--by, --run: one of them; a reader is no run")
    return second_reader(given, split, by, as_json=as_json)


@evals.command(
    "hostile",
    epilog=_after(
        "llm-extract eval hostile --extractor rules",
        "llm-extract eval hostile --position end --max-cost-usd 2",
    ),
)
@grouped
def expose_to_hostile(
    *,
    folder: Annotated[
        Path, typer.Option("--set", metavar="DIR", help="Payloads and the articles they go into.")
    ] = Path("evals/hostile"),
    position: Annotated[
        str | None,
        typer.Option("--position", metavar="WHERE", help="start, middle or end; else all three."),
    ] = None,
    reader: options.Reader,
    asking: options.Asking,
    as_json: options.AsJson = False,
) -> int:
    """Plant hostile passages in articles. It tells which of them move the reading."""
    from llm_extract.cli.hostile import expose  # noqa: PLC0415 - loaded when called

    settings = options.settings(reader, asking, wording="template")
    return expose(folder, position, settings, as_json=as_json)


@evals.command(
    "lint-gold",
    epilog=_after(
        "llm-extract eval lint-gold",
        "llm-extract eval lint-gold --prompts my-prompts/ --foreign ../texts-of-others",
    ),
)
def lint_set(
    *,
    folder: Annotated[
        Path, typer.Option("--set", metavar="DIR", help="The folder of gold.")
    ] = Path("evals/gold/stories"),
    prompts: Annotated[
        list[Path] | None,
        typer.Option("--prompts", metavar="PATH", help="Prompts that must share no words with it."),
    ] = None,
    foreign: Annotated[
        list[Path] | None,
        typer.Option("--foreign", metavar="PATH", help="Texts of others, the same."),
    ] = None,
) -> int:
    """Name every fault of a set of labels. Offsets, hashes, schema, names that lead nowhere, and
    words in a row that stand in prompts or in texts of others.
    """
    from llm_extract.cli.labelling import lint_all  # noqa: PLC0415 - loaded when called

    return lint_all(folder, prompts or [Path("prompts")], foreign or [])


evals.add_typer(labels)
