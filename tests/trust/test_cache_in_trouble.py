"""A cache that is damaged, forged, older, read-only or full: said, survived, not believed."""

import sqlite3
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from llm_extract.dev.fault_server import FaultServer
from llm_extract.dev.plans import Script
from tests.trust.conftest import articles, lines, write_reports

COUNT = 6


@pytest.fixture
def server(serving) -> FaultServer:
    return serving(Script([]))


@pytest.fixture
def filled(tmp_path, server, built) -> Path:
    """The database of a cache that holds the replies about some reports."""
    pipeline = built(server)
    pipeline.extract(articles(COUNT))
    pipeline.close()
    assert len(server.seen) == COUNT
    server.seen.clear()
    return tmp_path / "cache" / "replies" / "cache.db"


def changed(file: Path, statement: str, *values: object) -> None:
    rows = sqlite3.connect(file)
    with rows:
        rows.execute(statement, values)
    rows.close()


def bomb() -> bytes:
    return zlib.compress(b" " * 50_000_000)


FORGED = {
    "a pickle": ("UPDATE Cache SET mode = 4, value = ?", b"cos\nsystem\n(S'touch ran'\ntR."),
    "a file": ("UPDATE Cache SET mode = 2, value = NULL, filename = ?", "/etc/hostname"),
    "a key that is no text": ("UPDATE Cache SET raw = 0, value = ?", "x"),
    "packed blanks": ("UPDATE Cache SET mode = 1, value = ?", bomb),
    "a value without its checksum": ("UPDATE Cache SET value = substr(value, 65) || ?", ""),
    "another reply": ("UPDATE Cache SET value = replace(value, 'Two', ?)", "Ten"),
    "nothing": ("UPDATE Cache SET value = ?", None),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_row_is_asked_for_again(filled, server, built, forgery, caplog) -> None:
    statement, value = FORGED[forgery]
    changed(filled, statement, value() if callable(value) else value)
    extracted = built(server).extract(articles(COUNT))
    assert (len(extracted.extractions), len(server.seen)) == (COUNT, COUNT)
    assert not Path("ran").exists()
    if forgery != "a key that is no text":  # it is found under no key at all
        assert "cache" in caplog.text


def test_replies_exchanged_between_keys_are_found_out(filled, server, built) -> None:
    """A reply that stands under another's key would put one article's words into another."""
    rows = sqlite3.connect(filled)
    with rows:
        (first, other) = [key for (key,) in rows.execute("SELECT key FROM Cache LIMIT 2")]
        values = dict(rows.execute("SELECT key, value FROM Cache").fetchall())
        rows.execute("UPDATE Cache SET value = ? WHERE key = ?", (values[other], first))
    rows.close()
    built(server).extract(articles(COUNT))
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:100] + b"\xff" * 4000 + raw[4100:],
        lambda _: b"",
        lambda raw: raw[:16] + b"\0" * 84 + raw[100:],
        lambda raw: b"\0" * len(raw),
    ],
    ids=["cut", "overwritten", "emptied", "without its head", "zeroed"],
)
def test_a_damaged_database_costs_questions_and_no_run(filled, server, built, damage) -> None:
    filled.write_bytes(damage(filled.read_bytes()))
    extracted = built(server).extract(articles(COUNT))
    assert (len(extracted.extractions), extracted.failures) == (COUNT, ())
    assert len(server.seen) <= COUNT


def test_a_table_of_an_older_form_is_set_aside(filled, server, built) -> None:
    changed(filled, "ALTER TABLE Cache DROP COLUMN mode")
    assert len(built(server).extract(articles(COUNT)).extractions) == COUNT


# ---------------------------------------------------------------- the disk


def mount(*arguments: object) -> int:
    command = ["mount", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of 300 kB."""
    place = tmp_path / "small"
    place.mkdir()
    if mount("-t", "tmpfs", "-o", "size=300k", "tmpfs", place):
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)  # noqa: S607


def test_a_cache_that_may_only_be_read_is_read_and_what_it_lacks_is_asked(
    small_disk, server, built, caplog
) -> None:
    with built(server, cache_dir=small_disk) as pipeline:
        pipeline.extract(articles(COUNT))
    assert mount("-o", "remount,ro", small_disk) == 0
    server.seen.clear()
    pipeline = built(server, cache_dir=small_disk)
    for _ in range(2):
        extracted = pipeline.extract(articles(COUNT + 2))
        assert len(extracted.extractions) == COUNT + 2
        assert len(server.seen) == 2
    assert "takes no more" in caplog.text


def test_a_cache_folder_that_cannot_be_made_is_said_and_survived(
    small_disk, server, built, caplog
) -> None:
    assert mount("-o", "remount,ro", small_disk) == 0
    extracted = built(server, cache_dir=small_disk / "new").extract(articles(COUNT))
    assert len(extracted.extractions) == COUNT
    assert "going on without" in caplog.text


@pytest.mark.parametrize("trouble", ["a file for a folder", "a folder for a file"])
def test_a_first_reading_is_not_paid_again_for_a_parked_second_where_nothing_can_be_kept(
    tmp_path, serving, built, trouble
) -> None:
    server = serving(Script(["good", "rate_limited=2"]))
    folder = unusable_cache(tmp_path, trouble)
    pipeline = built(server, cache_dir=folder, article_deadline_s=1, park_s=10, readings=2)
    (extraction,) = pipeline.extract(articles(1)).extractions
    assert extraction.notes == ()
    assert [one.fault for one in server.seen] == ["good", "rate_limited", "good"]


def unusable_cache(tmp_path: Path, trouble: str) -> Path:
    """A cache folder in which nothing can be kept."""
    folder = tmp_path / "unusable"
    if trouble == "a file for a folder":
        folder.write_text("a file stands in its place", encoding="utf-8")
    else:
        (folder / "replies").mkdir(parents=True)
        (folder / "replies" / "cache.db").mkdir()
    return folder


def test_a_full_disk_under_the_cache_ends_no_run(small_disk, server, built) -> None:
    given = articles(400)
    extracted = built(server, cache_dir=small_disk).extract(given)
    assert len(extracted.extractions) == len(given) == len(server.seen)
    server.seen.clear()
    again = built(server, cache_dir=small_disk).extract(given)
    assert len(again.extractions) == len(given)


def test_a_full_disk_under_the_output_is_one_line_and_no_torn_file(
    tmp_path, called, small_disk
) -> None:
    write_reports(tmp_path / "reports.jsonl", 80)
    done = called(tmp_path, "run", "reports.jsonl", "--out", small_disk / "out")
    assert done.returncode == 2
    assert "cannot be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    for file in (small_disk / "out").glob("*.jsonl"):
        lines(file)
    assert not list((small_disk / "out").glob(".llm-extract-*"))
