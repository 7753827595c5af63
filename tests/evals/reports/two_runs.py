"""Two runs over the villages, the second silent in some, and a village that means no good."""

from dataclasses import replace

from llm_extract.evals.compare import Comparison, compare
from llm_extract.evals.runs import SavedRun
from llm_extract.evals.scores import Mark, UnitScore
from llm_extract.records.article import Article
from llm_extract.records.run import Spent
from tests.evals.runs.invented_set import Reader, Villages
from tests.evals.runs.made import made

HOSTILE = "</div><script>alert('x')</script> | @everyone [a](http://b) `c` \x1b[31m & \u202e"
BEFORE = made(Reader(silent=["Tolve"]))
AFTER = made(Reader(silent=["Orvale", "Tessaly", "Hathe"], fails=["Brask"]))


def compared(before: SavedRun = BEFORE, after: SavedRun = AFTER) -> Comparison:
    return compare(before.scored, after.scored)


def hostile(run: SavedRun) -> SavedRun:
    """The run with hostile words in all that comes from texts and models."""
    units = tuple(map(_hostile_unit, run.scored.units))
    about = run.about.model_copy(
        update={"failures_by_code": {HOSTILE: 1}, "spent": Spent(cost_usd=None)}
    )
    return replace(run, about=about, scored=replace(run.scored, units=units))


def _hostile_unit(unit: UnitScore) -> UnitScore:
    marks = tuple(_hostile_mark(mark) for mark in unit.marks)
    return replace(unit, unit=f"{unit.unit} {HOSTILE}", marks=marks)


def _hostile_mark(mark: Mark) -> Mark:
    said = None if mark.said is None else f"{mark.said} {HOSTILE}"
    return replace(mark, expected=f"{mark.expected} {HOSTILE}", said=said)


def hostile_articles() -> tuple[Article, ...]:
    """The villages' articles under those names, with those words in them."""
    return tuple(
        Article.of(f"{one.text} {HOSTILE}", file=f"{one.file} {HOSTILE}", publisher=HOSTILE)
        for one in Villages().articles()
    )
