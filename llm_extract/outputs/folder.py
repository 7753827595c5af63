"""The output folder: ours or refused, and every file in it whole or absent.

run.json lists the files, which is how a later run knows the folder as ours. It is written first,
marked unfinished, and last, marked finished: a run that was killed leaves nothing unknown behind.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from llm_extract.errors import OutputError
from llm_extract.sources.files import is_folder

MADE_BY = "llm-extract"
RUN_FILE = "run.json"
_TEMPORARY = ".llm-extract-"


@dataclass(frozen=True)
class OutputFolder:
    """A folder that may be written to: new, empty, or left by an earlier run.

    `earlier` are the files of that run which are there, as paths within the folder.
    """

    path: Path
    earlier: frozenset[str] = frozenset()

    @classmethod
    def at(cls, path: Path, inputs: Sequence[Path] = ()) -> OutputFolder:
        """Look at a folder without touching it.

        Raises:
            OutputError: it is no folder, holds files that are not ours, or lies within an input
                folder, where its files would be read as articles.
        """
        _refuse_within(inputs, path)
        if path.is_dir():
            return cls(path, _ours(path))
        if path.exists() or path.is_symlink():
            raise OutputError(f"{path}: not a folder; name another with --out")
        return cls(path)

    def open(self) -> None:
        """Make the folder, and make sure that it can be written to.

        Raises:
            OutputError: it cannot.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            put(self.path / f"{_TEMPORARY}probe", "")
            (self.path / f"{_TEMPORARY}probe").unlink()
        except OSError as error:
            raise OutputError(
                f"{self.path}: not writable: {error.strerror}; name another with --out"
            ) from error

    def write(self, files: Mapping[str, str], about: Mapping[str, object]) -> None:
        """Write a run's files and its run.json; earlier files that it does not have are removed.

        Raises:
            OutputError: the disk is full, or the folder was taken away.
        """
        names = sorted({*files, RUN_FILE})
        try:
            self._note({"state": "unfinished", "files": sorted({*names, *self.earlier})})
            for name, text in files.items():
                self._put(name, text)
            self._remove(self.earlier - set(names))
            self._note({**about, "state": "finished", "files": names})
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from error

    def _note(self, about: Mapping[str, object]) -> None:
        noted = {"made_by": MADE_BY, **about}
        self._put(RUN_FILE, json.dumps(noted, indent=2, ensure_ascii=False) + "\n")

    def _put(self, name: str, text: str) -> None:
        target = self.path / name
        if target.parent != self.path:
            if target.parent.is_symlink():
                raise OutputError(f"{target.parent}: a link, which is not followed; remove it")
            target.parent.mkdir(exist_ok=True)
        put(target, text)

    def _remove(self, names: Iterable[str]) -> None:
        """A story's folder goes with its last file."""
        for name in names:
            target = self.path / name
            target.unlink(missing_ok=True)
            if target.parent != self.path and not any(target.parent.iterdir()):
                target.parent.rmdir()


def put(target: Path, text: str) -> None:
    """Write a file whole or not at all. A link is replaced, never followed."""
    with written(target) as stream:
        stream.write(text)


@contextmanager
def written(target: Path) -> Iterator[TextIO]:
    """A file that stands in its place, whole, when this is over; after an error there is none."""
    temporary = target.parent / f"{_TEMPORARY}{secrets.token_hex(8)}"
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _refuse_within(inputs: Sequence[Path], path: Path) -> None:
    out = path.resolve()
    for one in inputs:
        if is_folder(one) and out.is_relative_to(one.resolve()):
            raise OutputError(
                f"{path}: it lies within the input folder {one}, all of whose files are read;"
                " name another with --out"
            )


def _ours(folder: Path) -> frozenset[str]:
    """The files that are there, all of them ours: a forged list can name nothing elsewhere.

    What lies in the folder of another run of ours (`out/evals/NAME` beside a run in `out`) is
    neither refused nor touched.
    """
    listed = _listed(folder / RUN_FILE)
    folders = {name.partition("/")[0] + "/" for name in listed if "/" in name}
    found = frozenset(_walked(folder))
    others = tuple(_runs_within(folder, found - listed))
    found = frozenset(name for name in found if not name.startswith(others))
    for name in sorted(found - listed - folders):
        if not Path(name).name.startswith(_TEMPORARY):
            raise OutputError(
                f"{folder}: it holds {name}, which is not of an earlier run;"
                " name a new or empty folder with --out"
            )
    return found - folders


def _runs_within(folder: Path, found: Iterable[str]) -> Iterator[str]:
    """The folders under this one that hold runs of their own, with a stroke at the end."""
    for name in found:
        if name.endswith(f"/{RUN_FILE}") and _listed(folder / name):
            yield name.removesuffix(RUN_FILE)


def _listed(run_file: Path) -> frozenset[str]:
    """The files an earlier run says it wrote; none where this is no run.json of ours."""
    try:
        noted = json.loads(run_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(noted, dict) or noted.get("made_by") != MADE_BY:
        return frozenset()
    names = noted.get("files")
    return frozenset(map(str, names)) if isinstance(names, list) else frozenset()


def _walked(folder: Path) -> Iterator[str]:
    """Every file and link, and every empty folder with a stroke at its end."""
    for root, folders, files in os.walk(folder):
        here = Path(root)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*files, *links):
            yield (here / name).relative_to(folder).as_posix()
        if not files and not folders and here != folder:
            yield here.relative_to(folder).as_posix() + "/"
