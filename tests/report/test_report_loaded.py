"""Loaded words of the sources: a table of spans, and a part of the page."""

import csv
import io

from llm_extract.report.html import render_page
from llm_extract.report.loaded import LoadedSource, LoadedWord, loaded_csv

WORD = LoadedWord(4, 13, "The ", "terrorist", " fled", False, "label", "attacker", "judges")
FOUND = LoadedSource("a1", "=Herald", "en", 100, 10.0, (WORD,))
NONE = LoadedSource("a2", "Le Fanal", "fr", None, None, ())


def test_each_loaded_word_is_a_row_with_its_span_and_reason():
    (row, _) = csv.DictReader(io.StringIO(loaded_csv([FOUND, NONE])))
    assert (row["start"], row["end"], row["words"]) == ("4", "13", "terrorist")
    assert (row["own_voice_per_1000"], row["neutral"], row["reason"]) == (
        "10.0",
        "attacker",
        "judges",
    )
    assert row["outlet"] == "'=Herald"


def test_a_source_that_was_not_looked_at_has_a_row_without_a_rate():
    *_, row = csv.DictReader(io.StringIO(loaded_csv([FOUND, NONE])))
    assert (row["article_id"], row["own_voice_per_1000"], row["words"]) == ("a2", "", "")


def test_the_page_shows_each_source_with_its_rate_and_words(invented):
    page = render_page(
        invented.consensus, invented.briefing, invented.articles, loaded=[FOUND, NONE]
    )
    assert "10.0 per 1,000" in page
    assert "The <b>terrorist</b> fled" in page
    assert "not in English, not looked at" in page
    assert 'href="#language"' in page


def test_a_page_without_the_analysis_has_no_such_part(invented):
    assert "language" not in render_page(
        invented.consensus, invented.briefing, invented.articles
    ).partition("<main")[2].partition("sources")[0].replace("lang=", "")
