"""`eval labels`: forms and tasks into a set and out of it, its faults, and agreement."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from llm_extract.briefing import check_briefing
from llm_extract.cli.codes import GOOD, NOT_COMPARABLE, USAGE
from llm_extract.cli.eval_sets import opened, selected
from llm_extract.cli.outfile import give
from llm_extract.cli.screen import complain, remark, say, say_json
from llm_extract.errors import GoldError, SettingsError
from llm_extract.evals import folders
from llm_extract.evals.answers import text_of
from llm_extract.evals.gold import GoldSet, ceiling, label_studio
from llm_extract.evals.gold.labels import check as checked
from llm_extract.evals.gold.labels import keep, store, write_form
from llm_extract.evals.gold.lint import lint
from llm_extract.evals.gold.reading import articles, read_labels, read_manifest
from llm_extract.evals.gold.records import GoldDocument, GoldStory
from llm_extract.evals.gold.review import sheet
from llm_extract.evals.gold.side_by_side import labelled_outcomes, score_side_by_side
from llm_extract.evals.intervals import estimates
from llm_extract.evals.reports.facts import reach, share
from llm_extract.evals.scores import Column, Scored
from llm_extract.evals.sets import Outcomes
from llm_extract.evals.suites import Suite
from llm_extract.pipeline import Pipeline
from llm_extract.records.article import Article
from llm_extract.records.base import counted
from llm_extract.records.incidents import Extraction
from llm_extract.settings import load
from llm_extract.wiring import build


def check(folder: Path, forms: Sequence[Path]) -> int:
    """Say of each form what it holds.

    Raises:
        GoldError: the first that is broken.
    """
    for form, gold in zip(forms, checked(folder, forms), strict=True):
        say(f"{form}: {_held(gold)}")
    return GOOD


def _held(labels: GoldDocument | GoldStory) -> str:
    match labels:
        case GoldDocument():
            incidents = counted(len(labels.incidents), "incident", "incidents")
            return f"{incidents}, {counted(len(labels.claims()), 'claim', 'claims')}"
        case GoldStory():
            clusters = counted(len(labels.clusters), "cluster", "clusters")
            disputes = counted(len(labels.disagreements), "disagreement", "disagreements")
            return f"{clusters}, {disputes}"


def store_all(folder: Path, forms: Sequence[Path], *, settled: bool) -> int:
    """Write the labels of forms, and say where."""
    for path in store(folder, forms, settled=settled):
        say(str(path))
    return GOOD


def forms(folder: Path, names: Sequence[str], by: str | None, out: Path | None) -> int:
    """Labels as forms; several follow each other as YAML documents do."""
    found = [write_form(gold) for gold, _ in _named(folder, names, by)]
    return _give("---\n".join(found), out)


def review(folder: Path, names: Sequence[str], by: str | None, out: Path | None) -> int:
    """Labels as a sheet for a person."""
    found = [sheet(gold, article) for gold, article in _named(folder, names, by)]
    return _give("\n".join(found), out)


def export(folder: Path, names: Sequence[str], by: str | None, out: Path | None) -> int:
    """Labels as a list of Label Studio tasks."""
    tasks = [label_studio.as_task(*pair) for pair in _named(folder, names, by)]
    remark("Label Studio wants this labelling interface:")
    for line in label_studio.CONFIG.splitlines():
        remark(line)
    return _give(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", out)


def import_all(folder: Path, file: Path, *, settled: bool) -> int:
    """Write the labels of an export, and say where.

    Raises:
        GoldError: it cannot be read, or its words are not those of the texts.
    """
    text = text_of(file)
    texts = {
        f"{story}/{name}": article
        for story in read_manifest(folder).stories
        for name, article in articles(folder / story).items()
    }
    for gold in label_studio.read_tasks(text, texts, str(file)):
        say(str(keep(folder, gold, settled=settled)))
    return GOOD


def lint_all(folder: Path, prompts: Sequence[Path], foreign: Sequence[Path]) -> int:
    """Say every fault of a set; any is a reason to refuse it."""
    faults = lint(folder, list(_files(prompts)), list(_files(foreign)))
    for fault in faults:
        complain(str(fault))
    if not faults:
        say(f"{folder}: no faults")
    return USAGE if faults else GOOD


def stories(given: str, split: str, run: Path | None, *, as_json: bool) -> int:
    """Say how well documents are linked, set against each other and led back to origins; the exit
    code. A run that did not read these very documents is refused.

    Raises:
        GoldError: the set or the run is broken, or no story of it is settled.
    """
    if given in get_args(Suite):
        raise SettingsError(f"SET: {given} tells no stories; name a folder of gold")
    selection = selected(given=given, split=split)
    evalset = opened(selection)
    if not isinstance(evalset, GoldSet) or not evalset.stories:
        raise GoldError(f"{given}: there are no settled stories in it")
    outcomes = _outcomes(run) if run else labelled_outcomes(evalset)
    unread = [one.name for one in evalset.documents if one.article.article_id not in outcomes]
    if run and unread:
        complain(
            f"{run}: of {len(evalset.documents)} documents of {given}, {split}, it never read"
            f" {len(unread)}, the first of them {unread[0]}"
        )
        return NOT_COMPARABLE
    # Neither merging nor checking asks a model, whatever the environment names.
    pipeline = build(load(extractor="rules", wording="template"))
    scored = score_side_by_side(evalset, outcomes, pipeline.merge)
    scored = replace(scored, columns=(*scored.columns, *_briefed(evalset, outcomes, pipeline)))
    return _show(scored, f"{len(scored.units)} stories of {given}, {split}", as_json=as_json)


def _briefed(evalset: GoldSet, outcomes: Outcomes, pipeline: Pipeline) -> tuple[Column, ...]:
    """What the same check that lints anybody's summary finds in the briefings of the pile."""
    read = [one for one in outcomes.values() if isinstance(one, Extraction)]
    articles = evalset.articles()
    briefings = [(pipeline.brief(story), story) for story in pipeline.merge(articles, read)]
    findings = sum(len(check_briefing(text, story, articles)) for text, story in briefings)
    return (
        Column("briefings", len(briefings)),
        Column("briefing_sentences", sum(len(text.sentences) for text, _ in briefings)),
        Column("briefing_findings", findings),
    )


