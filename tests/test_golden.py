"""What the example story gives, held still: a change here is meant, and read, or is a fault."""

from pathlib import Path

import pytest

from llm_extract.cli import call

pytestmark = [pytest.mark.golden, pytest.mark.usefixtures("elsewhere")]


@pytest.fixture(scope="module")
def written(example, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("golden") / "out"
    assert call(["run", str(example), "--out", str(out), "--extractor", "rules"]) == 0
    return out


@pytest.mark.parametrize("name", ["briefing.md", "claims.csv", "incidents.csv"])
def test_the_example_story_gives_what_it_gave(written, golden, name):
    golden(name, (written / name).read_text(encoding="utf-8"))
