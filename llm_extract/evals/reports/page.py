"""One HTML file to walk through the errors: the source on the left, the leaves on the right.

It opens from disk, loads nothing, and its own policy forbids any style, script or request but the
two inlined. Article text and what models say are hostile: they only ever enter as values that the
environment escapes. Texts are shown only of articles that the caller brings.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from llm_extract.evals.compare import Comparison, Difference, Leaf
from llm_extract.evals.intervals import Estimate, estimates
from llm_extract.evals.reports import facts
from llm_extract.evals.runs import SavedRun
from llm_extract.evals.scores import LeafVerdict, Mark
from llm_extract.records.article import Article, Span
from llm_extract.report.segments import Segment, segments

_PACKAGE = "llm_extract.evals.reports"


@dataclass(frozen=True)
class Row:
    """One leaf as the page lists it; `after` is None throughout where one run is shown."""

    number: int
    document: int
    slot: str
    change: str
    expected: str | None
    before: Mark | None
    after: Mark | None

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Each run's verdict; a run without the leaf made nothing up there."""
        return tuple(one.verdict.value for one in (self.before, self.after) if one)


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and the leaves that are expected or said there, by number."""

    text: str
    expected: tuple[int, ...]
    said: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    """One document; `pieces` are empty where its text was not brought."""

    number: int
    unit: str
    article: Article | None
    failed: bool
    wrong: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Walk:
    """All that the page shows."""

    title: str
    verdict: str
    estimates: tuple[Estimate, ...]
    differences: tuple[Difference, ...]
    reading: tuple[tuple[str, str, str | None], ...]
    bounds: tuple[tuple[str, str, str], ...]
    slices: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]

    @property
    def two(self) -> bool:
        """Whether two runs are shown."""
        return bool(self.differences)

    @property
    def slots(self) -> tuple[str, ...]:
        """Every slot that has leaves."""
        return tuple(sorted({row.slot for row in self.rows}))


def run_page(run: SavedRun, articles: Iterable[Article] = ()) -> str:
    """One run as a self-contained page."""
    leaves = [Leaf(unit.unit, mark, None) for unit in run.scored.units for mark in unit.marks]
    walk = Walk(
        title=facts.title(run),
        verdict=facts.headline(run),
        estimates=tuple(estimates(run.scored).values()),
        differences=(),
        reading=tuple((label, words, None) for label, words in facts.reading(run.about).items()),
        bounds=tuple(facts.bounds(run.about, [one.name for one in run.scored.metrics])),
        slices=_slices([run]),
        **_body(leaves, [run], facts.Library(articles)),
    )
    return _render(walk)


def comparison_page(
    before: SavedRun,
    after: SavedRun,
    comparison: Comparison,
    articles: Iterable[Article] = (),
) -> str:
    """Two runs as a self-contained page."""
    walk = Walk(
        title=facts.title(before, after),
        verdict=facts.verdict_line(comparison.primary),
        estimates=(),
        differences=comparison.differences,
        reading=tuple(facts.both(before.about, after.about)),
        bounds=tuple(
            facts.bounds(before.about, [one.metric.name for one in comparison.differences])
        ),
        slices=_slices([before, after]),
        **_body(comparison.leaves, [before, after], facts.Library(articles)),
    )
    return _render(walk)


def _slices(
    runs: Sequence[SavedRun],
) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """For each run that has tags a caption, and the declared metric by tag."""
    letters = ("",) if len(runs) == 1 else (" of A", " of B")
    tables = (
        (letter, run, tuple(facts.slices(run))) for letter, run in zip(letters, runs, strict=True)
    )
    return tuple(
        (f"{run.scored.primary}{letter} by tag", rows) for letter, run, rows in tables if rows
    )


# ---------------------------------------------------------------- leaves and texts


class _Body(TypedDict):
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]


def _body(leaves: Sequence[Leaf], runs: Sequence[SavedRun], library: facts.Library) -> _Body:
    units = {unit.unit: at for at, unit in enumerate(runs[0].scored.units)}
    ordered = sorted(leaves, key=lambda leaf: units[leaf.unit])
    rows = tuple(_row(number, leaf, units, runs) for number, leaf in enumerate(ordered))
    by_document: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_document[row.document].append(row)
    failed = {unit.unit for unit in runs[-1].scored.units if unit.failed}
    sources = tuple(
        _source(number, unit, by_document[number], library.of(unit), failed=unit in failed)
        for unit, number in units.items()
    )
    return {"rows": rows, "sources": sources}


def _row(number: int, leaf: Leaf, units: dict[str, int], runs: Sequence[SavedRun]) -> Row:
    change = leaf.change if len(runs) > 1 else "same"
    return Row(
        number, units[leaf.unit], leaf.slot, change, facts.expected(leaf), leaf.before, leaf.after
    )


def _source(
    number: int, unit: str, rows: Sequence[Row], article: Article | None, *, failed: bool
) -> Source:
    expected: defaultdict[Span, list[int]] = defaultdict(list)
    said: defaultdict[Span, list[int]] = defaultdict(list)
    wrong = 0
    for row in rows:
        marks = [mark for mark in (row.before, row.after) if mark]
        wrong += facts.wrong(marks[-1])
        for mark in marks:
            for span in mark.expected_spans:
                expected[span].append(row.number)
            for span in mark.said_spans:
                said[span].append(row.number)
    cut = segments(article.text, (*expected, *said)) if article else ()
    pieces = tuple(Piece(one.text, _under(one, expected), _under(one, said)) for one in cut)
    return Source(number, unit, article, failed, wrong, pieces)


def _under(piece: Segment, rows: dict[Span, list[int]]) -> tuple[int, ...]:
    return tuple(sorted({number for span in piece.under for number in rows.get(span, ())}))


# ---------------------------------------------------------------- the page


def _render(walk: Walk) -> str:
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    template = _environment().get_template("page.html")
    verdicts = [verdict.value for verdict in LeafVerdict]
    return template.render(
        walk=walk, style=style, script=script, policy=policy, verdicts=verdicts, facts=facts
    )


def _hash(inlined: str) -> str:
    digest = hashlib.sha256(inlined.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()


def _asset(name: str) -> Markup:
    """A file of our own, which alone may stand on the page as it is."""
    text = files(_PACKAGE).joinpath("templates", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - shipped with the package; no input reaches it


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
