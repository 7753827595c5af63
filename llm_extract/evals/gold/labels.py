"""From forms to settled labels on disk, and back to a form that a person can read and mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from llm_extract.errors import GoldError
from llm_extract.evals.answers import text_of
from llm_extract.evals.gold.form import read_form
from llm_extract.evals.gold.reading import articles, documents_of
from llm_extract.evals.gold.records import (
    GoldClaim,
    GoldDocument,
    GoldIncident,
    GoldStory,
    Reading,
)
from llm_extract.evals.gold.story_form import read_story_form
from llm_extract.records.claims import Extent, Toll
from llm_extract.records.counts import Count
from llm_extract.records.when_where import DatePrecision, Moment, Place, When

SETTLED = "settled"
"""The annotator of labels that are gold: the only reading, or what two came to."""


def check(folder: Path, forms: Sequence[Path]) -> tuple[GoldDocument | GoldStory, ...]:
    """Each form as labels: of a document, held to its text; of a story, to its settled documents.

    Raises:
        GoldError: the first form that is broken, and where.
    """
    return tuple(_read(folder, form) for form in forms)


def store(folder: Path, forms: Sequence[Path], *, settled: bool) -> tuple[Path, ...]:
    """Write each form's labels into the set: a document's as gold, or as one annotator's reading.

    Raises:
        GoldError: the first form that is broken; those before it have been written.
    """
    return tuple(_stored(folder, form, settled=settled) for form in forms)


def _stored(folder: Path, form: Path, *, settled: bool) -> Path:
    match _read(folder, form):
        case GoldDocument() as gold:
            return keep(folder, gold, settled=settled)
        case GoldStory() as story:
            return _put(folder / story.story / "story.json", story)


def keep(folder: Path, gold: GoldDocument, *, settled: bool) -> Path:
    """Write one document's labels into the set, and say where."""
    story, _, name = gold.document.partition("/")
    file = f"{name}.json" if settled else f"{name}.{gold.annotator}.json"
    kept = gold.model_copy(update={"annotator": SETTLED}) if settled else gold
    return _put(folder / story / "labels" / file, kept)


def _put(path: Path, labels: GoldDocument | GoldStory) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(labels.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")
    return path


def _read(folder: Path, form: Path) -> GoldDocument | GoldStory:
    text = text_of(form)
    try:
        named = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - this loader builds text only
    except yaml.YAMLError as error:
        raise GoldError(f"{form}: no YAML: {error}") from error
    match named:
        case {"document": str(document)}:
            story, _, name = document.partition("/")
            _refuse_unknown(folder, story, f"{form}: document: {document!r}", "STORY/NAME")
            texts = articles(folder / story)
            if name not in texts:
                has = ", ".join(texts)
                raise GoldError(f"{form}: document: {story} has {has}, and no {name!r}")
            return read_form(text, texts[name], str(form))
        case {"story": str(story)}:
            _refuse_unknown(folder, story, f"{form}: story: {story!r}", "STORY")
            settled = {one.name: one.gold for one in documents_of(folder / story)}
            return read_story_form(text, settled, str(form))
    raise GoldError(f"{form}: it names no document: STORY/NAME, and no story: STORY")


def _refuse_unknown(folder: Path, story: str, named: str, wanted: str) -> None:
    if not (folder / story / "manifest.csv").is_file():
        raise GoldError(f"{named} is not in {folder}; write {wanted}")


# ---------------------------------------------------------------- back to a form


def write_form(gold: GoldDocument) -> str:
    """The labels as a form: reading it again gives equal labels."""
    whole = {
        "document": gold.document,
        "annotator": gold.annotator,
        "guideline": gold.guideline,
        "labelled": list(gold.labelled),
        "tags": list(gold.tags),
        "incidents": [dict(_incident(one)) for one in gold.incidents],
        "background": [dict(_claim(one)) for one in gold.background],
        "note": gold.note,
    }
    kept = {key: value for key, value in whole.items() if value is not None}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=100)


def _incident(gold: GoldIncident) -> Iterator[tuple[str, Any]]:
    yield from (("key", gold.key), ("label", gold.label), ("type", gold.type))
    yield "stage", str(gold.stage)
    if gold.also_types:
        yield "also_types", list(gold.also_types)
    if gold.also_stages:
        yield "also_stages", [str(one) for one in gold.also_stages]
    if gold.part_of:
        yield "part_of", gold.part_of
    if gold.when:
        yield "date", _days(gold.when)
        yield "date_words", gold.when.verbatim
    if gold.also_when:
        yield "also_dates", [_days(one) for one in gold.also_when]
    if gold.place:
        yield "place", _parts(gold.place)
    if gold.also_places:
        yield "also_places", [_parts(one) for one in gold.also_places]
    yield "claims", [dict(_claim(one)) for one in gold.claims]


def _claim(gold: GoldClaim) -> Iterator[tuple[str, Any]]:
    yield "key", gold.key
    yield from _reading(gold.reading).items()
    if gold.speakers:
        yield (
            "speakers",
            [one.model_dump(mode="json", exclude_defaults=True) for one in gold.speakers],
        )
    if gold.as_of:
        yield "as_of", _moment(gold.as_of)
    if gold.about:
        yield "about", gold.about
    yield "quotes", [one.quote for one in gold.evidence]
    if gold.accepted:
        first = _reading(gold.reading)
        yield "accept", [_differing(_reading(one), first) for one in gold.accepted]
    if gold.certainty != "sure":
        yield "certainty", str(gold.certainty)
    if gold.note:
        yield "note", gold.note


def _reading(reading: Reading) -> dict[str, Any]:
    value = reading.value.model_dump(mode="json", exclude_none=True)
    if isinstance(reading.value, Toll | Extent):
        value["count"] = _count(reading.value.count)
        value["words"] = reading.value.count.verbatim
    return {**value, "scope": str(reading.scope), "stance": str(reading.stance)}


def _differing(other: dict[str, Any], first: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in other.items() if first.get(key) != value}


def _count(count: Count) -> str:
    bounds = () if count.low == count.high == 0 else (count.low, count.high)
    given = [str(one) for one in bounds if one is not None]
    return " ".join((str(count.kind), *(given[:1] if count.low == count.high else given)))


def _days(when: When) -> str:
    if when.start is None or when.end is None:
        return "unresolved"
    match when.precision:
        case DatePrecision.DAY:
            return when.start.isoformat()
        case DatePrecision.MONTH:
            return f"{when.start:%Y-%m}"
        case DatePrecision.YEAR:
            return f"{when.start:%Y}"
        case _:
            return f"{when.start}..{when.end}"


def _parts(place: Place) -> dict[str, str]:
    parts = place.model_dump(include={"site", "locality", "admin1", "country"}, exclude_none=True)
    return {key: str(value) for key, value in parts.items()}


def _moment(moment: Moment) -> str:
    return f"{moment.day}T{moment.at:%H:%M}" if moment.at else str(moment.day)
