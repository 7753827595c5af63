"""An invented story of four reports that contradict each other."""

import pytest

from tests.report.invented_story import Story, made_up


@pytest.fixture(scope="session")
def invented() -> Story:
    return made_up()


@pytest.fixture(scope="session")
def build():
    """The builder itself, for stories with something planted in them."""
    return made_up
