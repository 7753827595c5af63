"""Nothing of other people's texts stands in this repository: no sentence, and no story's names."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from llm_extract.where import country_of

ROOT = Path(__file__).parents[1]
FOLDERS = "llm_extract prompts evals tests examples docs benchmarks .ci".split()
# The licence is everybody's text, and the pins are no text.
NOT_OURS = {"LICENSE", "constraints.txt"}
IN_A_ROW = 8

# Words of the story that are no names of it: kinds of bodies, languages, services, loaded words.
ORDINARY = frozenset(
    "afp brigade coastal corps dari fidayeen frontier institute islamist liberation pashto prime"
    " rebel restive secretariat studies vipps".split()
)


@cache
def own_files() -> tuple[tuple[str, str], ...]:
    """Every text file of the repository, by its path."""
    found = [path for path in ROOT.iterdir() if path.is_file() and path.name not in NOT_OURS]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts: list[tuple[str, str]] = []
    for path in found:
        if "__pycache__" not in path.parts:
            try:
                texts.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue
    return tuple(texts)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def rows(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[at:] for at in range(IN_A_ROW)), strict=False)


def strings(value: object) -> Iterator[str]:
    """Every text within a piece of JSON."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from strings(part)
        case list():
            for part in value:
                yield from strings(part)


def others(folder: Path) -> Iterator[str]:
    """The texts that are not ours."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
                yield from strings(json.loads(line))
        elif path.is_file():
            yield path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def theirs(shared) -> list[str]:
    return list(others(shared))


@pytest.fixture(scope="module")
def names(shared, theirs) -> set[str]:
    """Capitalised words of the story that no text anywhere uses in lower case, but countries."""
    in_lower_case = {word for text in theirs for word in re.findall(r"\b[a-z]+\b", text)}
    story = "\n".join(path.read_text() for path in sorted((shared / "seeds").iterdir()))
    return {
        word.casefold()
        for word in re.findall(r"\b[A-Z][A-Za-z]{2,}\b", story)
        if not country_of(word) and word.lower() not in in_lower_case | ORDINARY
    }


def test_no_eight_words_in_a_row_are_somebody_elses(theirs):
    ours = {row: name for name, text in own_files() for row in rows(text)}
    copied = {(ours[row], " ".join(row)) for text in theirs for row in rows(text) if row in ours}
    assert not copied


def test_no_name_of_the_development_story_stands_in_code_data_or_tests(names):
    assert len(names) > 30
    named = {(file, word) for file, text in own_files() for word in set(words(text)) & names}
    assert not named
