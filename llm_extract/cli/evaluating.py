"""`eval`: read a set and keep the run, score it again, compare two, pass or refuse, report."""

from __future__ import annotations

import time
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from llm_extract.cli.codes import (
    GOOD,
    INCOMPLETE,
    NOT_COMPARABLE,
    SOME_FAILED,
    code_of,
)
from llm_extract.cli.eval_sets import articles, ceilings, opened, where
from llm_extract.cli.outfile import give
from llm_extract.cli.screen import complain, harmless, remark_all, say, say_json, watch
from llm_extract.errors import SettingsError
from llm_extract.evals import folders
from llm_extract.evals.compare import Comparison, Difference
from llm_extract.evals.gate import (
    Gates,
    Judgement,
    SetGates,
    State,
    barriers,
    compared,
    judge,
    load_gates,
)
from llm_extract.evals.intervals import Estimate, by_slot, by_tag
from llm_extract.evals.reports import facts
from llm_extract.evals.reports.junit import junit
from llm_extract.evals.reports.markdown import comparison_markdown, gate_markdown, run_markdown
from llm_extract.evals.reports.page import comparison_page, run_page
from llm_extract.evals.reports.table import comparison_table, gate_table, run_table, slices_table
from llm_extract.evals.runs import Circumstances, Plan, SavedRun, Selection, moved, read, rescored
from llm_extract.outputs import OutputFolder, versions
from llm_extract.records.article import Failure
from llm_extract.records.incidents import Extraction
from llm_extract.settings import Settings
from llm_extract.wiring import build

GATES_FILE = Path("evals/gates.toml")
_RUNS = Path("out/evals")


# ---------------------------------------------------------------- run


@dataclass(frozen=True)
class Asked:
    """What `eval run` is asked for."""

    selection: Selection
    settings: Settings
    repeat: int = 1
    out: Path | None = None
    as_json: bool = False


def run_eval(asked: Asked) -> int:
    """Read a set, score it, keep the run; the exit code.

    Raises:
        SettingsError: a setting is wrong, or there is no such set.
        GoldError: the answers are broken; nothing was read.
        OutputError: the run's folder cannot be used; nothing was read.
    """
    evalset = opened(asked.selection)
    if not evalset.articles():
        raise SettingsError(f"SET: {evalset.name} holds no document under these options")
    pipeline = build(asked.settings)
    if asked.repeat > 1 and pipeline.extractor.id.name == "rules":
        raise SettingsError("--repeat: rules read the same every time; it is for a model")
    plan = Plan.of(pipeline, evalset, asked.selection, asked.settings.public(), asked.repeat)
    plan = replace(plan, ceilings=ceilings(asked.selection))
    folder = _folder(asked.out or _RUNS / plan.folder_name, asked.selection)
    circumstances = Circumstances(datetime.now(UTC), time.perf_counter, versions())
    with pipeline, watch() as watcher:
        run = read(pipeline, plan, circumstances, watcher)
    _keep(run, folder)
    every = [one for outcomes in run.outcomes for one in outcomes]
    failures = [one for one in every if isinstance(one, Failure)]
    code = code_of([one for one in every if isinstance(one, Extraction)], failures)
    remark_all(failures, ())
    _tell(run, folder.path, code, as_json=asked.as_json)
    return code


def _folder(path: Path, selection: Selection) -> OutputFolder:
    inputs = [Path(one) for one in (selection.data, selection.given) if one]
    folder = OutputFolder.at(path, inputs)
    folder.open()
    return folder


def _keep(run: SavedRun, folder: OutputFolder) -> None:
    folder.write(folders.files(run), run.about.model_dump(mode="json"))


def _tell(run: SavedRun, path: Path, code: int, *, as_json: bool) -> None:
    if as_json:
        say_json(_summary(run, path, code))
        return
    say(run_table(run))
    say(f"kept in {path}")


