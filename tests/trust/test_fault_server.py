"""The fault server: the same faults for the same seed, a script in order, a command that lists."""

import json
import signal
import subprocess
import urllib.request

import pytest

from llm_extract.dev.faults import FAULTS
from llm_extract.dev.plans import PASSING_OR_REPLY, Lot, Script
from llm_extract.errors import SettingsError
from tests.trust.conftest import command, environment


def drawn(lot: Lot, bodies: list[bytes]) -> list[str]:
    return [lot.step(body, 0).fault.name for body in bodies]


def test_what_a_request_meets_follows_from_seed_and_body_and_not_from_the_order() -> None:
    bodies = [b"%d" % number for number in range(200)]
    forwards = drawn(Lot(0.3, seed=7), bodies)
    assert drawn(Lot(0.3, seed=7), bodies[::-1]) == forwards[::-1]
    assert drawn(Lot(0.3, seed=8), bodies) != forwards


def test_the_share_of_faults_is_about_the_rate_and_every_fault_is_drawn() -> None:
    names = drawn(Lot(0.3), [b"%d" % number for number in range(20_000)])
    assert 0.28 < sum(name != "good" for name in names) / len(names) < 0.32
    assert set(names) == {"good", *PASSING_OR_REPLY}


def test_no_fault_that_ends_a_run_is_drawn_unless_it_is_asked_for() -> None:
    assert not {"quota", "key_refused", "unknown_model"} & set(PASSING_OR_REPLY)
    assert Lot(1, among=["quota"]).step(b"", 0).fault.name == "quota"


def test_after_its_last_line_a_script_answers_soundly() -> None:
    script = Script(["reset", "hang=5"])
    met = [script.step(b"", 0) for _ in range(3)]
    assert [(one.fault.name, one.amount) for one in met] == [
        ("reset", 0),
        ("hang", 5),
        ("good", 0),
    ]


@pytest.mark.parametrize("wrong", ["resett", "hang=long"])
def test_a_step_that_is_none_is_refused_by_name(wrong) -> None:
    with pytest.raises(SettingsError, match=wrong):
        Script([wrong])


def test_the_command_lists_every_fault_with_its_meaning(tmp_path, called) -> None:
    listed = called(tmp_path, "dev", "fault-server", "--list").stdout
    assert [line.split()[0] for line in listed.splitlines()] == list(FAULTS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "99999"], "65535"),
        (["--rate", "3"], "--rate: 3 is no share"),
        (["--among", "gloom"], "--among: 'gloom' is no fault"),
        (["--script", "faults.txt"], "--script: faults.txt: 'gloom' is no fault"),
        (["--script", "faults.txt", "--seed", "7"], "leave out --rate, --seed and --among"),
        (["--script", "none.txt"], "--script: none.txt cannot be read: No such file"),
    ],
)
def test_what_the_command_cannot_do_is_said_with_the_option(
    tmp_path, called, arguments, words
) -> None:
    (tmp_path / "faults.txt").write_text("gloom\n")
    done = called(tmp_path, "dev", "fault-server", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_the_command_serves_a_script_and_tells_each_request_as_a_line_of_json(
    tmp_path, socket_enabled
) -> None:
    (tmp_path / "faults.txt").write_text("error_as_200  # first\n\nempty\n")
    serving = subprocess.Popen(
        command("dev", "fault-server", "--script", "faults.txt"),
        cwd=tmp_path,
        env=environment(None, tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    url = serving.stderr.readline().strip().partition("=")[2]
    for _ in range(3):
        question = urllib.request.Request(f"{url}/chat/completions", b"{}")  # noqa: S310 - our own server
        with urllib.request.urlopen(question):  # noqa: S310
            pass
    serving.send_signal(signal.SIGINT)
    told, _ = serving.communicate(timeout=20)
    assert [json.loads(line)["fault"] for line in told.splitlines()] == [
        "error_as_200",
        "empty",
        "good",
    ]
    assert serving.returncode == 130
