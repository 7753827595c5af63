"""Reading from the outside: files, folders, standard input, and what becomes of bad ones."""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from llm_extract.errors import SettingsError
from llm_extract.records.article import Stage
from llm_extract.sources import ReadOptions, read

REPORT = "Gunmen stormed a post near Tavo on Saturday and killed ten guards, officials said."
OTHER = "A roadside bomb hit a bus outside Merrin on Sunday, and four people were hurt."


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder whose files may lose their permissions."""
    yield tmp_path
    for path in tmp_path.rglob("*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o644)


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def only_failure(*paths: Path | str, options: ReadOptions | None = None) -> tuple[str, str]:
    reading = read(list(paths), options)
    assert not reading.articles
    (failure,) = reading.failures
    assert failure.stage is Stage.READ
    return failure.code, str(failure)


def test_a_text_file_becomes_an_article_called_by_its_file_name(folder):
    (article,) = read([put(folder / "orlo.txt", REPORT)]).articles
    assert (article.file, article.text, article.publisher) == ("orlo.txt", REPORT, None)


def test_one_path_may_be_given_without_a_list(folder):
    assert len(read(str(put(folder / "orlo.txt", REPORT))).articles) == 1


def test_nothing_asked_for_reads_nothing():
    assert str(read([])) == "articles: 0, failures: 0, notes: 0"


def test_a_folder_is_read_to_its_depths_in_the_order_of_names(folder):
    put(folder / "b.txt", REPORT)
    put(folder / "a" / "z.md", OTHER)
    put(folder / "a" / "deep" / "y.txt", "Two men fled the jail at Orlo before dawn, a guard said.")
    assert [article.file for article in read([folder]).articles] == [
        "a/deep/y.txt",
        "a/z.md",
        "b.txt",
    ]


def test_files_of_unknown_endings_in_a_folder_are_noted(folder):
    put(folder / "a.txt", REPORT)
    put(folder / "map.geo", b"\x00\x01")
    (note,) = read([folder]).notes
    assert "1 file not read, for their endings are not known: map.geo" in note


def test_files_below_a_folder_are_noted_by_their_paths_in_it(folder):
    put(folder / "a.txt", REPORT)
    for name in ("north/map.geo", "south/map.geo", "south/plan.geo"):
        put(folder / name, b"\x00\x01")
    (note,) = read([folder]).notes
    assert note.endswith(": north/map.geo, south/map.geo, south/plan.geo")


def test_a_file_of_unknown_ending_is_read_where_it_is_named(folder):
    assert len(read([put(folder / "wire.story", REPORT)]).articles) == 1


def test_a_folder_without_articles_is_a_failure_that_names_it(folder):
    code, line = only_failure(folder)
    assert code == "unreadable"
    assert line.startswith(f"{folder}: no article in this folder")


def test_standard_input_is_read_once(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(REPORT.encode())))
    reading = read(["-", "-"])
    assert [article.file for article in reading.articles] == ["standard input"]
    assert reading.notes == ("standard input: it is named twice, and read once",)


def test_standard_input_without_a_word_is_called_by_its_name(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    (failure,) = read(["-"]).failures
    assert (failure.source, failure.code) == ("standard input", "empty")


def test_standard_input_may_hold_lines_of_json(monkeypatch):
    lines = "\n".join(json.dumps({"text": text}) for text in (REPORT, OTHER))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    assert [article.text for article in read(["-"]).articles] == [REPORT, OTHER]


def test_without_a_standard_input_there_is_a_failure(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert only_failure("-")[0] == "unreadable"


def test_two_files_of_one_name_are_called_by_their_paths(folder):
    first, second = put(folder / "a" / "x.txt", REPORT), put(folder / "b" / "x.txt", OTHER)
    assert [article.file for article in read([first, second]).articles] == [str(first), str(second)]


def test_one_bad_file_does_not_keep_the_others_from_being_read(folder):
    good, gone = put(folder / "a.txt", REPORT), folder / "gone.txt"
    reading = read([gone, good])
    assert [article.file for article in reading.articles] == ["a.txt"]
    assert [failure.source for failure in reading.failures] == [str(gone)]


# ---------------------------------------------------------------- the same text again


def test_the_same_text_of_the_same_publisher_is_read_once_with_a_note(folder):
    first, second = put(folder / "a.txt", REPORT), put(folder / "b.txt", REPORT + "\n\n")
    reading = read([first, second])
    assert len(reading.articles) == 1
    assert not reading.failures
    assert reading.notes == (f"{second}: same text and publisher as {first}: read once",)


def test_the_same_text_under_another_publisher_is_a_reprint_and_kept(folder):
    put(folder / "a.txt", f"Publisher: Orlo Post\n\n{REPORT}")
    put(folder / "b.txt", f"Publisher: Merrin Daily\n\n{REPORT}")
    articles = read([folder]).articles
    assert [article.publisher for article in articles] == ["Orlo Post", "Merrin Daily"]
    assert len({article.article_id for article in articles}) == 2
    assert len({article.text for article in articles}) == 1


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (b"", "empty", "nothing stands in it"),
        (b" \n\t\n", "empty", "nothing stands in it"),
        (b"\xef\xbb\xbf", "empty", "nothing stands in it"),
        (b"Comments are closed.\n\nAdvertisement", "empty", "only page furniture"),
        (b"%PDF-1.7\nstream", "binary", "a PDF"),
        (b"PK\x03\x04\x14\x00", "binary", "save its text"),
        (bytes(range(256)) * 20, "binary", "not text"),
        (b"Dead", "not_an_article", "one word is no report"),
        (b"Ten dead", "not_an_article", "2 words are no report"),
        (b"Log in to continue reading this story.", "not_an_article", "a login wall"),
        (b"12;44;18.5;9\n" * 30, "not_an_article", "data or code"),
        (b"Bus Stop\n\nTrain Times\n\nPort News\n\nMarket Hall\n\n" * 3, "not_an_article", "list"),
    ],
)
def test_bad_bytes_are_refused_with_a_reason(folder, raw, code, words):
    path = put(folder / "bad.txt", raw)
    found, line = only_failure(path)
    assert found == code
    assert line.startswith(f"{path}: ")
    assert words in line


def test_a_missing_file_is_unreadable(folder):
    code, line = only_failure(folder / "gone.txt")
    assert (code, line) == (
        "unreadable",
        f"{folder / 'gone.txt'}: there is no such file; check the path",
    )


def test_a_link_that_leads_nowhere_is_unreadable(folder):
    link = folder / "link.txt"
    link.symlink_to(folder / "gone.txt")
    assert "a link that leads nowhere" in only_failure(link)[1]


def test_a_link_to_itself_is_unreadable(folder):
    link = folder / "loop.txt"
    link.symlink_to(link)
    assert "leads back to itself" in only_failure(link)[1]


def test_a_link_back_up_the_folder_does_not_loop(folder):
    put(folder / "a.txt", REPORT)
    (folder / "up").symlink_to(folder)
    reading = read([folder])
    assert len(reading.articles) == 1
    assert [failure.code for failure in reading.failures] == ["unreadable"]


def test_a_link_out_of_a_folder_is_refused(folder):
    secret = put(folder / "secret.txt", OTHER)
    put(folder / "in" / "a.txt", REPORT)
    (folder / "in" / "b.txt").symlink_to(secret)
    reading = read([folder / "in"])
    assert [article.text for article in reading.articles] == [REPORT]
    assert "a link out of the folder" in reading.failures[0].reason


def test_a_folder_all_of_which_is_refused_is_not_called_empty_besides(folder):
    secret = put(folder / "secret.txt", OTHER)
    (folder / "in").mkdir()
    (folder / "in" / "b.txt").symlink_to(secret)
    (failure,) = read([folder / "in"]).failures
    assert "a link out of the folder" in failure.reason


def test_a_pipe_is_refused_and_not_waited_for(folder):
    os.mkfifo(folder / "pipe.txt")
    assert "a pipe or a device" in only_failure(folder / "pipe.txt")[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(folder):
    path = put(folder / "a.txt", REPORT)
    path.chmod(0)
    assert "no permission" in only_failure(path)[1]


def test_permission_denied_is_told_in_words(folder, monkeypatch):
    path = put(folder / "a.txt", REPORT)

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert "no permission to read it" in only_failure(path)[1]


def test_an_impossible_name_is_a_failure_that_can_be_stored():
    reading = read(["a\0b.txt", "\ud800.txt"])
    assert [failure.code for failure in reading.failures] == ["unreadable", "unreadable"]
    assert all(failure.to_json() for failure in reading.failures)


def test_a_file_name_that_is_no_text_can_be_stored(folder):
    name = os.fsdecode(b"caf\xe9.txt")
    put(folder / name, REPORT)
    (article,) = read([folder]).articles
    assert article.from_json(article.to_json()) == article


def test_a_file_over_the_limit_is_refused(folder):
    path = put(folder / "big.txt", REPORT)
    code, line = only_failure(path, options=ReadOptions(max_bytes=len(REPORT) - 1))
    assert code == "oversize"
    assert "raise max_bytes" in line


def test_a_file_at_the_limit_is_read(folder):
    path = put(folder / "big.txt", REPORT)
    assert read([path], ReadOptions(max_bytes=len(REPORT))).articles


def test_json_in_one_piece_is_refused_with_advice(folder):
    code, line = only_failure(put(folder / "a.json", json.dumps([{"text": REPORT}])))
    assert code == "malformed"
    assert "one object a line" in line


# ---------------------------------------------------------------- options


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": {"body": "text"}},
        {"max_bytes": 0},
        {"encoding": "klingon-8"},
        {"encoding": "rot13"},
    ],
)
def test_wrong_options_are_refused_at_once(wrong):
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        ReadOptions(**wrong)
