"""Manifests: what they say, what they may not reach, and what becomes of bad rows."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from llm_extract.evals.gold.reading import articles
from llm_extract.sources import Reading, ReadOptions, read

REPORT = "Gunmen stormed a post near Tavo on Saturday and killed ten guards, officials said."
OTHER = "A roadside bomb hit a bus outside Merrin on Sunday, and four people were hurt."


@pytest.fixture
def folder(tmp_path):
    """Two articles in a folder of their own."""
    inside = tmp_path / "set"
    inside.mkdir()
    (inside / "a.txt").write_text(f"Publisher: Old Name\nDate: 2020-01-01\n\n{REPORT}")
    (inside / "b.txt").write_text(OTHER)
    return inside


def with_csv(folder: Path, *rows: str) -> Reading:
    (folder / "manifest.csv").write_text("\n".join(rows))
    return read([folder])


def test_a_manifest_in_the_folder_is_used_and_wins_over_the_document(folder):
    reading = with_csv(
        folder,
        "path,publisher,owner,published_at,url,language,title",
        "a.txt,Orlo Post,Orlo Media,2026-01-31T23:00:00+05:00,https://a.example/1,en,Raid",
        "b.txt,Merrin Daily,,2026-02-01,,,",
    )
    first, second = reading.articles
    assert (first.publisher, first.owner, first.title) == ("Orlo Post", "Orlo Media", "Raid")
    assert first.published_on == date(2026, 1, 31)
    assert first.published_at == datetime(2026, 1, 31, 18, tzinfo=UTC)
    assert first.url == "https://a.example/1"
    assert (second.publisher, second.published_on) == ("Merrin Daily", date(2026, 2, 1))
    assert second.published_at is None
    assert not reading.failures


def test_an_empty_cell_leaves_what_the_document_says(folder):
    first, _ = with_csv(folder, "path,publisher,owner", "a.txt,,Orlo Media", "b.txt,,").articles
    assert (first.publisher, first.owner) == ("Old Name", "Orlo Media")


def test_a_manifest_may_be_lines_of_json(folder):
    (folder / "manifest.jsonl").write_text(json.dumps({"path": "a.txt", "publisher": "Orlo Post"}))
    assert read([folder]).articles[0].publisher == "Orlo Post"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_spreadsheets_own_delimiter_is_understood(folder, delimiter):
    rows = (delimiter.join(row) for row in (("path", "publisher"), ("a.txt", "Orlo, Post")))
    assert with_csv(folder, *rows).articles[0].publisher == "Orlo, Post"


def test_files_that_no_manifest_lists_are_read_with_a_note(folder):
    reading = with_csv(folder, "path,publisher", "a.txt,Orlo Post")
    assert len(reading.articles) == 2
    assert "1 file read, though no manifest lists them: b.txt" in reading.notes[-1]


def test_a_manifest_alone_names_what_is_read(folder):
    path = folder / "list.csv"
    path.write_text("path,publisher\nb.txt,Merrin Daily\n")
    (article,) = read([], ReadOptions(manifest=path)).articles
    assert (article.file, article.publisher) == ("b.txt", "Merrin Daily")


def test_a_manifest_may_itself_be_named_among_the_paths(folder):
    (folder / "manifest.csv").write_text("path,publisher\nb.txt,Merrin Daily\n")
    assert [one.publisher for one in read([folder / "manifest.csv"]).articles] == ["Merrin Daily"]


def test_beside_paths_a_manifest_describes_them_and_what_was_not_asked_for_is_noted(folder):
    path = folder / "list.csv"
    path.write_text("path,publisher\na.txt,Orlo Post\nb.txt,Merrin Daily\n")
    reading = read([folder / "a.txt"], ReadOptions(manifest=path))
    assert [article.publisher for article in reading.articles] == ["Orlo Post"]
    assert reading.notes == (f"{path}: 1 file listed, but not asked for: b.txt",)


def test_one_file_may_stand_under_two_publishers(folder):
    reading = with_csv(folder, "path,publisher", "b.txt,Orlo Post", "b.txt,Merrin Daily")
    assert [one.publisher for one in reading.articles if one.text == OTHER] == [
        "Orlo Post",
        "Merrin Daily",
    ]


def test_a_file_of_unknown_ending_is_read_where_it_is_listed(folder):
    (folder / "c.story").write_text("Two men fled the jail at Orlo before dawn, a guard said.")
    reading = with_csv(folder, "path,publisher", "c.story,Orlo Post")
    assert "c.story" in [article.file for article in reading.articles]


def test_a_hidden_file_is_read_where_it_is_listed(folder):
    (folder / ".c.txt").write_text("Two men fled the jail at Orlo before dawn, a guard said.")
    reading = with_csv(folder, "path", ".c.txt", "a.txt", "b.txt")
    assert [article.file for article in reading.articles] == ["a.txt", "b.txt", ".c.txt"]


def test_of_two_manifests_in_a_folder_the_csv_is_used_and_the_other_noted(folder):
    (folder / "manifest.jsonl").write_text('{"path": "a.txt", "publisher": "Wrong"}')
    reading = with_csv(folder, "path,publisher", "a.txt,Orlo Post", "b.txt,")
    assert reading.articles[0].publisher == "Orlo Post"
    assert any("manifest.csv lies beside it" in note for note in reading.notes)


def test_a_moment_without_offset_gives_its_day_and_a_note(folder):
    reading = with_csv(folder, "path,published_at", "a.txt,2026-01-31 10:00", "b.txt,")
    assert (reading.articles[0].published_on, reading.articles[0].published_at) == (
        date(2026, 1, 31),
        None,
    )
    assert any("has no offset from UTC" in note for note in reading.notes)


# ---------------------------------------------------------------- columns


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("path,publisher,autor,published_at", "columns not used: autor; those that are: path, "),
        ("path,publisher,,published_at", "columns not used: (no name); "),
        ("path,publisher,titel,published_at", "columns not used: titel (did you mean title?); "),
    ],
)
def test_a_column_that_means_nothing_is_named_and_the_others_are_used(folder, header, told):
    reading = with_csv(folder, header, "a.txt,Orlo Post,x,2026-01-31", "b.txt,,,")
    assert (reading.articles[0].publisher, reading.articles[0].published_on) == (
        "Orlo Post",
        date(2026, 1, 31),
    )
    assert not reading.failures
    (note,) = reading.notes
    assert note.startswith(f"{folder / 'manifest.csv'}: {told}")


def test_an_unknown_column_that_holds_nothing_is_no_news(folder):
    assert with_csv(folder, "path,publisher,,", "a.txt,x,,,,", "b.txt").notes == ()


@pytest.mark.parametrize(
    "header",
    ["document,outlet,published_on", "File,Source,Date", "Filename;Publisher;Published at"],
)
def test_columns_may_go_by_the_other_names_people_give_them(folder, header):
    rows = ("a.txt,Orlo Post,2026-01-31", "b.txt,,")
    reading = with_csv(folder, header, *(r.replace(",", ";") if ";" in header else r for r in rows))
    first = reading.articles[0]
    assert (first.publisher, first.published_on) == ("Orlo Post", date(2026, 1, 31))
    assert reading.notes == reading.failures == ()


def test_a_file_may_be_written_without_its_ending(folder):
    reading = with_csv(folder, "document,publisher", "a,Orlo Post", "b,Merrin Daily")
    assert [(one.file, one.publisher) for one in reading.articles] == [
        ("a.txt", "Orlo Post"),
        ("b.txt", "Merrin Daily"),
    ]
    assert reading.notes == reading.failures == ()


def test_a_name_without_its_ending_that_may_be_two_files_is_a_bad_row(folder):
    (folder / "a.md").write_text(OTHER)
    (failure,) = with_csv(folder, "path,publisher", "a,Orlo Post", "b,").failures
    assert "a may be a.md or a.txt; write its ending" in failure.reason


def test_of_two_columns_for_one_thing_the_first_that_holds_something_is_used_and_it_is_told(folder):
    reading = with_csv(folder, "path,source,publisher", "a.txt,Wire,Orlo Post", "b.txt,Wire,")
    assert [one.publisher for one in reading.articles] == ["Orlo Post", "Wire"]
    (note,) = reading.notes
    assert note.endswith("not used where publisher holds something: source")


def test_a_moment_and_its_day_may_stand_side_by_side_and_another_day_is_told(folder):
    reading = with_csv(
        folder,
        "path,published_at,published_on",
        "a.txt,2026-01-31T23:00:00+05:00,2026-01-31",
        "b.txt,2026-01-31,2026-02-02",
    )
    assert [one.published_on for one in reading.articles] == [date(2026, 1, 31)] * 2
    (note,) = reading.notes
    assert "published_on is another day, 2026-02-02, than 2026-01-31" in note


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("01/02/2026,en", "published_at: '01/02/2026'"),
        ("soon,en", "published_at: no date can be read from 'soon'; write it as 2026-01-31"),
        ("2026-01-31,english", "language: 'english' is no code such as en"),
    ],
)
def test_a_cell_that_cannot_be_read_costs_no_other_and_is_told(folder, cells, words):
    reading = with_csv(
        folder, "path,publisher,published_at,language", f"a.txt,Orlo Post,{cells}", "b.txt,,,"
    )
    assert reading.articles[0].publisher == "Orlo Post"
    assert reading.failures == ()
    (note,) = reading.notes
    assert words in note
    assert note.endswith("the cell is not used")


def test_a_date_that_cannot_be_read_gives_way_to_the_next_column(folder):
    reading = with_csv(folder, "path,published_at,date", "a.txt,soon,2026-01-31", "b.txt,,")
    assert reading.articles[0].published_on == date(2026, 1, 31)
    assert len(reading.notes) == 1


def test_a_labelled_story_can_be_read_as_it_lies():
    story = Path(__file__).parents[2] / "evals" / "gold" / "stories" / "border-town"
    labelled, reading = articles(story), read([story])
    assert reading.failures == ()
    assert {
        (one.text, one.publisher, one.owner, one.published_at, one.published_on, one.url, one.title)
        for one in reading.articles
    } == {
        (one.text, one.publisher, one.owner, one.published_at, one.published_on, one.url, one.title)
        for one in labelled.values()
    }


# ---------------------------------------------------------------- bad manifests


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("publisher,owner", "x,y"), "there is no column path;"),
        (("publisher,file_name", "x,a.txt"), "there is no column path (is it file_name?);"),
        (("path,path", "a.txt,b.txt"), "the column path stands twice"),
        (("path,publisher",), "it lists no files"),
        (("path,publisher", 'a.txt,"Orlo'), "is no csv"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_a_failure_by_its_name(folder, rows, words):
    reading = with_csv(folder, *rows)
    (failure,) = reading.failures
    assert (failure.code, failure.source) == ("malformed", str(folder / "manifest.csv"))
    assert words in failure.reason
    assert len(reading.articles) == 2


def test_a_missing_manifest_is_a_failure(tmp_path):
    (failure,) = read([], ReadOptions(manifest=tmp_path / "gone.csv")).failures
    assert (failure.code, failure.source) == ("unreadable", str(tmp_path / "gone.csv"))


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("gone.txt,x,,", "unreadable", "gone.txt is not there"),
        (",x,,", "malformed", "no path"),
        ("a.txt,Post, Orlo,,en", "malformed", "5 cells under 4 columns"),
    ],
)
def test_a_bad_row_is_a_failure_by_its_line_and_the_others_are_used(folder, row, code, words):
    reading = with_csv(folder, "path,publisher,published_at,language", row, "b.txt,Merrin Daily,,")
    (failure,) = reading.failures
    assert (failure.source, failure.code) == (f"{folder / 'manifest.csv'}:line 2", code)
    assert words in failure.reason
    assert "Merrin Daily" in [article.publisher for article in reading.articles]


@pytest.mark.parametrize("row", ['{"path": 5}', "[1]", '{"path": "a.txt", "path": "b.txt"}'])
def test_a_bad_line_of_a_json_manifest_is_a_failure_by_its_line(folder, row):
    path = folder / "list.jsonl"
    path.write_text(row + '\n{"path": "b.txt"}\n')
    reading = read([], ReadOptions(manifest=path))
    assert [failure.source for failure in reading.failures] == [f"{path}:line 1"]
    assert [article.text for article in reading.articles] == [OTHER]


# ---------------------------------------------------------------- staying inside


@pytest.mark.parametrize("way", ["../secret.txt", "{top}/secret.txt", "x/../../secret.txt"])
def test_a_path_out_of_the_manifests_folder_is_refused(folder, way):
    (folder.parent / "secret.txt").write_text(OTHER)
    path = folder / "list.csv"
    path.write_text(f"path\n{way.format(top=folder.parent)}\n")
    reading = read([], ReadOptions(manifest=path))
    assert not reading.articles
    (failure,) = reading.failures
    assert "leads outside the manifest's folder" in failure.reason


def test_a_link_out_of_the_manifests_folder_is_refused(folder):
    (folder.parent / "secret.txt").write_text(OTHER)
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    path = folder / "list.csv"
    path.write_text("path\nlink.txt\n")
    reading = read([], ReadOptions(manifest=path))
    assert not reading.articles
    assert "leads outside" in reading.failures[0].reason


def test_a_roundabout_path_that_stays_inside_is_read(folder):
    path = folder / "list.csv"
    path.write_text(f"path\nx/../a.txt\n{folder}/b.txt\n")
    (folder / "x").mkdir()
    assert len(read([], ReadOptions(manifest=path)).articles) == 2


def test_a_folder_in_a_manifest_is_refused(folder):
    (folder / "deep").mkdir()
    path = folder / "list.csv"
    path.write_text("path\ndeep\n")
    (failure,) = read([], ReadOptions(manifest=path)).failures
    assert "this is a folder, not a file" in failure.reason


def test_a_second_date_that_cannot_be_read_is_told_though_the_first_can(folder):
    reading = with_csv(folder, "path,published_at,date", "a.txt,2026-01-31,next Tuesday")
    assert reading.articles[0].published_on == date(2026, 1, 31)
    assert any("next Tuesday" in note for note in reading.notes)


def test_a_note_on_a_file_names_its_folder_where_another_of_that_name_was_listed(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "a.txt").write_text(
        "Two men fled the jail at Orlo before dawn, a guard said."
    )
    reading = with_csv(folder, "path", "a.txt", "b.txt")
    assert reading.notes[-1].endswith(": deep/a.txt")


# ---------------------------------------------------------------- lines of JSON


def with_json(folder: Path, *rows: str) -> Reading:
    (folder / "manifest.jsonl").write_text("\n".join([*rows, '{"path": "b.txt"}']))
    return read([folder])


def test_a_cell_that_is_no_text_hides_neither_the_next_column_nor_its_fault(folder):
    row = {"path": "a.txt", "published_at": [2026], "date": "soon", "outlet": {}, "source": "Wire"}
    reading = with_json(folder, json.dumps(row))
    assert reading.articles[0].publisher == "Wire"
    told = [note for note in reading.notes if note.startswith(str(folder / "a.txt"))]
    assert [next(w for w in ("published_at", "outlet", "date:") if w in one) for one in told] == [
        "published_at",
        "outlet",
        "date:",
    ]


def test_a_date_that_is_no_text_gives_way_to_the_next_column(folder):
    row = {"path": "a.txt", "published_at": {"day": 31}, "date": "2026-01-31"}
    assert with_json(folder, json.dumps(row)).articles[0].published_on == date(2026, 1, 31)


@pytest.mark.parametrize("path", ["gone.txt", "../a.txt", None])
def test_of_a_row_that_cannot_be_used_all_that_is_wrong_is_told(folder, path):
    row = {"path": path, "date": "soon", "language": "english"}
    reading = with_json(folder, json.dumps(row))
    where = f"{folder / 'manifest.jsonl'}:line 1"
    assert [failure.source for failure in reading.failures] == [where]
    told = [note for note in reading.notes if note.startswith(where)]
    assert len(told) == 2
    assert "'soon'" in told[0]
    assert "'english'" in told[1]


def test_a_key_that_stands_twice_in_other_letters_is_a_bad_line(folder):
    row = '{"path": "a.txt", "Published at": "2026-01-30", "published_at": "2026-01-31"}'
    (failure,) = with_json(folder, row).failures
    assert failure.source.endswith("manifest.jsonl:line 1")
    assert "the column published_at stands twice" in failure.reason
