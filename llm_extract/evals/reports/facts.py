"""What every form of report says: figures as they are printed, how a run was read, what it got
wrong and where that stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from llm_extract.evals.compare import Comparison, Difference, Leaf
from llm_extract.evals.intervals import by_tag, estimate
from llm_extract.evals.runs import About, SavedRun
from llm_extract.evals.scores import Floor, LeafVerdict, Mark, UnitScore
from llm_extract.records.article import Article, Span
from llm_extract.text import sentences

_WRONG = frozenset({LeafVerdict.WRONG_VALUE, LeafVerdict.MISSING, LeafVerdict.SPURIOUS})
_LEAST_P = 0.001
MOST_WORST = 5


# ---------------------------------------------------------------- figures


def share(value: float | None) -> str:
    """A share, or a dash where there is none.

    >>> share(0.8124), share(None)
    ('0.812', '-')
    """
    return "-" if value is None else f"{value:.3f}"


def signed(value: float | None) -> str:
    """A difference, its sign always there but for none at all.

    >>> signed(0.03), signed(-0.0001), signed(None)
    ('+0.030', '-0.000', '-')
    """
    return "-" if value is None else f"{value:+.3f}"


def reach(low: float | None, high: float | None, *, sign: bool = False) -> str:
    """An interval from end to end."""
    if low is None or high is None:
        return "-"
    shown = signed if sign else share
    return f"{shown(low)}..{shown(high)}"


def chance(p: float | None) -> str:
    """A p-value in five characters at most."""
    if p is None:
        return "-"
    return "<.001" if p < _LEAST_P else f"{p:.3f}"


def cut(text: str, most: int) -> str:
    """A name in so many characters; its end tells it from its siblings as much as its beginning.

    >>> cut("perp_organisation_recall", 16)
    'perp_or…n_recall'
    """
    half = most // 2
    return text if len(text) <= most else f"{text[: most - half - 1]}…{text[-half:]}"


def out_of(count: float) -> str:
    """A count of leaves, which may be shared out in parts.

    >>> out_of(12.0), out_of(2.5)
    ('12', '2.5')
    """
    return f"{count:g}" if count == int(count) else f"{count:.1f}"


def changes(one: Difference) -> str:
    """Leaves fixed and broken."""
    return "-" if one.fixed is None else f"{one.fixed}/{one.broken}"


def headline(run: SavedRun) -> str:
    """A run's declared metric with its interval, in one line."""
    metric = run.scored.declared
    found = estimate(metric, run.scored.units)
    interval = f" [{reach(found.low, found.high)}]" if found.low is not None else ""
    return f"{metric.name}: {share(found.value)}{interval}"


SLICE = ("documents that are or hold", "documents", "value", "95 % interval", "out of")


def slices(run: SavedRun) -> Iterator[tuple[str, ...]]:
    """The declared metric over the documents of each tag: rows under `SLICE`."""
    units = run.scored.units
    for tag, one in by_tag(run.scored.declared, units).items():
        documents = sum(tag in unit.tags for unit in units)
        figures = share(one.value), reach(one.low, one.high), out_of(one.n)
        yield (tag.replace("_", " "), str(documents), *figures)


def verdict_line(one: Difference) -> str:
    """The verdict of a metric in one line, its evidence with it."""
    found = [signed(one.value)] if one.value is not None else []
    found += [f"[{reach(one.low, one.high, sign=True)}]"] if one.low is not None else []
    found += [f"p {chance(one.p)}"] if one.p is not None else []
    why = f" ({one.why})" if one.why else ""
    return "; ".join([f"{one.metric.name}: {one.verdict}{why}", " ".join(found)]).removesuffix("; ")


# ---------------------------------------------------------------- how a run was read


def reader(about: About) -> str:
    """Who read the documents."""
    one = about.extractor
    named = one.model or one.name
    return f"{named}, {one.prompt} {(one.prompt_hash or '')[:8]}" if one.prompt else named


def reading(about: About) -> Mapping[str, str]:
    """How a run was read, how much of it failed, what it took: label and words."""
    latency = about.latency
    timed = latency.p50_s is not None and latency.p95_s is not None
    return {
        "read by": reader(about),
        **({"readings": f"{about.readings}, scored the first"} if about.readings > 1 else {}),
        "failed": f"{about.failed} of {about.documents}" + _coded(about.failures_by_code),
        "unread parts": f"in {about.unread} of {about.documents}" + _coded(about.unread_by_code),
        "unfounded": "not known" if about.ungrounded is None else f"{about.ungrounded} statements",
        **(_asking(about) if about.extractor.name == "model" else {}),
        "p50, p95": f"{latency.p50_s:.2f} s, {latency.p95_s:.2f} s" if timed else "-",
    }


def _coded(counts: Mapping[str, int]) -> str:
    """Errors by code; a `bad_reply` is one that could not be parsed, asked anew once."""
    told = ", ".join(f"{code} {count}" for code, count in counts.items())
    return f" ({told})" if told else ""


