"""What need not agree for two values to say the same."""

from llm_extract.evals.gold.agreement import same_value
from llm_extract.records.claims import Outcome, Response, ResponseKind, Result


def test_a_measure_is_the_same_whether_or_not_the_words_for_it_are_kept():
    kept = Response(response=ResponseKind.CURFEW, words="24-hour curfew")
    assert same_value(Response(response=ResponseKind.CURFEW), kept)
    assert not same_value(Response(response=ResponseKind.CORDON), kept)


def test_how_long_a_hold_lasted_does_not_part_two_outcomes():
    held = Outcome(result=Result.SITE_SEIZED, of="the mill", limited="briefly")
    assert same_value(Outcome(result=Result.SITE_SEIZED, of="the mill"), held)