def _outcomes(run: Path) -> Outcomes:
    """What the first reading of a run made of each article; a failure names its article."""
    first = folders.load(run).outcomes[0]
    return {one.article_id: one for one in first if one.article_id is not None}


def agreement(folder: Path, one: str, other: str, *, as_json: bool) -> int:
    """Say how far two readers agree, on how many documents."""
    scored = ceiling.between(folder, one, other)
    title = f"{other} against {one}: {len(scored.units)} documents that both labelled"
    return _show(scored, title, as_json=as_json)


def _show(scored: Scored, title: str, *, as_json: bool) -> int:
    found = estimates(scored)
    extra = {one.name: one.value for one in scored.columns}
    if as_json:
        figures = {
            name: {"value": each.value, "low": each.low, "high": each.high, "n": each.n}
            for name, each in found.items()
        }
        say_json({"title": title, "units": len(scored.units), "metrics": figures, **extra})
        return GOOD
    say(title)
    for name, each in found.items():
        say(f"{name:<26} {share(each.value):>6}  {reach(each.low, each.high):>14}  of {each.n:g}")
    for name, value in extra.items():
        say(f"{name:<26} {value:>6.3g}")
    return GOOD


# ---------------------------------------------------------------- files


def _named(
    folder: Path, names: Sequence[str], by: str | None
) -> Iterator[tuple[GoldDocument, Article]]:
    """The labels of documents, or of all documents of a story."""
    for named in names:
        story, _, name = named.partition("/")
        texts = articles(folder / story)
        if name and name not in texts:
            raise GoldError(f"{named}: {story} has {', '.join(texts)}")
        for each in [name] if name else texts:
            file = f"{each}.{by}.json" if by else f"{each}.json"
            yield read_labels(folder / story / "labels" / file, texts[each]), texts[each]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file())
        elif path.is_file():
            yield path
        else:
            raise SettingsError(f"--prompts, --foreign: there is no file or folder {path}")


def _give(text: str, out: Path | None) -> int:
    give(text, out)
    return GOOD
