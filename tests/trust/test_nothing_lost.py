"""Under random faults every article ends as an extraction or as a failure with its cause."""

import re
import time
from collections import Counter

import pytest

from llm_extract import errors
from llm_extract.dev.plans import PASSING_OR_REPLY, Always, Lot, Script
from tests.trust.conftest import DEEP, articles, lines, write_reports

COUNT = 1000 if DEEP else 60
# Waits as short as a test can bear; how they come about is specified elsewhere.
SHORT = {"rate_limited": "rate_limited=0.05", "overloaded": "overloaded=0.05"}
AMONG = [SHORT.get(name, name) for name in PASSING_OR_REPLY if name not in {"endless", "gzip_bomb"}]
CODES = {one.code for one in vars(errors).values() if isinstance(one, type)}


@pytest.mark.parametrize("seed", range(3) if DEEP else [0])
def test_the_sum_of_extractions_and_failures_is_the_number_of_articles(
    serving, built, seed
) -> None:
    server = serving(Lot(0.3, seed, AMONG))
    given = articles(COUNT)
    pipeline = built(server, concurrency=32, deadline_s=3, attempts=4)
    extracted = pipeline.extract(given)
    ended = Counter(
        [one.article_id for one in extracted.extractions]
        + [one.article_id for one in extracted.failures]
    )
    assert ended == Counter(one.article_id for one in given)
    assert extracted.extractions
    for failure in extracted.failures:
        assert failure.code in CODES - {"error", "defect"}
        assert failure.reason
    # A try that broke off before it was heard was sent all the same.
    assert pipeline.spent().requests >= len(server.seen)


def test_a_whole_run_under_faults_leaves_every_article_in_its_files(
    tmp_path, serving, called
) -> None:
    server = serving(Lot(0.4, 1, [one for one in AMONG if "hang" not in one and one != "drip"]))
    write_reports(tmp_path / "reports.jsonl", 30)
    done = called(
        tmp_path,
        "run",
        "reports.jsonl",
        OPENAI_BASE_URL=server.url,
        OPENAI_API_KEY="e",
        LLM_EXTRACT_MODEL="small",
        LLM_EXTRACT_ATTEMPTS="3",
    )
    out = tmp_path / "out"
    read = {one["article_id"] for one in lines(out / "extractions.jsonl")}
    failed = {one["article_id"] for one in lines(out / "failures.jsonl")}
    given = {one["article_id"] for one in lines(out / "articles.jsonl")}
    assert read | failed == given
    assert len(given) == 30
    assert done.returncode == (1 if failed else 0)


def test_what_ends_the_run_is_asked_about_once_and_told_of_every_article(serving, built) -> None:
    server = serving(Script(["quota"]))
    failures = built(server, concurrency=1).extract(articles(50)).failures
    assert [one.code for one in failures] == ["quota"] * 50
    assert len(server.seen) == 1


def test_when_the_time_of_a_run_is_up_nothing_more_is_asked_and_what_is_done_stands(
    serving, built
) -> None:
    server = serving(Script([]), delay_s=0.3)
    pipeline = built(server, concurrency=2, run_deadline_s=1)
    extracted = pipeline.extract(articles(40))
    asked = len(server.seen)
    assert 2 <= len(extracted.extractions) == asked < 12
    assert {one.code for one in extracted.failures} == {"stopped"}
    assert len(extracted.extractions) + len(extracted.failures) == 40
    assert "time for the whole run was up" in extracted.failures[0].reason


def test_a_wait_to_try_again_ends_with_the_run(serving, built) -> None:
    server = serving(Script(["rate_limited=300"]))
    (failure,) = built(server, run_deadline_s=0.8).extract(articles(1)).failures
    assert failure.code == "stopped"
    assert len(server.seen) == 1


def test_the_end_of_one_run_is_not_the_end_of_the_next(serving, built) -> None:
    server = serving(Script([]), delay_s=0.3)
    pipeline = built(server, concurrency=1, run_deadline_s=0.7)
    first = pipeline.extract(articles(5))
    assert first.failures
    again = pipeline.extract(articles(5))
    assert len(again.extractions) > len(first.extractions)


def test_a_wait_that_the_endpoint_asks_for_is_kept_to_within_the_time_of_an_article(
    serving, built
) -> None:
    server = serving(Script(["rate_limited=0.5"]))
    extracted = built(server, article_deadline_s=20).extract(articles(1))
    assert (len(extracted.extractions), len(server.seen)) == (1, 2)


def test_a_longer_wait_parks_the_articles_and_they_are_taken_up_again(
    serving, built, caplog
) -> None:
    server = serving(Script(["rate_limited=3"]))
    pipeline = built(server, article_deadline_s=1, park_s=10, concurrency=2)
    begun = time.monotonic()
    extracted = pipeline.extract(articles(20))
    assert (len(extracted.extractions), extracted.failures) == (20, ())
    assert time.monotonic() - begun >= 3
    # The first may have a neighbour that was under way; nobody else was asked while it lasted.
    assert 21 <= len(server.seen) <= 22
    assert caplog.text.count("parked until the endpoint can be asked again") == 1


def test_a_second_reading_that_is_parked_is_asked_for_again_and_the_first_is_not(
    serving, built
) -> None:
    server = serving(Script(["good", "rate_limited=3"]))
    pipeline = built(server, article_deadline_s=1, park_s=10, readings=2)
    (extraction,) = pipeline.extract(articles(1)).extractions
    assert extraction.notes == ()
    assert [one.fault for one in server.seen] == ["good", "rate_limited", "good"]


def test_what_waits_for_the_endpoint_too_long_is_told_and_a_later_run_takes_it_up(
    serving, built
) -> None:
    server = serving(Script(["rate_limited=3"]))
    (failure,) = built(server, article_deadline_s=1, park_s=2).extract(articles(1)).failures
    assert failure.code == "parked"
    assert re.search(r"asks to wait 3 seconds, until \d{4}-\d\d-\d\d \d\d:", failure.reason)
    assert built(server).extract(articles(1)).extractions


def test_an_endpoint_that_asks_for_an_hour_is_left_alone(serving, built) -> None:
    server = serving(Always("rate_limited=3600"))
    failures = built(server, concurrency=1, park_s=0).extract(articles(20)).failures
    assert [one.code for one in failures] == ["parked"] * 20
    assert all("asks to wait 3600 seconds" in one.reason for one in failures)
    assert len(server.seen) == 1
