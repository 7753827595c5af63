"""Every fault of an endpoint ends in an extraction or in a failure with its cause; nothing else."""

import logging
from functools import partial

import pytest

from llm_extract import wiring
from llm_extract.dev.faults import FAULTS, Reach
from llm_extract.dev.plans import Always, Script
from llm_extract.llm.retrying import RetryLimits
from llm_extract.records.article import Article, Stage
from tests.trust.conftest import DEEP, KEY, QUOTE, articles

# What each fault becomes when the endpoint does nothing else: the code of the failure (None: an
# extraction) and how many requests are made, where three tries in all are allowed.
OUTCOMES = {
    "good": (None, 1),
    "rate_limited": ("rate_limited", 3),
    "rate_limited=3600": ("parked", 1),
    "rate_limited_bare": ("rate_limited", 3),
    "overloaded": ("rate_limited", 3),
    "server_error": ("server_fault", 3),
    "bad_gateway": ("server_fault", 3),
    "quota": ("quota", 1),
    "key_refused": ("key_refused", 1),
    "unknown_model": ("unknown_model", 1),
    "context": ("context_too_long", 1),
    "redirect": ("request_refused", 1),
    "reset": ("unreachable", 3),
    "reset_mid_body": ("unreachable", 3),
    "close": ("unreachable", 3),
    "short_body": ("unreachable", 3),
    "hang": ("deadline", 3),
    "hang_mid_body": ("deadline", 3),
    "drip": ("deadline", 3),
    "garbage": ("unreachable", 3),
    "long_head": ("unreachable", 3),
    "endless": ("bad_reply", 1),
    "gzip_bomb": ("bad_reply", 1),
    "error_as_200": ("request_refused", 1),
    "gateway_as_200": ("server_fault", 3),
    "html": ("no_completion", 2),
    "empty": ("no_completion", 2),
    "not_utf8": ("no_completion", 2),
    "null": ("no_completion", 2),
    "no_choices": ("no_completion", 2),
    "null_choices": ("no_completion", 2),
    "two_choices": ("bad_reply", 1),
    "other_model": (None, 1),
    "length": ("cut_short", 1),
    "filtered": ("refusal", 1),
    "refusal": ("refusal", 1),
    "null_content": ("bad_reply", 1),
    "wrong_channel": ("bad_reply", 1),
    "truncated": ("bad_reply", 2),
    "missing_field": ("bad_reply", 2),
    "wrong_type": ("bad_reply", 2),
    "extra_key": ("bad_reply", 2),
    "prose": ("bad_reply", 2),
    "deep": ("bad_reply", 2),
    "huge_integer": ("bad_reply", 2),
    "surrogate": ("bad_reply", 2),
    "duplicate_key": ("bad_reply", 2),
    "nan": ("bad_reply", 2),
    "infinity": ("bad_reply", 2),
    "nul": (None, 1),
}
NEVER_WHOLE = {"hang", "hang_mid_body", "drip"}


def test_every_fault_has_an_outcome_that_is_foretold() -> None:
    assert {name.partition("=")[0] for name in OUTCOMES} == set(FAULTS)


IN_A_ROW = [one for one in OUTCOMES if FAULTS[one.partition("=")[0]].reach is not Reach.RUN]
IN_A_ROW = [one for one in IN_A_ROW if one not in NEVER_WHOLE and "3600" not in one]


def test_faults_in_a_row_become_what_is_foretold_each(serving, built, monkeypatch) -> None:
    monkeypatch.setattr(wiring, "RetryLimits", partial(RetryLimits, first_wait_s=0.01))
    # A sound answer after each, for five connections in a row that fail would open the circuit.
    steps = [step for one in IN_A_ROW for step in (one, "good")]
    pipeline = built(serving(Script(met_by(steps))), attempts=3, concurrency=1)
    given = [Article.of(QUOTE, title=f"Report {n}", file=step) for n, step in enumerate(steps)]
    ended = dict.fromkeys(IN_A_ROW)
    ended |= {one.source: one.code for one in pipeline.extract(given).failures}
    assert ended == {step: OUTCOMES[step][0] for step in IN_A_ROW}
    assert pipeline.spent().requests == len(met_by(steps))


def met_by(steps: list[str]) -> list[str]:
    """Each step as often as it is met: every try of an article meets the same."""
    return [step for step in steps for _ in range(OUTCOMES[step][1])]


ONE_BY_ONE = list(OUTCOMES) if DEEP else [one for one in OUTCOMES if one not in IN_A_ROW]


@pytest.mark.parametrize("step", ONE_BY_ONE)
def test_a_fault_becomes_what_is_foretold_in_as_many_requests(
    step, serving, built, monkeypatch, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    # The waits between tries are another matter: they would only make this slow.
    monkeypatch.setattr(wiring, "RetryLimits", partial(RetryLimits, first_wait_s=0.01))
    server = serving(Always(step))
    deadline_s = 0.4 if step in NEVER_WHOLE else 20
    pipeline = built(server, attempts=3, deadline_s=deadline_s, park_s=0)
    extracted = pipeline.extract([Article.of(QUOTE, file="0.txt")])
    code, requests = OUTCOMES[step]
    assert [one.code for one in extracted.failures] == [code] * (code is not None)
    assert len(extracted.extractions) == (code is None)
    assert pipeline.spent().requests == requests
    # On a busy machine the time of a try may be up before the server has heard of it.
    assert len(server.seen) == requests or step in NEVER_WHOLE
    for failure in extracted.failures:
        assert failure.stage is Stage.EXTRACT
        assert failure.source == "0.txt"
        assert failure.reason
        assert KEY not in failure.reason
    assert KEY not in caplog.text


def test_a_reply_that_cannot_be_read_is_mended_at_the_second_asking(serving, built) -> None:
    server = serving(Script(["truncated"]))
    extracted = built(server).extract(articles(1))
    assert (len(extracted.extractions), extracted.failures) == (1, ())
    assert [one.fault for one in server.seen] == ["truncated", "good"]


def test_the_model_that_answered_is_recorded_and_not_the_one_that_was_asked(serving, built) -> None:
    (extraction,) = built(serving(Always("other_model"))).extract(articles(1)).extractions
    assert extraction.extractor.model == "another-model"
