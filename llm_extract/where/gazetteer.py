"""Countries with their names and demonyms, and the states of the United States.

All the gazetteer there is: towns and provinces are for the text itself to name.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType

Row = tuple[str, tuple[str, ...], tuple[str, ...]]


def country_of(word: str) -> str | None:
    """The country of a name or demonym, None where there is none or several ("Congo", "Korean").

    A word without a capital is no name: "us" and "turkey" give None. A name that is also another
    thing's ("Georgia", "Jordan", "Chad") gives the country; only its surroundings could tell.

    >>> country_of("Pakistanis"), country_of("Burma"), country_of("us")
    ('Pakistan', 'Myanmar', None)
    """
    plain = word.strip().replace("’", "'").removesuffix("'s")
    if plain.islower():
        return None
    known = _words()
    return known.get(_key(plain)) or known.get(_key(plain.removesuffix("s").removesuffix("S")))


@cache
def country_names() -> MappingProxyType[str, str]:
    """Every name of a country, in upper case, to its usual one; demonyms name no places."""
    return MappingProxyType(
        {
            _key(name): usual
            for usual, others, _ in _rows("countries.txt")
            for name in (usual, *others)
        }
    )


@cache
def state_names() -> MappingProxyType[str, str]:
    """Every full name of a state of the United States, in upper case, to its usual spelling."""
    return MappingProxyType({_key(name): name for name, _, _ in _rows("states.txt")})


@cache
def state_abbreviations() -> MappingProxyType[str, str]:
    """Abbreviations of states as they are printed, "Calif." and "CA", to the state's name."""
    return MappingProxyType(
        {short: name for name, codes, others in _rows("states.txt") for short in (*codes, *others)}
    )


@cache
def _words() -> MappingProxyType[str, str]:
    demonyms = {
        _key(demonym): name for name, _, people in _rows("countries.txt") for demonym in people
    }
    return MappingProxyType(demonyms | dict(country_names()))


def _key(name: str) -> str:
    return " ".join(name.upper().split())


@cache
def _rows(file: str) -> tuple[Row, ...]:
    lines = files("llm_extract.where").joinpath(file).read_text("utf-8").splitlines()
    return tuple(_row(line) for line in lines if line and not line.startswith("#"))


def _row(line: str) -> Row:
    name, others, people = (cell.strip() for cell in line.split("|"))
    return name, _listed(others), _listed(people)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
