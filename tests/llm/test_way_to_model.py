"""The whole way to a model, as it is wired: what is counted, what waits, and what is closed."""

import asyncio
import json
import re
import socket
import time

import pytest
from pydantic import SecretStr

from llm_extract import wiring
from llm_extract.errors import SettingsError
from llm_extract.llm.openai_model import OpenAIModel
from llm_extract.pipeline import Pipeline
from llm_extract.records.article import Article
from llm_extract.settings import Settings
from tests.invented import DEPOT, reply_on_depot
from tests.llm.conftest import Answer, completion

EMPTY = json.dumps({"incidents": [], "background": [], "relays": []})
GOOD = Answer(completion(EMPTY))
BUSY = Answer({"error": {"message": "down"}}, 500)
ONE, TWO = (
    Article.of(f"Shops in {place} were shut on Monday, the mayor of {place} said.")
    for place in ("Orlo", "Tavo")
)


@pytest.fixture
def set_up(endpoint, tmp_path):
    """Settings that lead to the scripted endpoint."""

    def settings(**more: object) -> Settings:
        given = {
            "model": "small",
            "cache_dir": tmp_path / "cache",
            "openai_api_key": SecretStr("sk-planted-4711"),
            "openai_base_url": endpoint.url,
        }
        return Settings(_env_file=None, **(given | more))

    return settings


@pytest.fixture
def built(set_up):
    """Builds pipelines on such settings, and closes them."""
    made: list[Pipeline] = []

    def build(**more: object) -> Pipeline:
        made.append(wiring.build(set_up(**more)))
        return made[-1]

    yield build
    for one in made:
        one.close()


def codes(pipeline: Pipeline, *articles: Article) -> list[str]:
    return [one.code for one in pipeline.extract(articles).failures]


def test_every_try_counts_as_a_request_and_none_is_made_beyond_the_limit(endpoint, built) -> None:
    endpoint.will(BUSY)
    pipeline = built(max_requests=2)
    assert codes(pipeline, ONE) == ["budget"]
    assert (len(endpoint.requests), pipeline.spent().requests) == (2, 2)


def test_the_try_without_a_refused_parameter_counts_as_a_request(endpoint, built) -> None:
    endpoint.will(Answer({"error": {"message": "no seed here", "param": "seed"}}, 400), GOOD)
    pipeline = built()
    assert codes(pipeline, ONE) == []
    assert (len(endpoint.requests), pipeline.spent().requests) == (2, 2)


def test_the_try_without_a_refused_parameter_is_not_made_beyond_the_limit(endpoint, built) -> None:
    endpoint.will(Answer({"error": {"message": "no seed here", "param": "seed"}}, 400), GOOD)
    assert codes(built(max_requests=1), ONE) == ["budget"]
    assert len(endpoint.requests) == 1


def test_every_try_waits_for_the_pace(endpoint, built) -> None:
    endpoint.will(BUSY, GOOD)
    pipeline = built(requests_per_minute=1, article_deadline_s=2)
    assert codes(pipeline, ONE) == ["deadline"]
    assert len(endpoint.requests) == 1


def test_who_waits_to_try_again_keeps_nobody_from_asking(endpoint, set_up) -> None:
    later = Answer({"error": {"message": "slow"}}, 429, {"Retry-After": "2"})
    endpoint.will(later, GOOD)

    async def both() -> list[float]:
        started = time.monotonic()

        async def seconds(article: Article, after: float) -> float:
            await asyncio.sleep(after)
            await pipeline.extractor.extract(article)
            return time.monotonic() - started

        async with wiring.build(set_up(concurrency=1)) as pipeline:
            return await asyncio.gather(seconds(ONE, 0), seconds(TWO, 0.5))

    parked, other = asyncio.run(both())
    assert parked >= 2
    assert other < 2


def test_a_wait_beyond_the_time_for_an_article_is_told_and_not_begun(endpoint, built) -> None:
    endpoint.will(Answer({"error": {"message": "slow"}}, 429, {"Retry-After": "3600"}))
    (failure,) = built(park_s=0).extract([ONE]).failures
    assert failure.code == "parked"
    assert "asks to wait 3600 seconds" in failure.reason
    assert len(endpoint.requests) == 1


