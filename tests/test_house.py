"""How this checkout is kept, where no tool holds it."""

from tests.conftest import ROOT


def test_every_folder_of_tests_is_a_package_so_that_any_of_them_run_in_one_command():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [folder.name for folder in folders if not (folder / "__init__.py").is_file()] == []