def _summary(run: SavedRun, path: Path, code: int) -> dict[str, object]:
    about, units = run.about, run.scored.units
    told = about.model_dump(mode="json")
    return {
        "suite": about.suite,
        "n": len(units),
        "failed": sum(unit.failed for unit in units),
        "extractor": about.extractor.name,
        "metrics": {
            name: {key: one[key] for key in ("value", "low", "high", "n")}
            for name, one in told["results"].items()
        },
        "by_slot": {
            slot: {name: _figures(one) for name, one in figures.items()}
            for slot, figures in by_slot(units).items()
        },
        "by_tag": {tag: _figures(one) for tag, one in by_tag(run.scored.declared, units).items()},
        "primary": about.primary,
        "model": about.extractor.model,
        "prompt": about.extractor.prompt,
        "documents": about.documents,
        "documents_failed": about.failed,
        **{name: told[name] for name in _ALSO},
        "out": str(path),
        "exit_code": code,
    }


_ALSO = (
    *(
        "unread",
        "failures_by_code",
        "unread_by_code",
        "ungrounded",
        "floors",
        "ceilings",
        "columns",
        "spread",
        "readings",
    ),
    *("hashes", "spent", "latency"),
)


def _figures(one: Estimate) -> dict[str, float | None]:
    return {"value": one.value, "low": one.low, "high": one.high, "n": one.n}


# ---------------------------------------------------------------- rescore


def rescore(path: Path, data: str | None, accepted: AbstractSet[str], *, as_json: bool) -> int:
    """Score a kept run again, and keep what comes of it; the exit code.

    Raises:
        RecordError: the folder holds no whole run.
        SettingsError: the set is not where it was.
    """
    run = folders.load(path)
    selection = where(run, data)
    evalset = opened(selection)
    changes = moved(run, evalset)
    refused = [name for name in changes if name not in accepted]
    if refused:
        for name in refused:
            complain(f"{path}: {_REFUSED[name]}: it was {changes[name]}{_how(name)}")
        return NOT_COMPARABLE
    again = rescored(run, evalset, ceilings(selection))
    folder = OutputFolder.at(path)
    _keep(again, folder)
    _tell(again, path, GOOD, as_json=as_json)
    return GOOD


_REFUSED = {
    "gold": "the answers (gold) are no longer those it was scored against",
    "documents": "the set no longer holds the documents that were read",
    "matcher": "the rules of scoring (matcher) are no longer those it was scored by",
}


def _how(name: str) -> str:
    if name == "documents":
        return "; read the set again"
    return f"; --accept-new-{name} scores it as they are now"


# ---------------------------------------------------------------- compare


def compare(a: Path, b: Path, gates: Path | None, data: str | None, *, as_json: bool) -> int:
    """Print two runs side by side; the exit code.

    Raises:
        RecordError: a folder holds no whole run.
    """
    before, after = folders.load(a), folders.load(b)
    if _barred(before, after):
        return NOT_COMPARABLE
    asked = _gates(gates).of(before.about.suite)
    comparison = compared(before.scored, after.scored, asked)
    if as_json:
        say_json(_compared(before, after, comparison))
    else:
        library = facts.Library(articles(before, data))
        say(comparison_table(before, after, comparison, library))
    return GOOD


def _barred(before: SavedRun, after: SavedRun) -> bool:
    reasons = barriers(before, after)
    for why in reasons:
        complain(f"the runs cannot be compared: {why}")
    return bool(reasons)


def _compared(before: SavedRun, after: SavedRun, comparison: Comparison) -> dict[str, object]:
    return {
        "suite": before.about.suite,
        "readings": {"a": before.about.readings, "b": after.about.readings, "compared": 1},
        "primary": comparison.primary.metric.name,
        "verdict": comparison.primary.verdict,
        "metrics": {one.metric.name: _difference(one) for one in comparison.differences},
        "fixed": len(comparison.changed("fixed")),
        "broken": len(comparison.changed("broken")),
    }


