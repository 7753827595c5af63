"""A report for a pull request: the verdict, the gates, the figures, the leaves that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_extract.evals.compare import Comparison, Difference, Leaf
from llm_extract.evals.gate import Judgement
from llm_extract.evals.intervals import estimates
from llm_extract.evals.reports import facts
from llm_extract.evals.runs import SavedRun
from llm_extract.report.markdown import escaped

_MOST_LEAVES = 20


def run_markdown(run: SavedRun) -> str:
    """One run."""
    rows = [
        (name, facts.share(one.value), facts.reach(one.low, one.high), facts.out_of(one.n))
        for name, one in estimates(run.scored).items()
    ]
    lines = [
        f"## {_text(facts.headline(run))}",
        "",
        _text(facts.title(run)),
        "",
        *_table(("metric", "value", "95 % interval", "out of"), rows),
        "",
        *_table(("", "run"), list(facts.reading(run.about).items())),
        "",
        *_bounds(run, [one.name for one in run.scored.metrics]),
        *_slices("", run),
        *_bullets(f"worst: {one}" for one in facts.worst(run.scored.units)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def comparison_markdown(
    before: SavedRun,
    after: SavedRun,
    comparison: Comparison,
    library: facts.Library | None = None,
) -> str:
    """Two runs side by side."""
    lines = [
        f"## {_text(facts.verdict_line(comparison.primary))}",
        "",
        _text(facts.title(before, after)),
        "",
        *_table(_HEAD, [_difference(one) for one in comparison.differences]),
        "",
        *_table(("", "A", "B"), list(facts.both(before.about, after.about))),
        "",
        *_bounds(before, [one.metric.name for one in comparison.differences]),
        *_slices(" of A", before),
        *_slices(" of B", after),
        *_bullets(f"worst: {one}" for one in facts.worst(after.scored.units, comparison.leaves)),
        *_changed(comparison, library or facts.Library()),
    ]
    return "\n".join(lines).rstrip() + "\n"


def gate_markdown(judgement: Judgement) -> str:
    """Every gate in a table, under what they come to together."""
    rows = [(one.name, str(one.state), one.why) for one in judgement.results]
    lines = [f"## Gate: {judgement.state}", "", *_table(("gate", "state", "why"), rows)]
    return "\n".join(lines) + "\n"


_HEAD = (
    *("metric", "verdict", "A", "B", "B - A", "95 % interval", "p"),
    *("could have been seen", "fixed/broken"),
)


def _difference(one: Difference) -> tuple[str, ...]:
    return (
        one.metric.name,
        f"{one.verdict}",
        facts.share(one.before.value),
        facts.share(one.after.value),
        facts.signed(one.value),
        facts.reach(one.low, one.high, sign=True),
        facts.chance(one.adjusted_p),
        facts.share(one.detectable),
        facts.changes(one),
    )


def _bounds(run: SavedRun, metrics: Sequence[str]) -> Iterator[str]:
    rows = list(facts.bounds(run.about, metrics))
    if rows:
        yield from (*_table(("metric", "floor", "ceiling"), rows), "")


def _slices(of: str, run: SavedRun) -> Iterator[str]:
    rows = list(facts.slices(run))
    if rows:
        summary = f"{_text(run.scored.primary)}{of} by tag, to look into and never to decide by"
        yield from (f"<details><summary>{summary}</summary>", "")
        yield from (*_table(facts.SLICE, rows), "", "</details>", "")


def _changed(comparison: Comparison, library: facts.Library) -> Iterator[str]:
    for heading, leaves in facts.changed(comparison):
        if leaves:
            summary = f"{heading[0].upper()}{heading[1:]}: {len(leaves)}"
            yield from ("", f"<details><summary>{summary}</summary>", "")
            for leaf in leaves[:_MOST_LEAVES]:
                yield from _leaf(leaf, library)
            if len(leaves) > _MOST_LEAVES:
                yield f"- and {len(leaves) - _MOST_LEAVES} more"
            yield from ("", "</details>")


def _leaf(leaf: Leaf, library: facts.Library) -> Iterator[str]:
    yield f"- {_text(facts.told(leaf))}"
    sentence = library.sentence(leaf)
    if sentence:
        yield f"  > {_text(sentence)}"


def _bullets(items: Iterator[str]) -> Iterator[str]:
    for item in items:
        yield f"- {_text(item)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(map(_text, row)) + " |"


def _text(text: str) -> str:
    """Text of others: no markup, and nobody is called by it."""
    return escaped(text).replace("@", "@\u2060")
