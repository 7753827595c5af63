"""The reply cache: no answer is paid for twice, and trouble with it costs a question at most."""

import asyncio
import gc
import resource
import sqlite3
from dataclasses import replace

import pytest

from llm_extract.errors import ServerFault
from llm_extract.llm import cached as cache_module
from llm_extract.llm.ask import Reply, ScriptedModel
from llm_extract.llm.cached import ReplyCache
from tests.llm.conftest import SlowModel, asked


def test_an_answer_is_never_paid_for_twice_not_even_by_the_next_process(
    tmp_path, question, cached
) -> None:
    slow = SlowModel()
    assert not asked(cached(slow, tmp_path), question).from_cache
    again = asked(cached(slow, tmp_path), question)
    assert again.from_cache
    assert again.usage == slow.usage
    assert slow.asked == 1


def test_fifty_equal_questions_at_once_are_one_call(tmp_path, question, cached) -> None:
    slow = SlowModel()

    async def fifty() -> list[Reply]:
        model = cached(slow, tmp_path)
        return await asyncio.gather(*(model.ask(question) for _ in range(50)))

    replies = asyncio.run(fifty())
    assert slow.asked == 1
    assert sum(not reply.from_cache for reply in replies) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"model": "large"},
        {"temperature": 0.5},
        {"seed": 1},
        {"sample": 1},
        {"max_output_tokens": 9},
    ],
)
def test_whatever_can_change_the_reply_changes_the_key(question, other) -> None:
    assert replace(question, **other).key != question.key


def test_a_fault_is_not_kept_as_an_answer(tmp_path, question, cached) -> None:
    with pytest.raises(ServerFault):
        asked(cached(ScriptedModel([ServerFault("500")]), tmp_path), question)
    assert asked(cached(ScriptedModel(["{}"]), tmp_path), question).text == "{}"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE Cache SET mode = 4, value = X'80049525'",
        "UPDATE Cache SET filename = '/etc/hostname', mode = 3, value = NULL",
        "UPDATE Cache SET value = substr(value, 1, 80)",
        "UPDATE Cache SET value = replace(value, 'small', 'large')",
        "UPDATE Cache SET value = CAST(X'FFFE' AS TEXT)",
    ],
)
def test_a_row_that_was_tampered_with_is_asked_again_and_never_believed(
    tmp_path, question, damage, cached
) -> None:
    slow = SlowModel()
    asked(cached(slow, tmp_path), question)
    with sqlite3.connect(tmp_path / "cache.db") as rows:
        rows.execute(damage)
    rows.close()
    assert asked(cached(slow, tmp_path), question).text == "{}"
    assert slow.asked == 2


def test_a_cache_folder_that_cannot_be_used_costs_a_question_and_no_run(
    tmp_path, question, cached
) -> None:
    (tmp_path / "taken").write_text("a file")
    model = cached(ScriptedModel(["{}"]), tmp_path / "taken")
    assert asked(model, question).text == "{}"


def test_a_database_that_is_none_costs_a_question_and_no_run(tmp_path, question, cached) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database" * 100)
    assert asked(cached(ScriptedModel(["{}"]), tmp_path), question).text == "{}"


def test_a_tampered_row_costs_one_question_and_deletes_nothing(tmp_path, question, cached) -> None:
    bystander, folder = tmp_path / "bystander", tmp_path / "replies"
    bystander.write_text("not ours")
    slow = SlowModel()
    asked(cached(slow, folder), question)
    with sqlite3.connect(folder / "cache.db") as rows:
        rows.execute("UPDATE Cache SET mode = 3, value = NULL, filename = ?", (str(bystander),))
    rows.close()
    for _ in range(2):
        asked(cached(slow, folder), question)
    assert slow.asked == 2
    assert bystander.is_file()


def test_a_damaged_database_is_set_aside_and_begun_anew(tmp_path, question, cached) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database" * 100)
    slow = SlowModel()
    for _ in range(2):
        asked(cached(slow, tmp_path), question)
    assert slow.asked == 1
    assert (tmp_path / "cache.db.damaged").read_bytes().startswith(b"not a database")


