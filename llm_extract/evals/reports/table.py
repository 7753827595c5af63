"""A report for a terminal of 80 columns: the verdict, the figures, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from llm_extract.evals.compare import Comparison, Difference
from llm_extract.evals.gate import Judgement
from llm_extract.evals.intervals import JACKKNIFE, estimates
from llm_extract.evals.reports import facts
from llm_extract.evals.runs import SavedRun

WIDTH = 80
_HALF = 33
_MOST_LEAVES = 5


def run_table(run: SavedRun) -> str:
    """One run: every metric with its interval, how it was read, where it went wrong."""
    lines = [
        *_wrapped(facts.headline(run)),
        "",
        *_wrapped(facts.title(run)),
        _figures("metric", "value", "95 % interval", "out of", "stories", "floor", "ceil."),
        *_metrics(run),
        "",
        *(f"{label:<13} {words}" for label, words in facts.reading(run.about).items()),
        *_spread(run),
        *_columns(run),
        *_worst("worst documents", map(str, facts.worst(run.scored.units))),
    ]
    return "\n".join(_fitted(lines))


def _metrics(run: SavedRun) -> Iterator[str]:
    odd: dict[str, list[str]] = {}
    for name, one in estimates(run.scored).items():
        floor = facts.floor(run.about, name)
        yield _figures(
            name,
            facts.share(one.value),
            facts.reach(one.low, one.high),
            facts.out_of(one.n),
            str(one.clusters),
            facts.share(floor.value if floor else None),
            facts.share(run.about.ceilings.get(name)),
        )
        if one.basis != JACKKNIFE:
            odd.setdefault(one.basis, []).append(name)
    yield f"intervals: {JACKKNIFE}{', but' if odd else ''}"
    for basis, names in odd.items():
        yield from _listed(f"{basis}:", names)
    methods = dict.fromkeys(one.method for one in run.about.floors)
    yield from _listed("floor, the best of:", methods)
    if run.about.ceilings:
        yield "ceiling: two readers of the same documents against each other"


def slices_table(runs: Sequence[SavedRun]) -> str:
    """The declared metric of each run by tag; nothing where no document has one."""
    lines: list[str] = []
    for letter, run in zip("AB", runs, strict=False):
        rows = list(facts.slices(run))
        if rows:
            of = f" of {letter}" if len(runs) > 1 else ""
            lines += ["", f"{run.scored.primary}{of} by tag, to look into and never to decide by:"]
            lines += [_slice(*row) for row in (facts.SLICE, *rows)]
    return "\n".join(_fitted(lines))


def _slice(*cells: str) -> str:
    tag, documents, value, interval, n = cells
    return f"{tag:<28} {documents:>9} {value:>6} {interval:>14} {n:>7}"


def _figures(*cells: str) -> str:
    metric, value, interval, n, stories, floor, ceiling = cells
    return (
        f"{facts.cut(metric, 28):<28} {value:>6} {interval:>14} {n:>7} {stories:>7} {floor:>6}"
        f" {ceiling:>6}"
    )


def _spread(run: SavedRun) -> Iterator[str]:
    for name, one in run.about.spread.items():
        low, high = one.reach or (None, None)
        yield f"over {run.about.readings} readings {name} {facts.reach(low, high)}"


def _columns(run: SavedRun) -> Iterator[str]:
    for one in run.about.columns:
        yield f"{one.name}: {one.value:g} {one.unit}".rstrip()


# ---------------------------------------------------------------- two runs


def comparison_table(
    before: SavedRun,
    after: SavedRun,
    comparison: Comparison,
    library: facts.Library | None = None,
) -> str:
    """Two runs: verdict, metrics, cost, and the leaves that changed with their sentences."""
    seen = [one for one in comparison.differences if one.detectable is not None]
    lines = [
        *_wrapped(facts.verdict_line(comparison.primary)),
        "",
        *_wrapped(facts.title(before, after)),
        _row("verdict", "metric", "A", "B", "B - A", "95 % interval", "p", "fix/br"),
        *map(_difference, comparison.differences),
        *_listed("could have been seen:", (f"{d.metric.name} {d.detectable:.3f}" for d in seen)),
        *_untested(comparison),
        "",
        *_side_by_side(before, after),
        *_bounds(before, comparison),
        *_worst(
            "worst documents of B", map(str, facts.worst(after.scored.units, comparison.leaves))
        ),
        *_changed(comparison, library or facts.Library()),
    ]
    return "\n".join(_fitted(lines))


def _row(*cells: str) -> str:
    verdict, metric, a, b, gap, interval, p, changed = cells
    return (
        f"{verdict:<11} {facts.cut(metric, 20):<20} {a:>5} {b:>5} {gap:>6} {interval:>15} {p:>5}"
        f" {changed:>6}"
    )


def _difference(one: Difference) -> str:
    return _row(
        one.verdict,
        one.metric.name,
        facts.share(one.before.value),
        facts.share(one.after.value),
        facts.signed(one.value),
        facts.reach(one.low, one.high, sign=True),
        facts.chance(one.adjusted_p),
        facts.changes(one),
    )


def _untested(comparison: Comparison) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for one in comparison.guards:
        if one.why and one.detectable is None:
            reasons.setdefault(one.why, []).append(one.metric.name)
    for why, names in reasons.items():
        yield from _listed(f"{why}:", names)


def _bounds(run: SavedRun, comparison: Comparison) -> Iterator[str]:
    names = [one.metric.name for one in comparison.differences]
    for name, floor, ceiling in facts.bounds(run.about, names):
        yield f"{facts.cut(name, 28)}: floor {floor}, ceiling {ceiling}"


def _side_by_side(before: SavedRun, after: SavedRun) -> Iterator[str]:
    yield f"{'':<13} {'A':<{_HALF}} {'B':<{_HALF}}".rstrip()
    for label, ours, theirs in facts.both(before.about, after.about):
        pairs = zip_longest(wrap(ours, _HALF), wrap(theirs, _HALF), fillvalue="")
        for at, (one, other) in enumerate(pairs):
            yield f"{label if at == 0 else '':<13} {one:<{_HALF}} {other}".rstrip()


def _changed(comparison: Comparison, library: facts.Library) -> Iterator[str]:
    for heading, leaves in facts.changed(comparison):
        yield ""
        yield f"{heading}: {len(leaves)}"
        for leaf in leaves[:_MOST_LEAVES]:
            yield from wrap(facts.told(leaf), WIDTH, initial_indent="  ", subsequent_indent="    ")
            sentence = library.sentence(leaf)
            if sentence:
                quoted = f"“{' '.join(sentence.split())}”"
                yield from wrap(quoted, WIDTH, initial_indent="    ", subsequent_indent="    ")
        if len(leaves) > _MOST_LEAVES:
            yield f"  and {len(leaves) - _MOST_LEAVES} more; the page has them all"


# ---------------------------------------------------------------- gates


def gate_table(judgement: Judgement) -> str:
    """Every gate: what it came to, and why."""
    lines = [f"{judgement.state}".upper()]
    for one in judgement.results:
        told = f"{one.state:<14} {one.name}: {one.why}"
        lines += wrap(told, WIDTH, subsequent_indent=" " * 15)
    return "\n".join(lines)


# ---------------------------------------------------------------- lines


def _worst(heading: str, told: Iterable[str]) -> Iterator[str]:
    found = list(told)
    if found:
        yield ""
        yield f"{heading}:"
        yield from (f"  {one}" for one in found)


def _listed(heading: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield from wrap(f"{heading} {', '.join(found)}", WIDTH, subsequent_indent="  ")


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, subsequent_indent="  ") or [""]


def _fitted(lines: Iterable[str]) -> Iterator[str]:
    """No line is wider than the terminal, whatever a document is called."""
    return (facts.cut(line, WIDTH) for line in lines)
