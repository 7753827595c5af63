"""What is wrong with a folder of gold: everything at once, and not the first thing only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from llm_extract.errors import GoldError
from llm_extract.evals.gold.reading import articles, read_labels, read_manifest, read_story
from llm_extract.evals.gold.records import GoldDocument
from llm_extract.records.article import Article

WORDS_IN_A_ROW = 8
"""So many words of a document in a prompt, or of somebody else's text in a document, are a leak."""


@dataclass(frozen=True)
class Fault:
    """A file and what is wrong with it."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def lint(
    folder: Path, prompts: Sequence[Path] = (), foreign: Sequence[Path] = ()
) -> tuple[Fault, ...]:
    """Every fault of a set: files that cannot be used, stories that name what is not there, and
    words in a row that a document shares with a prompt or with a text of others.
    """
    try:
        manifest = read_manifest(folder)
    except GoldError as error:
        path = folder / "set.toml"
        return (Fault(str(path), str(error).removeprefix(f"{path}: ")),)
    names = manifest.stories
    faults = [
        Fault(str(each), "is in no split of set.toml")
        for each in sorted(folder.iterdir())
        if each.is_dir() and each.name not in names
    ]
    texts: dict[str, Article] = {}
    for name in sorted(names):
        faults += _story(folder / name, texts)
    faults += _shared_words(texts, prompts, "a prompt")
    faults += _shared_words(texts, foreign, "a text of others")
    return tuple(faults)


def _story(story: Path, texts: dict[str, Article]) -> Iterator[Fault]:
    try:
        found = articles(story)
    except GoldError as error:
        yield Fault(str(story), str(error))
        return
    settled: dict[str, GoldDocument] = {}
    yield from _strays(story, found)
    for name, article in found.items():
        texts[f"{story.name}/{name}"] = article
        for path in _labels_of(story, name):
            try:
                labels = read_labels(path, article)
            except GoldError as error:
                yield Fault(str(path), str(error).removeprefix(f"{path}: "))
                continue
            if path.stem == name:
                settled[f"{story.name}/{name}"] = labels
        if f"{story.name}/{name}" not in settled:
            yield Fault(f"{story.name}/{name}", "has no settled labels that can be used")
    for by in (None, *_readers_of(story)):
        try:
            read_story(story, settled, by)
        except GoldError as error:
            yield Fault(str(story), str(error))


def _readers_of(story: Path) -> list[str]:
    """Who else set the documents side by side: `story.b.json` is b's."""
    return sorted(path.suffixes[0].removeprefix(".") for path in story.glob("story.*.json"))


def _labels_of(story: Path, name: str) -> Iterator[Path]:
    """Everybody's labels of one document: NAME.json and NAME.ANNOTATOR.json."""
    for path in sorted((story / "labels").glob("*.json")):
        if path.stem.partition(".")[0] == name:
            yield path


def _strays(story: Path, known: Collection[str]) -> Iterator[Fault]:
    """Texts and labels that the manifest does not know, and that nobody would ever read."""
    for path in sorted((*story.glob("*.txt"), *(story / "labels").glob("*.json"))):
        if path.stem.partition(".")[0] not in known:
            yield Fault(str(path), "is of no document that manifest.csv lists")


def _shared_words(
    texts: Mapping[str, Article], files: Sequence[Path], what: str
) -> Iterator[Fault]:
    """Each document that shares a row of words with one of the files."""
    rows = {path: set(_rows(_plain(path))) for path in files}
    for name, article in texts.items():
        own = set(_rows(article.text))
        for path, theirs in rows.items():
            for row in islice(sorted(own & theirs), 1):
                yield Fault(name, f"shares “{' '.join(row)}” with {what}, {path}")


def _plain(path: Path) -> str:
    """The words of a file; line ends that JSON writes as two letters are line ends again."""
    return path.read_text("utf-8", "replace").replace("\\n", "\n")


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return zip(*(words[at:] for at in range(WORDS_IN_A_ROW)), strict=False)
