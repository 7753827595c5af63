"""What manifests say about files: rows by the file they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from llm_extract.errors import InputError
from llm_extract.sources.files import real, shown
from llm_extract.sources.ledger import Ledger
from llm_extract.sources.manifest import BadRow, Row, read_manifest
from llm_extract.sources.options import ReadOptions


@dataclass(slots=True)
class Described:
    """Rows by file. `failed` says that some of a manifest could not be used."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    manifests: list[Path] = field(default_factory=list)
    failed: bool = False

    def of(self, path: Path) -> list[Row]:
        """The rows that mean this file, under whatever path it is reached."""
        return self.rows.get(real(path), [])

    def all_rows(self) -> Iterable[Row]:
        """Every row, manifest by manifest, in order."""
        return (row for rows in self.rows.values() for row in rows)

    def has(self, manifest: Path) -> bool:
        """Whether this manifest is one of those taken in."""
        return any(real(manifest) == real(one) for one in self.manifests)

    def take_in(self, path: Path, options: ReadOptions, ledger: Ledger) -> None:
        """Add a manifest; files that an earlier one describes keep that description."""
        if self.has(path):
            return
        self.manifests.append(path)
        try:
            read = read_manifest(path, options)
        except InputError as error:
            ledger.refuse(shown(path), error)
            self.failed = True
            return
        for note in read.notes:
            ledger.note(shown(path), note)
        earlier = set(self.rows)
        for row in read.rows:
            self._take_row(row, f"{shown(path)}:line {row.line}", earlier, ledger)

    def _take_row(self, row: Row | BadRow, asked: str, earlier: set[str], ledger: Ledger) -> None:
        if isinstance(row, BadRow):
            ledger.refuse(asked, row.error)
            for note in row.notes:
                ledger.note(asked, note)
            self.failed = True
        elif real(row.path) not in earlier:
            self.rows.setdefault(real(row.path), []).append(row)
