"""`eval labels`: forms and tasks into a set and out of it, its faults, and agreement."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from llm_extract.cli.codes import GOOD, USAGE
from llm_extract.cli.outfile import give
from llm_extract.cli.scores import show
from llm_extract.cli.screen import complain, remark, say
from llm_extract.errors import GoldError, SettingsError
from llm_extract.evals.answers import text_of
from llm_extract.evals.gold import ceiling, label_studio
from llm_extract.evals.gold.labels import check as checked
from llm_extract.evals.gold.labels import keep, store, write_form
from llm_extract.evals.gold.lint import lint
from llm_extract.evals.gold.reading import articles, read_labels, read_manifest
from llm_extract.evals.gold.records import GoldDocument, GoldStory
from llm_extract.evals.gold.review import sheet
from llm_extract.records.article import Article
from llm_extract.records.base import counted


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


def agreement(folder: Path, one: str, other: str, *, as_json: bool) -> int:
    """Say how far two readers agree, on how many documents."""
    scored = ceiling.between(folder, one, other)
    title = f"{other} against {one}: {len(scored.units)} documents that both labelled"
    return show(scored, title, as_json=as_json)


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
