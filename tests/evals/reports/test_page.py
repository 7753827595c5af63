import base64
import hashlib
import html
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from llm_extract.evals.reports.page import comparison_page, run_page
from tests.evals.reports.two_runs import (
    AFTER,
    BEFORE,
    HOSTILE,
    compared,
    hostile,
    hostile_articles,
)
from tests.evals.runs.invented_set import VILLAGES, Villages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def page(articles=()) -> str:
    return comparison_page(BEFORE, AFTER, compared(), articles)


class Outline(HTMLParser):
    """Every start tag with its attributes, and the text within marks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[str] = []
        self._in_mark = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in_mark = tag == "mark"

    def handle_data(self, data):
        if self._in_mark:
            self.marked.append(data)
        self._in_mark = False

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def leaves(text: str) -> list[dict[str, str | None]]:
    return [one for one in Outline(text).all("li") if one.get("id", "").startswith("l")]


def test_it_is_headed_by_the_verdict():
    assert "<h1>killed_exact: no evidence" in page()


def test_every_leaf_stands_once_with_what_it_can_be_chosen_by():
    found = leaves(page())
    assert len(found) == 12
    assert [one["data-change"] for one in found].count("broken") == 4
    assert [one["data-change"] for one in found].count("fixed") == 1
    assert {one["data-slot"] for one in found} == {"killed"}
    assert {one["data-document"] for one in found} == {str(at) for at in range(12)}


def test_evidence_is_marked_with_the_numbers_of_its_leaves():
    outline = Outline(page(Villages().articles()))
    marks = outline.all("mark")
    assert outline.marked == ["killed"] * 12
    assert [one["data-expected"] for one in marks] == [str(at) for at in range(12)]


def test_the_text_is_all_there_and_only_where_it_was_brought():
    with_texts, without = page(Villages().articles()), page()
    plain = html.unescape(re.sub(r"<[^>]+>", "", with_texts))
    for article in Villages().articles():
        assert article.text in plain
    assert "Gunmen" not in without
    assert without.count("The text is not shown") == 12


def test_a_failed_document_says_so():
    assert page().count("This document failed") == 1
    assert "Brask (failed)" in page()


def test_one_run_has_no_second_column_and_no_filter_of_changes():
    said = run_page(BEFORE, Villages().articles())
    assert "fixed by B" not in said
    assert 'name="change"' not in said
    assert len(leaves(said)) == 12
    assert "<h1>killed_exact: 0.917" in said


def test_filters_are_there_for_every_kind_of_thing():
    said = page()
    names = [one["name"] for one in Outline(said).all("select")]
    assert names == ["change", "verdict", "slot", "document"]
    for village in VILLAGES:
        assert re.search(rf"<option value=\"\d+\">{village}", said)


def test_text_of_others_never_becomes_markup():
    before, after = hostile(BEFORE), hostile(AFTER)
    said = comparison_page(before, after, compared(before, after), hostile_articles())
    outline = Outline(said)
    assert len(outline.all("script")) == 1
    assert HOSTILE.split("|")[0] not in said
    assert html.escape("<script>alert(") in said
    allowed = {"id", "class", "name", "type", "value", "href", "lang", "dir", "scope", "hidden"}
    for _, attributes in outline.tags:
        for name in attributes:
            assert (
                name in allowed
                or name.startswith(("aria-", "data-"))
                or name
                in {
                    *("charset", "http-equiv", "content", "tabindex", "autocomplete"),
                }
            )


def test_it_loads_nothing_and_allows_only_its_own_style_and_script():
    said = page(Villages().articles())
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', said)
    policy = html.unescape(policy)
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (inlined,) = re.findall(rf"<{tag}>(.*?)</{tag}>", said, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"(?:src|href)=\"(?!#)", said)


def test_it_follows_light_and_dark_and_paper():
    said = page()
    assert "prefers-color-scheme: dark" in said
    assert "color-scheme: light dark" in said
    assert "@media print" in said


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_in_a_browser_a_link_to_a_leaf_lights_its_evidence_and_nothing_is_refused(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page(Villages().articles()), encoding="utf-8")
    ran = subprocess.run(
        [
            CHROMIUM,
            *"--headless --no-sandbox --disable-gpu --no-first-run --disable-sync".split(),
            *"--disable-background-networking --enable-logging=stderr --dump-dom".split(),
            f"--user-data-dir={tmp_path / 'profile'}",
            f"{file.as_uri()}#l3",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
    assert len(re.findall(r'<mark[^>]*class="expected"', ran.stdout)) == 1
    assert len(re.findall(r'<article id="d\d+">', ran.stdout)) == 1
    assert re.search(r'id="l3"[^>]*><button[^>]*aria-pressed="true"', ran.stdout)
