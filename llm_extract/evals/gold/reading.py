"""A folder of gold, read and checked, as an `EvalSet`.

stories/set.toml                 which story is in which split
stories/STORY/manifest.csv       what is known of each document: outlet, title, day
stories/STORY/NAME.txt           its text, frozen: all offsets refer to it
stories/STORY/labels/NAME.json   the settled labels; NAME.a.json, NAME.b.json: one annotator's
stories/STORY/story.json         what the documents come to side by side; story.b.json: the same by
                                 a second reader, to tell how far two agree
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from llm_extract.errors import GoldError, RecordError
from llm_extract.evals.answers import text_of
from llm_extract.evals.gold.form import text_hash
from llm_extract.evals.gold.records import GoldDocument, GoldManifest, GoldStory
from llm_extract.evals.gold.scoring import MATCHER, METRICS, PRIMARY, score
from llm_extract.evals.gold.story_form import check_story
from llm_extract.evals.scores import Hashes, Scored
from llm_extract.evals.sets import Outcomes
from llm_extract.records.article import Article
from llm_extract.records.base import canonical, fingerprint
from llm_extract.records.incidents import Extraction

Split = Literal["dev", "test", "all"]
_COLUMNS = tuple("document title publisher owner published_at published_on url language".split())


@dataclass(frozen=True)
class LabelledDocument:
    """A frozen text with its settled labels. `name` is "story/document"."""

    name: str
    story: str
    article: Article
    gold: GoldDocument


@dataclass(frozen=True)
class GoldSet:
    """Labelled documents of one split, in the order of stories and names. An `EvalSet`."""

    name: str
    documents: tuple[LabelledDocument, ...]
    stories: Mapping[str, GoldStory]

    @property
    def hashes(self) -> Hashes:
        """Labels and texts; which documents; which rules of scoring."""
        return Hashes(
            gold=fingerprint(*(canonical(one.gold) for one in self.documents)),
            documents=fingerprint(*(_told_of(one) for one in self.documents)),
            matcher=fingerprint(MATCHER),
        )

    def articles(self) -> tuple[Article, ...]:
        """The documents' articles."""
        return tuple(one.article for one in self.documents)

    def score(self, outcomes: Outcomes) -> Scored:
        """Each document against what became of it; a failed or absent one is all missing."""
        units = []
        for one in self.documents:
            outcome = outcomes.get(one.article.article_id)
            extraction = outcome if isinstance(outcome, Extraction) else None
            units.append(score(one.gold, one.article, extraction, one.story))
        return Scored(tuple(units), METRICS, PRIMARY)


def _told_of(one: LabelledDocument) -> str:
    """A document's name and all that a reader is told of it beside its text."""
    return canonical({"name": one.name, **one.article.model_dump(mode="json", exclude={"text"})})


def load(folder: Path, split: Split = "all", limit: int | None = None) -> GoldSet:
    """The set that stands in a folder, or one split of it; `limit` takes its first documents.

    Raises:
        GoldError: a file is missing or broken, a text is not the one that was labelled, or a
            quotation does not stand where it should; the message names file, place and reason.
    """
    manifest = read_manifest(folder)
    names = [
        one for key, listed in manifest.splits.items() for one in listed if split in (key, "all")
    ]
    documents = [one for name in sorted(names) for one in documents_of(folder / name)]
    labels = {one.name: one.gold for one in documents}
    settled = {name: read_story(folder / name, labels) for name in names}
    stories = {name: story for name, story in settled.items() if story is not None}
    return GoldSet(manifest.name, tuple(documents[:limit]), stories)


def read_manifest(folder: Path) -> GoldManifest:
    """What set.toml says."""
    path = folder / "set.toml"
    try:
        return GoldManifest.model_validate(tomllib.loads(text_of(path)))
    except tomllib.TOMLDecodeError as error:
        raise GoldError(f"{path}: no TOML: {error}") from error
    except ValidationError as error:
        raise GoldError(f"{path}: {_first(error)}") from error


