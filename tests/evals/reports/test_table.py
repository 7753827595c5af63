import re
from dataclasses import replace

import pytest

from llm_extract.evals.gate import SetGates, judge
from llm_extract.evals.reports.facts import Library
from llm_extract.evals.reports.table import comparison_table, gate_table, run_table, slices_table
from llm_extract.evals.runs import Spread
from llm_extract.evals.scores import Column
from tests.evals.reports.two_runs import (
    AFTER,
    BEFORE,
    compared,
    hostile,
    hostile_articles,
)
from tests.evals.runs.invented_set import Villages


def both(**more) -> str:
    return comparison_table(BEFORE, AFTER, compared(), **more)


def test_one_run_opens_with_its_declared_metric():
    assert run_table(BEFORE).startswith("killed_exact: 0.917 [")


def test_one_run_shows_how_it_was_read_and_what_trivial_methods_reach():
    said = run_table(AFTER)
    assert "failed        1 of 12 (bad_reply 1)" in said
    assert "p50, p95      1.00 s, 1.00 s" in said
    assert re.search(r"^killed_exact .* 0\.083      -$", said, re.MULTILINE)
    assert "floor, the best of: always six" in said
    assert "Brask: failed" in said


def test_what_two_readers_reach_stands_beside_it():
    about = BEFORE.about.model_copy(update={"ceilings": {"killed_exact": 0.97}})
    run = replace(BEFORE, about=about)
    assert re.search(r"^killed_exact .* 0\.083  0\.970$", run_table(run), re.MULTILINE)
    assert "killed_exact: floor 0.083 (always six), ceiling 0.970" in comparison_table(
        run, run, compared(run, run)
    )


def test_several_readings_show_their_spread_and_columns_their_sums():
    spread = {"killed_exact": Spread(values=(0.8, 0.9, 0.7))}
    about = BEFORE.about.model_copy(
        update={"spread": spread, "readings": 3, "columns": (Column("re-asks", 4),)}
    )
    said = run_table(replace(BEFORE, about=about))
    assert "over 3 readings killed_exact 0.700..0.900" in said
    assert "re-asks: 4" in said


def test_two_runs_open_with_the_verdict():
    first, *_ = both().splitlines()
    assert first.startswith("killed_exact: no evidence (could not have detected less than 0.")


def test_two_runs_show_what_broke_and_what_was_fixed_with_its_sentence():
    said = both(library=Library(Villages().articles()))
    assert "broken by B: 4" in said
    assert "Orvale killed: expected 2; A says 2, B says nothing" in said
    assert "“Gunmen killed two farmers in the village of Orvale on Monday" in said
    assert "fixed by B: 1" in said


def test_without_texts_there_are_no_sentences():
    assert "Gunmen" not in both()


def test_newly_broken_documents_are_the_worst():
    assert "Brask: failed, 1 newly" in both()


@pytest.mark.parametrize("run", [BEFORE, hostile(AFTER)], ids=["plain", "hostile"])
def test_no_line_is_wider_than_the_terminal(run):
    library = Library(hostile_articles())
    shown = [
        run_table(run),
        comparison_table(run, run, compared(run, run), library),
        comparison_table(
            hostile(BEFORE), hostile(AFTER), compared(hostile(BEFORE), hostile(AFTER)), library
        ),
        gate_table(judge(BEFORE, AFTER, SetGates())),
    ]
    assert max(len(line) for text in shown for line in text.splitlines()) <= 80


def test_gates_open_with_what_they_come_to():
    said = gate_table(judge(BEFORE, AFTER, SetGates())).splitlines()
    assert said[0] == "INCOMPLETE"
    assert said[2].startswith("incomplete     complete: documents that failed: 1 (0 allowed)")


def test_where_runs_were_read_several_times_their_comparison_says_which_reading_it_is_of():
    run = replace(AFTER, about=AFTER.about.model_copy(update={"readings": 3}))
    said = comparison_table(BEFORE, run, compared())
    assert re.search(r"^readings +- +3, scored the first$", said, re.MULTILINE)


def test_slices_show_how_many_documents_and_leaves_they_are_out_of():
    def tagged(run):
        units = tuple(replace(one, tags=("named_dead",)) for one in run.scored.units[:3])
        return replace(run, scored=replace(run.scored, units=(*units, *run.scored.units[3:])))

    said = slices_table([tagged(BEFORE), tagged(AFTER)])
    assert "killed_exact of B by tag, to look into and never to decide by:" in said
    assert re.search(r"^named dead +3  1\.000 +- +3$", said, re.MULTILINE)
    assert re.search(r"^named dead +3  0\.333 +- +3$", said, re.MULTILINE)
    assert slices_table([BEFORE]) == ""


def test_stretches_that_were_not_read_are_told_by_code():
    about = BEFORE.about.model_copy(
        update={"unread": 1, "unread_by_code": {"bad_reply": 2}, "ungrounded": 3}
    )
    said = run_table(replace(BEFORE, about=about))
    assert "unread parts  in 1 of 12 (bad_reply 2)" in said
    assert "unfounded     3 statements" in said
