"""A set of one story and one document, on disk."""

from pathlib import Path

import pytest

from llm_extract.evals.gold.labels import store
from tests.evals.gold.tiny import FORM, MANIFEST, SET, TEXT


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "set.toml").write_text(SET)
    story = tmp_path / "mill"
    story.mkdir()
    (story / "manifest.csv").write_text(MANIFEST)
    (story / "01-wire.txt").write_text(TEXT)
    form = tmp_path / "form.yaml"
    form.write_text(FORM)
    store(tmp_path, [form], settled=True)
    return tmp_path


@pytest.fixture
def labels(folder) -> Path:
    return folder / "mill" / "labels" / "01-wire.json"
