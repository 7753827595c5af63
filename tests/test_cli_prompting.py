"""`prompts preview` shows what would be sent under the settings in force."""

import pytest

from llm_extract.cli import call

SENTENCE = "The army said that two of its men were hurt in Orlo on Monday."


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("\n\n".join(f"{SENTENCE} Then {n} shots were heard." for n in range(30)))
    return path


def test_a_preview_cuts_an_article_as_a_run_would(report, monkeypatch, capsys) -> None:
    assert call(["prompts", "preview", "extract", str(report)]) == 0
    assert "request 1 of 1:" in capsys.readouterr().out
    monkeypatch.setenv("LLM_EXTRACT_MAX_CHARACTERS", "1000")
    assert call(["prompts", "preview", "extract", str(report)]) == 0
    assert "request 1 of 3:" in capsys.readouterr().out


def test_a_preview_says_by_its_code_that_some_articles_could_not_be_read(report) -> None:
    (report.parent / "empty.txt").touch()
    assert call(["prompts", "preview", "extract", str(report.parent)]) == 1
    report.unlink()
    assert call(["prompts", "preview", "extract", str(report.parent)]) == 3
