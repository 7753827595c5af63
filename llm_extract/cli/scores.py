"""Scores of what no run keeps, on the screen or for a machine."""

from __future__ import annotations

from llm_extract.cli.codes import GOOD
from llm_extract.cli.screen import say, say_json
from llm_extract.evals.intervals import estimates
from llm_extract.evals.reports.facts import reach, share
from llm_extract.evals.scores import Scored


def show(scored: Scored, title: str, *, as_json: bool) -> int:
    """Print each figure with its interval and what it is out of; the exit code."""
    found = estimates(scored)
    extra = {one.name: one.value for one in scored.columns}
    if as_json:
        figures = {
            name: {"value": each.value, "low": each.low, "high": each.high, "n": each.n}
            for name, each in found.items()
        }
        say_json({"title": title, "units": len(scored.units), "metrics": figures, **extra})
        return GOOD
    say(title)
    for name, each in found.items():
        say(f"{name:<26} {share(each.value):>6}  {reach(each.low, each.high):>14}  of {each.n:g}")
    for name, value in extra.items():
        say(f"{name:<26} {value:>6.3g}")
    return GOOD