def articles(story: Path) -> dict[str, Article]:
    """The frozen texts of one story with what its manifest says of them, by document name."""
    path = story / "manifest.csv"
    rows = csv.DictReader(text_of(path).splitlines())
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise GoldError(f"{path}: its columns are to be {','.join(_COLUMNS)}")
    found: dict[str, Article] = {}
    for row in rows:
        if None in row or None in row.values():
            raise GoldError(f"{path}, line {rows.line_num}: a row is to have {len(_COLUMNS)} cells")
        if row["document"] in found:
            raise GoldError(f"{path}, line {rows.line_num}: {row['document']} stands twice")
        found[row["document"]] = _article(story, row, path)
    return found


def _article(story: Path, row: Mapping[str, str], path: Path) -> Article:
    name = row["document"]
    try:
        return Article.of(
            text_of(story / f"{name}.txt"),
            file=f"{story.name}/{name}",
            url=row["url"] or None,
            title=row["title"] or None,
            publisher=row["publisher"] or None,
            owner=row["owner"] or None,
            published_at=_moment(row["published_at"]),
            published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
            language=row["language"] or "en",
        )
    except ValueError as error:
        raise GoldError(f"{path}: {name}: {error}") from error


def _moment(words: str) -> datetime | None:
    return datetime.fromisoformat(words) if words else None


def documents_of(story: Path) -> Iterator[LabelledDocument]:
    """The documents of one story with their settled labels.

    Raises:
        GoldError: as `load`.
    """
    for name, article in articles(story).items():
        gold = read_labels(story / "labels" / f"{name}.json", article)
        yield LabelledDocument(f"{story.name}/{name}", story.name, article, gold)


def read_labels(path: Path, article: Article) -> GoldDocument:
    """The labels in one file, held to the text they speak of.

    Raises:
        GoldError: as `load`.
    """
    try:
        gold = GoldDocument.from_json(text_of(path))
    except RecordError as error:
        raise GoldError(f"{path}: {error}") from error
    if gold.document != article.file:
        raise GoldError(f"{path}: document: these are the labels of {gold.document!r}")
    if gold.text_sha256 != text_hash(article):
        raise GoldError(
            f"{path}: its hash is not that of the text of {article.file}; label it anew"
        )
    for claim in gold.claims():
        for one in claim.evidence:
            if one.span.of(article.text) != one.quote:
                why = f"the text at {one.span} is not the quotation {one.quote!r}"
                raise GoldError(f"{path}: {claim.key}: {why}")
    return gold


def read_story(
    story: Path, documents: Mapping[str, GoldDocument], by: str | None = None
) -> GoldStory | None:
    """What a story comes to side by side, as settled or `by` another reader; None where nobody has
    written it down yet. `documents` are the settled labels by "story/document", those of other
    stories among them or not.

    Raises:
        GoldError: the file is broken, is of another story, or names what no document has.
    """
    path = story / (f"story.{by}.json" if by else "story.json")
    if not path.exists():
        return None
    try:
        told = GoldStory.from_json(text_of(path))
    except RecordError as error:
        raise GoldError(f"{path}: {error}") from error
    if told.story != story.name:
        raise GoldError(f"{path}: story: this is what was written of {told.story!r}")
    own = {name: gold for name, gold in documents.items() if name.startswith(f"{story.name}/")}
    check_story(told, own, str(path))
    return told


def second_reading(folder: Path, gold: GoldSet, by: str) -> dict[str, GoldStory]:
    """The set's settled stories as another reader set them side by side, where one did.

    Raises:
        GoldError: as `read_story`.
    """
    labels = {one.name: one.gold for one in gold.documents}
    found = {name: read_story(folder / name, labels, by) for name in gold.stories}
    return {name: story for name, story in found.items() if story is not None}


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"
