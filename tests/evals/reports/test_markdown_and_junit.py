import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from llm_extract.evals.gate import GateResult, Judgement, SetGates, State, judge
from llm_extract.evals.reports.facts import Library
from llm_extract.evals.reports.junit import junit
from llm_extract.evals.reports.markdown import comparison_markdown, gate_markdown, run_markdown
from tests.evals.reports.two_runs import AFTER, BEFORE, compared, hostile, hostile_articles
from tests.evals.runs.invented_set import Villages
from tests.evals.runs.made import made

# ---------------------------------------------------------------- markdown


def test_a_comparison_is_headed_by_its_verdict():
    said = comparison_markdown(BEFORE, AFTER, compared())
    assert said.startswith("## killed\\_exact: no evidence")
    assert "| killed\\_exact | no evidence | 0.917 | 0.667 |" in said


def test_what_broke_is_folded_away_with_its_sentences():
    said = comparison_markdown(BEFORE, AFTER, compared(), Library(Villages().articles()))
    assert "<details><summary>Broken by B: 4</summary>" in said
    assert "  > Gunmen killed two farmers in the village of Orvale on Monday, police said." in said


def test_one_run_has_its_figures_and_its_floor():
    said = run_markdown(BEFORE)
    assert "| killed\\_exact | 0.917 |" in said
    assert "| killed\\_exact | 0.083 (always six) | \\- |" in said


def test_text_of_others_is_neither_markup_nor_a_call_to_anybody():
    before, after = hostile(BEFORE), hostile(AFTER)
    said = comparison_markdown(before, after, compared(before, after), Library(hostile_articles()))
    assert "alert" in said
    assert not re.search(r"(?<!\\)<script|@everyone|(?<!\\)\]\(|(?<!\\)`", said)


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    before, after = hostile(BEFORE), hostile(AFTER)
    rows = [
        len(re.findall(r"(?<!\\)\|", line))
        for line in comparison_markdown(before, after, compared(before, after)).splitlines()
        if line.startswith("|")
    ]
    assert set(rows) == {10, 4}


def test_gates_stand_in_a_table():
    said = gate_markdown(judge(BEFORE, AFTER, SetGates()))
    assert said.startswith("## Gate: incomplete\n")
    assert "| complete | incomplete |" in said


# ---------------------------------------------------------------- junit


def cases(judgement: Judgement) -> dict[str, list[str]]:
    root = ET.fromstring(junit(judgement, "villages").split("\n", 1)[1])  # noqa: S314 - our own
    assert root.get("tests") == str(len(root))
    return {case.get("name"): [child.tag for child in case] for case in root}


def test_each_gate_is_a_case():
    assert cases(judge(BEFORE, AFTER, SetGates())) == {
        "comparable": [],
        "complete": ["error"],
        "killed_exact": ["failure"],
    }


def test_runs_that_cannot_be_compared_are_an_error():
    other = made(villages=Villages(matcher="villages-2"))
    assert cases(judge(BEFORE, other, SetGates())) == {"comparable": ["error"]}


def test_an_inconclusive_gate_that_lets_pass_is_skipped():
    found = cases(judge(BEFORE, AFTER, SetGates(inconclusive=0)))
    assert found["killed_exact"] == ["skipped"]


@pytest.mark.parametrize("why", ["a\x00b", '<&">', "\x1b[31m", "\ud800"])
def test_any_reason_is_well_formed(why):
    judgement = Judgement((GateResult("one", State.FAILED, why),), None, SetGates())
    assert cases(judgement) == {"one": ["failure"]}


def test_the_counts_of_a_suite_are_those_of_its_cases():
    judgement = replace(judge(BEFORE, AFTER, SetGates()))
    assert 'tests="3" failures="1" errors="1" skipped="0"' in junit(judgement, "villages")
