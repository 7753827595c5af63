"""From what was asked for to what is to be read: folders opened, manifests applied."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from llm_extract.errors import UnreadableInput
from llm_extract.sources import manifest
from llm_extract.sources.described import Described
from llm_extract.sources.draft import NOTHING, About
from llm_extract.sources.files import inside, is_folder, real, shown, walk
from llm_extract.sources.kinds import KNOWN
from llm_extract.sources.ledger import Ledger
from llm_extract.sources.manifest import Row
from llm_extract.sources.options import ReadOptions

STDIN = "-"

_FEW = 5


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read; `path` is None for standard input.

    `asked` is how failures and notes call it, `name` how its article does: without the folders
    above what was asked for, which are nobody's business in a report that is passed on.
    """

    path: Path | None
    asked: str
    name: str
    about: About = NOTHING
    notes: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The file's ending in lower case; empty for standard input."""
        return self.path.suffix.casefold() if self.path else ""


@dataclass(slots=True)
class Gathering:
    """Collects sources in the order they were asked for; what cannot be is on the ledger."""

    options: ReadOptions
    ledger: Ledger
    sources: list[Source] = field(default_factory=list)

    def gather(self, paths: Sequence[str | os.PathLike[str]]) -> tuple[Source, ...]:
        """Everything that `paths` name, or without them everything that the manifest lists."""
        described = Described()
        if self.options.manifest_path is not None:
            described.take_in(self.options.manifest_path, self.options, self.ledger)
        for path in paths:
            self._add(path, described)
        if paths:
            self._note_unasked(described)
        else:
            self.sources.extend(map(_listed, described.all_rows()))
        return _told_apart(self.sources)

    def _add(self, asked: str | os.PathLike[str], described: Described) -> None:
        path = Path(asked)
        if os.fspath(asked) == STDIN:
            self._add_stdin()
        elif is_folder(path):
            self._add_folder(path, described)
        elif path.name in manifest.NAMES:
            own = Described()
            own.take_in(path, self.options, self.ledger)
            self.sources.extend(map(_listed, own.all_rows()))
        else:
            self._add_file(path, path.name, described.of(path))

    def _add_stdin(self) -> None:
        if any(source.path is None for source in self.sources):
            self.ledger.note("standard input", "it is named twice, and read once")
        else:
            self.sources.append(Source(None, "standard input", "standard input"))

    def _add_file(self, path: Path, name: str, rows: Sequence[Row]) -> None:
        plain = Source(path, shown(path), shown(name))
        described = [Source(path, plain.asked, plain.name, row.about, row.notes) for row in rows]
        self.sources.extend(described or [plain])

    def _note_unasked(self, described: Described) -> None:
        asked = {real(source.path) for source in self.sources if source.path is not None}
        left = [row.written for row in described.all_rows() if real(row.path) not in asked]
        for one in described.manifests:
            self._note_files(one, "listed, but not asked for", left)

    def _note_files(self, where: Path, what: str, names: Sequence[str]) -> None:
        if names:
            few = ", ".join(shown(name) for name in names[:_FEW])
            more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
            self.ledger.note(shown(where), f"{_files(len(names))} {what}: {few}{more}")

    # ------------------------------------------------------------ folders

    def _add_folder(self, folder: Path, given: Described) -> None:
        entries, refused = self._readable(folder)
        own = self._own_manifests(entries)
        before = len(self.sources)
        unknown: list[Path] = []
        unlisted: list[Path] = []
        for path in entries:
            rows = given.of(path) or own.of(path)
            if path.name in manifest.NAMES or given.has(path):
                continue
            if not rows and path.suffix.casefold() not in KNOWN:
                unknown.append(path)
                continue
            if own.rows and not rows:
                unlisted.append(path)
            self._add_file(path, str(path.relative_to(folder)), rows)
        self._add_hidden(own, self.sources[before:])
        for what, left in (
            ("not read, for their endings are not known", unknown),
            ("read, though no manifest lists them", unlisted),
        ):
            self._note_files(folder, what, [str(one.relative_to(folder)) for one in left])
        if len(self.sources) == before and not own.failed and not refused:
            endings = " ".join(sorted(KNOWN))
            reason = f"no article in this folder; files ending in {endings} are read"
            self.ledger.refuse(shown(folder), UnreadableInput(reason))

    def _readable(self, folder: Path) -> tuple[list[Path], bool]:
        """The files below a folder that lie in it truly, and whether any other was refused."""
        found, refused = [], False
        for entry in walk(folder):
            if isinstance(entry, tuple):
                self.ledger.refuse(shown(entry[0]), entry[1])
                refused = True
            elif not inside(entry, folder):
                reason = "a link out of the folder is not followed; name the file itself"
                self.ledger.refuse(shown(entry), UnreadableInput(reason))
                refused = True
            else:
                found.append(entry)
        return found, refused

    def _own_manifests(self, entries: Iterable[Path]) -> Described:
        """The manifests that lie in the folder; of two in one place, the csv."""
        own = Described()
        for entry in entries:
            first = entry.with_name(manifest.NAMES[0])
            if entry.name in manifest.NAMES and entry != first and own.has(first):
                self.ledger.note(shown(entry), f"not used, for {first.name} lies beside it")
            elif entry.name in manifest.NAMES:
                own.take_in(entry, self.options, self.ledger)
        return own

    def _add_hidden(self, own: Described, added: Sequence[Source]) -> None:
        """Files that a manifest lists and the walk passed over, being hidden."""
        reached = {real(source.path) for source in added if source.path is not None}
        rows = (row for row in own.all_rows() if real(row.path) not in reached)
        self.sources.extend(map(_listed, rows))


def _listed(row: Row) -> Source:
    return Source(row.path, shown(row.path), shown(row.written), row.about, row.notes)


def _told_apart(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Two files of one name, from different folders, are called by their paths."""
    homes: dict[str, set[str]] = {}
    for source in sources:
        homes.setdefault(source.name, set()).add(source.asked)
    return tuple(
        replace(source, name=source.asked) if len(homes[source.name]) > 1 else source
        for source in sources
    )


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
