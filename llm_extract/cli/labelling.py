"""`eval labels`: forms and tasks into a set and out of it, its faults, and agreement."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from llm_extract.cli.codes import GOOD, USAGE
from llm_extract.cli.screen import complain, remark, say, say_json
from llm_extract.errors import GoldError, OutputError
from llm_extract.evals.gold import ceiling, label_studio
from llm_extract.evals.gold.labels import check as checked
from llm_extract.evals.gold.labels import keep, store, write_form
from llm_extract.evals.gold.lint import lint
from llm_extract.evals.gold.reading import articles, read_labels, read_manifest
from llm_extract.evals.gold.records import GoldDocument
from llm_extract.evals.gold.review import sheet
from llm_extract.evals.intervals import estimates
from llm_extract.records.article import Article


def check(folder: Path, forms: Sequence[Path]) -> int:
    """Say of each form what it holds.

    Raises:
        GoldError: the first that is broken.
    """
    for form, gold in zip(forms, checked(folder, forms), strict=True):
        say(f"{form}: {len(gold.incidents)} incidents, {len(gold.claims())} claims")
    return GOOD


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
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file}: cannot be read: {error}") from error
    names = [name for listed in read_manifest(folder).splits.values() for name in listed]
    texts = {
        f"{story}/{name}": article
        for story in names
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
    found = estimates(scored)
    if as_json:
        figures = {
            name: {"value": each.value, "low": each.low, "high": each.high, "n": each.n}
            for name, each in found.items()
        }
        say_json({"documents": len(scored.units), "one": one, "other": other, "metrics": figures})
        return GOOD
    say(f"{other} against {one}, {len(scored.units)} documents that both labelled")
    for name, each in found.items():
        value = "-" if each.value is None else f"{each.value:.3f}"
        say(f"{name:<24} {value:>6}  of {each.n:g}")
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
        else:
            yield path


def _give(text: str, out: Path | None) -> int:
    if out is None:
        say(text.rstrip("\n"))
        return GOOD
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror}") from error
    return GOOD
