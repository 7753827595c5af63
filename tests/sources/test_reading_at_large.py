"""Reading as a whole: speed, stability, laziness, and the development articles where present."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.errors import InputError
from llm_extract.sources import read
from llm_extract.sources.text import parse_markdown, parse_text
from llm_extract.sources.worth import refuse_unless_article
from llm_extract.text import freeze

SEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "seeds"
REPORT = "Gunmen stormed a post near Tavo on Saturday and killed ten guards, officials said. "


def test_a_thousand_small_files_are_read_in_a_moment(tmp_path):
    for number in range(1_000):
        text = f"Raid number {number}\n\n" + f"{REPORT * 3}\n\n" * 4 + "Comments are closed.\n"
        (tmp_path / f"{number:04}.txt").write_text(text)
    assert min(_seconds(tmp_path), _seconds(tmp_path)) < 1.5


def _seconds(folder: Path) -> float:
    start = time.process_time()
    assert len(read([folder]).articles) == 1_000
    return time.process_time() - start


def test_reading_text_imports_nothing_heavy(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    code = (
        "import sys; from llm_extract.sources import read; read([sys.argv[1]]);"
        "heavy = {'trafilatura', 'lxml', 'charset_normalizer', 'dateparser'};"
        "print(sorted(heavy & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_same_files_give_the_same_records(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.bin").write_text("x")
    assert read([tmp_path]) == read([tmp_path])


@pytest.mark.parametrize("parse", [parse_text, parse_markdown])
@given(text=st.text(max_size=400))
def test_any_text_gives_a_frozen_draft_or_an_input_error(parse, text):
    draft = parse(text)
    assert draft.text == freeze(draft.text)
    try:
        refuse_unless_article(draft)
    except InputError as error:
        assert error.code in {"empty", "not_an_article"}  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    "piece", ["a ", "[a](", "**a ", "a|", "Title: x\n", "home > ", "http://", "a@b.", "© ", "---\n"]
)
def test_a_hostile_text_takes_no_long_time(piece):
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    parse_markdown(text)
    assert time.process_time() - start < 2


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the development articles are not here")
def test_the_development_articles_keep_their_prose_and_lose_their_furniture():
    paths = sorted(SEEDS.glob("*.txt"))
    reading = read(paths)
    assert (len(reading.articles), reading.failures) == (5, ())
    for path, article in zip(paths, reading.articles, strict=True):
        lost = [
            line
            for line in freeze(path.read_text(encoding="utf-8")).split("\n")
            if line.strip() and line.strip() not in article.text
        ]
        stops = sum(line.endswith(".") and len(line.split()) > 8 for line in lost)
        assert stops <= 1  # an appeal for money reads as prose, a stamped line as changed
        assert len(lost) <= 10
