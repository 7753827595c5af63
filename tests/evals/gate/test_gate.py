from dataclasses import replace

import pytest

from llm_extract.cli.codes import INCONCLUSIVE
from llm_extract.errors import SettingsError
from llm_extract.evals.gate import (
    GateResult,
    Gates,
    Primary,
    SetGates,
    State,
    judge,
    load_gates,
)
from llm_extract.evals.scores import Metric
from tests.evals.compare.invented_units import run as scored
from tests.evals.compare.invented_units import unit
from tests.evals.runs.invented_set import VILLAGES, Reader, Villages, relabelled
from tests.evals.runs.made import made

WHOLE = made()


def judged(candidate, gates: SetGates | None = None, baseline=WHOLE) -> dict[str, State]:
    judgement = judge(baseline, candidate, gates or SetGates())
    return {one.name: one.state for one in judgement.results} | {"": judgement.state}


def of_figures(*verdicts: str, **more):
    """A run whose scores are made up; all else of it is that of the villages."""
    return replace(WHOLE, scored=scored(*verdicts, **more))


# ---------------------------------------------------------------- the primary metric


def test_a_candidate_that_differs_in_nothing_passes():
    assert judged(made())[""] is State.PASSED


def test_a_candidate_that_is_worse_by_the_test_fails_within_any_margin():
    silent = made(Reader(silent=VILLAGES))
    wide = SetGates(primary=Primary(margin=1))
    assert judged(silent, wide)["killed_exact"] is State.FAILED


def test_what_may_have_lost_more_than_the_margin_is_inconclusive():
    silent = made(Reader(silent=["Orvale", "Quillon"]))
    assert judged(silent)["killed_exact"] is State.INCONCLUSIVE


def test_what_lost_less_than_the_margin_for_sure_passes():
    before, after = of_figures(*"c" * 200), of_figures(*"c" * 199, "m")
    gates = SetGates(primary=Primary(margin=0.05))
    assert judged(after, gates, before)["killed_exact"] is State.PASSED


def test_a_gate_may_ask_for_more_than_no_loss():
    gates = SetGates(primary=Primary(needs="improved"))
    assert judged(made(), gates)["killed_exact"] is State.INCONCLUSIVE
    worse = made(Reader(silent=VILLAGES))
    assert judged(WHOLE, gates, worse)["killed_exact"] is State.PASSED
    assert judged(worse, gates)["killed_exact"] is State.FAILED


def test_a_primary_metric_of_too_few_stories_is_inconclusive_even_where_nothing_differs():
    few = made(villages=Villages(figures=Villages().figures[:8]))
    assert judged(few, baseline=few)["killed_exact"] is State.INCONCLUSIVE


# ---------------------------------------------------------------- guards


def guarded(**margins: float) -> SetGates:
    return SetGates(primary=Primary(metric="first"), guards=margins)


FIRST = Metric("first", "other", of="recall")
HELD = Metric("held", "killed", of="recall")
ERRORS = Metric("errors", "killed", of="recall", higher_is_better=False)


def with_guard(*words: str):
    """The primary metric never moves; what is guarded stands in `words`."""
    guarded_units = scored(*words, metrics=(FIRST, HELD, ERRORS))
    units = tuple(
        replace(one, slots={**one.slots, **unit(one.unit, "c", slot="other").slots})
        for one in guarded_units.units
    )
    return replace(WHOLE, scored=replace(guarded_units, units=units))


def test_a_guard_may_be_worse_by_the_test_if_it_is_within_its_margin():
    before, after = with_guard(*"c" * 400), with_guard(*"c" * 388, *"m" * 12)
    assert judged(after, guarded(held=0.1), before)["held"] is State.PASSED
    assert judged(after, guarded(held=0.02), before)["held"] is State.FAILED


def test_a_guard_of_too_few_stories_passes_only_where_nothing_differs():
    before, after = with_guard("c", "c", *[""] * 8), with_guard("c", "m", *[""] * 8)
    assert judged(before, guarded(held=0.1), before)["held"] is State.PASSED
    assert judged(after, guarded(held=0.1), before)["held"] is State.INCONCLUSIVE


def test_a_guard_of_which_no_story_holds_anything_is_inconclusive():
    none = with_guard(*[""] * 8)
    assert judged(none, guarded(held=0.1), none)["held"] is State.INCONCLUSIVE