def _asking(about: About) -> Mapping[str, str]:
    """What a model took; kept replies cost nothing this time."""
    spent = about.spent
    fresh = spent.prompt_tokens + spent.completion_tokens
    kept = spent.saved_prompt_tokens + spent.saved_completion_tokens
    return {
        "requests": f"{spent.requests} sent, {spent.cache_hits} answered from what was kept",
        "tokens": f"{fresh:,} paid for, {kept:,} kept",
        "cost": "not known" if spent.cost_usd is None else f"${spent.cost_usd:.4f}",
    }


def both(before: About, after: About) -> Iterator[tuple[str, str, str]]:
    """The same of two runs, side by side."""
    one, other = reading(before), reading(after)
    for label in dict.fromkeys((*one, *other)):
        yield label, one.get(label, "-"), other.get(label, "-")


def floor(about: About, metric: str) -> Floor | None:
    """The best that a trivial method reaches on a metric."""
    found = [one for one in about.floors if one.metric == metric]
    return max(found, key=lambda one: one.value, default=None)


def bounds(about: About, metrics: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Metric, floor and ceiling of each metric that has one of the two."""
    for name in metrics:
        low, high = floor(about, name), about.ceilings.get(name)
        if low is not None or high is not None:
            told = f"{share(low.value)} ({low.method})" if low else "-"
            yield name, told, share(high)


# ---------------------------------------------------------------- what is wrong


@dataclass(frozen=True)
class Worst:
    """A document with much wrong in it."""

    unit: str
    wrong: int
    leaves: int
    failed: bool
    broken: int = 0

    def __str__(self) -> str:
        told = "failed" if self.failed else f"{self.wrong} of {self.leaves} leaves wrong"
        return f"{self.unit}: {told}" + (f", {self.broken} newly" if self.broken else "")


def wrong(mark: Mark) -> bool:
    """Whether a leaf went wrong in any way."""
    return mark.verdict in _WRONG


def worst(units: Sequence[UnitScore], leaves: Iterable[Leaf] = ()) -> tuple[Worst, ...]:
    """The five documents with the most wrong, those newly broken first."""
    broken = Counter(leaf.unit for leaf in leaves if leaf.change == "broken")
    found = [
        Worst(one.unit, sum(map(wrong, one.marks)), len(one.marks), one.failed, broken[one.unit])
        for one in units
    ]
    bad = [one for one in found if one.wrong or one.broken or one.failed]
    bad.sort(key=lambda one: (-one.broken, -one.wrong, one.unit))
    return tuple(bad[:MOST_WORST])


def told(leaf: Leaf) -> str:
    """What was expected of a leaf, and what each run says."""
    return (
        f"{leaf.unit} {leaf.slot}: expected {expected(leaf) or 'nothing'};"
        f" A {_said(leaf.before)}, B {_said(leaf.after)}"
    )


def expected(leaf: Leaf) -> str | None:
    """What the answers hold of a leaf; None where they hold nothing."""
    return next((m.expected for m in (leaf.before, leaf.after) if m and m.expected), None)


def _said(mark: Mark | None) -> str:
    return "says nothing" if mark is None or mark.said is None else f"says {mark.said}"


# ---------------------------------------------------------------- where it stands


class Library:
    """The articles of a set, found by the unit they belong to; texts are the user's own."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._by_name: dict[str, Article] = {}
        for one in articles:
            self._by_name |= {one.article_id: one} | ({one.file: one} if one.file else {})

    def of(self, unit: str) -> Article | None:
        """The one article whose id or file is the unit; None where the unit has several, or none
        was brought.
        """
        return self._by_name.get(unit)

    def sentence(self, leaf: Leaf) -> str | None:
        """The first sentence that bears on a leaf: where the answer stands, else what was said."""
        article = self.of(leaf.unit)
        spans = [*_spans(leaf, "expected_spans"), *_spans(leaf, "said_spans")]
        if article is None or not spans:
            return None
        at = spans[0].start
        return next(
            (article.text[a:b] for a, b in sentences(article.text) if a <= at < b),
            spans[0].of(article.text) or None,
        )


def _spans(leaf: Leaf, of: str) -> Iterator[Span]:
    for mark in (leaf.after, leaf.before):
        if mark is not None:
            yield from getattr(mark, of)


def changed(comparison: Comparison) -> Iterator[tuple[str, list[Leaf]]]:
    """The leaves that broke, then those that were fixed, each under its heading. What the answers
    hold stands before what a run made up.
    """
    for heading, found in (
        ("broken by B", comparison.changed("broken")),
        ("fixed by B", comparison.changed("fixed")),
    ):
        yield heading, sorted(found, key=lambda leaf: expected(leaf) is None)


def title(before: SavedRun, after: SavedRun | None = None) -> str:
    """What is reported on."""
    one = before.about
    if after is None:
        return f"{one.suite}: read by {reader(one)}"
    return f"{one.suite}: A {reader(one)}; B {reader(after.about)}"