def _difference(one: Difference) -> dict[str, object]:
    return {
        "verdict": one.verdict,
        "why": one.why,
        "a": _figures(one.before),
        "b": _figures(one.after),
        "difference": {"value": one.value, "low": one.low, "high": one.high},
        "p": one.p,
        "adjusted_p": one.adjusted_p,
        "detectable": one.detectable,
        "fixed": one.fixed,
        "broken": one.broken,
    }


# ---------------------------------------------------------------- gate


def gate(a: Path, b: Path, gates: Path | None, form: str, out: Path | None) -> int:
    """Hold B to the gates against A; the exit code.

    Raises:
        SettingsError: the gates are broken, or the form is none of those there are.
        RecordError: a folder holds no whole run.
    """
    _one_of(form, ("table", "markdown", "junit"))
    before, after = folders.load(a), folders.load(b)
    asked = load_gates(gates or GATES_FILE).of(before.about.suite)
    judgement = judge(before, after, asked)
    if judgement.state is State.NOT_COMPARABLE:
        _barred(before, after)
    give(harmless(_judged(form, before, after, judgement)), out)
    return _code(judgement)


def _judged(form: str, before: SavedRun, after: SavedRun, judgement: Judgement) -> str:
    comparison = judgement.comparison
    if form == "junit":
        return junit(judgement, before.about.suite)
    if form == "table":
        return gate_table(judgement)
    told = gate_markdown(judgement)
    if comparison is None:
        return told
    return f"{told}\n{comparison_markdown(before, after, comparison)}"


def _code(judgement: Judgement) -> int:
    codes = {
        State.PASSED: GOOD,
        State.FAILED: SOME_FAILED,
        State.INCONCLUSIVE: judgement.gates.inconclusive,
        State.INCOMPLETE: INCOMPLETE,
        State.NOT_COMPARABLE: NOT_COMPARABLE,
    }
    return codes[judgement.state]


def _gates(path: Path | None) -> Gates:
    """The gates named; else those at their usual place, or none."""
    if path is None and not GATES_FILE.is_file():
        return Gates()
    return load_gates(path or GATES_FILE)


# ---------------------------------------------------------------- report


def report(
    paths: Sequence[Path], form: str, gates: Path | None, data: str | None, out: Path | None
) -> int:
    """Show one run or two in a form; the exit code.

    Raises:
        SettingsError: more than two runs, or a form that there is not for so many.
        RecordError: a folder holds no whole run.
    """
    most = 2
    if len(paths) > most:
        raise SettingsError("RUN: name one run, or two to compare")
    _one_of(form, ("table", "markdown", "junit", "html"))
    runs = [folders.load(path) for path in paths]
    if len(runs) == most and _barred(*runs):
        return NOT_COMPARABLE
    asked = _gates(gates).of(runs[0].about.suite)
    text = _of_two(runs, form, asked, data) if len(runs) == most else _of_one(runs[0], form, data)
    give(harmless(text), out)
    return GOOD


def _of_one(run: SavedRun, form: str, data: str | None) -> str:
    if form == "junit":
        raise SettingsError("--format junit: it tells of gates, which take two runs")
    if form == "html":
        return run_page(run, articles(run, data))
    return f"{run_table(run)}\n{slices_table([run])}" if form == "table" else run_markdown(run)


def _of_two(runs: Sequence[SavedRun], form: str, gates: SetGates, data: str | None) -> str:
    before, after = runs
    if form == "junit":
        return junit(judge(before, after, gates), before.about.suite)
    comparison = compared(before.scored, after.scored, gates)
    texts = articles(before, data)
    if form == "html":
        return comparison_page(before, after, comparison, texts)
    library = facts.Library(texts)
    if form == "markdown":
        return comparison_markdown(before, after, comparison, library)
    return f"{comparison_table(before, after, comparison, library)}\n{slices_table(runs)}"


def _one_of(form: str, forms: Sequence[str]) -> None:
    if form not in forms:
        raise SettingsError(f"--format: {form!r} is none of {', '.join(forms)}")
