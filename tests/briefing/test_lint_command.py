"""`llm-extract lint`: what it prints, and what its exit codes mean."""

import json
from pathlib import Path

import pytest

from llm_extract.cli import call
from llm_extract.records.article import Article

PLANTED = Path(__file__).parent / "planted"
RECORD = str(PLANTED / "border-town.json")
CLEAN = PLANTED / "border-town.md"
pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture
def faulty(tmp_path) -> Path:
    file = tmp_path / "summary.md"
    file.write_text(CLEAN.read_text().replace("the UPG said 67", "the UPG said 76", 1))
    return file


def test_a_summary_that_the_record_bears_out_is_good(capsys):
    assert call(["lint", str(CLEAN), "--against", RECORD]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{CLEAN}: nothing found that {RECORD} does not bear out\n")


def test_a_summary_without_a_word_is_no_good_one(tmp_path, capsys):
    (tmp_path / "blank.md").write_text(" \n")
    assert call(["lint", str(tmp_path / "blank.md"), "--against", RECORD]) == 2
    assert "blank.md: it holds no text to check" in capsys.readouterr().err


def test_a_finding_is_printed_with_its_line_and_what_the_record_says(faulty, capsys):
    assert call(["lint", str(faulty), "--against", RECORD]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{faulty}:8:")
    assert "wrong number: “76”" in line
    assert "hospitals: 14" in line


def test_findings_as_json_carry_kind_span_and_record(faulty, capsys):
    assert call(["lint", str(faulty), "--against", RECORD, "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert one["kind"] == "wrong_number"
    assert faulty.read_text()[one["span"]["start"] : one["span"]["end"]] == "76"


def test_a_name_that_only_the_article_has_passes_once_the_articles_are_given(tmp_path, capsys):
    summary, articles = tmp_path / "s.txt", tmp_path / "articles.jsonl"
    summary.write_text("The UPG said the bridge at Orrin Weir was crossed.\n")
    assert call(["lint", str(summary), "--against", RECORD]) == 1
    source = json.loads(Path(RECORD).read_text())["sources"][0]
    article = Article.of("Crowds stood at Orrin Weir.").model_copy(
        update={"article_id": source["article_id"]}
    )
    articles.write_text(article.to_json())
    capsys.readouterr()
    assert call(["lint", str(summary), "--against", RECORD, "--articles", str(articles)]) == 0


@pytest.mark.parametrize(
    "arguments", [[str(CLEAN)], ["nowhere.md", "--against", RECORD], [str(CLEAN), "--against", "x"]]
)
def test_wrong_usage_is_told_apart_from_findings(arguments):
    assert call(["lint", *arguments]) == 2
