"""What is installed holds what is needed: a wheel on its own, and the checkout in place."""

import re
import subprocess
import sys
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest

from llm_extract.prompts import prompts_folder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this checkout, built without the network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(target), str(wheel)], check=True)
    return target


def in_wheel(installed: Path, folder: Path, *arguments: str) -> str:
    """Runs Python with the installed wheel before the checkout, away from both."""
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel):
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package, prompts = ROOT / "llm_extract", ROOT / "prompts"
    there = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = {
        f"llm_extract/_prompts/{path.relative_to(prompts).as_posix()}"
        for path in prompts.rglob("*")
        if path.is_file()
    }
    assert packed == there | shipped
    assert "llm_extract/py.typed" in packed


def test_the_wheel_carries_its_licence(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_main_job_runs_from_the_wheel(installed, example, tmp_path):
    where = in_wheel(installed, tmp_path, "-c", "import llm_extract; print(llm_extract.__file__)")
    assert where.startswith(str(installed))
    said = in_wheel(installed, tmp_path, "-m", "llm_extract", "run", str(example), "--out", "out")
    assert said.startswith("5 articles, 1 story, ")
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000


def test_the_wheel_finds_its_own_prompts(installed, tmp_path):
    program = "from llm_extract.prompts import *; print(prompts_folder(), *released())"
    folder, *names = in_wheel(installed, tmp_path, "-c", program).split()
    assert folder == str(installed / "llm_extract" / "_prompts")
    assert "extract/v1" in names


def test_the_checkout_finds_the_prompts_beside_the_package():
    assert prompts_folder() == ROOT / "prompts"


def test_every_requirement_is_pinned_to_what_was_tested():
    pinned = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    wanted = {
        re.split(r"[^\w.-]", line)[0].lower().replace("_", "-")
        for line in requires("llm-extract") or ()
    }
    assert wanted
    assert wanted <= pinned