def test_one_bad_row_leaves_the_others_in_use(tmp_path, question, cached) -> None:
    slow = SlowModel()
    other = replace(question, seed=1)
    for one in (question, other):
        asked(cached(slow, tmp_path), one)
    with sqlite3.connect(tmp_path / "cache.db") as rows:
        rows.execute(
            "UPDATE Cache SET value = CAST(X'FFFE' AS TEXT) WHERE key = ?", (question.key,)
        )
    rows.close()
    model = cached(slow, tmp_path)
    assert [asked(model, one).from_cache for one in (question, other)] == [False, True]


def test_another_programs_tables_under_the_name_of_the_cache_are_set_aside(
    tmp_path, question, cached
) -> None:
    with sqlite3.connect(tmp_path / "cache.db") as rows:
        rows.execute("CREATE TABLE Cache (name TEXT)")
    rows.close()
    slow = SlowModel()
    for _ in range(2):
        asked(cached(slow, tmp_path), question)
    assert slow.asked == 1
    assert (tmp_path / "cache.db.damaged").is_file()


def test_what_is_kept_is_still_read_when_the_disk_takes_no_more(
    tmp_path, question, cached, caplog
) -> None:
    slow = SlowModel()
    model = cached(slow, tmp_path)
    asked(model, question)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
    try:
        for seed in (1, 2):
            assert not asked(model, replace(question, seed=seed)).from_cache
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert asked(model, question).from_cache
    assert [one.message for one in caplog.records if "takes no more" in one.message] != []
    assert len(caplog.records) == 1


def test_a_reply_that_another_process_keeps_us_from_keeping_is_handed_on(
    tmp_path, question, cached, monkeypatch
) -> None:
    monkeypatch.setattr(cache_module, "_LONGEST_LOCK_S", 0.05)
    slow = SlowModel()
    model = cached(slow, tmp_path)
    asked(model, question)
    other = sqlite3.connect(tmp_path / "cache.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert asked(model, replace(question, seed=1)).text == "{}"
    other.execute("ROLLBACK")
    other.close()
    assert asked(model, question).from_cache


def test_a_cache_that_was_closed_leaves_no_connection_and_opens_again(
    tmp_path, question, cached
) -> None:
    slow = SlowModel()
    model = cached(slow, tmp_path)
    asked(model, question)
    asyncio.run(model.close())
    assert not (tmp_path / "cache.db-wal").exists(), "the last to close takes the journal away"
    assert asked(model, question).from_cache


def test_closing_ends_what_is_under_way(tmp_path, question, cached) -> None:
    async def closed_early() -> None:
        model = cached(SlowModel(60), tmp_path)
        asking = asyncio.create_task(model.ask(question))
        await asyncio.sleep(0.05)
        await model.close()
        with pytest.raises(asyncio.CancelledError):
            await asking

    asyncio.run(asyncio.wait_for(closed_early(), 5))


def test_a_fault_that_nobody_waited_for_is_not_complained_of(
    tmp_path, question, cached, caplog
) -> None:
    class Failing(SlowModel):
        async def ask(self, request) -> Reply:
            await super().ask(request)
            raise ServerFault("500")

    async def given_up() -> None:
        asking = asyncio.create_task(cached(Failing(0.05), tmp_path).ask(question))
        await asyncio.sleep(0.02)
        asking.cancel()
        await asyncio.sleep(0.1)
        gc.collect()

    asyncio.run(given_up())
    assert caplog.records == []


def test_equal_questions_of_two_event_loops_are_one_call(tmp_path, question, cached) -> None:
    slow = SlowModel()
    model = cached(slow, tmp_path)
    first, second = (asyncio.run(model.ask(question)) for _ in range(2))
    assert (slow.asked, first.from_cache, second.from_cache) == (1, False, True)


def test_a_reply_of_other_types_than_ours_is_asked_again(tmp_path, question) -> None:
    cache = ReplyCache(tmp_path)
    cache.put(question.key, replace(Reply("{}", "small"), text=None))
    assert cache.get(question.key) is None
    cache.close()