def test_an_endpoint_that_is_gone_is_not_tried_for_every_article(built, tmp_path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/v1"
        pipeline = built(openai_base_url=url, attempts=1, concurrency=1)
        articles = [Article.of(f"{ONE.text} It was the {n}th day.") for n in range(20)]
        failures = pipeline.extract(articles).failures
    assert [one.code for one in failures] == ["unreachable"] * 20
    assert pipeline.spent().requests == 5
    assert ["not asked" in one.reason for one in failures] == [False] * 5 + [True] * 15


def test_a_check_is_counted_like_any_request_and_never_paid_for_twice(endpoint, built) -> None:
    out = json.dumps({"faults": [{"claim": 1, "fault": "not_said", "of": None}]})
    endpoint.will(Answer(completion(reply_on_depot())), Answer(completion(out)))
    for asked, kept in ((2, 0), (0, 2)):
        pipeline = built(check="check/v1")
        (extraction,) = pipeline.extract([Article.of(DEPOT)]).extractions
        assert [one.claim.evidence[0].quote for one in extraction.set_aside] == [DEPOT]
        assert extraction.claims() == ()
        spent = pipeline.spent()
        assert (spent.requests, spent.cache_hits) == (asked, kept)
    assert len(endpoint.requests) == 2


def test_what_a_check_sets_aside_is_told_with_the_run(endpoint, built, tmp_path) -> None:
    out = json.dumps({"faults": [{"claim": 1, "fault": "not_said", "of": None}]})
    endpoint.will(Answer(completion(reply_on_depot())), Answer(completion(out)))
    report = tmp_path / "depot.txt"
    report.write_text(DEPOT)
    notes = built(check="check/v1").run([report]).notes
    assert any(note == "depot.txt: 1 claim set aside (1 not said)" for note in notes), notes


def test_one_pipeline_serves_one_event_loop_after_the_other(endpoint, built) -> None:
    endpoint.will(GOOD)
    pipeline = built(requests_per_minute=1000, concurrency=1)

    async def three(day: int) -> int:
        articles = [Article.of(f"{ONE.text} It was day {day} of {month}.") for month in range(3)]
        # All at once, so that they wait for each other's turn.
        readings = await asyncio.gather(*map(pipeline.extractor.extract, articles))
        return len(readings)

    assert [asyncio.run(three(day)) for day in range(3)] == [3, 3, 3]
    assert len(endpoint.requests) == 9
    assert codes(pipeline, ONE) == []


def test_a_closed_pipeline_has_let_go_of_the_cache_and_can_be_used_again(
    endpoint, set_up, tmp_path
) -> None:
    endpoint.will(GOOD)
    with wiring.build(set_up()) as pipeline:
        assert codes(pipeline, ONE) == []
        assert list(tmp_path.rglob("cache.db-wal"))
    assert not list(tmp_path.rglob("cache.db-wal"))
    with pipeline:
        assert codes(pipeline, ONE) == []
    assert len(endpoint.requests) == 1


def test_a_probe_closes_what_it_opened(endpoint, set_up, monkeypatch) -> None:
    closed: list[OpenAIModel] = []
    close = OpenAIModel.close

    async def watched(model: OpenAIModel) -> None:
        await close(model)
        closed.append(model)

    monkeypatch.setattr(OpenAIModel, "close", watched)
    findings = wiring.probed(set_up())
    assert len(endpoint.requests) == len(findings) == len(closed)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"openai_base_url": "http://[::1/v1"}, "OPENAI_BASE_URL"),
        ({"openai_base_url": "http://user:pass@host:99999/v1"}, "OPENAI_BASE_URL"),
        ({"openai_api_key": SecretStr("ключ")}, "OPENAI_API_KEY"),
        ({"openai_api_key": SecretStr("sk\nplanted")}, "OPENAI_API_KEY"),
        ({"prompt": "../../x"}, "prompt '../../x'"),
    ],
)
def test_what_could_only_fail_later_is_refused_at_once(set_up, wrong, said) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)) as raised:
        wiring.build(set_up(**wrong))
    assert "pass@" not in str(raised.value)
    assert "planted" not in str(raised.value)


def test_a_folder_to_record_in_that_cannot_be_is_refused_before_anything_is_asked(
    set_up, tmp_path
) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SettingsError, match="--record"):
        wiring.build(set_up(record=tmp_path / "taken"))


def test_to_replay_and_record_at_once_is_refused(set_up, tmp_path) -> None:
    with pytest.raises(SettingsError, match="--replay, --record"):
        wiring.build(set_up(record=tmp_path / "new", replay=tmp_path / "old"))
