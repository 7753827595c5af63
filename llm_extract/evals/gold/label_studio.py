"""Gold to Label Studio and back, as its raw JSON export holds it.

Each quotation is a region labelled with its claim's field. What the claim says stands in a text box
of that region, in the words of the form; further quotations of the same claim are tied to the first
by a relation. What is not tied to words of the text (incidents, tags) stands in a text box of the
document. Label Studio counts offsets in UTF-16 units; records count code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from llm_extract.errors import GoldError
from llm_extract.evals.gold.form import read_form
from llm_extract.evals.gold.labels import write_form
from llm_extract.evals.gold.records import CLAIM_FIELDS, GoldDocument
from llm_extract.records.article import Article, Span

CONFIG = "\n".join(
    [
        "<View>",
        '  <TextArea name="document" toName="text" rows="12"/>',
        '  <Labels name="field" toName="text">',
        *(f'    <Label value="{field}"/>' for field in CLAIM_FIELDS),
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
        '  <TextArea name="claim" toName="text" perRegion="true" rows="8"/>',
        '  <Relations><Relation value="same claim"/></Relations>',
        "</View>",
    ]
)
"""The labelling interface the tasks are made for: paste it into a project's settings."""


def as_task(gold: GoldDocument, article: Article) -> dict[str, Any]:
    """A task with one annotation; a list of tasks is what Label Studio imports."""
    whole = yaml.load(write_form(gold), Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only
    results: list[dict[str, Any]] = []
    for home, claims in _homes(whole):
        for claim in claims:
            results += _regions(claim, home, gold, article.text)
        claims.clear()
    results.append(_box("document", "document", {"text": [_yaml(whole)]}))
    return {
        "data": {"text": article.text, "document": gold.document},
        "annotations": [{"result": results}],
    }


def _homes(whole: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of claims of a form, each with the key of its incident, or background."""
    for incident in whole.get("incidents") or ():
        yield incident["key"], incident.setdefault("claims", [])
    if whole.get("background"):
        yield "background", whole["background"]


def _regions(
    claim: dict[str, Any], home: str, gold: GoldDocument, text: str
) -> list[dict[str, Any]]:
    labelled = next(one for one in gold.claims() if one.key == claim["key"])
    said = {"incident": home, **{key: one for key, one in claim.items() if key != "quotes"}}
    results: list[dict[str, Any]] = []
    first = f"{labelled.key}-0"
    for at, one in enumerate(labelled.evidence):
        region = f"{labelled.key}-{at}"
        where = {**_units(text, one.span), "text": one.quote}
        labels = {**where, "labels": [labelled.field]}
        results.append(_box(region, "field", labels, "labels"))
        if at == 0:
            results.append(_box(region, "claim", {**where, "text": [_yaml(said)]}))
        else:
            tie = {"from_id": first, "to_id": region, "direction": "right"}
            results.append({"type": "relation", **tie, "labels": ["same claim"]})
    return results


def _box(
    region: str, name: str, value: Mapping[str, Any], kind: str = "textarea"
) -> dict[str, Any]:
    return {"id": region, "from_name": name, "to_name": "text", "type": kind, "value": dict(value)}


def _yaml(content: object) -> str:
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)


# ---------------------------------------------------------------- back


def read_tasks(text: str, articles: Mapping[str, Article], file: str) -> tuple[GoldDocument, ...]:
    """The labels in a raw JSON export; `articles` are the texts by "story/document".

    Raises:
        GoldError: not a raw export, a text that was changed, a region whose words are not those of
            the text at its offsets or stand earlier too, or one that belongs to no claim.
    """
    try:
        tasks = json.loads(text)
    except ValueError as error:
        raise GoldError(f"{file}: no JSON: {error}") from error
    if not isinstance(tasks, list) or not all(isinstance(one, dict) for one in tasks):
        raise GoldError(f"{file}: expected a list of tasks")
    if any("annotations" not in one or "data" not in one for one in tasks):
        raise GoldError(
            f"{file}: tasks without data and annotations; export as JSON, for JSON_MIN leaves out"
            " what ties a label to its words"
        )
    try:
        return tuple(_document(task, articles, file) for task in tasks)
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise GoldError(f"{file}: not as Label Studio writes it: {error!r}") from error


def _document(task: Mapping[str, Any], articles: Mapping[str, Article], file: str) -> GoldDocument:
    name = str(task["data"].get("document", ""))
    if name not in articles:
        raise GoldError(f"{file}: there is no document {name!r} in this set")
    article = articles[name]
    if task["data"].get("text") != article.text:
        raise GoldError(f"{file}: {name}: the text is not the one of this set")
    annotations = task["annotations"]
    if len(annotations) != 1:
        raise GoldError(f"{file}: {name}: {len(annotations)} annotations; export one reader's")
    whole = _form(annotations[0].get("result") or (), article.text, f"{file}: {name}")
    return read_form(_yaml(whole), article, f"{file}: {name}")


def _form(results: Sequence[Mapping[str, Any]], text: str, at: str) -> dict[str, Any]:
    """The form that the regions and boxes add up to."""
    boxes = [one for one in results if one.get("from_name") == "document"]
    if len(boxes) != 1:
        raise GoldError(f"{at}: {len(boxes)} document boxes, where one is needed")
    whole = _plain(boxes[0]["value"]["text"][0], at)
    quotes = {
        one["id"]: _quote(one["value"], text, f"{at}: {one['id']}")
        for one in results
        if one.get("type") == "labels"
    }
    tied = [one for one in results if one.get("type") == "relation"]
    _refuse_untied(quotes, results, at)
    homes = {one["key"]: one.setdefault("claims", []) for one in whole.get("incidents") or ()}
    homes["background"] = whole.setdefault("background", [])
    for box in results:
        if box.get("from_name") != "claim":
            continue
        claim = _plain(box["value"]["text"][0], f"{at}: {box['id']}")
        home = claim.pop("incident", "background")
        if home not in homes:
            raise GoldError(f"{at}: {box['id']}: there is no incident {home!r}")
        further = [quotes[one["to_id"]] for one in tied if one["from_id"] == box["id"]]
        homes[home].append({**claim, "quotes": [quotes[box["id"]], *further]})
    return whole


def _refuse_untied(
    quotes: Mapping[str, str], results: Sequence[Mapping[str, Any]], at: str
) -> None:
    """Each region begins a claim or is tied to one, and its label is that claim's field."""
    fields = {one["id"]: one["value"]["labels"] for one in results if one.get("type") == "labels"}
    boxes = {
        one["id"]: _plain(one["value"]["text"][0], f"{at}: {one['id']}")
        for one in results
        if one.get("from_name") == "claim"
    }
    ties = [one for one in results if one.get("type") == "relation"]
    tied = {one["to_id"] for one in ties if one["from_id"] in boxes}
    for region, quote in quotes.items():
        if region not in boxes and region not in tied:
            raise GoldError(
                f"{at}: {region}: {quote!r} belongs to no claim: fill its box, or tie it"
            )
    for region, claim in boxes.items():
        if fields.get(region) != [claim.get("field")]:
            raise GoldError(
                f"{at}: {region}: its label is {fields.get(region)}, and its box says"
                f" {claim.get('field')!r}"
            )


def _plain(words: str, at: str) -> dict[str, Any]:
    try:
        found = yaml.load(words, Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only
    except yaml.YAMLError as error:
        raise GoldError(f"{at}: no YAML in its box: {error}") from error
    if not isinstance(found, dict):
        raise GoldError(f"{at}: its box holds no keys and values")
    return found


def _quote(value: Mapping[str, Any], text: str, at: str) -> str:
    units = text.encode("utf-16-le")
    found = units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le", "replace")
    if found != value.get("text"):
        raise GoldError(
            f"{at}: the text from {value['start']} to {value['end']} is {found!r},"
            f" and not {value.get('text')!r}"
        )
    if text.find(found) != len(units[: 2 * value["start"]].decode("utf-16-le", "replace")):
        raise GoldError(
            f"{at}: {found!r} stands earlier too; mark more words, for the first is taken"
        )
    return found


def _units(text: str, span: Span) -> dict[str, int]:
    """A span in UTF-16 units: a character beyond the basic plane is two of them."""
    start = len(text[: span.start].encode("utf-16-le")) // 2
    return {"start": start, "end": start + len(span.of(text).encode("utf-16-le")) // 2}
