"""Press releases of a military coalition: how many were killed and captured, when and where.

What a reading comes to, by the annotators' conventions, stands in `isaf_answers`. Each of the four
answers is right or wrong; an answer the annotators left blank is not graded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from llm_extract.evals.scores import (
    Floor,
    LeafVerdict,
    Mark,
    Metric,
    Tally,
    UnitScore,
)
from llm_extract.evals.sets import Outcomes
from llm_extract.evals.suites.isaf_answers import Said, answers, released_on
from llm_extract.evals.suites.provinces import province
from llm_extract.evals.suites.reports import once, report
from llm_extract.evals.suites.rows import OrBlank, Row
from llm_extract.evals.suites.task import Task
from llm_extract.records.article import Article
from llm_extract.records.incidents import Extraction

VERSION = "isaf 2"
SLOTS = ("killed", "captured", "date", "province")
METRICS = tuple(Metric(f"{slot}_exact", slot, "recall") for slot in SLOTS)


_Figure = Annotated[int, Field(ge=0)]


class Answers(Row):
    """What the annotators coded of a release; what they left blank is not graded."""

    start_date: OrBlank[date]
    province: tuple[str, ...]
    min_killed: OrBlank[_Figure]
    min_captured: OrBlank[_Figure]


class Release(Row):
    """One press release."""

    id: str
    text: str
    gold: Answers


def _articles(row: Release) -> tuple[Article, ...]:
    return once([report(row.text, name=row.id, published_on=released_on(row.text))])


# ---------------------------------------------------------------- scoring


def _scored(row: Release, articles: Sequence[Article], outcomes: Outcomes) -> UnitScore:
    article = next(iter(articles), None)
    outcome = outcomes.get(article.article_id) if article else None
    expected = _expected(row.gold)
    if not isinstance(outcome, Extraction) or article is None:
        marks = [_mark(slot, expected[slot], Said(None)) for slot in SLOTS]
    else:
        said = answers(outcome, article)
        marks = [_mark(slot, expected[slot], said[slot]) for slot in SLOTS]
    return UnitScore(
        unit=row.id,
        cluster=row.id,
        slots={mark.slot: Tally.of(mark.verdict) for mark in marks},
        marks=tuple(marks),
        failed=not isinstance(outcome, Extraction),
    )


def _expected(gold: Answers) -> dict[str, str | None]:
    """The answers as they are compared; None where there is none, or no province that there is."""
    provinces = [province(name) for name in gold.province]
    known = sorted({name for name in provinces if name})
    return {
        "killed": _shown(gold.min_killed),
        "captured": _shown(gold.min_captured),
        "date": _shown(gold.start_date),
        "province": ", ".join(known) if known and None not in provinces else None,
    }


def _shown(answer: int | date | None) -> str | None:
    return None if answer is None else str(answer)


def _mark(slot: str, expected: str | None, said: Said) -> Mark:
    if expected is None:
        verdict = LeafVerdict.UNGRADEABLE
    elif said.answer is None:
        verdict = LeafVerdict.MISSING
    else:
        verdict = LeafVerdict.CORRECT if said.answer == expected else LeafVerdict.WRONG_VALUE
    return Mark(slot, verdict, expected, said.shown or said.answer, said_spans=said.spans)


def floors(rows: Sequence[Release]) -> Iterator[Floor]:
    """What the commonest answer reaches when it is given for every release that has one."""
    for metric in METRICS:
        expected = Counter(_expected(row.gold)[metric.slot] for row in rows)
        del expected[None]
        if expected:
            hits = expected.most_common(1)[0][1]
            yield Floor(metric.name, "majority", hits / expected.total())


TASK = Task(
    name="isaf",
    version=VERSION,
    form=Release,
    id_of=lambda row: row.id,
    articles_of=_articles,
    scored=_scored,
    floors=floors,
    metrics=METRICS,
    primary="killed_exact",
)