def test_of_a_rate_of_errors_more_is_a_loss():
    before, after = with_guard(*"m" * 40), with_guard(*"m" * 20, *"c" * 20)
    assert judged(after, guarded(errors=0.1), before)["errors"] is State.FAILED
    assert judged(before, guarded(errors=0.1), after)["errors"] is State.PASSED


def test_metrics_that_are_not_named_are_no_gates():
    both = with_guard(*"c" * 8)
    assert set(judged(both, guarded(held=0.1), both)) == {
        *("comparable", "complete", "first", "held", ""),
    }


def test_a_guard_on_what_is_no_metric_is_refused():
    with pytest.raises(SettingsError, match="there is no metric 'kiled'; there are killed_exact"):
        judged(made(), SetGates(guards={"kiled": 0.1}))


# ---------------------------------------------------------------- whole and comparable


def test_a_candidate_with_failed_documents_is_not_judged():
    assert judged(made(Reader(fails=["Brask"])))[""] is State.INCOMPLETE


def test_documents_that_were_read_in_part_count_as_well():
    assert judged(made(Reader(partly=["Brask"])))[""] is State.INCOMPLETE


def test_so_many_failures_as_are_allowed_leave_it_judged():
    gates = SetGates(most_failed=1, primary=Primary(margin=1))
    assert judged(made(Reader(fails=["Brask"])), gates)[""] is State.PASSED


def test_a_failed_baseline_leaves_the_candidate_judged():
    assert judged(made(), baseline=made(Reader(fails=["Brask"])))["complete"] is State.PASSED


@pytest.mark.parametrize(
    ("other", "word"),
    [
        (relabelled(Villages()), "gold"),
        (Villages(matcher="villages-2"), "matcher"),
        (Villages(figures=Villages().figures[:10]), "documents"),
        (Villages(name="hamlets"), "sets"),
    ],
)
def test_runs_of_different_things_are_not_compared(other, word):
    judgement = judge(WHOLE, made(villages=other), SetGates())
    assert judgement.state is State.NOT_COMPARABLE
    assert word in judgement.results[0].why


def test_what_cannot_be_judged_stands_above_what_is_bad():
    silent_and_failed = made(Reader(silent=VILLAGES[1:], fails=["Orvale"]))
    states = judged(silent_and_failed)
    assert states["killed_exact"] is State.FAILED
    assert states[""] is State.INCOMPLETE


# ---------------------------------------------------------------- the file


def test_the_gates_of_this_repository_are_read(request):
    gates = load_gates(request.config.rootpath / "evals" / "gates.toml")
    assert gates.of("stories").primary.metric == "casualty_f1"
    assert gates.of("gva").guards == {"injured_exact": 0.03}


def test_a_set_that_is_not_named_has_its_own_metric_and_no_margin():
    assert Gates().of("villages") == SetGates()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[sets.gva", "gates.toml"),
        ("[sets.gva]\nmost_faild = 1", "sets.gva.most_faild"),
        ("[sets.gva]\ninconclusive = 9", "sets.gva.inconclusive"),
        ('[sets.gva]\nprimary = { metric = "f1", margin = -1 }', "margin"),
    ],
)
def test_a_file_that_sets_what_is_no_gate_is_refused(tmp_path, text, word):
    file = tmp_path / "gates.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=word):
        load_gates(file)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        load_gates(tmp_path / "gates.toml")


def test_what_is_inconclusive_has_its_own_exit_code_unless_told_otherwise():
    assert SetGates().inconclusive == INCONCLUSIVE


def test_every_gate_says_why():
    for one in judge(WHOLE, made(Reader(fails=["Brask"])), SetGates()).results:
        assert isinstance(one, GateResult)
        assert one.why


@pytest.mark.parametrize("margin", ["-0.1", "1.5", "nan"])
@pytest.mark.parametrize("gate", ["primary = {{ margin = {} }}", "guards = {{ recall = {} }}"])
def test_a_margin_is_a_share_of_every_gate(tmp_path, gate, margin):
    file = tmp_path / "gates.toml"
    file.write_text(f"[sets.villages]\n{gate.format(margin)}\n")
    with pytest.raises(SettingsError, match=r"gates\.toml: sets\.villages\.(primary|guards)"):
        load_gates(file)


def test_a_guard_on_the_primary_metric_is_refused_and_not_passed_over():
    with pytest.raises(SettingsError, match="the primary metric has a margin of its own"):
        judged(made(), SetGates(guards={"killed_exact": 0.05}))
