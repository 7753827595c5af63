"""Extractions made by hand, for articles about invented places, and files of a suite's shape."""

import json
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from llm_extract.records.article import Article, Span
from llm_extract.records.claims import (
    Claim,
    Effect,
    Evidence,
    Group,
    Location,
    Scope,
    Timing,
    Toll,
    Value,
    Victim,
)
from llm_extract.records.counts import Count, CountKind
from llm_extract.records.incidents import Extraction, ExtractorId, Incident
from llm_extract.records.when_where import DatePrecision, Place, When

INCIDENT = TypeAdapter(Incident)


def lines(path: Path, *rows: dict) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def toll(
    effect: Effect, low: int | None, words: str, group: Group = Group.EVERYONE, **more
) -> Toll:
    kind = CountKind.VAGUE if low is None else CountKind.EXACT if low else CountKind.ZERO
    count = Count(kind=kind, low=low, high=low, verbatim=words)
    return Toll(group=group, effect=effect, count=count, **more)


def on(day: date, words: str) -> Timing:
    return Timing(when=When(verbatim=words, start=day, end=day, precision=DatePrecision.DAY))


def at(**place) -> Location:
    return Location(place=Place(**place))


def named(name: str, effect: Effect) -> Victim:
    return Victim(name=name, effect=effect)


def claim(article: Article, value: Value, quote: str | None = None, **more) -> Claim:
    """A claim on a quotation of the article; without one, on its first sentence."""
    words = quote or article.text.split(".")[0]
    start = article.text.index(words)
    span = Span(start=start, end=start + len(words))
    return Claim.of(
        article.article_id,
        value=value,
        scope=Scope.INCIDENT,
        evidence=(Evidence(quote=words, span=span),),
        **more,
    )


def extraction(article: Article, *claims: Claim, kind: str = "armed_attack", **more) -> Extraction:
    """One incident with these claims; none at all without claims and fields."""
    fields = {"type": kind, "incident_id": f"i-{article.article_id}", "label": "an attack"}
    one = INCIDENT.validate_python(fields | {"claims": claims} | more)
    return Extraction(
        article_id=article.article_id,
        extractor=ExtractorId(name="rules", version="1"),
        incidents=(one,) if claims or more else (),
    )
