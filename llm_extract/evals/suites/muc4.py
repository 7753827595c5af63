"""The terrorist events of the third and fourth Message Understanding Conferences, as templates.

Templates are paired so that the summed agreement is highest; a pair agrees in its type and in one
more slot, each at least by half. Within a pair the answers of a slot are paired in the same way.
What the key has and nobody said is missing, and what was said without a place in the key spurious,
the filled slots of unpaired templates among them: the row ALL TEMPLATES of 1992. The row
MATCHED/MISSING leaves spurious templates out. Optional answers and templates are right where they
are given, and not missed where they are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from llm_extract.evals.align import assign
from llm_extract.evals.scores import (
    Floor,
    LeafVerdict,
    Mark,
    Metric,
    Tally,
    UnitScore,
    summed,
)
from llm_extract.evals.sets import Outcomes
from llm_extract.evals.suites.muc4_answers import templates
from llm_extract.evals.suites.muc4_keys import Fill, Slot, Template, template
from llm_extract.evals.suites.muc4_slots import credit
from llm_extract.evals.suites.reports import once, report
from llm_extract.evals.suites.rows import Row
from llm_extract.evals.suites.task import Task
from llm_extract.records.article import Article
from llm_extract.records.incidents import Extraction

VERSION = "muc4 1"
ALL = "all_templates"
MATCHED = "matched_missing"


def _metrics() -> Iterator[Metric]:
    yield Metric("f1", ALL)
    yield Metric("precision", ALL, "precision")
    yield Metric("recall", ALL, "recall")
    for name in (MATCHED, *Slot):
        yield Metric(f"{name}_f1", name)
        yield Metric(f"{name}_precision", name, "precision")
        yield Metric(f"{name}_recall", name, "recall")


METRICS = tuple(_metrics())


class Keyed(Row):
    """One document and its key templates, slot number to slot lines."""

    id: str
    text: str
    templates: tuple[Mapping[str, tuple[str, ...]], ...]

    def key(self) -> tuple[Template, ...]:
        """The key templates, read."""
        return tuple(template(lines) for lines in self.templates)


def _articles(row: Keyed) -> tuple[Article, ...]:
    """The document, where it reads as one; its day is left to be read from its dateline."""
    return once([report(row.text, name=row.id)])


def _scored(row: Keyed, articles: Sequence[Article], outcomes: Outcomes) -> UnitScore:
    article = next(iter(articles), None)
    outcome = outcomes.get(article.article_id) if article else None
    if article is None or not isinstance(outcome, Extraction):
        return compared(row.id, row.key(), (), failed=True)
    return compared(row.id, row.key(), templates(outcome, article))


def floors(rows: Sequence[Keyed]) -> Iterator[Floor]:
    """One ATTACK a document, in the country that the key names most."""
    keys = {row.id: row.key() for row in rows}
    named = Counter(
        value.partition(":")[0].strip(" ()")
        for key in keys.values()
        for one in key
        for fill in one.of(Slot.LOCATION)
        for value in fill.values
    )
    if not named:
        return
    country = named.most_common(1)[0][0]
    guess = Template({Slot.TYPE: (Fill(("ATTACK",)),), Slot.LOCATION: (Fill((country,)),)})
    units = [compared(unit, key, (guess,)) for unit, key in keys.items()]
    for metric in METRICS[:3]:
        value = metric.value_of(summed(units, metric.slot))
        if value is not None:
            yield Floor(metric.name, f"ATTACK in {country}", value)


# ---------------------------------------------------------------- templates


def compared(
    unit: str, key: Sequence[Template], said: Sequence[Template], *, failed: bool = False
) -> UnitScore:
    """What a document's templates come to against its key."""
    pairs = assign([[_agreement(k, s) for s in said] for k in key])
    right = {pair.row: said[pair.column] for pair in pairs}
    matched = [
        _marked(one, right.get(at, Template()))
        for at, one in enumerate(key)
        if at in right or not one.optional
    ]
    paired = {pair.column for pair in pairs}
    spurious = [_marked(Template(), one) for at, one in enumerate(said) if at not in paired]
    slots = _tallies([*matched, *spurious])
    slots[MATCHED] = sum(_tallies(matched).values(), Tally())
    slots[ALL] = sum((slots[slot] for slot in Slot if slot in slots), Tally())
    marks = tuple(mark for each in (*matched, *spurious) for mark, _ in each)
    return UnitScore(unit=unit, cluster=unit, slots=slots, marks=marks, failed=failed)


def _agreement(key: Template, said: Template) -> int | None:
    """Twice the credit of all slots; None where they must not pair."""
    earned = {slot: sum(one for _, _, one in _paired(slot, key, said)) for slot in Slot}
    total = sum(earned.values())
    alike = earned[Slot.TYPE] > 0 and total > earned[Slot.TYPE]
    return round(2 * total) if alike else None


def _paired(slot: Slot, key: Template, said: Template) -> list[tuple[int, int, float]]:
    """Answers of a slot that agree: at which place in the key, at which in the answer, how far."""
    weights = [
        [round(2 * credit(slot, mine, yours)) or None for yours in said.of(slot)]
        for mine in key.of(slot)
    ]
    return [(pair.row, pair.column, pair.weight / 2) for pair in assign(weights)]


# ---------------------------------------------------------------- slots

_Marked = list[tuple[Mark, Tally]]


def _tallies(marked: Iterable[_Marked]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for each in marked:
        for mark, tally in each:
            found[mark.slot] = found.get(mark.slot, Tally()) + tally
    return found


def _marked(key: Template, said: Template) -> _Marked:
    return [one for slot in Slot for one in _slot(slot, key, said)]


def _slot(slot: Slot, key: Template, said: Template) -> Iterator[tuple[Mark, Tally]]:
    expected, given = key.of(slot), said.of(slot)
    pairs = _paired(slot, key, said)
    for row, column, earned in pairs:
        yield _agreed(slot, expected[row], given[column], earned), Tally(earned, 1, 1)
    rows, columns = {row for row, _, _ in pairs}, {column for _, column, _ in pairs}
    missed = [one for at, one in enumerate(expected) if at not in rows and not one.optional]
    added = [one for at, one in enumerate(given) if at not in columns]
    for mine, yours in zip(missed, added, strict=False):
        mark = Mark(slot, LeafVerdict.WRONG_VALUE, str(mine), str(yours))
        yield mark, Tally.of(mark.verdict)
    for mine in missed[len(added) :]:
        mark = Mark(slot, LeafVerdict.MISSING, expected=str(mine))
        yield mark, Tally.of(mark.verdict)
    for yours in added[len(missed) :]:
        mark = Mark(slot, LeafVerdict.SPURIOUS, said=str(yours))
        yield mark, Tally.of(mark.verdict)


def _agreed(slot: Slot, expected: Fill, given: Fill, earned: float) -> Mark:
    whole = earned == 1
    return Mark(
        slot,
        LeafVerdict.CORRECT if whole else LeafVerdict.ACCEPTED_ALTERNATIVE,
        str(expected),
        str(given),
        tags=() if whole else ("half credit",),
    )


TASK = Task(
    name="muc4",
    version=VERSION,
    form=Keyed,
    id_of=lambda row: row.id,
    articles_of=_articles,
    scored=_scored,
    floors=floors,
    metrics=METRICS,
    primary="f1",
)
