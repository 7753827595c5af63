"""Faults planted by hand in briefings of three stories: each is found, as what it is.

`planted/` holds the records and briefings as they stood when the faults were written; a row of
`faults.csv` is one small edit.
"""

import csv
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from llm_extract.briefing.lint import Finding, check_briefing
from llm_extract.records.consensus import Consensus

PLANTED = Path(__file__).parent / "planted"
STORIES = ("border-town", "hollow-valley", "quay-market")


def _faults() -> list[tuple[str, str, str, str]]:
    with (PLANTED / "faults.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["story"], row["kind"], _lines(row["old"]), _lines(row["new"]))
            for row in csv.DictReader(file)
        ]


def _lines(text: str) -> str:
    return text.replace("\\n", "\n")


@cache
def record(story: str) -> Consensus:
    return Consensus.from_json((PLANTED / f"{story}.json").read_text())


@cache
def text(story: str) -> str:
    return (PLANTED / f"{story}.md").read_text(encoding="utf-8")


@cache
def found(story: str, old: str, new: str) -> tuple[str, tuple[Finding, ...]]:
    """The briefing of a story with one edit, and what the linter finds in it."""
    edited = text(story).replace(old, new, 1)
    return edited, check_briefing(edited, record(story))


@pytest.mark.parametrize("story", STORIES)
def test_without_a_fault_nothing_is_found(story):
    assert check_briefing(text(story), record(story)) == ()


@pytest.mark.parametrize(("story", "kind", "old", "new"), _faults())
def test_a_planted_fault_is_found_as_what_it_is(story, kind, old, new):
    assert old in text(story)
    _, findings = found(story, old, new)
    assert kind in {one.kind for one in findings}


def test_the_planted_faults_are_many_and_of_every_kind():
    union, _ = get_args(Finding)
    kinds = {one.model_fields["kind"].default for one in get_args(union)}
    assert {kind for _, kind, _, _ in _faults()} == kinds
    assert len(_faults()) >= 60


@pytest.mark.parametrize("story", STORIES)
def test_every_finding_has_the_words_that_stand_at_its_span(story):
    for at, kind, old, new in _faults():
        if at == story and kind != "missing_gap":
            edited, findings = found(story, old, new)
            for one in findings:
                assert " ".join(one.span.of(edited).split())[:5] == " ".join(one.words.split())[:5]
