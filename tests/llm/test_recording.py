"""Recordings: written whole, read strictly, and never mistaken for one another."""

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from llm_extract.errors import ReplayMiss, SettingsError
from llm_extract.llm.ask import Request, ScriptedModel
from llm_extract.llm.replayed import RecordingModel, ReplayedModel, recorded_model
from tests.llm.conftest import SlowModel, asked


@pytest.fixture
def recorded(tmp_path, question) -> Path:
    """The file of one recorded reply."""
    asked(RecordingModel(ScriptedModel(['{"killed": 3}']), tmp_path), question)
    return tmp_path / f"{question.key}.json"


def test_a_recording_answers_as_the_model_did(tmp_path, question) -> None:
    asked(RecordingModel(ScriptedModel(['{"killed": 3}']), tmp_path), question)
    assert asked(ReplayedModel(tmp_path), question).text == '{"killed": 3}'


def test_a_request_the_recording_does_not_hold_is_an_error_and_asks_nobody(
    tmp_path, question
) -> None:
    with pytest.raises(ReplayMiss, match="holds no reply"):
        asked(ReplayedModel(tmp_path), question)


def test_half_a_character_in_a_reply_is_recorded_and_comes_back(tmp_path, question) -> None:
    text = "a \\ \ud83d \U0001f600"
    asked(RecordingModel(ScriptedModel([text]), tmp_path), question)
    assert asked(ReplayedModel(tmp_path), question).text == text


def test_a_recording_that_breaks_off_leaves_what_stood_there(
    recorded, question, monkeypatch
) -> None:
    before = recorded.read_bytes()

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(SettingsError, match=r"--record: .* cannot be written: No space left"):
        asked(RecordingModel(SlowModel(0), recorded.parent), question)
    assert recorded.read_bytes() == before
    assert list(recorded.parent.iterdir()) == [recorded]


def test_a_reply_is_not_written_on_the_event_loop(tmp_path, question, monkeypatch) -> None:
    writers: list[int] = []
    write = Path.write_bytes

    def watched(path: Path, content: bytes) -> int:
        writers.append(threading.get_ident())
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", watched)
    asked(RecordingModel(SlowModel(0), tmp_path), question)
    assert len(writers) == 1
    assert threading.get_ident() not in writers


def test_equal_replies_recorded_at_once_are_one_whole_file(tmp_path, question) -> None:
    async def twenty() -> None:
        recording = RecordingModel(SlowModel(0), tmp_path)
        await asyncio.gather(*(recording.ask(question) for _ in range(20)))

    asyncio.run(twenty())
    assert [path.name for path in tmp_path.iterdir()] == [f"{question.key}.json"]
    assert asked(ReplayedModel(tmp_path), question).text == "{}"


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: [kept],
        lambda kept: kept | {"usage": {"prompt": 1, "tokens": 2}},
        lambda kept: kept | {"usage": 3},
        lambda kept: kept | {"usage": {"prompt": "many"}},
        lambda kept: kept | {"reply": None},
    ],
)
def test_a_damaged_file_is_named(
    recorded, question, damage: Callable[[dict[str, object]], object]
) -> None:
    recorded.write_text(json.dumps(damage(json.loads(recorded.read_text()))))
    with pytest.raises(SettingsError, match=recorded.name):
        asked(ReplayedModel(recorded.parent), question)
    with pytest.raises(SettingsError, match=recorded.name):
        recorded_model(recorded.parent)


def test_a_reply_under_the_name_of_another_request_is_not_given(recorded, question) -> None:
    other = Request(question.model, question.messages, question.schema, seed=5)
    recorded.rename(recorded.with_name(f"{other.key}.json"))
    with pytest.raises(SettingsError, match="the reply to another request"):
        asked(ReplayedModel(recorded.parent), other)
