"""The grid of places: a row for each place, a column for each camp that speaks of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llm_extract.records.briefing import Briefing, Column, Section, Sentence
from llm_extract.records.claims import Role
from llm_extract.records.consensus import Consensus

_STATE = "Officials and forces"
CASUALTIES = "Casualties there"
_OTHERS = {
    "the group": frozenset({Role.ARMED_GROUP}),
    "residents": frozenset({Role.WITNESS}),
    "hospitals": frozenset({Role.MEDICAL}),
}


@dataclass(frozen=True)
class Row:
    """A place, and what each column says of it."""

    place: str
    cells: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True)
class Grid:
    """Places against columns; a column that nobody speaks in is left out."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def grid(briefing: Briefing, consensus: Consensus) -> Grid | None:
    """What the briefing tells place by place, each sentence without the place at its head.

    None where it tells of no place apart.
    """
    told = [one for one in briefing.section(Section.PLACES) if one.column and one.place]
    present = {one.column for one in told}
    columns = [one for one in Column if one in present]
    if not columns:
        return None
    places = dict.fromkeys(one.place for one in told if one.place)
    return Grid(
        headings=tuple(_heading(one, told, consensus) for one in columns),
        rows=tuple(_row(place, told, columns) for place in places),
    )


def _row(place: str, told: Iterable[Sentence], columns: Iterable[Column]) -> Row:
    own = [one for one in told if one.place == place]

    def cell(column: Column) -> tuple[Sentence, ...]:
        return tuple(one.in_cell() for one in own if one.column is column)

    return Row(place=place, cells=tuple(map(cell, columns)))


def _heading(column: Column, told: Iterable[Sentence], consensus: Consensus) -> str:
    match column:
        case Column.STATE:
            return _STATE
        case Column.CASUALTIES:
            return CASUALTIES
        case _:
            return _others([one for one in told if one.column is column], consensus)


def _others(told: Iterable[Sentence], consensus: Consensus) -> str:
    """Who speaks in the column of the others, by what they are."""
    claimants = {
        sourced.claim.claim_id: sourced.claim.attribution.claimant for sourced in consensus.claims
    }
    speakers = [claimants.get(cite.claim_id or "") for one in told for cite in one.citations]
    roles = {one.role if one else None for one in speakers}
    named = [name for name, known in _OTHERS.items() if known & roles]
    words = ", ".join([*named, "other reports"])
    return words[:1].upper() + words[1:]
