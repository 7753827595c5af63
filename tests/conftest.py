"""What all tests share: examples enough for the occasion, a bare environment, golden files."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from llm_extract.cli import call

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"

# No deadlines: a busy machine is no fault of the code.
settings.register_profile("quick", deadline=None)
settings.register_profile("deep", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write the golden files, not compare them"
    )


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch) -> None:
    """No setting of whoever runs the tests reaches them."""
    for name in os.environ:
        if name.startswith(("LLM_EXTRACT_", "OPENAI_")):
            monkeypatch.delenv(name)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> Path:
    """An empty working folder, so that no .env lies about."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Done:
    """What came of one command line: named as in `subprocess.CompletedProcess`."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def called(monkeypatch, capsys) -> Callable[..., Done]:
    """Runs a command line whole within this process, in a folder, its cache below that.

    A process of its own takes seconds to start; it is for what only a process can show.
    """

    def run(folder: Path, *arguments: object, **environment: str) -> Done:
        with monkeypatch.context() as within:
            within.chdir(folder)
            within.setenv("LLM_EXTRACT_CACHE_DIR", str(folder / "cache"))
            for name, value in environment.items():
                within.setenv(name, value)
            code = call([*map(str, arguments)])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def example() -> Path:
    return ROOT / "examples" / "border-town"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Texts of others, which stand beside a checkout at most."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the development data is not on this machine")
    return folder


@pytest.fixture
def golden(request) -> Callable[[str, str], None]:
    """Holds a text to its golden file; `make golden` writes the file instead."""

    def hold(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--rewrite-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8"), f"{name} differs; see `make golden`"

    return hold
