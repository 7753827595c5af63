"""What README and the docs promise: the code runs, the commands exist, the links lead somewhere."""

import re
import shlex
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from llm_extract.cli import call

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELVES = ("*.md", "[a-z]*/*.md", "docs/adr/*.md", "evals/*/*.md")
PAGES = sorted(page for shelf in SHELVES for page in ROOT.glob(shelf))
GROUPS = {"eval", "prompts", "dev"}


def test_the_lines_of_python_lead_from_articles_to_a_briefing() -> None:
    (code,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert "Attacks in" in done.stdout
    assert "[1]" in done.stdout


def test_the_first_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^make (\w+)", README, re.MULTILINE)
    assert targets == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_heading_leads_to_one(page) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if link[1] not in headings(page.parent / link[0], page)] == []


def headings(linked: Path, page: Path) -> set[str]:
    text = (linked if linked.is_file() else page).read_text(encoding="utf-8")
    plain = (
        re.sub(r"[^\w -]", "", one.lower()) for one in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    )
    return {one.replace(" ", "-") for one in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_shown_exists_with_its_options(page, capsys) -> None:
    for words in shown(page):
        command = list(takewhile(str.islower, words[: 2 if words[0] in GROUPS else 1]))
        assert call([*command, "--help"]) == 0, words
        known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
        assert {word for word in words if word.startswith("--")} <= known, words


def shown(page: Path) -> list[list[str]]:
    """The commands of a page, in its blocks and in its lines, without what follows them."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = re.findall(r"^ *llm-extract (.+)$", text, re.MULTILINE)
    lines += re.findall(r"`llm-extract ([^`]+)`", text)
    return [shlex.split(re.split(r" [<>|] ", line)[0], comments=True) for line in lines]


def test_the_table_of_files_names_all_that_a_run_writes(example, tmp_path) -> None:
    assert call(["run", str(example), "--out", str(tmp_path / "out")]) == 0
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {name for name in written if f"`{name}`" not in README} == set()
